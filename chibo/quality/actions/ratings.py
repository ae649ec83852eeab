"""Asking the members of a cell about its meetings, in secret. Decision 0025."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Case, F, Q, Sum, When

from chibo.audit.log import record as log
from chibo.base.time import local_day, local_moment
from chibo.meetings.actions.guards import CannotChange, locked
from chibo.meetings.models import Meeting
from chibo.meetings.queries import WITH_ROLL
from chibo.people.models import Person
from chibo.quality.models import RatingCount, RatingPeriod, RatingVoter
from chibo.quality.queries import ratings
from chibo.quality.rules.ratings import DAYS, EVERY, FEWEST, Question, is_over, read_answers
from chibo.units.models import Unit


class SwitchedAlready(CannotChange):
    """The cell asks its members already, or asks them no longer."""


class NotAsked(CannotChange):
    """The cell does not ask its members, or not about this meeting."""


class NotThere(CannotChange):
    """Who was not present is not asked how the meeting was."""


class DaysOver(CannotChange):
    """The days for answering are over."""


class AnsweredAlready(CannotChange):
    """This member has answered; nobody can find those answers to change them."""


def switch_ratings(*, cell: Unit, is_on: bool, by: str, at: datetime) -> RatingPeriod:
    """Have a cell's members asked after its meetings from now on, or no longer.

    Raises SwitchedAlready; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        Unit.objects.select_for_update().get(pk=cell.pk)
        period = ratings.period_of(cell)
        if (period is not None) is is_on:
            raise SwitchedAlready
        if period is None:
            period = RatingPeriod.objects.create(cell=cell, since=at, begun_by=by)
            log("ratings.switched_on", period, by=by, at=at, unit_code=cell.code)
        else:
            period.until, period.ended_by = at, by
            period.save(update_fields=["until", "ended_by"])
            log("ratings.switched_off", period, by=by, at=at, unit_code=cell.code)
    return period


def answer_questions(
    *, meeting_id: uuid.UUID, answers: Mapping[str, str], by: Person, at: datetime
) -> None:
    """Count one member's answers about a meeting, and note that this member has answered.

    by: who answers; with the answers it is written nowhere, nor in the log, which says only that
    somebody did, and on which day. Decision 0025 says what that protects.

    Raises WrongState, NotAsked, NotThere, DaysOver, AnsweredAlready or NotWhole; then nothing has
    changed.
    """
    given = read_answers(answers)
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, WITH_ROLL)
        asked = ratings.period_of(meeting.cell) is not None
        if not asked or meeting.ended_at is None or meeting.kind == Meeting.Kind.COMMITTEE:
            raise NotAsked
        today = local_day(at)
        if is_over(local_day(meeting.ended_at), today):
            raise DaysOver
        present = list(ratings.present_at(meeting))
        if by not in present:
            raise NotThere
        if ratings.has_answered(meeting, by):
            raise AnsweredAlready
        _make_rows(meeting, present)
        # Every row is written, also those that stay as they are: a database keeps with each
        # row by which transaction it was written last.
        chosen = Q()
        for question, answer in given.items():
            chosen |= Q(question=question, answer=answer)
        RatingCount.objects.filter(meeting=meeting).update(
            count=F("count") + Case(When(chosen, then=1), default=0)
        )
        RatingVoter.objects.filter(meeting=meeting).update(
            has_answered=Case(When(person=by, then=True), default=F("has_answered"))
        )
        _forget(meeting.cell, today)
        log(
            "meeting.rated",
            meeting,
            by="",
            at=local_moment(today, time()),
            unit_code=meeting.cell.code,
        )


def _make_rows(meeting: Meeting, present: Iterable[Person]) -> None:
    """Make what is not there yet: all counts at once, a row for everyone who was present."""
    if not RatingCount.objects.filter(meeting=meeting).exists():
        RatingCount.objects.bulk_create(
            RatingCount(meeting=meeting, question=question, answer=answer)
            for question, answer in EVERY
        )
    known = set(RatingVoter.objects.filter(meeting=meeting).values_list("person", flat=True))
    RatingVoter.objects.bulk_create(
        RatingVoter(meeting=meeting, person=person) for person in present if person.pk not in known
    )


def _forget(cell: Unit, today: date) -> None:
    """Forget what nobody needs after the days: who answered, and counts that are never shown.

    Of meetings in the book only; of another one the end may still be corrected.
    """
    over = local_moment(today - timedelta(days=DAYS), time())
    past = Meeting.objects.filter(cell=cell, state=Meeting.State.SEALED, ended_at__lt=over)
    RatingVoter.objects.filter(meeting__in=past).delete()
    few = (
        RatingCount.objects.filter(meeting__in=past)
        .values("meeting")
        .annotate(answers=Sum("count"))
        .filter(answers__lt=FEWEST * len(Question))
    )
    RatingCount.objects.filter(meeting__in=list(few.values_list("meeting", flat=True))).delete()
