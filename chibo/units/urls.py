"""Addresses of the tree."""

from django.urls import path

from chibo.units import views

app_name = "units"
urlpatterns = [
    path("", views.tree, name="tree"),
    path("<str:code>/", views.unit, name="unit"),
]
