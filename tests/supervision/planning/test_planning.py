"""What must hold of any roster the solver makes, on generated worlds small enough to try all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.supervision.planning.explaining import explain, fits
from chibo.supervision.planning.solving import solve
from chibo.supervision.planning.ways import WayKind, take
from chibo.supervision.rules.roster.checks import unmet, violations
from chibo.supervision.rules.roster.objective import reckon
from chibo.supervision.rules.roster.problem import (
    Away,
    Cell,
    Half,
    Official,
    Pair,
    Problem,
    Sitting,
)
from tests.support import rosters

_DAYS = (date(2026, 7, 3), date(2026, 7, 4), date(2026, 8, 3), date(2026, 9, 3))


@st.composite
def tiny(draw: st.DrawFn, *, officials: int = 3, cells: int = 4) -> Problem:
    """A quarter of a few officials and cells that get in each other's way."""
    there = [
        Cell(
            key,
            draw(st.integers(0, 2)),
            draw(st.sampled_from([1, 1, 1, 0, 2])),
            draw(st.booleans()),
        )
        for key in range(draw(st.integers(1, cells)))
    ]
    sittings = [
        Sitting(f"{cell.key}:{number}", cell.key, day, draw(st.sampled_from(Half)))
        for cell in there
        for number, day in enumerate(
            draw(st.lists(st.sampled_from(_DAYS), max_size=2, unique=True))
        )
    ]
    people = [
        Official(
            key,
            per_month=draw(st.integers(1, 3)),
            per_quarter=draw(st.integers(1, 4)),
            own=draw(st.frozensets(st.sampled_from([cell.key for cell in there]))),
            away=draw(st.sampled_from([(), (), (Away(_DAYS[0], _DAYS[1]),)])),
            home=draw(st.sampled_from([None, 0, 1, 2])),
        )
        for key in range(draw(st.integers(1, officials)))
    ]
    every = [Pair(one.key, other.key) for one in people for other in sittings]
    pairs = st.frozensets(st.sampled_from(every), max_size=2) if every else st.just(frozenset())
    return Problem(
        first=date(2026, 7, 1),
        cells=tuple(there),
        officials=tuple(people),
        sittings=tuple(sittings),
        minutes={(0, 1): 20, (0, 2): 120, (1, 2): draw(st.sampled_from([40, 100]))},
        own_only=draw(st.booleans()),
        pins=draw(pairs),
        last_quarter=draw(
            st.frozensets(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=3)
        ),
    )


@settings(deadline=None, max_examples=60)
@given(tiny())
def test_a_roster_breaks_no_rule_and_is_the_best_there_is(problem: Problem) -> None:
    solution = solve(problem)

    assert violations(solution.problem, solution.plan) == []
    assert solution.problem.pins <= solution.plan
    assert solution.bound <= solution.reckoning.cost
    assert solution.reckoning == reckon(solution.problem, solution.plan)
    best = rosters.best_by_trying(solution.problem)
    assert (solution.reckoning.missing, solution.reckoning.moved) == (best.missing, best.moved)
    assert solution.bound <= best.cost <= solution.reckoning.cost
    assert solution.gap <= 0.01


@settings(deadline=None, max_examples=40)
@given(tiny(), st.data())
def test_planning_again_moves_no_more_visits_than_it_must(
    problem: Problem, data: st.DataObject
) -> None:
    published = solve(problem)
    changed = replace(problem, previous=published.plan, pins=frozenset())
    official = data.draw(st.sampled_from(problem.officials))
    ill = replace(official, away=(Away(date(2026, 7, 4), date(2026, 8, 20)),))
    people = tuple(ill if one == official else one for one in problem.officials)
    changed = replace(changed, officials=people)

    again = solve(changed)

    assert violations(changed, again.plan) == []
    best = rosters.best_by_trying(changed)
    assert (again.reckoning.missing, again.reckoning.moved) == (best.missing, best.moved)
    assert again.bound <= best.cost <= again.reckoning.cost


