"""What a cell can see in its own assessments of a year. Never beside another cell's. Law 2."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chibo.quality.rules.stretches import plain

# The lines of one assessment as they are kept; see quality.frozen.
Lines = Sequence[Mapping[str, Any]]

# A suggestion rests on the latest meetings, and on more than one of them.
_LATEST = 3
_TIMES = 2
_MOST_SUGGESTIONS = 2


@dataclass(frozen=True, slots=True)
class Lost:
    """A criterion that cost points: in how many of so many meetings, and how much in all."""

    key: str
    title: str
    times: int
    of: int
    points: Fraction

    @property
    def words(self) -> str:
        """Return the points as people write them."""
        return plain(self.points)


def lost(assessed: Iterable[Lines]) -> list[Lost]:
    """Return which criteria cost points, the dearest first; what is open cost nothing yet."""
    rows = list(assessed)
    times: dict[tuple[str, str], int] = {}
    points: dict[tuple[str, str], Fraction] = {}
    for lines in rows:
        for line in lines:
            if line["points"] is None:
                continue
            missing = Fraction(line["most"]) - Fraction(line["points"])
            if missing > 0:
                name = (line["criterion"], line["title"])
                times[name] = times.get(name, 0) + 1
                points[name] = points.get(name, Fraction(0)) + missing
    found = [Lost(*name, times[name], len(rows), points[name]) for name in points]
    return sorted(found, key=lambda one: (-one.points, one.key))


def suggestions(assessed: Sequence[Lines]) -> list[Lost]:
    """Return one or two criteria that cost points again and again lately, the dearest first.

    assessed: oldest first.
    """
    latest = lost(assessed[-_LATEST:])
    return [one for one in latest if one.times >= _TIMES][:_MOST_SUGGESTIONS]
