"""Quarters as their first days."""

from datetime import date, timedelta

from chibo.base.time import next_month


def quarter_first(day: date) -> date:
    """Return the first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def months_of(first: date) -> tuple[date, date, date]:
    """Return the first days of a quarter's months."""
    second = next_month(first)
    return first, second, next_month(second)


def next_quarter(first: date) -> date:
    """Return the first day of the quarter after one."""
    return next_month(months_of(first)[2])


def quarter_before(first: date) -> date:
    """Return the first day of the quarter before one."""
    return quarter_first(first - timedelta(days=1))
