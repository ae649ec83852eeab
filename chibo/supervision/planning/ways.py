"""Ways out for a cell that a roster leaves out, from the one that disturbs least."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from chibo.supervision.planning.standing import Reason, Standing
from chibo.supervision.rules.roster.problem import Cell, Official, Pair, Problem, Sitting

_NEAREST_DAYS = (1, -1, 2, -2, 3, -3)


class WayKind(StrEnum):
    """What is given up."""

    OTHER = "other"
    ONE_MORE = "one_more"
    OTHER_DAY = "other_day"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to give up, after which this visit can be made or is due no more.

    official and sitting: who goes where; day: when the cell would meet instead; load: how many
    visits he has in that month already; same_place: that he comes from that place, or is sent
    there that day anyway.
    """

    kind: WayKind
    cell: int
    sitting: str = ""
    official: int | None = None
    day: date | None = None
    load: int = 0
    same_place: bool = False


def ways_out(standing: Standing, problem: Problem, cell: int) -> tuple[Way, ...]:
    """Return up to three ways, at most one of a kind; the last is always the next quarter.

    Each was tried against the rules with the roster as it stands, so that no other visit moves.
    """
    there = problem_cell(problem, cell)
    found = [
        way
        for way in (
            next(_by(standing, there, Reason.NOT_OWN, WayKind.OTHER), None),
            next(_by(standing, there, Reason.FULL, WayKind.ONE_MORE), None),
            next(_on_another_day(standing, there), None),
        )
        if way is not None
    ]
    return (*found[:2], Way(WayKind.LATER, cell))


def problem_cell(problem: Problem, cell: int) -> Cell:
    """Return a cell of a problem by its key."""
    return next(one for one in problem.cells if one.key == cell)


def _by(standing: Standing, cell: Cell, reason: Reason, kind: WayKind) -> Iterator[Way]:
    """Officials whom only this reason keeps: those who travel least and have least to do first."""
    fits = [
        (official, sitting)
        for sitting in standing.sittings_of(cell.key)
        if not standing.taken(sitting)
        for official in standing.problem.officials
        if standing.why(official, sitting).reason == reason
        and (kind is WayKind.OTHER or official in standing.asked(cell.key))
    ]
    fits.sort(key=lambda one: _trouble(standing, cell, *one))
    for official, sitting in fits:
        yield _way(standing, kind, cell, official, sitting)


def _on_another_day(standing: Standing, cell: Cell) -> Iterator[Way]:
    """A day near the cell's own, in the same month and part of the day, when one is free."""
    for step in _NEAREST_DAYS:
        for sitting in standing.sittings_of(cell.key):
            moved = replace(sitting, day=sitting.day + timedelta(days=step))
            if standing.taken(sitting) or moved.day.month != sitting.day.month:
                continue
            free = [
                official
                for official in standing.asked(cell.key)
                if standing.why(official, moved).reason == Reason.FREE
            ]
            free.sort(key=lambda one: _trouble(standing, cell, one, moved))
            for official in free:
                way = _way(standing, WayKind.OTHER_DAY, cell, official, moved)
                yield replace(way, day=moved.day)


def _trouble(
    standing: Standing, cell: Cell, official: Official, sitting: Sitting
) -> tuple[int, int, date, int]:
    load = standing.load_in_month(official.key, sitting)
    return standing.problem.travel(official, cell), load, sitting.day, official.key


def _way(
    standing: Standing, kind: WayKind, cell: Cell, official: Official, sitting: Sitting
) -> Way:
    return Way(
        kind=kind,
        cell=cell.key,
        sitting=sitting.key,
        official=official.key,
        load=standing.load_in_month(official.key, sitting),
        same_place=official.home == cell.place,
    )


def take(problem: Problem, way: Way) -> Problem:
    """Return the problem after a way out was chosen."""
    if way.kind is WayKind.LATER:
        cells = (
            replace(cell, visits=cell.visits - 1) if cell.key == way.cell else cell
            for cell in problem.cells
        )
        return replace(problem, cells=tuple(cells))
    official, day = way.official, way.day
    pins = problem.pins if official is None else problem.pins | {Pair(official, way.sitting)}
    more = int(way.kind is WayKind.ONE_MORE)
    officials = tuple(
        replace(one, per_month=one.per_month + more, per_quarter=one.per_quarter + more)
        if one.key == official
        else one
        for one in problem.officials
    )
    sittings = tuple(
        replace(one, day=day) if day is not None and one.key == way.sitting else one
        for one in problem.sittings
    )
    return replace(problem, pins=pins, officials=officials, sittings=sittings)
