"""What is noted about those who visit: days away, how many visits, the address of their calendar."""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record as log
from chibo.people.models import Person
from chibo.supervision.models import Absence, CalendarFeed, Capacity, Distance
from chibo.units.models import Unit


class NoDays(Exception):
    """An absence ends before it begins."""


def note_absence(
    *, official: Person, unit: Unit, since: date, last: date, reason: str, by: str, at: datetime
) -> Absence:
    """Note that an official cannot visit from one day to another, both included.

    Raises NoDays; then nothing has changed.
    """
    if last < since:
        raise NoDays
    with transaction.atomic(durable=True):
        row = Absence.objects.create(
            official=official,
            unit=unit,
            since=since,
            until=date.fromordinal(last.toordinal() + 1),
            reason=reason,
        )
        log("absence.noted", row, by=by, at=at, unit_code=unit.code)
    return row


def take_back_absence(*, absence_id: uuid.UUID, by: str, at: datetime) -> None:
    """Take back that an official is away."""
    with transaction.atomic(durable=True):
        row = Absence.objects.select_related("unit").get(pk=absence_id)
        log("absence.taken_back", row, by=by, at=at, unit_code=row.unit.code)
        row.delete()


def set_capacity(
    *, official: Person, unit: Unit, per_month: int, by: str, at: datetime
) -> Capacity:
    """Set how many visits a month an official can make for a unit."""
    with transaction.atomic(durable=True):
        row, _made = Capacity.objects.update_or_create(
            official=official, unit=unit, defaults={"per_month": per_month}
        )
        log("capacity.set", row, by=by, at=at, unit_code=unit.code, per_month=per_month)
    return row


def set_distances(
    *, unit: Unit, minutes: Mapping[tuple[int, int], int], by: str, at: datetime
) -> int:
    """Set how far places are apart, by their two units with the smaller id first; return how many."""
    with transaction.atomic(durable=True):
        for (one, other), takes in minutes.items():
            Distance.objects.update_or_create(
                one_id=one, other_id=other, defaults={"minutes": takes}
            )
        log("distances.set", unit, by=by, at=at, unit_code=unit.code, ways=len(minutes))
    return len(minutes)


def renew_feed(*, official: Person, by: str, at: datetime) -> str:
    """Return a new secret for an official's calendar; the old address stops answering.

    The secret is shown once: only its hash is kept.
    """
    secret = secrets.token_urlsafe(24)
    with transaction.atomic(durable=True):
        row, _made = CalendarFeed.objects.update_or_create(
            official=official, defaults={"secret_hash": hashed(secret), "made_at": at}
        )
        log("calendar_feed.renewed", row, by=by, at=at)
    return secret


def hashed(secret: str) -> str:
    """Return the hash of a secret of 192 random bits; nobody can try them all, so none is slow."""
    return hashlib.sha256(secret.encode()).hexdigest()
