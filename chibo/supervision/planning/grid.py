"""Every official against every sitting, as arrays: who can go where, and what it costs."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from chibo.supervision.rules.roster.objective import (
    FOREIGN,
    LATE_HELP,
    REPEATED,
    TRAVEL,
    followed,
    travel_steps,
)
from chibo.supervision.rules.roster.problem import Half, Pair, Problem

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """Rows are officials, columns sittings, both in the order of the problem.

    slots: the part of a day of each sitting, numbered; months: 0, 1, 2; cells and places by
    number. due and room: visits asked for, and allowed by pins, of each cell and each sitting.
    """

    problem: Problem
    possible: Bools
    cost: Ints
    pinned: Bools
    previous: Bools
    cells: Ints
    places: Ints
    slots: Ints
    halves: list[tuple[date, Half]]
    months: Ints
    due: Ints
    room: Ints
    far: Bools

    def pairs(self, chosen: Bools) -> frozenset[Pair]:
        """Return the visits that an array of yes and no stands for."""
        officials, sittings = self.problem.officials, self.problem.sittings
        return frozenset(
            Pair(officials[row].key, sittings[column].key)
            for row, column in zip(*np.nonzero(chosen), strict=True)
        )


def grid_of(problem: Problem) -> Grid:
    """Lay out a problem whose pins all stand."""
    cell_at = {cell.key: at for at, cell in enumerate(problem.cells)}
    cells = _ints(cell_at[sitting.cell] for sitting in problem.sittings)
    halves = sorted({sitting.slot for sitting in problem.sittings})
    slot_at = {slot: at for at, slot in enumerate(halves)}
    place_at = {key: at for at, key in enumerate(sorted({cell.place for cell in problem.cells}))}
    places = _ints(place_at[cell.place] for cell in problem.cells)
    pinned = _marks(problem, problem.pins)
    own = _own(problem)[:, cells]
    possible = _present(problem) & (own | (not problem.own_only)) | pinned
    got = np.bincount(cells, pinned.sum(axis=0), len(problem.cells)).astype(np.int64)
    return Grid(
        problem=problem,
        possible=possible,
        cost=_costs(problem, cells, places, own),
        pinned=pinned,
        previous=_marks(problem, problem.previous),
        cells=cells,
        places=places[cells],
        slots=_ints(slot_at[sitting.slot] for sitting in problem.sittings),
        halves=halves,
        months=_ints(problem.month_index(sitting.day) for sitting in problem.sittings),
        due=np.maximum(_ints(cell.visits for cell in problem.cells), got),
        room=np.maximum(1, pinned.sum(axis=0)),
        far=_far(problem, list(place_at)),
    )


def _ints(values: object) -> Ints:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]


def _marks(problem: Problem, pairs: frozenset[Pair]) -> Bools:
    official_at = {official.key: at for at, official in enumerate(problem.officials)}
    sitting_at = {sitting.key: at for at, sitting in enumerate(problem.sittings)}
    marks = np.zeros((len(problem.officials), len(problem.sittings)), dtype=np.bool_)
    for official, sitting in pairs:
        if official in official_at and sitting in sitting_at:
            marks[official_at[official], sitting_at[sitting]] = True
    return marks


def _own(problem: Problem) -> Bools:
    cell_at = {cell.key: at for at, cell in enumerate(problem.cells)}
    own = np.zeros((len(problem.officials), len(problem.cells)), dtype=np.bool_)
    for at, official in enumerate(problem.officials):
        own[at, [cell_at[key] for key in official.own if key in cell_at]] = True
    return own


def _present(problem: Problem) -> Bools:
    """Who is not away on whose day."""
    present = np.ones((len(problem.officials), len(problem.sittings)), dtype=np.bool_)
    days = np.array([sitting.day.toordinal() for sitting in problem.sittings], dtype=np.int64)
    for at, official in enumerate(problem.officials):
        for away in official.away:
            gone = (days >= away.since.toordinal()) & (days < away.until.toordinal())
            present[at, gone] = False
    return present


def _costs(problem: Problem, cells: Ints, places: Ints, own: Bools) -> Ints:
    helps = np.array([cell.helps for cell in problem.cells], dtype=np.bool_)[cells]
    months = _ints(problem.month_index(sitting.day) for sitting in problem.sittings)
    somebodys = followed(problem)
    with_own = np.array([cell.key in somebodys for cell in problem.cells], dtype=np.bool_)[cells]
    cost = np.broadcast_to(LATE_HELP * helps * months, own.shape).astype(np.int64)
    cost += FOREIGN * (with_own & ~own)
    cost += REPEATED * (_been_there(problem)[:, cells] & ~own)
    return cost + TRAVEL * _ways(problem)[:, cells]


def _been_there(problem: Problem) -> Bools:
    cell_at = {cell.key: at for at, cell in enumerate(problem.cells)}
    official_at = {official.key: at for at, official in enumerate(problem.officials)}
    been = np.zeros((len(problem.officials), len(problem.cells)), dtype=np.bool_)
    for official, cell in problem.last_quarter:
        if official in official_at and cell in cell_at:
            been[official_at[official], cell_at[cell]] = True
    return been


def _ways(problem: Problem) -> Ints:
    """The way from each home to each cell, in tens of minutes; asked once a pair of places."""
    known: dict[tuple[int | None, int], int] = {}
    steps = np.zeros((len(problem.officials), len(problem.cells)), dtype=np.int64)
    for row, official in enumerate(problem.officials):
        for column, cell in enumerate(problem.cells):
            way = (official.home, cell.place)
            if way not in known:
                known[way] = travel_steps(problem.travel(official, cell))
            steps[row, column] = known[way]
    return steps


def _far(problem: Problem, places: list[int]) -> Bools:
    far = np.zeros((len(places), len(places)), dtype=np.bool_)
    at = {place: number for number, place in enumerate(places)}
    for one, other in problem.minutes:
        if one in at and other in at and problem.far_apart(one, other):
            far[at[one], at[other]] = far[at[other], at[one]] = True
    return far
