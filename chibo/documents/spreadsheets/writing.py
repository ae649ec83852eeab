"""Writing XLSX that every office program opens, and that our own import reads back."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

# Widths in characters, between a number and what a page can hold.
_NARROWEST, _WIDEST = 6, 45


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet to write. titles: lines above the heading. All cells are text or whole numbers.

    Dates are text on purpose: 09/1988 is none that a spreadsheet knows, and 05/09/1988 stays
    as it is on a computer set to another country.
    """

    name: str
    titles: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int]]


def xlsx(grids: Iterable[Grid]) -> bytes:
    """Return a workbook, its headings frozen and repeated on each printed page, A4 lying."""
    out = io.BytesIO()
    # Text stays text: "=1+1" in a name is no formula, and nothing becomes a link.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        title = workbook.add_format({"bold": True})
        heading = workbook.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
        )
        # "@" keeps the zeros of card numbers when someone edits the cell.
        text = workbook.add_format({"border": 1, "num_format": "@", "valign": "top"})
        for grid in grids:
            sheet = workbook.add_worksheet(grid.name)
            for row, line in enumerate(grid.titles):
                sheet.write_string(row, 0, line, title)
            top = len(grid.titles) + bool(grid.titles)
            sheet.write_row(top, 0, grid.headings, heading)
            for row, cells in enumerate(grid.rows, top + 1):
                sheet.write_row(row, 0, cells, text)
            for column, width in enumerate(_widths(grid)):
                sheet.set_column(column, column, width)
            sheet.freeze_panes(top + 1, 0)
            sheet.repeat_rows(top)
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.fit_to_pages(1, 0)
    return out.getvalue()


def _widths(grid: Grid) -> list[int]:
    columns = zip(grid.headings, *grid.rows, strict=True)
    return [
        max(_NARROWEST, min(_WIDEST, 2 + max(len(str(cell)) for cell in column)))
        for column in columns
    ]
