"""How far a cell's month was on its way on a day, from the days its facts keep."""

from calendar import monthrange
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple

from chibo.base.time import next_month


class Facts(NamedTuple):
    """What a board reads of one cell's month: columns of the monthly facts, by their names."""

    cell: int
    month: date
    state: str = ""
    meets_on: date | None = None
    held_on: date | None = None
    sealed_on: date | None = None
    regular_met: bool = False
    regular_on_time: bool = False
    thematic_met: bool = False
    must_attend: int = 0
    attended: int = 0
    speakers: int = 0
    members: int = 0
    official: int = 0
    grade: str = ""
    # The key of the score sheet, as text.
    sheet: str | None = None
    # From here on only asked of the months of the span.
    planned_on: date | None = None
    noticed_on: date | None = None
    closed_on: date | None = None
    seal_due_on: date | None = None
    reason: str = ""
    tasks_due: int = 0
    tasks_done: int = 0
    visits_due: int = 0
    visits_done: int = 0


# The columns that a year takes of the months before a span; the others halve the cost of reading.
OF_A_YEAR = Facts._fields[: Facts._fields.index("planned_on")]


class Stage(IntEnum):
    """The stations from plan to book, in their order."""

    NONE = 0
    PLANNED = 1
    NOTICED = 2
    HELD = 3
    CLOSED = 4
    SEALED = 5


class Standing(StrEnum):
    """How a month stands for those above."""

    SEALED = "sealed"
    # Held, and its minutes are not in the book.
    HELD = "held"
    # Its day has not come.
    WAITING = "waiting"
    # Its day has passed, and nothing says that it was held.
    OVERDUE = "overdue"
    # Called off, and the month is not over: it may still be held on another day.
    CALLED_OFF = "called_off"
    # The month is over without.
    MISSED = "missed"


MET = frozenset({Standing.SEALED, Standing.HELD})
_HELD_STATES = frozenset({"held", "closed", "sealed"})
_CANCELLED = "cancelled"


def held_day(facts: Facts) -> date | None:
    """Return on which day the regular meeting was held, as far as it is known; None: it was not.

    A month of which only figures are known counts from its last day on.
    """
    if facts.held_on is not None:
        return facts.held_on
    if facts.state in _HELD_STATES:
        return facts.meets_on
    return _last_day(facts.month) if facts.regular_met else None


def sealed_day(facts: Facts) -> date | None:
    """Return on which day the minutes of the regular meeting came into the book; None: they did not."""
    if facts.sealed_on is not None or not facts.regular_met:
        return facts.sealed_on
    return held_day(facts)


def stage_on(facts: Facts, on: date) -> Stage:
    """Return which station the regular meeting of a month had reached on a day.

    It never goes back with a later day. The day on which something was planned is not kept: what
    has a plan is planned on every day.
    """
    reached = Stage.PLANNED if facts.state and facts.state != _CANCELLED else Stage.NONE
    days = (
        (facts.noticed_on, Stage.NOTICED),
        (held_day(facts), Stage.HELD),
        (facts.closed_on, Stage.CLOSED),
        (sealed_day(facts), Stage.SEALED),
    )
    for day, stage in days:
        if day is not None and day <= on:
            reached = stage
    return reached


def standing_on(facts: Facts | None, month: date, on: date) -> Standing:
    """Return how a month stands on a day: met, to come, late, called off, or over without.

    facts: None where nothing is known of the month. The day on which a meeting was called off is
    not kept: it is called off on every day.
    """
    stage = stage_on(facts, on) if facts else Stage.NONE
    if stage >= Stage.HELD:
        return Standing.SEALED if stage is Stage.SEALED else Standing.HELD
    if next_month(month) <= on:
        return Standing.MISSED
    if facts is None:
        return Standing.WAITING
    if facts.state == _CANCELLED:
        return Standing.CALLED_OFF
    return Standing.OVERDUE if facts.meets_on and facts.meets_on < on else Standing.WAITING


def days_overdue(facts: Facts, on: date) -> int:
    """Return since how many days the day of a meeting has passed; 0 or less: it has not."""
    return (on - facts.meets_on).days if facts.meets_on else 0


def met_on_time(facts: Facts) -> bool:
    """Say whether a meeting that was held was held on the day first planned."""
    if facts.planned_on is None:
        return facts.regular_on_time
    return held_day(facts) == facts.planned_on


def was_moved(facts: Facts) -> bool:
    """Say whether a meeting has another day than the one first planned."""
    return (
        facts.state != _CANCELLED
        and facts.planned_on is not None
        and facts.planned_on != (facts.held_on or facts.meets_on)
    )


def in_book_in_time(facts: Facts, on: date) -> bool | None:
    """Say whether the minutes of a meeting that was held came into the book by their day.

    None: nobody set a day, or it has not passed and they may still come.
    """
    if facts.seal_due_on is None:
        return None
    sealed = sealed_day(facts)
    if sealed is not None and sealed <= on:
        return sealed <= facts.seal_due_on
    return False if facts.seal_due_on < on else None


def mark_of(facts: Facts | None, standing: Standing) -> str:
    """Return the shape of a month, as `shapes.year_marks` draws it."""
    if standing is Standing.SEALED and facts is not None:
        return "ok" if met_on_time(facts) else "moved"
    if standing is Standing.HELD:
        return "open"
    return "next" if standing is Standing.WAITING else "missed"


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])
