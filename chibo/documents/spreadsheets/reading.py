"""Reading a file's cells: XLSX, XLS and ODS in a process of their own, CSV here."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chibo.base.cells import Cell
from chibo.documents import isolated
from chibo.documents.isolated import ChildFailed, ask
from chibo.documents.spreadsheets import csv, legacy
from chibo.documents.spreadsheets.workbook import (
    Area,
    FileBroken,
    FileProtected,
    FileTooLarge,
    NotASpreadsheet,
    Row,
    Sheet,
    Workbook,
)

_CHILD = Path(__file__).with_name("child.py")

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What offices do send under the name of a spreadsheet.
_OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version:")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost: bytes, cells of all sheets together, and its process."""

    file: int = 10 * 1024 * 1024
    cells: int = 1_500_000
    child: isolated.Limits = isolated.LIMITS


LIMITS = Limits()


def read_file(path: Path, limits: Limits = LIMITS) -> Workbook:
    """Read a file on this machine; see `read`. Raises OSError too."""
    # A file over the limit is refused before it is in memory.
    if path.stat().st_size > limits.file:
        raise FileTooLarge(limits.file)
    return read(path.read_bytes(), limits)


def read(content: bytes, limits: Limits = LIMITS) -> Workbook:
    """Read the cells of a file. Its first bytes say what it is; its name may lie.

    Text comes back as Unicode NFC, also where the file holds TCVN3 or VNI.

    Raises FileTooLarge, NotASpreadsheet, FileProtected, FileBroken or UnknownEncoding (all
    UnreadableFile).
    """
    if len(content) > limits.file:
        raise FileTooLarge(limits.file)
    if content.startswith((_ZIP, _COMPOUND)):
        sheets = _read_in_child(content, limits)
    else:
        start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if content.startswith(_OTHER_KINDS) or start.startswith(_MARKUP):
            raise NotASpreadsheet
        sheets = [Sheet("", tuple(csv.read_rows(content, limits.cells)))]
    return Workbook(tuple(_tidy(sheet) for sheet in sheets))


def _read_in_child(content: bytes, limits: Limits) -> list[Sheet]:
    try:
        answer = ask(_CHILD, content, str(limits.cells), limits=limits.child)
    except ChildFailed:
        raise FileBroken from None
    return _sheets(answer)


def _sheets(answer: dict[str, Any]) -> list[Sheet]:
    match answer.get("refused"):
        case "too_large":
            raise FileTooLarge(None)
        case "protected":
            raise FileProtected
        case "broken":
            raise FileBroken
    return [
        Sheet(
            name=sheet["name"],
            rows=tuple(tuple(_cell(cell) for cell in row) for row in sheet["rows"]),
            merged=tuple(Area(*corners) for corners in sheet["merged"]),
            hidden=sheet["hidden"],
        )
        for sheet in answer["sheets"]
    ]


def _cell(cell: Any) -> Cell:
    if type(cell) is list:
        return date.fromisoformat(cell[0])
    value: Cell = cell
    return value


def _tidy(sheet: Sheet) -> Sheet:
    """Return a sheet with clean text, without empty rows at its foot and columns at its right."""
    rows = [tuple(map(legacy.clean, row)) for row in sheet.rows]
    rows = [tuple(map(legacy.without_soft_hyphens, row)) for row in legacy.to_unicode(rows)]
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    width = max((_width(row) for row in rows), default=0)
    even = tuple((row + (None,) * (width - len(row)))[:width] for row in rows)
    return Sheet(sheet.name, even, sheet.merged, sheet.hidden)


def _width(row: Row) -> int:
    return max((place + 1 for place, cell in enumerate(row) if cell is not None), default=0)
