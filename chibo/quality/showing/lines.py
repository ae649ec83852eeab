"""One line of a score in words: what is on record, why it has its points, what would change it."""

from datetime import date, datetime
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.templatetags.words import capital, clock, day, moment
from chibo.meetings.models import Meeting
from chibo.quality.rules.conditions import Condition
from chibo.quality.rules.lines import Change, Line, Why
from chibo.quality.rules.measures import STEPS
from chibo.quality.rules.measuring import MEASURES, Measured, Row
from chibo.quality.rules.stretches import plain
from chibo.quality.showing.conditions import condition_words, quantity

# What stands in the roll, and what came of tasks; the rest is in the minutes.
_OF_THE_ROLL = {"attendance", "unexcused", "excused_run"}
_CLOCKS = {"opened", "ended"}


def sentences(line: Line) -> list[str]:
    """Return what is on record for a criterion, or that nothing is."""
    measured = [(line.criterion.measure, line.measured)] if line.measured else []
    return [measured_words(key, one) for key, one in [*measured, *line.shown] if one is not None]


def measured_words(key: str, measured: Measured) -> str:
    """Return a measured value with what it comes from; else what is not on record."""
    measure = MEASURES[key]
    if measured.value is None:
        return _(measured.why)
    facts = {name: _fact(name, value) for name, value in measured.facts.items()}
    facts |= {
        "value": quantity(measured.value, measure.unit),
        "part": str(measured.part),
        "whole": str(measured.whole),
    }
    return _(measure.says) % facts


def _fact(name: str, value: object) -> str:
    if isinstance(value, datetime):
        return clock(value) if name in _CLOCKS else moment(value)
    return day(value) if isinstance(value, date) else str(value)


def why_words(line: Line) -> str:
    """Return by which of the sheet's words a line has its points."""
    measure = line.criterion.measure
    if line.why == Why.MEASURED and line.when is not None and line.points is not None:
        return _("%(when)s: %(points)s points.") % {
            "when": capital(condition_words(line.when, MEASURES[measure].unit)),
            "points": plain(line.points),
        }
    if line.cap is not None and line.why == Why.CAPPED and line.points is not None:
        return _("%(measure)s %(when)s: at most %(points)s points.") % {
            "measure": capital(_(MEASURES[line.cap.measure].title)),
            "when": condition_words(line.cap.when, MEASURES[line.cap.measure].unit),
            "points": plain(line.points),
        }
    return {
        Why.FULL: _("It does not apply here, so it is given in full."),
        Why.SPREAD: _("It does not apply here; its points went to others."),
        Why.LEFT_OUT: _("It does not apply here and is left out of the most."),
    }.get(line.why, "")


def change_words(change: Change) -> str:
    """Return what would have given more."""
    facts = {
        "when": capital(condition_words(change.when, MEASURES[change.measure].unit)),
        "to": change.level or plain(change.points or Fraction(0)),
    }
    words = (
        _("%(when)s: %(to)s.") if change.level else _("%(when)s would have been %(to)s points.")
    ) % facts
    if change.more:
        words += " " + _("That takes %(more)s more.") % {"more": change.more}
    return words


def row_words(row: Row) -> str:
    """Return one row behind a value in words."""
    if row.kind == "step":
        return _(STEPS[row.key])
    if row.kind == "part":
        return _(row.text)
    if row.kind == "day":
        return day(date.fromisoformat(row.key))
    if row.kind == "meeting":
        return day(date.fromisoformat(row.text))
    return row.text


def row_url(row: Row) -> str:
    """Return where a row stands, or nothing."""
    if row.kind == "meeting":
        return reverse("book:minutes", args=[row.key])
    return reverse("resolutions:task", args=[row.key]) if row.kind == "task" else ""


def evidence_url(meeting: Meeting, measure: str) -> tuple[str, str]:
    """Return where what a measure read stands, and what that is called."""
    if meeting.state == Meeting.State.SEALED:
        return reverse("book:minutes", args=[meeting.pk]), _("Minutes")
    if measure in _OF_THE_ROLL:
        return reverse("room:room", args=[meeting.pk]), _("Roll call")
    return reverse("room:close", args=[meeting.pk]), _("Minutes")


def asked_words(measure: str, when: Condition) -> str:
    """Return what a measure must fulfil: "share of members who came from 90%"."""
    unit = MEASURES[measure].unit
    return f"{_(MEASURES[measure].title)} {condition_words(when, unit)}"
