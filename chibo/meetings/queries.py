"""Reads of meetings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet

from chibo.access.queries import abilities_at, granted_at, units_where
from chibo.access.rules import ENTRUSTED, ENTRUSTED_WHEN_SIGNED, Ability
from chibo.base.time import local_day, local_moment
from chibo.guidance import queries as guidance
from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.meetings import rules
from chibo.meetings.models import (
    AgendaItem,
    Entrustment,
    Habit,
    Meeting,
    Proposal,
    RecordPage,
    RollMark,
    Speech,
)
from chibo.people import queries as people
from chibo.people.models import Account
from chibo.people.queries import CellMember
from chibo.people.rules import attendance_base, threshold
from chibo.units.models import Unit

OPEN = (Meeting.State.PLANNED, Meeting.State.NOTICED, Meeting.State.HELD, Meeting.State.CLOSED)
WITH_ROLL = (Meeting.State.HELD, Meeting.State.CLOSED, Meeting.State.SEALED)


def meetings_where(account: Account, ability: Ability, on: date) -> QuerySet[Meeting]:
    """Return the meetings on which an account holds an ability, latest first."""
    return (
        Meeting.objects.filter(_within(account, ability, on))
        .select_related("cell__kind", "chair", "meeting_secretary")
        .order_by("-starts_at", "-pk")
    )


def _within(account: Account, ability: Ability, on: date) -> Q:
    own = Q(cell__in=units_where(account, ability, on=on).values("pk"))
    lent = entrusted(account, ability, on)
    # Nobody in a cell asks the database about it.
    return own if lent.query.is_empty() else own | Q(pk__in=lent.values("meeting"))


def entrusted(account: Account, ability: Ability, on: date) -> QuerySet[Entrustment]:
    """Return what cells entrusted to an account's office, where that brings an ability.

    The office is the one the role was granted at: consent given to the commune's says nothing
    to the province's.
    """
    offices = granted_at(account, [Ability.TYPE_FOR_CELLS], on)
    if not offices or ability not in ENTRUSTED_WHEN_SIGNED:
        return Entrustment.objects.none()
    rows = Entrustment.objects.filter(office__in=offices, ended_at=None, meeting__state__in=OPEN)
    if ability in ENTRUSTED:
        return rows
    return rows.filter(approved_how=Entrustment.How.PAPER)


def abilities_in(account: Account, meeting: Meeting, on: date) -> frozenset[Ability]:
    """Return all abilities an account holds on a meeting: at its cell, or entrusted with it."""
    mine = abilities_at(account, meeting.cell, on)
    if Ability.KEEP_ROLL in mine:
        return mine
    lent = entrusted(account, Ability.KEEP_ROLL, on).filter(meeting=meeting).first()
    if lent is None:
        return mine
    return mine | (ENTRUSTED_WHEN_SIGNED if lent.approved_how == lent.How.PAPER else ENTRUSTED)


def meetings_of(cell: Unit) -> QuerySet[Meeting]:
    """Return the meetings of a cell, latest first."""
    return Meeting.objects.filter(cell=cell).order_by("-starts_at", "-pk")


def next_open(cell: Unit) -> Meeting | None:
    """Return the earliest meeting of a cell that is not yet in the book, its committee's aside."""
    return (
        Meeting.objects.filter(cell=cell, state__in=OPEN)
        .exclude(kind=Meeting.Kind.COMMITTEE)
        .select_related("cell__kind", "chair", "meeting_secretary")
        .order_by("starts_at", "pk")
        .first()
    )


def habit_on(cell: Unit, on: date) -> Habit | None:
    """Return the usual meeting day of a cell that holds on a day, or None."""
    return (
        Habit.objects.filter(cell=cell, since__lte=on)
        .exclude(until__lte=on)
        .order_by("-since", "-pk")
        .first()
    )


def open_proposals(cell: Unit) -> QuerySet[Proposal]:
    """Return the proposals of a cell's members not yet answered, oldest first."""
    return (
        Proposal.objects.filter(cell=cell, answered_on=None)
        .select_related("person")
        .order_by("raised_on", "pk")
    )


def pages_of(meeting: Meeting) -> QuerySet[RecordPage]:
    """Return the photographed pages of a meeting's minutes in their order."""
    return RecordPage.objects.filter(meeting=meeting).order_by("position", "pk")


