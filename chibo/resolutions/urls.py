"""Addresses of tasks."""

from django.urls import path

from chibo.resolutions import views

app_name = "resolutions"
urlpatterns = [
    path("cell/<str:code>/", views.of_cell, name="of_cell"),
    path("<uuid:task_id>/", views.task, name="task"),
    path("<uuid:task_id>/result/", views.report, name="report"),
    path("<uuid:task_id>/extend/", views.extend, name="extend"),
    path("<uuid:task_id>/drop/", views.drop, name="drop"),
]
