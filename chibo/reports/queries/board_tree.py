"""Where the cells of a board stand in the tree, and what decisions changed meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from chibo.base.periods import valid_on
from chibo.units.models import Ancestry, Decision, Unit, UnitEvent, UnitKind, UnitName

# What changes whose cells a board shows; another name changes nothing.
_MOVING = (
    UnitEvent.Kind.MOVE,
    UnitEvent.Kind.MERGE,
    UnitEvent.Kind.SPLIT,
    UnitEvent.Kind.FOUND,
    UnitEvent.Kind.DISSOLVE,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit. order: top first, then by code."""

    code: str
    name: str
    is_cell: bool
    order: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision did to a unit of the board within its span, from a day on."""

    kind: str
    day: date
    name: str
    other: str
    number: str


def kinds_of() -> dict[str, Kind]:
    """Return all kinds of units by code."""
    rows = UnitKind.objects.values_list("code", "name", "is_cell", "level").order_by(
        "level", "code"
    )
    return {code: Kind(code, name, is_cell, (level, code)) for code, name, is_cell, level in rows}


def lines_of(cells: Sequence[int], on: date) -> dict[int, list[tuple[int, str]]]:
    """Return the units above each of some cells on a day and itself, top first: id and kind."""
    rows = (
        Ancestry.objects.filter(valid_on(on), unit__in=cells)
        .order_by("-depth", "pk")
        .values_list("unit", "ancestor", "ancestor__kind")
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for unit, ancestor, kind in rows:
        found.setdefault(unit, []).append((ancestor, kind))
    return found


def changes_within(heads: Iterable[Unit], first: date, on: date) -> list[Change]:
    """Return what decisions did after a day, up to another, to units below some of that time.

    Also to those that were below then and are no longer. In the order of the days.
    """
    decided = {"effective_on__gt": first, "effective_on__lte": on}
    if not Decision.objects.filter(**decided).exists():
        return []  # nearly always
    then_or_now = Ancestry.objects.filter(
        valid_on(first) | valid_on(on), ancestor__in=[head.pk for head in heads]
    ).values("unit")
    rows = (
        UnitEvent.objects.filter(
            Q(unit__in=then_or_now) | Q(other__in=then_or_now),
            kind__in=_MOVING,
            **{f"decision__{name}": day for name, day in decided.items()},
        )
        .annotate(unit_name=_name("unit"), other_name=_name("other"))
        .order_by("decision__effective_on", "pk")
        .values_list(
            "kind", "decision__effective_on", "unit_name", "other_name", "decision__number"
        )
    )
    return [
        Change(kind, day, name or "", other or "", number)
        for kind, day, name, other, number in rows
    ]


def _name(unit: str) -> Subquery:
    """The name a unit bore last, up to the day of the decision or after it."""
    rows = UnitName.objects.filter(unit=OuterRef(unit)).order_by("-since", "-pk")
    return Subquery(rows.values("full_name")[:1])
