"""The figures of a unit and a span: every line of the catalogue, counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chibo.quality.rules.spans import Span
from chibo.reports.catalogue import lines
from chibo.reports.queries.tables import Tables, tables_of
from chibo.reports.rules.columns import Row
from chibo.reports.rules.lines import Figure, Line, count
from chibo.units.models import Unit


@dataclass(frozen=True, slots=True)
class Figures:
    """What a unit's span comes to, as known on a day."""

    unit: Unit
    span: Span
    as_of: date
    tables: Tables
    figures: Mapping[str, Figure]

    @property
    def is_open(self) -> bool:
        """Say whether the span was not over on that day."""
        return self.as_of <= self.span.last_day

    def rows(self, line: Line) -> list[Row]:
        """Return the rows of the table a line counts in."""
        return self.tables[line.table]


def figures_of(unit: Unit, span: Span, as_of: date) -> Figures:
    """Return the figures of a unit and a span. Always the same few queries."""
    tables = tables_of(unit, span, as_of)
    return Figures(
        unit,
        span,
        as_of,
        tables,
        {key: count(line, tables[line.table]) for key, line in lines().items()},
    )
