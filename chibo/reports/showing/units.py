"""Units by name where a row holds only the unit."""

from collections.abc import Iterable

from chibo.units.models import Unit, UnitName


def name_of(unit: Unit) -> str:
    """Return the full name a unit bears, or bore last."""
    return names_of([unit]).get(unit.pk, unit.code)


def names_of(units: Iterable[Unit]) -> dict[int, str]:
    """Return the full names that units bear, or bore last, by id. One query."""
    rows = UnitName.objects.filter(unit__in={unit.pk for unit in units})
    return dict(rows.order_by("since", "pk").values_list("unit_id", "full_name"))
