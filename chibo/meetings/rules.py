"""Decisions about meetings. No Django, no clock, no database."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chibo.base.time import next_month, quarter_of
from chibo.people.rules import Member, Threshold, vote_base


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """The day proposed for a month's meeting, and what moved it from the cell's own day."""

    day: date
    own_day: date
    # The holiday's name, "weekend", or nothing when it did not move.
    moved_by: str


def proposed_day(month: date, own_day: int, holiday: Callable[[date], str]) -> ProposedDay:
    """Return the day to meet in a month: the cell's own day, else the next working day.

    When no working day is left in the month, the last one before the own day.

    month: its first day. own_day: day of the month, 1..28.
    holiday: the name of the holiday on a day, or "".
    """
    own = month.replace(day=own_day)
    step = timedelta(days=1)
    day = own
    while _closed(day, holiday):
        day += step
    if day.month != own.month:
        day = own
        while _closed(day, holiday):
            day -= step
    moved_by = "" if day == own else holiday(own) or "weekend"
    return ProposedDay(day, own, moved_by)


def late_day(today: date, holiday: Callable[[date], str]) -> date:
    """Return the day proposed once the cell's own day of this month is past.

    The next working day left in the month, else today: a month keeps its own meeting.
    """
    day = today
    while _closed(day, holiday):
        day += timedelta(days=1)
    return day if day.month == today.month else today


def _closed(day: date, holiday: Callable[[date], str]) -> bool:
    return day.weekday() >= 5 or bool(holiday(day))


@dataclass(frozen=True, slots=True)
class Presence:
    """From when to when a person sat in a meeting; `left` None is to its end."""

    person_id: int
    arrived: datetime
    left: datetime | None

    def holds(self, at: datetime) -> bool:
        """Say whether he sat there at a moment."""
        return self.arrived <= at and (self.left is None or at < self.left)


def present_at(presences: Iterable[Presence], at: datetime) -> set[int]:
    """Return the persons present at a moment."""
    return {presence.person_id for presence in presences if presence.holds(at)}


@dataclass(frozen=True, slots=True)
class Poll:
    """What a vote is counted on, how many are needed, and how many can cast one now."""

    base: int
    needed: int
    voters_present: int


def poll(members: Collection[Member], present: Collection[int], threshold: Threshold) -> Poll:
    """Return what a vote taken now is counted on.

    members: of the cell, on the day of the meeting.
    present: ids of those present at the moment of the vote.
    """
    base = vote_base(members, present)
    return Poll(
        base=len(base),
        needed=threshold.needed(len(base)),
        voters_present=len(base & set(present)),
    )


class BadCount(StrEnum):
    """Why counted votes cannot be."""

    MORE_THAN_PRESENT = "more_than_present"
    NEGATIVE = "negative"


def count_problem(
    *, in_favour: int, against: int, other: int, voters_present: int
) -> BadCount | None:
    """Say what is wrong with counted votes, or None.

    Fewer than are present is allowed: who raises no hand is not in favour.
    """
    if min(in_favour, against, other) < 0:
        return BadCount.NEGATIVE
    if in_favour + against + other > voters_present:
        return BadCount.MORE_THAN_PRESENT
    return None


class Missing(StrEnum):
    """What the minutes still lack before they can be closed."""

    ROLL = "roll"
    QUORUM = "quorum"
    CHAIR = "chair"
    MEETING_SECRETARY = "meeting_secretary"
    UNCALLED = "uncalled"
    CONCLUSION = "conclusion"
    VOTE = "vote"
    RESOLUTION_VOTE = "resolution_vote"
    READ_BACK = "read_back"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing, and of whom or what: the key and name of a person or an item."""

    what: Missing
    key: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What closing asks of one agenda item."""

    key: str
    name: str
    has_conclusion: bool
    needs_vote: bool
    has_vote: bool


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What closing asks of a meeting."""

    has_chair: bool
    has_meeting_secretary: bool
    # Those who must attend and have no line in the roll: key and name.
    uncalled: tuple[tuple[str, str], ...]
    present: int
    needed: int | None
    items: tuple[ItemFacts, ...]
    # A draft was written, and the cell has not voted on it: the closing part's key.
    unvoted_resolution: str
    read_back: bool
    approved: bool


def gaps(facts: MeetingFacts) -> list[Gap]:
    """Return what is still missing, in the order a secretary would fill it.

    Law 5: nothing is concluded before it happened, so without a roll nothing else is asked.
    """
    if facts.present == 0:
        return [Gap(Missing.ROLL)]
    return [*_gaps_of_roll(facts), *_gaps_of_items(facts), *_gaps_of_reading(facts)]


