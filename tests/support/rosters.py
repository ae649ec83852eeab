"""Made-up quarters to plan, the best roster of a tiny one by trying all, and a sensible greedy one."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product

from chibo.supervision.rules.roster.checks import violations
from chibo.supervision.rules.roster.objective import Reckoning, reckon
from chibo.supervision.rules.roster.problem import (
    Away,
    Cell,
    Half,
    Official,
    Pair,
    Problem,
    Sitting,
)

FIRST = date(2026, 7, 1)
_MONTHS = (7, 8, 9)


def sitting(cell: int, month: int, day: int, half: Half = Half.EVENING) -> Sitting:
    """Make a sitting of the third quarter of 2026."""
    return Sitting(f"{cell}:{month}", cell, date(2026, month, day), half)


def quarter(cells: int, officials: int, *, places: int = 12, seed: int = 1) -> Problem:
    """Make up a quarter like the example's: most cells meet on the 3rd to the 5th, in the evening.

    A quarter of the officials sit on the standing committee: each is in charge of all cells of
    one place or a few, and can spare two evenings a month. The others follow a few cells each,
    by decision and not by nearness, and can spare three. A cell in eight needs help and is due
    two visits. Where an official is a stranger, he may have been last quarter.
    """
    chance = random.Random(seed)  # noqa: S311 -- no secret
    spots = [(chance.random() * 60, chance.random() * 60) for _ in range(places)]
    minutes = {
        (one, other): int(10 + 1.8 * _away_from(spots[one], spots[other]))
        for one, other in combinations(range(places), 2)
    }
    all_cells = tuple(_cell(chance, key, key % places) for key in range(cells))
    committee = max(1, officials // 4)
    people = tuple(
        _official(chance, key, places, _own(all_cells, key, committee, officials))
        for key in range(officials)
    )
    last = {(chance.randrange(officials), cell.key) for cell in all_cells}
    sittings = tuple(one for cell in all_cells for one in _usual(chance, cell.key))
    return Problem(FIRST, all_cells, people, sittings, minutes, last_quarter=frozenset(last))


def _cell(chance: random.Random, key: int, place: int) -> Cell:
    helps = chance.random() < 0.125
    return Cell(key, place, visits=2 if helps else 1, helps=helps)


def _official(
    chance: random.Random, key: int, places: int, own: tuple[int, frozenset[int]]
) -> Official:
    per_month, cells = own
    return Official(
        key,
        per_month=per_month,
        per_quarter=3 * per_month,
        own=cells,
        home=chance.randrange(places),
        away=_away(chance),
    )


def _own(
    cells: tuple[Cell, ...], official: int, committee: int, officials: int
) -> tuple[int, frozenset[int]]:
    """How many visits a month an official can make, and which cells he follows."""
    if official < committee:
        return 2, frozenset(cell.key for cell in cells if cell.place % committee == official)
    others = officials - committee
    return 3, frozenset(
        cell.key for cell in cells if (cell.key * 7) % others == official - committee
    )


def _away_from(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _away(chance: random.Random) -> tuple[Away, ...]:
    """One official in five is at a class for ten days of the quarter."""
    if chance.random() > 0.2:
        return ()
    since = FIRST + timedelta(days=chance.randrange(80))
    return (Away(since, since + timedelta(days=10)),)


def _usual(chance: random.Random, cell: int) -> Iterator[Sitting]:
    day = chance.choice([3, 3, 4, 4, 5, 5, 5, 10, 15, 20])
    half = Half.EVENING if chance.random() < 0.8 else chance.choice([Half.MORNING, Half.AFTERNOON])
    for month in _MONTHS:
        yield sitting(cell, month, day, half)


# ---------------------------------------------------------------------- by hand
def greedy(problem: Problem) -> frozenset[Pair]:
    """Plan as a careful office does by hand: the cell with the fewest choices first.

    Each gets an official of its own if one is free, of them the nearest, of those the one with
    the fewest visits yet, on the earliest day that he can.
    """
    plan: set[Pair] = set(problem.pins)
    choices = {cell.key: _choices(problem, cell) for cell in problem.cells}
    for cell in sorted(problem.cells, key=lambda one: (not one.helps, len(choices[one.key]))):
        for _visit in range(cell.visits):
            loads = Counter(pair.official for pair in plan)
            for official, sitting_ in sorted(
                choices[cell.key],
                key=lambda one: (
                    cell.key not in one[0].own,
                    problem.travel(one[0], cell),
                    loads[one[0].key],
                    one[1].day,
                ),
            ):
                pair = Pair(official.key, sitting_.key)
                if _free(problem, plan, official, sitting_, cell):
                    plan.add(pair)
                    break
    return frozenset(plan)


def _choices(problem: Problem, cell: Cell) -> list[tuple[Official, Sitting]]:
    return [
        (official, one)
        for one in problem.sittings
        if one.cell == cell.key
        for official in problem.officials
        if not official.is_away(one.day) and (cell.key in official.own or not problem.own_only)
    ]


def _free(
    problem: Problem, plan: set[Pair], official: Official, wanted: Sitting, cell: Cell
) -> bool:
    if any(pair.sitting == wanted.key for pair in plan):
        return False
    goes = [one for one in problem.sittings if Pair(official.key, one.key) in plan]
    places = {one.key: one.place for one in problem.cells}
    month = sum(one.day.month == wanted.day.month for one in goes)
    if month >= official.per_month or len(goes) >= official.per_quarter:
        return False
    return not any(
        one.day == wanted.day
        and (
            one.half == wanted.half
            or (
                abs(one.half - wanted.half) == 1 and problem.far_apart(places[one.cell], cell.place)
            )
        )
        for one in goes
    )


# ---------------------------------------------------------------------- by trying all
def best_by_trying(problem: Problem) -> Reckoning:
    """Return what the best roster of a tiny quarter costs."""
    plans = (frozenset().union(*chosen) for chosen in product(*_of_each(problem)))
    kept = (plan for plan in plans if not violations(problem, plan))
    return min((reckon(problem, plan) for plan in kept), key=lambda one: one.rank)


def _of_each(problem: Problem) -> list[list[frozenset[Pair]]]:
    return [list(_of_cell(problem, cell)) for cell in problem.cells]


def _of_cell(problem: Problem, cell: Cell) -> Iterator[frozenset[Pair]]:
    pairs = [
        Pair(official.key, one.key)
        for official in problem.officials
        for one in problem.sittings
        if one.cell == cell.key
    ]
    pinned = sum(pair in problem.pins for pair in pairs)
    for count in range(max(cell.visits, pinned) + 1):
        for chosen in combinations(pairs, count):
            yield frozenset(chosen)
