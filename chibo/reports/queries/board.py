"""How the cells below a unit stand in a month or quarter, as known on a day.

Monthly facts say how the months stand; the tree, names, posts, terms and assignments say whose
they are. Meetings and rolls are not read, so that a board costs the same after ten years.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.access.below import cells_under, tops
from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.guidance.queries import limits_for
from chibo.people.models import Account
from chibo.quality.rules.spans import Span
from chibo.reports.queries.board_reading import CellOfBoard, Line, MonthOfBoard, Reading
from chibo.reports.queries.board_tree import Change, Kind, changes_within, kinds_of, lines_of
from chibo.reports.rules.board_counts import Counts, total
from chibo.units.models import Unit
from chibo.units.queries import children


@dataclass(slots=True)
class RowOfBoard:
    """A unit directly below, with the cells at and below it in the order of the tree."""

    unit: Unit
    cells: list[CellOfBoard] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class Level:
    """Units of one kind below: so many of them, and what their cells come to."""

    kind: Kind
    units: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Board:
    """A board. on: up to which day it is known; tree_on: as of which day the tree stands.

    unit: None for the cells of somebody who sees several units and none above them. levels: for
    each step down, its kinds; their counts sum up to the board's at every step.
    """

    span: Span
    on: date
    tree_on: date
    unit: Unit | None
    rows: list[RowOfBoard]
    counts: Counts
    levels: list[list[Level]]
    year: list[MonthOfBoard]
    grades: list[tuple[str, int]]
    changes: list[Change]
    limits: Mapping[Name, RuleValue]
    kinds: Mapping[str, Kind]

    @property
    def cells(self) -> list[CellOfBoard]:
        """Return all cells, in the order of the tree."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def is_over(self) -> bool:
        """Say whether the span has ended by the day it is known to."""
        return self.span.last_day < self.on


def board_of(account: Account, unit: Unit | None, span: Span, on: date, today: date) -> Board:
    """Return a board of what an account sees below a unit. Always the same few queries.

    unit: None for all that the account sees, by the units at which it sees it. on: a day not
    before the span begins; a later one than its end knows what came in after it.
    """
    tree_on = min(on, span.last_day)
    heads = (
        tops(account, tree_on, today)
        if unit is None
        else list(children(unit, tree_on).select_related("kind"))
    )
    cells = cells_under(account, heads, tree_on, today)
    lines = lines_of([cell.pk for cell in cells], tree_on)
    limits = limits_for(unit or heads[0], tree_on) if unit or heads else {}
    read = Reading(cells, span, on, limits)
    rows = {head.pk: RowOfBoard(head) for head in heads}
    for cell in cells:
        line = _from(lines[cell.pk], rows)
        rows[line[0][0]].cells.append(read.of(cell, line))
    for row in rows.values():
        row.counts = total(cell.counts for cell in row.cells)
    shown = [row for row in rows.values() if row.cells]
    kinds = kinds_of()
    return Board(
        span=span,
        on=on,
        tree_on=tree_on,
        unit=unit,
        rows=shown,
        counts=total(row.counts for row in shown),
        levels=_levels([cell for row in shown for cell in row.cells], kinds),
        year=read.year(),
        grades=read.grades(),
        changes=changes_within([unit] if unit else heads, span.first, on),
        limits=limits,
        kinds=kinds,
    )


def _from(line: Line, heads: Iterable[int]) -> Line:
    """A cell's line from one of some units down to itself: from the first where under two."""
    above = [unit for unit, _kind in line]
    head = next(head for head in heads if head in above)
    return line[above.index(head) :]


def _levels(cells: Sequence[CellOfBoard], kinds: Mapping[str, Kind]) -> list[list[Level]]:
    """The kinds of units at each step down; a cell stands for itself where nothing is below it."""
    found = []
    for step in range(max((len(cell.line) for cell in cells), default=0)):
        by_kind: dict[str, list[tuple[int, Counts]]] = {}
        for cell in cells:
            unit, kind = cell.line[min(step, len(cell.line) - 1)]
            by_kind.setdefault(kind, []).append((unit, cell.counts))
        found.append(
            [
                Level(
                    kinds[kind],
                    len({unit for unit, _counts in members}),
                    total(counts for _unit, counts in members),
                )
                for kind, members in sorted(by_kind.items(), key=lambda one: kinds[one[0]].order)
            ]
        )
    return found


def one_cell(cell: Unit, span: Span, on: date) -> tuple[CellOfBoard, Mapping[Name, RuleValue]]:
    """Return how one cell stands, and by which limits it needs help."""
    tree_on = min(on, span.last_day)
    limits = limits_for(cell, tree_on)
    return Reading([cell], span, on, limits).of(cell, [(cell.pk, cell.kind_id)]), limits
