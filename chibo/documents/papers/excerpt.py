"""One decision taken out of minutes or a resolution, for someone who needs only that."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chibo.documents.papers.common import Head, Signature, Task, VoteResult


class Source(StrEnum):
    """What an excerpt is taken from."""

    MINUTES = "minutes"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One decision out of minutes or a resolution.

    number: of the source, "31-BB/CB"; issued: its date.
    meeting: "sinh hoạt thường kỳ tháng 12 năm 2026", after "Chi bộ bản Máy".
    about: the decision in a few words, "nạo vét mương Nà Lốc".
    text, conclusion: as they stand in the source; each line becomes a paragraph.
    """

    head: Head
    source: Source
    number: str
    issued: date
    meeting: str
    held_at: datetime
    place: str
    present: int
    must_attend: int
    about: str
    text: str
    signature: Signature
    votes: tuple[VoteResult, ...] = ()
    conclusion: str = ""
    tasks: tuple[Task, ...] = ()
    recipients: tuple[str, ...] = ()
    draft: bool = False
