"""Runs as a process of its own: reads the cells of an XLSX, XLS or ODS file.

Arguments after the limits: how many cells all sheets may have together.
Answer: {"sheets": […]} or {"refused": "too_large" | "protected" | "broken"}.
"""

import io
import math
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

sys.path.insert(0, str(Path(__file__).parents[3]))

from chibo.documents.isolated import answer

MOST_LETTERS = 40_000_000


def read(content: bytes, cells: str) -> dict[str, Any]:
    """Return the sheets of a file, or why it is refused."""
    letters, most_cells = MOST_LETTERS, int(cells)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for meta in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(meta.name)
            height, width = size(sheet)
            most_cells -= height * width
            if most_cells < 0:
                return {"refused": "too_large"}
            rows = [[plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            sheets.append(
                {
                    "name": meta.name,
                    "hidden": meta.visible is not SheetVisibleEnum.Visible,
                    "rows": rows,
                    "merged": merged(sheet),
                }
            )
            # One text may be shared by a million cells in the file; not in our answer.
            letters -= sum(len(cell) for row in rows for cell in row if type(cell) is str)
            if letters < 0:
                return {"refused": "too_large"}
    except PasswordError:
        return {"refused": "protected"}
    except (CalamineError, MemoryError, OSError, ValueError):
        return {"refused": "broken"}
    return {"sheets": sheets}


def size(sheet: CalamineSheet) -> tuple[int, int]:
    """Return how many rows and columns a sheet has from A1 to its last cell."""
    return (0, 0) if sheet.end is None else (sheet.end[0] + 1, sheet.end[1] + 1)


def merged(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
    """Return the merged areas (top, left, bottom, right) inside the sheet's cells.

    Together they cover no more cells than there are: those of a hostile file could overlap.
    """
    height, width = size(sheet)
    room = height * width
    areas = []
    for (top, left), (last_row, last_column) in sheet.merged_cell_ranges or []:
        bottom = min(last_row, height - 1)
        right = min(last_column, width - 1)
        if top > bottom or left > right:
            continue
        room -= (bottom - top + 1) * (right - left + 1)
        if room < 0:
            break
        areas.append((top, left, bottom, right))
    return areas


def plain(cell: object) -> object:
    """Return a cell as JSON can hold it; a day is a list of one text."""
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return int(cell)
        return cell if math.isfinite(cell) else None
    if isinstance(cell, datetime):
        return [cell.date().isoformat()]
    if isinstance(cell, date):
        return [cell.isoformat()]
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


if __name__ == "__main__":
    answer(read)
