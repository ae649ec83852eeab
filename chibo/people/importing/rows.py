"""One row of a list of members made into facts, with remarks on all that is odd in it.

No Django, no clock, no database. A field that is missing stays empty and is told; what cannot be
understood stops the import. Nothing is guessed in silence.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from chibo.base.cells import Cell, Line, Remark, cell_text
from chibo.base.dates import PartialDate, Readable, UnreadableDate, read_date, read_dates
from chibo.people.importing.cards import UnreadableCard, read_card
from chibo.people.importing.columns import Column
from chibo.people.importing.marks import Marks, read_marks, read_posts
from chibo.people.importing.names import clean_name, is_name
from chibo.people.rules import official_from

T = TypeVar("T")

_YOUNGEST = 18


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What a row says of a member. Dates as the register holds them, or "".

    official_is_computed: the list does not give the day, it follows from the admission.
    cell, cell_code, section: how the list names his cell, any of them may be "".
    """

    row: int
    name: str
    born: str = ""
    joined: str = ""
    official: str = ""
    official_is_computed: bool = False
    card: str = ""
    phone: str = ""
    posts: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    standing_until: date | None = None
    is_guest: bool = False
    away: str = ""
    cell: str = ""
    cell_code: str = ""
    section: str = ""


def read_row(line: Line, *, on: date) -> tuple[MemberRow | None, tuple[Remark, ...]]:
    """Return what a row says, and the remarks; None when a remark stops it.

    on: the day the list describes.
    """
    reader = _Reader(line, on)
    member = reader.member()
    stopped = any(remark.stops for remark in reader.remarks)
    return (None if stopped else member), tuple(reader.remarks)


