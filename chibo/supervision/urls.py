"""Addresses of assignments, the roster and visits."""

from django.urls import path

from chibo.supervision.views import phone, visits

app_name = "supervision"
urlpatterns = [
    path("", visits.own, name="visits"),
    path("slip/<str:code>/", visits.slip, name="slip"),
    path("cell/<str:code>/", visits.about_cell, name="about_cell"),
    path("<uuid:visit_id>/", visits.one, name="visit"),
    # The same pages without a network.
    path("phone/", phone.page, name="phone"),
    path("worker.js", phone.worker, name="phone_worker"),
    path("pages/", phone.pages, name="kept_pages"),
    path("send/", phone.send, name="send_kept"),
]
