"""Opening a meeting, who chairs and who writes, and who is there."""

import uuid
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.meetings import queries
from chibo.meetings.actions.guards import (
    PLANNABLE,
    RECORDABLE,
    CannotChange,
    locked,
)
from chibo.meetings.models import Guest, Meeting, RollMark
from chibo.meetings.steps import went_a_step
from chibo.people.models import Person
from chibo.people.queries import belongs_on, has_post_on, secretary_on


class NotOfCell(CannotChange):
    """The person is not a member of the cell on the day of the meeting."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.full_name)
        self.person = person


class OpensInTheFuture(CannotChange):
    """The hour of the opening has not come yet: nothing is written down before it happened."""


class NeedsChairReason(CannotChange):
    """Another than the secretary is in the chair, and the minutes must say why."""


def open_meeting(
    *, meeting_id: uuid.UUID, by: str, at: datetime, opened_at: datetime | None = None
) -> Meeting:
    """Open a planned meeting: from now on there is a roll to take.

    Who chairs and who writes is said afterwards, by `seat`.

    opened_at: of one that was held on paper and is typed in later; now unless given.

    Raises WrongState or OpensInTheFuture; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, PLANNABLE)
        write_opening(meeting, opened_at=opened_at or at, at=at)
        record("meeting.opened", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def seat(
    *,
    meeting_id: uuid.UUID,
    chair: Person | None,
    meeting_secretary: Person | None,
    by: str,
    at: datetime,
    chair_because: str = "",
) -> Meeting:
    """Say who chairs and who writes the minutes.

    chair_because: why it is not the secretary, whom the minutes expect; they print it.

    Raises WrongState, NotOfCell for the minute-taker, or NeedsChairReason; then nothing has
    changed. The chair may have his official membership elsewhere.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        write_seats(meeting, chair, meeting_secretary, chair_because)
        record("meeting.seated", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def mark_roll(
    *,
    meeting_id: uuid.UUID,
    person: Person,
    mark: str | None,
    by: str,
    at: datetime,
    reason: str = "",
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
) -> None:
    """Write one line of the roll; mark None takes it back to not called.

    arrived_at: for who is present; the opening of the meeting unless given.

    Raises WrongState or NotOfCell; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        _must_belong(meeting, person)
        if mark is None:
            meeting.roll.filter(person=person).delete()
        else:
            present = mark == RollMark.Mark.PRESENT
            RollMark.objects.update_or_create(
                meeting=meeting,
                person=person,
                defaults={
                    "mark": mark,
                    "reason": nfc(reason) if mark == RollMark.Mark.EXCUSED else "",
                    "arrived_at": (arrived_at or meeting.opened_at) if present else None,
                    "left_at": left_at if present else None,
                },
            )
        record(
            "roll.marked",
            meeting,
            by=by,
            at=at,
            unit_code=meeting.cell.code,
            person=person.pk,
            mark=mark,
        )


def mark_rest_present(
    *, meeting_id: uuid.UUID, by: str, at: datetime, arrived_at: datetime | None = None
) -> int:
    """Mark all who must attend and are not called yet as present; return how many.

    For the usual evening on which nearly everybody came: the few absent are marked first.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        left = queries.roll_of(meeting, at).lines_in("uncalled")
        RollMark.objects.bulk_create(
            [
                RollMark(
                    meeting=meeting,
                    person=line.member.person,
                    mark=RollMark.Mark.PRESENT,
                    arrived_at=arrived_at or meeting.opened_at,
                )
                for line in left
            ]
        )
        record(
            "roll.rest_present",
            meeting,
            by=by,
            at=at,
            unit_code=meeting.cell.code,
            people=[line.member.person.pk for line in left],
        )
    return len(left)


def add_guest(*, meeting_id: uuid.UUID, name: str, title: str, by: str, at: datetime) -> Guest:
    """Write down someone who sits in; guests count in no figure of attendance.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        guest = Guest.objects.create(meeting=meeting, name=nfc(name), title=nfc(title))
        record("guest.added", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return guest


def write_opening(meeting: Meeting, *, opened_at: datetime, at: datetime) -> None:
    """Write when a meeting was opened, inside an action that holds its row.

    Raises OpensInTheFuture.
    """
    if opened_at > at:
        raise OpensInTheFuture
    meeting.state = Meeting.State.HELD
    meeting.opened_at = opened_at
    meeting.save(update_fields=["state", "opened_at"])
    went_a_step(meeting)


def write_seats(
    meeting: Meeting, chair: Person | None, meeting_secretary: Person | None, chair_because: str
) -> None:
    """Write who chairs and who takes the minutes, inside an action that holds the meeting.

    Raises NotOfCell or NeedsChairReason.
    """
    if meeting_secretary is not None:
        _must_belong(meeting, meeting_secretary)
    if chair is not None and not chair_because.strip():
        _must_be_secretary(meeting, chair)
    meeting.chair = chair
    meeting.chair_because = nfc(chair_because)
    meeting.meeting_secretary = meeting_secretary
    meeting.save(update_fields=["chair", "chair_because", "meeting_secretary"])


def _must_belong(meeting: Meeting, person: Person) -> None:
    day = local_day(meeting.starts_at)
    # A committee's own meeting has only those in posts.
    asked = has_post_on if meeting.kind == Meeting.Kind.COMMITTEE else belongs_on
    if not asked(person, meeting.cell_id, day):
        raise NotOfCell(person)


def _must_be_secretary(meeting: Meeting, chair: Person) -> None:
    secretary = secretary_on(meeting.cell_id, local_day(meeting.starts_at))
    if secretary is not None and secretary != chair.pk:
        raise NeedsChairReason
