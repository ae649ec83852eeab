"""The thematic plan of a cell's year, and how those above see the plans of their cells."""

import uuid
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at, may_somewhere, units_where
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.base.forms import first_error
from chibo.base.refusals import Refusal, point_out, tell
from chibo.base.time import quarter_of
from chibo.meetings import rules, thematic
from chibo.meetings.actions import guards
from chibo.meetings.actions import themes as actions
from chibo.meetings.forms import BecauseForm
from chibo.meetings.models import PlannedTheme
from chibo.meetings.refusals import refusal as refused
from chibo.meetings.theme_forms import ChangedThemeForm, ThemeForm
from chibo.people.models import Person
from chibo.people.queries import account_name, members_of
from chibo.room.finding import cell_for
from chibo.units.models import Unit
from chibo.units.queries import cells as cells_on
from chibo.units.queries import existing, parents_of

_FIRST_YEAR = 2000


def of_cell(request: MemberRequest, code: str, year: int) -> HttpResponse:
    return _page(request, _cell(request, code), _year(year))


@require_POST
def add(request: MemberRequest, code: str, year: int) -> HttpResponse:
    cell = cell_for(request, code, Ability.PREPARE_MEETING)
    form = ThemeForm(request.POST, year=_year(year), people=_people(cell))
    if not form.is_valid():
        point_out(form)
        return _page(request, cell, year, form=form, status=422)
    try:
        actions.plan_theme(
            cell=cell,
            month=form.month_chosen(),
            title=form.cleaned_data["title"],
            presenter=form.cleaned_data["presenter"],
            note=form.cleaned_data["note"],
            by=request.user.username,
            at=timezone.now(),
        )
    except guards.CannotChange as error:
        tell(form, refused(error))
        return _page(request, cell, year, form=form, status=409)
    return redirect("room:themes", cell.code, year)


