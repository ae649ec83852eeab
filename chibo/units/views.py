"""The tree as it stood on a day, and the page of one unit with its history.

Pages stand above all rooms: these ask `access` what the reader may see and `people` for counts.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at, may_somewhere, units_where
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.people.queries import count_members_of
from chibo.units import queries
from chibo.units.forms import OnForm
from chibo.units.models import Unit
from chibo.units.queries import Counts


@dataclass(frozen=True, slots=True)
class Row:
    """A unit with what is at and below it on a day."""

    unit: Unit
    counts: Counts
    members: int


@dataclass(frozen=True, slots=True)
class Section:
    """A unit, its figures, and a line for each unit directly below it."""

    head: Row
    rows: tuple[Row, ...]


@kept
def tree(request: MemberRequest) -> HttpResponse:
    form, on, today = _asked(request)
    reach = units_where(request.user, Ability.SEE_FIGURES, on=today)
    branches = queries.branches(reach, on)
    rows = _rows([unit for branch in branches for unit in (branch.unit, *branch.children)], on)
    context = {
        "form": form,
        "on": on,
        "today": today,
        "sections": [
            Section(rows[branch.unit.pk], tuple(rows[child.pk] for child in branch.children))
            for branch in branches
        ],
        "may_decide": may_somewhere(request.user, Ability.KEEP_UNITS, today),
        "may_bring_in": may_somewhere(request.user, Ability.KEEP_MEMBERS, today),
    }
    return render(request, "units/tree.html", context, status=422 if form.errors else 200)


@kept
def unit(request: MemberRequest, code: str) -> HttpResponse:
    form, on, today = _asked(request)
    reach = units_where(request.user, Ability.SEE_FIGURES, on=today)
    found = get_object_or_404(reach.select_related("kind"), code=code)
    ids = set(reach.values_list("pk", flat=True))
    seen = list(queries.children(found, on).filter(pk__in=ids).select_related("kind"))
    rows = _rows([found, *seen], on)
    mine = abilities_at(request.user, found, today)
    named = queries.names_on(found, on)
    names = list(queries.names_of(found))
    context = {
        "form": form,
        "on": on,
        "today": today,
        "unit": found,
        "named": named,
        # Before its founding and after its end it is called by the name it bore last.
        "title": (named or names[0]).full_name,
        "names": names,
        "places": queries.places_of(found),
        "events": queries.events_of(found),
        "above": [one for one in queries.path(found, on)[:-1] if one.pk in ids],
        "head": rows[found.pk],
        "rows": [rows[child.pk] for child in seen],
        "may_decide": Ability.KEEP_UNITS in mine,
        "may_keep_templates": Ability.KEEP_TEMPLATES in mine,
        "may_keep_sheets": Ability.KEEP_SHEETS in mine,
        "may_see_members": found.kind.is_cell and Ability.KEEP_MEMBERS in mine,
    }
    return render(request, "units/unit.html", context, status=422 if form.errors else 200)


def _asked(request: MemberRequest) -> tuple[forms.Form, date, date]:
    """Return the form, the day asked for, and today, which stands in for a bad one."""
    today = timezone.localdate()
    form = OnForm(request.GET or None, initial={"on": today})
    if not form.is_valid():
        return form, today, today
    on = form.cleaned_data["on"] or today
    return OnForm(initial={"on": on}), on, today


def _rows(units: list[Unit], on: date) -> dict[int, Row]:
    ids = {unit.pk for unit in units}
    counts = queries.counts_of(ids, on)
    members = count_members_of(ids, on)
    nothing = Counts(0, 0, 0)
    return {unit.pk: Row(unit, counts.get(unit.pk, nothing), members[unit.pk]) for unit in units}
