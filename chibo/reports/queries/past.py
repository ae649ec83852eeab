"""Figures of before: what was brought in, and what a span of before comes to."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.periods import valid_on
from chibo.base.text import fold
from chibo.book.models import MonthlyFacts
from chibo.people.models import Account
from chibo.quality.rules.spans import Span
from chibo.reports.importing.plan import Known
from chibo.reports.models import PastFigures, PastImport
from chibo.reports.rules.past import FIGURES, PastMonth, sums, topmost
from chibo.units.models import Ancestry, Unit, UnitName
from chibo.units.queries import subtree

# Which lines of the catalogue an old figure is the numerator and the denominator of.
_LINES: Mapping[str, tuple[str, str | None]] = {
    "held": ("met", "expected"),
    "on_time": ("on_time", "met"),
    "attendance": ("attended", "must_attend"),
    "members": ("members", None),
    "good": ("good", "met"),
    "fair": ("fair", "met"),
    "average": ("average", "met"),
    "poor": ("poor", "met"),
}


def past_figures_of(unit: Unit, span: Span) -> Mapping[str, tuple[int, int | None]]:
    """Return numerator and denominator of the lines that old figures have of a span, by key.

    Only of spans whose every month was brought in; where the book has a month of the unit, only
    the book speaks, and nothing is returned. Say "nhập từ báo cáo cũ" beside whatever shows them.
    """
    if has_facts(unit, span.months):
        return {}
    # Where a unit stood before the program knew it is taken from the day it is known from.
    on = max(span.last_day, unit.since)
    above: dict[int, set[int]] = defaultdict(set)
    below = Ancestry.objects.filter(valid_on(on), ancestor=unit).values("unit")
    lines = Ancestry.objects.filter(valid_on(on), unit__in=below, depth__gt=0)
    for low, high in lines.values_list("unit", "ancestor"):
        above[low].add(high)
    rows = PastFigures.objects.filter(unit__in=below, month__in=span.months).order_by("month", "pk")
    counted = topmost(map(_month, rows), above)
    total = sums(counted, span.months)
    return {
        key: (total[numerator], total[base] if base else None)
        for key, (numerator, base) in _LINES.items()
        if numerator in total and (base is None or base in total)
    }


def _month(row: PastFigures) -> PastMonth:
    figures = {name: getattr(row, name) for name in FIGURES}
    known = {name: value for name, value in figures.items() if value is not None}
    return PastMonth(row.unit_id, row.month, known)


def has_facts(unit: Unit, months: Collection[date]) -> bool:
    """Say whether the book has something of a unit, or of a cell below it, in some months."""
    return unit.code in {code for code, _month in _facts(months)}


def _facts(months: Collection[date] | None = None) -> set[tuple[str, date]]:
    """The codes of cells, and of all above them on the day, of which the book has a month.

    months: these only; None for all.
    """
    rows = MonthlyFacts.objects.exclude(path="")
    if months is not None:
        rows = rows.filter(month__in=months)
    return {
        (code, month)
        for path, cell, month in rows.values_list("path", "cell__code", "month")
        for code in {*path.split("/"), cell}
    }


def known_for(unit: Unit, today: date) -> Known:
    """Return what is on record that a table of old figures of a unit may touch."""
    units = subtree(unit, today)
    codes = dict(units.values_list("pk", "code"))
    names: dict[str, set[str]] = defaultdict(set)
    for code in codes.values():
        names[fold(code)].add(code)
    for key, name, full_name in UnitName.objects.filter(unit__in=codes).values_list(
        "unit", "name", "full_name"
    ):
        names[fold(name)].add(codes[key])
        names[fold(full_name)].add(codes[key])
    past = PastFigures.objects.filter(unit__in=codes).values_list("unit__code", "month")
    return Known(today, names, _facts(), set(past))


def imports_of(unit: Unit) -> QuerySet[PastImport]:
    """Return what was brought in for a unit, latest first, with its `first` and `last` month."""
    return (
        PastImport.objects.filter(unit=unit)
        .annotate(first=Min("figures__month"), last=Max("figures__month"), months=Count("figures"))
        .order_by("-imported_at")
    )


def months_of(unit: Unit, today: date) -> QuerySet[PastFigures]:
    """Return the old figures of a unit and of those below it, the latest month first."""
    below = subtree(unit, today).values("pk")
    rows = PastFigures.objects.filter(unit__in=below).select_related("unit")
    return rows.order_by("-month", "unit__code")


def import_kept(account: Account, import_id: uuid.UUID, today: date) -> PastImport | None:
    """Return an import of a unit whose reports an account keeps; None where there is none."""
    keeps = units_where(account, Ability.KEEP_REPORTS, on=today)
    rows = PastImport.objects.filter(Q(unit__in=keeps.values("pk")), pk=import_id)
    return rows.select_related("unit").first()
