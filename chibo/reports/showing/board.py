"""A board in words: what it is of, up to when it is known, and what changed meanwhile."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chibo.base.templatetags.words import day, month_name, short_day
from chibo.quality.rules.spans import Span
from chibo.quality.showing.boards import span_name
from chibo.reports.queries.board import Board, Level, RowOfBoard
from chibo.reports.queries.board_reading import CellOfBoard, MonthOfBoard
from chibo.reports.queries.board_tree import Change
from chibo.reports.rules.board_counts import Figure, total
from chibo.reports.rules.board_needs import ORDER
from chibo.reports.showing.board_figures import OF_ROW, Shown, shown
from chibo.reports.showing.board_links import Links
from chibo.reports.showing.board_months import Words, span_words
from chibo.reports.showing.board_needs import need_words

# So many rows stand open; the groups after them are folded.
_OPEN_ROWS = 8


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell in a list. parts: of the figure that was asked for, where one was."""

    name: str
    above: str
    url: str
    words: list[Words]
    present: Shown
    members: int
    marks: list[tuple[str, bool]]
    asked: Shown | None = None


@dataclass(frozen=True, slots=True)
class NeedShown:
    """A cell that needs help, why, who follows it, and when somebody who offered help asks again."""

    code: str
    name: str
    above: str
    url: str
    reasons: list[Words]
    marks: list[tuple[str, bool]]
    followers: tuple[str, ...]
    asks_again: date | None


