"""How things stand in a roster: who is where, and what keeps an official from a sitting."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from chibo.supervision.rules.roster.checks import between
from chibo.supervision.rules.roster.problem import Official, Pair, Problem, Sitting, by_key


class Reason(StrEnum):
    """What keeps an official from a sitting."""

    FREE = "free"
    NOT_OWN = "not_own"
    FULL = "full"
    BUSY = "busy"
    FAR = "far"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Why:
    """What keeps an official from a sitting, and the cell he is in instead."""

    reason: Reason
    cell: int | None = None


class Standing:
    """A roster, with the questions asked about it again and again."""

    def __init__(self, problem: Problem, plan: Collection[Pair]) -> None:
        self.problem = problem
        self.plan = frozenset(plan)
        self.cells = {cell.key: cell for cell in problem.cells}
        self._sittings = by_key(problem.sittings)
        self._goes: dict[int, list[Sitting]] = {}
        for pair in sorted(plan):
            self._goes.setdefault(pair.official, []).append(self._sittings[pair.sitting])
        self._by_cell: dict[int, list[Sitting]] = {}
        for sitting in sorted(problem.sittings, key=lambda one: (one.day, one.half, one.key)):
            self._by_cell.setdefault(sitting.cell, []).append(sitting)

    def sittings_of(self, cell: int) -> list[Sitting]:
        """Return a cell's sittings, the earliest first."""
        return self._by_cell.get(cell, [])

    def slots_of(self, cell: int) -> set[object]:
        """Return in which parts of which days a cell meets."""
        return {sitting.slot for sitting in self.sittings_of(cell)}

    def goes(self, official: int) -> list[Sitting]:
        """Return where an official goes."""
        return self._goes.get(official, [])

    def taken(self, sitting: Sitting) -> bool:
        """Say whether somebody goes to a sitting."""
        return any(pair.sitting == sitting.key for pair in self.plan)

    def asked(self, cell: int) -> list[Official]:
        """Return who may go to a cell at all: those who follow it, or anybody."""
        own = [official for official in self.problem.officials if cell in official.own]
        return own if self.problem.own_only else list(self.problem.officials)

    def why(self, official: Official, sitting: Sitting) -> Why:
        """Say what keeps an official from a sitting, the hardest reason first."""
        if official.is_away(sitting.day):
            return Why(Reason.AWAY)
        for other in self.goes(official.key):
            clash = between(self.problem, sitting, other)
            if clash is not None:
                same = other.slot == sitting.slot
                return Why(Reason.BUSY if same else Reason.FAR, other.cell)
        if self._full(official, sitting):
            return Why(Reason.FULL)
        if self.problem.own_only and sitting.cell not in official.own:
            return Why(Reason.NOT_OWN)
        return Why(Reason.FREE)

    def _full(self, official: Official, sitting: Sitting) -> bool:
        months = Counter(self.problem.month_index(one.day) for one in self.goes(official.key))
        month = months[self.problem.month_index(sitting.day)]
        return month >= official.per_month or months.total() >= official.per_quarter

    def load_in_month(self, official: int, sitting: Sitting) -> int:
        """Return how many visits an official has in the month of a sitting."""
        month = self.problem.month_index(sitting.day)
        return sum(self.problem.month_index(one.day) == month for one in self.goes(official))

    def in_the_way_of(self, cells: Iterable[int]) -> set[int]:
        """Return the cells visited by those who may go to some cells; all cells if that is none."""
        wanted = set(cells)
        officials = {official.key for cell in wanted for official in self.asked(cell)}
        visited = {one.cell for key in officials for one in self.goes(key)} - wanted
        return visited or set(self.cells)
