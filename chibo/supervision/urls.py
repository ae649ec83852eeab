"""Addresses of assignments, the roster and visits."""

from django.urls import URLPattern

app_name = "supervision"
urlpatterns: list[URLPattern] = []
