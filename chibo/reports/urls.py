"""Addresses of the board, of figures and of reports."""

from django.urls import path

from chibo.reports.views import figures

app_name = "reports"
urlpatterns = [
    path("figures/<str:code>/<str:key>/", figures.catalogue, name="figures"),
    path("figure/<str:code>/<str:key>/<slug:line_key>/", figures.figure, name="figure"),
    path("roll/<uuid:meeting_id>/", figures.roll, name="roll"),
]
