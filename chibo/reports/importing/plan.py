"""What a table of old figures would enter, and what stands in the way. No database."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.base.cells import Cell, Line, Remark, cell_text, in_order
from chibo.base.dates import UnreadableDate, read_date
from chibo.base.text import fold
from chibo.reports.importing.columns import MONTH, NAME, YEAR
from chibo.reports.rules.past import FIGURES, WITHIN

_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Planned:
    """One month of one unit. unit: its code."""

    row: int
    unit: str
    month: date
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be entered. Nothing is, while a remark stops it."""

    planned: tuple[Planned, ...]
    remarks: tuple[Remark, ...]

    @property
    def stops(self) -> bool:
        """Say whether something must be put right first."""
        return any(remark.stops for remark in self.remarks)

    @property
    def digest(self) -> str:
        """Return what changes when something else would be entered."""
        text = repr([(one.unit, one.month, sorted(one.figures.items())) for one in self.planned])
        return hashlib.sha256(text.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record. today: months that are not over are not of before.

    names: codes by folded name and by folded code. facts, past: code and month of what the book,
    and an earlier import, has.
    """

    today: date
    names: Mapping[str, Collection[str]]
    facts: Collection[tuple[str, date]]
    past: Collection[tuple[str, date]]


def plan_past(lines: Sequence[Line], known: Known, *, unit: str, year: int | None) -> Plan:
    """Return what a table would enter.

    unit: code of the unit that rows without a name are of. year: of months that name none.
    """
    planned: list[Planned] = []
    remarks: list[Remark] = []
    seen: dict[tuple[str, date], int] = {}
    for line in lines:
        found, odd = _row(line, known, unit, year)
        if found is not None:
            key = found.unit, found.month
            if key in seen:
                odd.append(_remark(line, MONTH, "past_twice", other_row=str(seen[key])))
            seen.setdefault(key, found.row)
            odd += _on_record(line, found, known)
        remarks += odd
        if found is not None and not any(remark.stops for remark in odd):
            planned.append(found)
    return Plan(tuple(planned), in_order(remarks))


def _row(
    line: Line, known: Known, unit: str, year: int | None
) -> tuple[Planned | None, list[Remark]]:
    remarks: list[Remark] = []
    code = _unit(line, known, unit, remarks)
    month = _month(line, known, year, remarks)
    figures = _figures(line, remarks)
    if code is None or month is None or any(remark.stops for remark in remarks):
        return None, remarks
    if not figures:
        remarks.append(_remark(line, "", "past_no_figures"))
        return None, remarks
    return Planned(line.row, code, month, figures), remarks


def _unit(line: Line, known: Known, unit: str, remarks: list[Remark]) -> str | None:
    text = cell_text(line.cells.get(NAME))
    if not text:
        return unit
    codes = known.names.get(fold(text), ())
    if len(codes) == 1:
        return next(iter(codes))
    code = "past_unit_ambiguous" if codes else "past_unit_unknown"
    remarks.append(_remark(line, NAME, code, text=text, codes=", ".join(sorted(codes))))
    return None


def _month(line: Line, known: Known, year: int | None, remarks: list[Remark]) -> date | None:
    cell, of_year = line.cells.get(MONTH), line.cells.get(YEAR)
    text = cell_text(cell)
    if not text:
        remarks.append(_remark(line, MONTH, "past_month_missing"))
        return None
    found = _read_month(cell, _number(of_year) or year)
    if found is None:
        code = "past_month_unreadable" if _alone(cell) is None else "past_year_missing"
        remarks.append(_remark(line, MONTH, code, text=text))
        return None
    if found >= known.today.replace(day=1):
        remarks.append(_remark(line, MONTH, "past_month_not_over", text=f"{found:%m/%Y}"))
        return None
    return found


def _read_month(cell: Cell, year: int | None) -> date | None:
    alone = _alone(cell)
    if alone is not None:
        return date(year, alone, 1) if year and 1945 <= year <= 2100 else None
    if cell is None or isinstance(cell, bool):
        return None
    try:
        read = read_date(cell)
    except UnreadableDate:
        return None
    return None if read.month is None else date(read.year, read.month, 1)


def _alone(cell: Cell) -> int | None:
    """Return the number of a month that names no year: 1, tháng 1."""
    number = _number(fold(cell_text(cell)).replace("thang", ""))
    return number if number is not None and 1 <= number <= 12 else None


def _figures(line: Line, remarks: list[Remark]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in FIGURES:
        text = cell_text(line.cells.get(name)).strip()
        if text in {"", "-", "–"}:
            continue
        number = _number(text)
        if number is None or number > _LARGEST:
            remarks.append(_remark(line, name, "past_no_number", text=text[:40]))
        else:
            found[name] = number
    for inner, outer in WITHIN:
        if found.get(inner, 0) > found.get(outer, _LARGEST):
            numbers = {"inner": str(found[inner]), "outer": str(found[outer])}
            remarks.append(_remark(line, inner, f"past_{inner}_over_{outer}", **numbers))
    return found


def _number(cell: Cell) -> int | None:
    """Read a whole number as people write it: 1.316, 1 316 or 1316."""
    text = "".join(cell_text(cell).split())
    head, *groups = text.split(".")
    if groups and all(len(group) == 3 for group in groups) and 1 <= len(head) <= 3:
        text = "".join([head, *groups])
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def _on_record(line: Line, found: Planned, known: Known) -> list[Remark]:
    key = found.unit, found.month
    month = f"{found.month:%m/%Y}"
    if key in known.facts:
        return [_remark(line, MONTH, "past_has_facts", text=month, unit=found.unit)]
    if key in known.past:
        return [_remark(line, MONTH, "past_imported", text=month, unit=found.unit)]
    return []


def _remark(line: Line, field: str, code: str, **data: str) -> Remark:
    return Remark(line.row, field, code, data)
