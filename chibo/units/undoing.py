"""Takes back what a decision did to the tree, row by row.

Plain functions for actions to call inside their one transaction.
"""

from django.db.models import ProtectedError, Q

from chibo.units.events import CannotChangeTree, ended_by, founded_by
from chibo.units.models import Ancestry, Decision, Placement, Unit, UnitEvent, UnitName


class CannotUndo(CannotChangeTree):
    """A decision cannot be undone as things stand; nothing has changed."""


class AlreadyUndone(CannotUndo):
    """The decision was undone before."""


class InEffect(CannotUndo):
    """The decision's day has come; what it did is changed back by another decision."""


class LaterDecision(CannotUndo):
    """A decision carried out after this one touched the same units; undo that one first."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class StillInUse(CannotUndo):
    """Something else has come to depend on a unit that the decision founded."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_nothing_later(decision: Decision) -> None:
    """Refuse when a decision carried out later rests on what this one did.

    That is: it changed a unit that this one changed or merged into, or hung on one that this
    one founded.

    Raises LaterDecision.
    """
    events = decision.events.values_list("unit", "other")
    changed = {pk for pair in events.order_by("pk") for pk in pair if pk is not None}
    founded = [unit.pk for unit in founded_by(decision)]
    hung = Placement.objects.filter(parent__in=founded).values("begun_by__decision")
    later = (
        Decision.objects.filter(pk__gt=decision.pk, undone_at=None)
        .filter(Q(events__unit__in=changed) | Q(events__other__in=founded) | Q(pk__in=hung))
        .order_by("-pk")
        .first()
    )
    if later is not None:
        raise LaterDecision(later.number)


def take_back(decision: Decision) -> None:
    """Put the periods back as they were before a decision and delete what it founded.

    Exact, because a decision only ever closes open periods and replaces none but its own.

    Raises LaterDecision or StillInUse (both CannotUndo).
    """
    check_nothing_later(decision)
    founded = founded_by(decision)
    ended = [unit.pk for unit, _ in ended_by(decision)]

    for model in (UnitName, Placement):
        model.objects.filter(begun_by__decision=decision).delete()
        model.objects.filter(ended_by__decision=decision).update(until=None, ended_by=None)
    Unit.objects.filter(pk__in=ended).update(until=None)

    UnitEvent.objects.filter(decision=decision).delete()
    Ancestry.objects.filter(Q(unit__in=founded) | Q(ancestor__in=founded)).delete()
    for unit in founded:
        try:
            unit.delete()
        except ProtectedError as error:
            raise StillInUse(unit.code) from error
