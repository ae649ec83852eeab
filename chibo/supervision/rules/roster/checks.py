"""What a roster must never break, found without the solver that made it."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from chibo.supervision.rules.roster.problem import Official, Pair, Problem, Sitting, by_key


class Rule(StrEnum):
    """A rule that no roster may break."""

    KNOWN = "known"
    AWAY = "away"
    TWO_PLACES = "two_places"
    TOO_FAR = "too_far"
    MONTH_FULL = "month_full"
    QUARTER_FULL = "quarter_full"
    NOT_OWN = "not_own"
    TWO_VISITORS = "two_visitors"
    TOO_OFTEN = "too_often"
    PIN_LOST = "pin_lost"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken, and by which visits."""

    rule: Rule
    pairs: tuple[Pair, ...]


def violations(problem: Problem, plan: Collection[Pair]) -> list[Violation]:
    """Return every rule that a roster breaks; an unmet demand is no broken rule.

    What was pinned by hand may go beyond a capacity and to a cell one does not follow.
    """
    sittings = by_key(problem.sittings)
    officials = {official.key: official for official in problem.officials}
    unknown = [pair for pair in plan if pair[0] not in officials or pair[1] not in sittings]
    known = sorted(set(plan) - set(unknown))
    found = [Violation(Rule.KNOWN, (pair,)) for pair in unknown]
    found += [Violation(Rule.PIN_LOST, (pin,)) for pin in sorted(problem.pins - set(plan))]
    found += _of_cells(problem, known, sittings)
    for key, official in officials.items():
        goes = [pair for pair in known if pair.official == key]
        found += _of_one(problem, official, goes, sittings)
    return found


def _of_one(
    problem: Problem, official: Official, goes: list[Pair], sittings: dict[str, Sitting]
) -> Iterator[Violation]:
    for pair in goes:
        sitting = sittings[pair.sitting]
        if official.is_away(sitting.day):
            yield Violation(Rule.AWAY, (pair,))
        if problem.own_only and sitting.cell not in official.own and pair not in problem.pins:
            yield Violation(Rule.NOT_OWN, (pair,))
    for one, other in combinations(goes, 2):
        rule = between(problem, sittings[one.sitting], sittings[other.sitting])
        if rule is not None:
            yield Violation(rule, (one, other))
    yield from _beyond_capacity(problem, official, goes, sittings)


def between(problem: Problem, one: Sitting, other: Sitting) -> Rule | None:
    """Say why one official cannot sit in both of two sittings, or None when he can."""
    if one.slot == other.slot:
        return Rule.TWO_PLACES
    neighbours = one.day == other.day and abs(one.half - other.half) == 1
    places = {cell.key: cell.place for cell in problem.cells}
    if neighbours and problem.far_apart(places[one.cell], places[other.cell]):
        return Rule.TOO_FAR
    return None


def _beyond_capacity(
    problem: Problem, official: Official, goes: list[Pair], sittings: dict[str, Sitting]
) -> Iterator[Violation]:
    months: dict[int, list[Pair]] = {}
    for pair in goes:
        months.setdefault(problem.month_index(sittings[pair.sitting].day), []).append(pair)
    for pairs in months.values():
        if _too_many(problem, pairs, official.per_month):
            yield Violation(Rule.MONTH_FULL, tuple(pairs))
    if _too_many(problem, goes, official.per_quarter):
        yield Violation(Rule.QUARTER_FULL, tuple(goes))


def _too_many(problem: Problem, pairs: list[Pair], most: int) -> bool:
    pinned = sum(pair in problem.pins for pair in pairs)
    return len(pairs) > max(most, pinned)


def _of_cells(
    problem: Problem, known: list[Pair], sittings: dict[str, Sitting]
) -> Iterator[Violation]:
    visitors: dict[str, list[Pair]] = {}
    for pair in known:
        visitors.setdefault(pair.sitting, []).append(pair)
    for pairs in visitors.values():
        if _too_many(problem, pairs, 1):
            yield Violation(Rule.TWO_VISITORS, tuple(pairs))
    got = Counter(sittings[pair.sitting].cell for pair in known)
    pinned = Counter(sittings[pin.sitting].cell for pin in problem.pins if pin.sitting in sittings)
    for cell in problem.cells:
        if got[cell.key] > max(cell.visits, pinned[cell.key]):
            there = tuple(pair for pair in known if sittings[pair.sitting].cell == cell.key)
            yield Violation(Rule.TOO_OFTEN, there)


def unmet(problem: Problem, plan: Collection[Pair]) -> dict[int, int]:
    """Return the cells that get fewer visits than they are due, and how many are missing."""
    sittings = by_key(problem.sittings)
    got = Counter(sittings[pair.sitting].cell for pair in plan)
    return {
        cell.key: cell.visits - got[cell.key]
        for cell in problem.cells
        if got[cell.key] < cell.visits
    }
