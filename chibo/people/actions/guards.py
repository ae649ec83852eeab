"""What every action on people asks first, and the refusals they share.

Plain functions for actions to call inside their one transaction. Dates are local days and
periods half-open: `until` is the first day on which a thing no longer holds.
"""

from datetime import date

from django.db.models import Q, QuerySet

from chibo.base.periods import covers, valid_on
from chibo.people import rules
from chibo.people.models import Membership, Person, Post, Standing, Term
from chibo.units.models import Unit

Row = Membership | Standing | Post | Term


class CannotKeep(Exception):
    """People cannot be written so; the view says why, in the reader's language."""


class Stale(CannotKeep):
    """Someone saved this since the form was shown; nothing was written."""


class EndsBeforeItBegins(CannotKeep):
    """A period would end on its first day or before."""


class OutsideMembership(CannotKeep):
    """On a day of the period the person is no member of the cell, or of any cell here."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class Overlaps(CannotKeep):
    """What would be written holds already, or contradicts what holds, on some of the days."""

    def __init__(self, row: Row) -> None:
        super().__init__(str(row))
        self.row = row


class LaterEntry(CannotKeep):
    """Something on record begins on that day or later; it would be left hanging."""

    def __init__(self, row: Row) -> None:
        super().__init__(str(row))
        self.row = row


class NotACell(CannotKeep):
    """Members meet in cells; this unit is none."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnitNotThere(CannotKeep):
    """The unit does not exist on a day of the period, or ends within it."""

    def __init__(self, code: str, day: date) -> None:
        super().__init__(code, day)
        self.code = code
        self.day = day


def locked(person_id: int) -> Person:
    """Return a person locked for writing, so that two periods cannot slip past each other.

    PostgreSQL locks the row; SQLite already holds the only write lock (BEGIN IMMEDIATE).
    """
    return Person.objects.select_for_update().get(pk=person_id)


def check_period(since: date, until: date | None) -> None:
    """Refuse an empty period.

    Raises EndsBeforeItBegins.
    """
    if until is not None and until <= since:
        raise EndsBeforeItBegins


def fresh_cell(cell: Unit, since: date) -> Unit:
    """Return a cell as it stands now, locked, so that no merger slips past a new member.

    Raises NotACell, or UnitNotThere if it does not exist on a day.
    """
    # Only its own row: the kind is data that everybody reads.
    rows = Unit.objects.select_for_update(of=("self",)).select_related("kind")
    cell = rows.get(pk=cell.pk)
    if not cell.kind.is_cell:
        raise NotACell(cell.code)
    check_unit(cell, since)
    return cell


def check_unit(unit: Unit, since: date) -> None:
    """Refuse a unit that does not exist on a day.

    Raises UnitNotThere.
    """
    if not covers(unit.since, unit.until, since):
        raise UnitNotThere(unit.code, since)


def check_membership(
    person: Person, since: date, until: date | None, *, cell: Unit | None = None
) -> None:
    """Refuse a period outside a person's official membership.

    cell: ask for membership in this cell; None asks for membership in any.

    Raises OutsideMembership with the first day not covered.
    """
    rows = Membership.objects.filter(person=person, kind=Membership.Kind.OFFICIAL)
    if cell is not None:
        rows = rows.filter(cell=cell)
    spans = [rules.Span(*row) for row in rows.order_by("since").values_list("since", "until")]
    day = rules.gap(rules.Span(since, until), spans)
    if day is not None:
        raise OutsideMembership(day)


def check_free(
    rows: QuerySet[Membership] | QuerySet[Standing] | QuerySet[Post] | QuerySet[Term],
    since: date,
    until: date | None,
) -> None:
    """Refuse a period that shares a day with one of some rows.

    Raises Overlaps with the first of them.
    """
    shared = Q(until=None) | Q(until__gt=since)
    if until is not None:
        shared &= Q(since__lt=until)
    row = rows.filter(shared).order_by("since", "pk").first()
    if row is not None:
        raise Overlaps(row)


def end_rows(rows: QuerySet[Post] | QuerySet[Standing], on: date) -> None:
    """End those of some rows that hold on a day or would hold after it.

    Raises LaterEntry if one begins on that day or later.
    """
    later = rows.filter(since__gte=on).order_by("since", "pk").first()
    if later is not None:
        raise LaterEntry(later)
    for row in rows.filter(valid_on(on)):
        end_row(row, on)


def end_row(row: Post | Standing, on: date) -> None:
    """End one row on a day; a shorter end than a decision on the tree gave it is its own.

    Raises EndsBeforeItBegins.
    """
    check_period(row.since, on)
    row.until = on
    fields = ["until"]
    if isinstance(row, Post):
        row.cut_by = row.cut_from = None
        fields += ["cut_by", "cut_from"]
    row.save(update_fields=fields)


def plain(day: date | None) -> str:
    """Return a day as the log holds it."""
    return "" if day is None else day.isoformat()
