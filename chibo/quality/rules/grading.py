"""The grade that points or levels come to, and what gates and overrides make of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chibo.quality.rules.sheets import Gate, Need, Override, RollUp, Threshold


def grade_by_points(grades: Sequence[Threshold], points: Fraction) -> str:
    """Return the first grade whose threshold some points reach; the last takes the rest."""
    for one in grades[:-1]:
        if one.at_least is not None and points >= one.at_least:
            return one.grade
        if one.more_than is not None and points > one.more_than:
            return one.grade
    return grades[-1].grade


def grade_by_needs(
    thresholds: Sequence[Threshold], order: Sequence[str], values: Sequence[str]
) -> str:
    """Return the first grade whose needs a row of values meets; the last takes the rest.

    order: the values from best to worst. values: at least one.
    """
    for one in thresholds[:-1]:
        if all(_met(need, order, values) for need in one.needs):
            return one.grade
    return thresholds[-1].grade


def _met(need: Need, order: Sequence[str], values: Sequence[str]) -> bool:
    good = set(order[: order.index(need.reach) + 1])
    reached = sum(value in good for value in values)
    if need.count is not None:
        return need.count.holds(Fraction(reached), {})
    if need.share is not None:
        return need.share.holds(Fraction(100 * reached, len(values)), {})
    return False


@dataclass(frozen=True, slots=True)
class Changed:
    """What made a grade another one than the points came to."""

    was: str
    grade: str
    gate: Gate | None = None
    override: Override | None = None


def through_gates(
    grade: str, gates: Sequence[Gate], passes: Callable[[Gate], bool]
) -> tuple[str, list[Changed]]:
    """Return the grade that is left when it has gone through its gates, and what stopped it."""
    changes: list[Changed] = []
    # Each gate leads to a lower grade, which may have gates of its own.
    for _step in gates:
        closed = next((one for one in gates if one.grade == grade and not passes(one)), None)
        if closed is None:
            break
        changes.append(Changed(grade, closed.otherwise, gate=closed))
        grade = closed.otherwise
    return grade, changes


def forced(
    grade: str, order: Sequence[str], overrides: Sequence[Override]
) -> tuple[str, list[Changed]]:
    """Return the lowest grade that events force, if it is another; overrides: that happened."""
    changes = []
    for one in overrides:
        if order.index(one.grade) > order.index(grade):
            changes.append(Changed(grade, one.grade, override=one))
            grade = one.grade
    return grade, changes


@dataclass(frozen=True, slots=True)
class Rolled:
    """What the meetings of a period come to.

    spread: how many have each grade, best first. ungraded: how many of the period's meetings
    have none. grade: None when the sheet has no rule for it, or when it is not decided yet; then
    `lowest` and `highest` say between what it lies.
    """

    spread: tuple[tuple[str, int], ...]
    ungraded: int
    grade: str | None = None
    lowest: str | None = None
    highest: str | None = None


def roll_up(
    rule: RollUp, order: Sequence[str], grades: Sequence[str], *, ungraded: int = 0
) -> Rolled:
    """Return what the graded meetings of a period come to; nothing is invented for the others.

    order: the sheet's grades, best first. ungraded: meetings held, or still due, without a grade.
    """
    counted = Counter(grades)
    spread = tuple((grade, counted[grade]) for grade in order)
    if not rule.thresholds or not (grades or ungraded):
        return Rolled(spread, ungraded)
    lowest = grade_by_needs(rule.thresholds, order, [*grades, *[order[-1]] * ungraded])
    highest = grade_by_needs(rule.thresholds, order, [*grades, *[order[0]] * ungraded])
    return Rolled(
        spread, ungraded, lowest if lowest == highest else None, lowest=lowest, highest=highest
    )
