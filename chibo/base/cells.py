"""One cell of a spreadsheet as a plain value, and one remark about a row of them."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# A cell as it stands in the file. Text is NFC with its line breaks; nothing is None.
Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row to import. row: as people count in the file. cells: field of ours → cell.

    section: the title line it stands under, or "".
    """

    row: int
    cells: dict[str, Cell]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a row: a code with its data; the sentence is made where it is shown.

    field: of ours, or "" when it is about the whole row. stops: nothing can be imported until
    it is put right; otherwise it is only worth knowing.
    """

    row: int
    field: str
    code: str
    data: dict[str, str] = dataclasses.field(default_factory=dict)
    stops: bool = True


def cell_text(cell: Cell) -> str:
    """Return a cell as a person would have typed it; nothing is an empty text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return remarks by row, those that stop before the others."""
    return tuple(sorted(remarks, key=lambda remark: (remark.row, not remark.stops, remark.field)))
