"""How good a roster is, in whole numbers; the smaller the better.

First the fewest visits missing; then, where one was published, the fewest of its visits moved.
Among those the cost, which sums over the visits, from the weightiest reason to the lightest:

1. A cell that needs help is visited late: for each month after the earliest it could be.
2. One goes to a cell that another follows.
3. One goes to a cell that is not his own and where he was last quarter, too.
4. The way, for every ten minutes begun, up to three hours.
5. Visits lie unevenly: the second of an official counts one, the third two, and so on, less what
   an even spread of as many visits would count.

A weight is greater than all lighter reasons of one visit together.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from chibo.supervision.rules.roster.checks import unmet
from chibo.supervision.rules.roster.problem import Cell, Official, Pair, Problem, by_key

UNEVEN = 1
TRAVEL = 12
REPEATED = 250
FOREIGN = 500
LATE_HELP = 1000
# A cell that needs help and gets no visit counts as if it came after the quarter.
MONTHS = 3
_MOST_STEPS = 18


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a roster costs, reason by reason."""

    missing: int
    moved: int
    late_help: int
    foreign: int
    repeated: int
    travel: int
    uneven: int

    @property
    def cost(self) -> int:
        """Return the weighted sum of all but missing and moved visits."""
        return (
            LATE_HELP * self.late_help
            + FOREIGN * self.foreign
            + REPEATED * self.repeated
            + TRAVEL * self.travel
            + UNEVEN * self.uneven
        )

    @property
    def rank(self) -> tuple[int, int, int]:
        """Return what two rosters are compared by, the smaller the better."""
        return self.missing, self.moved, self.cost


def travel_steps(minutes: int) -> int:
    """Return how many ten minutes a way begins, at most three hours of them."""
    return min(_MOST_STEPS, -(-minutes // 10))


def followed(problem: Problem) -> frozenset[int]:
    """Return the cells that somebody follows: to others nobody is a stranger."""
    return frozenset().union(*(official.own for official in problem.officials))


def earliest_months(problem: Problem) -> int:
    """Return the months of all visits to cells that need help if each came as early as can be.

    A sitting is visited once, or by as many as are pinned to it.
    """
    pinned = Counter(pin.sitting for pin in problem.pins)
    months: dict[int, list[int]] = {}
    for sitting in problem.sittings:
        month, times = problem.month_index(sitting.day), max(1, pinned[sitting.key])
        months.setdefault(sitting.cell, []).extend([month] * times)
    return sum(
        sum([*sorted(months.get(cell.key, [])), *[MONTHS] * cell.visits][: cell.visits])
        for cell in problem.cells
        if cell.helps
    )


def even_spread(visits: int, officials: int) -> int:
    """Return what visits count as uneven when they are spread as evenly as can be."""
    if not officials:
        return 0
    each, more = divmod(visits, officials)
    return (officials - more) * _triangle(each) + more * _triangle(each + 1)


def _triangle(visits: int) -> int:
    return visits * (visits - 1) // 2


def is_foreign(official: Official, cell: Cell, somebodys: frozenset[int]) -> bool:
    """Say whether one goes to a cell that only others follow."""
    return cell.key in somebodys and cell.key not in official.own


def is_repeated(problem: Problem, official: Official, cell: Cell) -> bool:
    """Say whether one goes where he was last quarter, without following it."""
    return cell.key not in official.own and (official.key, cell.key) in problem.last_quarter


def reckon(problem: Problem, plan: Collection[Pair]) -> Reckoning:
    """Return what a roster costs, exactly."""
    sittings, somebodys = by_key(problem.sittings), followed(problem)
    officials = {official.key: official for official in problem.officials}
    cells = {cell.key: cell for cell in problem.cells}
    missing = unmet(problem, plan)
    late = sum(MONTHS * count for cell, count in missing.items() if cells[cell].helps)
    late -= earliest_months(problem)
    foreign = repeated = travel = 0
    for pair in plan:
        official, sitting = officials[pair.official], sittings[pair.sitting]
        cell = cells[sitting.cell]
        late += problem.month_index(sitting.day) if cell.helps else 0
        foreign += is_foreign(official, cell, somebodys)
        repeated += is_repeated(problem, official, cell)
        travel += travel_steps(problem.travel(official, cell))
    loads = Counter(pair.official for pair in plan)
    uneven = sum(_triangle(load) for load in loads.values())
    return Reckoning(
        missing=sum(missing.values()),
        moved=len(problem.previous - set(plan)),
        late_help=late,
        foreign=foreign,
        repeated=repeated,
        travel=travel,
        uneven=uneven - even_spread(len(plan), len(officials)),
    )
