from dataclasses import replace
from datetime import time

import pytest

from chibo.supervision.rules.roster import objective
from chibo.supervision.rules.roster.objective import even_spread, reckon, travel_steps
from chibo.supervision.rules.roster.problem import Cell, Half, Official, Pair, Problem, half_of
from tests.support.rosters import FIRST, sitting

_PROBLEM = Problem(
    first=FIRST,
    cells=(Cell(0, 0), Cell(1, 1, helps=True), Cell(2, 2)),
    officials=(Official(1, own=frozenset({0, 1}), home=0), Official(2, home=1)),
    sittings=tuple(sitting(cell, month, 3 + cell) for cell in range(3) for month in (7, 8, 9)),
    minutes={(0, 1): 41, (2, 0): 200},
)


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        (Pair(1, "0:7"), {}),
        (Pair(1, "1:7"), {"travel": 5}),
        (Pair(1, "1:9"), {"travel": 5, "late_help": 2}),
        (Pair(2, "0:7"), {"travel": 5, "foreign": 1}),
        (Pair(1, "2:7"), {"travel": 18, "repeated": 1}),
        (Pair(2, "2:7"), {"travel": 3}),
    ],
)
def test_what_one_visit_costs(pair: Pair, reason: dict[str, int]) -> None:
    cell = int(pair.sitting[0])
    cells = tuple(replace(one, visits=int(one.key == cell)) for one in _PROBLEM.cells)
    problem = replace(_PROBLEM, cells=cells, last_quarter=frozenset({(1, 0), (1, 2)}))

    found = reckon(problem, [pair])

    costs = ("late_help", "foreign", "repeated", "travel", "uneven")
    assert {name: getattr(found, name) for name in costs if getattr(found, name)} == reason


def test_missing_and_moved_visits_come_before_any_cost() -> None:
    problem = replace(_PROBLEM, previous=frozenset({Pair(1, "0:7"), Pair(1, "1:7")}))

    kept = reckon(problem, [Pair(1, "0:7")])
    dear = reckon(problem, [Pair(2, "0:9"), Pair(1, "1:9"), Pair(1, "2:9")])

    assert (kept.missing, kept.moved) == (2, 1)
    assert (dear.missing, dear.moved) == (0, 2)
    assert dear.rank < kept.rank
    assert dear.cost < kept.cost


def test_a_weight_is_greater_than_all_lighter_reasons_of_one_visit() -> None:
    uneven = 11 * objective.UNEVEN
    travel = travel_steps(10_000) * objective.TRAVEL

    assert uneven < objective.TRAVEL
    assert travel + uneven < objective.REPEATED
    assert objective.REPEATED + travel + uneven < objective.FOREIGN
    assert objective.FOREIGN + objective.REPEATED + travel + uneven < objective.LATE_HELP


@pytest.mark.parametrize(
    ("visits", "officials", "expected"), [(0, 0, 0), (3, 3, 0), (4, 3, 1), (9, 3, 9), (10, 3, 12)]
)
def test_an_even_spread_counts_what_cannot_be_helped(
    visits: int, officials: int, expected: int
) -> None:
    assert even_spread(visits, officials) == expected


@pytest.mark.parametrize(
    ("hour", "half"),
    [
        (time(7, 30), Half.MORNING),
        (time(12), Half.AFTERNOON),
        (time(17, 59), Half.AFTERNOON),
        (time(19, 30), Half.EVENING),
    ],
)
def test_the_half_of_a_day(hour: time, half: Half) -> None:
    assert half_of(hour) is half
