"""Addresses of the board, of figures and of reports."""

from django.urls import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
