"""The tables report lines count in, and what stands in each of their columns.

A line names a table and columns of it; nothing else can be counted. Every column is of one kind:
a count (a whole number), a flag (yes or no), a word or a day; each but a flag may be unknown.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

Value = int | str | date | None
Row = Mapping[str, Value]


class Kind(StrEnum):
    """What a column holds."""

    COUNT = "count"
    FLAG = "flag"
    WORD = "word"
    DAY = "day"


class Table(StrEnum):
    """What one row of a table is."""

    # One cell and one month of the span, where the cell was on the day.
    MONTHS = "months"
    # One cell that exists on the last day of the span.
    CELLS = "cells"
    # One unit above the cells that exists on the last day, the unit of the report included.
    ORGANISATIONS = "organisations"
    # One step of a decision within the span that founded, merged, split, moved or ended a cell.
    EVENTS = "events"
    # One slip of an official who sat in within the span.
    VISITS = "visits"
    # One proposal that a visitor passed up within the span.
    PROPOSALS = "proposals"


_WHERE = {"cell": Kind.WORD, "name": Kind.WORD, "organisation": Kind.WORD}
_KIND_OF_CELL = {"kind": Kind.WORD, "is_village": Kind.FLAG}

COLUMNS: Mapping[Table, Mapping[str, Kind]] = {
    Table.MONTHS: {
        **_WHERE,
        **_KIND_OF_CELL,
        "month": Kind.DAY,
        # A regular meeting was due: the cell existed the whole month, and the month is over; or met.
        "expected": Kind.FLAG,
        # Its minutes are in the book.
        "met": Kind.FLAG,
        "on_time": Kind.FLAG,
        "moved": Kind.FLAG,
        # Held or closed, and not in the book.
        "waits": Kind.FLAG,
        "state": Kind.WORD,
        "reason": Kind.WORD,
        "held_on": Kind.DAY,
        "sealed_on": Kind.DAY,
        # A day was set by when the minutes were to be in the book; and they were.
        "seal_due": Kind.FLAG,
        "sealed_on_time": Kind.FLAG,
        "thematic": Kind.FLAG,
        "must_attend": Kind.COUNT,
        "attended": Kind.COUNT,
        "unexcused": Kind.COUNT,
        "excused": Kind.COUNT,
        "speakers": Kind.COUNT,
        "length_minutes": Kind.COUNT,
        "tasks_due": Kind.COUNT,
        "tasks_done": Kind.COUNT,
        "tasks_given": Kind.COUNT,
        "resolutions": Kind.COUNT,
        "proposals": Kind.COUNT,
        "typed_on_behalf": Kind.FLAG,
        "grade": Kind.WORD,
        "visits_due": Kind.COUNT,
        "visits_done": Kind.COUNT,
        # Of those planned, the ones that were made.
        "visits_kept": Kind.COUNT,
    },
    Table.CELLS: {
        **_WHERE,
        **_KIND_OF_CELL,
        # Of the last day of the span.
        "members": Kind.COUNT,
        "official": Kind.COUNT,
        "probationary": Kind.COUNT,
        "exempt": Kind.COUNT,
        "elsewhere": Kind.COUNT,
        # Of the day before the span.
        "members_before": Kind.COUNT,
        # Of the months of the span.
        "due_months": Kind.COUNT,
        "met_months": Kind.COUNT,
        "missed_months": Kind.COUNT,
        "thematic_months": Kind.COUNT,
        "visits": Kind.COUNT,
    },
    Table.ORGANISATIONS: {
        "cell": Kind.WORD,
        "name": Kind.WORD,
        "kind": Kind.WORD,
        "is_grassroots": Kind.FLAG,
    },
    Table.EVENTS: {**_WHERE, "what": Kind.WORD, "day": Kind.DAY, "decision": Kind.WORD},
    Table.VISITS: {
        **_WHERE,
        **_KIND_OF_CELL,
        "day": Kind.DAY,
        "agenda": Kind.WORD,
        # The slip says whether the minutes book was looked at; and it was.
        "book_noted": Kind.FLAG,
        "book_seen": Kind.FLAG,
        "length_minutes": Kind.COUNT,
        "follow_up": Kind.FLAG,
        "followed_up": Kind.FLAG,
    },
    Table.PROPOSALS: {
        **_WHERE,
        **_KIND_OF_CELL,
        "day": Kind.DAY,
        "text": Kind.WORD,
        "answered": Kind.FLAG,
        "answered_on": Kind.DAY,
    },
}
