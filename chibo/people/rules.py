"""Who must attend, who may vote, and on how many a vote is counted.

No Django, no clock, no database. The questions and answers these rules come from are in
docs/sources.md, section "Who attends, who votes"; some quote texts older than those in force.
"""

import calendar
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import floor


class Class(StrEnum):
    """Whether a member is on probation."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"


class Place(StrEnum):
    """How a person belongs to the cell on a day."""

    HERE = "here"
    ELSEWHERE_FOR_A_TIME = "elsewhere_for_a_time"
    GUEST_FOR_A_TIME = "guest_for_a_time"


class Why(StrEnum):
    """Why a member need not attend, or may not vote; NONE when he does."""

    NONE = ""
    PROBATIONARY = "probationary"
    EXEMPT = "exempt"
    TEMPORARILY_EXEMPT = "temporarily_exempt"
    ELSEWHERE = "elsewhere"
    SUSPENDED = "suspended"
    DETAINED = "detained"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a cell as he stands on one day."""

    person_id: int
    klass: Class = Class.OFFICIAL
    place: Place = Place.HERE
    exempt: bool = False
    temporarily_exempt: bool = False
    suspended: bool = False
    detained: bool = False


def class_on(official: str, day: date) -> Class:
    """Return the class of a member on a day.

    official: the day he became official as the register has it, "2020-03-05", "2020-03",
    "2020" or nothing; a month or a year counts from its first day.
    """
    if not official:
        return Class.PROBATIONARY
    since = date.fromisoformat(f"{official}-01-01"[:10])
    return Class.OFFICIAL if since <= day else Class.PROBATIONARY


def absent_by_right(member: Member) -> Why:
    """Return why a member need not attend, or Why.NONE when he must.

    Where several reasons hold, the first of this order is the one shown and counted. A guest
    for a time is one before all else: his own cell answers for his standing, and an exempt
    guest who comes must not slip into the rate. From the day after an exemption ends a member
    must attend again: its period is over by then. One on temporary activity elsewhere is
    counted there. Working away is no reason by itself: he asks to be exempt for a time.

    Source: [HD-12/2018] on the attendance rate; [HD-01/2021] 10.3; answers of party organs.
    """
    if member.place is Place.GUEST_FOR_A_TIME:
        return Why.GUEST
    if member.suspended:
        return Why.SUSPENDED
    if member.detained:
        return Why.DETAINED
    if member.place is Place.ELSEWHERE_FOR_A_TIME:
        return Why.ELSEWHERE
    if member.exempt:
        return Why.EXEMPT
    if member.temporarily_exempt:
        return Why.TEMPORARILY_EXEMPT
    return Why.NONE


def must_attend(member: Member) -> bool:
    """Say whether a member counts in the denominator of the attendance rate."""
    return absent_by_right(member) is Why.NONE


def attendance_base(members: Iterable[Member], present: Collection[int]) -> set[int]:
    """Return the persons the attendance rate is counted on.

    An exempt member who comes all the same counts in both numerator and denominator; one on
    temporary activity here is shown on a line of his own and counts in neither.

    present: ids of those present.
    """
    base = set()
    for member in members:
        why = absent_by_right(member)
        came = member.person_id in present
        if why is Why.NONE or (came and why in (Why.EXEMPT, Why.TEMPORARILY_EXEMPT)):
            base.add(member.person_id)
    return base


def without_vote(member: Member) -> Why:
    """Return why a member may not vote, or Why.NONE when he may.

    Source: [DL/2011] articles 3 and 24; a temporary member has all rights except voting,
    electing and standing.
    """
    if member.place is Place.GUEST_FOR_A_TIME:
        return Why.GUEST
    if member.klass is Class.PROBATIONARY:
        return Why.PROBATIONARY
    if member.suspended:
        return Why.SUSPENDED
    if member.detained:
        return Why.DETAINED
    return Why.NONE


def may_vote(member: Member) -> bool:
    """Say whether a member has a vote when he is present."""
    return without_vote(member) is Why.NONE


