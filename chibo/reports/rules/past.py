"""Figures of before: which of them a span has, and what they come to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# What a month of before can say, in the order of a spreadsheet.
FIGURES = (
    "expected",
    "met",
    "on_time",
    "thematic",
    "must_attend",
    "attended",
    "members",
    "good",
    "fair",
    "average",
    "poor",
)
# Pairs of which the first cannot be more than the second.
WITHIN = (("met", "expected"), ("on_time", "met"), ("attended", "must_attend"))


@dataclass(frozen=True, slots=True)
class PastMonth:
    """What an old report says of one unit's month; a figure it does not have is missing."""

    unit: int
    month: date
    figures: Mapping[str, int]


def topmost(rows: Iterable[PastMonth], above: Mapping[int, Collection[int]]) -> list[PastMonth]:
    """Return the rows that are counted: of each month those above which no other row stands.

    So a committee's own figures of a month stand for its cells, and nothing counts twice.
    above: the units above each unit.
    """
    by_month: dict[date, list[PastMonth]] = defaultdict(list)
    for row in rows:
        by_month[row.month].append(row)
    found = []
    for month in sorted(by_month):
        units = {row.unit for row in by_month[month]}
        found += [row for row in by_month[month] if units.isdisjoint(above.get(row.unit, ()))]
    return found


def sums(rows: Sequence[PastMonth], months: Sequence[date]) -> dict[str, int]:
    """Return the sum of each figure over a span; of members what stands in its last month.

    A figure that some row of the span does not have, or a month without any row, has no sum:
    part of a quarter is not compared with a whole one.
    """
    if not {row.month for row in rows} >= set(months):
        return {}
    last = [row for row in rows if row.month == months[-1]]
    return {
        name: sum(row.figures[name] for row in (last if name == "members" else rows))
        for name in FIGURES
        if all(name in row.figures for row in (last if name == "members" else rows))
    }
