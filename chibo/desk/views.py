"""Today, the cell's file, and what concerns oneself."""

from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.access import queries as access
from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at, may, units_where
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.audit.models import Opening
from chibo.book.queries import facts_of_year
from chibo.desk import queries
from chibo.desk.rules import Due, Duty
from chibo.desk.summary import year_summary
from chibo.meetings import queries as meetings
from chibo.meetings.models import Meeting
from chibo.people.queries import members_of
from chibo.quality.queries.ratings import asked_of
from chibo.reports.showing.due import due_upwards
from chibo.resolutions.queries import lines, open_tasks, tasks_owned, themes_of
from chibo.room.path import stations
from chibo.supervision.models import PassedUp
from chibo.supervision.queries import following
from chibo.supervision.queries.assignments import cells_of as cells_followed
from chibo.supervision.queries.assignments import followers_of
from chibo.supervision.queries.help import help_due, help_offered
from chibo.supervision.queries.passed_up import (
    Asked,
    late_for,
    passed_up_by,
    passed_up_of_cell,
)
from chibo.supervision.queries.passed_up import lines as lines_of_passed_up
from chibo.supervision.queries.rosters import own_visits, visits_to_come
from chibo.supervision.rules.passed_up import LATE_AFTER_DAYS
from chibo.supervision.showing.passed_up import waiting_words
from chibo.units.models import Unit
from chibo.units.queries import cells as cells_on
from chibo.units.queries import existing

_BUTTONS = {
    Due.PLAN: lambda: _("Plan the meeting"),
    Due.NOTICE: lambda: _("Review and send"),
    Due.MEET: lambda: _("Open the meeting room"),
    Due.CLOSE: lambda: _("Review the minutes"),
    Due.SEAL: lambda: _("Sign and enter in the book"),
    Due.PREPARATION: lambda: _("Open the preparation"),
    Due.TASK: lambda: _("Record a result"),
    Due.THEME: lambda: _("Choose the theme"),
    Due.REQUEST: lambda: _("Answer it"),
    Due.FOLLOW_UP: lambda: _("Look at it again"),
    Due.SIT_IN: lambda: _("See the cell's file"),
    Due.VISIT: lambda: _("See the cell's file"),
}

_ROMAN = ("I", "II", "III", "IV")


@kept
def today(request: MemberRequest) -> HttpResponse:
    day = timezone.localdate()
    unit = access.home_unit(request.user, day)
    if unit is None:
        return render(request, "desk/nowhere.html", status=403)
    mine = abilities_at(request.user, unit, day)
    if Ability.SEE_CELL in mine and unit.kind.is_cell:
        return _of_cell(request, unit, mine)
    if access.may_somewhere(request.user, Ability.SEE_FIGURES, day):
        # An office, or an official who follows some cells and belongs to none of them.
        return _office(request)
    return _of_technician(request)


def _of_cell(request: MemberRequest, unit: Unit, mine: frozenset[Ability]) -> HttpResponse:
    day = timezone.localdate()
    meeting = meetings.next_open(unit)
    if Ability.PREPARE_MEETING in mine:
        duties = queries.duties_of_cell(unit, meeting, day)
    else:
        person = request.user.person
        duties = queries.duties_of_person(person, day) if person else []
    if request.user.person is not None:
        duties = sorted(
            [*duties, *queries.duties_of_official(request.user.person, day)],
            key=lambda duty: (duty.by, duty.what, duty.key),
        )
    shown = [_shown(duty) for duty in duties]
    facts = facts_of_year(unit, day.year)
    context = {
        "cell": unit,
        "today": day,
        "meeting": meeting,
        "stations": stations(meeting) if meeting else [],
        "first": shown[0] if shown else None,
        "rest": shown[1:7],
        "more": max(0, len(shown) - 7),
        "marks": queries.year_marks(unit, day.year, day, facts),
        "summary": year_summary(facts),
        "asked": queries.unconfirmed(unit) if Ability.CLOSE_MEETING in mine else [],
        "visitors": visits_to_come(cell=unit, on=day),
        "visits": own_visits(request.user.person, day),
        **(help_offered(unit) if Ability.CLOSE_MEETING in mine else {}),
    }
    return render(request, "desk/today.html", context)


@kept
def cells(request: MemberRequest) -> HttpResponse:
    """The office's page for those whose own page is that of their cell."""
    if not access.may_somewhere(request.user, Ability.SEE_FIGURES, timezone.localdate()):
        raise Http404
    return _office(request)


def _of_technician(request: MemberRequest) -> HttpResponse:
    """Who sees neither a cell nor figures keeps the accounts and the installation."""
    day = timezone.localdate()
    grants = access.grants_where(request.user, day)
    context = {
        "today": day,
        "accounts": grants.order_by().values("account").distinct().count(),
        "backup": queries.last_backup(),
        "overdue": queries.days_without_backup(day),
    }
    return render(request, "desk/technician.html", context)


def _office(request: MemberRequest) -> HttpResponse:
    day = timezone.localdate()
    reach = units_where(request.user, Ability.SEE_FIGURES, on=day).values("pk")
    cells = list(cells_on(day).filter(pk__in=reach).select_related("kind"))
    month = day.replace(day=1)
    states = dict(
        Meeting.objects.filter(
            cell__in=[cell.pk for cell in cells], month=month, kind=Meeting.Kind.REGULAR
        )
        .exclude(state=Meeting.State.CANCELLED)
        .values_list("cell", "state")
    )
    rows = [(cell, states.get(cell.pk, "")) for cell in cells]
    context = {
        "today": day,
        **_of_official(request, day),
        **_of_keeper(request, day),
        "cells": len(cells),
        # What is in the book asks nothing of anybody today.
        "waiting": [row for row in rows if row[1] != Meeting.State.SEALED],
        "ready": [row for row in rows if row[1] == Meeting.State.SEALED],
        "met": sum(state in meetings.WITH_ROLL for state in states.values()),
        "sealed": sum(state == Meeting.State.SEALED for state in states.values()),
        "reporting": due_upwards(request.user, day),
        "visits": own_visits(request.user.person, day),
        "helped": help_due(request.user, day),
    }
    return render(request, "desk/office.html", context)


