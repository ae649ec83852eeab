"""Tables, columns and conditions in words, and how a line is counted."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.base.templatetags.words import capital
from chibo.reports.rules.columns import COLUMNS, Kind, Table
from chibo.reports.rules.conditions import Condition
from chibo.reports.rules.lines import CELLS, ROWS, Count, Line, Shown
from chibo.reports.showing.columns import column_name

Words = Callable[[], str]

TABLES: Mapping[Table, Words] = {
    Table.MONTHS: lambda: _("months of cells (one row a cell and month)"),
    Table.CELLS: lambda: _("cells on the last day (one row a cell)"),
    Table.ORGANISATIONS: lambda: _("organisations above the cells (one row each)"),
    Table.EVENTS: lambda: _("decisions on cells (one row a step)"),
    Table.VISITS: lambda: _("visit slips (one row a slip)"),
    Table.PROPOSALS: lambda: _("proposals passed up (one row each)"),
}
HOW: Mapping[str, Words] = {
    "=": lambda: _("is"),
    "!=": lambda: _("is not"),
    ">=": lambda: _("at least"),
    "<=": lambda: _("at most"),
    ">": lambda: _("more than"),
    "<": lambda: _("less than"),
}


# A code of the program, days, and what only a person can read.
_NOT_COMPARED = {"cell"}


def columns_of(table: Table, *kinds: Kind) -> list[str]:
    """Return the columns of a table that are of some kinds and can be compared, in its order."""
    return [
        name for name, kind in COLUMNS[table].items() if kind in kinds and name not in _NOT_COMPARED
    ]


def counted(what: str) -> str:
    """Return what is counted: rows, cells, or the sum of a column."""
    if what == ROWS:
        return _("number of rows")
    if what == CELLS:
        return _("number of cells")
    return _("sum of “%(column)s”") % {"column": column_name(what)}


def condition(one: Condition, table: Table) -> str:
    """Return a condition as one reads it."""
    if COLUMNS[table].get(one.column) is Kind.FLAG:
        answer = _("yes") if one.value else _("no")
        return f"{column_name(one.column)}: {answer}"
    value = one.value if one.value != "" else pgettext("a word", "empty")
    return f"{column_name(one.column)} {HOW[one.how]()} {value}"


def formula(line: Line) -> str:
    """Return how a line is counted, in one sentence."""
    words = capital(_count(line.numerator, line.table))
    if line.denominator is not None:
        over = _count(line.denominator, line.table)
        both = (
            _("%(above)s, divided by %(below)s")
            if line.shown is Shown.MEAN
            else _("%(above)s, out of %(below)s")
        )
        words = both % {"above": words, "below": over}
    return _("Table: %(table)s. %(formula)s.") % {
        "table": TABLES[line.table](),
        "formula": words,
    }


def _count(what: Count, table: Table) -> str:
    if not what.where:
        return counted(what.what)
    return _("%(counted)s where %(conditions)s") % {
        "counted": counted(what.what),
        "conditions": "; ".join(condition(one, table) for one in what.where),
    }
