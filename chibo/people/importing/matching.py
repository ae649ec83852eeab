"""Whom a row means: by card, else by cell, name and birth date; never by guessing.

No Django, no database.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.base.cells import Remark
from chibo.base.dates import PartialDate
from chibo.base.text import fold
from chibo.people.importing.columns import Column
from chibo.people.importing.names import same_name_key
from chibo.people.importing.rows import MemberRow


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A person on the register as he stands on the day of the list.

    cell: code of the cell of his official activity, "" when he is no member now. guest_at: of
    his temporary activity here. away: its place when it is not here. posts: at his cell.
    since: when his official activity in the cell began. in_reach: the importer may see him.
    """

    person_id: int
    name: str
    born: str = ""
    joined: str = ""
    official: str = ""
    card: str = ""
    phone: str = ""
    cell: str = ""
    guest_at: str = ""
    away: str = ""
    posts: frozenset[str] = frozenset()
    standings: frozenset[str] = frozenset()
    since: date | None = None
    in_reach: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """The member a row means, or None for a new one; and what to tell about it."""

    member: KnownMember | None
    remarks: tuple[Remark, ...] = ()


class Register:
    """The members known, ready to be found."""

    def __init__(self, members: Iterable[KnownMember]) -> None:
        self.members = tuple(members)
        self.by_card = {member.card: member for member in self.members if member.card}
        self.by_name: dict[tuple[str, str], list[KnownMember]] = defaultdict(list)
        self.by_birth: dict[tuple[str, str], list[KnownMember]] = defaultdict(list)
        for member in self.members:
            if not member.in_reach:
                continue
            for code in {member.cell, member.guest_at} - {""}:
                self.by_name[code, fold(member.name)].append(member)
            if len(member.born) == 10:
                self.by_birth[fold(member.name), member.born].append(member)

    def match(self, row: MemberRow, cell: str) -> Match:
        """Return whom a row of a cell means."""
        holder = self.by_card.get(row.card) if row.card else None
        if holder is not None:
            return self._by_card(row, holder)
        namesakes = self.by_name.get((cell, fold(row.name)), [])
        exact = [m for m in namesakes if same_name_key(m.name) == same_name_key(row.name)]
        possible = [m for m in exact or namesakes if not keeps_apart(row, m.born, m.card)]
        born = [member for member in possible if row.born and member.born == row.born]
        possible = born or possible
        if len(possible) > 1:
            return Match(None, (_stop(row, Column.NAME, "several_in_register", name=row.name),))
        if possible:
            return Match(possible[0])
        return Match(None, tuple(self._told_of_new(row, cell, exact)))

    def _by_card(self, row: MemberRow, holder: KnownMember) -> Match:
        if not holder.in_reach:
            return Match(None, (_stop(row, Column.CARD, "card_elsewhere"),))
        if not holder.cell and not holder.guest_at:
            return Match(holder, (_stop(row, Column.CARD, "card_of_former", name=holder.name),))
        same_birth = bool(row.born and holder.born) and _agree(row.born, holder.born)
        if fold(holder.name) != fold(row.name) and not same_birth:
            return Match(holder, (_stop(row, Column.CARD, "card_of_other", name=holder.name),))
        return Match(holder)

    def _told_of_new(
        self, row: MemberRow, cell: str, namesakes: Iterable[KnownMember]
    ) -> Iterable[Remark]:
        for member in namesakes:
            born = PartialDate.from_iso(member.born).display() if member.born else ""
            yield Remark(row.row, Column.NAME, "namesake", {"born": born}, stops=False)
        for member in self.by_birth.get((fold(row.name), row.born), []):
            elsewhere = member.cell or member.guest_at
            if elsewhere and elsewhere != cell and not keeps_apart(row, member.born, member.card):
                data = {"cell": elsewhere}
                yield Remark(row.row, Column.NAME, "maybe_moved", data, stops=False)


def keeps_apart(row: MemberRow, born: str, card: str) -> bool:
    """Say whether a card or a birth date tells a row from someone of the same name."""
    if row.card and card:
        return row.card != card
    return bool(row.born and born) and not _agree(row.born, born)


def _agree(one: str, other: str) -> bool:
    return PartialDate.from_iso(one).agrees_with(PartialDate.from_iso(other))


def _stop(row: MemberRow, column: Column, code: str, **data: str) -> Remark:
    return Remark(row.row, column, code, data)