def change(request: MemberRequest, theme_id: uuid.UUID) -> HttpResponse:
    theme = _theme(request, theme_id)
    form = _form_of(theme, request)
    if request.method != "POST":
        return _theme_page(request, theme, form)
    if not form.is_valid():
        point_out(form)
        return _theme_page(request, theme, form, status=422)
    try:
        actions.change_theme(
            theme_id=theme.pk,
            month=form.month_chosen(),
            title=form.cleaned_data["title"],
            presenter=form.cleaned_data["presenter"],
            note=form.cleaned_data["note"],
            because=form.cleaned_data["because"],
            seen=form.cleaned_data["seen"],
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.StaleTheme:
        theme.refresh_from_db()
        form.keep_over(ChangedThemeForm.of(theme))
    except guards.CannotChange as error:
        tell(form, refused(error))
    else:
        return redirect("room:themes", theme.cell.code, theme.month.year)
    return _theme_page(request, theme, form, status=409)


@require_POST
def let_go(request: MemberRequest, theme_id: uuid.UUID) -> HttpResponse:
    theme = _theme(request, theme_id)
    typed = BecauseForm(request.POST)
    form = _form_of(theme)
    because = request.POST.get("because", "")
    if not typed.is_valid():
        mistake = first_error(typed)
        return _theme_page(request, theme, form, because=because, not_gone=mistake, status=422)
    try:
        actions.let_theme_go(
            theme_id=theme.pk,
            because=typed.cleaned_data["because"],
            by=request.user.username,
            at=timezone.now(),
        )
    except guards.CannotChange as error:
        answer = refused(error)
        return _theme_page(request, theme, form, because=because, not_gone=answer, status=409)
    return redirect("room:themes", theme.cell.code, theme.month.year)


@require_POST
def tell_above(request: MemberRequest, code: str, year: int) -> HttpResponse:
    """Tell the superior the plan as it stands."""
    cell = cell_for(request, code, Ability.CLOSE_MEETING)
    try:
        actions.tell_plan(cell=cell, year=_year(year), by=request.user.username, at=timezone.now())
    except guards.CannotChange as error:
        return _page(request, cell, year, refusal=refused(error), status=409)
    return redirect("room:themes", cell.code, year)


@kept
def overview(request: MemberRequest) -> HttpResponse:
    """For those above: which of their cells told their plan, and where the quarters stand."""
    today = timezone.localdate()
    if not may_somewhere(request.user, Ability.SEE_FIGURES, today):
        raise Http404
    year = _year_asked(request, today)
    reach = units_where(request.user, Ability.SEE_FIGURES, on=today).values("pk")
    cells = list(cells_on(today).filter(pk__in=reach).select_related("kind"))
    rows = thematic.plan_rows(cells, year, today)
    now = quarter_of(today) - 1
    context = {
        "year": year,
        "is_this_year": year == today.year,
        "groups": _by_parent(rows, today),
        "cells": len(cells),
        "told": sum(row.told is not None for row in rows),
        "planned_now": sum(row.quarters[now].planned > 0 for row in rows),
        "met_now": sum(row.quarters[now].met > 0 for row in rows),
        "quarter": ("I", "II", "III", "IV")[now],
        "before": year - 1 if year > _FIRST_YEAR else None,
        "after": year + 1 if year <= today.year else None,
    }
    return render(request, "room/all_themes.html", context)


def _by_parent(
    rows: list[thematic.PlanRow], on: date
) -> list[tuple[Unit | None, list[thematic.PlanRow], int]]:
    """Rows below the unit above their cells, by its code, each with how many told their plan."""
    above = parents_of([row.cell.pk for row in rows], on)

    def code(row: thematic.PlanRow) -> str:
        parent = above.get(row.cell.pk)
        return parent.code if parent else ""

    found = []
    for _code, group in groupby(sorted(rows, key=code), key=code):
        listed = list(group)
        told = sum(row.told is not None for row in listed)
        found.append((above.get(listed[0].cell.pk), listed, told))
    return found


def _year_asked(request: MemberRequest, today: date) -> int:
    asked = request.GET.get("year", "")
    return _year(int(asked)) if asked.isascii() and asked.isdigit() else today.year


def _year(year: int) -> int:
    if not _FIRST_YEAR <= year <= timezone.localdate().year + 1:
        raise Http404
    return year


def _cell(request: MemberRequest, code: str) -> Unit:
    """A cell of the reader's own, or one whose figures he sees."""
    today = timezone.localdate()
    reach = units_where(request.user, Ability.SEE_CELL, Ability.SEE_FIGURES, on=today)
    cells = existing(today).select_related("kind").filter(kind__is_cell=True)
    return get_object_or_404(cells.filter(pk__in=reach.values("pk")), code=code)


def _theme(request: MemberRequest, theme_id: uuid.UUID) -> PlannedTheme:
    reach = units_where(request.user, Ability.PREPARE_MEETING, on=timezone.localdate())
    themes = PlannedTheme.objects.filter(cell__in=reach.values("pk"))
    return get_object_or_404(themes.select_related("cell__kind", "presenter"), pk=theme_id)


def _people(cell: Unit, besides: Person | None = None) -> list[Person]:
    """The members of a cell, and who presented before he left it."""
    people = [member.person for member in members_of(cell, timezone.localdate())]
    return people if besides is None or besides in people else [*people, besides]


def _form_of(theme: PlannedTheme, request: MemberRequest | None = None) -> ChangedThemeForm:
    return ChangedThemeForm(
        (request.POST or None) if request else None,
        initial=ChangedThemeForm.of(theme),
        year=theme.month.year,
        people=_people(theme.cell, theme.presenter),
    )


def _theme_page(
    request: MemberRequest,
    theme: PlannedTheme,
    form: ChangedThemeForm,
    *,
    because: str = "",
    not_gone: str | Refusal = "",
    status: int = 200,
) -> HttpResponse:
    fixed: guards.CannotChange | None = None
    if theme.dropped_on is not None:
        fixed = actions.ThemeDropped()
    elif thematic.was_held(theme):
        fixed = actions.ThemeHeld()
    context = {
        "theme": theme,
        "form": form,
        "because": because,
        "not_gone": not_gone,
        "fixed": refused(fixed) if fixed else None,
    }
    return render(request, "room/theme_page.html", context, status=status)


def _page(
    request: MemberRequest,
    cell: Unit,
    year: int,
    *,
    form: ThemeForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    mine = abilities_at(request.user, cell, today)
    plan = thematic.plan_of(cell, year, today, inside=Ability.SEE_CELL in mine)
    is_open = rules.is_year_open(year, today)
    may_plan = Ability.PREPARE_MEETING in mine and is_open
    may_tell = Ability.CLOSE_MEETING in mine and is_open and plan.waits_to_be_told
    if may_plan and form is None:
        form = ThemeForm(
            year=year, people=_people(cell), initial={"month": _month(plan, year, today)}
        )
    context: dict[str, Any] = {
        "cell": cell,
        "year": year,
        "plan": plan,
        "inside": Ability.SEE_CELL in mine,
        # Nobody above knows what the cell has not told.
        "unknown": Ability.SEE_CELL not in mine and plan.told is None,
        "told_by": account_name(plan.told.told_by) if plan.told else "",
        "form": form,
        "may_plan": may_plan,
        "may_tell": may_tell,
        # The one next step: tell, else plan the next meeting, else add a theme.
        "next": plan.to_do if may_plan and not may_tell else None,
        "refusal": refusal,
        "before": year - 1 if year > _FIRST_YEAR else None,
        "after": year + 1 if year <= today.year else None,
    }
    return render(request, "room/themes.html", context, status=status)


def _month(plan: thematic.ShownPlan, year: int, today: date) -> int:
    """The first month of the first quarter that has neither theme nor meeting; else this one."""
    open_ones = (one for one in plan.quarters if one.quarter.state == rules.QuarterState.OPEN)
    empty = next(open_ones, None)
    if empty is None:
        return today.month if year == today.year else 1
    first = 3 * empty.quarter.number - 2
    return max(first, today.month) if year == today.year else first
