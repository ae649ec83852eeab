"""An official's own visits: a list, three months, and the calendar his phone asks for."""

from datetime import UTC, date, datetime, timedelta

import icalendar
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chibo.access.http import MemberRequest
from chibo.base.time import LOCAL
from chibo.people.models import Person
from chibo.supervision.actions import officials as actions
from chibo.supervision.models import CalendarFeed, PlannedVisit
from chibo.supervision.queries import rosters as queries
from chibo.supervision.queries.visits import slips_between
from chibo.supervision.rules.roster.quarters import next_quarter, quarter_before, quarter_first
from chibo.supervision.showing import rosters as showing
from chibo.supervision.views.rosters import first_of
from chibo.units.queries import names_by_code

# A visit is taken to last so long where nobody said.
_LENGTH = timedelta(minutes=90)
# A calendar program is told of visits that are over for so long.
_BACK = timedelta(days=200)


def mine(request: MemberRequest, year: int = 0, quarter: int = 0) -> HttpResponse:
    """Where the reader goes in a quarter."""
    first = first_of(year, quarter) if year else quarter_first(timezone.localdate())
    return _page(request, _person(request), first)


@never_cache
@require_POST
def renew(request: MemberRequest) -> HttpResponse:
    """A new address for the reader's calendar; shown this once."""
    person = _person(request)
    secret = actions.renew_feed(official=person, by=request.user.username, at=timezone.now())
    address = request.build_absolute_uri(reverse("supervision:calendar", args=[secret]))
    return _page(request, person, quarter_first(timezone.localdate()), address=address)


def _person(request: MemberRequest) -> Person:
    if request.user.person is None:
        raise Http404
    return request.user.person


def _page(
    request: MemberRequest, person: Person, first: date, *, address: str = ""
) -> HttpResponse:
    today = timezone.localdate()
    visits = queries.visits_told(person, first, next_quarter(first))
    names = _names(visits)
    slips = slips_between(first, next_quarter(first))
    rows = [(one, names[one.cell.code], *_state(one, slips, today)) for one in visits]
    marks = {
        one.told_day: ("done" if shape == "done" else "plan", f"{name}, {words}")
        for one, name, shape, words in rows
        if one.told_day is not None
    }
    before, after = quarter_before(first), next_quarter(first)
    context = {
        "person": person,
        "name": showing.quarter_name(first),
        "before": (_address(before), showing.quarter_name(before)),
        "after": (_address(after), showing.quarter_name(after)),
        "rows": rows,
        "cells": len({one.cell_id for one in visits}),
        "done": sum(shape == "done" for _one, _name, shape, _words in rows),
        "months": showing.calendar_of(first, marks),
        "weekdays": showing.weekdays(),
        "feed": CalendarFeed.objects.filter(official=person).first(),
        "address": address,
        # What calendar programs listen to.
        "subscribe": f"webcal{address[address.find(':') :]}",
    }
    return render(request, "supervision/my_roster.html", context)


def _state(visit: PlannedVisit, slips: set[tuple[int, int, date]], today: date) -> tuple[str, str]:
    if visit.told_day and (visit.official_id, visit.cell_id, visit.told_day) in slips:
        return "done", _("visited, slip sent")
    if visit.told_day is not None and visit.told_day < today:
        return "due", _("the day is over, no slip yet")
    if visit.is_asked:
        return "due", _("the cell is asked to meet then")
    return "wait", pgettext("visit", "planned") if visit.meeting_id else _(
        "planned, the day is expected"
    )


def _address(first: date) -> str:
    return reverse("supervision:my_roster_of", args=[first.year, (first.month + 2) // 3])


def _names(visits: list[PlannedVisit]) -> dict[str, str]:
    return names_by_code([one.cell.code for one in visits], timezone.localdate())


# ---------------------------------------------------------------- the feed


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """An official's visits for a calendar program, which cannot sign in: the address is the key.

    The key of a visit stays; its number rises when what was told changes; what was cancelled
    stays in as cancelled, so that calendars take it out.
    """
    row = (
        CalendarFeed.objects.filter(secret_hash=actions.hashed(secret))
        .select_related("official")
        .first()
    )
    if row is None:
        raise Http404
    visits = queries.feed_of(row.official, timezone.localdate() - _BACK)
    names = _names(visits)
    book = icalendar.Calendar()
    book.add("prodid", "-//Chibo//Chibo//VI")
    book.add("version", "2.0")
    book.add("x-wr-calname", _("Visits to cell meetings"))
    for visit in visits:
        book.add_component(_event(visit, names[visit.cell.code]))
    book.add_missing_timezones()
    return HttpResponse(
        book.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="du-sinh-hoat.ics"',
            "Cache-Control": "private, no-store",
        },
    )


def _event(visit: PlannedVisit, cell: str) -> icalendar.Event:
    assert visit.told_day is not None  # noqa: S101 -- the query asks for it
    assert visit.told_hour is not None  # noqa: S101
    assert visit.told_at is not None  # noqa: S101
    starts = datetime.combine(visit.told_day, visit.told_hour, LOCAL)
    event = icalendar.Event()
    event.add("uid", f"{visit.pk}@chibo")
    event.add("sequence", visit.sequence)
    event.add("dtstamp", visit.told_at.astimezone(UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + _LENGTH)
    event.add("summary", _("Visit: %(cell)s") % {"cell": cell})
    if visit.meeting is not None:
        event.add("location", visit.meeting.place)
    else:
        event.add("description", _("Expected from the cell's usual day."))
    event.add("status", "CANCELLED" if visit.cancelled_at else "CONFIRMED")
    return event
