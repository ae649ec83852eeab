"""One row of a list of units made into facts, with remarks. No Django, no clock, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.base.cells import Line, Remark, cell_text
from chibo.base.dates import UnreadableDate, read_date
from chibo.base.text import nfc
from chibo.units.importing.columns import Column, kind_of
from chibo.units.importing.names import clean_unit_name


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What a row says of a unit; "" for what it does not say. founded: None where it does not."""

    row: int
    name: str
    code: str = ""
    kind: str = ""
    parent: str = ""
    founded: date | None = None
    decision: str = ""
    place: str = ""


def read_row(
    line: Line, *, kinds: dict[str, str], on: date
) -> tuple[UnitRow | None, tuple[Remark, ...]]:
    """Return what a row says, and the remarks; None when a remark stops it.

    kinds: code of each kind, by its code and its name in small letters. on: the day of the list.
    """
    reader = _Reader(line, kinds, on)
    unit = reader.unit()
    stopped = any(remark.stops for remark in reader.remarks)
    return (None if stopped else unit), tuple(reader.remarks)


class _Reader:
    def __init__(self, line: Line, kinds: dict[str, str], on: date) -> None:
        self.line = line
        self.kinds = kinds
        self.on = on
        self.remarks: list[Remark] = []

    def unit(self) -> UnitRow:
        name = clean_unit_name(self._text(Column.NAME))
        if not name:
            self._tell(Column.NAME, "unit_name_missing")
        elif len(name) > 200:
            self._tell(Column.NAME, "too_long", text=name[:60])
        return UnitRow(
            row=self.line.row,
            name=name,
            code=self._code(),
            kind=self._kind(name),
            parent=self._text(Column.PARENT),
            founded=self._founded(),
            decision=self._text(Column.DECISION)[:40],
            place=self._text(Column.PLACE)[:80],
        )

    def _tell(self, column: Column, code: str, *, stops: bool = True, **data: str) -> None:
        self.remarks.append(Remark(self.line.row, column, code, data, stops))

    def _text(self, column: Column) -> str:
        return nfc(cell_text(self.line.cells.get(column)))

    def _code(self) -> str:
        code = self._text(Column.CODE).strip(".")
        if len(code) > 40 or " " in code or "/" in code:
            self._tell(Column.CODE, "code_unreadable", text=code[:60])
        return code

    def _kind(self, name: str) -> str:
        text = self._text(Column.KIND)
        known = kind_of(name)
        if text:
            known = self.kinds.get(text.lower()) or kind_of(text) or kind_of(f"chi bo {text}")
        if known is None or known not in self.kinds.values():
            self._tell(Column.KIND, "kind_unknown", text=text or name)
            return ""
        if not text:
            self._tell(Column.KIND, "kind_from_name", stops=False, kind=known)
        return known

    def _founded(self) -> date | None:
        cell = self.line.cells.get(Column.FOUNDED)
        if cell is None:
            return None
        try:
            told = read_date(cell)
        except UnreadableDate as error:
            self._tell(Column.FOUNDED, f"date_{error.reason}", text=cell_text(cell)[:60])
            return None
        if told.first_day() > self.on:
            self._tell(Column.FOUNDED, "date_to_come", text=told.display())
        elif not told.is_exact:
            self._tell(Column.FOUNDED, "founded_not_exact", stops=False, text=told.display())
        return told.first_day()


def read_rows(
    lines: Iterable[Line], *, kinds: dict[str, str], on: date
) -> tuple[tuple[UnitRow, ...], tuple[Remark, ...]]:
    """Return what the rows say that nothing stops, and the remarks on all of them."""
    units: list[UnitRow] = []
    remarks: list[Remark] = []
    for line in lines:
        unit, told = read_row(line, kinds=kinds, on=on)
        remarks += told
        if unit is not None:
            units.append(unit)
    return tuple(units), tuple(remarks)
