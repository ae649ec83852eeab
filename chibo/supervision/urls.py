"""Addresses of assignments, the roster and visits."""

from django.urls import path

from chibo.supervision.views import assignments, following, passed_up, phone, visits

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
    # Who follows which cells.
    path("assignments/", assignments.home, name="all_assignments"),
    path("assignments/of-cell/<str:code>/", assignments.of_cell, name="of_cell"),
    path("assignments/<str:code>/", assignments.of_unit, name="assignments"),
    path("assignments/<str:code>/assign/", assignments.choose, name="choose_official"),
    path("assignments/<str:code>/assign/<int:person_id>/", assignments.assign, name="assign"),
    path("assignments/<str:code>/of/<int:person_id>/", assignments.of_official, name="official"),
    path("assignments/<str:code>/of/<int:person_id>/end/", assignments.end, name="end"),
    path("assignments/<str:code>/of/<int:person_id>/open/", assignments.open_cells, name="open"),
    path(
        "assignments/<str:code>/take-back/<uuid:assignment_id>/",
        assignments.take_back,
        name="take_back",
    ),
    # What was passed up, and what is to be looked at again.
    path("asked/", passed_up.home, name="all_asked"),
    path("asked/one/<uuid:passed_up_id>/", passed_up.one, name="one_asked"),
    path("asked/one/<uuid:passed_up_id>/answer/", passed_up.answer, name="answer"),
    path("asked/one/<uuid:passed_up_id>/on/", passed_up.hand_on, name="hand_on"),
    path("asked/<str:code>/", passed_up.asked, name="asked"),
    path("follow-ups/<uuid:visit_id>/", following.follow_up, name="follow_up"),
]
