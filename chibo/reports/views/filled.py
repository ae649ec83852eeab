"""A form filled in for a unit and a span: on the page, on paper, as XLSX and as CSV."""

import uuid
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.quality.rules.spans import Span, span_of
from chibo.quality.showing.boards import span_name
from chibo.reports.queries import own_forms as queries
from chibo.reports.queries.own_forms import Filled
from chibo.reports.showing import own_forms as showing
from chibo.reports.showing.spans import beside
from chibo.units.models import Unit
from chibo.units.queries import children, existing, path, subtree

_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@kept
def page(request: MemberRequest, form_id: uuid.UUID, code: str, span: str) -> HttpResponse:
    """A form's figures for a unit and a span, each with its counts; the definitions below."""
    today = timezone.localdate()
    found = _found(request, form_id, code, span, today)
    on = min(today, found.span.last_day)
    above = path(found.unit, on)[:-1]
    context = {
        "found": found,
        "form": found.form,
        "unit": found.unit,
        "span": found.span,
        "span_name": span_name(found.span),
        "is_open": found.span.last_day >= today,
        "rows": showing.rows(found),
        "definitions": showing.definitions(figure.line for figure in found.figures),
        "spans": beside(found.span, found.form.lengths, today),
        "units": _seen(request, [*above[-1:], *children(found.unit, on)], today),
        "today": today,
    }
    return render(request, "reports/filled.html", context)


def file(
    request: MemberRequest, form_id: uuid.UUID, code: str, span: str, kind: str
) -> HttpResponse:
    """The same as a file. kind: xlsx or csv."""
    if kind not in _KINDS:
        raise Http404
    found = _found(request, form_id, code, span, timezone.localdate())
    write = showing.as_xlsx if kind == "xlsx" else showing.as_csv
    return HttpResponse(
        write(found, found.unit.full_name),
        content_type=_KINDS[kind],
        headers={
            "Content-Disposition": f'attachment; filename="chibo-{code}-{found.span.key}.{kind}"'
        },
    )


def _found(request: MemberRequest, form_id: uuid.UUID, code: str, key: str, today: date) -> Filled:
    rows = queries.forms_seen(request.user, today).select_related("unit")
    form = get_object_or_404(rows, pk=form_id)
    span = span_of(key)
    if span is None or span.first > today or span.length not in form.lengths:
        raise Http404
    return queries.filled(form, seen_unit(request, code, form.unit, span, today), span, today)


def seen_unit(request: MemberRequest, code: str, top: Unit, span: Span, today: date) -> Unit:
    """Return a unit at or below another one in a span, whose figures the reader sees."""
    on = min(today, span.last_day)
    reach = units_where(request.user, Ability.SEE_FIGURES, Ability.SEE_CELL, on=today)
    below = subtree(top, on).values("pk")
    rows = existing(on).filter(pk__in=reach.values("pk")).filter(pk__in=below)
    return get_object_or_404(rows.select_related("kind"), code=code)


def _seen(request: MemberRequest, units: list[Unit], today: date) -> list[Unit]:
    reach = units_where(request.user, Ability.SEE_FIGURES, Ability.SEE_CELL, on=today)
    seen = set(reach.filter(pk__in=[unit.pk for unit in units]).values_list("pk", flat=True))
    return [unit for unit in units if unit.pk in seen]
