"""The sheet on which a meeting is written by hand, when there is no device in the room."""

from dataclasses import dataclass
from datetime import datetime

from chibo.documents.papers.common import Head, Signature, TaskResult
from chibo.documents.papers.minutes import Chair
from chibo.documents.papers.roll import Attendee


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One item to come; minutes: its planned length. needs_vote: it has a line among the votes."""

    title: str
    presenter: str = ""
    minutes: int | None = None
    needs_vote: bool = False


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """All that a cell needs to hold a meeting on paper, and to be typed from afterwards.

    chair: who is expected to lead. needed_to_meet: how many must be present; None when nobody set it.
    expected: who must attend; apart: who need not, each with why.
    voters: whose votes count when all who must attend come; needed_to_carry: of them.
    tasks: those under way, each with what is known of it. resolves: the meeting can adopt a resolution.
    """

    head: Head
    meeting: str
    starts_at: datetime
    place: str
    chair: Chair
    items: tuple[SheetItem, ...]
    expected: tuple[Attendee, ...]
    apart: tuple[Attendee, ...]
    needed_to_meet: int | None
    voters: int
    needed_to_carry: int
    tasks: tuple[TaskResult, ...]
    signatures: tuple[Signature, ...]
    resolves: bool = True
    draft: bool = False
