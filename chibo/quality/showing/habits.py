"""What comes back in a cell's meetings, and one thing to try, in words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from chibo.quality.rules.habits import Habit
from chibo.quality.rules.measuring import MEASURES
from chibo.quality.showing.conditions import quantity

_SAYS: dict[str, Callable[[], str]] = {
    "stopped_short": lambda: _(
        "%(times)s of the last %(of)s meetings ended before item %(item)s was taken up."
    ),
    "few_speak": lambda: _("In %(times)s of the last %(of)s meetings few spoke: %(measured)s."),
    "tasks_undone": lambda: _(
        "In %(times)s of the last %(of)s meetings many tasks were not done: %(measured)s."
    ),
    "few_come": lambda: _("To %(times)s of the last %(of)s meetings few came: %(measured)s."),
    "no_conclusion": lambda: _(
        "In %(times)s of the last %(of)s meetings items had no conclusion: %(measured)s."
    ),
    "papers_late": lambda: _(
        "Before %(times)s of the last %(of)s meetings the papers came late: %(measured)s."
    ),
    "late_in_book": lambda: _(
        "The minutes of %(times)s of the last %(of)s meetings came late into the book: %(measured)s."
    ),
}
_TRY: dict[str, Callable[[], str]] = {
    "stopped_short": lambda: _("Put the main item first, or leave one for next month."),
    "few_speak": lambda: _(
        "Send one question to each item with the notice, and ask by name who was silent."
    ),
    "tasks_undone": lambda: _(
        "Give fewer tasks, each to one person, with a day and what shall be there then."
    ),
    "few_come": lambda: _("Ask those who were absent which hour suits them, before the next plan."),
    "no_conclusion": lambda: _(
        "Write a draft conclusion for each item when preparing; the chair then only corrects it."
    ),
    "papers_late": lambda: _("Hand out the papers together with the notice."),
    "late_in_book": lambda: _(
        "Read the minutes back at the end of the meeting and close them there."
    ),
}


def says(habit: Habit) -> str:
    """Return what comes back."""
    return _SAYS[habit.key]() % {
        "times": habit.times,
        "of": habit.of,
        "item": habit.item,
        "measured": "; ".join(_measured(habit)),
    }


def tries(habit: Habit) -> str:
    """Return one thing to try."""
    return _TRY[habit.key]()


def _measured(habit: Habit) -> list[str]:
    unit = MEASURES[habit.measure].unit
    return [
        f"{one.part}/{one.whole}" if one.part is not None else quantity(one.value, unit)
        for one in habit.measured
        if one.value is not None
    ]
