"""The board: which cells have not met, which need help and why, in the order of the tree."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from chibo.access.below import tops
from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.base.text import fold
from chibo.quality.showing.boards import sources_of, span_name
from chibo.reports.forms.board import FilterForm
from chibo.reports.queries.board import Board, RowOfBoard, one_cell
from chibo.reports.queries.board_reading import CellOfBoard
from chibo.reports.queries.board_records import minutes_of
from chibo.reports.rules.board_counts import Figure, falls_short, is_behind, total
from chibo.reports.showing import board as showing
from chibo.reports.showing import board_figures as figures
from chibo.reports.showing.board_months import month_words, path_of
from chibo.reports.showing.board_needs import limit_words, need_words
from chibo.reports.views.board_asking import Asked, asked, board_asked
from chibo.supervision.queries.help import asked_again_on, cells_helped_by
from chibo.units.models import Unit
from chibo.units.queries import existing

# So many cells in need stand on the board itself; all of them are one step behind it.
_NEEDS_SHOWN = 6


@kept
def board(request: MemberRequest, code: str = "") -> HttpResponse:
    """The board of a unit, or of all a reader sees where no unit is named."""
    wanted = asked(request, code)
    if not code:
        heads = tops(request.user, min(wanted.on, wanted.span.last_day), wanted.today)
        if len(heads) == 1:
            return redirect(_own(heads[0], request))
        if not heads:
            raise Http404
    found = board_asked(request, wanted)
    needs = showing.needs_shown(
        found, wanted.links, asked_again_on([one.unit.pk for one in found.cells], wanted.on)
    )
    grades = reverse("quality:board_cells_of", args=[code]) if code else ""
    context = {
        **_frame(found, wanted),
        "lead": showing.lead_words(found),
        "main": [_figure(found, wanted, one) for one in figures.MAIN],
        "more": [(_figure(found, wanted, one), figures.meaning_of(one)) for one in figures.MORE],
        "meanings": [(figures.name_of(one), figures.meaning_of(one)) for one in figures.MAIN],
        "grades": [(name, count, grades) for name, count in found.grades],
        "needs": needs[:_NEEDS_SHOWN],
        "needs_all": _figure(found, wanted, Figure.NEED),
        "helpable": _helpable(request, needs, wanted),
        "filter": _filter(found, {}),
        "groups": showing.groups(found, wanted.links),
        "levels": showing.levels(found, wanted.links),
        "year": found.year,
        "bars": [(one.held, one.due) for one in found.year],
        "year_words": showing.year_words(found.year),
        "limits": limit_words(found.limits),
        "sources": sources_of(found.limits),
        "projector": wanted.links.projector(),
    }
    return render(request, "reports/board.html", context, status=wanted.status)


@kept
def cells(request: MemberRequest, code: str = "") -> HttpResponse:
    """The cells behind a figure, or those a filter asks for, in the order of the tree."""
    wanted = asked(request, code)
    found = board_asked(request, wanted)
    form = _filter(found, request.GET)
    if not form.is_valid():
        raise Http404
    under = request.GET.get("under", "")
    rows = [row for row in found.rows if not under or row.unit.code == under]
    if not rows and found.rows:
        raise Http404
    figure, is_short = _figure_asked(form.cleaned_data["figure"])
    kept_cells = [
        (row, cell)
        for row in rows
        for cell in row.cells
        if _is_asked(cell, figure, form.cleaned_data, is_short=is_short)
    ]
    counts = total(cell.counts for _row, cell in kept_cells)
    context = {
        **_frame(found, wanted),
        "filter": form,
        "of": rows[0].unit if under else None,
        "under": under,
        "title": _title(figure, form),
        "meaning": figures.meaning_of(figure) if figure else "",
        "sum": figures.shown(counts, figure, "") if figure and figure is not Figure.NEED else None,
        "rows": [_row(row, cell, found, wanted, figure) for row, cell in kept_cells],
        "months": found.year,
    }
    return render(request, "reports/board_cells.html", context, status=wanted.status)


@kept
def projector(request: MemberRequest, code: str = "") -> HttpResponse:
    """The board for the wall of a meeting: few figures, no names of persons."""
    wanted = asked(request, code)
    found = board_asked(request, wanted)
    context = {
        **_frame(found, wanted),
        "figures": [
            _figure(found, wanted, one)
            for one in (Figure.HELD, Figure.ON_TIME, Figure.IN_BOOK, Figure.NEED)
        ],
        "groups": showing.groups(found, wanted.links),
    }
    response = render(request, "reports/board_projector.html", context, status=wanted.status)
    # The page has no script; the browser asks anew by itself.
    response["Refresh"] = "300"
    return response


@kept
def of_cell(request: MemberRequest, code: str) -> HttpResponse:
    """One cell of a board: each month's path from plan to book, and what it needs help for."""
    wanted = asked(request, code)
    reach = units_where(request.user, Ability.SEE_FIGURES, on=wanted.today)
    rows = existing(min(wanted.on, wanted.span.last_day)).filter(pk__in=reach.values("pk"))
    cell = get_object_or_404(rows.filter(kind__is_cell=True).select_related("kind"), code=code)
    found, limits = one_cell(cell, wanted.span, wanted.on)
    minutes = minutes_of(cell, wanted.span.months)
    context = {
        "cell": cell,
        "found": found,
        "span": span_name(wanted.span),
        "until": showing.until_words(wanted.span, wanted.on),
        "spans": _spans_of_cell(wanted),
        "months": [
            {
                "month": month,
                "words": month_words(facts, standing, wanted.on),
                "path": path_of(facts, standing, wanted.on),
                "facts": facts if facts and standing == "sealed" else None,
                "minutes": minutes.get(month) if standing == "sealed" else None,
            }
            for month, facts, standing in found.months
        ],
        "needs": [need_words(one, limits) for one in found.needs],
        "may_help": cells_helped_by(request.user, wanted.today).filter(pk=cell.pk).exists(),
        "wanted": wanted,
    }
    return render(request, "reports/board_cell.html", context, status=wanted.status)


