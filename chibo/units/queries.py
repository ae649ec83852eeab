"""Reads of the tree as it stood on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from chibo.base.periods import valid_on
from chibo.base.text import fold
from chibo.units.models import Ancestry, Decision, Placement, Unit, UnitEvent, UnitName


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each stand below a unit on a day."""

    grassroots_organisations: int
    cells: int
    village_cells: int


def existing(on: date) -> QuerySet[Unit]:
    """Return the units that exist on a day, each with `name` and `full_name` of that day."""
    return Unit.objects.filter(
        valid_on(on)
    ).annotate(  # type: ignore[no-redef]  # Unit names them
        name=Subquery(_name_on(on).values("name")[:1]),
        full_name=Subquery(_name_on(on).values("full_name")[:1]),
    )


def subtree(unit: Unit, on: date) -> QuerySet[Unit]:
    """Return a unit and all below it on a day."""
    return existing(on).filter(pk__in=_below(unit, on).values("unit"))


def cells(on: date) -> QuerySet[Unit]:
    """Return all cells of the installation on a day, by code."""
    return existing(on).filter(kind__is_cell=True).order_by("code")


def cells_below(unit: Unit, on: date) -> QuerySet[Unit]:
    """Return the cells at or below a unit on a day, by code."""
    return subtree(unit, on).filter(kind__is_cell=True).order_by("code")


def children(unit: Unit, on: date) -> QuerySet[Unit]:
    """Return the units directly below a unit on a day, by level and code."""
    placed = Placement.objects.filter(valid_on(on), parent=unit).values("unit")
    return existing(on).filter(pk__in=placed).order_by("kind__level", "code")


def parents_of(units: Collection[int], on: date) -> dict[int, Unit]:
    """Return the units directly above some units on a day, by the id of the lower. Two queries."""
    placed = Placement.objects.filter(valid_on(on), unit__in=units).order_by("pk")
    above = dict(placed.values_list("unit_id", "parent_id"))
    named = existing(on).in_bulk(set(above.values()))
    return {unit: named[parent] for unit, parent in above.items() if parent in named}


def roots(on: date) -> QuerySet[Unit]:
    """Return the units without a parent on a day, by code."""
    placed = Placement.objects.filter(valid_on(on)).values("unit")
    return existing(on).exclude(pk__in=placed).order_by("kind__level", "code")


def path(unit: Unit, on: date) -> list[Unit]:
    """Return the units above a unit on a day and the unit itself, top first. One query.

    Each with its kind and its names of that day.
    """
    rows = (
        UnitName.objects.filter(
            valid_on(on),
            valid_on(on, "unit__"),
            valid_on(on, "unit__below__"),
            unit__below__unit=unit,
        )
        .select_related("unit__kind")
        .order_by("-unit__below__depth", "pk")
    )
    for row in rows:
        row.unit.name, row.unit.full_name = row.name, row.full_name
    return [row.unit for row in rows]


def names_on(unit: Unit, on: date) -> UnitName | None:
    """Return the name of a unit on a day, or None before its founding and after its end."""
    return unit.names.filter(valid_on(on)).first()


def search(text: str, on: date) -> QuerySet[Unit]:
    """Return the units whose name of that day contains a text, marks and case ignored."""
    found = UnitName.objects.filter(valid_on(on), folded__contains=fold(text)).values("unit")
    return existing(on).filter(pk__in=found).order_by("kind__level", "code")


def counts(on: date, under: Unit | None = None) -> Counts:
    """Return the counts of grassroots organisations, cells and village cells on a day.

    under: count this unit and all below it; None counts the whole installation.
    """
    units = Unit.objects.filter(valid_on(on))
    if under is not None:
        units = units.filter(pk__in=_below(under, on).values("unit"))
    return Counts(**units.aggregate(**_counted("kind__")))


