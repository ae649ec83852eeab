"""The room of a meeting as one page, and doing one thing in it."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import may
from chibo.access.rules import Ability
from chibo.base.keys import uuid7
from chibo.base.refusals import Refusal, point_out, tell
from chibo.book.naming import resolution_name
from chibo.meetings import queries as meetings
from chibo.meetings.actions import guards
from chibo.meetings.forms import (
    ConclusionForm,
    GuestForm,
    SeatForm,
    SpeechForm,
    VoteForm,
)
from chibo.meetings.models import AgendaItem, Meeting, Vote
from chibo.meetings.paper_forms import OpenedForm
from chibo.meetings.queries import Roll
from chibo.meetings.typists import typed_on_behalf
from chibo.resolutions.forms import ResolutionForm, TaskForm
from chibo.resolutions.refusals import refusal as refused
from chibo.room.finding import meeting_for
from chibo.room.reasons import reason_of
from chibo.room.roll_words import groups
from chibo.units.models import Unit
from chibo.units.queries import path

_LATE = timedelta(hours=6)


def page(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    if meeting.state != Meeting.State.HELD:
        context = {"meeting": meeting, "form": late_form(meeting, timezone.now())}
        return render(request, "room/before.html", context)
    return show(request, meeting)


def typed_late(began: datetime, now: datetime) -> bool:
    """Say whether so much time has passed that a meeting is copied from paper, not held."""
    return now - began > _LATE


def late_form(meeting: Meeting, now: datetime, typed: QueryDict | None = None) -> OpenedForm | None:
    """Return what asks when a meeting was opened that is typed in later; None for one of now."""
    if not typed_late(meeting.starts_at, now):
        return None
    called_for = {"hour": timezone.localtime(meeting.starts_at).strftime("%H:%M")}
    if typed is None:
        return OpenedForm(initial=called_for)
    # A button pressed on a page from before that asked for no hour means the planned one.
    return OpenedForm(typed if "hour" in typed else called_for)


def act(
    request: MemberRequest,
    meeting: Meeting,
    save: Callable[..., object],
    anchor: str,
    *,
    item: AgendaItem | None = None,
    onward: bool = False,
    now: Callable[[], dict[str, Any]] = dict,
    **bound: Any,
) -> HttpResponse:
    """Do one thing in the room and show the room again, where it was done.

    save: an action, called with what the forms hold, who acts and when. onward: go on to the
    next item. now: what a fresh form would show, where others may have saved meanwhile.
    bound: forms with what was typed, by their names on the page.
    """
    if not all(form.is_valid() for form in bound.values()):
        for form in bound.values():
            point_out(form)
        return show(request, meeting, item=item, status=422, **bound)
    typed = {name: value for form in bound.values() for name, value in form.cleaned_data.items()}
    try:
        save(**typed, by=request.user.username, at=timezone.now())
    except guards.Stale:
        for form in bound.values():
            form.keep_over(now())
        return show(request, meeting, item=item, status=409, **bound)
    except guards.CannotChange as error:
        why = refused(error, meeting)
        for form in bound.values():
            tell(form, why)
        return show(request, meeting, item=item, refusal="" if bound else why, status=409, **bound)
    chosen = f"?item={item.pk}" if item is not None and not onward else ""
    return redirect(f"{reverse('room:room', args=[meeting.pk])}{chosen}{anchor}")


def show(
    request: MemberRequest,
    meeting: Meeting,
    *,
    item: AgendaItem | None = None,
    refusal: Refusal | str = "",
    status: int = 200,
    **bound: Any,
) -> HttpResponse:
    """Return the page of the room.

    item: the one to stand at. bound: forms to show instead of fresh ones.
    """
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
        "pages": list(meetings.pages_of(meeting)),
        "typed": typed_on_behalf(meeting),
        "helps": _helped(request, meeting),
        "refusal": refusal,
        **_forms(meeting, roll, current, now),
        **bound,
    }
    return render(request, "room/room.html", context, status=status)


def _helped(request: MemberRequest, meeting: Meeting) -> Unit | None:
    """The cell, with its name, for which somebody of an office types; None for one of its own."""
    today = timezone.localdate()
    if may(request.user, Ability.KEEP_ROLL, meeting.cell, today):
        return None
    return path(meeting.cell, today)[-1]


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
            secretary=secretary_of(roll),
            prefix="seat",
            initial={
                "chair": meeting.chair_id or secretary_of(roll),
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
                "method": _method(on),
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


def _method(on: str) -> str:
    """How it is voted, where nobody says otherwise: on people by ballot (HD 01/2021, 5.1)."""
    on_people = on in (Vote.On.ADMISSION, Vote.On.REMOVAL)
    return Vote.Method.BALLOT if on_people else Vote.Method.HANDS


def _question(meeting: Meeting, item: AgendaItem) -> str:
    """What is voted on; part of the record, so in Vietnamese in every language."""
    if item.part == AgendaItem.Part.CLOSING:
        return resolution_name(meeting)
    return item.title


def secretary_of(roll: Roll) -> int | None:
    """Return the id of the secretary, if on the roll."""
    for line in roll.lines:
        if "secretary" in line.member.posts:
            return line.member.person.pk
    return None


def _minutes_since(meeting: Meeting, now: datetime) -> int:
    opened = meeting.opened_at or now
    return max(0, round(((meeting.ended_at or now) - opened).total_seconds() / 60))
