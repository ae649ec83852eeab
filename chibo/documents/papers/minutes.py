"""The minutes of one meeting."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from chibo.documents.papers.common import Head, Signature, Task, TaskResult, VoteResult


@dataclass(frozen=True, slots=True)
class Counts:
    """How many members the cell has and how many came; all are counts of people.

    present includes exempt members who came, in numerator and denominator alike.
    temporarily_here and temporarily_here_present stand on a line of their own.
    """

    total: int
    official: int
    probationary: int
    must_attend: int
    present: int
    present_official: int
    present_probationary: int
    exempt: int = 0
    temporarily_exempt: int = 0
    suspended: int = 0
    temporarily_elsewhere: int = 0
    temporarily_here: int = 0
    temporarily_here_present: int = 0


@dataclass(frozen=True, slots=True)
class Absentee:
    """A member who was not there, with the reason he gave; empty when he gave none."""

    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who sat in without being of the cell; title: "cấp ủy viên theo dõi chi bộ"."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Chair:
    """Who led the meeting; reason: why it was not the secretary."""

    name: str
    post: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """What one member said; each line of text becomes a paragraph."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a member asked for, and the answer given."""

    name: str
    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda, as it went.

    number: from 1, as printed.
    last_results: tasks of the last resolution, when this item reviews them.
    """

    number: int
    title: str
    presenter: str = ""
    last_results: tuple[TaskResult, ...] = ()
    speeches: tuple[Speech, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    votes: tuple[VoteResult, ...] = ()
    conclusion: str = ""
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What followed when the minutes were read aloud; corrections: what was put right."""

    agreed: bool
    corrections: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """The cell's own score of the meeting, in points of `out_of`; grade: "Tốt".

    points: None of a sheet without points. grade: empty while something is open. in_favour, base:
    how the cell voted on it; None when it did not.
    """

    points: Decimal | None
    out_of: Decimal
    grade: str
    in_favour: int | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one meeting.

    subject: "Sinh hoạt chi bộ thường kỳ tháng 12 năm 2026".
    opened_at, closed_at: aware; printed in Vietnam's time. closed_at is None in a draft.
    notes: further facts of the opening, e.g. the decision under which a meeting is online.
    sitting: "buổi sinh hoạt" or "buổi họp". of_committee: it is the committee's own.
    secretary, chair_signature: bottom left and right.
    """

    head: Head
    subject: str
    opened_at: datetime
    closed_at: datetime | None
    place: str
    counts: Counts
    excused: tuple[Absentee, ...]
    unexcused: tuple[Absentee, ...]
    guests: tuple[Guest, ...]
    chair: Chair
    meeting_secretary: str
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    resolution_vote: VoteResult | None = None
    score: Score | None = None
    reserved: tuple[Speech, ...] = ()
    read_back: ReadBack | None = None
    recipients: tuple[str, ...] = ()
    draft: bool = False
    sitting: str = "buổi sinh hoạt"
    of_committee: bool = False

    @property
    def signatures(self) -> tuple[Signature, Signature]:
        """Who signs: the minute-taker on the left, the chair on the right."""
        return (
            Signature(("Người ghi biên bản",), self.meeting_secretary),
            Signature(("Chủ trì hội nghị",), self.chair.name),
        )
