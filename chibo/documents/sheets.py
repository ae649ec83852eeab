"""A paper in sentences, not yet laid out: what both the PDF and the Word file are made from.

Every text is one line of plain Vietnamese in NFC. The keys are the names of the fields that
stand in Word templates, so they are in the language of those who edit them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of paper."""

    MINUTES = "minutes"
    RESOLUTION = "resolution"
    NOTICE = "notice"
    ATTENDANCE_LIST = "attendance_list"
    EXCERPT = "excerpt"
    MEETING_SHEET = "meeting_sheet"
    REPORT = "report"


# The others are only printed, to be written on by hand.
FOR_WORD = tuple(kind for kind in Kind if kind is not Kind.MEETING_SHEET)


@dataclass(frozen=True, slots=True)
class Column:
    """A column; width: in tenths of a millimetre, of the 1650 between the margins."""

    key: str
    title: str
    width: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with borders; each row has one cell a column. tall: room to sign in each row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper, in this order: heading, lead, table, paragraphs, smaller sections.

    blank: how many empty lines follow the lead, to be written on by hand.
    """

    key: str
    heading: str = ""
    lead: tuple[str, ...] = ()
    table: Table | None = None
    paragraphs: tuple[str, ...] = ()
    sections: tuple["Section", ...] = ()
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Signing:
    """A place to sign: lines in capitals, room for the hand, the name."""

    roles: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper, ready to be laid out.

    name: for the file's properties. number: empty when the paper bears none.
    addressees: one copy each; a single empty line makes one copy to nobody in particular.
    signatures: one stands on the right, beside the recipients; two stand left and right.
    """

    kind: Kind
    name: str
    parent: str
    body: str
    number: str
    place_date: str
    title: str
    subject: str
    draft_mark: str
    addressees: tuple[str, ...]
    sections: tuple[Section, ...]
    signatures: tuple[Signing, ...]
    recipients: tuple[str, ...]
    annex: Section | None = None
