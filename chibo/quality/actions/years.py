"""Writing how a cell's year was assessed, and what people said of it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record as log
from chibo.base.time import local_day
from chibo.meetings.actions.guards import CannotChange
from chibo.quality.actions.assessing import (
    Given,
    NoSheet,
    Overtaken,
    changes,
    check,
    fields_of,
)
from chibo.quality.looking_back import year_of
from chibo.quality.models import PeriodAnswer, Scored, YearAssessment
from chibo.quality.queries.years import sheet_for_year, year_evidence
from chibo.quality.rules.scoring import score
from chibo.quality.rules.years import is_over
from chibo.units.models import Unit


class NotOver(CannotChange):
    """The year is not over yet: it can be looked at and not be assessed."""


class NothingInTheBook(CannotChange):
    """No meeting of the year is in the book: nothing is scored before it happened. Law 5."""


class AlreadyDecided(CannotChange):
    """The committee above has scored the year; the cell's own score does not change any more."""


def assess_year(
    *, cell: Unit, year: int, kind: str, given: Given, by: str, at: datetime, seen: str = ""
) -> YearAssessment:
    """Write one side's assessment of a cell's year; one it wrote before is kept as replaced.

    kind: the cell's own, until the committee above wrote its own; or that committee's. seen: the
    key of the assessment the form showed, "" when there was none.

    Raises NotOver, NoSheet, NothingInTheBook, AlreadyDecided, BadPoints, NoReason or Overtaken;
    then nothing has changed.
    """
    with transaction.atomic(durable=True):
        # The cell's row is the lock of its years: the two sides do not pass each other unseen.
        locked = Unit.objects.select_for_update().get(pk=cell.pk)
        today = local_day(at)
        if not is_over(year, until=locked.until, today=today):
            raise NotOver
        sides = {
            one.kind: one
            for one in YearAssessment.objects.filter(cell=locked, year=year, replaced_at=None)
        }
        if kind == Scored.Kind.SELF and Scored.Kind.SUPERIOR in sides:
            raise AlreadyDecided
        before = sides.get(kind)
        if before is not None and str(before.pk) != seen:
            raise Overtaken(before.written_by)
        in_force = sheet_for_year(locked, year, today)
        if in_force is None:
            raise NoSheet
        evidence = year_evidence(locked, year, today)
        if not evidence.meetings:
            raise NothingInTheBook
        proposal = score(in_force.sheet, evidence)
        found = score(in_force.sheet, evidence, changes(proposal, given), given.events)
        check(proposal, given)
        if before is not None:
            before.replaced_at = at
            before.save(update_fields=["replaced_at"])
        written = YearAssessment.objects.create(
            cell=locked,
            year=year,
            kind=kind,
            **fields_of(in_force, proposal, found, given),
            written_by=by,
            written_at=at,
        )
        log("year.assessed", written, by=by, at=at, unit_code=locked.code, side=kind, year=year)
    return written


class NothingAnswered(CannotChange):
    """No answer to anything the rule of the period asks."""


def answer_events(
    *,
    cell: Unit,
    year: int,
    quarter: int,
    kind: str,
    events: Mapping[str, bool],
    by: str,
    at: datetime,
) -> list[PeriodAnswer]:
    """Write what one side says of the events that force the grade of a quarter or year.

    quarter: 1..4, or 0 for the year. events: by key, whether each happened; those the rule does not
    ask are passed over. An earlier answer of the same side is kept as replaced.

    Raises NotOver or NothingAnswered; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        locked = Unit.objects.select_for_update().get(pk=cell.pk)
        periods = year_of(locked, year, local_day(at), inside=True).periods
        period = next((one for one in periods if one.number == quarter), None)
        asked = {one.override.key for one in period.found.asked} if period else set()
        answered = {key: happened for key, happened in events.items() if key in asked}
        if period is None or not answered:
            raise NothingAnswered
        if not period.is_over:
            raise NotOver
        rows = PeriodAnswer.objects.filter(cell=locked, year=year, quarter=quarter, kind=kind)
        rows.filter(replaced_at=None, event__in=answered).update(replaced_at=at)
        written = [
            PeriodAnswer.objects.create(
                cell=locked,
                year=year,
                quarter=quarter,
                event=event,
                kind=kind,
                happened=happened,
                written_by=by,
                written_at=at,
            )
            for event, happened in sorted(answered.items())
        ]
        log(
            "period.answered",
            written[0],
            by=by,
            at=at,
            unit_code=locked.code,
            side=kind,
            year=year,
            quarter=quarter,
            events=answered,
        )
    return written
