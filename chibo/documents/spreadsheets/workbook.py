"""What was read from a file: sheets of cells, nothing interpreted yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from chibo.base.cells import Cell

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Cells merged into one; both corners belong to it, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet from cell A1 on; every row is equally long."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file in their order."""

    sheets: tuple[Sheet, ...]

    def chosen(self, name: str | None) -> Sheet:
        """Return the sheet of a name; without one the first that can be seen and holds cells.

        Raises NoSuchSheet.
        """
        if name is not None:
            for sheet in self.sheets:
                if sheet.name == name:
                    return sheet
            raise NoSuchSheet(name, [sheet.name for sheet in self.sheets])
        for sheet in self.sheets:
            if sheet.rows and not sheet.hidden:
                return sheet
        raise NoSuchSheet("", [sheet.name for sheet in self.sheets])


class UnreadableFile(Exception):
    """A file cannot be read as a spreadsheet; nothing of it was used."""


class NoSuchSheet(UnreadableFile):
    """The file has no sheet of this name, or, without a name, no sheet with cells."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.names = tuple(names)


class FileTooLarge(UnreadableFile):
    """The file is larger than we read, packed or unpacked; limit: bytes, or None for cells."""

    def __init__(self, limit: int | None) -> None:
        super().__init__(limit)
        self.limit = limit


class NotASpreadsheet(UnreadableFile):
    """The file is something else, or a web page that only calls itself a spreadsheet."""


class FileProtected(UnreadableFile):
    """The file opens only with a password."""


class FileBroken(UnreadableFile):
    """The file begins like a spreadsheet but cannot be read to its end in bounds."""


class UnknownEncoding(UnreadableFile):
    """The letters of a text file are in no encoding that we know."""


def column_letters(index: int) -> str:
    """Return how a spreadsheet names a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
