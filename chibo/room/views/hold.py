"""The meeting room: who is here, is it enough, where are we, what was decided."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.rules import Ability
from chibo.base.forms import first_error
from chibo.base.keys import uuid7
from chibo.base.refusals import Refusal, point_out, tell
from chibo.meetings import queries as meetings
from chibo.meetings.actions import guards
from chibo.meetings.actions import hold as actions
from chibo.meetings.forms import (
    AbsenceForm,
    ConclusionForm,
    GuestForm,
    SeatForm,
    SpeechForm,
    VoteForm,
)
from chibo.meetings.models import AgendaItem, Meeting, RollMark, Vote
from chibo.meetings.queries import Roll
from chibo.people.models import Person
from chibo.resolutions.actions import carry_over, draft_resolution, give_task
from chibo.resolutions.forms import ResolutionForm, TaskForm
from chibo.resolutions.refusals import refusal as refused
from chibo.room.finding import item_for, meeting_for
from chibo.room.reasons import reason_of
from chibo.room.roll_words import groups

# Typed this long after the opening, the roll is being copied from paper, not taken.
_LATE = timedelta(hours=6)


def page(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    if meeting.state != Meeting.State.HELD:
        return render(request, "room/before.html", {"meeting": meeting})
    return _room(request, meeting)


@require_POST
def open_room(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    by, now = request.user.username, timezone.now()
    try:
        carry_over(meeting_id=meeting.pk, by=by, at=now)
        # Opened late in the evening or the day after: the meeting began when it was called for.
        late = now - meeting.starts_at > _LATE
        actions.open_meeting(meeting_id=meeting.pk, by=by, at=meeting.starts_at if late else now)
    except guards.CannotChange as error:
        context = {"meeting": meeting, "refusal": refused(error, meeting)}
        return render(request, "room/before.html", context, status=409)
    return redirect("room:room", meeting.pk)


@require_POST
def roll(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One line of the roll: `present`, `absent` or `undo` names the person."""
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    post = request.POST
    now = timezone.now()
    marks: dict[str, str | None] = {
        "present": RollMark.Mark.PRESENT,
        "excused": RollMark.Mark.EXCUSED,
        "unexcused": RollMark.Mark.UNEXCUSED,
        "left": RollMark.Mark.PRESENT,
        "undo": None,
    }
    chosen = next((name for name in marks if name in post), None)
    key = post.get(chosen or "", "")
    person = get_object_or_404(Person, pk=int(key) if key.isdecimal() else 0)
    absence = AbsenceForm(post)
    if not absence.is_valid():
        return _room(request, meeting, refusal=first_error(absence), status=422)
    earlier = meeting.roll.filter(person=person).first()

    def save() -> None:
        actions.mark_roll(
            meeting_id=meeting.pk,
            person=person,
            mark=marks[chosen or "undo"],
            reason=absence.cleaned_data["reason"],
            arrived_at=earlier.arrived_at
            if chosen == "left" and earlier
            else _arrival(meeting, now),
            left_at=now if chosen == "left" else None,
            by=request.user.username,
            at=now,
        )

    return _act(request, meeting, save, "#roll")