def _own(head: Unit, request: MemberRequest) -> str:
    name = "board_cell" if head.kind.is_cell else "board_of"
    path = reverse(f"reports:{name}", args=[head.code])
    query = request.GET.urlencode()
    return f"{path}?{query}" if query else path


def _frame(found: Board, wanted: Asked) -> dict[str, Any]:
    links = wanted.links
    after = links.span.after
    return {
        "board": found,
        "wanted": wanted,
        "links": links,
        "span": span_name(found.span),
        "until": showing.until_words(found.span, found.on),
        "before": (links.of_span(found.span.before).board(), span_name(found.span.before)),
        "after": (links.of_span(after).board(), span_name(after))
        if after.first <= wanted.on
        else None,
        "others": [
            (links.of_span(span).board(), name)
            for span, name in showing.other_spans(found.span, wanted.on)
        ],
        "changes": [showing.change_words(one) for one in found.changes],
        "members": showing.members_of(found.cells),
        "back": links.board(),
    }


def _spans_of_cell(wanted: Asked) -> list[tuple[str, str]]:
    spans = [(wanted.span.before, span_name(wanted.span.before))]
    spans += showing.other_spans(wanted.span, wanted.on)
    return [(wanted.links.of_span(span).cell(wanted.code), name) for span, name in spans]


def _figure(found: Board, wanted: Asked, figure: Figure) -> figures.Shown:
    return figures.shown(found.counts, figure, wanted.links.cells(figure))


def _helpable(
    request: MemberRequest, needs: list[showing.NeedShown], wanted: Asked
) -> list[showing.NeedShown]:
    """Return those in need to whom the reader may offer help, and nobody has yet."""
    helped = cells_helped_by(request.user, wanted.today).values_list("code", flat=True)
    codes = set(helped)
    return [one for one in needs if one.code in codes and one.asks_again is None]


def _filter(found: Board, given: Any) -> FilterForm:
    kinds = {level.kind.code: level.kind.name for step in found.levels for level in step}
    short = figures.short_choices()
    known = {key for key, _words in short}
    every = [(one.value, figures.name_of(one)) for one in Figure if one.value not in known]
    return FilterForm(given, kinds=list(kinds.items()), figures=[*short, *every])


def _figure_asked(key: str) -> tuple[Figure | None, bool]:
    is_short = key.startswith(figures.SHORT)
    name = key.removeprefix(figures.SHORT)
    return (Figure(name) if name else None), is_short


def _is_asked(
    cell: CellOfBoard, figure: Figure | None, wanted: dict[str, str], *, is_short: bool
) -> bool:
    if wanted["kind"] and wanted["kind"] not in {kind for _unit, kind in cell.line}:
        return False
    if wanted["name"] and fold(wanted["name"]) not in fold(cell.unit.full_name):
        return False
    if figure is None:
        return True
    return falls_short(cell.counts, figure) if is_short else is_behind(cell.counts, figure)


def _title(figure: Figure | None, form: FilterForm) -> str:
    if figure is None:
        return ""
    words = dict(figures.short_choices())
    return words.get(form.cleaned_data["figure"], figures.name_of(figure))


def _row(
    row: RowOfBoard, cell: CellOfBoard, found: Board, wanted: Asked, figure: Figure | None
) -> tuple[showing.CellShown, figures.Shown | None, list[Any]]:
    above = "" if row.unit.pk == cell.unit.pk else row.unit.full_name
    asked_for = (
        figures.shown(cell.counts, figure, "") if figure and figure is not Figure.NEED else None
    )
    reasons = [need_words(one, found.limits) for one in cell.needs] if figure is Figure.NEED else []
    return showing.cell_shown(cell, above, found, wanted.links), asked_for, reasons
