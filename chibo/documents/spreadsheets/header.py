"""Finding the heading of a table below titles, in one row or several, in one band or two.

A band is a heading with its own data rows: the member register prints headings 1 to 7 above
8 to 14, and writes each member on two lines.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chibo.base.cells import cell_text
from chibo.base.text import fold
from chibo.documents.spreadsheets.workbook import Row, Sheet, UnreadableFile

# Says which field a heading names, or None; given the heading's text as it stands.
Recognise = Callable[[str], str | None]

# A heading stands near the top: letterheads and titles take a dozen rows.
_ROWS_TO_SEARCH = 60
_DEEPEST = 3
_LEAST_KNOWN = 2


class NoHeading(UnreadableFile):
    """No row of the sheet looks like the heading of a table."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading. column: of the sheet, from 0. band: 0, or 1 for the second of two."""

    text: str
    column: int
    band: int = 0
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a table; top and bottom: its first row and the first below it, from 0."""

    headings: tuple[Heading, ...]
    top: int
    bottom: int

    @property
    def bands(self) -> int:
        """Return how many lines the heading gives to each entry."""
        return 1 + max(heading.band for heading in self.headings)


@dataclass(frozen=True, slots=True)
class _Window:
    """Some rows tried as a heading."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]

    @property
    def known(self) -> int:
        return _known(self.headings)


def _known(headings: Sequence[Heading]) -> int:
    return len({heading.field for heading in headings if heading.field})


def find_head(sheet: Sheet, recognise: Recognise) -> Head:
    """Return the heading of a sheet's table: the rows with most headings that are known.

    Without any, the first row of several words is offered, for a person to say what they mean.

    Raises NoHeading.
    """
    grid = _spread(sheet)
    windows = [
        window for top in range(len(grid)) for window in _windows(grid, sheet.rows, top, recognise)
    ]
    if not windows:
        raise NoHeading
    # Of equals the first and shallowest; `max` keeps the first it meets.
    best = max(windows, key=lambda window: window.known)
    if best.known < _LEAST_KNOWN:
        best = _by_shape(windows)
        return Head(best.headings, best.top, _below_numbers(sheet.rows, best.bottom))
    heads = [
        _head(grid, sheet, window, recognise) for window in windows if window.known >= _LEAST_KNOWN
    ]
    return max(heads, key=lambda head: (_known(head.headings), -head.bands))


def _head(grid: list[list[str]], sheet: Sheet, first: _Window, recognise: Recognise) -> Head:
    bottom = _below_numbers(sheet.rows, first.bottom)
    # A heading merged over two rows is one heading, and no band ends inside it.
    second = None
    if not any(area.top < bottom <= area.bottom for area in sheet.merged):
        second = _second_band(first, _windows(grid, sheet.rows, bottom, recognise))
    if second is None:
        return Head(first.headings, first.top, bottom)
    headings = first.headings + second.headings
    return Head(headings, first.top, _below_numbers(sheet.rows, second.bottom))


def is_number_row(row: Row) -> bool:
    """Say whether a row only numbers the columns: 1, 2, 3 or (1), (2), (3) or A, B, 1, 2."""
    texts = [cell_text(cell).strip(" ()") for cell in row if cell is not None]
    if any(len(text) > 2 for text in texts):
        return False
    digits = [int(text) for text in texts if re.fullmatch(r"\d{1,2}", text)]
    letters = [text for text in texts if re.fullmatch(r"[A-Da-d]", text)]
    return (
        len(digits) >= 3
        and len(digits) + len(letters) == len(texts)
        and all(after == before + 1 for before, after in pairwise(digits))
    )


def _spread(sheet: Sheet) -> list[list[str]]:
    """Return the top rows as text, with what is merged repeated in each of its cells."""
    grid = [[cell_text(cell) for cell in row] for row in sheet.rows[:_ROWS_TO_SEARCH]]
    for area in sheet.merged:
        if area.top >= len(grid) or area.left >= len(grid[area.top]):
            continue
        text = grid[area.top][area.left]
        for row in grid[area.top : area.bottom + 1]:
            width = len(row[area.left : area.right + 1])
            row[area.left : area.right + 1] = [text] * width
    return grid


def _windows(
    grid: list[list[str]], rows: Sequence[Row], top: int, recognise: Recognise
) -> list[_Window]:
    """Return the headings that may begin at a row; one that numbers the columns ends them."""
    windows = []
    for bottom in range(top + 1, min(top + _DEEPEST, len(grid)) + 1):
        if is_number_row(rows[bottom - 1]):
            break
        windows.append(_window(grid, top, bottom, recognise))
    return windows


def _window(grid: list[list[str]], top: int, bottom: int, recognise: Recognise) -> _Window:
    headings = []
    for column in range(len(grid[top])):
        parts: list[str] = []
        for row in range(top, bottom):
            text = grid[row][column] or (_from_left(grid, row, column) if row + 1 < bottom else "")
            if text and text not in parts:
                parts.append(text)
        if parts:
            text = " ".join(" ".join(parts).split())
            headings.append(Heading(text, column, field=recognise(text)))
    return _Window(top, bottom, tuple(headings))


def _from_left(grid: list[list[str]], row: int, column: int) -> str:
    """Return the upper heading an empty cell belongs to where merging is not known.

    "Ngày sinh" over "Nam" and "Nữ" stands in the column of "Nam" only.
    """
    below = grid[row + 1]
    while column > 0 and below[column]:
        column -= 1
        if grid[row][column]:
            return grid[row][column] if below[column] else ""
    return ""


def _by_shape(windows: Sequence[_Window]) -> _Window:
    """Return the first single row with most texts that hold letters; headings nobody knows."""
    rows = [window for window in windows if window.bottom - window.top == 1]
    best = max(rows, key=lambda window: len(_words(window)))
    if len(_words(best)) < _LEAST_KNOWN:
        raise NoHeading
    return best


def _words(window: _Window) -> set[str]:
    texts = {fold(heading.text) for heading in window.headings}
    return {text for text in texts if re.search("[a-z]", text) and not re.search(r"\d{3}", text)}


def _below_numbers(rows: Sequence[Row], bottom: int) -> int:
    while bottom < len(rows) and is_number_row(rows[bottom]):
        bottom += 1
    return bottom


def _second_band(first: _Window, below: Sequence[_Window]) -> _Window | None:
    """Return a second heading right below the first, in its columns and of other fields."""
    have = {heading.field for heading in first.headings if heading.field}
    columns = {heading.column for heading in first.headings if heading.field}
    for window in sorted(below, key=lambda window: -window.known):
        fields = {heading.field for heading in window.headings if heading.field}
        shared = {h.column for h in window.headings if h.field and h.column in columns}
        # A heading printed anew on the next page names the same fields.
        if len(shared) >= _LEAST_KNOWN and len(fields - have) > len(fields & have):
            headings = tuple(
                Heading(heading.text, heading.column, 1, heading.field)
                for heading in window.headings
            )
            return _Window(window.top, window.bottom, headings)
    return None
