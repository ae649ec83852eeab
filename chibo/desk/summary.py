"""A year's figures of one cell, each with what it is out of."""

from collections.abc import Mapping
from dataclasses import dataclass

from chibo.book.models import MonthlyFacts


@dataclass(frozen=True, slots=True)
class YearSummary:
    """Counts of a year so far; every second figure is what the first is out of."""

    months: int
    met: int
    on_time: int
    moved: int
    thematic: int
    attended: int
    must_attend: int
    tasks_done: int
    tasks_due: int


def year_summary(facts: Mapping[int, MonthlyFacts]) -> YearSummary:
    """Return the sums over the months there are facts of."""
    rows = list(facts.values())
    met = sum(row.regular_met for row in rows)
    on_time = sum(row.regular_on_time for row in rows)
    return YearSummary(
        months=len(rows),
        met=met,
        on_time=on_time,
        moved=met - on_time,
        thematic=sum(row.thematic_met for row in rows),
        attended=sum(row.attended for row in rows),
        must_attend=sum(row.must_attend for row in rows),
        tasks_done=sum(row.tasks_done for row in rows),
        tasks_due=sum(row.tasks_due for row in rows),
    )
