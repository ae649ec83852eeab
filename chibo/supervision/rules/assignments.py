"""When an official follows a cell. No Django, no clock, no database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How an assignment stands on a day."""

    TO_COME = "to_come"
    HOLDS = "holds"
    ENDED = "ended"
    # The cell was merged or dissolved, and whoever followed it follows nothing there any more.
    ENDED_WITH_CELL = "ended_with_cell"


@dataclass(frozen=True, slots=True)
class Term:
    """The days of an assignment as they were written, and the end of its cell."""

    since: date
    until: date | None
    cell_until: date | None

    @property
    def end(self) -> date | None:
        """Return the first day on which it holds no longer.

        An assignment is bound to its cell: moving, renaming and putting the cell under another
        committee change nothing, and with the cell it ends, without anybody writing so.
        """
        ends = [day for day in (self.until, self.cell_until) if day is not None]
        return min(ends) if ends else None


def standing_of(term: Term, on: date) -> Standing:
    """Return how an assignment stands on a day."""
    if on < term.since:
        return Standing.TO_COME
    if term.end is None or on < term.end:
        return Standing.HOLDS
    return Standing.ENDED if term.end == term.until else Standing.ENDED_WITH_CELL


def first_day_of_quarter(day: date) -> date:
    """Return the first day of the quarter of a day: from then on a visit counts for it."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
