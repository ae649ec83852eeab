"""When a cell needs help, with the reason, and when its own score is not what the record gives.

Each cell is looked at by itself: nothing here compares or orders cells. Law 2.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

# How far back silent meetings are counted.
_LATEST = 6


class Reason(StrEnum):
    """Why a cell needs help."""

    WEAK = "weak"
    SILENT = "silent"
    LATE = "late"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """A month in which the regular meeting was held and is in the book.

    is_weak: None when it is not graded. days: from the meeting to the book; None when not known.
    """

    month: date
    attended: int
    must_attend: int
    speakers: int
    is_weak: bool | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on a cell needs help; None: nobody set a limit, so that reason is not looked for.

    weak: so many of the latest meetings running are weak. speakers, silent: at most so many spoke,
    in so many of the latest six. late: more days than this to the book. below, absent: attendance
    under so many percent in so many of the latest meetings running.
    """

    weak: int | None = None
    speakers: int | None = None
    silent: int | None = None
    late: int | None = None
    below: int | None = None
    absent: int | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A reason with the months behind it."""

    reason: Reason
    months: tuple[MonthSeen, ...]


def needs(months: Sequence[MonthSeen], limits: Limits) -> list[Need]:
    """Return why a cell needs help now; nothing when it does not.

    months: those it met in, oldest first, up to the month looked at.
    """
    found = []
    if limits.weak and _running(months, limits.weak, _is_weak):
        found.append(Need(Reason.WEAK, tuple(months[-limits.weak :])))
    if limits.silent and limits.speakers is not None:
        silent = [one for one in months[-_LATEST:] if one.speakers <= limits.speakers]
        if len(silent) >= limits.silent:
            found.append(Need(Reason.SILENT, tuple(silent)))
    if limits.late is not None and months and (months[-1].days or 0) > limits.late:
        found.append(Need(Reason.LATE, (months[-1],)))
    if limits.absent and limits.below is not None:
        below = limits.below
        if _running(months, limits.absent, lambda one: _is_under(one, below)):
            found.append(Need(Reason.ABSENT, tuple(months[-limits.absent :])))
    return found


def _running(months: Sequence[MonthSeen], count: int, holds: Callable[[MonthSeen], bool]) -> bool:
    return len(months) >= count and all(holds(one) for one in months[-count:])


def _is_weak(one: MonthSeen) -> bool:
    return bool(one.is_weak)


def _is_under(one: MonthSeen, percent: int) -> bool:
    return bool(one.must_attend) and 100 * one.attended < percent * one.must_attend


def weak_grades(order: Sequence[str]) -> Collection[str]:
    """Return the two lowest grades of a sheet, but none of its better half.

    order: its grades, best first. Of three grades it is the lowest, of two the lower one.
    """
    better_half = (len(order) + 1) // 2
    return order[max(better_half, len(order) - 2) :]


def difference(
    given: Decimal | None, evidence: Decimal | None, differs_by: Decimal
) -> Decimal | None:
    """Return by how much a cell's own score is above (or below) what the record gives.

    given, evidence: points of the lines the record proves, as the cell gave them and by itself.
    None when it is not more than `differs_by`, or when there is nothing to compare.
    """
    if given is None or evidence is None or abs(given - evidence) <= differs_by:
        return None
    return given - evidence