@dataclass(frozen=True, slots=True)
class UnitShown:
    """A unit directly below, one line: its cells as marks and its figures."""

    name: str
    url: str
    cells: int
    members: int
    marks: list[str]
    figures: list[Shown]
    need: Shown


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind, folded into a line but for the first ones."""

    name: str
    is_of_cells: bool
    is_open: bool
    units: list[UnitShown]
    cells: list[CellShown]
    held: Shown
    need: Shown

    @property
    def count(self) -> int:
        """Return how many rows it has."""
        return len(self.units) + len(self.cells)


@dataclass(frozen=True, slots=True)
class LevelShown:
    """One kind of unit below, with what all its cells come to."""

    name: str
    units: int
    figures: list[Shown]


def until_words(span: Span, on: date) -> str:
    """Return that a span is not over, and up to which day it is known; "" when it is over."""
    if span.last_day < on:
        return ""
    known = {"day": day(on)}
    if span.length == 1:
        return _("month not over, known up to %(day)s") % known
    return _("quarter not over, known up to %(day)s") % known


def lead_words(board: Board) -> str:
    """Return the answer to the first question: who has met, who has not, who needs help."""
    counts = board.counts
    facts = {
        "held": counts.held,
        "due": counts.months,
        "unmet": counts.months - counts.held,
        "need": counts.in_need,
    }
    if not counts.months:
        return _("No meeting was due here then.")
    if board.span.length == 1:
        return (
            _("%(held)s of %(due)s cells have met. %(unmet)s have not met yet, %(need)s need help.")
            % facts
        )
    return (
        _(
            "%(held)s of %(due)s meetings due were held, %(unmet)s were not. %(need)s cells need help."
        )
        % facts
    )


def members_of(cells: list[CellOfBoard]) -> int:
    """Return how many members some cells have, each by its latest minutes."""
    return sum(cell.latest.members for cell in cells if cell.latest)


def cell_shown(cell: CellOfBoard, above: str, board: Board, links: Links) -> CellShown:
    """Return a cell as a row of a list."""
    url = links.cell(cell.unit.code)
    return CellShown(
        name=cell.unit.name,
        above=above,
        url=url,
        words=span_words(cell.months, board.on),
        present=shown(cell.counts, Figure.PRESENT, ""),
        members=members_of([cell]),
        marks=cell.marks,
    )


def needs_shown(board: Board, links: Links, asks_again: dict[int, date]) -> list[NeedShown]:
    """Return the cells that need help: by their most urgent reason, then as the tree has them."""
    found = [(row, cell) for row in board.rows for cell in row.cells if cell.needs]
    # Sorting keeps the order of the tree among cells with the same reason.
    found.sort(key=lambda one: ORDER.index(one[1].needs[0].reason))
    return [
        NeedShown(
            code=cell.unit.code,
            name=cell.unit.full_name,
            above="" if row.unit.pk == cell.unit.pk else row.unit.full_name,
            url=links.cell(cell.unit.code),
            reasons=[need_words(one, board.limits) for one in cell.needs],
            marks=cell.marks,
            followers=cell.followers,
            asks_again=asks_again.get(cell.unit.pk),
        )
        for row, cell in found
    ]


def groups(board: Board, links: Links) -> list[Group]:
    """Return the units directly below by their kind, in the order of the tree."""
    by_kind: dict[str, list[RowOfBoard]] = {}
    for row in board.rows:
        by_kind.setdefault(row.unit.kind_id, []).append(row)
    found: list[Group] = []
    rows_before = 0
    # The kind with the most cells first: the villages of a commune, the communes of a province.
    most_first = sorted(by_kind.items(), key=lambda one: -sum(len(row.cells) for row in one[1]))
    for code, rows in most_first:
        kind = board.kinds[code]
        counts = total(row.counts for row in rows)
        found.append(
            Group(
                name=kind.name,
                is_of_cells=kind.is_cell,
                is_open=not found or rows_before + len(rows) <= _OPEN_ROWS,
                units=[] if kind.is_cell else [_unit_shown(row, links) for row in rows],
                cells=[cell_shown(row.cells[0], "", board, links) for row in rows]
                if kind.is_cell
                else [],
                held=shown(counts, Figure.HELD, links.cells(Figure.HELD, kind=code)),
                need=shown(counts, Figure.NEED, links.cells(Figure.NEED, kind=code)),
            )
        )
        rows_before += len(rows)
    return found


def _unit_shown(row: RowOfBoard, links: Links) -> UnitShown:
    code = row.unit.code

    def figure(one: Figure) -> Shown:
        return shown(row.counts, one, links.cells(one, under=code))

    return UnitShown(
        name=row.unit.full_name,
        url=links.board(code),
        cells=len(row.cells),
        members=members_of(row.cells),
        marks=[cell.mark for cell in row.cells],
        figures=[figure(one) for one in OF_ROW],
        need=figure(Figure.NEED),
    )


def levels(board: Board, links: Links) -> list[list[LevelShown]]:
    """Return the kinds of units at each step down, each with its figures."""
    return [[_level(one, links) for one in step] for step in board.levels]


def _level(level: Level, links: Links) -> LevelShown:
    return LevelShown(
        name=level.kind.name,
        units=level.units,
        figures=[
            shown(level.counts, figure, links.cells(figure, kind=level.kind.code))
            for figure in OF_ROW
        ],
    )


def year_words(year: list[MonthOfBoard]) -> str:
    """Return the year of all cells together, for who cannot see its bars."""
    said = [f"{month_name(one.month)} {one.held}/{one.due}" for one in year if one.due]
    return _("Cells that met, month by month: %(months)s") % {"months": ", ".join(said)}


def change_words(change: Change) -> str:
    """Return what a decision changed, from which day on."""
    facts = {
        "name": change.name,
        "other": change.other,
        "day": short_day(change.day),
        "number": change.number,
    }
    match change.kind:
        case "merge":
            return _("%(name)s merged into %(other)s from %(day)s (%(number)s).") % facts
        case "split":
            return _("%(name)s was split from %(other)s from %(day)s (%(number)s).") % facts
        case "move":
            return (
                _("%(name)s has stood under another committee since %(day)s (%(number)s).") % facts
            )
        case "found":
            return _("%(name)s was founded on %(day)s (%(number)s).") % facts
    return _("%(name)s ended on %(day)s (%(number)s).") % facts


def other_spans(span: Span, on: date) -> list[tuple[Span, str]]:
    """Return the month and the quarter at the end of a span, but itself, with their names."""
    lengths = {1: 3, 3: 1}
    first = span.first if span.length == 1 else max(m for m in span.months if m <= on)
    other = Span(
        date(first.year, first.month - (first.month - 1) % lengths[span.length], 1),
        lengths[span.length],
    )
    return [(other, span_name(other))]
