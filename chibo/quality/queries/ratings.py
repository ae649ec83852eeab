"""Three questions after a meeting: who is asked, and what may be shown to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from chibo.access.queries import may, units_where
from chibo.access.rules import Ability
from chibo.base.time import local_day, local_moment
from chibo.meetings.models import Meeting, RollMark
from chibo.meetings.queries import WITH_ROLL
from chibo.people.models import Account, Person
from chibo.quality.models import RatingCount, RatingPeriod, RatingVoter
from chibo.quality.rules.ratings import DAYS, Answer, Question, Result, is_over, results
from chibo.units.models import Unit


class Standing(StrEnum):
    """What the questions about a meeting are to a reader of its cell."""

    OFF = "off"
    # The meeting has not ended yet, or only the cell's committee met.
    NOT_YET = "not_yet"
    ABSENT = "absent"
    ASKED = "asked"
    ANSWERED = "answered"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees of a meeting's questions. results: None where nothing may be shown."""

    standing: Standing
    results: tuple[Result, ...] | None = None

    @property
    def total(self) -> int:
        """Return how many answered, once that may be shown."""
        return sum(self.results[0].counts) if self.results else 0


def period_of(cell: Unit) -> RatingPeriod | None:
    """Return since when a cell's members are asked after its meetings; None: they are not."""
    return RatingPeriod.objects.filter(cell=cell, until=None).first()


def sees(account: Account, meeting: Meeting, at: datetime) -> bool:
    """Say whether a meeting is of a cell that an account sees from inside.

    An office that types a meeting sees the meeting, and this not.
    """
    return may(account, Ability.SEE_CELL, meeting.cell, local_day(at))


def present_at(meeting: Meeting) -> QuerySet[Person]:
    """Return who was present at a meeting, by their keys: an order that tells nothing."""
    marks = RollMark.objects.filter(meeting=meeting, mark=RollMark.Mark.PRESENT)
    return Person.objects.filter(pk__in=marks.values("person")).order_by("pk")


def shown(meeting: Meeting, account: Account, at: datetime) -> Shown:
    """Return what an account of the cell sees of a meeting's questions at a moment."""
    if meeting.ended_at is None or meeting.kind == Meeting.Kind.COMMITTEE:
        return Shown(Standing.NOT_YET)
    ended_on, today = local_day(meeting.ended_at), local_day(at)
    counts = {
        (Question(row.question), Answer(row.answer)): row.count
        for row in RatingCount.objects.filter(meeting=meeting)
    }
    is_on = period_of(meeting.cell) is not None
    if is_over(ended_on, today):
        # What was asked once stays readable when the cell asks no longer.
        standing = Standing.OVER if is_on or counts else Standing.OFF
        return Shown(standing, results(counts, ended_on, today))
    if not is_on:
        return Shown(Standing.OFF)
    if account.person is None or not present_at(meeting).filter(pk=account.person.pk).exists():
        return Shown(Standing.ABSENT)
    answered = has_answered(meeting, account.person)
    return Shown(Standing.ANSWERED if answered else Standing.ASKED)


def has_answered(meeting: Meeting, person: Person) -> bool:
    """Say whether someone has answered a meeting's questions."""
    rows = RatingVoter.objects.filter(meeting=meeting, person=person, has_answered=True)
    return rows.exists()


def asked_of(account: Account, at: datetime) -> Sequence[Meeting]:
    """Return the meetings about which an account is asked now, the earliest first."""
    if account.person is None:
        return []
    today = local_day(at)
    answered = RatingVoter.objects.filter(person=account.person, has_answered=True)
    reach = units_where(account, Ability.SEE_CELL, on=today)
    here = Q(roll__person=account.person, roll__mark=RollMark.Mark.PRESENT)
    asked = RatingPeriod.objects.filter(until=None)
    return list(
        Meeting.objects.filter(here, state__in=WITH_ROLL, ended_at__lte=at)
        .filter(ended_at__gte=local_moment(today - timedelta(days=DAYS), time()))
        .filter(cell__in=reach.values("pk"))
        .filter(cell__in=asked.values("cell"))
        .exclude(kind=Meeting.Kind.COMMITTEE)
        .exclude(pk__in=answered.values("meeting"))
        .order_by("ended_at", "pk")
    )
