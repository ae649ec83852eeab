"""Planning a meeting, moving it, calling it off."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.access.http import MemberRequest
from chibo.access.rules import Ability
from chibo.base.calendar import holiday_name
from chibo.base.forms import first_error
from chibo.base.refusals import point_out, tell
from chibo.base.time import month_start, next_month
from chibo.meetings import queries as meetings
from chibo.meetings import thematic
from chibo.meetings.actions import guards
from chibo.meetings.actions import plan as actions
from chibo.meetings.actions.themes import Carries
from chibo.meetings.forms import BecauseForm, MoveForm, PlanForm
from chibo.meetings.models import Meeting, PlannedTheme
from chibo.meetings.refusals import refusal as refused
from chibo.meetings.rules import ProposedDay, late_day, proposed_day
from chibo.resolutions.actions import carry_over
from chibo.room.finding import cell_for, meeting_for
from chibo.units.models import Unit


def new(request: MemberRequest, code: str) -> HttpResponse:
    cell = cell_for(request, code, Ability.PREPARE_MEETING)
    today = timezone.localdate()
    themes = thematic.waiting_themes(cell, today)
    if request.method != "POST":
        theme = next((one for one in themes if str(one.pk) == request.GET.get("theme")), None)
        proposed, initial = _for_theme(cell, theme, today) if theme else _proposal(cell, today)
        form = PlanForm(initial=initial, themes=themes)
        return render(request, "room/plan.html", {"cell": cell, "form": form, "why": proposed})
    form = PlanForm(request.POST, themes=themes)
    status = 422
    if not form.is_valid():
        point_out(form)
    else:
        now = timezone.now()
        by = request.user.username
        theme = form.carried()
        try:
            meeting = actions.plan_meeting(
                cell=cell,
                kind=form.cleaned_data["kind"],
                starts_at=form.starts_at(),
                place=form.cleaned_data["place"],
                theme=form.cleaned_data["theme"] or (theme.title if theme else ""),
                carries=_carries(theme, form.cleaned_data["day"], today) if theme else None,
                by=by,
                at=now,
            )
        except guards.CannotChange as error:
            tell(form, refused(error))
            status = 409
        else:
            carry_over(meeting_id=meeting.pk, by=by, at=now)
            return redirect("room:prepare", meeting.pk)
    return render(request, "room/plan.html", {"cell": cell, "form": form}, status=status)


def _carries(theme: PlannedTheme, day: date, today: date) -> Carries:
    """What the presenter prepares, by the day before the meeting."""
    what = _("The theme “%(title)s”") % {"title": theme.title}
    return Carries(theme.pk, what, max(today, day - timedelta(days=1)))


def _for_theme(
    cell: Unit, theme: PlannedTheme, today: date
) -> tuple[ProposedDay | None, dict[str, Any]]:
    """The cell's own day in the month of a theme: two halves of one evening, as HD 42 allows."""
    initial: dict[str, Any] = {"kind": Meeting.Kind.THEMATIC, "planned": str(theme.pk)}
    habit = meetings.habit_on(cell, max(theme.month, today))
    if habit is None:
        return None, initial
    initial |= {"hour": habit.hour, "place": habit.place}
    proposed = proposed_day(theme.month, habit.day, holiday_name)
    if proposed.day < today:
        return None, initial
    return proposed, {**initial, "day": proposed.day}


def _proposal(cell: Unit, today: date) -> tuple[ProposedDay | None, dict[str, Any]]:
    """The first month from now on without a regular meeting, and the day proposed in it."""
    taken = set(
        Meeting.objects.filter(cell=cell, kind=Meeting.Kind.REGULAR, month__gte=month_start(today))
        .exclude(state=Meeting.State.CANCELLED)
        .values_list("month", flat=True)
    )
    month = month_start(today)
    while month in taken:
        month = next_month(month)
    habit = meetings.habit_on(cell, month)
    initial: dict[str, Any] = {"kind": Meeting.Kind.REGULAR}
    if habit is None:
        return None, initial
    proposed = proposed_day(month, habit.day, holiday_name)
    if proposed.day < today:
        day = late_day(today, holiday_name)
        return None, {**initial, "hour": habit.hour, "place": habit.place, "day": day}
    initial |= {"day": proposed.day, "hour": habit.hour, "place": habit.place}
    return proposed, initial


def move(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    form = MoveForm(request.POST or None, initial=MoveForm.of(meeting))
    context: dict[str, Any] = {"meeting": meeting, "form": form}
    if request.method != "POST":
        return render(request, "room/move.html", context)
    if not form.is_valid():
        point_out(form)
        return render(request, "room/move.html", context, status=422)
    try:
        actions.move_meeting(
            meeting_id=meeting.pk,
            starts_at=form.starts_at(),
            place=form.cleaned_data["place"],
            because=form.cleaned_data["because"],
            version=form.cleaned_data["version"],
            by=request.user.username,
            at=timezone.now(),
        )
    except guards.Stale as error:
        form.keep_over(MoveForm.of(error.meeting))
    except guards.CannotChange as error:
        tell(form, refused(error, meeting))
    else:
        return redirect("room:detail", meeting.pk)
    return render(request, "room/move.html", context, status=409)


def cancel(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    context: dict[str, Any] = {"meeting": meeting, "because": request.POST.get("because", "")}
    if request.method != "POST":
        return render(request, "room/cancel.html", context)
    form = BecauseForm(request.POST)
    if not form.is_valid():
        context["refusal"] = first_error(form)
        return render(request, "room/cancel.html", context, status=422)
    try:
        actions.cancel_meeting(
            meeting_id=meeting.pk,
            because=form.cleaned_data["because"],
            by=request.user.username,
            at=timezone.now(),
        )
    except guards.CannotChange as error:
        context["refusal"] = refused(error, meeting)
        return render(request, "room/cancel.html", context, status=409)
    return redirect("room:of_cell", meeting.cell.code)
