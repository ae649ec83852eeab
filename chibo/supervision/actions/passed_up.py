"""Answering what members asked those above for, or handing it on."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.supervision.models import PassedUp, PassedUpStep
from chibo.supervision.queries.passed_up import next_above
from chibo.units.models import Unit


class CannotAnswer(Exception):
    """A proposal passed up cannot be answered or handed on so; the view says why."""


class AnsweredAlready(CannotAnswer):
    """Somebody has answered it meanwhile."""

    def __init__(self, row: PassedUp) -> None:
        super().__init__(str(row.pk))
        self.row = row


class NothingSaid(CannotAnswer):
    """An answer without words is none."""


class NotYet(CannotAnswer):
    """The day of an answer lies before the proposal was made, or has not come yet."""

    def __init__(self, asked_on: date) -> None:
        super().__init__(asked_on.isoformat())
        self.asked_on = asked_on


class NobodyAbove(CannotAnswer):
    """No committee above this one has an office in Chibo."""


class PassedOnAlready(CannotAnswer):
    """It lies with another committee now than the page showed."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit.code)
        self.unit = unit


def answer_passed_up(
    *, passed_up_id: uuid.UUID, text: str, answered_on: date, by: str, at: datetime
) -> PassedUp:
    """Answer what a member asked for; the answer goes back to his cell and to himself.

    answered_on: the day of the answer, which may be that of a letter.

    Raises AnsweredAlready, NothingSaid or NotYet (all CannotAnswer); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        row = _locked(passed_up_id)
        if not text.strip():
            raise NothingSaid
        if not row.visit.day <= answered_on <= local_day(at):
            raise NotYet(row.visit.day)
        row.answer, row.answered_on, row.answered_by = nfc(text.strip()), answered_on, by
        row.save(update_fields=["answer", "answered_on", "answered_by"])
        record("passed_up.answered", row, by=by, at=at, unit_code=row.visit.cell.code)
    return row


def pass_further(
    *, passed_up_id: uuid.UUID, unit: Unit, note: str, by: str, at: datetime
) -> PassedUp:
    """Hand what a committee cannot answer to the next one above it that has an office.

    unit: with which committee the page showed that it lies; who had it when is kept.

    Raises AnsweredAlready, PassedOnAlready or NobodyAbove (all CannotAnswer); then nothing has
    changed.
    """
    today = local_day(at)
    with transaction.atomic(durable=True):
        row = _locked(passed_up_id)
        if row.unit_id != unit.pk:
            raise PassedOnAlready(row.unit)
        above = next_above(row.unit, today)
        if above is None:
            raise NobodyAbove
        PassedUpStep.objects.create(
            passed_up=row, unit=row.unit, passed_on=today, passed_by=by, note=nfc(note)
        )
        row.unit = above
        row.save(update_fields=["unit"])
        record(
            "passed_up.passed_on",
            row,
            by=by,
            at=at,
            unit_code=unit.code,
            to=above.code,
        )
    return row


def _locked(passed_up_id: uuid.UUID) -> PassedUp:
    rows = PassedUp.objects.select_for_update(of=("self",)).select_related("visit__cell", "unit")
    row = rows.get(pk=passed_up_id)
    if row.answered_on is not None:
        raise AnsweredAlready(row)
    return row
