"""A decision on the tree together with the people it moves, and taking it back.

The one door to such decisions: members of a merged cell go along on the same day, offices at
a unit that ends end with it, and undoing gives every row back what it was.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from chibo.audit.log import record
from chibo.base.periods import valid_on
from chibo.base.time import local_day
from chibo.people.actions import following
from chibo.people.actions.guards import LaterEntry
from chibo.people.models import Membership, Post
from chibo.units import actions as tree
from chibo.units.events import CannotChangeTree, ended_by
from chibo.units.models import Decision, Unit
from chibo.units.steps import Step

Kind = Membership.Kind


class StillHasMembers(CannotChangeTree):
    """A cell with members cannot be dissolved; merge it, or move them first."""

    def __init__(self, code: str, members: int) -> None:
        super().__init__(code, members)
        self.code = code
        self.members = members


def carry_out(
    *,
    number: str,
    signed_on: date,
    effective_on: date,
    title: str,
    steps: Sequence[Step],
    by: str,
    at: datetime,
) -> Decision:
    """Carry out a decision: all its steps in their order, and the people they move.

    effective_on: the day from which it holds; it may have passed, when history is written.

    Raises units.events.CannotChangeTree and what it stands for, units.rules.Cycle,
    StillHasMembers, or guards.NotACell, UnitNotThere or LaterEntry for a member who cannot
    go along; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        decision = tree.write_decision(
            number=number,
            signed_on=signed_on,
            effective_on=effective_on,
            title=title,
            steps=steps,
        )
        moved = _move_people(decision)
        detail = {"number": decision.number, "effective_on": effective_on.isoformat()}
        record("decision.carried_out", decision, by=by, at=at, moved=moved, **detail)
    return decision


def undo_decision(*, decision_id: int, by: str, at: datetime) -> Decision:
    """Undo a decision before its day: the tree and all periods are as they were before it.

    What has happened since to a member it would move stays: who left before the day has left.

    Raises units.undoing.CannotUndo (AlreadyUndone, InEffect, LaterDecision, StillInUse) or
    units.rules.Cycle; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        decision = Decision.objects.select_for_update().get(pk=decision_id)
        _put_people_back(decision)
        tree.take_back_decision(decision, today=local_day(at), at=at)
        detail = {"number": decision.number, "effective_on": decision.effective_on.isoformat()}
        record("decision.undone", decision, by=by, at=at, **detail)
    return decision


def _move_people(decision: Decision) -> int:
    """Let members and offices follow what a decision did; return how many members moved."""
    on = decision.effective_on
    ended = ended_by(decision)
    for unit, into in ended:
        if into is None:
            _check_empty(unit, on)
        _end_posts(unit, decision)
    cells = [unit for unit, into in ended if into is not None and unit.kind.is_cell]
    rows = Membership.objects.filter(_reaching(on), cell__in=cells).select_related("cell")
    # Those of official activity first: where they arrive decides what becomes of a guest.
    for row in rows.order_by("kind", "pk"):
        following.follow(row)
    _end_stays_at_home(decision)
    return Membership.objects.filter(begun_by=decision, kind=Kind.OFFICIAL).count()


def _reaching(on: date) -> Q:
    """The condition that a period holds on a day or begins after it."""
    return Q(until=None) | Q(until__gt=on)


def _check_empty(unit: Unit, on: date) -> None:
    members = Membership.objects.filter(_reaching(on), cell=unit).count()
    if members:
        raise StillHasMembers(unit.code, members)


def _end_posts(unit: Unit, decision: Decision) -> None:
    on = decision.effective_on
    for post in Post.objects.filter(_reaching(on), unit=unit):
        if post.since >= on:
            raise LaterEntry(post)
        post.cut_by, post.cut_from = decision, post.until
        post.until = on
        post.save(update_fields=["until", "cut_by", "cut_from"])


def _end_stays_at_home(decision: Decision) -> None:
    """End the temporary activity of those whose own cell the host has become."""
    on = decision.effective_on
    for moved in Membership.objects.filter(begun_by=decision, kind=Kind.OFFICIAL):
        stay = Membership.objects.filter(
            valid_on(on), person=moved.person_id, cell=moved.cell_id, kind=Kind.TEMPORARY
        ).first()
        if stay is not None:
            if stay.since >= on:
                raise LaterEntry(stay)
            following.cut(stay, decision)


def _put_people_back(decision: Decision) -> None:
    onward = {
        (row.person_id, row.kind): row for row in Membership.objects.filter(begun_by=decision)
    }
    cut = list(Membership.objects.filter(cut_by=decision))
    Membership.objects.filter(begun_by=decision).delete()
    for row in cut:
        went_on = onward.get((row.person_id, row.kind))
        # What has become of the membership since, such as its end, it takes back with it.
        row.until = went_on.until if went_on else row.cut_from
        row.ending = went_on.ending if went_on else ""
        row.cut_by = row.cut_from = None
        row.save(update_fields=["until", "ending", "cut_by", "cut_from"])
    for post in Post.objects.filter(cut_by=decision):
        post.until, post.cut_by, post.cut_from = post.cut_from, None, None
        post.save(update_fields=["until", "cut_by", "cut_from"])
