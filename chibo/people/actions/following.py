"""Memberships through the life of a cell: where a cell is merged, its members go along.

Plain functions for actions to call inside their one transaction.
"""

from datetime import date

from chibo.people.actions.guards import LaterEntry, NotACell, UnitNotThere
from chibo.people.models import Membership
from chibo.units.models import Decision, Unit, UnitEvent


def follow(row: Membership) -> None:
    """Carry a membership on into the cell its own was merged into, as often as that was.

    A row that outlives its cell is cut on the cell's last day and goes on in the next as a row
    begun by the decision. Temporary activity that would arrive in the member's own cell ends.

    Raises UnitNotThere if a cell was dissolved and merged into none, NotACell if into a unit
    that is no cell, or LaterEntry if the row begins when its cell has ended.
    """
    while row.cell is not None and row.cell.until is not None:
        on = row.cell.until
        if row.until is not None and row.until <= on:
            return
        if row.since >= on:
            raise LaterEntry(row)
        decision, into = _merged(row.cell, on)
        if row.kind == Membership.Kind.TEMPORARY and _is_home(row.person_id, into, on):
            cut(row, decision)
            return
        row = _carry(row, decision, into)


def cut(row: Membership, decision: Decision) -> None:
    """End temporary activity because a decision made the host cell the member's own."""
    row.cut_by, row.cut_from = decision, row.until
    row.until = decision.effective_on
    row.ending = Membership.Ending.RETURNED
    row.save(update_fields=["until", "ending", "cut_by", "cut_from"])


def end_membership(row: Membership, on: date, ending: str) -> None:
    """End a membership on a day for good.

    Where a decision has carried it on into another cell from that day or later, it does not
    come to that any more.

    Raises LaterEntry if the person has another membership of the kind from that day on.
    """
    later = Membership.objects.filter(person=row.person_id, kind=row.kind, since__gte=on)
    later.exclude(begun_by=None).delete()
    left = later.order_by("since", "pk").first()
    if left is not None:
        raise LaterEntry(left)
    row.until, row.ending = on, ending
    row.cut_by = row.cut_from = None
    row.save(update_fields=["until", "ending", "cut_by", "cut_from"])


def ending_decision(unit: Unit) -> Decision | None:
    """Return the decision that ended a unit, or None when none did."""
    kinds = (UnitEvent.Kind.MERGE, UnitEvent.Kind.DISSOLVE)
    return Decision.objects.filter(events__unit=unit, events__kind__in=kinds).first()


def _carry(row: Membership, decision: Decision, into: Unit) -> Membership:
    onward = Membership(
        person_id=row.person_id,
        cell=into,
        kind=row.kind,
        since=decision.effective_on,
        until=row.until,
        ending=row.ending,
        decision=row.decision,
        begun_by=decision,
    )
    row.cut_by, row.cut_from = decision, row.until
    row.until, row.ending = decision.effective_on, Membership.Ending.MOVED
    row.save(update_fields=["until", "ending", "cut_by", "cut_from"])
    onward.save(force_insert=True)
    return onward


def _merged(cell: Unit, on: date) -> tuple[Decision, Unit]:
    """Return the decision that ended a cell, and the cell that took it in at last that day."""
    decision, into = None, cell
    while into.until == on:
        event = (
            UnitEvent.objects.filter(unit=into, kind=UnitEvent.Kind.MERGE)
            .select_related("decision", "other__kind")
            .first()
        )
        if event is None or event.other is None:
            raise UnitNotThere(into.code, on)
        decision = decision or event.decision
        into = event.other
    if decision is None:
        raise UnitNotThere(cell.code, on)
    if not into.kind.is_cell:
        raise NotACell(into.code)
    return decision, into


def _is_home(person_id: int, cell: Unit, on: date) -> bool:
    rows = Membership.objects.filter(
        person=person_id, cell=cell, kind=Membership.Kind.OFFICIAL, since__lte=on
    )
    return rows.exclude(until__lte=on).exists()
