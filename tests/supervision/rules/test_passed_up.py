"""How long a proposal waits, and who answers for a committee that has ended."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.supervision.rules.passed_up import (
    LATE_AFTER_DAYS,
    days_waiting,
    is_late,
    predecessors,
)

CAME = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("answered", "today", "late"),
    [
        pytest.param(None, CAME + timedelta(days=LATE_AFTER_DAYS), False, id="on the last day"),
        pytest.param(None, CAME + timedelta(days=LATE_AFTER_DAYS + 1), True, id="the day after"),
        pytest.param(
            CAME + timedelta(days=90), CAME + timedelta(days=99), False, id="answered, if late"
        ),
    ],
)
def test_when_a_proposal_waits_too_long(answered: date | None, today: date, late: bool) -> None:
    assert is_late(CAME, answered, today) is late


def test_a_slip_that_came_in_after_its_answer_waited_no_days() -> None:
    assert days_waiting(CAME, CAME - timedelta(days=3)) == 0


@pytest.mark.parametrize(
    ("went_into", "expected"),
    [
        pytest.param({}, set(), id="nothing ended"),
        pytest.param({2: 1, 3: 9}, {2}, id="only what went into this one"),
        pytest.param({2: 1, 3: 2, 4: 3}, {2, 3, 4}, id="one after the other"),
        pytest.param({2: 3, 3: 2}, set(), id="a circle beside it"),
    ],
)
def test_for_whom_a_unit_answers(went_into: dict[int, int], expected: set[int]) -> None:
    assert predecessors(1, went_into) == expected


@given(st.dictionaries(st.integers(1, 8), st.integers(1, 8)), st.integers(1, 8))
def test_nobody_answers_for_itself_or_for_who_goes_on(went_into: dict[int, int], unit: int) -> None:
    found = predecessors(unit, went_into)

    assert unit not in found
    assert found <= set(went_into)
