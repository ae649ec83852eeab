"""A report line: a defined figure over rows, and how it is counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from chibo.reports.rules.columns import COLUMNS, Kind, Row, Table
from chibo.reports.rules.conditions import BadCondition, Condition, all_hold, parse

# What can be counted beside the sum of a column: the rows themselves, or the cells they are of.
ROWS, CELLS = "rows", "cells"


class Shown(StrEnum):
    """How a line is printed."""

    COUNT = "count"
    # As 565/570 and 99,1%.
    SHARE = "share"
    # The one by the other, as 96 phút.
    MEAN = "mean"


class BadLine(ValueError):
    """A line that cannot be counted. why: the part of it that cannot be read."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"{key}: {why}")
        self.key = key
        self.why = why


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted, in which rows. what: ROWS, CELLS, or a column that is summed."""

    what: str
    where: tuple[Condition, ...] = ()

    def rows(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows it is counted in; of a sum, those that give something to it."""
        found = [row for row in rows if all_hold(self.where, row)]
        return found if self.what in (ROWS, CELLS) else [row for row in found if row[self.what]]

    def of(self, rows: Iterable[Row]) -> int:
        """Return the count."""
        found = self.rows(rows)
        if self.what == ROWS:
            return len(found)
        if self.what == CELLS:
            return len({row["cell"] for row in found})
        return sum(value for row in found if isinstance(value := row[self.what], int))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the catalogue.

    name, words: by language, "vi" and "en"; words define it: what is counted, out of what, and what
    is left out. unit: what one of it is. source: the key of the document behind it, "" for none.
    """

    key: str
    section: str
    name: Mapping[str, str]
    words: Mapping[str, str]
    unit: Mapping[str, str]
    table: Table
    numerator: Count
    denominator: Count | None
    shown: Shown
    source: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A line counted. denominator: None for a plain count; 0: there is nothing to divide by."""

    line: Line
    numerator: int
    denominator: int | None

    @property
    def value(self) -> Fraction | None:
        """Return the share, the mean or the count; None where its base is zero."""
        if self.denominator is None:
            return Fraction(self.numerator)
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def count(line: Line, rows: Sequence[Row]) -> Figure:
    """Count a line in the rows of its table."""
    base = line.denominator
    return Figure(line, line.numerator.of(rows), None if base is None else base.of(rows))


def behind(line: Line, rows: Sequence[Row], *, base: bool = False) -> list[Row]:
    """Return the rows behind a figure: those of its numerator, or those of its base."""
    counted = line.denominator if base and line.denominator is not None else line.numerator
    return counted.rows(rows)


def line_of(key: str, told: Mapping[str, object]) -> Line:
    """Return a line as a catalogue tells it.

    told: section, name, words and unit by language, table, count, of (what the base counts, or
    nothing), where (conditions of both), only (of the numerator alone), shown, source.

    Raises BadLine.
    """
    try:
        table = Table(str(told["table"]))
        shown = Shown(str(told.get("shown", "count")))
    except (KeyError, ValueError) as error:
        raise BadLine(key, str(error)) from error
    where, only = _conditions(key, told, "where", table), _conditions(key, told, "only", table)
    base = told.get("of")
    if (base is None) is not (shown is Shown.COUNT):
        raise BadLine(key, f"of: {base}")
    return Line(
        key=key,
        section=str(told.get("section", "")),
        name=_by_language(key, told, "name"),
        words=_by_language(key, told, "words"),
        unit=_by_language(key, told, "unit"),
        table=table,
        numerator=Count(_counted(key, told.get("count"), table), where + only),
        denominator=None if base is None else Count(_counted(key, base, table), where),
        shown=shown,
        source=str(told.get("source", "")),
    )


def _conditions(
    key: str, told: Mapping[str, object], name: str, table: Table
) -> tuple[Condition, ...]:
    texts = told.get(name, [])
    if not isinstance(texts, list):
        raise BadLine(key, f"{name}: {texts}")
    try:
        return tuple(parse(str(text), COLUMNS[table]) for text in texts)
    except BadCondition as error:
        raise BadLine(key, f"{name}: {error.text}") from error


def _counted(key: str, what: object, table: Table) -> str:
    counts = {name for name, kind in COLUMNS[table].items() if kind is Kind.COUNT}
    if what not in {ROWS, CELLS, *counts}:
        raise BadLine(key, f"count: {what}")
    return str(what)


def _by_language(key: str, told: Mapping[str, object], name: str) -> Mapping[str, str]:
    words = told.get(name)
    if not isinstance(words, dict) or not {"vi", "en"} <= words.keys():
        raise BadLine(key, f"{name}: {words}")
    return {str(language): str(text) for language, text in words.items()}
