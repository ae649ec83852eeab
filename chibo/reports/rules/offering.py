"""Points that people noted in many cells, gathered: what is said alike is one point."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.documents.wording.phrases import capital, sentence

_BETWEEN = re.compile(r"(?<=[.!?…])\s+|\s*\n\s*")
_MOST_NAMES = 4
_CELL = "Chi bộ "


@dataclass(frozen=True, slots=True)
class Point:
    """What was noted in one cell. origin: the row it stands in, and which sentence of it.

    asked: it is a proposal, not a weak point. answered: it is answered.
    """

    origin: str
    words: str
    cell: str
    day: date
    asked: bool
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """Points that say the same, as they are offered. points: at least one, in the tree's order."""

    words: str
    points: tuple[Point, ...]

    @property
    def origin(self) -> str:
        """Return what it is taken in by."""
        return self.points[0].origin

    @property
    def origins(self) -> set[str]:
        """Return every row it stands in: it is taken in once any of them is."""
        return {one.origin for one in self.points}

    @property
    def asked(self) -> bool:
        """Say whether it is a proposal."""
        return self.points[0].asked

    @property
    def answered(self) -> int:
        """Return how many of the proposals are answered."""
        return sum(one.answered for one in self.points)

    @property
    def cells(self) -> list[str]:
        """Return the names of its cells, each once."""
        return list(dict.fromkeys(one.cell for one in self.points))

    @property
    def text(self) -> str:
        """Return it as a sentence of a report: "Các chi bộ bản Máy, bản Ngàm: …".

        Without a count, which would be no figure of the book.
        """
        names = [name.removeprefix(_CELL) for name in self.cells]
        if len(names) == 1:
            return f"{self.cells[0]}: {sentence(self.words)}"
        shown = ", ".join(names[:_MOST_NAMES])
        if len(names) > _MOST_NAMES:
            return f"Nhiều chi bộ ({shown}, …): {sentence(self.words)}"
        return f"Các chi bộ {shown}: {sentence(self.words)}"


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a note, each a point of its own."""
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def gathered(points: Iterable[Point]) -> list[Offered]:
    """Return points, equal ones as one whatever their case: weak points first, the frequent first.

    Only what is said is ordered so; its cells stay in the order of the tree.
    """
    found: dict[tuple[bool, str], list[Point]] = {}
    for point in points:
        key = (point.asked, " ".join(point.words.rstrip(" .").casefold().split()))
        found.setdefault(key, []).append(point)
    groups = [Offered(capital(group[0].words), tuple(group)) for group in found.values()]
    return sorted(groups, key=lambda one: (one.asked, -len(one.cells)))
