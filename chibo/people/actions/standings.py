"""What sets a member apart for a period: exempt, exempt for a time, working away, suspended."""

from datetime import date, datetime, timedelta

from django.db import transaction

from chibo.audit.log import record
from chibo.base.periods import valid_on
from chibo.base.text import nfc
from chibo.people.actions.guards import (
    CannotKeep,
    check_free,
    check_membership,
    check_period,
    end_row,
    locked,
    plain,
)
from chibo.people.models import Membership, Person, Standing

Kind = Standing.Kind

# A member is exempt for good or for a time, never both on one day.
_EXEMPT = (Kind.EXEMPT, Kind.TEMPORARILY_EXEMPT)


class NeedsAnEnd(CannotKeep):
    """Who is exempt for a time returns on a day that is set when it begins."""


class AlreadyEnded(CannotKeep):
    """It has ended by that day."""


def begin_standing(
    *,
    person_id: int,
    kind: str,
    since: date,
    until: date | None,
    by: str,
    at: datetime,
    note: str = "",
    decision: str = "",
) -> Standing:
    """Write what sets a member apart; with an end it ends by itself, on its day.

    until: the first day on which he is as the others again; needed when exempt for a time.
    To lengthen it, write a new period that begins on that day.

    Raises EndsBeforeItBegins, NeedsAnEnd, OutsideMembership or Overlaps (all CannotKeep);
    then nothing has changed.
    """
    check_period(since, until)
    if kind == Kind.TEMPORARILY_EXEMPT and until is None:
        raise NeedsAnEnd
    with transaction.atomic(durable=True):
        person = locked(person_id)
        check_membership(person, since, until)
        rivals = _EXEMPT if kind in _EXEMPT else (kind,)
        check_free(Standing.objects.filter(person=person, kind__in=rivals), since, until)
        row = Standing.objects.create(
            person=person,
            kind=Kind(kind),
            since=since,
            until=until,
            note=nfc(note),
            decision=nfc(decision),
        )
        _log("standing.begun", row, row.since, by, at)
    return row


def end_standing(*, standing_id: int, on: date, by: str, at: datetime) -> Standing:
    """End what sets a member apart: from a day on he is as the others again.

    Raises EndsBeforeItBegins or AlreadyEnded (both CannotKeep); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        row = _row(standing_id)
        if row.until is not None and row.until <= on:
            raise AlreadyEnded
        end_row(row, on)
        _log("standing.ended", row, on, by, at)
    return row


def withdraw_standing(*, standing_id: int, by: str, at: datetime) -> Person:
    """Delete a standing that was written by mistake; the log keeps what it said."""
    with transaction.atomic(durable=True):
        row = _row(standing_id)
        _log("standing.withdrawn", row, row.since, by, at)
        row.delete()
    return row.person


def _row(standing_id: int) -> Standing:
    return Standing.objects.select_for_update().select_related("person").get(pk=standing_id)


def _log(verb: str, row: Standing, day: date, by: str, at: datetime) -> None:
    record(
        verb,
        row.person,
        by=by,
        at=at,
        unit_code=home_code(row.person, day),
        standing=row.kind,
        since=plain(row.since),
        until=plain(row.until),
    )


def home_code(person: Person, day: date) -> str:
    """Return the code of the cell a person is an official member of on a day or the day before."""
    rows = Membership.objects.filter(person=person, kind=Membership.Kind.OFFICIAL)
    for moment in (day, day - timedelta(days=1)):
        row = rows.filter(valid_on(moment)).select_related("cell").first()
        if row is not None and row.cell is not None:
            return row.cell.code
    return ""
