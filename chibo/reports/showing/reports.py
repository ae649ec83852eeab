"""A report on its page: sentences in pieces, and a note beside every figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.templatetags.words import capital, day, month_of_year
from chibo.guidance.models import Source
from chibo.reports.catalogue import lines
from chibo.reports.rules.changed import Change
from chibo.reports.rules.drafting import Part, Spoken
from chibo.reports.rules.lines import CELLS, ROWS
from chibo.reports.rules.prints import Stated, in_full, in_short, whole
from chibo.reports.rules.standing import Standing
from chibo.reports.rules.tabulating import shortened, to_look_at
from chibo.reports.rules.tokens import line_of, named, pieces
from chibo.reports.showing.columns import column_name
from chibo.reports.showing.figures import language
from chibo.reports.template import template

# More organisations to look at than this are in the annex.
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; where they are a figure, the anchor of its note."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the page. by_hand: numbers that somebody wrote."""

    pieces: list[Piece]
    by_hand: tuple[str, ...]
    spoken: Spoken


@dataclass(frozen=True, slots=True)
class Note:
    """What a figure is. changed: what it is now, where it is another one since the report."""

    anchor: str
    title: str
    division: list[tuple[str, str]]
    words: str
    source: Source | None
    look_at: list[str]
    more: int
    least: int
    url: str
    rows: str
    changed: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A section of the page: its number, paragraphs of sentences, and the notes beside them."""

    number: int
    part: Part
    paragraphs: list[list[Line]]
    notes: list[Note]


def anchor(key: str) -> str:
    """Return the anchor of a figure's note: "fig-held", "fig-held-2025-q3"."""
    return f"fig-{key.replace('@', '-').replace('_', '-')}"


def line(spoken: Spoken, figures: Mapping[str, Stated]) -> Line:
    """Return a sentence in pieces."""
    found = [
        Piece(words, anchor(line_of(name)) if name else "")
        for words, name in pieces(spoken.text, figures)
    ]
    return Line(found, spoken.by_hand, spoken)


def parts(standing: Standing, changed: Iterable[Change], *, every: bool = False) -> list[ShownPart]:
    """Return the sections of a report as the page shows them. One query, for the sources.

    every: those that say nothing, too, so that one can write in them. Every figure has one note, in the section where it stands first.
    """
    sources = Source.objects.in_bulk(
        {one.source for one in standing.figures.values() if one.source}, field_name="key"
    )
    since = {one.then.key: change_words(one) for one in changed}
    noted: set[str] = set()
    found = []
    shown = [part for part in standing.parts if every or part.said]
    for number, part in enumerate(shown, start=1):
        keys = [line_of(name) for one in part.said for name in named(one.text)]
        new = [key for key in dict.fromkeys(keys) if key in standing.figures and key not in noted]
        noted.update(new)
        found.append(
            ShownPart(
                number,
                part,
                [[line(one, standing.figures) for one in each] for each in part.paragraphs],
                [_note(key, standing, sources, since) for key in new],
            )
        )
    return found


def change_words(change: Change) -> str:
    """Return "565/570 → 566/570 (vì: bản Máy, tháng 8/2026)"."""
    rows = ", ".join(_row_words(row) for row in change.rows)
    if change.more:
        rows = _("%(rows)s and %(count)s more") % {"rows": rows, "count": change.more}
    words = f"{in_full(change.then)} → {in_full(change.now)}"
    return _("%(words)s (because: %(rows)s)") % {"words": words, "rows": rows} if rows else words


def _row_words(row: str) -> str:
    name, comma, when = row.rpartition(", ")
    if not comma:
        return row
    try:
        on = date.fromisoformat(when)
    except ValueError:
        return row
    return f"{name}, {month_of_year(on) if on.day == 1 else day(on)}"


def _note(
    key: str, standing: Standing, sources: Mapping[str, Source], since: Mapping[str, str]
) -> Note:
    figure, words = standing.figures[key], language()
    least = template().looked_at.get(figure.key, 0)
    found = to_look_at(standing.organisations, key, least) if least else []
    return Note(
        anchor=anchor(key),
        title=f"{figure.name[words]}: {in_short(figure)}",
        division=_division(figure),
        words=figure.words[words],
        source=sources.get(figure.source),
        look_at=found[:_MOST_NAMED],
        more=max(0, len(found) - _MOST_NAMED),
        least=least,
        # As known on the report's day: of a signed one, the rows it was signed with.
        url=f"{_figure_page(standing, figure)}?on={standing.as_of.isoformat()}",
        rows=whole(figure.numerator),
        changed=since.get(key, ""),
    )


def _figure_page(standing: Standing, figure: Stated) -> str:
    return reverse("reports:figure", args=[standing.body.code, figure.span, figure.key])


def _division(figure: Stated) -> list[tuple[str, str]]:
    known = lines().get(figure.key)
    unit = figure.unit[language()]
    if figure.denominator is None:
        return [(whole(figure.numerator), unit)]
    counted = (known.numerator, known.denominator) if known else (None, None)
    numbers = (figure.numerator, figure.denominator)
    return [
        (whole(number), _counted(count.what, unit) if count else unit)
        for number, count in zip(numbers, counted, strict=True)
    ]


def _counted(what: str, unit: str) -> str:
    return unit if what in (ROWS, CELLS) else column_name(what)


def grid_rows(standing: Standing) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the annex as rows: a name, and under each heading a figure."""
    grid = shortened(standing.organisations)
    names = [name for _key, name in grid.columns]
    return [
        (capital(name), list(zip(names, map(in_full, figures), strict=True)))
        for name, figures in (*grid.rows, (_("All together"), grid.total))
    ]


def month_rows(standing: Standing) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the table of months as rows: a name, and under each heading a count."""
    grid = standing.months
    names = [name for _key, name in grid.columns]
    return [
        (name, list(zip(names, [whole(one.numerator) for one in figures], strict=True)))
        for name, figures in (*grid.rows, (_("All together"), grid.total))
    ]
