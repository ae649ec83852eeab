"""Why a cell needs help, with what the board of grades does not look at; the most urgent first.

The order is one of reasons and fixed; no cell gets points, and cells with the same reason stand
as the tree has them. Law 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chibo.quality.rules import helping
from chibo.quality.rules.helping import MonthSeen
from chibo.reports.rules.board_stages import Facts, Standing, days_overdue


class Reason(StrEnum):
    """Why a cell needs help, the most urgent first."""

    UNMET = "unmet"
    NO_SECRETARY = "no_secretary"
    FEW = "few"
    WEAK = "weak"
    ABSENT = "absent"
    SILENT = "silent"
    LATE = "late"
    NO_SUCCESSOR = "no_successor"
    TERM = "term"


ORDER = tuple(Reason)
_QUALITY = {
    helping.Reason.WEAK: Reason.WEAK,
    helping.Reason.ABSENT: Reason.ABSENT,
    helping.Reason.SILENT: Reason.SILENT,
    helping.Reason.LATE: Reason.LATE,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on a cell needs help; None: nobody set a limit, so that reason is not looked for.

    unmet_days: so many days after the day of a meeting. official, successors: fewer than so many.
    term_days: the term ends within so many days. quality: those of the board of grades.
    """

    quality: helping.Limits = field(default_factory=helping.Limits)
    unmet_days: int | None = None
    official: int | None = None
    successors: int | None = None
    term_days: int | None = None


@dataclass(frozen=True, slots=True)
class Leading:
    """Who leads a cell on a day.

    beside: others in its committee. ends_on: when the term or the secretary's post ends, the
    earlier; None when neither has an end.
    """

    has_secretary: bool = True
    beside: int = 1
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A reason with what is behind it: the months, or a number.

    number: official members, or days left of the term (less than none: it has ended).
    why: what was written down as the reason of a month without a meeting.
    """

    reason: Reason
    months: tuple[MonthSeen, ...] = ()
    unmet: tuple[tuple[date, Standing], ...] = ()
    number: int = 0
    why: str = ""
    day: date | None = None


def needs_of(
    *,
    months: Sequence[tuple[date, Facts | None, Standing]],
    seen: Sequence[MonthSeen],
    official: int | None,
    leading: Leading,
    limits: Limits,
    on: date,
) -> list[Need]:
    """Return why a cell needs help on a day, the most urgent first; nothing when it does not.

    months: those of the span in which a meeting was due. seen: the months in the book up to then,
    oldest first. official: official members by the latest minutes; None where none are known.
    """
    found = [*_unmet(months, limits, on), *_members(official, limits)]
    found += [Need(_QUALITY[one.reason], one.months) for one in helping.needs(seen, limits.quality)]
    found += _leading(leading, limits, on)
    return sorted(found, key=lambda need: ORDER.index(need.reason))


def _unmet(
    months: Sequence[tuple[date, Facts | None, Standing]], limits: Limits, on: date
) -> list[Need]:
    without = [
        (month, facts, standing)
        for month, facts, standing in months
        if standing in {Standing.MISSED, Standing.CALLED_OFF}
        or (standing is Standing.OVERDUE and facts and _is_long(facts, limits, on))
    ]
    if not without or limits.unmet_days is None:
        return []
    why = next((facts.reason for _month, facts, _ in reversed(without) if facts), "")
    return [Need(Reason.UNMET, unmet=tuple((month, how) for month, _, how in without), why=why)]


def _is_long(facts: Facts, limits: Limits, on: date) -> bool:
    return limits.unmet_days is not None and days_overdue(facts, on) > limits.unmet_days


def _members(official: int | None, limits: Limits) -> list[Need]:
    if official is None or limits.official is None or official >= limits.official:
        return []
    return [Need(Reason.FEW, number=official)]


def _leading(leading: Leading, limits: Limits, on: date) -> list[Need]:
    found = []
    if limits.successors is not None:
        if not leading.has_secretary:
            found.append(Need(Reason.NO_SECRETARY))
        elif leading.beside < limits.successors:
            found.append(Need(Reason.NO_SUCCESSOR))
    if limits.term_days is not None and leading.ends_on is not None:
        left = (leading.ends_on - on).days
        if left <= limits.term_days:
            found.append(Need(Reason.TERM, number=left, day=leading.ends_on))
    return found
