"""Offices that people hold at units."""

from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.people import rules
from chibo.people.actions import following
from chibo.people.actions.guards import (
    CannotKeep,
    check_free,
    check_membership,
    check_period,
    check_unit,
    end_row,
    locked,
    plain,
)
from chibo.people.actions.members import POSTS_OF_OWN_CELL
from chibo.people.models import Person, Post
from chibo.units.models import Unit

Kind = Post.Kind

# A cell has one secretary, and nobody is his own deputy.
_LEADING = (Kind.SECRETARY, Kind.DEPUTY_SECRETARY)


class StillProbationary(CannotKeep):
    """A member on probation neither elects nor stands."""


class AlreadyEnded(CannotKeep):
    """It has ended by that day."""


def begin_post(
    *,
    person_id: int,
    unit: Unit,
    kind: str,
    since: date,
    until: date | None,
    by: str,
    at: datetime,
    decision: str = "",
) -> Post:
    """Write that someone holds an office at a unit.

    until: the end of the term where it is known; None leaves it open. It ends with its unit.

    Raises EndsBeforeItBegins, UnitNotThere, OutsideMembership, StillProbationary, or Overlaps
    where the unit has a secretary or the person this office already (all CannotKeep); then
    nothing has changed.
    """
    check_period(since, until)
    with transaction.atomic(durable=True):
        # The unit's row is the lock: two secretaries of one cell are two different persons.
        unit = Unit.objects.select_for_update().select_related("kind").get(pk=unit.pk)
        person = locked(person_id)
        check_unit(unit, since)
        planned, cut_by = until, None
        if unit.until is not None and (until is None or until > unit.until):
            until, cut_by = unit.until, following.ending_decision(unit)
        own = unit if unit.kind.is_cell and kind in POSTS_OF_OWN_CELL else None
        check_membership(person, since, until, cell=own)
        if rules.class_on(person.official, since) is rules.Class.PROBATIONARY:
            raise StillProbationary
        held = Post.objects.filter(unit=unit)
        if kind == Kind.SECRETARY:
            check_free(held.filter(kind=kind), since, until)
        rivals = _LEADING if kind in _LEADING else (kind,)
        check_free(held.filter(person=person, kind__in=rivals), since, until)
        row = Post.objects.create(
            person=person,
            unit=unit,
            kind=Kind(kind),
            since=since,
            until=until,
            decision=nfc(decision),
            cut_by=cut_by,
            cut_from=planned if cut_by else None,
        )
        _log("post.begun", row, by, at)
    return row


def end_post(*, post_id: int, on: date, by: str, at: datetime) -> Post:
    """End an office: from a day on its holder no longer holds it.

    Raises EndsBeforeItBegins or AlreadyEnded (both CannotKeep); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        row = _row(post_id)
        if row.until is not None and row.until <= on:
            raise AlreadyEnded
        end_row(row, on)
        _log("post.ended", row, by, at)
    return row


def withdraw_post(*, post_id: int, by: str, at: datetime) -> Person:
    """Delete a post that was written by mistake; the log keeps what it said."""
    with transaction.atomic(durable=True):
        row = _row(post_id)
        _log("post.withdrawn", row, by, at)
        row.delete()
    return row.person


def _row(post_id: int) -> Post:
    return (
        Post.objects.select_for_update(of=("self",))
        .select_related("person", "unit")
        .get(pk=post_id)
    )


def _log(verb: str, row: Post, by: str, at: datetime) -> None:
    record(
        verb,
        row.person,
        by=by,
        at=at,
        unit_code=row.unit.code,
        post=row.kind,
        since=plain(row.since),
        until=plain(row.until),
    )
