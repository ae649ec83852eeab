"""Days and months in Vietnam's time, whatever hour it is elsewhere."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base import time as local

days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 6, 3, 0, 0, tzinfo=UTC), date(2026, 6, 3)),
    ],
)
def test_a_day_begins_at_midnight_in_vietnam(moment: datetime, day: date) -> None:
    assert local.local_day(moment) == day


@given(days, st.times())
def test_a_wall_clocks_moment_is_of_its_own_day(day: date, clock: time) -> None:
    moment = local.local_moment(day, clock.replace(tzinfo=None))

    assert moment.tzinfo is UTC
    assert local.local_day(moment) == day
    assert moment.astimezone(local.LOCAL).time() == clock


@given(days)
def test_months_follow_each_other_without_a_gap(day: date) -> None:
    since, until = local.month_bounds(day)

    assert local.month_start(day) == day.replace(day=1)
    assert local.next_month(day).day == 1
    assert local.next_month(day) - timedelta(days=1) >= day
    assert local.month_bounds(local.next_month(day))[0] == until
    assert since <= local.local_moment(day, time()) < until


def test_a_month_is_bounded_by_local_midnights() -> None:
    assert local.month_bounds(date(2026, 2, 17)) == (
        datetime(2026, 1, 31, 17, tzinfo=UTC),
        datetime(2026, 2, 28, 17, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("month", "quarter"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (9, 3), (10, 4), (12, 4)]
)
def test_the_quarter_of_a_month(month: int, quarter: int) -> None:
    assert local.quarter_of(date(2026, month, 28)) == quarter
