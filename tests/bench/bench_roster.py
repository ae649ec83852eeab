"""What planning a quarter of visits costs, and how much better it is than planning by hand."""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from chibo.supervision.planning.explaining import explain
from chibo.supervision.planning.solving import Solution, solve
from chibo.supervision.rules.roster.checks import violations
from chibo.supervision.rules.roster.objective import reckon
from chibo.supervision.rules.roster.problem import Away, Problem
from tests.bench import world
from tests.support import rosters


def _timed(problem: Problem) -> tuple[Solution, float]:
    before = time.perf_counter()
    solution = solve(problem)
    took = time.perf_counter() - before
    cost, bound = solution.reckoning.cost, solution.bound
    print(
        f"\n{len(problem.cells)} cells, {len(problem.officials)} officials,"
        f" {len(problem.sittings)} sittings: {took:.2f} s, cost {cost}, bound {bound},"
        f" gap {float(solution.gap):.2%}, missing {solution.reckoning.missing}"
    )
    return solution, took


def bench_a_district() -> None:
    for places in (12, 37):
        problem = rosters.quarter(190, 40, places=places)

        solution, took = _timed(problem)

        assert violations(solution.problem, solution.plan) == []
        assert solution.gap <= 0.01
        assert took < 5


def bench_a_province() -> None:
    problem = rosters.quarter(1900, 400, places=120)

    solution, took = _timed(problem)

    assert solution.gap <= 0.01
    assert took < 60


def bench_against_planning_by_hand() -> None:
    for seed in range(5):
        problem = rosters.quarter(190, 40, seed=seed)

        best, by_hand = solve(problem).reckoning, reckon(problem, rosters.greedy(problem))

        print(f"\nby the solver: {best}\nby hand: {by_hand}")
        print(f"better by {1 - best.cost / by_hand.cost:.1%}")
        assert (best.missing, best.moved) <= (by_hand.missing, by_hand.moved)
        assert best.cost <= 0.85 * by_hand.cost


def bench_planning_again() -> None:
    problem = rosters.quarter(190, 40)
    published = solve(problem)
    busiest = max(published.plan, key=lambda pair: pair.official).official
    ill = tuple(
        replace(one, away=(Away(rosters.FIRST, rosters.FIRST.replace(month=9)),))
        if one.key == busiest
        else one
        for one in problem.officials
    )

    again, took = _timed(replace(problem, officials=ill, previous=published.plan))

    gone = sum(pair.official == busiest for pair in published.plan - again.plan)
    print(f"moved {again.reckoning.moved}, of which {gone} are the absent official's own")
    assert again.reckoning.missing == 0
    assert took < 5


def bench_explaining() -> None:
    problem = rosters.quarter(190, 40)
    tight = tuple(replace(one, per_month=1, per_quarter=4) for one in problem.officials)
    solution, _took = _timed(replace(problem, officials=tight, own_only=True))

    before = time.perf_counter()
    conflicts = explain(solution.problem, solution.plan)
    took = time.perf_counter() - before

    sizes = [len(conflict.cells) for conflict in conflicts]
    print(f"explained {len(conflicts)} of {solution.reckoning.missing} in {took:.2f} s: {sizes}")
    assert took < 5


def bench_the_example_world() -> None:
    with tempfile.TemporaryDirectory() as home:
        world.load(Path(home))

        told = world.ask(Path(home), "from tests.bench.example_roster import compare; compare()")

    cells, officials, helped, *figures = told.split()
    missing, cost, bound, by_hand_missing, by_hand_cost, broken = map(int, figures[:-1])
    took = float(figures[-1])
    print(
        f"\nexample: {cells} cells ({helped} need help), {officials} officials: {took:.2f} s,"
        f" cost {cost}, bound {bound}, missing {missing};"
        f" by hand cost {by_hand_cost}, missing {by_hand_missing};"
        f" better by {1 - cost / by_hand_cost:.1%}"
    )
    assert broken == 0
    assert missing <= by_hand_missing
    assert cost <= 0.85 * by_hand_cost
    assert cost - bound <= cost / 100
    assert took < 5
