"""Requests from above: whom they reach, what is held already, what is still to be answered."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, Q, QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.periods import valid_on
from chibo.base.time import local_moment
from chibo.book.models import MonthlyFacts
from chibo.guidance.names import Name
from chibo.guidance.queries import reporting_values
from chibo.people.models import Account
from chibo.quality.rules.spans import Span
from chibo.reports.catalogue import lines, phrases
from chibo.reports.models import Answer, Request
from chibo.reports.rules.asking import Burden
from chibo.reports.rules.columns import Table
from chibo.reports.rules.gate import Match, matches
from chibo.units.models import Ancestry, Unit
from chibo.units.queries import cells_below, subtree

# What stands there without anything in the book.
_OF_THE_TREE = {Table.CELLS, Table.ORGANISATIONS, Table.EVENTS}


def recipients(unit: Unit, to: str, on: date) -> list[Unit]:
    """Return the units below one that a request to a kind of them reaches, in order of code."""
    match to:
        case Request.To.CELLS:
            rows = cells_below(unit, on)
        case Request.To.VILLAGE_CELLS:
            rows = cells_below(unit, on).filter(kind__is_village_cell=True)
        case Request.To.OTHER_CELLS:
            rows = cells_below(unit, on).filter(kind__is_village_cell=False)
        case _:
            rows = subtree(unit, on).filter(kind__is_grassroots=True, kind__is_cell=False)
    return list(rows.exclude(pk=unit.pk).order_by("code"))


def minutes_of_an_answer(unit: Unit, on: date) -> int:
    """Return what an answer is taken to cost where the sender gives no estimate of his own."""
    value = reporting_values(unit, on).get(Name.ANSWER_MINUTES)
    return int(value.value) if value else 15


def held_lines(question: str, unit: Unit, span: Span, today: date) -> list[Match]:
    """Return the lines that hold what is asked about a span below a unit, the likeliest first.

    A span that has not begun, and one of which nothing is in the book, holds nothing.
    """
    found = matches(question, phrases())
    if not found or span.first > today:
        return []
    if _has_facts(unit, span, today):
        return found
    return [match for match in found if lines()[match.key].table in _OF_THE_TREE]


def _has_facts(unit: Unit, span: Span, today: date) -> bool:
    on = min(today, span.last_day)
    below = Ancestry.objects.filter(valid_on(on), ancestor=unit)
    rows = MonthlyFacts.objects.exclude(path="").filter(cell__in=below.values("unit"))
    return rows.filter(month__gte=span.first, month__lte=span.last_day).exists()


def asked_before(words: str, units: Collection[Unit], span: Span) -> Answer | None:
    """Return what one of some units was asked before with the same words about the same months."""
    rows = Answer.objects.filter(
        unit__in=[unit.pk for unit in units],
        request__words=words,
        request__withdrawn_at=None,
        request__first_month__lte=span.last_day,
        request__last_month__gte=span.first,
    )
    return rows.select_related("request__unit", "unit").order_by("request__sent_at").first()


def requests_of(unit: Unit) -> QuerySet[Request]:
    """Return what a unit asked, latest first, each with how many were `asked` and `answered`."""
    return _counted(Request.objects.filter(unit=unit)).order_by("-sent_at")


def _counted(rows: QuerySet[Request]) -> QuerySet[Request]:
    return rows.annotate(
        asked=Count("answers"),
        answered=Count("answers", filter=Q(answers__answered_at__isnull=False)),
    )


def request_kept(account: Account, request_id: uuid.UUID, today: date) -> Request | None:
    """Return a request of a unit whose reports an account keeps; None where there is none."""
    keeps = units_where(account, Ability.KEEP_REPORTS, on=today)
    rows = _counted(Request.objects.filter(unit__in=keeps.values("pk")))
    return rows.select_related("unit").filter(pk=request_id).first()


def answers_to(request: Request) -> QuerySet[Answer]:
    """Return what those asked answered, in order of code; those who have not among them."""
    return (
        Answer.objects.filter(request=request)
        .select_related("unit", "typed_by_office")
        .order_by("unit__code")
    )


def answer_seen(account: Account, request_id: uuid.UUID, code: str, today: date) -> Answer | None:
    """Return what a unit was asked, for who sees the unit or its figures; None for others."""
    sees = units_where(account, Ability.SEE_CELL, Ability.SEE_FIGURES, on=today)
    rows = Answer.objects.filter(request=request_id, unit__code=code, unit__in=sees.values("pk"))
    return rows.select_related("request__unit", "unit__kind", "typed_by_office").first()


def open_answers(units: Collection[int]) -> QuerySet[Answer]:
    """Return what some units, by id, are still to answer, soonest due first."""
    return (
        Answer.objects.filter(unit__in=units, answered_at=None, request__withdrawn_at=None)
        .select_related("request__unit", "unit")
        .order_by("request__due_on", "request__sent_at", "unit__code")
    )


def given_answers(unit: Unit) -> QuerySet[Answer]:
    """Return what a unit answered, latest first."""
    rows = Answer.objects.filter(unit=unit, answered_at__isnull=False)
    return rows.select_related("request__unit").order_by("-answered_at")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with how many cells of a unit it was sent to, and the minutes asked of them."""

    request: Request
    cells: int

    @property
    def minutes(self) -> int:
        """Return the minutes of these cells together."""
        return self.cells * self.request.minutes


def asked_in_year(unit: Unit, year: int, on: date) -> list[Asked]:
    """Return what was asked of the cells at or below a unit in a year, latest first.

    What was withdrawn counts: it was read.
    """
    answers = Answer.objects.filter(unit__in=cells_below(unit, on).values("pk"))
    counted = dict(
        answers.filter(request__sent_at__gte=local_moment(date(year, 1, 1), time()))
        .filter(request__sent_at__lt=local_moment(date(year + 1, 1, 1), time()))
        .values_list("request")
        .annotate(Count("pk"))
        .order_by("request")
    )
    rows = Request.objects.filter(pk__in=counted).select_related("unit").order_by("-sent_at")
    return [Asked(row, counted[row.pk]) for row in rows]


def burden_of(asked: Sequence[Asked], cells: int) -> Burden:
    """Return what was asked of some cells, added up."""
    return Burden(
        requests=len(asked),
        answers=sum(row.cells for row in asked),
        minutes=sum(row.minutes for row in asked),
        cells=cells,
    )
