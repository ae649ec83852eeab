"""Addresses of assignments, the roster and visits."""

from django.urls import path

from chibo.supervision.views import (
    assignments,
    calendars,
    following,
    officials,
    passed_up,
    phone,
    roster_cells,
    rosters,
    visits,
)
from chibo.supervision.views import help as helping

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
    # The visits of a quarter.
    path("roster/", rosters.begin, name="rosters"),
    path("roster/mine/", calendars.mine, name="my_roster"),
    path("roster/mine/<int:year>/<int:quarter>/", calendars.mine, name="my_roster_of"),
    path("roster/mine/calendar/", calendars.renew, name="renew_calendar"),
    path("calendar/<str:secret>.ics", calendars.feed, name="calendar"),
    path("roster/of/<str:code>/", rosters.of_unit, name="roster_now"),
    path("roster/of/<str:code>/officials/", officials.page, name="roster_officials"),
    path("roster/of/<str:code>/officials/away/", officials.away, name="note_absence"),
    path("roster/of/<str:code>/officials/number/", officials.number, name="set_capacity"),
    path("roster/of/<str:code>/ways/", officials.ways, name="roster_ways"),
    path("roster/absences/<uuid:absence_id>/back/", officials.back, name="take_back_absence"),
    path("roster/of/<str:code>/<int:year>/<int:quarter>/", rosters.page, name="roster"),
    path("roster/of/<str:code>/<int:year>/<int:quarter>/plan/", rosters.plan, name="plan_roster"),
    path(
        "roster/of/<str:code>/<int:year>/<int:quarter>/tell/", rosters.tell, name="publish_roster"
    ),
    path(
        "roster/of/<str:code>/<int:year>/<int:quarter>/table/", rosters.table, name="roster_table"
    ),
    path(
        "roster/of/<str:code>/<int:year>/<int:quarter>/conflict/",
        roster_cells.conflict,
        name="roster_conflict",
    ),
    path(
        "roster/of/<str:code>/<int:year>/<int:quarter>/cells/<str:cell>/",
        roster_cells.of_cell,
        name="roster_cell",
    ),
    path(
        "roster/of/<str:code>/<int:year>/<int:quarter>/cells/<str:cell>/number/",
        roster_cells.demand,
        name="roster_demand",
    ),
    path("roster/visits/<uuid:visit_id>/keep/", roster_cells.keep, name="keep_visit"),
    # Help offered to cells.
    path("help/", helping.offers, name="help"),
    path("help/<str:code>/", helping.of_cell, name="help_of_cell"),
    path("help/offer/<uuid:offer_id>/close/", helping.close, name="close_help"),
]
