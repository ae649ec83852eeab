"""How a cell's month stands, in words: the station it reached, and why it is late or was missed."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chibo.base.templatetags.words import capital, month_name, short_day
from chibo.reports.queries.board_reading import Months
from chibo.reports.rules.board_stages import (
    Facts,
    Stage,
    Standing,
    held_day,
    in_book_in_time,
    sealed_day,
    stage_on,
    was_moved,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A state and its words, with the reason somebody gave; "" where none was asked for."""

    state: str
    words: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """One station of a path: done, now or todo."""

    name: str
    state: str
    note: str


def month_words(facts: Facts | None, standing: Standing, on: date) -> Words:
    """Return how a month stands on a day."""
    reason = facts.reason if facts else ""
    match standing:
        case Standing.MISSED:
            return Words("missed", _("not held"), reason)
        case Standing.CALLED_OFF:
            return Words("due", _("called off, no other day yet"), reason)
    if facts is None or stage_on(facts, on) is Stage.NONE:
        return Words("none", _("no plan yet"))
    match standing:
        case Standing.OVERDUE:
            words = _("was to meet on %(day)s, not recorded yet")
            return Words("due", words % {"day": short_day(facts.meets_on)})
        case Standing.WAITING:
            return Words("none", _waiting(facts, on), reason)
        case Standing.HELD:
            return _held(facts, on)
    return _sealed(facts, on)


def _waiting(facts: Facts, on: date) -> str:
    day = {"day": short_day(facts.meets_on)}
    if stage_on(facts, on) is Stage.NOTICED:
        return _("noticed, meets on %(day)s") % day
    return _("planned for %(day)s") % day


def _held(facts: Facts, on: date) -> Words:
    day = {"day": short_day(held_day(facts))}
    closed = stage_on(facts, on) is Stage.CLOSED
    words = (
        _("met on %(day)s, minutes closed, not in the book")
        if closed
        else _("met on %(day)s, minutes not closed")
    )
    late = in_book_in_time(facts, on) is False
    return Words("due" if late else "wait", words % day, facts.reason)


def _sealed(facts: Facts, on: date) -> Words:
    words = _("in the book on %(day)s") % {"day": short_day(sealed_day(facts))}
    if was_moved(facts):
        words = _("%(words)s, met on another day") % {"words": words}
    if in_book_in_time(facts, on) is False:
        words = _("%(words)s, late") % {"words": words}
    return Words("book", words, facts.reason if was_moved(facts) else "")


def span_words(months: Months, on: date) -> list[Words]:
    """Return how the months of a span stand: of one as it is, of several only what is to be said."""
    if len(months) == 1:
        ((_month, facts, standing),) = months
        return [month_words(facts, standing, on)]
    said = [(month, month_words(facts, standing, on)) for month, facts, standing in months]
    return [
        Words(one.state, f"{capital(month_name(month))}: {one.words}", one.reason)
        for month, one in said
    ]


def path_of(facts: Facts | None, standing: Standing, on: date) -> list[Station]:
    """Return the five stations of a month's regular meeting as they were on a day."""
    reached = stage_on(facts, on) if facts else Stage.NONE
    names = [_("Plan"), _("Notice"), _("Meeting"), _("Close"), _("In the book")]
    notes = _notes(facts, on) if facts else [""] * len(names)
    over = standing is Standing.MISSED
    return [
        Station(name, _state(place, reached, is_over=over), note)
        for place, (name, note) in enumerate(zip(names, notes, strict=True), start=1)
    ]


def _state(place: int, reached: Stage, *, is_over: bool) -> str:
    if place <= reached:
        return "done"
    return "now" if place == reached + 1 and not is_over else "todo"


def _notes(facts: Facts, on: date) -> list[str]:
    sealed = sealed_day(facts)
    return [
        _("set for %(day)s") % {"day": short_day(facts.planned_on)} if facts.planned_on else "",
        _sent(facts, on),
        short_day(held_day(facts) or facts.meets_on),
        short_day(facts.closed_on) if facts.closed_on and facts.closed_on <= on else "",
        short_day(sealed)
        if sealed and sealed <= on
        else _("by %(day)s") % {"day": short_day(facts.seal_due_on)}
        if facts.seal_due_on
        else "",
    ]


def _sent(facts: Facts, on: date) -> str:
    if facts.noticed_on is None or facts.noticed_on > on:
        return ""
    return _("sent %(day)s") % {"day": short_day(facts.noticed_on)}
