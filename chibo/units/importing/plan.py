"""What a list of units would change in the tree. No Django, no database.

An import founds, corrects, renames and moves; it never ends a unit. Units the list leaves out stay.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.base.cells import Remark, in_order
from chibo.base.text import fold
from chibo.units.importing.columns import Column
from chibo.units.importing.names import code_from, split_name
from chibo.units.importing.rows import UnitRow


class Deed(StrEnum):
    """What importing a row does."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Kind:
    """What the plan asks of a kind of unit. level: a superior has a lower one."""

    code: str
    is_cell: bool
    level: int


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit as it stands on the day of the list. parent: code of the unit above, or "".

    changed_since: when its name or place last changed. in_reach: the importer may change it.
    """

    code: str
    kind: str
    name: str
    full_name: str
    parent: str
    since: date
    place: str = ""
    changed_since: date = date.min
    ended: bool = False
    in_reach: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a known unit; before and after as stored."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A row made whole: its code, names, parent's code and founding day; and what it changes."""

    row: UnitRow
    code: str
    name: str
    full_name: str
    parent: str
    since: date
    changes: tuple[Change, ...] = ()
    is_new: bool = False

    @property
    def deed(self) -> Deed:
        """Say what importing this row does."""
        if self.is_new:
            return Deed.CREATE
        return Deed.CHANGE if self.changes else Deed.SAME


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done; new units stand after the one above them."""

    planned: tuple[Planned, ...]
    remarks: tuple[Remark, ...]

    @property
    def stops(self) -> bool:
        """Say whether something must be put right first."""
        return any(remark.stops for remark in self.remarks)

    @property
    def digest(self) -> str:
        """Return a short text that differs when anything that would be written differs."""
        return hashlib.sha256(repr(self.planned).encode()).hexdigest()[:32]

    def count(self, deed: Deed) -> int:
        """Return how many rows do this."""
        return sum(planned.deed is deed for planned in self.planned)


def plan_units(
    rows: Sequence[UnitRow],
    remarks: Iterable[Remark],
    *,
    known: Iterable[KnownUnit],
    kinds: Iterable[Kind],
    parent: str,
    since: date,
    on: date,
) -> Plan:
    """Compare rows with the tree.

    parent: code of the unit above those whose row names none, or "". since: founding day of
    those whose row names none. on: the day from which renames and moves hold.
    """
    planner = _Planner(known, kinds, list(remarks), since=since, on=on)
    planner.default = parent
    return planner.plan(rows)


class _Planner:
    def __init__(
        self,
        known: Iterable[KnownUnit],
        kinds: Iterable[Kind],
        remarks: list[Remark],
        *,
        since: date,
        on: date,
    ) -> None:
        self.known = {unit.code: unit for unit in known}
        self.kinds = {kind.code: kind for kind in kinds}
        self.default = ""
        self.since = since
        self.on = on
        self.remarks = remarks
        self.codes: dict[int, str] = {}
        self.by_name: dict[str, set[str]] = defaultdict(set)
        for unit in self.known.values():
            if unit.ended:
                continue
            self._remember(unit.code, unit.name, unit.full_name)

    def plan(self, rows: Sequence[UnitRow]) -> Plan:
        self._give_codes(rows)
        planned: dict[str, Planned] = {}
        for row in rows:
            code = self.codes[row.row]
            if code in planned:
                self._stop(row, Column.CODE, "unit_twice", other_row=str(planned[code].row.row))
                continue
            planned[code] = self._planned(row, code)
        self._check_tree(planned)
        return Plan(tuple(self._from_above(planned)), in_order(self.remarks))

    def _stop(self, row: UnitRow, column: str, code: str, **data: str) -> None:
        self.remarks.append(Remark(row.row, column, code, data))

    def _note(self, row: UnitRow, column: str, code: str, **data: str) -> None:
        self.remarks.append(Remark(row.row, column, code, data, stops=False))

    def _remember(self, code: str, *names: str) -> None:
        for name in names:
            self.by_name[fold(name)].add(code)

    def _give_codes(self, rows: Sequence[UnitRow]) -> None:
        """Find or make the code of each row; those above before those below them."""
        taken = {*self.known, *(row.code for row in rows if row.code)}
        for row in sorted(rows, key=lambda row: (self._level(row), row.row)):
            short, full = split_name(row.name, is_cell=self.kinds[row.kind].is_cell)
            code = row.code or self._known_by_name(row, short, full)
            if not code:
                code = code_from(short, self._parent(row, tell=False), taken)
                self._note(row, Column.CODE, "code_made", made=code)
            taken.add(code)
            self.codes[row.row] = code
            self._remember(code, short, full)

    def _level(self, row: UnitRow) -> int:
        return self.kinds[row.kind].level

    def _known_by_name(self, row: UnitRow, short: str, full: str) -> str:
        parent = self._parent(row, tell=False)
        for code in sorted(self.by_name[fold(full)] | self.by_name[fold(short)]):
            unit = self.known.get(code)
            if unit is not None and unit.kind == row.kind and (not parent or unit.parent == parent):
                return code
        return ""

    def _parent(self, row: UnitRow, *, tell: bool = True) -> str:
        """Return the code of the unit above that a row names by code or by name, or ""."""
        if not row.parent:
            own = self.known.get(row.code)
            if own is not None:
                return own.parent
            return self.default if self.default != row.code else ""
        if row.parent in self.known or row.parent in self.codes.values():
            return row.parent
        own_code = self.codes.get(row.row)
        found = self.by_name.get(fold(row.parent), set()) - {own_code}
        if len(found) == 1:
            return next(iter(found))
        if tell and found:
            codes = ", ".join(sorted(found))
            self._stop(row, Column.PARENT, "parent_ambiguous", text=row.parent, codes=codes)
        elif tell:
            self._stop(row, Column.PARENT, "parent_unknown", text=row.parent)
        return ""

    def _planned(self, row: UnitRow, code: str) -> Planned:
        name, full_name = split_name(row.name, is_cell=self.kinds[row.kind].is_cell)
        parent = self._parent(row)
        unit = self.known.get(code)
        if unit is not None:
            changes = self._changes(row, unit, name, full_name, parent)
            return Planned(row, code, name, full_name, parent, row.founded or unit.since, changes)
        if row.founded is None:
            self._note(row, Column.FOUNDED, "founded_missing", text=f"{self.since:%d/%m/%Y}")
        if not parent and not row.parent:
            self._note(row, Column.PARENT, "unit_on_top")
        since = row.founded or self.since
        return Planned(row, code, name, full_name, parent, since, is_new=True)

    def _changes(
        self, row: UnitRow, unit: KnownUnit, name: str, full_name: str, parent: str
    ) -> tuple[Change, ...]:
        pairs = [
            ("name", unit.full_name, full_name),
            ("kind", unit.kind, row.kind),
            ("parent", unit.parent, parent if row.parent else ""),
            ("place", unit.place, row.place),
            ("founded", f"{unit.since:%Y-%m-%d}", f"{row.founded:%Y-%m-%d}" if row.founded else ""),
        ]
        changes = tuple(
            Change(field, before, after)
            for field, before, after in pairs
            if after and after != before
        )
        self._check_changes(row, unit, {change.field for change in changes})
        return changes

    def _check_changes(self, row: UnitRow, unit: KnownUnit, fields: set[str]) -> None:
        if unit.ended:
            self._stop(row, Column.CODE, "unit_ended", text=unit.code)
        elif fields and not unit.in_reach:
            self._stop(row, "", "unit_out_of_reach", text=unit.code)
        if "kind" in fields and self.kinds[row.kind].is_cell != self.kinds[unit.kind].is_cell:
            self._stop(row, Column.KIND, "kind_of_another_nature", kind=unit.kind)
        if "founded" in fields and row.founded and row.founded > unit.since:
            self._stop(row, Column.FOUNDED, "founded_later", text=f"{unit.since:%d/%m/%Y}")
        if {"name", "parent"} & fields and unit.changed_since > self.on:
            self._stop(row, "", "changed_later", text=f"{unit.changed_since:%d/%m/%Y}")

    def _check_tree(self, planned: dict[str, Planned]) -> None:
        """Refuse circles, cells above others, and places out of the importer's reach."""
        for one in planned.values():
            above = one.parent
            if not above:
                if one.is_new and not self._may_stand_on_top():
                    self._stop(one.row, Column.PARENT, "parent_missing")
                continue
            kind = self._kind_at(above, planned)
            if kind is not None and kind.is_cell:
                self._stop(one.row, Column.PARENT, "parent_is_cell", text=above)
            seen = {one.code}
            while above and above not in seen:
                seen.add(above)
                above = self._above(above, planned)
            if above:
                self._stop(one.row, Column.PARENT, "parent_circle", text=one.parent)
            elif not self._in_reach(one, planned):
                self._stop(one.row, Column.PARENT, "parent_out_of_reach", text=one.parent)

    def _may_stand_on_top(self) -> bool:
        return all(unit.in_reach for unit in self.known.values())

    def _kind_at(self, code: str, planned: dict[str, Planned]) -> Kind | None:
        if code in planned:
            return self.kinds[planned[code].row.kind]
        unit = self.known.get(code)
        return None if unit is None else self.kinds.get(unit.kind)

    def _above(self, code: str, planned: dict[str, Planned]) -> str:
        if code in planned:
            return planned[code].parent
        return self.known[code].parent if code in self.known else ""

    def _in_reach(self, one: Planned, planned: dict[str, Planned]) -> bool:
        if not (one.is_new or any(change.field == "parent" for change in one.changes)):
            return True
        above = one.parent
        while above in planned and planned[above].is_new:
            above = planned[above].parent
        unit = self.known.get(above)
        return unit.in_reach if unit is not None else self._may_stand_on_top()

    def _from_above(self, planned: dict[str, Planned]) -> list[Planned]:
        def depth(one: Planned) -> int:
            steps, above = 0, one.parent
            while above in planned and steps <= len(planned):
                steps, above = steps + 1, planned[above].parent
            return steps

        return sorted(planned.values(), key=lambda one: (depth(one), one.row.row))
