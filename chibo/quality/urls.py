"""Addresses of scores."""

from django.urls import path

from chibo.quality.views import scores

app_name = "quality"
urlpatterns = [
    path("cell/<str:code>/<int:year>/", scores.of_year, name="year"),
    path("<uuid:meeting_id>/", scores.of_meeting, name="score"),
]
