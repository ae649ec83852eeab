"""The working calendar of Vietnam: weekends, public holidays and Tết."""

from datetime import date, timedelta
from functools import cache

import holidays
from lunar_vn import convert_lunar_to_solar

# Villages do not meet while families are together; the days off work alone are too few.
_DAYS_AFTER_TET = 5
_DAYS_BEFORE_TET = 2


@cache
def _public(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("VN", years=year, language="vi"))


@cache
def tet(year: int) -> date:
    """Return the first day of the lunar new year that falls in a year.

    By the Vietnamese lunar calendar, which now and then differs from the Chinese by a day.
    """
    return convert_lunar_to_solar(1, 1, year)


def holiday_name(day: date) -> str:
    """Return the name of the public holiday on a day, "Tết Nguyên đán" near it, or nothing."""
    if (
        tet(day.year) - timedelta(days=_DAYS_BEFORE_TET)
        <= day
        < tet(day.year) + timedelta(days=_DAYS_AFTER_TET)
    ):
        return "Tết Nguyên đán"
    return _public(day.year).get(day, "")
