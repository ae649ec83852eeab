"""What the months of a cell come to on a board, and the figures made of it.

A count of a unit is the sum over its cells: nothing is averaged, nothing is ranked. Law 2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chibo.reports.rules.board_stages import (
    MET,
    Facts,
    Standing,
    in_book_in_time,
    met_on_time,
)


class Counts(NamedTuple):
    """Counts of cells or of their months; every figure has what it is out of beside it.

    months: those in which a meeting was due or was held. judged: those held whose day for the
    book has passed, or that are there. With a record: of months in the book alone.
    """

    cells: int = 0
    months: int = 0
    held: int = 0
    on_time: int = 0
    in_book: int = 0
    judged: int = 0
    in_time: int = 0
    attended: int = 0
    must_attend: int = 0
    tasks_done: int = 0
    tasks_due: int = 0
    visits_done: int = 0
    visits_due: int = 0
    thematic: int = 0
    graded: int = 0
    in_need: int = 0


class Figure(StrEnum):
    """A figure of the board; its name stands in addresses."""

    HELD = "held"
    ON_TIME = "on-time"
    IN_BOOK = "in-book"
    IN_TIME = "in-time"
    PRESENT = "present"
    THEMATIC = "thematic"
    GRADED = "graded"
    TASKS = "tasks"
    VISITS = "visits"
    NEED = "need"


_OF: dict[Figure, tuple[str, str]] = {
    Figure.HELD: ("held", "months"),
    Figure.ON_TIME: ("on_time", "held"),
    Figure.IN_BOOK: ("in_book", "held"),
    Figure.IN_TIME: ("in_time", "judged"),
    Figure.PRESENT: ("attended", "must_attend"),
    Figure.THEMATIC: ("thematic", "cells"),
    Figure.GRADED: ("graded", "in_book"),
    Figure.TASKS: ("tasks_done", "tasks_due"),
    Figure.VISITS: ("visits_done", "visits_due"),
    Figure.NEED: ("in_need", "cells"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """A figure: so many out of so many. Nothing out of nothing is no figure."""

    count: int
    base: int


def share(counts: Counts, figure: Figure) -> Share:
    """Return a figure of some counts."""
    count, base = _OF[figure]
    return Share(getattr(counts, count), getattr(counts, base))


def total(rows: Iterable[Counts]) -> Counts:
    """Return the sum of some counts, which is zero of everything where there are none."""
    return Counts(*map(sum, zip(*rows, strict=True))) if (rows := list(rows)) else Counts()


def counts_of(
    months: Iterable[tuple[Facts | None, Standing]],
    on: date,
    *,
    thematic: bool,
    in_need: bool,
) -> Counts:
    """Return what the months of one cell come to on a day.

    months: those in which a meeting was due or was held, with how each stands on that day.
    thematic: whether the cell held a thematic meeting in the quarter. Visits count in every month
    that is known, those nobody planned not at all.
    """
    known = list(months)
    held = [facts for facts, standing in known if facts and standing in MET]
    in_book = [facts for facts, standing in known if facts and standing is Standing.SEALED]
    visited = [facts for facts, _standing in known if facts]
    judged = [one for facts in held if (one := in_book_in_time(facts, on)) is not None]
    return Counts(
        cells=1,
        months=len(known),
        held=len(held),
        on_time=sum(met_on_time(facts) for facts in held),
        in_book=len(in_book),
        judged=len(judged),
        in_time=sum(judged),
        attended=sum(facts.attended for facts in in_book),
        must_attend=sum(facts.must_attend for facts in in_book),
        tasks_done=sum(facts.tasks_done for facts in in_book),
        tasks_due=sum(facts.tasks_due for facts in in_book),
        visits_done=sum(min(facts.visits_done, facts.visits_due) for facts in visited),
        visits_due=sum(facts.visits_due for facts in visited),
        thematic=int(thematic),
        graded=sum(bool(facts.grade) for facts in in_book),
        in_need=int(in_need),
    )


def is_behind(counts: Counts, figure: Figure) -> bool:
    """Say whether a cell stands behind a figure: whether it adds to what the figure is out of.

    Behind "needs help" stand those that do.
    """
    if figure is Figure.NEED:
        return bool(counts.in_need)
    return bool(share(counts, figure).base)


def falls_short(counts: Counts, figure: Figure) -> bool:
    """Say whether a cell has less of a figure than it is out of, such as a month not met."""
    found = share(counts, figure)
    return found.count < found.base
