"""Addresses of scores."""

from django.urls import path

from chibo.quality import views

app_name = "quality"
urlpatterns = [
    path("cell/<str:code>/<int:year>/", views.of_year, name="year"),
    path("<uuid:meeting_id>/", views.of_meeting, name="score"),
]
