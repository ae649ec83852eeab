"""From a problem to a roster, and how good any roster can be at most."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from chibo.supervision.planning.grid import Bools, Grid, grid_of
from chibo.supervision.planning.master import NOTHING, Aim, Ban, Master, OutOfTime, Reals
from chibo.supervision.planning.pins import standing_pins
from chibo.supervision.rules.roster.objective import (
    LATE_HELP,
    MONTHS,
    Reckoning,
    earliest_months,
    even_spread,
    reckon,
)
from chibo.supervision.rules.roster.problem import Pair, Problem

# How many officials are looked at for each sitting at first, and how many more each time.
_FIRST = 3
_MORE = 2
SECONDS = 60.0
# Of what the programme counts, which is more than what the reckoning does.
GAP = Fraction(1, 1000)

__all__ = ["GAP", "OutOfTime", "Solution", "solve"]


@dataclass(frozen=True, slots=True)
class Solution:
    """A roster, what it costs, and what no roster can cost less than.

    problem: the one solved, with the pins that stand; dropped: those that could not be kept.
    bound: of the cost, among rosters that miss and move as few visits.
    """

    problem: Problem
    plan: frozenset[Pair]
    reckoning: Reckoning
    bound: int
    dropped: tuple[Pair, ...]

    @property
    def gap(self) -> Fraction:
        """Return by which part of its cost the roster could be better at most."""
        cost = self.reckoning.cost
        return Fraction(cost - self.bound, cost) if cost > self.bound else Fraction(0)


@dataclass(frozen=True, slots=True)
class _Found:
    chosen: Bools
    value: int
    bound: int


def solve(problem: Problem, *, seconds: float = SECONDS, gap: Fraction = GAP) -> Solution:
    """Return the best roster found: fewest visits missing, fewest moved, least cost.

    seconds: how long the solver may take. gap: the part of the cost that is good enough to stop.
    Raises OutOfTime when the time did not suffice for any roster.
    """
    until = time.monotonic() + seconds
    standing, dropped = standing_pins(problem)
    grid = grid_of(standing)
    master = Master(grid, _first_pairs(grid))
    master.cap(_missing_and_moved(grid), _least_missing(master, until).value)
    found = _stage(master, _cost(grid), until, gap)
    plan = grid.pairs(found.chosen)
    # The programme counts every second visit as uneven and every month as late; the reckoning
    # only what is beyond even, and beyond the earliest there can be.
    always = even_spread(len(plan), len(problem.officials))
    always += LATE_HELP * earliest_months(standing)
    return Solution(standing, plan, reckon(standing, plan), max(0, found.bound - always), dropped)


def least_missing(problem: Problem, *, seconds: float = SECONDS) -> int:
    """Return how many visits no roster can make, whatever it costs and moves."""
    standing, _dropped = standing_pins(replace(problem, previous=frozenset()))
    grid = grid_of(standing)
    return _least_missing(Master(grid, _first_pairs(grid)), time.monotonic() + seconds).value


def _first_pairs(grid: Grid) -> Bools:
    """Pins, what was published, and for each sitting the few officials who cost least."""
    first = grid.pinned | grid.previous
    if grid.cost.size:
        ranked = np.where(grid.possible, grid.cost, np.iinfo(np.int64).max).argsort(axis=0)
        first = first.copy()
        np.put_along_axis(first, ranked[:_FIRST], values=True, axis=0)
    return first


def _missing_and_moved(grid: Grid) -> Aim:
    """A visit missing weighs more than all that were published."""
    previous = grid.previous & grid.possible
    weight = int(previous.sum()) + 1
    return Aim(-previous.astype(np.int64), np.full(len(grid.due), weight, dtype=np.int64))


def _cost(grid: Grid) -> Aim:
    helps = np.array([cell.helps for cell in grid.problem.cells], dtype=np.int64)
    return Aim(grid.cost, LATE_HELP * MONTHS * helps, uneven=1)


def _least_missing(master: Master, until: float) -> _Found:
    return _stage(master, _missing_and_moved(master.grid), until, Fraction(0))


def _stage(master: Master, aim: Aim, until: float, gap: Fraction) -> _Found:
    """Make one aim as small as can be, over all pairs and not only those inside."""
    floor, parts = _relaxed(master, aim, until)
    if _is_whole(parts):
        return _Found(parts > 0.5, round(floor), round(floor))
    price = master.prices(aim)
    for ban in _too_far(master.grid, master.inside.astype(np.float64)):
        master.ban(ban)
    while True:
        value, bound, parts = _whole(master, until, gap)
        # A roster with a pair from outside costs at least the relaxed value and that pair's price.
        outside = price[master.grid.possible & ~master.inside].min(initial=np.inf)
        best = _up(max(floor, min(bound, floor + outside)))
        found = _Found(parts > 0.5, round(value), min(round(value), best))
        good_enough = found.value - found.bound <= gap * abs(found.value)
        if good_enough or time.monotonic() > until:
            return found
        if not master.add(price < value - floor):
            return found
        master.aim(aim)


def _whole(master: Master, until: float, gap: Fraction) -> tuple[float, float, Reals]:
    """Solve in whole numbers, taking in rows that were run over."""
    while True:
        value, bound, parts = master.whole(until - time.monotonic(), float(gap))
        bans = list(_too_far(master.grid, parts))
        if not bans:
            return value, bound, parts
        for ban in bans:
            master.ban(ban)


def _relaxed(master: Master, aim: Aim, until: float) -> tuple[float, Reals]:
    """Solve in fractions, taking in pairs that would help and rows that were run over."""
    while True:
        master.aim(aim)
        value, parts = master.relax(until - time.monotonic())
        price = master.prices(aim)
        if master.add(_best_outside(master, price)):
            continue
        bans = list(_too_far(master.grid, parts))
        if not bans:
            return value, parts
        for ban in bans:
            master.ban(ban)


def _best_outside(master: Master, price: Reals) -> Bools:
    """Of each sitting the few pairs outside that would make the aim smallest."""
    open_ = np.where(master.grid.possible & ~master.inside, price, 0.0)
    wanted = open_ < -NOTHING
    if wanted.any() and wanted.shape[0] > _MORE:
        edge = np.partition(open_, _MORE - 1, axis=0)[_MORE - 1]
        wanted &= open_ <= edge
    return wanted


def _is_whole(parts: Reals) -> bool:
    return bool((np.abs(parts - np.round(parts)) < NOTHING).all())


def _up(bound: float) -> int:
    """The next whole number: costs are whole, so nothing lies between."""
    return int(np.ceil(bound - 1e-4))


def _too_far(grid: Grid, parts: Reals) -> Iterator[Ban]:
    """Find whom a solution sends to places too far apart in neighbouring half-days."""
    if not grid.far.any():
        return
    goes = parts > NOTHING
    for official in np.nonzero(goes.sum(axis=1) > 1)[0]:
        for early, late in _neighbours(grid, np.nonzero(goes[official])[0]):
            place = grid.places[early]
            there = (grid.slots == grid.slots[early]) & (grid.places == place)
            far = (grid.slots == grid.slots[late]) & grid.far[place, grid.places]
            together = there | far
            if parts[official, together].sum() > 1 + NOTHING:
                yield Ban(int(official), together)


def _neighbours(grid: Grid, sittings: np.typing.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Pairs of sittings in a half-day and the next one of that day, one for each place."""
    seen = set()
    for early in sittings:
        day, half = grid.halves[grid.slots[early]]
        for late in sittings:
            following, after = grid.halves[grid.slots[late]]
            if following != day or after - half != 1:
                continue
            if not grid.far[grid.places[early], grid.places[late]]:
                continue
            key = (int(grid.slots[early]), int(grid.places[early]))
            if key not in seen:
                seen.add(key)
                yield int(early), int(late)
