"""Writing what a plan of units says; plain functions for the action's one transaction.

A list is the register as it stands, no decision: what it founds, renames and moves has no event
unless it names the decision that founded the unit.
"""

from collections.abc import Sequence
from datetime import date

from chibo.base.text import fold, nfc
from chibo.units import tree
from chibo.units.importing.plan import Deed, Planned
from chibo.units.models import Decision, Placement, Unit, UnitEvent, UnitName

_BATCH = 500


def write(planned: Sequence[Planned], *, on: date) -> None:
    """Write new units from their founding day, renames and moves from `on`."""
    _found([one for one in planned if one.deed is Deed.CREATE])
    changed = [one for one in planned if one.deed is Deed.CHANGE]
    units = {unit.code: unit for unit in Unit.objects.all()} if changed else {}
    for one in changed:
        _change(units[one.code], one, units, on)
    tree.rebuild()


def _found(created: Sequence[Planned]) -> None:
    Unit.objects.bulk_create(
        [
            Unit(code=one.code, kind_id=one.row.kind, since=one.since, place=nfc(one.row.place))
            for one in created
        ],
        batch_size=_BATCH,
    )
    units = {unit.code: unit for unit in Unit.objects.all()}
    events = _events(created, units)
    UnitName.objects.bulk_create(
        [
            _name(units[one.code], one, units[one.code].since, events.get(one.code))
            for one in created
        ],
        batch_size=_BATCH,
    )
    Placement.objects.bulk_create(
        [
            Placement(
                unit=units[one.code],
                parent=units[one.parent],
                # A cell older than the committee above it came under it when that was founded.
                since=max(one.since, units[one.parent].since),
                begun_by=events.get(one.code),
            )
            for one in created
            if one.parent
        ],
        batch_size=_BATCH,
    )


def _events(created: Sequence[Planned], units: dict[str, Unit]) -> dict[str, UnitEvent]:
    """Write the founding decisions that the list names, one for each number and day."""
    events = {}
    for one in created:
        number = nfc(one.row.decision)
        if not number:
            continue
        decision, _ = Decision.objects.get_or_create(
            number=number,
            signed_on=one.since,
            undone_at=None,
            defaults={"effective_on": one.since},
        )
        if decision.effective_on == one.since:
            events[one.code] = UnitEvent.objects.create(
                decision=decision, kind=UnitEvent.Kind.FOUND, unit=units[one.code]
            )
    return events


def _name(unit: Unit, one: Planned, since: date, event: UnitEvent | None = None) -> UnitName:
    return UnitName(
        unit=unit,
        name=one.name,
        full_name=one.full_name,
        folded=fold(one.full_name),
        since=since,
        begun_by=event,
    )


def _change(unit: Unit, one: Planned, units: dict[str, Unit], on: date) -> None:
    fields = {change.field for change in one.changes}
    if "founded" in fields:
        _found_earlier(unit, one.since)
    if "kind" in fields:
        unit.kind_id = one.row.kind
    if "place" in fields:
        unit.place = nfc(one.row.place)
    unit.save(update_fields=["kind", "place", "since"])
    if "name" in fields:
        _close(UnitName, unit, on)
        _name(unit, one, max(on, unit.since)).save()
    if "parent" in fields:
        _close(Placement, unit, on)
        above = units[one.parent]
        Placement.objects.create(unit=unit, parent=above, since=max(on, unit.since, above.since))


def _found_earlier(unit: Unit, since: date) -> None:
    """Let a unit and its first name begin earlier; its place, as far as the one above reaches."""
    UnitName.objects.filter(unit=unit, since=unit.since).update(since=since)
    first = Placement.objects.filter(unit=unit, since=unit.since).select_related("parent").first()
    if first is not None:
        first.since = max(since, first.parent.since)
        first.save(update_fields=["since"])
    unit.since = since


def _close(model: type[UnitName | Placement], unit: Unit, on: date) -> None:
    """End what holds on a day; what began that very day was a slip, and is replaced."""
    rows = model.objects.filter(unit=unit, until=None)
    rows.filter(since__gte=on).delete()
    rows.filter(since__lt=on).update(until=on)