class _Reader:
    def __init__(self, line: Line, on: date) -> None:
        self.line = line
        self.on = on
        self.remarks: list[Remark] = []

    def member(self) -> MemberRow:
        marks = self._marks()
        born = self._born()
        joined, official = self._days()
        posts, unread = read_posts(self._text(Column.POST))
        for part in unread:
            self._note(Column.POST, "post_not_kept", text=part)
        member = MemberRow(
            row=self.line.row,
            name=self._name(),
            born=_iso(born),
            joined=_iso(joined),
            official=_iso(official),
            card=self._card(),
            phone=self._phone(),
            posts=posts,
            standings=tuple(sorted(marks.standings)),
            standing_until=_day_after(marks.end) if marks.end else None,
            is_guest=marks.is_guest,
            away=marks.away,
            cell=self._text(Column.CELL).replace("\n", " "),
            cell_code=self._text(Column.CELL_CODE),
            section=self.line.section,
        )
        self._check_days(born, joined, official)
        return self._with_class(member, marks, joined, official)

    def _cell(self, column: Column) -> Cell:
        return self.line.cells.get(column)

    def _text(self, column: Column) -> str:
        return cell_text(self._cell(column))

    def _stop(self, column: Column, code: str, **data: str) -> None:
        self.remarks.append(Remark(self.line.row, column, code, data))

    def _note(self, column: Column, code: str, **data: str) -> None:
        self.remarks.append(Remark(self.line.row, column, code, data, stops=False))

    def _name(self) -> str:
        text = self._text(Column.NAME)
        name, has_second = clean_name(text)
        if not name:
            self._stop(Column.NAME, "name_missing")
        elif "\n" in name:
            self._stop(Column.NAME, "two_names", text=name.replace("\n", " / "))
        elif not is_name(name) or len(name) > 100:
            self._stop(Column.NAME, "not_a_name", text=name[:100])
        elif " " not in name:
            self._note(Column.NAME, "one_word_name", text=name)
        if has_second:
            self._note(Column.NAME, "second_name_not_kept")
        return name

    def _born(self) -> PartialDate | None:
        filled = [
            column
            for column in (Column.BORN, Column.BORN_MAN, Column.BORN_WOMAN)
            if self._cell(column) is not None
        ]
        if not filled:
            self._note(Column.BORN, "born_missing")
            return None
        if len(filled) > 1:
            self._stop(filled[1], "born_twice")
        return self._date(filled[0])

    def _days(self) -> tuple[PartialDate | None, PartialDate | None]:
        """Return the days of admission and of becoming official; one cell may hold both."""
        column = Column.JOINED
        if self._cell(column) is None:
            column = Column.JOINED_OFFICIAL
        both = self._dates(column)
        official = self._date(Column.OFFICIAL)
        if len(both) > (1 if official else 2):
            self._stop(column, "too_many_dates", text=str(len(both)))
        joined = both[0] if both else None
        official = official or (both[1] if len(both) > 1 else None)
        # What stands there and cannot be read is told already.
        if not any(self._cell(column) for column in (Column.JOINED, Column.JOINED_OFFICIAL)):
            self._note(Column.JOINED, "joined_missing")
        return joined, official

    def _date(self, column: Column) -> PartialDate | None:
        return self._read(column, read_date)

    def _dates(self, column: Column) -> tuple[PartialDate, ...]:
        return self._read(column, read_dates) or ()

    def _read(self, column: Column, read: Callable[[Readable], T]) -> T | None:
        cell = self._cell(column)
        if cell is None or _is_blank(cell):
            return None
        try:
            return read(cell)
        except UnreadableDate as error:
            self._stop(column, f"date_{error.reason}", text=cell_text(cell)[:60])
            return None

    def _check_days(
        self, born: PartialDate | None, joined: PartialDate | None, official: PartialDate | None
    ) -> None:
        today = PartialDate.of(self.on)
        for column, day in ((Column.BORN, born), (Column.JOINED, joined)):
            if day is not None and day.first_day() > today.first_day():
                self._stop(column, "date_to_come", text=day.display())
        if born and joined and joined.year - born.year < _YOUNGEST:
            if joined < born:
                self._stop(Column.JOINED, "joined_before_born", text=joined.display())
            else:
                self._note(Column.JOINED, "joined_young", text=str(joined.year - born.year))
        if joined and official and not joined.agrees_with(official) and official < joined:
            self._stop(Column.OFFICIAL, "official_before_joined", text=official.display())

    def _card(self) -> str:
        column = Column.CARD if self._cell(Column.CARD) is not None else Column.CARD_AND_MORE
        try:
            card = read_card(self._cell(column))
        except UnreadableCard:
            self._stop(column, "card_unreadable", text=self._text(column)[:60])
            return ""
        if card.lost_zeros:
            self._note(column, "card_zeros", text=card.number)
        if card.left_out:
            self._note(column, "card_more_not_kept")
        return card.number

    def _phone(self) -> str:
        text = self._text(Column.PHONE)
        digits = "".join(char for char in text if char.isdigit() or char == "+")
        # A telephone number that a spreadsheet took for a number has lost its zero.
        if len(digits) == 9 and not isinstance(self._cell(Column.PHONE), str):
            digits = f"0{digits}"
        if text and not 8 <= len(digits) <= 15:
            self._note(Column.PHONE, "phone_not_kept", text=text[:40])
            return ""
        return digits

    def _marks(self) -> Marks:
        marks = read_marks(self._text(Column.NOTE))
        if marks.has_left:
            self._stop(Column.NOTE, "has_left", text=self._text(Column.NOTE)[:100])
        if "temporarily_exempt" in marks.standings:
            if marks.end is None:
                self._stop(Column.NOTE, "exemption_needs_end", text=self._text(Column.NOTE)[:100])
            elif _day_after(marks.end) <= self.on:
                self._stop(Column.NOTE, "exemption_over", text=marks.end.display())
        if {"exempt", "temporarily_exempt"} <= marks.standings:
            self._stop(Column.NOTE, "exempt_twice")
        if marks.is_guest:
            self._note(Column.NOTE, "is_guest")
        for part in marks.unread:
            self._note(Column.NOTE, "note_not_kept", text=part[:100])
        return marks

    def _with_class(
        self,
        member: MemberRow,
        marks: Marks,
        joined: PartialDate | None,
        official: PartialDate | None,
    ) -> MemberRow:
        """Settle whether he is on probation; who is neither by a date nor by a word is asked."""
        became = official is not None and official.first_day() <= self.on
        if marks.probationary and (marks.official or became):
            self._stop(Column.NOTE, "official_and_probationary")
        elif marks.official and official is not None and not became:
            self._stop(Column.OFFICIAL, "date_to_come", text=official.display())
        if marks.probationary and member.posts:
            self._stop(Column.POST, "post_on_probation")
        if official is not None or marks.probationary:
            return member
        if joined is None:
            self._stop(Column.OFFICIAL, "class_unknown")
            return member
        computed = twelve_months_after(joined)
        if computed.first_day() > self.on:
            if marks.official:
                self._stop(Column.OFFICIAL, "official_too_early", text=computed.display())
            if member.posts:
                self._stop(Column.POST, "post_on_probation")
            return member
        self._note(Column.OFFICIAL, "official_computed", text=computed.display())
        return replace(member, official=str(computed), official_is_computed=True)


def twelve_months_after(joined: PartialDate) -> PartialDate:
    """Return when probation ended, known as well as the admission is.

    Counted from the day the list calls that of admission: it names no ceremony.
    """
    if joined.is_exact:
        return PartialDate.of(official_from(joined.first_day()))
    return PartialDate(joined.year + 1, joined.month)


def _day_after(end: PartialDate) -> date:
    """Return the first day after a day, a month or a year."""
    if end.is_exact:
        return end.first_day() + timedelta(days=1)
    if end.month is None or end.month == 12:
        return date(end.year + 1, 1, 1)
    return date(end.year, end.month + 1, 1)


def _iso(day: PartialDate | None) -> str:
    return "" if day is None else str(day)


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip(" -–—.?/xX")


def read_rows(
    lines: Iterable[Line], *, on: date
) -> tuple[tuple[MemberRow, ...], tuple[Remark, ...]]:
    """Return what the rows say that nothing stops, and the remarks on all of them."""
    members: list[MemberRow] = []
    remarks: list[Remark] = []
    for line in lines:
        member, told = read_row(line, on=on)
        remarks += told
        if member is not None:
            members.append(member)
    return tuple(members), tuple(remarks)
