"""A quarter to be planned, as plain values: who may go, who meets when, what is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import IntEnum
from typing import NamedTuple

# Between two places of which no table says how far they are apart.
UNKNOWN_MINUTES = 30
# Who sits in the morning so far away does not sit in the afternoon here, and so on.
FAR_MINUTES = 90


class Half(IntEnum):
    """A part of a day in which one sits in at most one meeting."""

    MORNING = 0
    AFTERNOON = 1
    EVENING = 2


def half_of(hour: time) -> Half:
    """Return in which part of the day an hour falls: before 12, before 18, or later."""
    if hour < time(12):
        return Half.MORNING
    return Half.AFTERNOON if hour < time(18) else Half.EVENING


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting of a cell that can be visited.

    key: stays when the meeting moves, or becomes known where it was only expected.
    expected: from the cell's usual day; no meeting is planned yet.
    """

    key: str
    cell: int
    day: date
    half: Half
    expected: bool = False

    @property
    def slot(self) -> tuple[date, Half]:
        """Return the part of a day that it takes."""
        return self.day, self.half


@dataclass(frozen=True, slots=True)
class Away:
    """An official is away from one day up to before another."""

    since: date
    until: date

    def covers(self, day: date) -> bool:
        """Say whether a day falls in it."""
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Official:
    """Someone who visits cells; `own` are the cells that he follows."""

    key: int
    per_month: int = 4
    per_quarter: int = 12
    own: frozenset[int] = frozenset()
    away: tuple[Away, ...] = ()
    home: int | None = None

    def is_away(self, day: date) -> bool:
        """Say whether he cannot go on a day."""
        return any(period.covers(day) for period in self.away)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, where it meets, and how many visits it is due in the quarter."""

    key: int
    place: int
    visits: int = 1
    helps: bool = False


class Pair(NamedTuple):
    """One official in one sitting."""

    official: int
    sitting: str


@dataclass(frozen=True)
class Problem:
    """All that a roster of a quarter is made from.

    minutes: between two places, known in either direction; places without an entry are
    UNKNOWN_MINUTES apart and never too far. own_only: nobody goes to a cell he does not follow,
    unless pinned. pins: set by hand or done already, and kept. previous: what was published, of
    which as little as possible moves. last_quarter: who was in which cell.
    """

    first: date
    cells: tuple[Cell, ...]
    officials: tuple[Official, ...]
    sittings: tuple[Sitting, ...]
    minutes: Mapping[tuple[int, int], int] = field(default_factory=dict)
    own_only: bool = False
    pins: frozenset[Pair] = frozenset()
    previous: frozenset[Pair] = frozenset()
    last_quarter: frozenset[tuple[int, int]] = frozenset()

    def known_minutes(self, one: int, other: int) -> int | None:
        """Return how many minutes two places are apart, or None where no table says."""
        if one == other:
            return 0
        return self.minutes.get((one, other), self.minutes.get((other, one)))

    def travel(self, official: Official, cell: Cell) -> int:
        """Return how many minutes an official needs to a cell; 0 when his home is unknown."""
        if official.home is None:
            return 0
        known = self.known_minutes(official.home, cell.place)
        return UNKNOWN_MINUTES if known is None else known

    def far_apart(self, one: int, other: int) -> bool:
        """Say whether two places are too far apart for neighbouring parts of one day."""
        return (self.known_minutes(one, other) or 0) > FAR_MINUTES

    def month_index(self, day: date) -> int:
        """Return which month of the quarter a day is in, from 0."""
        return (day.year - self.first.year) * 12 + day.month - self.first.month

    def due(self) -> int:
        """Return how many visits are asked for in all."""
        return sum(cell.visits for cell in self.cells)


def by_key(sittings: Iterable[Sitting]) -> dict[str, Sitting]:
    """Return sittings by their key."""
    return {sitting.key: sitting for sitting in sittings}