def agenda(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the items on the agenda in their order."""
    return (
        AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.PLANNED)
        .select_related("presenter")
        .order_by("position", "pk")
    )


def agenda_with_record(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the items on the agenda with what was said, voted and tasked, in order."""
    return agenda(meeting).prefetch_related(
        Prefetch("speeches", queryset=_speeches()), "votes", "tasks__owner"
    )


def _speeches() -> QuerySet[Speech]:
    return Speech.objects.select_related("person", "proposal").order_by("said_at", "pk")


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person as the room shows him: his standing on the day, and his mark if called."""

    member: CellMember
    mark: RollMark | None

    @property
    def state(self) -> str:
        """Return present, excused, unexcused, or why he need not come, or uncalled."""
        if self.mark is not None:
            return str(self.mark.mark)
        why = self.member.absent_by_right
        return str(why) or "uncalled"


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll of a meeting with its counts, as of one moment."""

    lines: tuple[RollLine, ...]
    # How many the attendance rate is counted on, and how many of them came.
    base: int
    attended: int
    # How many of the base sit in the room now.
    present_now: int
    # How many must be present; None when nobody set a quorum.
    needed: int | None
    # What is in force for the cell on the day.
    values: Mapping[Name, RuleValue]

    @property
    def quorum(self) -> RuleValue | None:
        """Return the value that sets the quorum; None when nobody set one."""
        return self.values.get(Name.QUORUM)

    @property
    def enough(self) -> bool:
        """Say whether there are enough to meet, as far as a quorum is set."""
        return self.attended > 0 and (self.needed is None or self.present_now >= self.needed)

    @property
    def absent_count(self) -> int:
        """Return how many of the base are known to be absent, or have left."""
        gone = self.attended - self.present_now
        return gone + len(self.lines_in(RollMark.Mark.EXCUSED, RollMark.Mark.UNEXCUSED))

    @property
    def away_count(self) -> int:
        """Return how many in the list are not in the base."""
        return len(self.lines) - self.base

    def lines_in(self, *states: str) -> list[RollLine]:
        """Return the lines in some states, in the order of the roll."""
        return [line for line in self.lines if line.state in states]


def called_to(meeting: Meeting) -> list[CellMember]:
    """Return the members of the cell on the day of a meeting; of its committee's, those in posts."""
    members = people.members_of(meeting.cell, local_day(meeting.starts_at))
    if meeting.kind == Meeting.Kind.COMMITTEE:
        return [member for member in members if member.posts]
    return members


def beside(meeting: Meeting) -> Meeting | None:
    """Return the other half of a combined evening, or None.

    A regular and a thematic meeting of one day are held one after the other (HD 42).
    """
    halves = {
        Meeting.Kind.REGULAR: Meeting.Kind.THEMATIC,
        Meeting.Kind.THEMATIC: Meeting.Kind.REGULAR,
    }
    other = halves.get(Meeting.Kind(meeting.kind))
    if other is None:
        return None
    day = local_moment(local_day(meeting.starts_at), time.min)
    rows = Meeting.objects.filter(
        cell=meeting.cell_id, kind=other, starts_at__gte=day, starts_at__lt=day + timedelta(days=1)
    )
    return rows.exclude(state=Meeting.State.CANCELLED).first()


@dataclass(frozen=True, slots=True)
class Called:
    """Who is called to a meeting and what is in force for it: what every count in it rests on."""

    members: tuple[CellMember, ...]
    values: Mapping[Name, RuleValue]

    def roll(self, marks: Collection[RollMark], at: datetime) -> Roll:
        """Return the roll with some marks, as it stands at a moment."""
        came = {mark.person_id for mark in marks if mark.mark == RollMark.Mark.PRESENT}
        now = rules.present_at(_presences(marks), at)
        base = attendance_base([member.rule for member in self.members], came)
        quorum = self.values.get(Name.QUORUM)
        by_person = {mark.person_id: mark for mark in marks}
        return Roll(
            lines=tuple(RollLine(one, by_person.get(one.person.pk)) for one in self.members),
            base=len(base),
            attended=len(base & came),
            present_now=len(base & now),
            needed=threshold(quorum.value).needed(len(base)) if quorum else None,
            values=self.values,
        )

    def poll(self, marks: Collection[RollMark], on: str, at: datetime) -> rules.Poll:
        """Return what a vote is counted on at a moment. on: a value of Vote.On."""
        name = {"admission": Name.VOTE_ADMISSION, "removal": Name.VOTE_REMOVAL}.get(
            on, Name.VOTE_ORDINARY
        )
        present = rules.present_at(_presences(marks), at)
        members = [member.rule for member in self.members]
        return rules.poll(members, present, threshold(self.values[name].value))


def called(meeting: Meeting) -> Called:
    """Return who is called to a meeting and what is in force, both on its day."""
    values = guidance.values_for(meeting.cell, local_day(meeting.starts_at))
    return Called(tuple(called_to(meeting)), values)


def marks_of(meeting: Meeting) -> list[RollMark]:
    """Return the lines of a meeting's roll that were marked, oldest first."""
    return list(meeting.roll.order_by("pk"))


def roll_of(meeting: Meeting, at: datetime) -> Roll:
    """Return the roll of a meeting as it stands at a moment.

    The members are those of the day of the meeting.
    """
    return called(meeting).roll(marks_of(meeting), at)


def poll_of(meeting: Meeting, on: str, at: datetime) -> rules.Poll:
    """Return what a vote on something is counted on at a moment.

    on: a value of Vote.On.
    """
    return called(meeting).poll(marks_of(meeting), on, at)


def _presences(marks: Collection[RollMark]) -> list[rules.Presence]:
    return [
        rules.Presence(mark.person_id, mark.arrived_at, mark.left_at)
        for mark in marks
        if mark.arrived_at is not None
    ]
