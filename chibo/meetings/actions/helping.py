"""A cell entrusts the office above it with typing a meeting, and approves what was typed."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.time import local_day
from chibo.meetings.actions.guards import RECORDABLE, CannotChange, locked
from chibo.meetings.models import Entrustment, Meeting
from chibo.meetings.queries import OPEN
from chibo.people.models import Person
from chibo.people.queries import leaders_on
from chibo.units.models import Unit
from chibo.units.naming import office_name
from chibo.units.queries import path


class AlreadyEntrusted(CannotChange):
    """The meeting is entrusted to an office already."""


class NotEntrusted(CannotChange):
    """Nothing is entrusted, or it was taken back meanwhile."""


class NotLeading(CannotChange):
    """Only the secretary or the deputy gives consent and approves."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.full_name)
        self.person = person


class BadDay(CannotChange):
    """Consent or a signature of a day that has not come yet, or before there was a meeting."""


class NothingSigned(CannotChange):
    """No photographed page is attached, so there is no signed paper to point at."""


def entrust(
    *,
    meeting_id: uuid.UUID,
    office: Unit,
    consented_by: Person,
    how: str,
    consented_on: date,
    by: str,
    at: datetime,
) -> Entrustment:
    """Entrust a committee's office with typing one meeting.

    how: a value of Entrustment.How; `here` when the secretary does it himself, which needs no
    confirmation.

    Raises AlreadyEntrusted, NotLeading, BadDay or WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, OPEN)
        if _open(meeting) is not None:
            raise AlreadyEntrusted
        _must_lead(consented_by, meeting)
        if consented_on > local_day(at):
            raise BadDay
        given = Entrustment.objects.create(
            meeting=meeting,
            office=office,
            office_name=office_name(path(office, local_day(at))[-1].full_name),
            consented_by=consented_by,
            how=how,
            consented_on=consented_on,
            recorded_by=by,
            recorded_at=at,
            confirmed_at=at if how == Entrustment.How.HERE else None,
        )
        record(
            "entrustment.given",
            meeting,
            by=by,
            at=at,
            unit_code=meeting.cell.code,
            office=office.code,
            how=how,
            consented_by=consented_by.pk,
        )
    return given


def confirm_trust(*, meeting_id: uuid.UUID, by: str, at: datetime) -> None:
    """Confirm that consent was given as the office wrote it down.

    Raises NotEntrusted or WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting, given = _entrusted(meeting_id)
        given.confirmed_at = given.confirmed_at or at
        given.save(update_fields=["confirmed_at"])
        record("entrustment.confirmed", meeting, by=by, at=at, unit_code=meeting.cell.code)


def take_back(*, meeting_id: uuid.UUID, by: str, at: datetime) -> None:
    """Take a meeting back from the office, or refuse what it wrote down; what it typed stays.

    Raises NotEntrusted or WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting, given = _entrusted(meeting_id)
        given.ended_at = at
        given.save(update_fields=["ended_at"])
        record("entrustment.ended", meeting, by=by, at=at, unit_code=meeting.cell.code)


def approve_on_paper(
    *, meeting_id: uuid.UUID, signed_by: Person, signed_on: date, by: str, at: datetime
) -> None:
    """Write down who signed the paper that was typed, and when; the office may then close it.

    Raises NotEntrusted, NothingSigned, NotLeading, BadDay or WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting, given = _entrusted(meeting_id, RECORDABLE)
        if not meeting.record_pages.exists():
            raise NothingSigned
        if signed_by.pk != meeting.chair_id:
            _must_lead(signed_by, meeting)
        if not local_day(meeting.starts_at) <= signed_on <= local_day(at):
            raise BadDay
        given.approved_by = signed_by
        given.approved_how = Entrustment.How.PAPER
        given.approved_on = signed_on
        given.save(update_fields=["approved_by", "approved_how", "approved_on"])
        record(
            "entrustment.approved_on_paper",
            meeting,
            by=by,
            at=at,
            unit_code=meeting.cell.code,
            signed_by=signed_by.pk,
            signed_on=signed_on.isoformat(),
        )


def _entrusted(
    meeting_id: uuid.UUID, states: tuple[str, ...] = OPEN
) -> tuple[Meeting, Entrustment]:
    meeting = locked(meeting_id, states)
    given = _open(meeting)
    if given is None:
        raise NotEntrusted
    return meeting, given


def _open(meeting: Meeting) -> Entrustment | None:
    return Entrustment.objects.filter(meeting=meeting, ended_at=None).first()


def _must_lead(person: Person, meeting: Meeting) -> None:
    if person not in leaders_on(meeting.cell, local_day(meeting.starts_at)):
        raise NotLeading(person)
