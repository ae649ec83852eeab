"""What several kinds of paper share."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a paper.

    parent, body: "Đảng bộ xã Trung Thượng", "Chi bộ bản Máy", as in a sentence.
    number: None while the number is not yet given; the place for it is then left open.
    symbol: "BB/CB"; empty for a paper that bears no number.
    place: of issue, "Trung Thượng".
    """

    parent: str
    body: str
    number: int | None
    symbol: str
    place: str
    date: date


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: role lines from top to bottom ("T/M CHI BỘ", "BÍ THƯ"), and the name."""

    roles: tuple[str, ...]
    name: str


class Method(StrEnum):
    """How a vote was taken."""

    HANDS = "hands"
    CARDS = "cards"
    SECRET_BALLOT = "secret_ballot"


@dataclass(frozen=True, slots=True)
class VoteResult:
    """The result of one vote.

    base: all whose votes count, present or not; needed: votes in favour that carry it.
    other: abstentions, spoilt ballots and other views.
    """

    question: str
    method: Method
    in_favour: int
    against: int
    other: int
    base: int
    needed: int
    carried: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A task given.

    due_date: the last day. expected: the result to be measured. report_to: where it is
    reported, "sinh hoạt tháng 01 năm 2027". collective: the owner is a body, not a comrade.
    """

    what: str
    owner: str
    due_date: date | None = None
    expected: str = ""
    report_to: str = ""
    collective: bool = False


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What came of a task of an earlier resolution: "250/400 mét", and its state, "chưa xong"."""

    task: str
    owner: str
    result: str
    state: str = ""
