"""Assigning cells to officials, ending that, and the access that goes with it. Decision 0029."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chibo.access.actions import begin_role, stop_role
from chibo.access.models import Grant
from chibo.audit.log import record
from chibo.base.periods import covers, overlap
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.people.models import Account, Person
from chibo.supervision.models import Assignment, Visit
from chibo.units.models import Unit

_ROLE = Grant.Role.SUPERVISOR


class CannotAssign(Exception):
    """An assignment cannot be made or ended so; the view says why."""


class NoCells(CannotAssign):
    """An assignment names no cell."""


class BeforeDecision(CannotAssign):
    """An assignment would begin before the day of the decision that makes it."""

    def __init__(self, decided_on: date) -> None:
        super().__init__(decided_on.isoformat())
        self.decided_on = decided_on


class CellNotThere(CannotAssign):
    """The cell does not exist on the day from which it is to be followed."""

    def __init__(self, cell: Unit) -> None:
        super().__init__(cell.code)
        self.cell = cell


class AlreadyFollows(CannotAssign):
    """The official follows the cell on a day of this period already."""

    def __init__(self, held: Assignment) -> None:
        super().__init__(str(held.pk))
        self.held = held


class NotLater(CannotAssign):
    """An assignment ends after the day on which it began."""

    def __init__(self, since: date) -> None:
        super().__init__(since.isoformat())
        self.since = since


class NeedsReason(CannotAssign):
    """Ending an assignment needs a reason."""


class EndedAlready(CannotAssign):
    """The assignment has ended by that day, written so or with its cell."""

    def __init__(self, ended: Assignment) -> None:
        super().__init__(str(ended.pk))
        self.ended = ended


class HasVisited(CannotAssign):
    """The official sat in the cell under this assignment, so it was no mistake."""


class NoAccount(CannotAssign):
    """The official has no account to which a role could be given."""


class SeesAlready(CannotAssign):
    """The official's account sees every cell he follows."""


def assign_cells(
    *,
    official: Person,
    cells: Sequence[Unit],
    unit: Unit,
    decision_number: str,
    decided_on: date,
    since: date,
    by: str,
    at: datetime,
    until: date | None = None,
) -> list[Assignment]:
    """Let an official follow some cells from a day on, by one decision of a committee.

    unit: the committee that decided. until: the first day on which it holds no longer, where the
    decision says so. If the official has an account it gets the role of who follows cells, at
    each of them and for the same days; a role it holds higher up stays as it is.

    Raises NoCells, BeforeDecision, NotLater, CellNotThere or AlreadyFollows (all CannotAssign);
    then nothing has changed.
    """
    with transaction.atomic(durable=True):
        Person.objects.select_for_update().get(pk=official.pk)
        _check(official, cells, decided_on, since, until)
        account = Account.objects.filter(person=official).first()
        made = [
            Assignment(
                official=official,
                cell=cell,
                unit=unit,
                decision_number=nfc(decision_number),
                decided_on=decided_on,
                since=since,
                until=until,
                grant=begin_role(account, _ROLE, cell, since, until) if account else None,
            )
            for cell in cells
        ]
        Assignment.objects.bulk_create(made)
        record(
            "cells.assigned",
            official,
            by=by,
            at=at,
            unit_code=unit.code,
            cells=[cell.code for cell in cells],
            number=decision_number,
            since=since.isoformat(),
        )
    return made


def _check(
    official: Person, cells: Sequence[Unit], decided_on: date, since: date, until: date | None
) -> None:
    if not cells:
        raise NoCells
    if since < decided_on:
        raise BeforeDecision(decided_on)
    if until is not None and until <= since:
        raise NotLater(since)
    for cell in cells:
        if not (cell.kind.is_cell and covers(cell.since, cell.until, since)):
            raise CellNotThere(cell)
    for row in Assignment.objects.filter(official=official, cell__in=cells).order_by("pk"):
        if overlap(since, until, row.since, row.until):
            raise AlreadyFollows(row)


def end_assignments(
    *,
    official: Person,
    assignments: Sequence[uuid.UUID],
    until: date,
    because: str,
    by: str,
    at: datetime,
) -> list[Assignment]:
    """End some of an official's assignments on one day, with the reason.

    until: the first day on which they hold no longer. The roles that came with them end on it.

    Raises NoCells, NeedsReason, NotLater or EndedAlready (all CannotAssign); then nothing has
    changed.
    """
    with transaction.atomic(durable=True):
        rows = list(_locked(official).filter(pk__in=assignments))
        if not rows:
            raise NoCells
        if not because.strip():
            raise NeedsReason
        for row in rows:
            _check_end(row, until)
        for row in rows:
            row.until, row.ended_because = until, nfc(because)
            row.save(update_fields=["until", "ended_because"])
            if row.grant is not None:
                stop_role(row.grant, until)
        record(
            "cells.taken_from",
            official,
            by=by,
            at=at,
            unit_code=rows[0].unit.code,
            cells=[row.cell.code for row in rows],
            until=until.isoformat(),
        )
    return rows


def _check_end(row: Assignment, until: date) -> None:
    if until <= row.since:
        raise NotLater(row.since)
    ends = [end for end in (row.until, row.cell.until) if end is not None]
    if ends and min(ends) <= until:
        raise EndedAlready(row)


def take_back_assignment(*, assignment_id: uuid.UUID, by: str, at: datetime) -> None:
    """Take out an assignment that was written by mistake; the log keeps that it was.

    Raises HasVisited when the official has sat in that cell under it; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        row = _locked().get(pk=assignment_id)
        if Visit.objects.filter(
            official=row.official_id, cell=row.cell_id, day__gte=row.since
        ).exists():
            raise HasVisited
        grant = row.grant
        record(
            "assignment.taken_back",
            row,
            by=by,
            at=at,
            unit_code=row.cell.code,
            official=row.official_id,
            number=row.decision_number,
        )
        row.delete()
        if grant is not None:
            stop_role(grant, max(grant.since, min(local_day(at), row.until or local_day(at))))


def open_cells(*, official: Person, by: str, at: datetime) -> list[Assignment]:
    """Give the account of an official, opened since, the role at the cells he follows.

    Raises NoAccount or SeesAlready (both CannotAssign); then nothing has changed.
    """
    today = local_day(at)
    with transaction.atomic(durable=True):
        account = Account.objects.filter(person=official).first()
        if account is None:
            raise NoAccount
        opened = []
        for row in _locked(official).filter(grant=None):
            ends = [end for end in (row.until, row.cell.until) if end is not None]
            if not ends or min(ends) > today:
                row.grant = begin_role(account, _ROLE, row.cell, max(row.since, today), row.until)
                opened += [row] if row.grant is not None else []
        if not opened:
            raise SeesAlready
        for row in opened:
            row.save(update_fields=["grant"])
        record(
            "cells.opened",
            official,
            by=by,
            at=at,
            unit_code=opened[0].unit.code,
            cells=[row.cell.code for row in opened],
        )
    return opened


def _locked(official: Person | None = None):  # type: ignore[no-untyped-def]  # a set of rows
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "cell", "unit", "grant"
    )
    rows = rows.order_by("cell__code", "pk")
    return rows if official is None else rows.filter(official=official)