def counts_of(units: Collection[int], on: date) -> dict[int, Counts]:
    """Return the counts at and below each of some units on a day, by id. One query."""
    rows = (
        Ancestry.objects.filter(valid_on(on), ancestor__in=units)
        .values_list("ancestor")
        .annotate(**_counted("unit__kind__"))
        .order_by("ancestor")
    )
    return {ancestor: Counts(*found) for ancestor, *found in rows}


def _counted(kind: str) -> dict[str, Count]:
    return {
        "grassroots_organisations": Count("pk", filter=Q(**{f"{kind}is_grassroots": True})),
        "cells": Count("pk", filter=Q(**{f"{kind}is_cell": True})),
        "village_cells": Count("pk", filter=Q(**{f"{kind}is_village_cell": True})),
    }


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit and those directly below it on a day."""

    unit: Unit
    children: tuple[Unit, ...]


def branches(units: QuerySet[Unit], on: date) -> list[Branch]:
    """Return the part of a tree above its cells: each unit that leads others, top first.

    units: those to show. A unit whose parent is not among them stands as a root. A branch is
    made of every unit that has more than cells below it, and of every root; the cells of a
    grassroots organisation are on its own page. Three queries.
    """
    shown = existing(on).filter(pk__in=units.values("pk"))
    by_id = {unit.pk: unit for unit in shown.select_related("kind").order_by("kind__level", "code")}
    placed = dict(
        Placement.objects.filter(valid_on(on)).values_list("unit_id", "parent_id").order_by("pk")
    )
    below: dict[int, list[Unit]] = {}
    tops = []
    for unit in by_id.values():
        parent = placed.get(unit.pk)
        if parent in by_id:
            below.setdefault(parent, []).append(unit)
        else:
            tops.append(unit)

    found = []
    waiting = tops[::-1]
    while waiting:
        unit = waiting.pop()
        children = below.get(unit.pk, [])
        leads = unit in tops or any(
            child.kind.is_grassroots or not child.kind.is_cell for child in children
        )
        if leads:
            found.append(Branch(unit, tuple(children)))
            waiting.extend(reversed(children))
    return found


def names_by_code(codes: Collection[str], on: date) -> dict[str, str]:
    """Return full names by code: the last one borne up to a day, else the first one after it."""
    rows = UnitName.objects.filter(unit__code__in=codes).values_list("unit__code", "full_name")
    later = rows.filter(since__gt=on).order_by("-since", "-pk")
    borne = rows.filter(since__lte=on).order_by("since", "pk")
    return dict([*later, *borne])


def names_of(unit: Unit) -> QuerySet[UnitName]:
    """Return the names a unit has borne, latest first, each with the decision that gave it."""
    return unit.names.select_related("begun_by__decision").order_by("-since", "-pk")


def places_of(unit: Unit) -> QuerySet[Placement]:
    """Return where a unit has stood, latest first, each with `parent_name` of its first day."""
    then = (
        UnitName.objects.filter(unit=OuterRef("parent"), since__lte=OuterRef("since"))
        .order_by("-since", "-pk")
        .values("full_name")[:1]
    )
    return (
        unit.placements.annotate(parent_name=Subquery(then))
        .select_related("parent", "begun_by__decision")
        .order_by("-since", "-pk")
    )


def events_of(unit: Unit) -> QuerySet[UnitEvent]:
    """Return what decisions did to a unit or by way of it, latest first."""
    return (
        UnitEvent.objects.filter(Q(unit=unit) | Q(other=unit))
        .select_related("decision", "unit", "other")
        .order_by("-decision__effective_on", "-pk")
    )


def decisions() -> QuerySet[Decision]:
    """Return the decisions on the tree, latest in effect first; those undone included."""
    return Decision.objects.order_by("-effective_on", "-pk")


def _name_on(on: date) -> QuerySet[UnitName]:
    return UnitName.objects.filter(valid_on(on), unit=OuterRef("pk")).order_by("-since", "-pk")


def _below(unit: Unit, on: date) -> QuerySet[Ancestry]:
    return Ancestry.objects.filter(valid_on(on), ancestor=unit)
