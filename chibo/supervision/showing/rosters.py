"""A roster in words and in small calendars."""

import calendar
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction

from django.utils.translation import gettext as _

from chibo.base.templatetags.words import long_day
from chibo.supervision.models import PlannedVisit, Roster
from chibo.supervision.rules.roster.problem import Half, half_of
from chibo.supervision.rules.roster.quarters import months_of

_ROMAN = ("I", "II", "III", "IV")


def quarter_name(first: date) -> str:
    """Return "quý II/2025"."""
    return _("quarter %(number)s/%(year)s") % {
        "number": _ROMAN[(first.month - 1) // 3],
        "year": first.year,
    }


def slot_words(day: date, hour: time) -> str:
    """Return "19:30 thứ Tư, 04/06/2025"."""
    return f"{hour:%H:%M} {long_day(day)}"


def half_name(hour: time) -> str:
    """Return which part of the day an hour falls in."""
    return {
        Half.MORNING: _("morning"),
        Half.AFTERNOON: _("afternoon"),
        Half.EVENING: _("evening"),
    }[half_of(hour)]


def quality(roster: Roster) -> str:
    """Say how much better any roster could be, by the bound that was reached."""
    if roster.cost <= roster.bound:
        return _("No other roster is better by what was asked for.")
    part = Fraction(roster.cost - roster.bound, roster.cost)
    tenths = -(-part.numerator * 1000 // part.denominator)
    return _("The best possible roster is better by at most %(percent)s%%.") % {
        "percent": f"{tenths // 10},{tenths % 10}"
    }


def state_of(
    visit: PlannedVisit, slips: Container[tuple[int, int, date]], today: date
) -> tuple[str, str]:
    """Return the shape and the words of how a planned visit stands for those who plan.

    slips: who wrote one about which cell on which day.
    """
    if (visit.official_id, visit.cell_id, visit.told_day) in slips:
        return "done", _("visited, slip sent")
    if visit.is_asked:
        return "due", _("the cell is asked to meet then")
    if visit.told_day is None:
        return "wait", _("not told yet")
    if (visit.told_day, visit.told_hour) != (visit.day, visit.hour):
        return "due", _("changed, not told yet")
    if visit.day < today:
        return "due", _("the day is over, no slip yet")
    return "done", _("told")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a small calendar: its number, its shape and what is said of it."""

    number: int
    shape: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a small calendar, by weeks from Monday; None outside the month."""

    first: date
    weeks: Sequence[Sequence[Day | None]]


def calendar_of(first: date, marks: dict[date, tuple[str, str]]) -> list[Month]:
    """Return the three months of a quarter with the marked days, each with shape and words."""
    return [Month(month, list(_weeks(month, marks))) for month in months_of(first)]


def _weeks(month: date, marks: dict[date, tuple[str, str]]) -> Iterable[list[Day | None]]:
    for week in calendar.Calendar().monthdatescalendar(month.year, month.month):
        yield [
            Day(day.day, *marks.get(day, ("", ""))) if day.month == month.month else None
            for day in week
        ]


def weekdays() -> list[tuple[str, str]]:
    """Return the heads of a calendar's columns, short and whole, Monday first."""
    return [
        (_("Mo"), _("Monday")),
        (_("Tu"), _("Tuesday")),
        (_("We"), _("Wednesday")),
        (_("Th"), _("Thursday")),
        (_("Fr"), _("Friday")),
        (_("Sa"), _("Saturday")),
        (_("Su"), _("Sunday")),
    ]
