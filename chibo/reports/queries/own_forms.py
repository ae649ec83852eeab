"""A committee's forms and lines: which there are, which hold for a unit, and one filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.periods import valid_on
from chibo.base.text import fold
from chibo.people.models import Account
from chibo.quality.rules.spans import Span
from chibo.reports.catalogue import lines
from chibo.reports.models import FormLine, OwnLine, ReportForm
from chibo.reports.queries.tables import Tables, tables_of
from chibo.reports.rules.composing import Entry
from chibo.reports.rules.lines import Figure, Line, count, line_of
from chibo.units.models import Ancestry, Unit


@dataclass(frozen=True, slots=True)
class Filled:
    """A form filled in. rows: in its order, a heading or a figure."""

    form: ReportForm
    unit: Unit
    span: Span
    rows: Sequence[str | Figure]
    tables: Tables

    @property
    def figures(self) -> list[Figure]:
        """Return its figures, without the headings."""
        return [row for row in self.rows if isinstance(row, Figure)]


def forms_seen(account: Account, today: date) -> QuerySet[ReportForm]:
    """Return the forms an account may open: its committees', drafts too, and those in force above.

    Whoever sees figures of a unit fills in what the committees above it put in force.
    """
    keeps = units_where(account, Ability.KEEP_REPORTS, on=today)
    sees = units_where(account, Ability.SEE_FIGURES, Ability.SEE_CELL, on=today)
    above = Ancestry.objects.filter(valid_on(today), unit__in=sees.values("pk"))
    return ReportForm.objects.filter(
        Q(unit__in=keeps.values("pk")) | Q(since__isnull=False, unit__in=above.values("ancestor"))
    )


def forms_kept(account: Account, today: date) -> QuerySet[ReportForm]:
    """Return the forms an account writes."""
    keeps = units_where(account, Ability.KEEP_REPORTS, on=today)
    return ReportForm.objects.filter(unit__in=keeps.values("pk"))


def drafts_of(unit: Unit) -> QuerySet[ReportForm]:
    """Return the forms a committee is writing, by name."""
    return ReportForm.objects.filter(unit=unit, since=None).order_by("name", "version")


def forms_for(unit: Unit, today: date) -> QuerySet[ReportForm]:
    """Return the forms that hold for a unit from today on: its own and those above it."""
    above = Ancestry.objects.filter(valid_on(today), unit=unit)
    rows = ReportForm.objects.filter(since__isnull=False, unit__in=above.values("ancestor"))
    return (
        rows.exclude(until__lte=today)
        .select_related("unit__kind")
        .order_by("unit__kind__level", "name", "-version")
    )


def entries_of(form: ReportForm) -> list[Entry]:
    """Return the lines of a form in order."""
    rows = FormLine.objects.filter(form=form).order_by("position")
    return [Entry(row.key, row.heading) for row in rows]


def own_lines(unit: Unit, today: date) -> QuerySet[OwnLine]:
    """Return the lines that a unit and those above it defined, by key."""
    above = Ancestry.objects.filter(valid_on(today), unit=unit)
    return OwnLine.objects.filter(unit__in=above.values("ancestor")).order_by("key")


def known_lines(unit: Unit, today: date) -> Mapping[str, Line]:
    """Return every line a form of a unit can have: the catalogue's and those of its own."""
    return {**lines(), **{row.key: line_of(row.key, row.told) for row in own_lines(unit, today)}}


def known_line(unit: Unit, key: str, today: date) -> Line | None:
    """Return one line that a unit's forms can have; None where there is none of that key."""
    if key in lines():
        return lines()[key]
    row = own_lines(unit, today).filter(key=key).first()
    return line_of(row.key, row.told) if row else None


def found_lines(known: Mapping[str, Line], text: str) -> Mapping[str, Line]:
    """Return the lines in whose name or definition all words of a text stand, marks ignored."""
    wanted = fold(text).split()
    return {
        key: line
        for key, line in known.items()
        if all(
            word in fold(" ".join([*line.name.values(), *line.words.values()])) for word in wanted
        )
    }


def filled(form: ReportForm, unit: Unit, span: Span, as_of: date) -> Filled:
    """Return a form filled in for a unit and a span. Always the same few queries."""
    own = OwnLine.objects.filter(key__in=FormLine.objects.filter(form=form).values("key"))
    known = {**lines(), **{row.key: line_of(row.key, row.told) for row in own}}
    tables = tables_of(unit, span, as_of)
    rows: list[str | Figure] = [
        entry.heading or count(known[entry.key], tables[known[entry.key].table])
        for entry in entries_of(form)
        if entry.heading or entry.key in known
    ]
    return Filled(form, unit, span, rows, tables)


def uses_of(line: OwnLine) -> QuerySet[ReportForm]:
    """Return the forms a line of a committee's own stands in."""
    return ReportForm.objects.filter(lines__key=line.key).order_by("name", "version")