@require_POST
def rest_present(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    now = timezone.now()

    def save() -> None:
        actions.mark_rest_present(
            meeting_id=meeting.pk,
            arrived_at=_arrival(meeting, now),
            by=request.user.username,
            at=now,
        )

    return _act(request, meeting, save, "#roll")


def _arrival(meeting: Meeting, now: datetime) -> datetime:
    """Now, unless the roll is copied from paper afterwards: then the opening."""
    opened = meeting.opened_at or meeting.starts_at
    return opened if now - opened > _LATE or now < opened else now


@require_POST
def seat(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    roll = meetings.roll_of(meeting, timezone.now())
    people = [line.member.person for line in roll.lines]
    form = SeatForm(request.POST, people=people, secretary=_secretary(roll), prefix="seat")

    def save() -> None:
        actions.seat(
            meeting_id=meeting.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    return _act(request, meeting, save, "#seats", seat_form=form)


@require_POST
def guest(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    form = GuestForm(request.POST, prefix="guest")

    def save() -> None:
        actions.add_guest(
            meeting_id=meeting.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    return _act(request, meeting, save, "#roll", guest_form=form)


@require_POST
def speech(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    item = item_for(request, item_id, Ability.KEEP_ROLL)
    form = SpeechForm(request.POST, people=_present(item.meeting), prefix="speech")

    def save() -> None:
        actions.add_speech(
            item_id=item.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    return _act(request, item.meeting, save, "#speeches", item=item, speech_form=form)


@require_POST
def vote(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    item = item_for(request, item_id, Ability.KEEP_ROLL)
    form = VoteForm(request.POST, prefix="vote")

    def save() -> None:
        actions.record_vote(
            item_id=item.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    return _act(request, item.meeting, save, "#vote", item=item, vote_form=form)


@require_POST
def task(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    item = item_for(request, item_id, Ability.KEEP_ROLL)
    form = TaskForm(request.POST, people=_members(item.meeting), prefix="task")

    def save() -> None:
        give_task(
            item_id=item.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    return _act(request, item.meeting, save, "#tasks", item=item, task_form=form)


@require_POST
def conclude(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    """Write the conclusion and go on to the next item without one."""
    item = item_for(request, item_id, Ability.KEEP_ROLL)
    form = ConclusionForm(request.POST, prefix="conclusion")

    def save() -> None:
        actions.conclude(
            item_id=item.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    def now() -> dict[str, Any]:
        item.refresh_from_db(fields=["conclusion"])
        return ConclusionForm.of(item)

    return _act(
        request,
        item.meeting,
        save,
        "#item",
        item=item,
        onward=True,
        now=now,
        conclusion_form=form,
    )


@require_POST
def resolution(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Write the resolution's text as it was settled in the room."""
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)

    form = ResolutionForm(request.POST, auto_id="resolution-%s")

    def save() -> None:
        draft_resolution(
            meeting_id=meeting.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    closing = meetings.agenda(meeting).filter(part=AgendaItem.Part.CLOSING).first()
    return _act(
        request,
        meeting,
        save,
        "#resolution",
        item=closing,
        now=lambda: ResolutionForm.of(meeting),
        resolution_form=form,
    )


def _act(
    request: MemberRequest,
    meeting: Meeting,
    save: Callable[[], None],
    anchor: str,
    *,
    item: AgendaItem | None = None,
    onward: bool = False,
    now: Callable[[], dict[str, Any]] = dict,
    **bound: Any,
) -> HttpResponse:
    """Do one thing in the room and show the room again, where it was done.

    now: what a fresh form would show, where others may have saved meanwhile.
    """
    if not all(form.is_valid() for form in bound.values()):
        for form in bound.values():
            point_out(form)
        return _room(request, meeting, item=item, status=422, **bound)
    try:
        save()
    except guards.Stale:
        for form in bound.values():
            form.keep_over(now())
        return _room(request, meeting, item=item, status=409, **bound)
    except guards.CannotChange as error:
        why = refused(error, meeting)
        for form in bound.values():
            tell(form, why)
        return _room(request, meeting, item=item, refusal="" if bound else why, status=409, **bound)
    chosen = f"?item={item.pk}" if item is not None and not onward else ""
    return redirect(f"{reverse('room:room', args=[meeting.pk])}{chosen}{anchor}")


def _members(meeting: Meeting) -> list[Person]:
    return [line.member.person for line in meetings.roll_of(meeting, timezone.now()).lines]


def _present(meeting: Meeting) -> list[Person]:
    lines = meetings.roll_of(meeting, timezone.now()).lines_in("present")
    return [line.member.person for line in lines]


def _room(
    request: MemberRequest,
    meeting: Meeting,
    *,
    item: AgendaItem | None = None,
    refusal: Refusal | str = "",
    status: int = 200,
    **bound: Any,
) -> HttpResponse:
    now = timezone.now()
    roll = meetings.roll_of(meeting, now)
    items = list(meetings.agenda_with_record(meeting))
    body = [row for row in items if row.part == AgendaItem.Part.BODY]
    closing = [row for row in items if row.part == AgendaItem.Part.CLOSING]
    current = _current(body, closing, request.GET.get("item"), item)
    context: dict[str, Any] = {
        "meeting": meeting,
        "roll": roll,
        "groups": groups(roll),
        # Once everybody is called, the roll steps back and the item comes forward.
        "roll_done": not roll.lines_in("uncalled") and roll.attended > 0,
        "body": body,
        "closing": closing[0] if closing else None,
        "current": current,
        "number": body.index(current) + 1 if current in body else None,
        "reason": reason_of(current) if current else "",
        "since_minutes": _minutes_since(meeting, now),
        "guests": meeting.guests.order_by("name", "pk"),
        "speakers": len(
            {said.person_id for row in items for said in row.speeches.all() if said.person_id}
        ),
        "refusal": refusal,
        **_forms(meeting, roll, current, now),
        **bound,
    }
    return render(request, "room/room.html", context, status=status)


def _current(
    body: list[AgendaItem],
    closing: list[AgendaItem],
    asked: str | None,
    item: AgendaItem | None,
) -> AgendaItem | None:
    """The item asked for, else the first without a conclusion, else the closing part."""
    key = str(item.pk) if item is not None else asked
    asked_for = [row for row in (*body, *closing) if str(row.pk) == key]
    left = [row for row in body if not row.conclusion]
    return next(iter([*asked_for, *left, *closing, *body]), None)


def _forms(
    meeting: Meeting, roll: Roll, current: AgendaItem | None, now: datetime
) -> dict[str, Any]:
    people = [line.member.person for line in roll.lines]
    present = [line.member.person for line in roll.lines_in("present")]
    found: dict[str, Any] = {
        "seat_form": SeatForm(
            people=people,
            secretary=_secretary(roll),
            prefix="seat",
            initial={
                "chair": meeting.chair_id or _secretary(roll),
                "meeting_secretary": meeting.meeting_secretary_id,
                "chair_because": meeting.chair_because,
            },
        ),
        "guest_form": GuestForm(prefix="guest"),
    }
    if current is None:
        return found
    on = _voted_on(meeting, current)
    found |= {
        "speech_form": SpeechForm(people=present, prefix="speech", initial={"key": uuid7()}),
        "vote_form": VoteForm(
            prefix="vote",
            initial={
                "key": uuid7(),
                "question": _question(meeting, current),
                "on": on,
                "method": Vote.Method.HANDS,
                "against": 0,
                "other": 0,
            },
        ),
        "task_form": TaskForm(people=people, prefix="task", initial={"key": uuid7()}),
        "resolution_form": ResolutionForm(
            auto_id="resolution-%s", initial=ResolutionForm.of(meeting)
        ),
        "conclusion_form": ConclusionForm(prefix="conclusion", initial=ConclusionForm.of(current)),
        "poll": meetings.poll_of(meeting, on, now),
    }
    return found


def _voted_on(meeting: Meeting, item: AgendaItem) -> str:
    if item.part == AgendaItem.Part.CLOSING:
        return Vote.On.RESOLUTION
    return Vote.On.ADMISSION if meeting.kind == Meeting.Kind.ADMISSION else Vote.On.ORDINARY


def _question(meeting: Meeting, item: AgendaItem) -> str:
    """What is voted on; part of the record, so in Vietnamese in every language."""
    if item.part == AgendaItem.Part.CLOSING:
        return f"Nghị quyết tháng {meeting.month:%m} năm {meeting.month.year}"
    return item.title


def _secretary(roll: Roll) -> int | None:
    for line in roll.lines:
        if "secretary" in line.member.posts:
            return line.member.person.pk
    return None


def _minutes_since(meeting: Meeting, now: datetime) -> int:
    opened = meeting.opened_at or now
    return max(0, round(((meeting.ended_at or now) - opened).total_seconds() / 60))
