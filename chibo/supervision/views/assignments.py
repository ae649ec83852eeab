"""Who follows which cells: a unit's page, assigning, ending, the history of a cell."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import may, units_where
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.base.refusals import Refusal, point_out, tell
from chibo.people.models import Account, Person
from chibo.supervision.actions import assignments as actions
from chibo.supervision.forms.assignments import AssignForm, DayOfAssignments, EndForm
from chibo.supervision.models import Assignment
from chibo.supervision.queries import assignments as queries
from chibo.supervision.queries.assignments import Followed
from chibo.supervision.showing.assignments import arrival_words, lines, refusal_of
from chibo.supervision.views.finding import first_unit, name_on, unit_for
from chibo.units.models import Unit
from chibo.units.queries import path

# So many cells that nobody follows are named on the page of a province; the rest are counted.
_NAMED = 30


@dataclass(frozen=True, slots=True)
class Group:
    """The cells directly below one unit, in their order."""

    parent: Unit | None
    rows: tuple[Followed, ...]

    @property
    def followed(self) -> int:
        """Return how many of them somebody follows."""
        return sum(bool(row.assignments) for row in self.rows)


def home(request: MemberRequest) -> HttpResponse:
    """Lead to the page of the committee whose office, or official, the reader is."""
    unit = first_unit(request, Ability.SEE_FIGURES)
    return redirect("supervision:assignments", unit.code)


@kept
def of_unit(request: MemberRequest, code: str) -> HttpResponse:
    unit = unit_for(request, code, Ability.SEE_FIGURES)
    form, on, today = _asked(request)
    rows = queries.assignments_of_unit(unit, on)
    nobody = [row for row in rows if not row.assignments]
    shown = nobody[:_NAMED]
    arrived = queries.arrivals([row.cell for row in shown], on)
    is_wide = unit.kind.is_above_grassroots
    context = {
        "unit": unit,
        "title": name_on(unit, on),
        "above": _above(request, unit, on),
        "form": form,
        "on": on,
        "today": today,
        "total": len(rows),
        "followed": len(rows) - len(nobody),
        "nobody": [
            (row, [arrival_words(one) for one in arrived.get(row.cell.pk, [])]) for row in shown
        ],
        "more": len(nobody) - len(shown),
        "missing": len(nobody),
        "shares": queries.shares(unit, on) if is_wide else [],
        "groups": [] if is_wide else groups(row for row in rows if row.assignments),
        "may_keep": may(request.user, Ability.KEEP_SUPERVISION, unit, today),
    }
    return render(
        request, "supervision/assignments.html", context, status=422 if form.errors else 200
    )


def groups(rows: Iterable[Followed]) -> list[Group]:
    """Return cells by what stands above them; they come in that order."""
    found: list[Group] = []
    for row in rows:
        last = found[-1] if found else None
        if last is not None and last.parent == row.parent:
            found[-1] = Group(last.parent, (*last.rows, row))
        else:
            found.append(Group(row.parent, (row,)))
    return found


def choose(request: MemberRequest, code: str) -> HttpResponse:
    """Whom to assign: those who follow cells already are at hand, others are found by name."""
    unit = unit_for(request, code, Ability.KEEP_SUPERVISION)
    today = timezone.localdate()
    sought = request.GET.get("name", "").strip()
    context = {
        "unit": unit,
        "title": name_on(unit, today),
        "sought": sought,
        "people": queries.candidates(unit, sought, today),
    }
    return render(request, "supervision/choose.html", context)


def assign(request: MemberRequest, code: str, person_id: int) -> HttpResponse:
    unit = unit_for(request, code, Ability.KEEP_SUPERVISION)
    today = timezone.localdate()
    official = get_object_or_404(queries.officials_under(unit, today), pk=person_id)
    rows = queries.assignments_of_unit(unit, today)
    form = AssignForm(
        request.POST or None,
        cells=[row.cell.pk for row in rows],
        initial={"since": today, "cells": request.GET.getlist("cell")},
    )
    if request.method != "POST":
        return _assign_page(request, unit, official, rows, form)
    if not form.is_valid():
        point_out(form)
        return _assign_page(request, unit, official, rows, form, status=422)
    given = form.cleaned_data
    try:
        actions.assign_cells(
            official=official,
            unit=unit,
            **{**given, "cells": list(given["cells"])},
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.CannotAssign as error:
        tell(form, refusal_of(error))
        return _assign_page(request, unit, official, rows, form, status=409)
    messages.success(request, _assigned(official))
    return redirect("supervision:official", unit.code, official.pk)


def _assigned(official: Person) -> str:
    if Account.objects.filter(person=official).exists():
        return _("Assigned. %(name)s sees these cells from that day on.") % {
            "name": official.full_name
        }
    return _("Assigned. %(name)s has no account yet and sees the cells only with one.") % {
        "name": official.full_name
    }


def _assign_page(
    request: MemberRequest,
    unit: Unit,
    official: Person,
    rows: list[Followed],
    form: AssignForm,
    *,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    ticked = form.ticked
    context = {
        "unit": unit,
        "title": name_on(unit, today),
        "official": official,
        "form": form,
        "groups": [(group, _boxes(group, ticked, official)) for group in groups(rows)],
    }
    return render(request, "supervision/assign.html", context, status=status)


def _boxes(
    group: Group, ticked: set[str], official: Person
) -> list[tuple[Followed, bool, str, bool]]:
    """Each cell with whether it is ticked, who follows it, and whether that is he himself."""
    return [
        (
            row,
            str(row.cell.pk) in ticked,
            ", ".join(one.official.full_name for one in row.assignments),
            any(one.official_id == official.pk for one in row.assignments),
        )
        for row in group.rows
    ]


def of_official(request: MemberRequest, code: str, person_id: int) -> HttpResponse:
    """The cells of one official, those he followed before, and ending what is his."""
    unit = unit_for(request, code, Ability.KEEP_SUPERVISION)
    official, rows = _his(request, unit, person_id)
    return _official_page(request, unit, official, rows)


@require_POST
def end(request: MemberRequest, code: str, person_id: int) -> HttpResponse:
    unit = unit_for(request, code, Ability.KEEP_SUPERVISION)
    official, rows = _his(request, unit, person_id)
    form = EndForm(request.POST, rows=rows)
    if not form.is_valid():
        point_out(form)
        return _official_page(request, unit, official, rows, form=form, status=422)
    given = form.cleaned_data
    try:
        actions.end_assignments(
            official=official,
            assignments=[row.pk for row in given["assignments"]],
            until=given["until"],
            because=given["because"],
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.CannotAssign as error:
        tell(form, refusal_of(error))
        return _official_page(request, unit, official, rows, form=form, status=409)
    messages.success(request, _("Ended. What came with it is no longer open from that day on."))
    return redirect("supervision:official", unit.code, official.pk)


@require_POST
def take_back(request: MemberRequest, code: str, assignment_id: uuid.UUID) -> HttpResponse:
    unit = unit_for(request, code, Ability.KEEP_SUPERVISION)
    row = get_object_or_404(_kept_rows(request), pk=assignment_id)
    official = row.official
    try:
        actions.take_back_assignment(
            assignment_id=row.pk, by=request.user.username, at=timezone.now()
        )
    except actions.CannotAssign as error:
        rows = list(_kept_rows(request).filter(official=official))
        return _official_page(request, unit, official, rows, refused=refusal_of(error), status=409)
    messages.success(request, _("Taken back. The log keeps that it was."))
    return redirect("supervision:assignments", unit.code)


@require_POST
def open_cells(request: MemberRequest, code: str, person_id: int) -> HttpResponse:
    unit = unit_for(request, code, Ability.KEEP_SUPERVISION)
    official, rows = _his(request, unit, person_id)
    try:
        actions.open_cells(official=official, by=request.user.username, at=timezone.now())
    except actions.CannotAssign as error:
        return _official_page(request, unit, official, rows, refused=refusal_of(error), status=409)
    messages.success(request, _("Opened. The account sees the cells from today on."))
    return redirect("supervision:official", unit.code, official.pk)


def _kept_rows(request: MemberRequest):  # type: ignore[no-untyped-def]  # a set of assignments
    """The assignments of cells whose supervision the reader keeps, those that ended included."""
    reach = units_where(request.user, Ability.KEEP_SUPERVISION, on=timezone.localdate())
    return (
        Assignment.objects.filter(cell__in=reach.values("pk"))
        .select_related("official", "cell", "unit", "grant")
        .order_by("-since", "cell__code", "pk")
    )


def _his(request: MemberRequest, unit: Unit, person_id: int) -> tuple[Person, list[Assignment]]:
    """An official and his assignments; one who may be assigned here, or was once."""
    rows = list(_kept_rows(request).filter(official=person_id))
    if rows:
        return rows[0].official, rows
    today = timezone.localdate()
    return get_object_or_404(queries.officials_under(unit, today), pk=person_id), []


def _official_page(
    request: MemberRequest,
    unit: Unit,
    official: Person,
    rows: list[Assignment],
    *,
    form: EndForm | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    shown = lines(rows, today)
    ending = [line for line in shown if line.is_open]
    form = form or EndForm(
        rows=rows, initial={"until": today, "assignments": request.GET.getlist("row")}
    )
    account = Account.objects.filter(person=official).first()
    context = {
        "unit": unit,
        "title": name_on(unit, today),
        "official": official,
        "account": account,
        "is_closed": bool(account and any(line.row.grant is None for line in ending))
        and not _sees_all(account, ending, today),
        "form": form,
        "ending": [(line, str(line.row.pk) in form.ticked) for line in ending],
        "past": [line for line in shown if not line.is_open],
        "refusal": refused,
    }
    return render(request, "supervision/official.html", context, status=status)


def _sees_all(account: Account | None, ending: list[Any], today: date) -> bool:
    if account is None:
        return False
    wanted = {line.row.cell_id for line in ending if line.row.since <= today}
    seen = units_where(account, Ability.WRITE_SLIP, on=today).filter(pk__in=wanted)
    return seen.count() == len(wanted)


@kept
def of_cell(request: MemberRequest, code: str) -> HttpResponse:
    """Who follows a cell and who has; also of one that has ended."""
    today = timezone.localdate()
    reach = units_where(request.user, Ability.SEE_CELL, Ability.SEE_FIGURES, on=today)
    cell = get_object_or_404(reach.select_related("kind"), code=code, kind__is_cell=True)
    rows = lines(list(queries.history_of(cell)), today)
    arrived = queries.arrivals([cell], today).get(cell.pk, [])
    parent = next((one for one in reversed(path(cell, today)[:-1])), None)
    context = {
        "cell": cell,
        "title": name_on(cell, today),
        "today": today,
        "now": [line for line in rows if line.shape == "done"],
        "rows": rows,
        "arrivals": [arrival_words(one) for one in arrived],
        "keeper": parent
        if parent and may(request.user, Ability.KEEP_SUPERVISION, parent, today)
        else None,
    }
    return render(request, "supervision/of_cell.html", context)


def _above(request: MemberRequest, unit: Unit, on: date) -> list[Unit]:
    reach = units_where(request.user, Ability.SEE_FIGURES, on=timezone.localdate())
    seen = set(reach.values_list("pk", flat=True))
    return [one for one in path(unit, on)[:-1] if one.pk in seen]


def _asked(request: MemberRequest) -> tuple[DayOfAssignments, date, date]:
    """The form, the day asked for, and today, which stands in for a bad one."""
    today = timezone.localdate()
    form = DayOfAssignments(request.GET or None, initial={"on": today})
    if not form.is_valid():
        return form, today, today
    on = form.cleaned_data["on"] or today
    return DayOfAssignments(initial={"on": on}), on, today
