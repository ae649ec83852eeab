"""The entries below a heading: which rows belong together, which are no entry at all.

Nothing is dropped in silence: a row that is no entry is listed with its reason.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from chibo.base.cells import Cell, cell_text
from chibo.base.text import fold
from chibo.documents.spreadsheets.header import Head, Heading, Recognise, find_head, is_number_row
from chibo.documents.spreadsheets.workbook import Row, Sheet

# The fields a table is understood by; recognisers use these names for them.
NUMBER, NAME = "number", "name"


class Skipped(StrEnum):
    """Why a row is no entry."""

    REPEATED_HEADING = "repeated_heading"
    SECTION = "section"
    TOTAL = "total"
    # The signatures, the place and date, and all below them.
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. row: of the sheet as people count, from 1. cells: one a heading.

    section: the title line inside the table that it stands under ("Chi bộ bản Máy"), or "".
    """

    row: int
    cells: tuple[Cell, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no entry. row: from 1."""

    row: int
    text: str
    why: Skipped


@dataclass(frozen=True, slots=True)
class Table:
    """What one sheet holds. titles: the lines above the heading."""

    headings: tuple[Heading, ...]
    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    titles: tuple[str, ...]


def find_table(sheet: Sheet, recognise: Recognise) -> Table:
    """Return the table of a sheet: its headings, entries and what was left out.

    Raises header.NoHeading.
    """
    head = find_head(sheet, recognise)
    return _Rows(sheet, head).table()


_TOTAL = re.compile(r"(tong\b|tong (so|cong)|cong\b(?! (hoa|an|doan|nhan|ty))|danh sach nay )")
_FOOT = re.compile(
    r"(t/?m\b|thay mat|nguoi lap|nguoi ghi|xac nhan|thu truong|bi thu$|ky ten|noi nhan|ghi chu ?:"
    r"|.*\bngay\b.*\bthang\b.*\bnam\b)"
)
_NUMBERED = re.compile(r"\(?\d{1,4}\)?[.)]?")
_SECTION = re.compile(r"(?:[ivx]+[.):-]?\s+|\d+[.)]\s+)?(chi bo|dang bo|to dang)\b")


class _Rows:
    """Walks the rows of one sheet below its heading."""

    def __init__(self, sheet: Sheet, head: Head) -> None:
        self.rows = sheet.rows
        self.head = head
        self.bands = head.bands
        self.columns = [heading.column for heading in head.headings]
        self.texts = [[cell_text(cell) for cell in row if cell is not None] for row in sheet.rows]
        self.number = self._column(NUMBER)
        self.name = self._column(NAME)
        self.key_columns = {column for column in (self.number, self.name) if column is not None}
        self.merged = [
            area for area in sheet.merged if area.top >= head.bottom and area.bottom > area.top
        ]
        self.from_above = {
            (row, column): area.top
            for area in self.merged
            for row in range(area.top + 1, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }
        self.heading_texts = {
            fold(cell_text(cell)) for row in sheet.rows[head.top : head.bottom] for cell in row
        }
        self.left_out: list[LeftOut] = []

    def table(self) -> Table:
        entries: list[Entry] = []
        section = ""
        for top, bottom in self._groups():
            why = self._no_entry(top)
            if why is Skipped.FOOT or why is Skipped.TOTAL:
                if not self._goes_on(bottom):
                    self._leave_out(range(top, len(self.rows)), why)
                    break
                why = Skipped.TOTAL
            if why is not None:
                self._leave_out(range(top, bottom), why)
                if why is Skipped.SECTION:
                    section = self._texts(top)[0]
                continue
            entries.append(Entry(top + 1, self._cells(top, bottom), section))
        return Table(self.head.headings, tuple(entries), tuple(self.left_out), self._titles())

    def _column(self, field: str) -> int | None:
        for heading in self.head.headings:
            if heading.field == field and heading.band == 0:
                return heading.column
        return None

    def _groups(self) -> Iterable[tuple[int, int]]:
        """Yield the first row and the row after the last of each group of thin rows."""
        starts = self._starts()
        for top, after in pairwise([*starts, len(self.rows)]):
            if any(self._texts(row) for row in range(top, after)):
                yield top, after

    def _starts(self) -> list[int]:
        rows = range(self.head.bottom, len(self.rows))
        joined = {
            row
            for area in self.merged
            if area.left in self.key_columns and area.left == area.right
            for row in range(area.top + 1, area.bottom + 1)
        }
        filled = [row for row in rows if self._texts(row)]
        numbered = [row for row in filled if self._is_numbered(row)]
        if joined or not self._is_thick(filled, numbered):
            return [row for row in rows if row not in joined]
        # Thin rows without merging to tell them: each number begins an entry. The last
        # entry is as thick as those before it; the foot begins after it.
        thickness = max(after - row for row, after in pairwise(numbered))
        thin = {
            row
            for first, after in pairwise([*numbered, len(self.rows)])
            for row in range(first + 1, min(after, first + thickness))
            if self._no_entry(row) is None
        }
        return [row for row in rows if row not in thin]

    def _is_thick(self, filled: Sequence[int], numbered: Sequence[int]) -> bool:
        """Say whether entries take several rows each: most rows stand between two numbers.

        With one heading, a few rows without a number are people whose number was forgotten.
        """
        if len(numbered) < 2:
            return False
        inside = [row for row in filled if numbered[0] <= row <= numbered[-1]]
        if self.bands > 1:
            return True
        known = set(numbered)
        unnumbered = [row for row in inside if row not in known]
        named = [row for row in unnumbered if self._is_whole(row)]
        return len(unnumbered) * 2 >= len(inside) - 1 and not named

    def _is_whole(self, row: int) -> bool:
        """Say whether a row fills most columns, so that it is an entry of its own."""
        return len(self._texts(row)) * 3 >= len(self.head.headings) * 2

    def _is_numbered(self, row: int) -> bool:
        if self.number is None:
            return False
        return _NUMBERED.fullmatch(cell_text(self.rows[row][self.number])) is not None

    def _texts(self, row: int) -> list[str]:
        return self.texts[row]

    def _no_entry(self, row: int) -> Skipped | None:
        texts = self._texts(row)
        if not texts:
            return None
        if is_number_row(self.rows[row]) or self._repeats_heading(texts):
            return Skipped.REPEATED_HEADING
        if self._is_numbered(row) and len(texts) > 1:
            return None
        first = fold(texts[0])
        if len(texts) <= 2 and _SECTION.match(first) and not self._name_beside(row):
            return Skipped.SECTION
        if _TOTAL.match(first):
            return Skipped.TOTAL
        if len(texts) <= 4 and any(_FOOT.match(fold(text)) for text in texts[:2]):
            return None if self._name_beside(row) else Skipped.FOOT
        return None

    def _name_beside(self, row: int) -> bool:
        """Say whether a row has a name and something beside it, as an entry has."""
        if self.name is None or self.rows[row][self.name] is None:
            return False
        texts = self._texts(row)
        return len(texts) > 1 and not any(
            pattern.match(fold(cell_text(self.rows[row][self.name])))
            for pattern in (_FOOT, _SECTION, _TOTAL)
        )

    def _repeats_heading(self, texts: Sequence[str]) -> bool:
        return len(texts) > 1 and all(fold(text) in self.heading_texts for text in texts)

    def _goes_on(self, row: int) -> bool:
        """Say whether entries follow from a row on, so that a total was only a part's."""
        return row <= self._last_entry

    @cached_property
    def _last_entry(self) -> int:
        for row in range(len(self.rows) - 1, self.head.bottom - 1, -1):
            if self._is_numbered(row) and len(self._texts(row)) > 1:
                return row
            if self.number is None and self._is_whole(row) and self._no_entry(row) is None:
                return row
        return -1

    def _leave_out(self, rows: Iterable[int], why: Skipped) -> None:
        for row in rows:
            texts = self._texts(row)
            if texts:
                self.left_out.append(LeftOut(row + 1, " | ".join(texts), why))

    def _cells(self, top: int, bottom: int) -> tuple[Cell, ...]:
        if bottom == top + 1 and self.bands == 1:
            # As nearly every list has it: one row an entry.
            row = self.rows[top]
            return tuple(
                self._from_above(column, top) if (cell := row[column]) is None else cell
                for column in self.columns
            )
        return tuple(
            self._cell(heading, *self._lines_of(heading, top, bottom))
            for heading in self.head.headings
        )

    def _lines_of(self, heading: Heading, top: int, bottom: int) -> tuple[int, int]:
        """Return the rows of a group that stand under a heading's band."""
        each = max(1, (bottom - top) // self.bands)
        first = top + heading.band * each
        return first, (bottom if heading.band == self.bands - 1 else first + each)

    def _cell(self, heading: Heading, top: int, bottom: int) -> Cell:
        values = [
            cell
            for row in range(top, min(bottom, len(self.rows)))
            if (cell := self.rows[row][heading.column]) is not None
        ]
        if not values:
            return self._from_above(heading.column, top)
        if len(values) == 1:
            return values[0]
        return "\n".join(cell_text(value) for value in values)

    def _from_above(self, column: int, row: int) -> Cell:
        """Return what a merged cell that began at an earlier entry says for this one too."""
        top = self.from_above.get((row, column))
        return None if top is None else self.rows[top][column]

    def _titles(self) -> tuple[str, ...]:
        above: Sequence[Row] = self.rows[: self.head.top]
        return tuple(cell_text(cell) for row in above for cell in row if cell is not None)
