"""The notice of a meeting, or the invitation to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chibo.documents.papers.common import Head, Signature
from chibo.documents.papers.minutes import Chair


class Form(StrEnum):
    """What a notice calls itself: a notice to members, or an invitation to guests."""

    NOTICE = "notice"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item to come; minutes: planned length, None when not planned."""

    title: str
    preparer: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom one paper copy goes; title is printed after the name."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of a meeting.

    meeting: "sinh hoạt chi bộ thường kỳ tháng 12 năm 2026".
    starts_at: aware; printed in Vietnam's time. minutes: planned length of the whole.
    addressees: one copy is printed for each; one copy without a name when empty.
    """

    head: Head
    form: Form
    meeting: str
    starts_at: datetime
    minutes: int | None
    place: str
    chair: Chair
    agenda: tuple[AgendaLine, ...]
    signature: Signature
    materials: tuple[str, ...] = ()
    request: str = ""
    addressees: tuple[Addressee, ...] = ()
    recipients: tuple[str, ...] = ()
    draft: bool = False
