"""A month, a quarter, half a year or a year that a board or a report looks at."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from chibo.base.time import next_month, quarter_of

_KEY = re.compile(
    r"(?P<year>20\d\d)(-(q(?P<quarter>[1-4])|h(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Span:
    """Months running: one, three, six or twelve. first: the first day of the first of them."""

    first: date
    length: int

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first days of its months."""
        found = [self.first]
        while len(found) < self.length:
            found.append(next_month(found[-1]))
        return tuple(found)

    @property
    def last_day(self) -> date:
        """Return its last day."""
        return next_month(self.months[-1]) - timedelta(days=1)

    @property
    def key(self) -> str:
        """Return it as an address has it: 2026, 2026-h2, 2026-q3, 2026-09."""
        year = f"{self.first.year}"
        return {
            1: f"{self.first:%Y-%m}",
            3: f"{year}-q{quarter_of(self.first)}",
            6: f"{year}-h{1 if self.first.month == 1 else 2}",
        }.get(self.length, year)

    @property
    def before(self) -> "Span":
        """Return the one before it of the same length."""
        return around(self.first - timedelta(days=1), self.length)

    @property
    def after(self) -> "Span":
        """Return the one after it of the same length."""
        return around(self.last_day + timedelta(days=1), self.length)


def around(day: date, length: int) -> Span:
    """Return the month, quarter, half-year or year of a day. length: 1, 3, 6 or 12 months."""
    return Span(date(day.year, day.month - (day.month - 1) % length, 1), length)


def span_of(key: str) -> Span | None:
    """Return what an address names; None when it names nothing."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    year = int(found["year"])
    if found["quarter"]:
        return Span(date(year, 3 * int(found["quarter"]) - 2, 1), 3)
    if found["half"]:
        return Span(date(year, 6 * int(found["half"]) - 5, 1), 6)
    return (
        Span(date(year, int(found["month"]), 1), 1)
        if found["month"]
        else Span(date(year, 1, 1), 12)
    )
