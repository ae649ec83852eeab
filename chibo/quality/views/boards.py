"""What those above see: the spread of grades over their cells, and who needs help."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from chibo.access.below import tops, unit_with_cells
from chibo.access.http import MemberRequest
from chibo.audit.kept import kept
from chibo.base.templatetags.words import month_name
from chibo.base.time import month_start
from chibo.quality.queries.board import Board, CellOfBoard, RowOfBoard, board_of
from chibo.quality.rules.boards import MISSED, UNGRADED, WAITING, Tally
from chibo.quality.rules.spans import Span, around, span_of
from chibo.quality.showing import boards as showing
from chibo.units.models import Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """A count on the board and the page of the cells behind it; "" where there is none."""

    name: str
    count: int
    url: str


@kept
def board(request: MemberRequest, code: str = "") -> HttpResponse:
    """The board of a unit, or of all a reader sees where no unit is named."""
    today = timezone.localdate()
    span = _span(request, today)
    if not code:
        heads = tops(request.user, min(today, span.last_day), today)
        if len(heads) == 1 and not heads[0].kind.is_cell:
            return redirect(_with(reverse("quality:board_of", args=[heads[0].code]), request))
        if not heads:
            raise Http404
    found = _board(request, code, span, today)
    is_of_cells = all(row.unit.kind.is_cell for row in found.rows)
    context = {
        **_frame(found),
        "figures": _figures(found, found.tally, None),
        "due": found.tally.due,
        "cells": found.tally.cells,
        "rows": [(row, _figures(found, row.tally, row), _need(found, row)) for row in found.rows],
        "is_of_cells": is_of_cells,
        "month": _month(found) if is_of_cells and span.length == 1 else [],
        "in_need": _in_need(found, found.rows),
        "differing": [
            (cell.unit, [showing.differing_words(one) for one in cell.differs])
            for cell in found.cells
            if cell.differs
        ],
        "limits": showing.limit_words(found),
        "sources": showing.sources(found),
    }
    return render(request, "quality/board.html", context)


@kept
def behind(request: MemberRequest, code: str = "") -> HttpResponse:
    """The cells behind one figure of a board, in the order of the tree."""
    today = timezone.localdate()
    found = _board(request, code, _span(request, today), today)
    wanted = request.GET.get("is", showing.IN_NEED)
    under = request.GET.get("under", "")
    if wanted not in {*found.grades, UNGRADED, MISSED, WAITING, showing.IN_NEED}:
        raise Http404
    rows = [row for row in found.rows if not under or row.unit.code == under]
    if not rows:
        raise Http404
    context = {
        **_frame(found),
        "wanted": showing.state_name(wanted),
        "of": rows[0].unit if under else None,
        # In a single month every cell stands there for the same one.
        "says_which": found.span.length > 1 or wanted == showing.IN_NEED,
        "rows": [
            (row.unit, cell.unit, cell.marks, _months(cell, wanted, found))
            for row in rows
            for cell in row.cells
            if _is(cell, wanted)
        ],
        "back": _url("board", code, {"span": found.span.key}),
    }
    return render(request, "quality/board_cells.html", context)


def _span(request: MemberRequest, today: date) -> Span:
    """What the address asks for; else the last month that is over."""
    asked = request.GET.get("span", "")
    if not asked:
        return around(month_start(today), 1).before
    span = span_of(asked)
    if span is None or span.first > today:
        raise Http404
    return span


def _board(request: MemberRequest, code: str, span: Span, today: date) -> Board:
    unit: Unit | None = None
    if code:
        unit = unit_with_cells(request.user, code, min(today, span.last_day), today)
        if unit is None:
            raise Http404
    found = board_of(request.user, unit, span, today)
    if unit is None and not found.rows:
        raise Http404
    return found


def _frame(found: Board) -> dict[str, Any]:
    code = found.unit.code if found.unit else ""
    today = timezone.localdate()
    after = found.span.after

    def to(span: Span) -> tuple[str, str]:
        return _url("board", code, {"span": span.key}), showing.span_name(span)

    return {
        "board": found,
        "span": showing.span_name(found.span),
        "before": to(found.span.before),
        "after": to(after) if after.first <= today else None,
        "others": [
            (_url("board", code, {"span": key}), name)
            for key, name in showing.other_spans(found.span)
        ],
    }


def _month(found: Board) -> list[tuple[CellOfBoard, str, bool, bool]]:
    """Each cell of a month: how it stands in words, whether that is a grade, and its need."""
    rows = []
    for cell in found.cells:
        state = next(iter(cell.states.values()), "")
        rows.append((cell, showing.state_name(state), state in found.grades, bool(cell.needs)))
    return rows


def _figures(found: Board, tally: Tally, row: RowOfBoard | None) -> list[Figure]:
    wanted = [*found.grades, UNGRADED, MISSED]
    if found.tally.counts[WAITING]:
        wanted.append(WAITING)
    return [
        Figure(showing.state_name(one), tally.counts[one], _behind(found, one, row))
        for one in wanted
    ]


def _need(found: Board, row: RowOfBoard) -> Figure:
    name = showing.state_name(showing.IN_NEED)
    return Figure(name, row.in_need, _behind(found, showing.IN_NEED, row))


def _behind(found: Board, wanted: str, row: RowOfBoard | None) -> str:
    if row is not None and row.unit.kind.is_cell:
        return reverse("quality:year", args=[row.unit.code, found.span.last_day.year])
    code = found.unit.code if found.unit else ""
    asked = {"span": found.span.key, "is": wanted}
    if row is not None:
        asked["under"] = row.unit.code
    return _url("board_cells", code, asked)


def _url(name: str, code: str, asked: dict[str, str]) -> str:
    path = reverse(f"quality:{name}_of", args=[code]) if code else reverse(f"quality:{name}")
    return f"{path}?{urlencode(asked)}"


def _with(path: str, request: MemberRequest) -> str:
    asked = request.GET.urlencode()
    return f"{path}?{asked}" if asked else path


def _in_need(found: Board, rows: Iterable[RowOfBoard]) -> list[tuple[Unit, CellOfBoard, list[str]]]:
    return [
        (row.unit, cell, [showing.need_words(one, found.limits) for one in cell.needs])
        for row in rows
        for cell in row.cells
        if cell.needs
    ]


def _is(cell: CellOfBoard, wanted: str) -> bool:
    if wanted == showing.IN_NEED:
        return bool(cell.needs)
    return wanted in cell.states.values()


def _months(cell: CellOfBoard, wanted: str, found: Board) -> str:
    """Why a cell stands in the list: the months, or what it needs help for."""
    if wanted == showing.IN_NEED:
        return "; ".join(showing.need_words(one, found.limits) for one in cell.needs)
    return ", ".join(month_name(month) for month, one in cell.states.items() if one == wanted)
