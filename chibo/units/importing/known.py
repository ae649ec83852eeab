"""Reads the tree as a list of units is compared with it."""

from datetime import date

from django.db.models import QuerySet

from chibo.units.importing.plan import Kind, KnownUnit
from chibo.units.models import Placement, Unit, UnitKind, UnitName


def known_kinds() -> list[Kind]:
    """Return the kinds of units this installation has."""
    return [Kind(kind.code, kind.is_cell, kind.level) for kind in UnitKind.objects.all()]


def words_for_kinds() -> dict[str, str]:
    """Return the code of each kind by its code and by its name, in small letters."""
    return {
        word.lower(): kind.code
        for kind in UnitKind.objects.all()
        for word in (kind.code, kind.name)
    }


def known_units(reach: QuerySet[Unit] | None, on: date) -> list[KnownUnit]:
    """Return every unit with its name and place on a day.

    One that is founded later, or has ended, comes with the first or last it had, so that
    nobody founds it again. reach: the units the importer may change, None for all.
    """
    within = None if reach is None else set(reach.values_list("pk", flat=True))
    units = Unit.objects.order_by("code")
    names: dict[int, UnitName] = {}
    for name in UnitName.objects.order_by("since", "pk"):
        if name.unit_id not in names or name.since <= on:
            names[name.unit_id] = name
    codes = {unit.pk: unit.code for unit in units}
    parents: dict[int, str] = {}
    changed = {pk: name.since for pk, name in names.items()}
    for placed in Placement.objects.order_by("since", "pk"):
        if placed.since <= on or placed.unit_id not in parents:
            ended = placed.until is not None and placed.until <= on
            parents[placed.unit_id] = "" if ended else codes[placed.parent_id]
        changed[placed.unit_id] = max(changed[placed.unit_id], placed.since)
    for name in UnitName.objects.filter(since__gt=on):
        changed[name.unit_id] = max(changed[name.unit_id], name.since)
    return [
        KnownUnit(
            code=unit.code,
            kind=unit.kind_id,
            name=names[unit.pk].name,
            full_name=names[unit.pk].full_name,
            parent=parents.get(unit.pk, ""),
            since=unit.since,
            place=unit.place,
            changed_since=changed[unit.pk],
            ended=unit.until is not None and unit.until <= on,
            in_reach=within is None or unit.pk in within,
        )
        for unit in units
        if unit.pk in names
    ]