def _of_official(request: MemberRequest, day: date) -> dict[str, object]:
    """What is due from the reader himself in the cells he follows."""
    person = request.user.person
    duties = queries.duties_of_official(person, day) if person else []
    not_visited = [duty for duty in duties if duty.what == Due.VISIT]
    return {
        "duties": [_shown(duty) for duty in duties if duty.what != Due.VISIT],
        "not_visited": not_visited,
        "followed": cells_followed(person, day).count() if person else 0,
    }


def _of_keeper(request: MemberRequest, day: date) -> dict[str, object]:
    """What waits for those who keep the supervision of cells, with where to do it."""
    if not access.may_somewhere(request.user, Ability.KEEP_SUPERVISION, day):
        return {}
    return {
        "keeps": True,
        "late": late_for(request.user, day).count(),
        "late_days": LATE_AFTER_DAYS,
        "unfollowed": following.cells_to_assign(request.user, day).count(),
    }


@kept
def cell(request: MemberRequest, code: str) -> HttpResponse:
    day = timezone.localdate()
    reach = units_where(request.user, Ability.SEE_CELL, Ability.SEE_FIGURES, on=day)
    found = get_object_or_404(
        existing(day).select_related("kind").filter(pk__in=reach.values("pk"), kind__is_cell=True),
        code=code,
    )
    mine = abilities_at(request.user, found, day)
    inside = Ability.SEE_CELL in mine
    members = members_of(found, day)
    facts = facts_of_year(found, day.year)
    context = {
        "cell": found,
        "today": day,
        "inside": inside,
        "facts": [facts.get(month) for month in range(1, 13)],
        "marks": queries.year_marks(found, day.year, day, facts),
        "summary": year_summary(facts),
        "members": members,
        "official": sum(member.is_official for member in members),
        "must_attend": sum(member.must_attend for member in members),
        "open": lines(open_tasks(found), day) if inside else [],
        "themes": themes_of(found, day.year),
        "followers": followers_of(found, day),
        "asked": _lines(passed_up_of_cell(found, day)[:20], day)
        if mine & {Ability.SEE_CELL, Ability.KEEP_SUPERVISION, Ability.WRITE_SLIP}
        else [],
        "visitors": visits_to_come(cell=found, on=day),
        **(help_offered(found) if Ability.PREPARE_MEETING in mine else {}),
    }
    return render(request, "desk/cell.html", context)


def mine(request: MemberRequest) -> HttpResponse:
    day = timezone.localdate()
    person = request.user.person
    unit = access.home_unit(request.user, day)
    context = {
        "today": day,
        "person": person,
        "meeting": meetings.next_open(unit)
        if unit and may(request.user, Ability.SEE_CELL, unit, day)
        else None,
        "asked": asked_of(request.user, timezone.now()),
        "open": lines(tasks_owned(person), day) if person else [],
        "proposals": person.proposals.order_by("-raised_on", "pk")[:20] if person else [],
        "passed_up": _lines(passed_up_by(person)[:20], day) if person else [],
        "openings": Opening.objects.filter(person_key=str(person.pk)).order_by("-at", "-pk")[:20]
        if person
        else [],
    }
    return render(request, "desk/mine.html", context)


def _lines(rows: Iterable[PassedUp], day: date) -> list[tuple[Asked, str, str]]:
    """What members asked those above for, each with the shape and words of how it stands."""
    return [(one, *waiting_words(one)) for one in lines_of_passed_up(list(rows), day)]


def _shown(duty: Duty) -> dict[str, object]:
    """A duty in words, with the page and the button that does it."""
    return {
        "duty": duty,
        "title": _title(duty),
        "button": _BUTTONS[duty.what](),
        "url": _url(duty),
    }


def _title(duty: Duty) -> str:
    titles = {
        Due.PLAN: _("Plan the next meeting"),
        Due.NOTICE: _("Send the notice of the meeting to the members"),
        Due.MEET: _("Hold the meeting"),
        Due.CLOSE: _("Close the minutes"),
        Due.SEAL: _("Enter the minutes in the book"),
    }
    if duty.what == Due.THEME:
        return _("Choose a theme for quarter %(number)s") % {"number": _ROMAN[int(duty.words) - 1]}
    if duty.what == Due.SIT_IN:
        return _("Sit in with %(cell)s") % {"cell": duty.words}
    if duty.what == Due.VISIT:
        return _("Nobody has sat in with %(cell)s this quarter") % {"cell": duty.words}
    return titles.get(duty.what, duty.words)


def _url(duty: Duty) -> str:
    match duty.what:
        case Due.FOLLOW_UP:
            return reverse("supervision:follow_up", args=[duty.key])
        case Due.SIT_IN | Due.VISIT:
            return reverse("desk:cell", args=[duty.key])
        case Due.PLAN:
            return reverse("room:plan", args=[duty.key])
        case Due.TASK:
            return reverse("resolutions:task", args=[duty.key])
        case Due.REQUEST:
            return reverse("reports:answer", args=duty.key.split("/"))
        case Due.THEME:
            return reverse("room:themes", args=[duty.key, duty.by.year])
        case Due.NOTICE:
            return reverse("room:prepare", args=[duty.key])
        case _:
            return reverse("room:detail", args=[duty.key])
