"""The example world's next quarter: planned by the solver and by hand, for the bench to compare.

Run in a shell of the loaded world.
"""

import random
import time
from itertools import combinations

from django.utils import timezone

from chibo.example.tree import PROVINCE
from chibo.people.queries import people_of
from chibo.supervision.models import Assignment, Capacity, Distance
from chibo.supervision.planning.solving import solve
from chibo.supervision.queries.quarters import quarter_of
from chibo.supervision.rules.roster.checks import violations
from chibo.supervision.rules.roster.objective import reckon
from chibo.supervision.rules.roster.quarters import next_quarter, quarter_first
from chibo.units.models import Unit
from chibo.units.queries import cells_below, parents_of
from tests.support.rosters import greedy

_OFFICIALS, _COMMITTEE = 40, 10


def compare() -> None:
    """Assign forty officials, plan, and print both costs, the bound, and the seconds taken."""
    top, today = Unit.objects.get(code=PROVINCE), timezone.localdate()
    _assign(top)
    first = next_quarter(quarter_first(today))
    problem = quarter_of(top, first, today, own_only=False).problem
    before = time.perf_counter()
    solution = solve(problem)
    took = time.perf_counter() - before
    by_hand = greedy(problem)
    broken = len(violations(problem, solution.plan)) + len(violations(problem, by_hand))
    best, other = solution.reckoning, reckon(problem, by_hand)
    print(len(problem.cells), len(problem.officials), sum(one.helps for one in problem.cells))
    print(best.missing, best.cost, solution.bound, other.missing, other.cost, broken, took)


def _assign(top: Unit) -> None:
    """Ten of the standing committee are in charge of some organisations, thirty follow cells."""
    chance, today = random.Random(2021), timezone.localdate()  # noqa: S311 -- no secret
    cells = list(cells_below(top, today))
    above = parents_of([cell.pk for cell in cells], today)
    places = sorted({unit.pk for unit in above.values()})
    people = list(people_of(cells_below(top, today), today).order_by("pk"))
    officials = chance.sample(people, _OFFICIALS)
    # Those of the example end: they are of a single commune.
    Assignment.objects.filter(until=None).update(until=today)
    follows = []
    for number, cell in enumerate(cells):
        in_charge = places.index(above[cell.pk].pk) % _COMMITTEE
        own = _COMMITTEE + number * 7 % (_OFFICIALS - _COMMITTEE)
        follows += [(officials[in_charge], cell), (officials[own], cell)]
    Assignment.objects.bulk_create(
        Assignment(
            official=official, cell=cell, unit=top, decision_number="12-QĐ/TU", decided_on=today,
            since=today,
        )
        for official, cell in follows
    )  # fmt: skip
    Capacity.objects.bulk_create(
        Capacity(official=one, unit=top, per_month=2 if number < _COMMITTEE else 3)
        for number, one in enumerate(officials)
    )
    spots = {place: (chance.random() * 60, chance.random() * 60) for place in places}
    Distance.objects.bulk_create(
        Distance(one_id=one, other_id=other, minutes=_minutes(spots[one], spots[other]))
        for one, other in combinations(places, 2)
    )


def _minutes(one: tuple[float, float], other: tuple[float, float]) -> int:
    apart = ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5
    return int(10 + 1.8 * apart)
