"""Figures in rows: by month, by organisation or by cell. Always in the order of the tree."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.reports.rules.columns import Row, Table
from chibo.reports.rules.lines import Line, count
from chibo.reports.rules.prints import Stated, stated
from chibo.reports.rules.template import TableForm

# What a standing sheet of A4 can hold beside the names; the workbook has all columns.
_ON_A_PAGE = ("members", "held", "on_time", "thematic_cells", "attendance", "tasks_done")

_Tables = Mapping[Table, list[Row]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of figures. columns: the key of a line and its few words; first: what rows are.

    rows: a name and one figure a column; total: the figures of all.
    """

    first: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Stated, ...]], ...]
    total: tuple[Stated, ...]


def by_month(
    form: TableForm, lines: Mapping[str, Line], tables: _Tables, months: Sequence[date], span: str
) -> Grid:
    """Return a table with a row for every month of a span."""
    groups = {f"Tháng {month.month}": _where(tables, "month", month) for month in months}
    return _grid("Tháng", form, lines, tables, groups, span=span)


def by_organisation(form: TableForm, lines: Mapping[str, Line], tables: _Tables, span: str) -> Grid:
    """Return a table with a row for every grassroots organisation; of a single one, for every cell.

    What stood in none has a row of its own at the end.
    """
    names = [str(row["name"]) for row in tables[Table.ORGANISATIONS] if row["is_grassroots"]]
    if len(names) > 1:
        grouped = _by(tables, lambda row: str(row["organisation"]))
        # One without cells has nothing to show.
        groups = {name: grouped[name] for name in dict.fromkeys(names) if name in grouped}
        for name, rest in grouped.items():
            if name not in groups:
                groups[name or "Ngoài tổ chức cơ sở"] = rest
        return _grid("Tổ chức đảng", form, lines, tables, groups, span=span)
    by_name = {str(row["cell"]): str(row["name"]) for row in tables[Table.MONTHS]}
    by_name |= {str(row["cell"]): str(row["name"]) for row in tables[Table.CELLS]}
    grouped = _by(tables, lambda row: str(row["cell"]))
    groups = {by_name[code]: grouped.get(code, {}) for code in sorted(by_name)}
    return _grid("Chi bộ", form, lines, tables, groups, span=span)


def to_look_at(grid: Grid, key: str, least: int) -> list[str]:
    """Return the rows of a grid whose share of a line is below so many percent, in their order."""
    at = next((number for number, (line, _name) in enumerate(grid.columns) if line == key), None)
    if at is None:
        return []
    return [
        name
        for name, figures in grid.rows
        if (value := figures[at].value) is not None and value * 100 < least
    ]


def shortened(grid: Grid) -> Grid:
    """Return a table as a page can hold it: its main columns, names without their kind."""
    kept = [at for at, (key, _name) in enumerate(grid.columns) if key in _ON_A_PAGE]
    return Grid(
        grid.first,
        tuple(grid.columns[at] for at in kept),
        tuple(
            (
                name.removeprefix("Đảng bộ ").removeprefix("Chi bộ "),
                tuple(figures[at] for at in kept),
            )
            for name, figures in grid.rows
        ),
        tuple(grid.total[at] for at in kept),
    )


_Group = Mapping[Table, list[Row]]


def _by(tables: _Tables, key: Callable[[Row], str]) -> dict[str, dict[Table, list[Row]]]:
    found: dict[str, dict[Table, list[Row]]] = {}
    for table, rows in tables.items():
        if table != Table.ORGANISATIONS:
            for row in rows:
                found.setdefault(key(row), {}).setdefault(table, []).append(row)
    return found


def _where(tables: _Tables, column: str, value: date) -> _Group:
    return {Table.MONTHS: [row for row in tables[Table.MONTHS] if row[column] == value]}


def _grid(
    first: str,
    form: TableForm,
    lines: Mapping[str, Line],
    tables: _Tables,
    groups: Mapping[str, _Group],
    *,
    span: str,
) -> Grid:
    def figures(group: Mapping[Table, list[Row]]) -> tuple[Stated, ...]:
        return tuple(
            stated(count(lines[key], group.get(lines[key].table, [])), span)
            for key, _name in form.columns
        )

    return Grid(
        first,
        form.columns,
        tuple((name, figures(group)) for name, group in groups.items()),
        figures(tables),
    )
