"""A cell asks the committee's office to type a meeting for it: consent, taking back, approval."""

import uuid
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import (
    may,
    may_somewhere,
    office_of,
    offices_above,
    units_where,
)
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal, point_out, tell
from chibo.base.time import local_day
from chibo.book import actions as book
from chibo.book.queries import closing_gaps
from chibo.meetings.actions import guards, helping
from chibo.meetings.models import Entrustment, Meeting
from chibo.meetings.paper_forms import ConsentForm, SignedForm
from chibo.meetings.queries import OPEN, entrusted
from chibo.meetings.typists import typed_on_behalf
from chibo.people.models import Person
from chibo.people.queries import leaders_on
from chibo.resolutions.refusals import refusal as refused
from chibo.room.queries import is_unfolded
from chibo.units.models import Unit
from chibo.units.queries import existing, path


def overview(request: MemberRequest) -> HttpResponse:
    """For an office: what it was asked to type, and what it could be asked for."""
    today = timezone.localdate()
    if not may_somewhere(request.user, Ability.TYPE_FOR_CELLS, today):
        raise Http404
    given = entrusted(request.user, Ability.KEEP_ROLL, today).select_related(
        "meeting__cell", "consented_by"
    )
    below = units_where(request.user, Ability.TYPE_FOR_CELLS, on=today)
    waiting = (
        Meeting.objects.filter(cell__in=below.values("pk"), state__in=OPEN)
        .filter(starts_at__lte=timezone.now())
        .exclude(pk__in=given.values("meeting"))
        .select_related("cell__kind")
        .order_by("-starts_at", "cell__code")
    )
    asked = [one.meeting for one in given.order_by("meeting__starts_at", "pk")]
    confirmed = {one.meeting_id for one in given if one.confirmed_at is not None}
    context = {
        "given": [
            (cell, meeting, meeting.pk in confirmed) for cell, meeting in _with_cells(asked, today)
        ],
        "waiting": _with_cells(waiting[:100], today),
    }
    return render(request, "room/helping.html", context)


def _with_cells(meetings: Iterable[Meeting], on: date) -> list[tuple[Unit, Meeting]]:
    """Return meetings beside their cells with the names of a day."""
    listed = list(meetings)
    cells = existing(on).in_bulk([meeting.cell_id for meeting in listed])
    return [(cells.get(meeting.cell_id, meeting.cell), meeting) for meeting in listed]


