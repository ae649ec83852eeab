"""The figures of a board, each with its name, what it counts, and the cells behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.reports.rules.board_counts import Counts, Figure, share

# Before the name of a figure in an address: those cells that fall short of it.
SHORT = "not-"

MAIN = (Figure.HELD, Figure.ON_TIME, Figure.IN_TIME, Figure.PRESENT)
MORE = (Figure.IN_BOOK, Figure.THEMATIC, Figure.GRADED, Figure.TASKS, Figure.VISITS)
OF_ROW = (Figure.HELD, Figure.ON_TIME, Figure.IN_TIME, Figure.PRESENT)

_NAMES: dict[Figure, Callable[[], str]] = {
    Figure.HELD: lambda: pgettext("figure", "met"),
    Figure.ON_TIME: lambda: _("met on the planned day"),
    Figure.IN_BOOK: lambda: _("minutes in the book"),
    Figure.IN_TIME: lambda: _("in the book in time"),
    Figure.PRESENT: lambda: pgettext("figure", "present"),
    Figure.THEMATIC: lambda: _("thematic meeting this quarter"),
    Figure.GRADED: lambda: _("meetings graded"),
    Figure.TASKS: lambda: _("tasks done"),
    Figure.VISITS: lambda: _("visits made"),
    Figure.NEED: lambda: _("need help"),
}

_MEANINGS: dict[Figure, Callable[[], str]] = {
    Figure.HELD: lambda: _(
        "Regular meetings that were held, out of those due: one a month of each cell that existed the whole month."
    ),
    Figure.ON_TIME: lambda: _(
        "Held on the day first planned, out of those held. A moved meeting counts as held."
    ),
    Figure.IN_BOOK: lambda: _("Minutes in the book, out of the meetings held."),
    Figure.IN_TIME: lambda: _(
        "Minutes that came into the book by their day, out of those that are there or whose day has passed."
    ),
    Figure.PRESENT: lambda: _(
        "Members present, out of those who had to attend; of meetings whose minutes are in the book."
    ),
    Figure.THEMATIC: lambda: _(
        "Cells that held a thematic meeting in this quarter, out of all; two in one quarter count once."
    ),
    Figure.GRADED: lambda: _("Meetings with a grade, out of those in the book."),
    Figure.TASKS: lambda: _(
        "Tasks done when their meeting looked at them, out of those due by then; what was let go counts as not done."
    ),
    Figure.VISITS: lambda: _(
        "Visits made, out of those planned; one that nobody planned stands on the page of its cell."
    ),
    Figure.NEED: lambda: _("Cells that need help by the limits below, out of all."),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure on a page: so many out of so many, and the page of the cells behind it."""

    key: str
    name: str
    count: int
    base: int
    url: str


def name_of(figure: Figure) -> str:
    """Return a figure's name, to stand below or beside its number."""
    return _NAMES[figure]()


def meaning_of(figure: Figure) -> str:
    """Return what a figure counts and out of what, in whole sentences."""
    return _MEANINGS[figure]()


def shown(counts: Counts, figure: Figure, url: str) -> Shown:
    """Return a figure of some counts with the page behind it."""
    found = share(counts, figure)
    return Shown(figure.value, name_of(figure), found.count, found.base, url)


def short_choices() -> list[tuple[str, str]]:
    """Return how cells can stand, for the box of a filter: what is missing, and who needs help."""
    names = {
        Figure.HELD: _("have not met"),
        Figure.ON_TIME: _("met on another day"),
        Figure.IN_BOOK: _("held, not in the book yet"),
        Figure.IN_TIME: _("late into the book"),
        Figure.THEMATIC: _("without a thematic meeting this quarter"),
        Figure.TASKS: _("tasks not done"),
        Figure.VISITS: _("visits still to make"),
    }
    return [
        (Figure.NEED.value, name_of(Figure.NEED)),
        *((f"{SHORT}{figure}", words) for figure, words in names.items()),
    ]
