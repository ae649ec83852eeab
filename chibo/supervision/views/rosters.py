"""The roster of a quarter as an office sees, makes and tells it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import home_unit
from chibo.base.refusals import Refusal
from chibo.base.templatetags.words import day, weekday
from chibo.documents.spreadsheets.writing import Grid, xlsx
from chibo.people.models import Person
from chibo.supervision.actions import rosters as actions
from chibo.supervision.forms.rosters import PlanForm
from chibo.supervision.models import PlannedVisit, Roster
from chibo.supervision.planning.solving import OutOfTime
from chibo.supervision.queries import rosters as queries
from chibo.supervision.queries.quarters import Quarter, quarter_of
from chibo.supervision.queries.visits import slips_between
from chibo.supervision.rules.roster.checks import unmet
from chibo.supervision.rules.roster.problem import Pair
from chibo.supervision.rules.roster.quarters import next_quarter, quarter_before, quarter_first
from chibo.supervision.showing import rosters as showing
from chibo.supervision.showing.roster_refusals import refusal
from chibo.units.models import Unit

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WAYS = ("month", "official", "cell")


@dataclass(frozen=True, slots=True)
class Row:
    """A planned visit as the page shows it."""

    visit: PlannedVisit
    name: str
    url: str
    shape: str
    words: str
    is_expected: bool


def begin(request: MemberRequest) -> HttpResponse:
    """The units whose visits a reader plans; straight on where it is one."""
    today = timezone.localdate()
    units = list(queries.units_planned(request.user, today))
    if not units:
        if request.user.person_id is None:
            raise Http404
        return redirect("supervision:my_roster")
    home = home_unit(request.user, today)
    if len(units) == 1:
        return redirect("supervision:roster_now", units[0].code)
    context = {"units": units, "home": home, "name": showing.quarter_name(quarter_first(today))}
    return render(request, "supervision/rosters.html", context)


def of_unit(request: MemberRequest, code: str) -> HttpResponse:
    """The roster of the quarter that runs."""
    unit = unit_planned(request, code)
    first = quarter_first(timezone.localdate())
    return redirect("supervision:roster", unit.code, first.year, _number(first))


def page(request: MemberRequest, code: str, year: int, quarter: int) -> HttpResponse:
    return _page(request, unit_planned(request, code), first_of(year, quarter))


@require_POST
def plan(request: MemberRequest, code: str, year: int, quarter: int) -> HttpResponse:
    unit, first = unit_planned(request, code), first_of(year, quarter)
    form = PlanForm(request.POST)
    form.is_valid()
    try:
        _roster, solution = actions.plan_roster(
            unit=unit,
            first=first,
            own_only=form.cleaned_data["own_only"],
            by=request.user.username,
            at=timezone.now(),
        )
    except (actions.CannotPlan, OutOfTime) as error:
        return _page(request, unit, first, form=form, refused=refusal(error, unit), status=409)
    if solution.reckoning.moved:
        messages.success(
            request,
            _("Planned again; %(count)s visits told before changed.")
            % {"count": solution.reckoning.moved},
        )
    else:
        messages.success(request, _("Planned. Nobody was told yet."))
    return redirect("supervision:roster", unit.code, year, quarter)


@require_POST
def tell(request: MemberRequest, code: str, year: int, quarter: int) -> HttpResponse:
    unit, first = unit_planned(request, code), first_of(year, quarter)
    roster = queries.roster_of(unit, first)
    if roster is None:
        raise Http404
    try:
        counts = actions.publish_roster(
            roster_id=roster.pk, by=request.user.username, at=timezone.now()
        )
    except actions.CannotPlan as error:
        return _page(request, unit, first, refused=refusal(error, unit), status=409)
    messages.success(
        request,
        _("Told: %(new)s new, %(changed)s changed, %(cancelled)s cancelled.") % dict(counts),
    )
    return redirect("supervision:roster", unit.code, year, quarter)


def table(request: MemberRequest, code: str, year: int, quarter: int) -> HttpResponse:
    """The roster as a spreadsheet."""
    unit, first = unit_planned(request, code), first_of(year, quarter)
    roster = queries.roster_of(unit, first)
    if roster is None:
        raise Http404
    found = quarter_of(unit, first, timezone.localdate(), own_only=roster.own_only)
    name = showing.quarter_name(first)
    grid = Grid(
        name=_("Roster"),
        titles=[unit.full_name, _("Roster of visits, %(quarter)s") % {"quarter": name}],
        headings=[_("Day"), _("Weekday"), _("Hour"), _("Cell"), _("Official"), _("How it stands")],
        rows=[
            [
                day(row.visit.day),
                weekday(row.visit.day),
                f"{row.visit.hour:%H:%M}",
                row.name,
                row.visit.official.full_name,
                row.words,
            ]
            for row in _rows(found, queries.visits_planned(roster))
        ],
    )
    file = f"lich-du-{unit.code}-{first:%Y}-Q{_number(first)}.xlsx"
    return HttpResponse(
        xlsx([grid]),
        content_type=_XLSX,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


# ---------------------------------------------------------------- finding


def unit_planned(request: MemberRequest, code: str) -> Unit:
    """Find a unit whose visits the reader plans."""
    return get_object_or_404(queries.units_planned(request.user, timezone.localdate()), code=code)


def first_of(year: int, quarter: int) -> date:
    """Return the first day of the quarter that an address names; 404 where there is none."""
    if not 1 <= quarter <= 4 or not 2000 <= year <= 2100:
        raise Http404
    return date(year, 3 * quarter - 2, 1)


def _number(first: date) -> int:
    return (first.month + 2) // 3


def address(unit: Unit, first: date, name: str = "roster") -> str:
    """Return the address of a page of a roster."""
    return reverse(f"supervision:{name}", args=[unit.code, first.year, _number(first)])


def cell_address(unit: Unit, first: date, cell: Unit) -> str:
    """Return the address of a cell's page in a roster."""
    args = [unit.code, first.year, _number(first), cell.code]
    return reverse("supervision:roster_cell", args=args)


