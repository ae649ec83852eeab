"""Three questions to those who were there, and what they come to for the cell."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at, units_where
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal, point_out
from chibo.base.time import local_day
from chibo.meetings.actions.guards import CannotChange
from chibo.meetings.models import Meeting
from chibo.meetings.queries import meetings_where
from chibo.people.queries import account_name
from chibo.quality.actions import ratings as actions
from chibo.quality.forms.ratings import RatingForm
from chibo.quality.queries import ratings
from chibo.quality.rules.ratings import DAYS, FEWEST, last_day
from chibo.quality.showing.ratings import QUESTIONS, rating_refusal, result_rows
from chibo.units.models import Unit
from chibo.units.queries import existing


@never_cache
def questions(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Three questions to a member who was there; after the days, the counts for the cell."""
    meeting = get_object_or_404(
        meetings_where(request.user, Ability.SEE_CELL, timezone.localdate()), pk=meeting_id
    )
    now = timezone.now()
    if not ratings.sees(request.user, meeting, now):
        raise Http404
    form = RatingForm(request.POST or None)
    if request.method != "POST":
        return _questions_page(request, meeting, form)
    if not form.is_valid():
        point_out(form)
        return _questions_page(request, meeting, form, status=422)
    try:
        if request.user.person is None:
            raise actions.NotThere
        actions.answer_questions(
            meeting_id=meeting.pk, answers=form.cleaned_data, by=request.user.person, at=now
        )
    except CannotChange as error:
        refused = rating_refusal(error)
        return _questions_page(request, meeting, form, refused=refused, status=409)
    return redirect("quality:questions", meeting.pk)


def _questions_page(
    request: MemberRequest,
    meeting: Meeting,
    form: RatingForm,
    *,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "form": form,
        "refusal": refused,
        "ratings": shown_ratings(request, meeting),
        "last_day": last_day(local_day(meeting.ended_at)) if meeting.ended_at else None,
        "days": DAYS,
        "fewest": FEWEST,
    }
    return render(request, "quality/questions.html", context, status=status)


def shown_ratings(request: MemberRequest, meeting: Meeting) -> dict[str, Any] | None:
    """What a meeting's questions came to, for a reader of its cell; None for everybody else."""
    now = timezone.now()
    if not ratings.sees(request.user, meeting, now):
        return None
    found = ratings.shown(meeting, request.user, now)
    return {
        "standing": found.standing,
        "total": found.total,
        "rows": result_rows(found.results) if found.results else None,
        "fewest": FEWEST,
    }


def asking(request: MemberRequest, code: str) -> HttpResponse:
    """Whether a cell asks its members after its meetings; its secretary switches it."""
    today = timezone.localdate()
    reach = units_where(request.user, Ability.SEE_CELL, on=today)
    cell = get_object_or_404(
        existing(today).filter(pk__in=reach.values("pk"), kind__is_cell=True), code=code
    )
    return _asking_page(request, cell)


@require_POST
def switch(request: MemberRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    reach = units_where(request.user, Ability.CLOSE_MEETING, on=today)
    cell = get_object_or_404(
        existing(today).filter(pk__in=reach.values("pk"), kind__is_cell=True), code=code
    )
    try:
        actions.switch_ratings(
            cell=cell,
            is_on=request.POST.get("on") == "yes",
            by=request.user.username,
            at=timezone.now(),
        )
    except CannotChange as error:
        return _asking_page(request, cell, refused=rating_refusal(error), status=409)
    return redirect("quality:asking", cell.code)


def _asking_page(
    request: MemberRequest, cell: Unit, *, refused: Refusal | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    period = ratings.period_of(cell)
    context = {
        "cell": cell,
        "year": today.year,
        "period": period,
        "begun_by": account_name(period.begun_by) if period else "",
        "may_switch": Ability.CLOSE_MEETING in abilities_at(request.user, cell, today),
        "questions": [words() for words in QUESTIONS.values()],
        "refusal": refused,
        "days": DAYS,
        "fewest": FEWEST,
    }
    return render(request, "quality/asking.html", context, status=status)
