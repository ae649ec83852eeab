"""Addresses that answer a phone before it trusts this machine."""

from django.urls import path

from chibo.https import views

app_name = "https"
urlpatterns = [
    path("", views.page, name="trust"),
    path("chibo.crt", views.certificate, name="certificate"),
    path("chibo.mobileconfig", views.profile, name="profile"),
    path("check.svg", views.check, name="check"),
    path("worker.js", views.worker, name="worker"),
]
