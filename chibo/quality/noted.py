"""Marks that an official noted before he could write them, as the room that keeps his notes says.

They fill in the form of his score once the meeting is in the book; he looks at them and writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chibo.meetings.models import Meeting
from chibo.people.models import Account


@dataclass(frozen=True, slots=True)
class NotedMarks:
    """What was typed by criterion, and why. sheet: the id of the sheet it was noted by."""

    sheet: str
    points: Mapping[str, str]
    because: Mapping[str, str]


Source = Callable[[Meeting, Account], NotedMarks | None]

_SOURCES: list[Source] = []


def add_noted(source: Source) -> None:
    """Let a room say from now on what officials noted."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def noted_by(account: Account, meeting: Meeting) -> NotedMarks | None:
    """Return what an account noted of a meeting; None when no room knows any."""
    found = (source(meeting, account) for source in _SOURCES)
    return next((one for one in found if one is not None), None)
