from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chibo.quality.rules.helping import (
    Limits,
    MonthSeen,
    Reason,
    difference,
    needs,
    weak_grades,
)

LIMITS = Limits(weak=3, speakers=1, silent=3, late=7, below=75, absent=3)


def months(count: int = 6, **lists: Sequence[Any]) -> list[MonthSeen]:
    """Return months in which all was well, but for what a list says of the latest of them."""
    found = []
    for place in range(count):
        facts: dict[str, Any] = {"attended": 18, "must_attend": 20, "speakers": 5, "is_weak": False}
        facts |= {"days": 1}
        for name, values in lists.items():
            at = place - (count - len(values))
            if at >= 0:
                facts[name] = values[at]
        found.append(MonthSeen(date(2026, place + 1, 1), **facts))
    return found


def reasons(seen: Sequence[MonthSeen], limits: Limits = LIMITS) -> list[str]:
    return [one.reason for one in needs(seen, limits)]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(months(), [], id="all well"),
        pytest.param([], [], id="nothing known"),
        pytest.param(months(is_weak=[True] * 3), [Reason.WEAK], id="three weak running"),
        pytest.param(months(is_weak=[True, True]), [], id="two are not three"),
        pytest.param(months(2, is_weak=[True, True]), [], id="and there are no more"),
        pytest.param(months(is_weak=[True, False, True, True]), [], id="one good between"),
        pytest.param(months(is_weak=[True, None, True, True]), [], id="one not graded between"),
        pytest.param(months(is_weak=[True, True, True, False]), [], id="the latest is better"),
        pytest.param(months(speakers=[1, 5, 1, 5, 0]), [Reason.SILENT], id="silent three times"),
        pytest.param(months(speakers=[1, 5, 5, 1]), [], id="twice"),
        pytest.param(months(speakers=[2, 2, 2]), [], id="two spoke"),
        pytest.param(months(8, speakers=[1, 5, 5, 1, 5, 5, 5, 1]), [], id="not within six"),
        pytest.param(months(days=[8]), [Reason.LATE], id="late to the book"),
        pytest.param(months(days=[7]), [], id="exactly the limit"),
        pytest.param(months(days=[30, 1]), [], id="late before, and not now"),
        pytest.param(months(days=[None]), [], id="nobody knows when"),
        pytest.param(months(attended=[14] * 3), [Reason.ABSENT], id="70% three months"),
        pytest.param(months(attended=[14, 14, 15]), [], id="75% is not below 75%"),
        pytest.param(months(must_attend=[0] * 3, attended=[0] * 3), [], id="nobody had to come"),
        pytest.param(
            months(is_weak=[True] * 3, speakers=[0] * 3, days=[16], attended=[10] * 3),
            [Reason.WEAK, Reason.SILENT, Reason.LATE, Reason.ABSENT],
            id="everything",
        ),
    ],
)
def test_when_a_cell_needs_help(seen: list[MonthSeen], expected: list[str]) -> None:
    assert reasons(seen) == expected


def test_a_limit_nobody_set_is_not_looked_for() -> None:
    everything = months(is_weak=[True] * 3, speakers=[0] * 3, days=[16], attended=[10] * 3)

    assert reasons(everything, Limits()) == []
    assert reasons(everything, Limits(late=15)) == [Reason.LATE]


def test_a_reason_names_its_months() -> None:
    (found,) = needs(months(speakers=[1, 5, 1, 5, 0]), LIMITS)

    assert [one.month.month for one in found.months] == [2, 4, 6]


@pytest.mark.parametrize(
    ("order", "weak"),
    [
        ("ABCD", "CD"),
        ("ABCDE", "DE"),
        ("ABC", "C"),
        ("AB", "B"),
        ("A", ""),
        ("", ""),
    ],
)
def test_the_two_lowest_grades_are_weak_and_none_of_the_better_half(order: str, weak: str) -> None:
    assert "".join(weak_grades(list(order))) == weak


@pytest.mark.parametrize(
    ("given", "evidence", "expected"),
    [
        (25, 14, 11),
        (24, 14, None),
        (14, 25, -11),
        (10, 10, None),
        (None, 10, None),
        (10, None, None),
    ],
)
def test_a_difference_is_told_when_it_is_more_than_the_sheet_says(
    given: int | None, evidence: int | None, expected: int | None
) -> None:
    found = difference(
        None if given is None else Decimal(given),
        None if evidence is None else Decimal(evidence),
        Decimal(10),
    )

    assert found == (None if expected is None else Decimal(expected))
