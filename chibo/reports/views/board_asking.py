"""Which board an address asks for: of what unit, for what span, as of which day."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.access.below import unit_with_cells
from chibo.access.http import MemberRequest
from chibo.base.refusals import point_out
from chibo.base.templatetags.words import capital, day
from chibo.base.time import month_start
from chibo.quality.rules.spans import Span, around, span_of
from chibo.quality.showing.boards import span_name
from chibo.reports.forms.board import DayForm
from chibo.reports.queries.board import Board, board_of
from chibo.reports.showing.board_links import Links

_LENGTHS = (1, 3)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for. status: 422 where the day asked for cannot be, and today stands."""

    code: str
    span: Span
    on: date
    today: date
    form: DayForm
    links: Links
    status: int


def asked(request: MemberRequest, code: str) -> Asked:
    """Return what an address asks for; the running month as of today where it says nothing.

    Raises Http404 for a span that is none, or that has not begun.
    """
    today = timezone.localdate()
    form = DayForm({"on": request.GET.get("on", "")}, today=today)
    on: date | None = form.cleaned_data["on"] if form.is_valid() else None
    span = _span(request, on or today)
    if span.first > today:
        raise Http404
    if on is not None and span.first > on:
        words = _("%(span)s had not begun on that day. Give a day from %(first)s on.")
        facts = {"span": capital(span_name(span)), "first": day(span.first)}
        form.add_error("on", words % facts)
        on = None
    if form.errors:
        point_out(form)
    return Asked(
        code=code,
        span=span,
        on=on or today,
        today=today,
        form=form,
        links=Links(code, span, on),
        status=422 if form.errors else 200,
    )


def board_asked(request: MemberRequest, found: Asked) -> Board:
    """Return the board that was asked for; Http404 when the reader sees none there."""
    unit = None
    if found.code:
        tree_on = min(found.on, found.span.last_day)
        unit = unit_with_cells(request.user, found.code, tree_on, found.today)
        if unit is None:
            raise Http404
    board = board_of(request.user, unit, found.span, found.on, found.today)
    if unit is None and not board.rows:
        raise Http404
    return board


def _span(request: MemberRequest, day_: date) -> Span:
    key = request.GET.get("span", "")
    if not key:
        return around(month_start(day_), 1)
    span = span_of(key)
    if span is None or span.length not in _LENGTHS:
        raise Http404
    return span
