"""Planning a meeting: its day and place, moving it, calling it off."""

import uuid
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.base.time import local_day, month_start
from chibo.meetings.actions.guards import (
    PLANNABLE,
    RECORDABLE,
    CannotChange,
    Stale,
    WrongState,
    locked,
)
from chibo.meetings.actions.themes import Carries, carry
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.standing_items import fixed_items, recurring_items
from chibo.meetings.steps import went_a_step
from chibo.units.models import Unit


class AlreadyPlanned(CannotChange):
    """The cell has a regular meeting for this month already."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(str(meeting.pk))
        self.meeting = meeting


class OutsideMonth(CannotChange):
    """A month's meeting moves only within its month; another month is another meeting."""

    def __init__(self, month: date) -> None:
        super().__init__(month.isoformat())
        self.month = month


class NeedsReason(CannotChange):
    """Moving or calling off a meeting needs a reason."""


class HasResults(WrongState):
    """The meeting voted or concluded something, so it was held and is not called off."""


class CellNotThere(CannotChange):
    """The cell does not exist on that day."""


def plan_meeting(
    *,
    cell: Unit,
    kind: str,
    starts_at: datetime,
    place: str,
    by: str,
    at: datetime,
    theme: str = "",
    month: date | None = None,
    carries: Carries | None = None,
) -> Meeting:
    """Plan a meeting with the agenda its kind and month bring by themselves.

    starts_at: aware. month: the month it counts for, that of its day unless given.
    carries: the theme of the thematic plan that it carries out.

    Raises AlreadyPlanned, CellNotThere or ThemeTaken; then nothing has changed.
    """
    day = local_day(starts_at)
    if cell.since > day or (cell.until is not None and cell.until <= day):
        raise CellNotThere
    try:
        with transaction.atomic(durable=True):
            meeting = Meeting.objects.create(
                cell=cell,
                kind=kind,
                month=month_start(month or day),
                theme=nfc(theme),
                planned_on=day,
                starts_at=starts_at,
                place=nfc(place),
            )
            AgendaItem.objects.bulk_create(_first_items(meeting))
            if carries is not None:
                carry(meeting, carries)
            went_a_step(meeting)
            record("meeting.planned", meeting, by=by, at=at, unit_code=cell.code)
    except IntegrityError as error:
        raise AlreadyPlanned(_regular(cell, month_start(month or day))) from error
    return meeting


def _regular(cell: Unit, month: date) -> Meeting:
    rows = Meeting.objects.filter(cell=cell, month=month, kind=Meeting.Kind.REGULAR)
    return rows.exclude(state=Meeting.State.CANCELLED).get()


def _first_items(meeting: Meeting) -> list[AgendaItem]:
    """The template's items in their places; what the month brings waits as a suggestion."""
    fixed = fixed_items(meeting.kind, meeting.cell.kind_id)
    items = [
        AgendaItem(
            meeting=meeting,
            part=item.part,
            position=_POSITION[item.part] + place,
            title=item.title,
            note=item.note,
            minutes=item.minutes,
            needs_vote=item.needs_vote,
            reason=AgendaItem.Reason.TEMPLATE,
        )
        for place, item in enumerate(fixed)
    ]
    if meeting.kind == Meeting.Kind.REGULAR:
        items += [
            AgendaItem(
                meeting=meeting,
                position=_POSITION["body"] + 50 + place,
                title=item.title,
                minutes=item.minutes,
                reason=AgendaItem.Reason.RECURRING,
                reason_facts={"month": meeting.month.month},
                origin_key=f"recurring:{item.recurring}",
                state=AgendaItem.State.SUGGESTED,
            )
            for place, item in enumerate(recurring_items(meeting.month.month, meeting.cell.kind_id))
        ]
    return items


# Room between the parts, so that an item keeps its part wherever it moves.
_POSITION = {"opening": 0, "body": 100, "closing": 900}


def move_meeting(
    *,
    meeting_id: uuid.UUID,
    starts_at: datetime,
    place: str,
    because: str,
    version: int,
    by: str,
    at: datetime,
) -> Meeting:
    """Move a meeting within its month; the day first planned is kept.

    A change of hour or place on the planned day is not a move and needs no reason.
    version: the meeting's version that the form showed.

    Raises WrongState, Stale, OutsideMonth or NeedsReason; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, PLANNABLE)
        if meeting.version != version:
            raise Stale(meeting)
        day = local_day(starts_at)
        if month_start(day) != meeting.month:
            raise OutsideMonth(meeting.month)
        if day != meeting.planned_on and not because.strip():
            raise NeedsReason
        meeting.starts_at = starts_at
        meeting.place = nfc(place)
        meeting.moved_because = nfc(because) if day != meeting.planned_on else ""
        meeting.version += 1
        meeting.save(update_fields=["starts_at", "place", "moved_because", "version"])
        went_a_step(meeting)
        record("meeting.moved", meeting, by=by, at=at, unit_code=meeting.cell.code, to=str(day))
    return meeting


def cancel_meeting(*, meeting_id: uuid.UUID, because: str, by: str, at: datetime) -> Meeting:
    """Call a meeting off, with its reason; also one that was opened and found too few people.

    Who came stays on its roll. Another meeting can then be planned for the month.

    Raises WrongState, such as HasResults, or NeedsReason; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, (*PLANNABLE, *RECORDABLE))
        if meeting.items.filter(~Q(conclusion="") | Q(votes__isnull=False)).exists():
            raise HasResults(meeting.state)
        if not because.strip():
            raise NeedsReason
        meeting.state = Meeting.State.CANCELLED
        meeting.cancelled_because = nfc(because)
        meeting.save(update_fields=["state", "cancelled_because"])
        went_a_step(meeting)
        record("meeting.cancelled", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting
