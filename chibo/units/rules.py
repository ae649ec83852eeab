"""The tree as a function of time. No Django, no clock, no database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class Cycle(ValueError):
    """A unit would stand below itself."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open period of days; `until` None is without end."""

    since: date
    until: date | None

    def meet(self, other: "Span") -> "Span | None":
        """Return the days both have, or None."""
        since = max(self.since, other.since)
        ends = [end for end in (self.until, other.until) if end is not None]
        until = min(ends) if ends else None
        return None if until is not None and until <= since else Span(since, until)


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit under a parent for a period."""

    unit: int
    parent: int
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """An ancestor above a unit for a period; depth 0 is the unit itself."""

    ancestor: int
    unit: int
    depth: int
    span: Span


def lines(lives: dict[int, Span], placements: Iterable[Placed]) -> list[Line]:
    """Return every ancestor of every unit with the period in which it stood above.

    lives: the period of each unit.
    placements: at most one per unit and day.

    Raises Cycle if on some day a unit would stand below itself.
    """
    above: dict[int, list[Placed]] = defaultdict(list)
    for placed in placements:
        above[placed.unit].append(placed)

    found: list[Line] = []
    for unit, life in lives.items():
        climb = [Line(unit, unit, 0, life)]
        while climb:
            line = climb.pop()
            found.append(line)
            for step in above[line.ancestor]:
                shared = line.span.meet(step.span)
                if shared is None:
                    continue
                # A chain longer than there are units has met itself.
                if step.parent == unit or line.depth >= len(lives):
                    raise Cycle
                climb.append(Line(step.parent, unit, line.depth + 1, shared))
    return found
