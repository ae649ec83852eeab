"""Runs as a process of its own: reads a spreadsheet from standard input, writes its cells.

A hostile or broken file can make a reader abort the process or fill the memory, so it is never
read where the server runs. This file imports nothing of ours; it is started by its path.

Arguments: bytes of memory, seconds of processor, cells in all.
Answer: one JSON object, {"sheets": […]} or {"refused": "too_large" | "protected" | "broken"}.
"""

import io
import json
import math
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

MOST_LETTERS = 40_000_000


def limit_itself(memory: int, seconds: int) -> None:
    """Let the system end this process when it wants more than its share."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    # It has nothing to write to disk, and no memory image to leave behind.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes, most_cells: int) -> dict[str, Any]:
    """Return the sheets of a file, or why it is refused."""
    letters = MOST_LETTERS
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


def main() -> None:
    """Read under limits and answer."""
    memory, seconds, most_cells = (int(word) for word in sys.argv[1:4])
    limit_itself(memory, seconds)
    answer = read(sys.stdin.buffer.read(), most_cells)
    json.dump(answer, sys.stdout, ensure_ascii=True, separators=(",", ":"))


if __name__ == "__main__":
    main()
