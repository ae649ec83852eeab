"""The whole tree of a day, and all that is written of it, to compare as wholes."""

from datetime import date
from typing import Any

from chibo.units import queries
from chibo.units.models import Ancestry, Placement, Unit, UnitEvent, UnitName


def tree(on: date) -> dict[str, list[str]]:
    """Return the name of every unit on a day, each with the codes above it, top first."""
    return {
        f"{unit.code} {unit.name}": [above.code for above in queries.path(unit, on)[:-1]]
        for unit in queries.existing(on).order_by("code")
    }


def rows() -> dict[str, list[Any]]:
    """Return every row that says how the tree was; the derived ones without their ids."""
    kept: dict[str, list[Any]] = {
        "Unit": list(Unit.objects.order_by("pk").values()),
        "UnitName": list(UnitName.objects.order_by("pk").values()),
        "Placement": list(Placement.objects.order_by("pk").values()),
        "UnitEvent": list(UnitEvent.objects.order_by("pk").values()),
    }
    lines = Ancestry.objects.values_list("ancestor", "unit", "depth", "since", "until")
    kept["Ancestry"] = sorted(lines, key=str)
    return kept
