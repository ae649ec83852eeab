"""What visitors found weak and what members asked for: offered to a report, never put into it."""

from collections.abc import Iterator
from datetime import date

from chibo.quality.rules.spans import Span
from chibo.reports.queries.places import CellThen, places_of
from chibo.reports.rules.offering import Offered, Point, gathered, sentences_of
from chibo.supervision.models import PassedUp, Visit
from chibo.units.models import Unit


def offered(unit: Unit, span: Span, as_of: date) -> list[Offered]:
    """Return weak points and proposals of a span, equal ones as one. Six queries.

    Whose proposal it was is not told: what was said stays in the cell.
    """
    cells = places_of(unit, span).cells
    return gathered([*_weak_points(cells, span), *_proposals(cells, span, as_of)])


def _weak_points(cells: dict[int, CellThen], span: Span) -> Iterator[Point]:
    rows = Visit.objects.filter(
        cell__in=cells, month__gte=span.first, month__lte=span.last_day
    ).exclude(weak_points="")
    for row in rows.order_by("cell__code", "day", "pk"):
        cell = cells[row.cell_id]
        if cell.is_below(row.day):
            for number, words in enumerate(sentences_of(row.weak_points)):
                yield Point(f"visit:{row.pk}:{number}", words, cell.name, row.day, asked=False)


def _proposals(cells: dict[int, CellThen], span: Span, as_of: date) -> Iterator[Point]:
    rows = PassedUp.objects.filter(
        visit__cell__in=cells, visit__month__gte=span.first, visit__month__lte=span.last_day
    ).select_related("visit")
    for row in rows.order_by("visit__cell__code", "visit__day", "pk"):
        cell, day = cells[row.visit.cell_id], row.visit.day
        if cell.is_below(day):
            answered = row.answered_on is not None and row.answered_on <= as_of
            yield Point(
                f"passed_up:{row.pk}", row.text, cell.name, day, asked=True, answered=answered
            )
