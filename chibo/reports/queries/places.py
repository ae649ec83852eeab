"""Where cells stood on the days of a span: below which unit, and in which organisation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chibo.base.periods import covers
from chibo.quality.rules.spans import Span
from chibo.units.models import Ancestry, Unit
from chibo.units.queries import names_by_code


@dataclass(frozen=True, slots=True)
class CellThen:
    """A cell that stood below the unit on some day of the span."""

    unit: Unit
    name: str
    # When it stood below the unit, and in which grassroots organisation, by code.
    below: tuple[tuple[date, date | None], ...]
    within: tuple[tuple[date, date | None, str], ...]

    def is_below(self, day: date) -> bool:
        """Say whether it stood below the unit on a day."""
        return any(covers(since, until, day) for since, until in self.below)

    def organisation(self, day: date) -> str:
        """Return the code of its grassroots organisation on a day, or ""."""
        return next((code for since, until, code in self.within if covers(since, until, day)), "")


@dataclass(frozen=True, slots=True)
class Places:
    """The cells of a span by id, in the order of their codes, and names by code."""

    cells: dict[int, CellThen]
    names: dict[str, str]


def places_of(unit: Unit, span: Span) -> Places:
    """Return the cells that stood below a unit in a span. Four queries."""
    then = Q(since__lte=span.last_day) & (Q(until=None) | Q(until__gt=span.first))
    lines = list(
        Ancestry.objects.filter(then, ancestor=unit, unit__kind__is_cell=True)
        .select_related("unit__kind")
        .order_by("unit__code", "since")
    )
    units = {line.unit_id: line.unit for line in lines}
    within: dict[int, list[tuple[date, date | None, str]]] = {}
    above = Ancestry.objects.filter(then, unit__in=units, ancestor__kind__is_grassroots=True)
    for cell, since, until, code in above.order_by("-depth", "pk").values_list(
        "unit", "since", "until", "ancestor__code"
    ):
        within.setdefault(cell, []).append((since, until, code))
    below: dict[int, list[tuple[date, date | None]]] = {}
    for line in lines:
        below.setdefault(line.unit_id, []).append((line.since, line.until))
    codes = {one.code for one in units.values()} | {
        code for rows in within.values() for *_period, code in rows
    }
    names = names_by_code(codes, span.last_day)
    return Places(
        {
            key: CellThen(
                one, names.get(one.code, one.code), tuple(below[key]), tuple(within.get(key, ()))
            )
            for key, one in units.items()
        },
        names,
    )


def where(places: Places, cell: CellThen, day: date) -> dict[str, int | str]:
    """Return which cell a row is of, and in which organisation it stood on a day."""
    code = cell.organisation(day)
    return {
        "cell": cell.unit.code,
        "name": cell.name,
        "organisation": places.names.get(code, ""),
        "kind": cell.unit.kind.name,
        "is_village": int(cell.unit.kind.is_village_cell),
    }
