"""What a decision does to the tree: six kinds of steps, written as periods and events.

Plain functions for actions to call inside their one transaction.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from chibo.base.periods import valid_on
from chibo.base.text import fold, nfc
from chibo.units.models import Decision, Placement, Unit, UnitEvent, UnitKind, UnitName
from chibo.units.steps import Dissolve, Found, Merge, Move, Rename, Split, Step


class CannotChangeTree(Exception):
    """A decision cannot be carried out as it stands; nothing has changed."""


class UnknownUnit(CannotChangeTree):
    """No unit of this code exists on the day."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CodeTaken(CannotChangeTree):
    """A unit of this code exists already; codes are never given twice."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnknownKind(CannotChangeTree):
    """No kind of unit has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class StillHasChildren(CannotChangeTree):
    """A unit with units below it cannot end; move them first, in the same decision."""

    def __init__(self, code: str, children: Sequence[str]) -> None:
        super().__init__(code)
        self.code = code
        self.children = tuple(children)


class LaterChange(CannotChangeTree):
    """A decision of a later day has already changed this unit; undo that one first."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SameDayChange(CannotChangeTree):
    """Another decision of the same day set what this one would set again, or founded the unit.

    A period replaced on the day it began would leave no trace to undo from: what changes the
    same thing on the same day belongs in one decision.
    """

    def __init__(self, code: str, number: str) -> None:
        super().__init__(code, number)
        self.code = code
        self.number = number


def apply(decision: Decision, steps: Sequence[Step]) -> None:
    """Write what a decision's steps change, in their order, from its day on.

    Raises UnknownUnit, UnknownKind, CodeTaken, StillHasChildren, LaterChange or
    SameDayChange (all CannotChangeTree).
    """
    for step in steps:
        match step:
            case Found():
                _found(decision, step, UnitEvent.Kind.FOUND, other=None)
            case Split(out_of, new):
                _found(decision, new, UnitEvent.Kind.SPLIT, other=_unit(out_of, decision))
            case Rename(code, name, full_name):
                _name(
                    _event(decision, UnitEvent.Kind.RENAME, _unit(code, decision)), name, full_name
                )
            case Move(code, parent):
                event = _event(decision, UnitEvent.Kind.MOVE, _unit(code, decision))
                _place(event, None if parent is None else _unit(parent, decision))
            case Merge(code, into):
                _merge(decision, _unit(code, decision), _unit(into, decision))
            case Dissolve(code):
                _end(_event(decision, UnitEvent.Kind.DISSOLVE, _unit(code, decision)))


def founded_by(decision: Decision) -> list[Unit]:
    """Return the units a decision founded or split off, in its order."""
    kinds = (UnitEvent.Kind.FOUND, UnitEvent.Kind.SPLIT)
    return list(
        Unit.objects.filter(events__decision=decision, events__kind__in=kinds).order_by(
            "events__pk"
        )
    )


def ended_by(decision: Decision) -> list[tuple[Unit, Unit | None]]:
    """Return the units a decision ended, in its order, each with the one it was merged into."""
    kinds = (UnitEvent.Kind.MERGE, UnitEvent.Kind.DISSOLVE)
    events = UnitEvent.objects.filter(decision=decision, kind__in=kinds)
    return [
        (event.unit, event.other)
        for event in events.select_related("unit__kind", "other__kind").order_by("pk")
    ]


def _unit(code: str, decision: Decision) -> Unit:
    """Return a unit that a step names: it exists on the day, and nobody has ended it since."""
    unit = Unit.objects.filter(valid_on(decision.effective_on), code=code).first()
    if unit is None:
        raise UnknownUnit(code)
    if unit.until is not None:
        raise LaterChange(code)
    return unit


def _event(
    decision: Decision, kind: UnitEvent.Kind, unit: Unit, other: Unit | None = None
) -> UnitEvent:
    return UnitEvent.objects.create(decision=decision, kind=kind, unit=unit, other=other)


def _found(decision: Decision, new: Found, kind: UnitEvent.Kind, other: Unit | None) -> None:
    if Unit.objects.filter(code=new.code).exists():
        raise CodeTaken(new.code)
    if not UnitKind.objects.filter(pk=new.kind).exists():
        raise UnknownKind(new.kind)
    unit = Unit.objects.create(
        code=new.code, kind_id=new.kind, since=decision.effective_on, place=nfc(new.place)
    )
    event = _event(decision, kind, unit, other)
    _name(event, new.name, new.full_name)
    if new.parent is not None:
        _place(event, _unit(new.parent, decision))


def _merge(decision: Decision, unit: Unit, into: Unit) -> None:
    event = _event(decision, UnitEvent.Kind.MERGE, unit, into)
    for child in _children(unit, decision.effective_on):
        _place(_event(decision, UnitEvent.Kind.MOVE, child), into)
    _end(event)


def _children(unit: Unit, on: date) -> list[Unit]:
    placed = Placement.objects.filter(valid_on(on), parent=unit)
    return list(Unit.objects.filter(pk__in=placed.values("unit")).order_by("code"))


def _name(event: UnitEvent, name: str, full_name: str) -> None:
    _close(UnitName, event)
    UnitName.objects.create(
        unit=event.unit,
        name=nfc(name),
        full_name=nfc(full_name),
        folded=fold(full_name),
        since=event.decision.effective_on,
        begun_by=event,
    )


def _place(event: UnitEvent, parent: Unit | None) -> None:
    _close(Placement, event)
    if parent is not None:
        Placement.objects.create(
            unit=event.unit, parent=parent, since=event.decision.effective_on, begun_by=event
        )


def _end(event: UnitEvent) -> None:
    unit, on = event.unit, event.decision.effective_on
    children = _children(unit, on)
    if children:
        raise StillHasChildren(unit.code, [child.code for child in children])
    if Placement.objects.filter(parent=unit, since__gt=on).exists():
        raise LaterChange(unit.code)
    if unit.since == on:
        founding = unit.events.order_by("pk").first()
        raise SameDayChange(unit.code, founding.decision.number if founding else "")
    _close(UnitName, event)
    _close(Placement, event)
    unit.until = on
    unit.save(update_fields=["until"])


def _close(model: type[UnitName | Placement], event: UnitEvent) -> None:
    """End the period that holds on the event's day; one begun that very day is replaced.

    Only the decision's own periods may be replaced, so that undoing it loses nothing.
    """
    on = event.decision.effective_on
    rows = model.objects.filter(unit=event.unit)
    if rows.filter(Q(since__gt=on) | Q(until__gt=on)).exists():
        raise LaterChange(event.unit.code)
    replaced = rows.filter(since=on).select_related("begun_by__decision").first()
    if replaced is not None:
        begun_by = replaced.begun_by
        if begun_by is None or begun_by.decision_id != event.decision_id:
            raise SameDayChange(event.unit.code, begun_by.decision.number if begun_by else "")
        replaced.delete()
    rows.filter(since__lt=on, until=None).update(until=on, ended_by=event)