def vote_base(
    members: Iterable[Member],
    present: Collection[int],
    *,
    excused_at_election: Collection[int] = (),
) -> set[int]:
    """Return the persons a vote is counted on: all who may vote, not only those present.

    Less those exempt, or on temporary activity elsewhere, who did not come; and at an
    election those absent throughout with an accepted reason. Who is absent without right
    stays in the base, so his absence works against the proposal.

    present: ids of those present.
    excused_at_election: ids, empty for any vote that is not an election.
    """
    base = set()
    for member in members:
        if not may_vote(member):
            continue
        if member.person_id not in present and (
            not must_attend(member) or member.person_id in excused_at_election
        ):
            continue
        base.add(member.person_id)
    return base


@dataclass(frozen=True, slots=True)
class Less:
    """How many members one reason takes out of each count."""

    why: Why
    attend: int
    vote: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """From the members of a cell, line by line, to who must attend and the base of a vote.

    Each member stands in one line of a column at most, so that
    `total - sum(line.attend) == must_attend` and `total - sum(line.vote) == vote_base`.
    Guests for a time are beside the sum, never in it.
    """

    total: int
    lines: tuple[Less, ...]
    must_attend: int
    vote_base: int
    guests: int


def explained(members: Iterable[Member]) -> Explanation:
    """Say how the counts of a cell come about: the answer to "Why 24?".

    The vote column is the base when nobody comes who need not: each exempt voter who does
    adds himself.
    """
    own, guests = [], 0
    for member in members:
        if member.place is Place.GUEST_FOR_A_TIME:
            guests += 1
        else:
            own.append(member)
    attend = Counter(absent_by_right(member) for member in own)
    vote = Counter(without_vote(member) or absent_by_right(member) for member in own)
    return Explanation(
        total=len(own),
        lines=tuple(
            Less(why, attend[why], vote[why])
            for why in Why
            if why is not Why.NONE and (attend[why] or vote[why])
        ),
        must_attend=attend[Why.NONE],
        vote_base=vote[Why.NONE],
        guests=guests,
    )


def official_from(ceremony: date) -> date:
    """Return the day from which a probationary member is official, whatever the delay.

    Twelve months after the admission ceremony; from 29 February, 28 February. The decision
    may be signed on that day or later, never before, and holds from that day.

    Source: [DL/2011] article 5; [QD-208/2026] (second hand).
    """
    year = ceremony.year + 1
    last = calendar.monthrange(year, ceremony.month)[1]
    return ceremony.replace(year=year, day=min(ceremony.day, last))


# The time in which an official transfer is to be completed, for information only.
TRANSFER_WORKING_DAYS = 60


def working_days_after(day: date, count: int, holiday: Callable[[date], str]) -> date:
    """Return the last of so many working days after a day; the day itself does not count.

    holiday: the name of the public holiday on a day, or "".
    """
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and not holiday(day):
            count -= 1
    return day


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open period of days; `until` None is without end."""

    since: date
    until: date | None


def gap(span: Span, covering: Iterable[Span]) -> date | None:
    """Return the first day of a period that none of some other periods covers, or None.

    covering: in any order; they may touch and overlap.
    """
    day = span.since
    for other in sorted(covering, key=lambda other: other.since):
        if other.since > day:
            return day
        if other.until is None:
            return None
        day = max(day, other.until)
        if span.until is not None and day >= span.until:
            return None
    return day


@dataclass(frozen=True, slots=True)
class Threshold:
    """The part of a base that is enough: more than a share, or the share itself."""

    share: Fraction
    or_equal: bool

    def needed(self, base: int) -> int:
        """Return the least whole number of people that is enough.

        Exact on purpose: two thirds of 12 are 8, and more than a half of 16 is 9.
        """
        exact = self.share * base
        if self.or_equal:
            return -floor(-exact)
        return floor(exact) + 1

    def is_met(self, count: int, base: int) -> bool:
        """Say whether so many of a base are enough; nothing is enough of nobody."""
        return base > 0 and count >= self.needed(base)


class BadThreshold(ValueError):
    """A threshold is not written as `>1/2` or `>=2/3`."""


def threshold(text: str) -> Threshold:
    """Read `>1/2` or `>=2/3`.

    Raises BadThreshold on anything else, and on a share outside 0..1.
    """
    or_equal = text.startswith(">=")
    if not text.startswith(">"):
        raise BadThreshold(text)
    try:
        share = Fraction(text.removeprefix(">").removeprefix("="))
    except (ValueError, ZeroDivisionError) as error:
        raise BadThreshold(text) from error
    if not 0 <= share <= 1:
        raise BadThreshold(text)
    return Threshold(share, or_equal)
