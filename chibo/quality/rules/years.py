"""A cell's year as evidence: its meetings, the months in which one was due, and its parts."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from chibo.base.time import local_day, next_month
from chibo.quality.rules.evidence import Evidence, MeetingOfYear, YearEvidence
from chibo.quality.rules.measures import due_of


def meeting_of_year(key: str, month: int, of: Evidence) -> MeetingOfYear:
    """Return what a year reads of one meeting. month: 1..12, the one it is the meeting of."""
    due = due_of(of)
    return MeetingOfYear(
        key=key,
        kind=of.kind,
        month=month,
        held_on=local_day(of.starts_at),
        must_attend=of.must_attend,
        attended=of.attended,
        unexcused=sum(line.state == "unexcused" for line in of.roll),
        on_planned_day=local_day(of.starts_at) == of.planned_on,
        tasks_due=len(due),
        tasks_done=sum(task.is_done for task in due),
        excused=tuple(line for line in of.roll if line.state == "excused"),
    )


def months_due(
    year: int, *, since: date, until: date | None, today: date, met: Collection[int] = ()
) -> tuple[int, ...]:
    """Return the months of a year that are over and in which a meeting was due, 1..12.

    since, until: when the cell was founded and when it ended. A month of which it existed for a
    part only counts where it met in it: who is founded on the 20th owes no meeting that month.
    met: the months of which a meeting is in the book.
    """
    return tuple(
        month
        for month in range(1, 13)
        if next_month(date(year, month, 1)) <= today
        and _exists(date(year, month, 1), since, until, whole=month not in met)
    )


def months_to_come(
    year: int, *, since: date, until: date | None, today: date, met: Collection[int] = ()
) -> tuple[int, ...]:
    """Return the months of a year that are not over and in which a meeting is still to come.

    met: the months of which a meeting was held already.
    """
    return tuple(
        month
        for month in range(1, 13)
        if next_month(date(year, month, 1)) > today
        and month not in met
        and _exists(date(year, month, 1), since, until, whole=True)
    )


def _exists(month: date, since: date, until: date | None, *, whole: bool) -> bool:
    """Say whether a cell existed in a month: all of it, or some day of it."""
    after = next_month(month)
    if whole:
        return since <= month and (until is None or until >= after)
    return since < after and (until is None or until > month)


def is_over(year: int, *, until: date | None, today: date, last: int = 12) -> bool:
    """Say whether a cell's year is over up to a month 1..12: with the calendar, or with the cell."""
    after = next_month(date(year, last, 1))
    return today >= (after if until is None else min(after, until))


def within(of: YearEvidence, months: Collection[int]) -> YearEvidence:
    """Return the part of a year's evidence that lies in some of its months."""
    return replace(
        of,
        months=tuple(month for month in of.months if month in months),
        meetings=tuple(one for one in of.meetings if one.month in months),
    )


def months_of_quarter(quarter: int) -> range:
    """Return the months of a quarter 1..4."""
    return range(3 * quarter - 2, 3 * quarter + 1)