def page(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    return _page(request, _meeting(request, meeting_id))


@require_POST
def entrust(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The secretary entrusts the office, or the office writes down that he did."""
    meeting = _meeting(request, meeting_id)
    today = timezone.localdate()
    if may(request.user, Ability.CLOSE_MEETING, meeting.cell, today):
        return _entrust_here(request, meeting)
    form = ConsentForm(request.POST, people=leaders_on(meeting.cell, local_day(meeting.starts_at)))
    office = office_of(request.user, meeting.cell, today)
    if office is None:
        raise Http404

    def save() -> None:
        helping.entrust(
            meeting_id=meeting.pk,
            office=office,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    return _saved(request, meeting, save, consent_form=form)


def _entrust_here(request: MemberRequest, meeting: Meeting) -> HttpResponse:
    today = timezone.localdate()
    offices = {unit.code: unit for unit in offices_above(meeting.cell, today)[:1]}
    office = offices.get(request.POST.get("office", ""))
    person = request.user.person
    if office is None or person is None:
        raise Http404

    def save() -> None:
        helping.entrust(
            meeting_id=meeting.pk,
            office=office,
            consented_by=person,
            how=Entrustment.How.HERE,
            consented_on=today,
            by=request.user.username,
            at=timezone.now(),
        )

    return _saved(request, meeting, save)


@require_POST
def confirm(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = _of_own_cell(request, meeting_id)
    return _saved(request, meeting, lambda: helping.confirm_trust(**_who(request, meeting)))


@require_POST
def take_back(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = _of_own_cell(request, meeting_id)
    return _saved(request, meeting, lambda: helping.take_back(**_who(request, meeting)))


@require_POST
def approve(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The office says who signed the paper that it typed, and closes the minutes with that."""
    given = entrusted(request.user, Ability.KEEP_ROLL, timezone.localdate())
    meeting = get_object_or_404(
        Meeting.objects.select_related("cell__kind"),
        pk=meeting_id,
        pk__in=given.values("meeting"),
    )
    form = SignedForm(request.POST, people=_who_may_sign(meeting))
    if meeting.state == Meeting.State.HELD and (closing_gaps(meeting) or is_unfolded(meeting)):
        # Nothing is approved that is not whole; the closing page says what is missing.
        return redirect("room:close", meeting.pk)

    def save() -> None:
        helping.approve_on_paper(**_who(request, meeting), **form.cleaned_data)
        book.close_meeting(**_who(request, meeting))

    return _saved(request, meeting, save, signed_form=form, to="room:close")


def _saved(
    request: MemberRequest,
    meeting: Meeting,
    save: Callable[[], None],
    *,
    to: str = "room:help",
    **bound: Any,
) -> HttpResponse:
    for form in bound.values():
        if not form.is_valid():
            point_out(form)
            return _page(request, meeting, status=422, **bound)
    try:
        save()
    except guards.CannotChange as error:
        meeting.refresh_from_db()
        why = refused(error, meeting)
        for form in bound.values():
            tell(form, why)
        return _page(request, meeting, refusal="" if bound else why, status=409, **bound)
    return redirect(to, meeting.pk)


def _who(request: MemberRequest, meeting: Meeting) -> dict[str, Any]:
    return {"meeting_id": meeting.pk, "by": request.user.username, "at": timezone.now()}


def _meeting(request: MemberRequest, meeting_id: uuid.UUID) -> Meeting:
    """A meeting of a cell that one leads, or for which one's office may type."""
    today = timezone.localdate()
    leads = units_where(request.user, Ability.CLOSE_MEETING, on=today).values("pk")
    helps = units_where(request.user, Ability.TYPE_FOR_CELLS, on=today).values("pk")
    return get_object_or_404(
        Meeting.objects.filter(Q(cell__in=leads) | Q(cell__in=helps)).select_related("cell__kind"),
        pk=meeting_id,
    )


def _of_own_cell(request: MemberRequest, meeting_id: uuid.UUID) -> Meeting:
    leads = units_where(request.user, Ability.CLOSE_MEETING, on=timezone.localdate())
    meetings = Meeting.objects.filter(cell__in=leads.values("pk")).select_related("cell__kind")
    return get_object_or_404(meetings, pk=meeting_id)


def _who_may_sign(meeting: Meeting) -> list[Person]:
    leaders = leaders_on(meeting.cell, local_day(meeting.starts_at))
    chair = meeting.chair
    return [*leaders, chair] if chair is not None and chair not in leaders else leaders


def _page(
    request: MemberRequest,
    meeting: Meeting,
    *,
    refusal: Refusal | str = "",
    status: int = 200,
    **bound: Any,
) -> HttpResponse:
    today = timezone.localdate()
    typed = typed_on_behalf(meeting)
    given = typed.given if typed.given and typed.given.ended_at is None else None
    leads = may(request.user, Ability.CLOSE_MEETING, meeting.cell, today)
    typing = entrusted(request.user, Ability.KEEP_ROLL, today).filter(meeting=meeting).exists()
    context = {
        "meeting": meeting,
        "cell": path(meeting.cell, today)[-1],
        "given": given,
        "leads": leads,
        "types": typing,
        "is_open": meeting.state in OPEN,
        "offices": offices_above(meeting.cell, today)[:1] if leads else [],
        "typed": typed,
        "pages_count": meeting.record_pages.count(),
        "is_whole": meeting.state == Meeting.State.HELD and not closing_gaps(meeting),
        "consent_form": ConsentForm(
            people=leaders_on(meeting.cell, local_day(meeting.starts_at)),
            initial={"consented_on": today},
        ),
        "signed_form": SignedForm(people=_who_may_sign(meeting)),
        "refusal": refusal,
        **bound,
    }
    return render(request, "room/help.html", context, status=status)
