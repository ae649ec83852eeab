"""Public holidays of Vietnam, and Tết by the Vietnamese lunar calendar."""

from datetime import date, timedelta

import pytest

from chibo.base.calendar import holiday_name, tet


@pytest.mark.parametrize(
    ("year", "first"),
    [
        # In 1985 and 2007 it fell a day, or a month, before the Chinese new year.
        (1985, date(1985, 1, 21)), (2007, date(2007, 2, 17)), (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)), (2026, date(2026, 2, 17)), (2030, date(2030, 2, 2)),
    ],
)  # fmt: skip
def test_the_first_day_of_the_lunar_year(year: int, first: date) -> None:
    assert tet(year) == first


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        (date(2026, 1, 1), True), (date(2026, 4, 26), True), (date(2026, 4, 30), True),
        (date(2026, 5, 1), True), (date(2026, 9, 2), True), (date(2026, 12, 25), False),
        (date(2026, 6, 3), False), (date(2026, 3, 8), False),
    ],
)  # fmt: skip
def test_days_off(day: date, is_off: bool) -> None:
    assert bool(holiday_name(day)) is is_off


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_villages_do_not_meet_from_two_days_before_tet_to_the_fifth_day(year: int) -> None:
    first = tet(year)

    assert {holiday_name(first + timedelta(days=step)) for step in range(-2, 5)} == {
        "Tết Nguyên đán"
    }
    assert holiday_name(first - timedelta(days=3)) == ""
