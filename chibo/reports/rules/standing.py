"""A report as it stands: one model of it for the page, for papers and for what is frozen."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.quality.rules.spans import Span
from chibo.reports.rules.columns import Row, Value
from chibo.reports.rules.drafting import Part, Spoken
from chibo.reports.rules.prints import Stated, restated
from chibo.reports.rules.tabulating import Grid


@dataclass(frozen=True, slots=True)
class Body:
    """Who reports, as papers name it.

    name: "Đảng bộ xã Trung Thượng"; committee: "Đảng ủy xã Trung Thượng"; parent: of the head.
    """

    code: str
    name: str
    committee: str
    parent: str
    place: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind figures, of one table; days as 2026-09-30."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int | str | None, ...], ...]

    def as_mappings(self) -> list[Row]:
        """Return the rows as lines count them."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Standing:
    """A report of a unit about a span, as known on a day.

    known_from: the first month of which anything is in the book here; None while nothing is.
    figures: by what tokens call them, those of the span compared with included.
    """

    body: Body
    span: Span
    as_of: date
    figures: Mapping[str, Stated]
    parts: tuple[Part, ...]
    months: Grid
    organisations: Grid
    rows: Mapping[str, Rows]
    known_from: date | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the span was not over on that day."""
        return self.as_of <= self.span.last_day

    @property
    def own_figures(self) -> list[Stated]:
        """Return the figures of the span itself, in the order of the catalogue."""
        return [one for key, one in self.figures.items() if "@" not in key]


def rows_of(rows: list[Row]) -> Rows:
    """Return rows as they are kept."""
    columns = tuple(rows[0]) if rows else ()
    return Rows(columns, tuple(tuple(_kept(row[name]) for name in columns) for row in rows))


def to_json(standing: Standing) -> dict[str, Any]:
    """Return a report as it is frozen: plain values that need no catalogue and no template."""
    told = dataclasses.asdict(standing)
    told["span"] = standing.span.key
    told["as_of"] = standing.as_of.isoformat()
    told["known_from"] = standing.known_from.isoformat() if standing.known_from else None
    return told


def from_json(told: Mapping[str, Any], span: Span) -> Standing:
    """Return a frozen report. span: that of its row."""
    return Standing(
        body=Body(**told["body"]),
        span=span,
        as_of=date.fromisoformat(told["as_of"]),
        figures={key: restated(one) for key, one in told["figures"].items()},
        parts=tuple(_part(one) for one in told["parts"]),
        months=_grid(told["months"]),
        organisations=_grid(told["organisations"]),
        known_from=date.fromisoformat(told["known_from"]) if told.get("known_from") else None,
        rows={
            key: Rows(tuple(one["columns"]), tuple(tuple(row) for row in one["rows"]))
            for key, one in told["rows"].items()
        },
    )


def _part(told: Mapping[str, Any]) -> Part:
    sentences = tuple(
        Spoken(**{**one, "by_hand": tuple(one["by_hand"])}) for one in told["sentences"]
    )
    return Part(**{**told, "sentences": sentences, "may_hold": tuple(told["may_hold"])})


def _grid(told: Mapping[str, Any]) -> Grid:
    return Grid(
        told["first"],
        tuple((key, name) for key, name in told["columns"]),
        tuple((name, tuple(map(restated, figures))) for name, figures in told["rows"]),
        tuple(map(restated, told["total"])),
    )


def _kept(value: Value) -> int | str | None:
    return value.isoformat() if isinstance(value, date) else value
