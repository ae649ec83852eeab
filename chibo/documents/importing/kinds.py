"""The two kinds of lists behind one face, so that pages and commands are written once."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from chibo.access.rules import Ability
from chibo.documents.importing.reading import List
from chibo.documents.importing.showing import Shown, show_members, show_units
from chibo.documents.spreadsheets.header import Recognise
from chibo.documents.spreadsheets.writing import Grid, xlsx
from chibo.people.importing import actions as people
from chibo.people.importing import columns as people_columns
from chibo.people.importing import exporting as people_exporting
from chibo.people.importing.rows import read_rows as read_member_rows
from chibo.units.importing import actions as units
from chibo.units.importing import columns as units_columns
from chibo.units.importing import exporting as units_exporting
from chibo.units.importing.known import words_for_kinds
from chibo.units.importing.rows import read_rows as read_unit_rows
from chibo.units.models import Unit


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says about a list.

    unit: code of the cell, or of the unit above, for rows that name none; or "". since: from
    when what is new holds; on: the day of the list, from which changes hold.
    """

    on: date
    since: date
    unit: str = ""


class Refused(Exception):
    """The list was not imported; nothing was written. shown: what stands in the way."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.shown = shown


@dataclass(frozen=True, slots=True)
class Author:
    """Who imports, when, from which file."""

    by: str
    at: datetime
    source: str


Reach = QuerySet[Unit] | None


class Kind(ABC):
    """A kind of list. slug: in addresses. fields: what a column may be taken for."""

    slug: str
    ability: Ability
    recognise: Recognise
    fields: tuple[str, ...]

    @abstractmethod
    def show(self, source: List, said: Said, reach: Reach) -> Shown:
        """Return what a list would change; reads only."""

    @abstractmethod
    def write(
        self, source: List, said: Said, reach: Reach, *, shown: str | None, author: Author
    ) -> Shown:
        """Import a list and return what was done.

        shown: digest of what was confirmed, None takes whatever it is now.

        Raises Refused.
        """

    @abstractmethod
    def table(self, reach: QuerySet[Unit], on: date, title: str) -> bytes:
        """Return the list of all within reach as XLSX."""


class Members(Kind):
    """Lists of members."""

    slug = "members"
    ability = Ability.KEEP_MEMBERS
    recognise = staticmethod(people_columns.recognise)
    fields = tuple(
        column for column in people_columns.Column if column is not people_columns.Column.NOT_KEPT
    )

    def _list(self, source: List, said: Said) -> people.MemberList:
        rows, remarks = read_member_rows(source.lines, on=said.on)
        return people.MemberList(
            rows, remarks, said.on, said.since, cell=said.unit, titles=source.titles
        )

    def show(self, source: List, said: Said, reach: Reach) -> Shown:
        """Return what a list of members would change."""
        plan = people.plan_import(self._list(source, said), reach=reach)
        return show_members(plan, source)

    def write(
        self, source: List, said: Said, reach: Reach, *, shown: str | None, author: Author
    ) -> Shown:
        """Import a list of members."""
        try:
            plan = people.import_members(
                self._list(source, said),
                reach=reach,
                shown=shown,
                source=author.source,
                by=author.by,
                at=author.at,
            )
        except people.CannotImport as error:
            raise Refused(show_members(error.plan, source)) from error
        return show_members(plan, source)

    def table(self, reach: QuerySet[Unit], on: date, title: str) -> bytes:
        """Return the members of all cells within reach."""
        rows = people_exporting.members_table(reach.filter(kind__is_cell=True), on)
        lines = [title, f"DANH SÁCH ĐẢNG VIÊN đến ngày {on:%d/%m/%Y}"]
        return xlsx([Grid("Đảng viên", lines, people_exporting.HEADINGS, rows)])


class Units(Kind):
    """Lists of units."""

    slug = "units"
    ability = Ability.KEEP_UNITS
    recognise = staticmethod(units_columns.recognise)
    fields = tuple(
        column for column in units_columns.Column if column is not units_columns.Column.NOT_KEPT
    )

    def _list(self, source: List, said: Said) -> units.UnitList:
        rows, remarks = read_unit_rows(source.lines, kinds=words_for_kinds(), on=said.on)
        return units.UnitList(rows, remarks, said.on, said.since, parent=said.unit)

    def show(self, source: List, said: Said, reach: Reach) -> Shown:
        """Return what a list of units would change."""
        return show_units(units.plan_import(self._list(source, said), reach=reach), source)

    def write(
        self, source: List, said: Said, reach: Reach, *, shown: str | None, author: Author
    ) -> Shown:
        """Import a list of units."""
        try:
            plan = units.import_units(
                self._list(source, said),
                reach=reach,
                shown=shown,
                source=author.source,
                by=author.by,
                at=author.at,
            )
        except units.CannotImport as error:
            raise Refused(show_units(error.plan, source)) from error
        return show_units(plan, source)

    def table(self, reach: QuerySet[Unit], on: date, title: str) -> bytes:
        """Return all units within reach."""
        rows = units_exporting.units_table(reach, on)
        lines = [title, f"DANH SÁCH TỔ CHỨC ĐẢNG đến ngày {on:%d/%m/%Y}"]
        return xlsx([Grid("Tổ chức đảng", lines, units_exporting.HEADINGS, rows)])


MEMBERS, UNITS = Members(), Units()
