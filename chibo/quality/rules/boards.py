"""How the months of cells stand on a board: graded, not graded, without minutes, to come.

Cells are counted, never ordered by what came of them, and nothing is averaged. Law 2.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.base.time import next_month

# Beside the grades a month can be one of these.
UNGRADED, MISSED, WAITING = "ungraded", "missed", "waiting"


def state_of(
    month: date,
    *,
    met: bool,
    grade: str,
    since: date,
    until: date | None,
    known: date,
    today: date,
) -> str | None:
    """Return how a month stands: its grade, ungraded, missed or waiting; None: no meeting is due.

    met: whether the minutes of its regular meeting are in the book. since, until: when the cell was
    founded and ended; a month it existed for a part of only owes no meeting. known: the first month
    of which anything is in any book here; what came before is not known.
    """
    if met:
        return grade or UNGRADED
    if not owes(month, since=since, until=until, known=known, today=today):
        return None
    return MISSED if next_month(month) <= today else WAITING


def owes(month: date, *, since: date, until: date | None, known: date, today: date) -> bool:
    """Say whether a cell owes a meeting in a month that has begun; see `state_of`."""
    whole = since <= month and (until is None or until >= next_month(month))
    return whole and known <= month <= today


@dataclass(slots=True)
class Tally:
    """Months of cells counted by how they stand. due: those of which minutes were due or are there."""

    cells: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, states: Iterable[str]) -> None:
        """Count one cell with the states of its months."""
        self.cells += 1
        self.counts.update(states)

    @property
    def due(self) -> int:
        """Return how many months are counted; one that is still waiting is not due yet."""
        return sum(self.counts.values()) - self.counts[WAITING]


def order_of(orders: Iterable[Sequence[str]]) -> list[str]:
    """Return the grades of some sheets in one order, best first: each where it stands in its own.

    orders: the grades of each sheet, best first. Sheets mostly share theirs.
    """
    places: dict[str, tuple[int, str]] = {}
    for order in orders:
        for place, grade in enumerate(order):
            places[grade] = min(places.get(grade, (place, grade)), (place, grade))
    return sorted(places, key=places.__getitem__)


def year_marks(
    year: int, facts: Mapping[date, tuple[bool, bool, bool]], states: Mapping[date, str | None]
) -> list[tuple[str, bool]]:
    """Return the twelve marks of a cell's year, as `shapes.year_marks` draws them.

    facts: by month, whether it met, on the planned day, and whether a thematic meeting was held.
    states: of every month of the year, by `state_of`.
    """
    marks = []
    for number in range(1, 13):
        month = date(year, number, 1)
        met, on_time, thematic = facts.get(month, (False, False, False))
        unmet = {MISSED: "missed", WAITING: "open", None: "none"}
        shape = ("ok" if on_time else "moved") if met else unmet[states.get(month)]
        marks.append((shape, thematic))
    return marks
