"""Keeps the derived table of ancestors in step with the placements."""

from chibo.units.models import Ancestry, Placement, Unit
from chibo.units.rules import Line, Placed, Span, lines


def rebuild() -> None:
    """Write the ancestors of all units anew; part of every action that moves a unit.

    All at once, because a decision seldom moves one unit alone and even a province of five
    thousand cells has only some twenty thousand lines.
    """
    lives = {pk: Span(since, until) for pk, since, until in _values(Unit, "pk")}
    placed = [
        Placed(unit, parent, Span(since, until))
        for unit, parent, since, until in _values(Placement, "unit_id", "parent_id")
    ]
    wanted = set(lines(lives, placed))
    kept: set[Line] = set()
    stale: list[int] = []
    rows = _values(Ancestry, "pk", "ancestor_id", "unit_id", "depth")
    for pk, ancestor, unit, depth, since, until in rows:
        line = Line(ancestor, unit, depth, Span(since, until))
        if line in wanted and line not in kept:
            kept.add(line)
        else:
            stale.append(pk)
    for first in range(0, len(stale), 500):
        Ancestry.objects.filter(pk__in=stale[first : first + 500]).delete()
    Ancestry.objects.bulk_create(
        [
            Ancestry(
                ancestor_id=line.ancestor,
                unit_id=line.unit,
                depth=line.depth,
                since=line.span.since,
                until=line.span.until,
            )
            for line in wanted - kept
        ],
        batch_size=1000,
    )


def _values(model: type[Unit | Placement | Ancestry], *fields: str):  # type: ignore[no-untyped-def]  # rows of differing shapes
    return model.objects.values_list(*fields, "since", "until").order_by("pk")
