"""When an assignment holds, and when the cell ends it without anybody writing so."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.supervision.rules.assignments import (
    Standing,
    Term,
    first_day_of_quarter,
    standing_of,
)

JAN, MAR, JUN = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)
DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("term", "on", "expected"),
    [
        pytest.param(Term(MAR, None, None), JAN, Standing.TO_COME, id="not begun"),
        pytest.param(Term(JAN, None, None), MAR, Standing.HOLDS, id="without an end"),
        pytest.param(Term(JAN, MAR, None), MAR - DAY, Standing.HOLDS, id="on its last day"),
        pytest.param(Term(JAN, MAR, None), MAR, Standing.ENDED, id="on the day it ends"),
        pytest.param(
            Term(JAN, None, MAR), MAR, Standing.ENDED_WITH_CELL, id="the cell ended, it did not"
        ),
        pytest.param(
            Term(JAN, JUN, MAR), MAR, Standing.ENDED_WITH_CELL, id="the cell ended before it"
        ),
        pytest.param(Term(JAN, MAR, JUN), JUN, Standing.ENDED, id="it ended before the cell"),
        pytest.param(Term(JAN, MAR, MAR), MAR, Standing.ENDED, id="both on one day"),
        pytest.param(Term(JAN, None, JUN), MAR, Standing.HOLDS, id="the cell ends later"),
    ],
)
def test_how_an_assignment_stands(term: Term, on: date, expected: Standing) -> None:
    assert standing_of(term, on) is expected


@given(days, st.none() | days, st.none() | days, days)
def test_it_never_holds_after_its_cell(
    since: date, until: date | None, cell_until: date | None, on: date
) -> None:
    standing = standing_of(Term(since, until, cell_until), on)

    if cell_until is not None and on >= cell_until:
        assert standing is not Standing.HOLDS
    if standing is Standing.HOLDS:
        assert since <= on
        assert until is None or on < until


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 11, 28), date(2026, 10, 1)),
        (date(2024, 2, 29), date(2024, 1, 1)),
    ],
)
def test_the_first_day_of_a_quarter(day: date, first: date) -> None:
    assert first_day_of_quarter(day) == first
