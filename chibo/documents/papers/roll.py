"""The list on which the roll is taken by hand, or printed afterwards."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chibo.documents.papers.common import Head, Signature


class Presence(StrEnum):
    """What the roll says of one member."""

    OPEN = "open"
    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    NOT_EXPECTED = "not_expected"


@dataclass(frozen=True, slots=True)
class Attendee:
    """One member on the list.

    standing: post or class of membership, "phó bí thư", "dự bị", "miễn sinh hoạt".
    reason: of an absence, or why he is not expected.
    """

    name: str
    standing: str = ""
    presence: Presence = Presence.OPEN
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """The roll of one meeting, in the order given; open marks are filled in by hand.

    signatures: one or two, left to right.
    """

    head: Head
    meeting: str
    starts_at: datetime
    place: str
    members: tuple[Attendee, ...]
    signatures: tuple[Signature, ...]
    draft: bool = False