# ---------------------------------------------------------------- the page


def _page(
    request: MemberRequest,
    unit: Unit,
    first: date,
    *,
    form: PlanForm | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    roster = queries.roster_of(unit, first)
    found = quarter_of(unit, first, today, own_only=roster.own_only if roster else False)
    visits = queries.visits_planned(roster) if roster else []
    dropped = _dropped(roster)
    rows = list(_rows(found, visits))
    way = next((one for one in WAYS if one == request.GET.get("by")), "month")
    left_out = unmet(found.problem, plan_in(found, visits))
    due = {cell.key: cell.visits for cell in found.problem.cells}
    context = {
        "unit": unit,
        "first": first,
        "quarter": _number(first),
        "name": showing.quarter_name(first),
        "before": _link(unit, quarter_before(first)),
        "after": _link(unit, next_quarter(first)),
        "is_over": today >= next_quarter(first),
        "roster": roster,
        "form": form or PlanForm(initial={"own_only": roster.own_only if roster else False}),
        "refusal": refused,
        "quality": showing.quality(roster) if roster else "",
        "due": found.problem.due(),
        "made": found.problem.due() - sum(left_out.values()),
        "cells": len(found.cells),
        "people": len(found.officials),
        "untold": len(dropped) + sum(row.shape in {"wait", "due"} for row in rows if _new(row)),
        "dropped": [(one, _cell_name(found, one)) for one in dropped],
        "way": way,
        "groups": list(_groups(way, rows, found)),
        "left_out": [
            (
                found.cells[cell],
                cell_address(unit, first, found.cells[cell]),
                due[cell] - few,
                due[cell],
            )
            for cell, few in sorted(left_out.items(), key=lambda one: found.cells[one[0]].code)
        ],
        "table": address(unit, first, "roster_table"),
        "conflict": address(unit, first, "roster_conflict"),
        "load": _load(found, visits),
    }
    return render(request, "supervision/roster.html", context, status=status)


def _new(row: Row) -> bool:
    visit = row.visit
    return (visit.told_day, visit.told_hour) != (visit.day, visit.hour) or (
        visit.cancelled_at is not None
    )


def _dropped(roster: Roster | None) -> list[PlannedVisit]:
    """Visits told and planned no longer, of which nobody was told yet."""
    if roster is None:
        return []
    return list(
        roster.visits.filter(is_dropped=True, cancelled_at=None)
        .select_related("official", "cell")
        .order_by("told_day", "pk")
    )


def _rows(found: Quarter, visits: Iterable[PlannedVisit]) -> Iterable[Row]:
    today = timezone.localdate()
    slips = slips_between(found.first, next_quarter(found.first))
    for visit in visits:
        shape, words = showing.state_of(visit, slips, today)
        yield Row(
            visit,
            _cell_name(found, visit),
            cell_address(found.unit, found.first, visit.cell),
            shape,
            words,
            visit.meeting_id is None,
        )


def _cell_name(found: Quarter, visit: PlannedVisit) -> str:
    cell = found.cells.get(visit.cell_id)
    return cell.full_name if cell else visit.cell.code


def _groups(way: str, rows: list[Row], found: Quarter) -> Iterable[tuple[Any, list[Row]]]:
    """Rows under a month, an official or a cell, each with its heading."""
    groups: dict[Any, list[Row]] = {}
    if way == "cell":
        rows = sorted(rows, key=lambda row: (row.visit.cell.code, row.visit.day))
        for row in rows:
            groups.setdefault(row.name, []).append(row)
    elif way == "official":
        rows = sorted(rows, key=lambda row: (row.visit.official.name_key, row.visit.day))
        for row in rows:
            groups.setdefault(row.visit.official, []).append(row)
    else:
        for row in rows:
            groups.setdefault(row.visit.day.replace(day=1), []).append(row)
    return groups.items()


def plan_in(found: Quarter, visits: Iterable[PlannedVisit]) -> frozenset[Pair]:
    """Return planned visits as pairs, as far as the quarter knows their sittings."""
    known = {one.key for one in found.problem.sittings}
    return frozenset(Pair(one.official_id, one.sitting) for one in visits if one.sitting in known)


def _load(found: Quarter, visits: Iterable[PlannedVisit]) -> list[tuple[Person, int, int]]:
    """Each official by name, with his visits and how many he can make; nobody is ranked."""
    counts = Counter(one.official_id for one in visits)
    most = {one.key: one.per_quarter for one in found.problem.officials}
    people = sorted(found.officials.values(), key=lambda one: (one.name_key, one.pk))
    return [(one, counts[one.pk], most[one.pk]) for one in people]


def _link(unit: Unit, first: date) -> tuple[str, str]:
    return address(unit, first), showing.quarter_name(first)