@settings(deadline=None, max_examples=40)
@given(tiny(officials=2, cells=5))
def test_a_conflict_is_one_and_none_of_its_cells_can_be_spared(problem: Problem) -> None:
    solution = solve(problem)

    for conflict in explain(solution.problem, solution.plan):
        assert not fits(solution.problem, conflict.cells)
        for cell in conflict.cells[1:]:
            assert fits(solution.problem, set(conflict.cells) - {cell})


@settings(deadline=None, max_examples=40)
@given(tiny(officials=2, cells=5))
def test_each_way_out_lets_one_more_visit_be_made_and_moves_none(problem: Problem) -> None:
    solution = solve(problem)
    missing = solution.reckoning.missing

    for conflict in explain(solution.problem, solution.plan):
        assert conflict.ways[-1].kind is WayKind.LATER
        for way in conflict.ways:
            asked = take(solution.problem, way)
            plan = solution.plan | asked.pins
            assert violations(asked, plan) == []
            assert reckon(asked, plan).missing == missing - 1


def test_three_cells_meet_on_one_evening_and_two_officials_are_free() -> None:
    cells = tuple(Cell(key, 0) for key in range(3))
    sittings = tuple(rosters.sitting(key, 7, 3) for key in range(3))
    officials = (Official(1), Official(2))
    problem = Problem(rosters.FIRST, cells, officials, sittings)

    solution = solve(problem)
    (conflict,) = explain(solution.problem, solution.plan)

    assert sorted(conflict.cells) == [0, 1, 2]
    assert conflict.cells[0] == next(iter(unmet(problem, solution.plan)))
    assert [way.kind for way in conflict.ways] == [WayKind.OTHER_DAY, WayKind.LATER]
    assert conflict.ways[0].day == date(2026, 7, 4)


def test_an_official_of_another_cell_is_the_first_way_out_where_only_ones_own_are_visited() -> None:
    cells = (Cell(0, 0), Cell(1, 1))
    sittings = tuple(rosters.sitting(key, 7, 3) for key in range(2))
    officials = (Official(1, own=frozenset({0, 1}), home=0), Official(2, home=1))
    problem = Problem(rosters.FIRST, cells, officials, sittings, {(0, 1): 75}, own_only=True)

    (conflict,) = explain(problem, solve(problem).plan)

    kinds = [way.kind for way in conflict.ways]
    assert kinds == [WayKind.OTHER, WayKind.OTHER_DAY, WayKind.LATER]
    assert conflict.ways[0].official == 2


def test_a_cell_that_meets_on_no_known_day_stands_in_nobodys_way() -> None:
    problem = Problem(rosters.FIRST, (Cell(0, 0),), (Official(1),), ())

    (conflict,) = explain(problem, solve(problem).plan)

    assert (conflict.cells, conflict.turns) == ((0,), ())
    assert [way.kind for way in conflict.ways] == [WayKind.LATER]


def test_nobody_is_sent_far_between_morning_and_afternoon() -> None:
    cells = (Cell(0, 0), Cell(1, 1))
    sittings = (
        rosters.sitting(0, 7, 3, Half.MORNING),
        rosters.sitting(1, 7, 3, Half.AFTERNOON),
    )
    problem = Problem(rosters.FIRST, cells, (Official(1),), sittings, {(0, 1): 91})

    assert solve(problem).reckoning.missing == 1
    assert solve(replace(problem, minutes={(0, 1): 90})).reckoning.missing == 0


def test_pins_that_cannot_stand_are_named_and_not_kept() -> None:
    problem = rosters.quarter(12, 3)
    day = problem.sittings[0].day
    away = replace(problem.officials[0], away=(Away(day, day + timedelta(days=1)),))
    pin = Pair(0, problem.sittings[0].key)
    problem = replace(
        problem, officials=(away, *problem.officials[1:]), pins=frozenset({pin, Pair(99, "gone")})
    )

    solution = solve(problem)

    assert solution.dropped == (pin, Pair(99, "gone"))
    assert violations(solution.problem, solution.plan) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_solver_beats_planning_by_hand(seed: int) -> None:
    problem = rosters.quarter(60, 12, seed=seed)

    by_hand = reckon(problem, rosters.greedy(problem))

    assert violations(problem, rosters.greedy(problem)) == []
    assert solve(problem).reckoning.rank < by_hand.rank
