"""Opening the room, who is here, who chairs and who writes."""

import uuid
from datetime import datetime
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.rules import Ability
from chibo.base.forms import first_error
from chibo.base.refusals import point_out
from chibo.meetings import queries as meetings
from chibo.meetings.actions import guards, opening
from chibo.meetings.forms import AbsenceForm, GuestForm, SeatForm
from chibo.meetings.models import Meeting, RollMark
from chibo.people.models import Person
from chibo.resolutions.actions import carry_over
from chibo.resolutions.refusals import refusal as refused
from chibo.room.finding import meeting_for
from chibo.room.views.room import act, late_form, secretary_of, show, typed_late

# What a button of a line says, and the mark it stands for.
_MARKS: dict[str, str | None] = {
    "present": RollMark.Mark.PRESENT,
    "excused": RollMark.Mark.EXCUSED,
    "unexcused": RollMark.Mark.UNEXCUSED,
    "left": RollMark.Mark.PRESENT,
    "undo": None,
}


@require_POST
def open_room(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    by, now = request.user.username, timezone.now()
    form = late_form(meeting, now, request.POST)
    if form is not None and not form.is_valid():
        point_out(form)
        return render(request, "room/before.html", {"meeting": meeting, "form": form}, status=422)
    try:
        carry_over(meeting_id=meeting.pk, by=by, at=now)
        opened_at = form.opened_at(meeting) if form is not None else None
        opening.open_meeting(meeting_id=meeting.pk, by=by, at=now, opened_at=opened_at)
    except guards.CannotChange as error:
        context = {"meeting": meeting, "form": form, "refusal": refused(error, meeting)}
        return render(request, "room/before.html", context, status=409)
    return redirect("room:room", meeting.pk)


@require_POST
def roll(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One line of the roll: `present`, `absent` or `undo` names the person."""
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    post = request.POST
    now = timezone.now()
    chosen = next((name for name in _MARKS if name in post), "undo")
    key = post.get(chosen, "")
    person = get_object_or_404(Person, pk=int(key) if key.isdecimal() else 0)
    absence = AbsenceForm(post)
    if not absence.is_valid():
        return show(request, meeting, refusal=first_error(absence), status=422)
    earlier = meeting.roll.filter(person=person).first()
    save = partial(
        opening.mark_roll,
        meeting_id=meeting.pk,
        person=person,
        mark=_MARKS[chosen],
        reason=absence.cleaned_data["reason"],
        arrived_at=earlier.arrived_at if chosen == "left" and earlier else _arrival(meeting, now),
        left_at=now if chosen == "left" else None,
    )
    return act(request, meeting, save, "#roll")


@require_POST
def rest_present(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    arrived_at = _arrival(meeting, timezone.now())
    save = partial(opening.mark_rest_present, meeting_id=meeting.pk, arrived_at=arrived_at)
    return act(request, meeting, save, "#roll")


def _arrival(meeting: Meeting, now: datetime) -> datetime:
    """Now, unless the roll is copied from paper afterwards: then the opening."""
    opened = meeting.opened_at or meeting.starts_at
    return opened if typed_late(opened, now) or now < opened else now


@require_POST
def seat(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    roll = meetings.roll_of(meeting, timezone.now())
    people = [line.member.person for line in roll.lines]
    form = SeatForm(request.POST, people=people, secretary=secretary_of(roll), prefix="seat")
    save = partial(opening.seat, meeting_id=meeting.pk)
    return act(request, meeting, save, "#seats", seat_form=form)


@require_POST
def guest(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    form = GuestForm(request.POST, prefix="guest")
    save = partial(opening.add_guest, meeting_id=meeting.pk)
    return act(request, meeting, save, "#roll", guest_form=form)
