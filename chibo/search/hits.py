"""What a search brings back, whichever room it comes from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What one can look for; each is a group of the page, in this order."""

    MEETINGS = "meetings"
    RESOLUTIONS = "resolutions"
    TASKS = "tasks"
    MEMBERS = "members"
    UNITS = "units"


# These stand in time; members and units belong to no year.
OF_A_YEAR = (Kind.MEETINGS, Kind.RESOLUTIONS, Kind.TASKS)


@dataclass(frozen=True, slots=True)
class Hit:
    """One card of the page. What does not apply is empty."""

    kind: Kind
    title: str
    url: str
    text: str = ""
    # The day it was said or decided.
    day: date | None = None
    cell_id: int | None = None
    meeting_kind: str = ""
    # Where there is nothing else to call it by.
    meeting_title: str = ""
    # How far a meeting is on its way to the book.
    state: str = ""
    is_correction: bool = False
    is_draft: bool = False
    due_on: date | None = None
    done_on: date | None = None
    is_dropped: bool = False
    # Of a unit's name: the period for which it was called so; `text` is that name.
    since: date | None = None
    until: date | None = None


def together(pieces: list[str] | tuple[str, ...]) -> str:
    """Return the pieces of a text as an excerpt is cut from them."""
    return " · ".join(pieces)
