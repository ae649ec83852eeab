"""What a list of members would change in the register. No Django, no database.

An import adds and corrects; it never ends anything, so what a list leaves blank, and whom it leaves out,
stays as it is.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.base.cells import Remark, in_order
from chibo.base.dates import PartialDate
from chibo.people.importing.cells import Cells, KnownCell
from chibo.people.importing.columns import Column
from chibo.people.importing.matching import KnownMember, Register, keeps_apart
from chibo.people.importing.names import same_name_key
from chibo.people.importing.rows import MemberRow

_LEADING = {"secretary", "deputy_secretary"}
_EXEMPT = {"exempt", "temporarily_exempt"}


class Deed(StrEnum):
    """What importing a row does."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a known member; before and after as stored, "" for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A row with its cell and, where he is known, the person and what would change."""

    row: MemberRow
    cell: KnownCell
    person_id: int | None
    changes: tuple[Change, ...] = ()

    @property
    def deed(self) -> Deed:
        """Say what importing this row does."""
        if self.person_id is None:
            return Deed.CREATE
        return Deed.CHANGE if self.changes else Deed.SAME


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done. absent: members of the cells named whom the list leaves out."""

    planned: tuple[Planned, ...]
    remarks: tuple[Remark, ...]
    absent: tuple[KnownMember, ...] = ()

    @property
    def stops(self) -> bool:
        """Say whether something must be put right first."""
        return any(remark.stops for remark in self.remarks)

    @property
    def digest(self) -> str:
        """Return a short text that differs when anything that would be written differs."""
        told = [(one.row, one.cell.code, one.person_id, one.changes) for one in self.planned]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]

    def count(self, deed: Deed) -> int:
        """Return how many rows do this."""
        return sum(planned.deed is deed for planned in self.planned)


def plan_members(
    rows: Iterable[MemberRow],
    remarks: Iterable[Remark],
    *,
    cells: Cells,
    register: Register,
    default: KnownCell | None,
    on: date,
) -> Plan:
    """Compare rows with the register.

    remarks: what reading the rows told already. default: the cell of rows that name none.
    on: the day from which changes of known members hold.
    """
    return _Planner(cells, register, default, on, list(remarks)).plan(rows)


class _Planner:
    def __init__(
        self,
        cells: Cells,
        register: Register,
        default: KnownCell | None,
        on: date,
        remarks: list[Remark],
    ) -> None:
        self.cells = cells
        self.register = register
        self.default = default
        self.on = on
        self.remarks = remarks

    def plan(self, rows: Iterable[MemberRow]) -> Plan:
        planned = []
        for row in rows:
            cell = self._cell(row)
            if cell is not None:
                planned.append(self._planned(row, cell))
        self._check_twice(planned)
        self._check_secretaries(planned)
        matched = {one.person_id for one in planned}
        codes = {one.cell.code for one in planned}
        absent = [
            member
            for member in self.register.members
            if member.cell in codes and member.person_id not in matched
        ]
        return Plan(tuple(planned), in_order(self.remarks), tuple(absent))

    def _stop(self, row: MemberRow, column: str, code: str, **data: str) -> None:
        self.remarks.append(Remark(row.row, column, code, data))

    def _note(self, row: MemberRow, column: str, code: str, **data: str) -> None:
        self.remarks.append(Remark(row.row, column, code, data, stops=False))

    def _cell(self, row: MemberRow) -> KnownCell | None:
        for column, text in (
            (Column.CELL_CODE, row.cell_code),
            (Column.CELL, row.cell),
            ("section", row.section),
        ):
            if not text:
                continue
            found = self.cells.find(text)
            if len(found) > 1 and self.default in found:
                return self.default
            if len(found) == 1:
                return found[0]
            if found:
                codes = ", ".join(cell.code for cell in found)
                self._stop(row, column, "cell_ambiguous", text=text, codes=codes)
                return None
            if column != "section" or self.default is None:
                self._stop(row, column, "cell_unknown", text=text)
                return None
        if self.default is None:
            self._stop(row, Column.CELL, "cell_missing")
        return self.default

    def _planned(self, row: MemberRow, cell: KnownCell) -> Planned:
        match = self.register.match(row, cell.code)
        for remark in match.remarks:
            self.remarks.append(remark)
        if match.member is None:
            return Planned(row, cell, None)
        changes = self._changes(row, cell, match.member)
        return Planned(row, cell, match.member.person_id, tuple(changes))

    def _changes(self, row: MemberRow, cell: KnownCell, known: KnownMember) -> list[Change]:
        changes = [
            Change(field, before, after)
            for field, before, after in (
                ("name", known.name, row.name),
                ("card", known.card, row.card),
                ("phone", known.phone, row.phone),
            )
            if after and after != before
        ]
        changes += [
            Change(field, before, after)
            for field, before, after in (
                ("born", known.born, row.born),
                ("joined", known.joined, row.joined),
                ("official", known.official, "" if self._computed(row, known) else row.official),
            )
            if _says_more(before, after)
        ]
        if known.official and not row.official:
            official = PartialDate.from_iso(known.official).display()
            self._stop(row, Column.OFFICIAL, "official_in_register", text=official)
        changes += self._place(row, cell, known)
        changes += self._periods(row, cell, known)
        return changes

    def _computed(self, row: MemberRow, known: KnownMember) -> bool:
        """A day that was only computed is no reason to change what the register has."""
        return row.official_is_computed and bool(known.official)

    def _place(self, row: MemberRow, cell: KnownCell, known: KnownMember) -> list[Change]:
        changes = []
        if row.is_guest:
            if known.cell == cell.code:
                self._stop(row, Column.NOTE, "guest_is_member")
            elif known.guest_at and known.guest_at != cell.code:
                self._stop(row, Column.NOTE, "guest_elsewhere", text=known.guest_at)
            elif not known.guest_at:
                changes.append(Change("guest", "", cell.code))
        elif known.cell != cell.code:
            if known.since is not None and known.since >= self.on:
                self._stop(row, Column.CELL, "moved_later", text=known.cell)
            changes.append(Change("cell", known.cell, cell.code))
        if row.away and not known.away:
            if known.guest_at:
                self._stop(row, Column.NOTE, "guest_elsewhere", text=known.guest_at)
            changes.append(Change("away", "", row.away))
        return changes

    def _periods(self, row: MemberRow, cell: KnownCell, known: KnownMember) -> list[Change]:
        """Return the posts and standings that begin; those that hold go on."""
        # Posts of the cell he leaves end with his activity there.
        held = known.posts if known.cell == cell.code else frozenset()
        posts = [post for post in row.posts if post not in held]
        if _LEADING & set(posts) and _LEADING & held:
            self._stop(row, Column.POST, "other_leading_post")
        kinds = [kind for kind in row.standings if kind not in known.standings]
        if _EXEMPT & set(kinds) and _EXEMPT & known.standings:
            self._stop(row, Column.NOTE, "exempt_twice")
        return [
            *(Change("post", "", post) for post in posts),
            *(Change("standing", "", kind) for kind in kinds),
        ]

    def _check_twice(self, planned: Sequence[Planned]) -> None:
        """Refuse two rows of one person, and two of one name that nothing tells apart.

        In his own cell and where he attends for a time, one person has a row each.
        """
        persons: dict[tuple[int, bool], MemberRow] = {}
        cards: dict[tuple[str, bool], MemberRow] = {}
        names: dict[tuple[str, str], list[MemberRow]] = defaultdict(list)
        for one in planned:
            row = one.row
            card, person = (row.card, row.is_guest), (one.person_id or 0, row.is_guest)
            if row.card and card in cards:
                self._stop(row, Column.CARD, "card_twice", other_row=str(cards[card].row))
                continue
            if one.person_id is not None and person in persons:
                earlier = persons[person]
                self._stop(row, Column.NAME, "person_twice", other_row=str(earlier.row))
                continue
            same = names[one.cell.code, same_name_key(row.name)]
            for other in same:
                if not keeps_apart(row, other.born, other.card):
                    self._stop(
                        row, Column.NAME, "same_name", name=row.name, other_row=str(other.row)
                    )
                    break
            same.append(row)
            cards[card] = persons[person] = row

    def _check_secretaries(self, planned: Sequence[Planned]) -> None:
        held = {
            member.cell: member for member in self.register.members if "secretary" in member.posts
        }
        seen: Counter[str] = Counter()
        for one in planned:
            if "secretary" not in one.row.posts:
                continue
            seen[one.cell.code] += 1
            holder = held.get(one.cell.code)
            if seen[one.cell.code] > 1:
                self._stop(one.row, Column.POST, "two_secretaries")
            elif holder is not None and holder.person_id != one.person_id:
                self._stop(one.row, Column.POST, "other_secretary", name=holder.name)


def _says_more(before: str, after: str) -> bool:
    """Say whether a date differs and is no rougher form of the one we have."""
    if not after or after == before:
        return False
    if not before:
        return True
    old, new = PartialDate.from_iso(before), PartialDate.from_iso(after)
    return not old.agrees_with(new) or len(after) > len(before)
