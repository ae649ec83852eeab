"""What is on record of a meeting, or of a cell's year, as the measures read it.

Plain values, so that the offline room has a twin of them. Days and moments are aware or local as
their names say: `_at` is an aware moment, `_on` a day in Vietnam.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Called:
    """One line of the roll."""

    person: int
    name: str
    must_attend: bool
    # present, excused, unexcused, uncalled, or why he need not come.
    state: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke to an item; a guest has no person."""

    person: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """One point of the agenda with what came of it."""

    key: str
    part: str
    title: str
    taken_up: bool
    has_conclusion: bool
    speakers: tuple[Speaker, ...] = ()
    tasks: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A task of the last resolution, as the meeting found it."""

    key: str
    what: str
    owner: str
    due_on: date
    is_done: bool


@dataclass(frozen=True, slots=True)
class Run:
    """How many meetings running a member was absent with a reason this year, at the longest."""

    name: str
    length: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is on record of one meeting. None is: nothing is on record, or not yet."""

    kind: str
    starts_at: datetime
    planned_on: date
    roll: tuple[Called, ...] = ()
    # What the attendance rate is counted on; an exempt member who came is in both.
    must_attend: int = 0
    attended: int = 0
    items: tuple[Item, ...] = ()
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    # The moment somebody looks, while the meeting sits: it has lasted until then.
    sits_at: datetime | None = None
    # The length that the rules in force ask for, in minutes.
    norm_minutes: int | None = None
    # Official and probationary members of the cell on the day.
    members: int = 0
    chair: str = ""
    meeting_secretary: str = ""
    # None when no resolution of an earlier meeting was there to review.
    reviewed: tuple[Reviewed, ...] | None = None
    # None when nothing was drafted to vote on.
    resolution_voted: bool | None = None
    read_back: bool = False
    approved: bool = False
    has_committee: bool = False
    huddle_on: date | None = None
    noticed_at: datetime | None = None
    documents_at: datetime | None = None
    sealed_on: date | None = None
    posted_on: date | None = None
    # Whether a thematic meeting belongs to this month, and days of those of the quarter so far.
    with_theme: bool = False
    themes_on: tuple[date, ...] = ()
    excused_runs: tuple[Run, ...] = ()
    # None when nobody noted whether a superior sat in.
    superior_present: bool | None = None
    guests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingOfYear:
    """One meeting of a cell's year, from its sealed record.

    month: 1..12, the one it is the meeting of, whenever it was held. excused: who was absent with a
    reason, as the roll has them.
    """

    key: str
    kind: str
    month: int
    held_on: date
    must_attend: int
    attended: int
    unexcused: int
    on_planned_day: bool
    tasks_due: int
    tasks_done: int
    excused: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True)
class YearEvidence:
    """What is on record of a cell's year, or of a part of it.

    months: in which of its months, 1..12, a regular meeting was due.
    """

    year: int
    months: tuple[int, ...] = ()
    meetings: tuple[MeetingOfYear, ...] = ()
