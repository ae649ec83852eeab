"""A committee's form, filled in, as rows of a page and as files; its definitions as an annex."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chibo.documents.spreadsheets.writing import Grid, xlsx
from chibo.guidance.models import Source
from chibo.quality.showing.boards import span_name
from chibo.reports.queries.own_forms import Filled
from chibo.reports.rules.lines import Figure, Line
from chibo.reports.showing import in_words
from chibo.reports.showing.figures import language, number, value_words


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: a heading, or a figure with its number, its counts and its value."""

    heading: str = ""
    number: int = 0
    key: str = ""
    name: str = ""
    counts: str = ""
    value: str = ""
    is_own: bool = False


def rows(found: Filled) -> list[Shown]:
    """Return the rows of a form filled in, its figures numbered from 1."""
    shown, place = [], 0
    for row in found.rows:
        if isinstance(row, str):
            shown.append(Shown(heading=row))
            continue
        place += 1
        shown.append(
            Shown(
                number=place,
                key=row.line.key,
                name=row.line.name[language()],
                counts=_counts(row),
                value=value_words(row),
                is_own=row.line.key.startswith("own-"),
            )
        )
    return shown


@dataclass(frozen=True, slots=True)
class Definition:
    """How one line of a form is defined."""

    number: int
    name: str
    words: str
    formula: str
    unit: str
    source: str


def definitions(lines: Iterable[Line]) -> list[Definition]:
    """Return the definitions of some lines, numbered from 1."""
    known = list(lines)
    sources = Source.objects.in_bulk({line.source for line in known if line.source})
    return [
        Definition(
            place,
            line.name[language()],
            line.words[language()],
            in_words.formula(line),
            line.unit[language()],
            _source(sources.get(line.source)),
        )
        for place, line in enumerate(known, 1)
    ]


def _source(source: Source | None) -> str:
    return f"{source.issuer}, {source.number}. {source.title}" if source else ""


def _counts(figure: Figure) -> str:
    """What is counted out of what, also where a mean or nothing comes of it: 5.687/68, 0/0."""
    above = number(figure.numerator)
    return above if figure.denominator is None else f"{above}/{number(figure.denominator)}"


def title_lines(found: Filled, unit_name: str) -> list[str]:
    """Return what stands above the figures in a file: unit, form, span."""
    return [unit_name.upper(), found.form.name, span_name(found.span)]


def as_xlsx(found: Filled, unit_name: str) -> bytes:
    """Return a form filled in as a workbook: figures, and their definitions."""
    defined = definitions(figure.line for figure in found.figures)
    annex = Grid(
        _("Definitions"),
        [found.form.name],
        [_("No."), _("Line"), _("Definition"), _("How it is counted"), _("Unit"), _("Source")],
        [[one.number, one.name, one.words, one.formula, one.unit, one.source] for one in defined],
    )
    figures = Grid(_("Figures"), title_lines(found, unit_name), _headings(), _cells(found))
    return xlsx([figures, annex])


def as_csv(found: Filled, unit_name: str) -> bytes:
    """Return a form filled in as CSV that office programs open as Vietnamese."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in title_lines(found, unit_name):
        writer.writerow([_harmless(line)])
    writer.writerow(_headings())
    writer.writerows([[_harmless(cell) for cell in row] for row in _cells(found)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _headings() -> list[str]:
    return [_("No."), _("Line"), _("Counted"), _("Out of"), _("Value"), _("Unit")]


def _cells(found: Filled) -> list[Sequence[str | int]]:
    cells: list[Sequence[str | int]] = []
    place = 0
    for row in found.rows:
        if isinstance(row, str):
            cells.append(["", row, "", "", "", ""])
            continue
        place += 1
        cells.append([place, *_figure(row)])
    return cells


def _figure(figure: Figure) -> list[str | int]:
    return [
        figure.line.name[language()],
        figure.numerator,
        "" if figure.denominator is None else figure.denominator,
        value_words(figure),
        figure.line.unit[language()],
    ]


def _harmless(cell: str | int) -> str | int:
    """A text that a spreadsheet would take for a formula stays a text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@"} else cell
