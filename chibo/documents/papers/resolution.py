"""A resolution of a cell."""

from dataclasses import dataclass
from datetime import datetime

from chibo.documents.papers.common import Head, Signature, Task, TaskResult, VoteResult
from chibo.documents.papers.minutes import Chair, Counts, Score


@dataclass(frozen=True, slots=True)
class Annex:
    """A paper behind a resolution; each line of text becomes a paragraph."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution of a cell.

    subject: "Về nhiệm vụ tháng 01 năm 2027".
    meeting: "sinh hoạt thường kỳ tháng 12 năm 2026", after "Chi bộ bản Máy".
    last_period, next_period: "tháng 12 năm 2026", "tháng 01 năm 2027"; empty where the meeting
    is not the month's own.
    ideology, politics, praise, shortcomings, directions, assignment: free text, each line a
    paragraph; empty parts are left out and the numbering closes up.
    last_resolution: "Nghị quyết số 22-NQ/CB"; empty when there was none.
    minutes_number: "31-BB/CB"; empty while the minutes have no number.
    signature: ("T/M CHI BỘ", "BÍ THƯ"); a deputy signs as "PHÓ BÍ THƯ".
    """

    head: Head
    subject: str
    meeting: str
    held_at: datetime
    place: str
    counts: Counts
    chair: Chair
    meeting_secretary: str
    minutes_number: str
    last_period: str
    next_period: str
    last_resolution: str
    results: tuple[TaskResult, ...]
    tasks: tuple[Task, ...]
    vote: VoteResult
    signature: Signature
    ideology: str = ""
    politics: str = ""
    praise: str = ""
    shortcomings: str = ""
    directions: str = ""
    assignment: str = ""
    score: Score | None = None
    recipients: tuple[str, ...] = ()
    annex: Annex | None = None
    draft: bool = False
