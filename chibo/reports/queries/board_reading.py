"""The facts of the cells of a board, read once, and what each cell comes to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import starmap
from typing import Any
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from chibo.base.time import month_start, next_month
from chibo.book.models import MonthlyFacts
from chibo.book.queries import first_month_in_book
from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.quality.queries.helping import limits_in, number_in, sheets_by_id
from chibo.quality.rules.boards import order_of, owes
from chibo.quality.rules.helping import MonthSeen, weak_grades
from chibo.quality.rules.spans import Span
from chibo.reports.queries.board_people import followers_of, leading_of
from chibo.reports.rules.board_counts import Counts, counts_of
from chibo.reports.rules.board_needs import Leading, Limits, Need, needs_of
from chibo.reports.rules.board_stages import (
    MET,
    OF_A_YEAR,
    Facts,
    Standing,
    held_day,
    mark_of,
    sealed_day,
    standing_on,
)
from chibo.units.models import Unit

# So many months, the last of the span among them, are drawn as marks and looked at for needs.
_YEAR = 12
# Needs look at no more of the latest meetings than this, or than a limit says.
_LATEST = 6
_NOBODY = Leading(has_secretary=False, beside=0)

Months = Sequence[tuple[date, Facts | None, Standing]]
Line = Sequence[tuple[int, str]]


@dataclass(slots=True)
class CellOfBoard:
    """One cell. line: the units above it from the board's row down to itself, with their kinds.

    months: those of the span in which a meeting was due or held. latest: its latest month in the
    book, which says how many members it has.
    """

    unit: Unit
    line: Line
    months: Months
    counts: Counts
    marks: list[tuple[str, bool]]
    needs: list[Need]
    followers: tuple[str, ...]
    latest: Facts | None

    @property
    def mark(self) -> str:
        """Return the shape of its last month of the span."""
        facts, standing = self.months[-1][1:] if self.months else (None, None)
        return mark_of(facts, standing) if standing else "none"


@dataclass(frozen=True, slots=True)
class MonthOfBoard:
    """A month of the year of all cells together: so many met, out of so many due or held."""

    month: date
    held: int
    due: int


class Reading:
    """The facts of some cells for a span and the year up to its end, as known on a day."""

    def __init__(
        self, cells: list[Unit], span: Span, on: date, limits: Mapping[Name, RuleValue]
    ) -> None:
        self._span, self._on = span, on
        keys = [cell.pk for cell in cells]
        last = span.months[-1]
        self._months = _running(last, _YEAR)
        self._quarter = _quarter(last)
        self._facts: dict[int, dict[date, Facts]] = {}
        for row in _rows(keys, self._months[0], span.first, last):
            self._facts.setdefault(row.cell, {})[row.month] = row
        self._known = first_month_in_book() or month_start(on)
        # Of a cell that exists all the time, which is nearly every one.
        self._due = frozenset(month for month in self._months if self._known <= month <= on)
        self._leading = leading_of(keys, min(on, span.last_day))
        self._followers = followers_of(keys, min(on, span.last_day))
        self._limits = _limits(limits)
        quality = self._limits.quality
        self._looked_at = max(_LATEST, quality.weak or 0, quality.absent or 0)
        self._read_sheets()
        self._met: Counter[date] = Counter()
        self._months_due: Counter[date] = Counter()
        self._grades: dict[str, int] = {}

    def _read_sheets(self) -> None:
        keys = {row.sheet for rows in self._facts.values() for row in rows.values() if row.sheet}
        sheets = sheets_by_id({UUID(key) for key in keys})
        by_key = {key: sheets[UUID(key)] for key in keys if UUID(key) in sheets}
        self._weak = {key: frozenset(weak_grades(one.grade_names)) for key, one in by_key.items()}
        self._order = order_of(sheet.grade_names for sheet in sheets.values())

    def of(self, cell: Unit, line: Line) -> CellOfBoard:
        """Return one cell of the board."""
        rows = self._facts.get(cell.pk, {})
        year = self._year_of(cell, rows)
        months = [
            (month, rows.get(month), year[month]) for month in self._span.months if month in year
        ]
        in_book = [row for row in rows.values() if self._is_in_book(row)]
        needs = needs_of(
            months=months,
            seen=[self._seen(row) for row in in_book[-self._looked_at :]],
            official=in_book[-1].official if in_book and in_book[-1].members else None,
            leading=self._leading.get(cell.pk, _NOBODY),
            limits=self._limits,
            on=min(self._on, self._span.last_day),
        )
        self._add(year, months)
        return CellOfBoard(
            unit=cell,
            line=line,
            months=months,
            counts=counts_of(
                [(facts, standing) for _month, facts, standing in months],
                self._on,
                thematic=any(row.thematic_met for m in self._quarter if (row := rows.get(m))),
                in_need=bool(needs),
            ),
            marks=[self._mark(month, rows, year) for month in self._months],
            needs=needs,
            followers=self._followers.get(cell.pk, ()),
            latest=in_book[-1] if in_book else None,
        )

    def year(self) -> list[MonthOfBoard]:
        """Return the twelve months of all cells together."""
        return [
            MonthOfBoard(month, self._met[month], self._months_due[month]) for month in self._months
        ]

    def grades(self) -> list[tuple[str, int]]:
        """Return how many meetings of the span have each grade, best first as the sheets name them."""
        return [(name, self._grades[name]) for name in self._order if name in self._grades]

    def _year_of(self, cell: Unit, rows: Mapping[date, Facts]) -> dict[date, Standing]:
        """How the months stand in which a meeting was due or was held."""
        found = {}
        is_whole = cell.until is None and cell.since <= self._months[0]
        for month in self._months:
            facts = rows.get(month)
            # Nearly every month of every cell, at once.
            if facts and facts.sealed_on is not None and facts.sealed_on <= self._on:
                found[month] = Standing.SEALED
                continue
            due = month in self._due and (is_whole or self._owes(cell, month))
            if due or facts:
                standing = standing_on(facts, month, self._on)
                if due or standing in MET:
                    found[month] = standing
        return found

    def _owes(self, cell: Unit, month: date) -> bool:
        return owes(month, since=cell.since, until=cell.until, known=self._known, today=self._on)

    def _is_in_book(self, row: Facts) -> bool:
        sealed = sealed_day(row)
        return sealed is not None and sealed <= self._on

    def _seen(self, row: Facts) -> MonthSeen:
        held, sealed = held_day(row), sealed_day(row)
        weak = self._weak.get(row.sheet) if row.sheet and row.grade else None
        return MonthSeen(
            row.month,
            row.attended,
            row.must_attend,
            row.speakers,
            row.grade in weak if weak is not None else None,
            (sealed - held).days if held and sealed else None,
        )

    def _mark(
        self, month: date, rows: Mapping[date, Facts], year: Mapping[date, Standing]
    ) -> tuple[str, bool]:
        facts = rows.get(month)
        unknown = "next" if month > self._on else "none"
        shape = mark_of(facts, year[month]) if month in year else unknown
        return shape, facts is not None and facts.thematic_met

    def _add(self, year: Mapping[date, Standing], months: Months) -> None:
        """Add a cell to the year of all and to the grades."""
        self._months_due.update(year.keys())
        self._met.update(month for month, standing in year.items() if standing in MET)
        for _month, facts, standing in months:
            if facts and facts.grade and standing is Standing.SEALED:
                self._grades[facts.grade] = self._grades.get(facts.grade, 0) + 1


def _rows(cells: Sequence[int], since: date, first: date, last: date) -> Iterator[Facts]:
    """The facts of some cells: all of the months from one on, what a year takes of those before."""
    rows = MonthlyFacts.objects.filter(cell__in=cells).order_by("month", "pk")
    earlier = rows.filter(month__gte=since, month__lt=first)
    yield from starmap(Facts, earlier.values_list(*_columns(OF_A_YEAR)))
    in_span = rows.filter(month__gte=first, month__lte=last)
    yield from starmap(Facts, in_span.values_list(*_columns(Facts._fields)))


def _columns(names: Iterable[str]) -> Iterator[Any]:
    """The columns of the facts. The sheet comes as text: making its key of it costs more."""
    text = Cast("sheet", CharField())
    return (text if name == "sheet" else name for name in names)


def _running(last: date, count: int) -> list[date]:
    """So many months running, by their first days, up to one."""
    months = [last]
    while len(months) < count:
        months.append(month_start(months[-1] - timedelta(days=1)))
    return months[::-1]


def _quarter(month: date) -> list[date]:
    """The months of a quarter up to one of them."""
    first = date(month.year, month.month - (month.month - 1) % 3, 1)
    found = [first]
    while found[-1] < month:
        found.append(next_month(found[-1]))
    return found


def _limits(values: Mapping[Name, RuleValue]) -> Limits:
    return Limits(
        quality=limits_in(values),
        unmet_days=number_in(values, Name.HELP_UNMET_DAYS),
        official=number_in(values, Name.HELP_OFFICIAL),
        successors=number_in(values, Name.HELP_SUCCESSORS),
        term_days=number_in(values, Name.HELP_TERM_DAYS),
    )
