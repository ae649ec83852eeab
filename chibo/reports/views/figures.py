"""One figure: what it counts, out of what, and the rows behind it, down to one member on a roll."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.audit.kept import kept
from chibo.book.models import SealedRecord
from chibo.book.queries import records_where
from chibo.guidance.models import Source
from chibo.quality.rules.spans import Span, span_of
from chibo.quality.showing.boards import span_name
from chibo.reports.catalogue import sections
from chibo.reports.queries.figures import Figures, figures_of
from chibo.reports.queries.own_forms import known_line
from chibo.reports.queries.reach import unit_for_figures
from chibo.reports.queries.rolls import meetings_behind, roll_of
from chibo.reports.rules.columns import COLUMNS, Kind, Row, Table
from chibo.reports.rules.lines import CELLS, ROWS, Count, Figure, Line, behind, count
from chibo.reports.showing import figures as showing
from chibo.reports.showing.columns import column_name, table_name, value_in
from chibo.reports.showing.rolls import state_words

_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """One row behind a figure: where it leads, "" for nowhere, and what stands in its columns."""

    name: str
    url: str
    values: tuple[tuple[str, str], ...]
    roll: str = ""


@kept
def catalogue(request: MemberRequest, code: str, key: str) -> HttpResponse:
    """All figures of a unit and a span, by section, each leading to its rows."""
    found = _figures(request, code, key)
    words = showing.language()
    context = {
        **_frame(found),
        "sections": [
            (
                name[words],
                [
                    (one, one.line.name[words], showing.pair(one), showing.value_words(one))
                    for one in found.figures.values()
                    if one.line.section == section
                ],
            )
            for section, name in sections().items()
        ],
    }
    return render(request, "reports/figures.html", context)


@kept
def figure(request: MemberRequest, code: str, key: str, line_key: str) -> HttpResponse:
    """One figure with its definition, and the rows of its numerator or, if asked, of its base."""
    found = _figures(request, code, key)
    line = known_line(found.unit, line_key, timezone.localdate())
    if line is None:
        raise Http404
    one = count(line, found.rows(line))
    of_base = request.GET.get("of") == "base" and line.denominator is not None
    rows = behind(line, found.rows(line), base=of_base)
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    words = showing.language()
    context = {
        **_frame(found),
        "figure": one,
        "name": line.name[words],
        "words": line.words[words],
        "value": showing.value_words(one),
        "division": _division(one),
        "source": Source.objects.filter(key=line.source).first() if line.source else None,
        "organisations": _by_organisation(line, found.rows(line)),
        "of_base": of_base,
        "table": table_name(line.table),
        "columns": [column_name(column) for column in _columns(line)],
        "count": len(rows),
        "page": page,
        "rows": _rows(request, found, line, list(page)),
    }
    return render(request, "reports/figure.html", context)


@kept
def roll(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The roll of one sealed meeting, member by member: the last row behind a figure."""
    today = timezone.localdate()
    record = get_object_or_404(
        records_where(request.user, today), meeting=meeting_id, kind=SealedRecord.Kind.MEETING
    )
    found = roll_of(record)
    context = {
        "record": record,
        "meeting": record.meeting,
        "name": record.cell.names.order_by("-since").first(),
        "roll": found,
        "lines": [(line, state_words(line)) for line in found.lines],
    }
    return render(request, "reports/roll.html", context)


def _figures(request: MemberRequest, code: str, key: str) -> Figures:
    today = timezone.localdate()
    unit, span = unit_for_figures(request.user, code, today), span_of(key)
    if unit is None or unit.kind.is_cell or span is None or span.first > today:
        raise Http404
    return figures_of(unit, span, _as_of(request, span, today))


def _as_of(request: MemberRequest, span: Span, today: date) -> date:
    """The day as which a reader looks at it, `?on=2026-10-05`; today unless given."""
    asked = request.GET.get("on", "")
    try:
        day = date.fromisoformat(asked) if asked else today
    except ValueError as error:
        raise Http404 from error
    return max(min(day, today), span.first)


def _frame(found: Figures) -> dict[str, Any]:
    unit = found.unit
    name = unit.names.order_by("-since").first()
    return {
        "unit": unit,
        "unit_name": name.full_name if name else unit.code,
        "span": found.span,
        "span_name": span_name(found.span),
        "as_of": found.as_of,
        "is_open": found.is_open,
        "asked": f"?on={found.as_of.isoformat()}" if found.as_of != timezone.localdate() else "",
    }


def _division(figure: Figure) -> list[tuple[str, str]]:
    """The numbers of a figure above each other, each with what it counts."""
    line = figure.line
    over = [(showing.number(figure.numerator), _counted(line, line.numerator))]
    if line.denominator is None or figure.denominator is None:
        return over
    return [*over, (showing.number(figure.denominator), _counted(line, line.denominator))]


def _counted(line: Line, counted: Count) -> str:
    if counted.what in (ROWS, CELLS):
        return line.unit[showing.language()]
    return column_name(counted.what)


def _by_organisation(line: Line, rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    """The figure in each grassroots organisation, in the order of the tree: nothing is ranked."""
    if line.table is Table.ORGANISATIONS:
        return []
    within: dict[str, list[Row]] = {}
    for row in rows:
        within.setdefault(str(row["organisation"]), []).append(row)
    found = [(name, count(line, its)) for name, its in within.items() if name]
    if len(found) == 1:
        return []
    return [(name, showing.pair(one), showing.value_words(one)) for name, one in found]


def _columns(line: Line) -> list[str]:
    """What is shown of each row: what is counted, and the numbers and words conditions look at.

    What a condition merely asks for, yes or no, is the same in every row.
    """
    looked_at = [line.numerator.what]
    if line.denominator is not None:
        looked_at.append(line.denominator.what)
    kinds = COLUMNS[line.table]
    looked_at += [one.column for one in line.numerator.where if kinds[one.column] is not Kind.FLAG]
    first = {
        Table.MONTHS: ["month"],
        Table.EVENTS: ["what", "day", "decision"],
        Table.VISITS: ["day"],
        Table.PROPOSALS: ["day", "text", "answered"],
        Table.ORGANISATIONS: ["kind"],
    }.get(line.table, [])
    wanted = [*first, *(name for name in looked_at if name not in (ROWS, CELLS))]
    if line.key == "not_held":
        wanted += ["state", "reason"]
    return list(dict.fromkeys(wanted))


def _rows(request: MemberRequest, found: Figures, line: Line, rows: Sequence[Row]) -> list[Shown]:
    known: Mapping[tuple[str, date], uuid.UUID] = {}
    if line.table is Table.MONTHS:
        span = found.span
        known = meetings_behind(
            request.user,
            {str(row["cell"]) for row in rows},
            span.first,
            span.last_day,
            timezone.localdate(),
        )
    return [_shown(row, line, known) for row in rows]


def _shown(row: Row, line: Line, known: Mapping[tuple[str, date], uuid.UUID]) -> Shown:
    values = tuple(
        (column_name(column), value_in(row, column, line.table)) for column in _columns(line)
    )
    name, roll, url = str(row["name"]), "", ""
    month = row.get("month")
    if isinstance(month, date):
        meeting = known.get((str(row["cell"]), month))
        if meeting is not None:
            url = reverse("book:minutes", args=[meeting])
            roll = reverse("reports:roll", args=[meeting])
    elif line.table is Table.CELLS:
        url = reverse("desk:cell", args=[row["cell"]])
    return Shown(name, url, values, roll)
