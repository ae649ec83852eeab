"""What those above see of the quality of meetings: monthly facts and sheets, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from chibo.access.below import cells_under, heads_of, tops
from chibo.base.time import month_start
from chibo.book.models import MonthlyFacts
from chibo.book.queries import first_month_in_book
from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.guidance.queries import limits_for
from chibo.people.models import Account
from chibo.quality.queries.helping import limits_in, sheets_by_id
from chibo.quality.rules.boards import Tally, order_of, state_of, year_marks
from chibo.quality.rules.helping import (
    Limits,
    MonthSeen,
    Need,
    difference,
    needs,
    weak_grades,
)
from chibo.quality.rules.sheets import Sheet
from chibo.quality.rules.spans import Span, around
from chibo.units.models import Unit
from chibo.units.queries import children

# So far back a cell that needs help is looked at, before the span's end.
_BACK = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Differing:
    """A month in which the cell's own score is not what the record gives, of so many points."""

    month: date
    given: Decimal
    evidence: Decimal
    most: Decimal


@dataclass(slots=True)
class CellOfBoard:
    """One cell with the months of the span, by how they stand."""

    unit: Unit
    states: Mapping[date, str]
    grades: Mapping[date, str]
    marks: list[tuple[str, bool]]
    needs: list[Need]
    differs: list[Differing]


@dataclass(slots=True)
class RowOfBoard:
    """A unit directly below, with the cells at and below it in the order of the tree."""

    unit: Unit
    cells: list[CellOfBoard] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    @property
    def in_need(self) -> int:
        """Return how many of its cells need help."""
        return sum(bool(cell.needs) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Board:
    """A unit's board. rows: in the order of the tree, never by result. on: the day of the tree.

    unit: None for the cells of somebody who sees several units and none above them.
    """

    span: Span
    on: date
    unit: Unit | None
    rows: list[RowOfBoard]
    grades: list[str]
    tally: Tally
    limits: Mapping[Name, RuleValue]

    @property
    def cells(self) -> list[CellOfBoard]:
        """Return all cells, in the order of the tree."""
        return [cell for row in self.rows for cell in row.cells]


def board_of(account: Account, unit: Unit | None, span: Span, today: date) -> Board:
    """Return a board of what an account sees below a unit. Always the same few queries.

    unit: None for all that the account sees, by the units at which it sees it.
    """
    on = min(today, span.last_day)
    heads = (
        tops(account, on, today)
        if unit is None
        else list(children(unit, on).select_related("kind"))
    )
    rows = {head.pk: RowOfBoard(head) for head in heads}
    cells = cells_under(account, heads, on, today)
    head_of = heads_of(heads, cells, on)
    read = _Read(cells, span, today)
    limits = limits_for(unit or heads[0], on) if unit or heads else {}
    in_force = limits_in(limits)
    tally = Tally()
    for cell in cells:
        found = read.of(cell, in_force)
        row = rows[head_of[cell.pk]]
        row.cells.append(found)
        for one in (row.tally, tally):
            one.add(found.states.values())
    return Board(
        span, on, unit, [row for row in rows.values() if row.cells], read.grades, tally, limits
    )


def cells_in_need(cells: list[Unit], unit: Unit, today: date) -> set[int]:
    """Return which of some cells need help by the limits of a unit above, by id; as of a day."""
    span = around(month_start(today), 1)
    read, limits = _Read(cells, span, today), limits_in(limits_for(unit, today))
    return {cell.pk for cell in cells if read.of(cell, limits).needs}


class _Read:
    """The facts of some cells for a span and the months before it, with their sheets."""

    def __init__(self, cells: list[Unit], span: Span, today: date) -> None:
        self._span, self._today = span, today
        self._year = span.last_day.year
        rows = self._rows(cells)
        self._facts: dict[int, list[MonthlyFacts]] = {}
        for row in rows:
            self._facts.setdefault(row.cell_id, []).append(row)
        self._known = first_month_in_book() or month_start(today)
        self._sheets = sheets_by_id({row.sheet for row in rows if row.sheet})
        in_span = {row.sheet for row in rows if row.month in span.months and row.sheet}
        self.grades = order_of(self._sheets[key].grade_names for key in in_span)

    def _rows(self, cells: list[Unit]) -> QuerySet[MonthlyFacts]:
        since = min(self._span.last_day - _BACK, date(self._year, 1, 1))
        return (
            MonthlyFacts.objects.exclude(path="")
            .filter(
                cell__in=[cell.pk for cell in cells],
                month__gte=since,
                month__lte=date(self._year, 12, 31),
            )
            .only(
                "cell", "month", "regular_met", "regular_on_time", "thematic_met", "must_attend",
                "attended", "speakers", "held_on", "sealed_on", "grade", "sheet",
                "evidence_points", "evidence_most", "evidence_given",
            )
            .order_by("month", "pk")
        )  # fmt: skip

    def of(self, cell: Unit, limits: Limits) -> CellOfBoard:
        """Return one cell of the board."""
        rows = {row.month: row for row in self._facts.get(cell.pk, [])}
        year = {month: self._state(cell, month, rows) for month in _year(self._year)}
        months = {month: self._state(cell, month, rows) for month in self._span.months}
        seen = [
            self._seen(row)
            for month, row in rows.items()
            if row.regular_met and month <= self._span.last_day
        ]
        here = [rows[month] for month in self._span.months if month in rows]
        return CellOfBoard(
            cell,
            {month: one for month, one in months.items() if one is not None},
            {row.month: row.grade for row in here if row.grade},
            year_marks(
                self._year,
                {
                    month: (row.regular_met, row.regular_on_time, row.thematic_met)
                    for month, row in rows.items()
                },
                year,
            ),
            needs(seen, limits),
            [one for row in here if (one := self._differing(row)) is not None],
        )

    def _state(self, cell: Unit, month: date, rows: Mapping[date, MonthlyFacts]) -> str | None:
        row = rows.get(month)
        return state_of(
            month,
            met=row is not None and row.regular_met,
            grade=row.grade if row else "",
            since=cell.since,
            until=cell.until,
            known=self._known,
            today=self._today,
        )

    def _seen(self, row: MonthlyFacts) -> MonthSeen:
        sheet = self._sheets.get(row.sheet) if row.sheet else None
        days = (row.sealed_on - row.held_on).days if row.sealed_on and row.held_on else None
        return MonthSeen(
            row.month,
            row.attended,
            row.must_attend,
            row.speakers,
            row.grade in weak_grades(sheet.grade_names) if sheet and row.grade else None,
            days,
        )

    def _differing(self, row: MonthlyFacts) -> Differing | None:
        sheet = self._sheets.get(row.sheet) if row.sheet else None
        given, evidence, most = row.evidence_given, row.evidence_points, row.evidence_most
        if sheet is None or given is None or evidence is None or most is None:
            return None
        if difference(given, evidence, _decimal(sheet)) is None:
            return None
        return Differing(row.month, given, evidence, most)


def _decimal(sheet: Sheet) -> Decimal:
    return Decimal(sheet.differs_by.numerator) / Decimal(sheet.differs_by.denominator)


def _year(year: int) -> list[date]:
    return [date(year, month, 1) for month in range(1, 13)]
