"""From a file to rows of named cells: read, refuse what is secret, find the table, map it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chibo.base.cells import Cell, Line, cell_text
from chibo.documents.secrecy import Mark, classification_mark
from chibo.documents.spreadsheets.header import Heading, Recognise
from chibo.documents.spreadsheets.reading import read
from chibo.documents.spreadsheets.table import Entry, LeftOut, find_table
from chibo.documents.spreadsheets.workbook import UnreadableFile, Workbook, column_letters

# What a person chooses for a column that is not to be read.
NOTHING = ""


class Secret(UnreadableFile):
    """The file bears a mark of secrecy: it is neither read further nor kept."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(mark)
        self.mark = mark


class UnknownHeading(UnreadableFile):
    """Somebody mapped a heading that the table does not have."""

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self.heading = heading


class Fate(StrEnum):
    """What becomes of a column."""

    READ = "read"
    # Known and left out: law 12.
    NOT_KEPT = "not_kept"
    # Nobody knows what it holds; a person may say.
    UNKNOWN = "unknown"
    # Another column holds this already.
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Mapped:
    """A heading with what it was taken for. place: of the heading in its table, from 0."""

    place: int
    heading: Heading
    field: str
    fate: Fate

    @property
    def letters(self) -> str:
        """Return the column as a spreadsheet names it."""
        return column_letters(self.heading.column)


@dataclass(frozen=True, slots=True)
class List:
    """What a file holds. lines: one an entry. columns: letters of the column of each field."""

    sheet: str
    sheets: tuple[str, ...]
    titles: tuple[str, ...]
    mapped: tuple[Mapped, ...]
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]

    def letters_of(self, field: str) -> str:
        """Return the column that a field was read from, or "" when none was."""
        for mapped in self.mapped:
            if mapped.field == field and mapped.fate is Fate.READ:
                return mapped.letters
        return ""


# A name may be written over two columns, a remark over several.
_JOINED = {"name": " ", "note": "; ", "post": "; "}


def read_list(
    content: bytes,
    *,
    name: str,
    recognise: Recognise,
    sheet: str | None = None,
    by_place: Mapping[int, str] | None = None,
    by_heading: Mapping[str, str] | None = None,
) -> List:
    """Read a file's list.

    name: of the file; it may bear a mark of secrecy. by_place: fields chosen for headings by
    their place. by_heading: the same by their text, as typed in a command.

    Raises UnreadableFile and what it stands for: Secret, UnknownHeading, NoHeading and those of
    the spreadsheets.
    """
    workbook = read(content)
    _refuse_secret(name, workbook)
    chosen = workbook.chosen(sheet)
    table = find_table(chosen, _with(recognise, by_heading or {}))
    mapped = _mapped(table.headings, by_place or {})
    _check_named(by_heading or {}, table.headings)
    return List(
        sheet=chosen.name,
        sheets=tuple(one.name for one in workbook.sheets if one.rows and not one.hidden),
        titles=table.titles,
        mapped=mapped,
        lines=tuple(_line(entry, mapped) for entry in table.entries),
        left_out=table.left_out,
    )


def _refuse_secret(name: str, workbook: Workbook) -> None:
    # A stamp has the letters of "mật"; most cells do not, so most are not looked at twice.
    lines = [
        cell
        for sheet in workbook.sheets
        for row in sheet.rows
        for cell in row
        if type(cell) is str and ("ậ" in cell or "Ậ" in cell)
    ]
    mark = classification_mark(name, "\n".join(lines))
    if mark is not None:
        raise Secret(mark)


def _with(recognise: Recognise, by_heading: Mapping[str, str]) -> Recognise:
    if not by_heading:
        return recognise
    said = {" ".join(text.lower().split()): field for text, field in by_heading.items()}

    def recognised(text: str) -> str | None:
        key = " ".join(text.lower().split())
        return said[key] or None if key in said else recognise(text)

    return recognised


def _check_named(by_heading: Mapping[str, str], headings: Sequence[Heading]) -> None:
    have = {" ".join(heading.text.lower().split()) for heading in headings}
    for text in by_heading:
        if " ".join(text.lower().split()) not in have:
            raise UnknownHeading(text)


def _mapped(headings: Sequence[Heading], by_place: Mapping[int, str]) -> tuple[Mapped, ...]:
    taken: set[str] = set()
    mapped = []
    for place, heading in enumerate(headings):
        field = by_place.get(place) or (heading.field or NOTHING)
        if place in by_place and not by_place[place] and field != "not_kept":
            field = NOTHING
        fate = Fate.READ
        if not field:
            fate = Fate.UNKNOWN
        elif field == "not_kept":
            fate = Fate.NOT_KEPT
        elif field in taken and field not in _JOINED:
            fate = Fate.AGAIN
        taken.add(field)
        mapped.append(Mapped(place, heading, field, fate))
    return tuple(mapped)


def _line(entry: Entry, mapped: Sequence[Mapped]) -> Line:
    cells: dict[str, Cell] = {}
    for one in mapped:
        cell = entry.cells[one.place]
        if one.fate is not Fate.READ or cell is None:
            continue
        if one.field in cells:
            texts = (cell_text(cells[one.field]), cell_text(cell))
            cells[one.field] = _JOINED[one.field].join(texts)
        else:
            cells[one.field] = cell
    return Line(entry.row, cells, entry.section)
