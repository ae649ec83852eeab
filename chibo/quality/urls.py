"""Addresses of scores."""

from django.urls import path

from chibo.quality import views

app_name = "quality"
urlpatterns = [
    path("<uuid:meeting_id>/", views.of_meeting, name="score"),
]
