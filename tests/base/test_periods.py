"""Half-open periods: the first day is inside, the last is not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.periods import covers, overlap, valid_on
from chibo.people.models import Term
from tests import factories

FIRST = date(2026, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("since", "until", "on", "holds"),
    [
        (day(0), day(5), day(0), True), (day(0), day(5), day(4), True),
        (day(0), day(5), day(5), False), (day(1), day(5), day(0), False),
        (day(0), None, day(999), True), (None, day(5), day(-999), True), (None, None, day(0), True),
    ],
)  # fmt: skip
def test_whether_a_period_holds_on_a_day(
    since: date | None, until: date | None, on: date, holds: bool
) -> None:
    assert covers(since, until, on) is holds


starts = st.integers(0, 10).map(day)
ends = st.none() | st.integers(0, 12).map(day)


@given(starts, ends, starts, ends)
def test_two_periods_overlap_when_some_day_is_in_both(
    since: date, until: date | None, other_since: date, other_until: date | None
) -> None:
    # A period that ends before it begins is none.
    if (until and until <= since) or (other_until and other_until <= other_since):
        return
    shared = any(
        covers(since, until, day(number)) and covers(other_since, other_until, day(number))
        for number in range(20)
    )

    assert overlap(since, until, other_since, other_until) is shared
    assert overlap(other_since, other_until, since, until) is shared


@pytest.mark.django_db
def test_the_database_counts_days_as_the_rule_does() -> None:
    cell = factories.unit()
    spans = [(day(0), day(3)), (day(3), day(7)), (day(7), None)]
    for since, until in spans:
        Term.objects.create(unit=cell, name="…", since=since, until=until)

    for number in range(-1, 10):
        found = Term.objects.filter(valid_on(day(number))).values_list("since", "until")
        through = cell.__class__.objects.filter(valid_on(day(number), "terms__")).count()
        expected = [span for span in spans if covers(*span, day(number))]
        assert (list(found), through) == (expected, len(expected))
