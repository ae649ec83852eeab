"""What visitors found weak and what members asked for: offered to a report, never put into it."""

from dataclasses import dataclass
from datetime import date

from chibo.quality.rules.spans import Span
from chibo.reports.queries.places import CellThen, places_of
from chibo.supervision.models import PassedUp, Visit
from chibo.units.models import Unit


@dataclass(frozen=True, slots=True)
class Offered:
    """Something to take into a report. origin: of which row; words: as it was written there.

    asked: it is a proposal, not a weak point. answered: it was answered by now.
    """

    origin: str
    words: str
    cell: str
    day: date
    asked: bool
    answered: bool = False


def offered(unit: Unit, span: Span) -> list[Offered]:
    """Return weak points and proposals of a span, by cell and day. Six queries.

    Whose proposal it was is not told: what was said stays in the cell.
    """
    cells = places_of(unit, span).cells
    rows = [*_weak_points(cells, span), *_proposals(cells, span)]
    return sorted(rows, key=lambda one: (one.asked, one.cell, one.day))


def _weak_points(cells: dict[int, CellThen], span: Span) -> list[Offered]:
    rows = Visit.objects.filter(
        cell__in=cells, month__gte=span.first, month__lte=span.last_day
    ).exclude(weak_points="")
    return [
        Offered(f"visit:{row.pk}", row.weak_points, cell.name, row.day, asked=False)
        for row in rows.order_by("day", "pk")
        if (cell := cells[row.cell_id]).is_below(row.day)
    ]


def _proposals(cells: dict[int, CellThen], span: Span) -> list[Offered]:
    rows = PassedUp.objects.filter(
        visit__cell__in=cells, visit__month__gte=span.first, visit__month__lte=span.last_day
    ).select_related("visit")
    return [
        Offered(
            f"passed_up:{row.pk}", row.text, cell.name, row.visit.day, asked=True,
            answered=row.answered_on is not None,
        )
        for row in rows.order_by("visit__day", "pk")
        if (cell := cells[row.visit.cell_id]).is_below(row.visit.day)
    ]  # fmt: skip