def _gaps_of_roll(facts: MeetingFacts) -> Iterator[Gap]:
    if not facts.has_chair:
        yield Gap(Missing.CHAIR)
    if not facts.has_meeting_secretary:
        yield Gap(Missing.MEETING_SECRETARY)
    for key, name in facts.uncalled:
        yield Gap(Missing.UNCALLED, key, name)
    if facts.needed is not None and facts.present < facts.needed:
        yield Gap(Missing.QUORUM, name=f"{facts.present}/{facts.needed}")


def _gaps_of_items(facts: MeetingFacts) -> Iterator[Gap]:
    for item in facts.items:
        if item.needs_vote and not item.has_vote:
            yield Gap(Missing.VOTE, item.key, item.name)
        if not item.has_conclusion:
            yield Gap(Missing.CONCLUSION, item.key, item.name)
    if facts.unvoted_resolution:
        yield Gap(Missing.RESOLUTION_VOTE, facts.unvoted_resolution)


def _gaps_of_reading(facts: MeetingFacts) -> Iterator[Gap]:
    if not facts.read_back:
        yield Gap(Missing.READ_BACK)
    if not facts.approved:
        yield Gap(Missing.APPROVED)


# A thematic plan is written for this year and the next; last year's may still be filled in.
_YEARS_OPEN = (-1, 0, 1)


def is_year_open(year: int, today: date) -> bool:
    """Say whether the thematic plan of a year may still be written."""
    return year - today.year in _YEARS_OPEN


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """A theme of a plan that was not let go. meeting: the one planned for it, or ""."""

    key: str
    month: date
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class ThematicFacts:
    """A thematic meeting that was not called off."""

    key: str
    month: date
    was_held: bool


def carried_by(
    themes: Iterable[ThemeFacts], meetings: Iterable[ThematicFacts]
) -> Mapping[str, str]:
    """Return which meeting carries out which theme: the keys of meetings by those of themes.

    The meeting planned for it; else, in the order given, the thematic meeting of its month that
    no theme has yet. A meeting carries out one theme.
    """
    asked, free = list(themes), list(meetings)
    known = {meeting.key for meeting in free}
    found = {theme.key: theme.meeting for theme in asked if theme.meeting in known}
    taken = set(found.values())
    for theme in asked:
        if theme.key in found:
            continue
        of_month = (one.key for one in free if one.month == theme.month and one.key not in taken)
        mine = next(of_month, None)
        if mine is not None:
            found[theme.key] = mine
            taken.add(mine)
    return found


class QuarterState(StrEnum):
    """Where a quarter stands: has it met on a theme, is one planned, or neither."""

    MET = "met"
    PLANNED = "planned"
    OPEN = "open"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class ThematicQuarter:
    """A quarter of a plan. number: 1..4; planned, met: how many themes, how many meetings held."""

    number: int
    planned: int
    met: int
    # Its last day is over.
    is_over: bool

    @property
    def name(self) -> str:
        """Return its number as people write it: "I", "IV"."""
        return ("I", "II", "III", "IV")[self.number - 1]

    @property
    def state(self) -> QuarterState:
        """Return where it stands; HD 42 asks for one thematic meeting a quarter at least."""
        if self.met:
            return QuarterState.MET
        if self.is_over:
            return QuarterState.MISSED
        return QuarterState.PLANNED if self.planned else QuarterState.OPEN


def thematic_quarters(
    year: int, themes: Iterable[ThemeFacts], meetings: Iterable[ThematicFacts], today: date
) -> tuple[ThematicQuarter, ...]:
    """Return the four quarters of a year's plan.

    A theme counts in the quarter of its month, a meeting in that of its own, whatever theme it
    carries out. Months of other years count nowhere.
    """
    planned = [quarter_of(theme.month) for theme in themes if theme.month.year == year]
    held = (one for one in meetings if one.was_held and one.month.year == year)
    met = [quarter_of(one.month) for one in held]
    now = (today.year, quarter_of(today))
    return tuple(
        ThematicQuarter(number, planned.count(number), met.count(number), (year, number) < now)
        for number in range(1, 5)
    )


def end_of_quarter(day: date) -> date:
    """Return the last day of the quarter of a day."""
    last_month = day.replace(month=3 * quarter_of(day), day=1)
    return next_month(last_month) - timedelta(days=1)
