"""Why some visits cannot be made: the cells that stand in each other's way, and who could go."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from chibo.supervision.planning.pins import standing_pins
from chibo.supervision.planning.solving import least_missing
from chibo.supervision.planning.standing import Standing, Why
from chibo.supervision.planning.ways import Way, ways_out
from chibo.supervision.rules.roster.checks import unmet
from chibo.supervision.rules.roster.problem import Pair, Problem, Sitting

_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """A sitting of a cell without a visit: which others meet then, and why nobody comes.

    rivals: cells of the conflict that meet in the same half-day. why: of each official who
    follows the cell, or of all where anybody may go, what keeps him.
    """

    sitting: Sitting
    rivals: tuple[int, ...]
    why: tuple[tuple[int, Why], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Cells that cannot all be visited; without any one of them the others can.

    cell: the one that the roster leaves out. cells: all of them, that one first.
    """

    cell: int
    cells: tuple[int, ...]
    turns: tuple[Turn, ...]
    ways: tuple[Way, ...]


def explain(
    problem: Problem, plan: Collection[Pair], *, at_most: int = _AT_MOST
) -> tuple[Conflict, ...]:
    """Return a conflict for each cell that a roster leaves out; the first few of them.

    plan: of what the problem knows only.
    """
    standing = Standing(standing_pins(problem)[0], plan)
    left_out = sorted(unmet(problem, plan))[:at_most]
    return tuple(_conflict(standing, cell) for cell in left_out)


def _conflict(standing: Standing, cell: int) -> Conflict:
    problem = standing.problem
    cells = clashing_cells(standing, cell)
    turns = tuple(
        Turn(
            sitting=sitting,
            rivals=tuple(
                other
                for other in cells
                if other != cell and sitting.slot in standing.slots_of(other)
            ),
            why=tuple((official.key, standing.why(official, sitting)) for official in asked),
        )
        for sitting in standing.sittings_of(cell)
        for asked in [standing.asked(cell)]
    )
    return Conflict(cell, cells, turns, ways_out(standing, problem, cell))


def clashing_cells(standing: Standing, cell: int) -> tuple[int, ...]:
    """Return the smallest set around a cell that cannot all be visited, that cell first.

    None of it can be spared: without any one cell all others could be visited. What is pinned
    elsewhere stays pinned.
    """
    problem = standing.problem
    group = {cell}
    while len(group) < len(standing.cells) and fits(problem, group):
        group |= standing.in_the_way_of(group)
    rest = _needed(sorted(group - {cell}), lambda some: not fits(problem, {cell, *some}))
    return (cell, *rest)


def _needed(cells: list[int], clash: Callable[[list[int]], bool]) -> list[int]:
    """Take out what can be spared, halves first and single cells last."""
    size = max(1, len(cells) // 2)
    while True:
        start = 0
        while start < len(cells):
            without = cells[:start] + cells[start + size :]
            if clash(without):
                cells = without
            else:
                start += size
        if size == 1:
            return cells
        size = max(1, size // 2)


def fits(problem: Problem, cells: Collection[int]) -> bool:
    """Say whether all of some cells can be visited as often as they are due."""
    pinned = {pin.sitting for pin in problem.pins}
    sittings = tuple(one for one in problem.sittings if one.cell in cells or one.key in pinned)
    there = {one.cell for one in sittings} | set(cells)
    asked = tuple(
        cell if cell.key in cells else replace(cell, visits=0)
        for cell in problem.cells
        if cell.key in there
    )
    return least_missing(replace(problem, cells=asked, sittings=sittings)) == 0
