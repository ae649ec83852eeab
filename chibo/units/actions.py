"""Changing the tree by a numbered decision, and taking one back.

Plain functions: a decision also moves people, so the actions that open a transaction are in
`people.actions.reorganise`, and there is no second door that would leave members behind.
"""

from collections.abc import Sequence
from datetime import date, datetime

from chibo.base.text import nfc
from chibo.units import events, tree, undoing
from chibo.units.models import Decision
from chibo.units.steps import Step, as_json


class NoSteps(events.CannotChangeTree):
    """A decision without steps changes nothing."""


class NumberTaken(events.CannotChangeTree):
    """A decision of this number and day is carried out already."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.number)
        self.decision = decision


def write_decision(
    *,
    number: str,
    signed_on: date,
    effective_on: date,
    title: str,
    steps: Sequence[Step],
) -> Decision:
    """Write a decision and all its steps; they hold from its day on, past or to come.

    Raises NoSteps, NumberTaken, events.CannotChangeTree or rules.Cycle; the caller's
    transaction then undoes all.
    """
    if not steps:
        raise NoSteps
    number = nfc(number)
    taken = Decision.objects.filter(number=number, signed_on=signed_on, undone_at=None).first()
    if taken is not None:
        raise NumberTaken(taken)
    decision = Decision.objects.create(
        number=number,
        signed_on=signed_on,
        effective_on=effective_on,
        title=nfc(title),
        steps=as_json(steps),
    )
    events.apply(decision, steps)
    tree.rebuild()
    return decision


def take_back_decision(decision: Decision, *, today: date, at: datetime) -> None:
    """Put the tree back as it was before a decision that is not in effect yet.

    The decision stays, marked as undone, with its steps; its events and the units it founded
    are gone, and its number may be used again.

    Raises AlreadyUndone, InEffect, LaterDecision or StillInUse (all undoing.CannotUndo), or
    rules.Cycle where units put below by a later decision would now close a circle.
    """
    if decision.undone_at is not None:
        raise undoing.AlreadyUndone
    if decision.effective_on <= today:
        raise undoing.InEffect
    undoing.take_back(decision)
    tree.rebuild()
    decision.undone_at = at
    decision.save(update_fields=["undone_at"])
