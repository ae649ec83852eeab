"""Defining a line of a committee's own in two steps: what is counted, then how."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.base.refusals import Refusal, point_out
from chibo.reports.actions import own_lines as actions
from chibo.reports.forms.own_lines import OwnLineForm, TableForm
from chibo.reports.models import OwnLine
from chibo.reports.queries.own_forms import uses_of
from chibo.reports.rules.columns import Table
from chibo.reports.rules.lines import BadLine, line_of
from chibo.reports.showing import in_words
from chibo.reports.showing.figures import language
from chibo.reports.views.own_forms import by, keeping_unit
from chibo.units.models import Unit


def define(request: MemberRequest, code: str) -> HttpResponse:
    """First which table, then the line; a post keeps it."""
    unit = keeping_unit(request, code)
    chosen = TableForm(request.GET or None)
    if not chosen.is_valid():
        return render(request, "reports/own_line_table.html", {"unit": unit, "form": chosen})
    table = Table(chosen.cleaned_data["table"])
    form = OwnLineForm(table, request.POST or None)
    if request.method != "POST":
        return _page(request, unit, form)
    if not form.is_valid():
        point_out(form)
        return _page(request, unit, form, status=422)
    try:
        made = actions.define_line(unit=unit, told=form.told("own"), **by(request))
    except BadLine as error:
        refused = Refusal(
            _("This cannot be counted: %(why)s. Choose what is counted once more.")
            % {"why": error.why}
        )
        return _page(request, unit, form, refused=refused, status=422)
    messages.success(request, _("The line is kept. It now stands among those to choose from."))
    return redirect("reports:own_line", made.pk)


def one(request: MemberRequest, line_id: int) -> HttpResponse:
    """A line of a committee's own, with how it is counted."""
    return _line(request, _found(request, line_id))


@require_POST
def discard(request: MemberRequest, line_id: int) -> HttpResponse:
    found = _found(request, line_id)
    code = found.unit.code
    try:
        actions.discard_line(line_id=found.pk, **by(request))
    except actions.StandsInForms as error:
        refused = Refusal(
            _("The line stands in the form “%(form)s”, so it stays. Take it out of the form first.")
            % {"form": error.form}
        )
        return _line(request, found, refused=refused, status=409)
    messages.success(request, _("The line is gone."))
    return redirect("reports:own_forms", code)


def _page(
    request: MemberRequest,
    unit: Unit,
    form: OwnLineForm,
    *,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "unit": unit,
        "form": form,
        "table": in_words.TABLES[form.table](),
        "refusal": refused,
    }
    return render(request, "reports/own_line_new.html", context, status=status)


def _line(
    request: MemberRequest, row: OwnLine, *, refused: Refusal | None = None, status: int = 200
) -> HttpResponse:
    line = line_of(row.key, row.told)
    context = {
        "row": row,
        "unit": keeping_unit(request, row.unit.code),
        "name": line.name[language()],
        "words": line.words[language()],
        "formula": in_words.formula(line),
        "uses": uses_of(row),
        "refusal": refused,
    }
    return render(request, "reports/own_line.html", context, status=status)


def _found(request: MemberRequest, line_id: int) -> OwnLine:
    row = get_object_or_404(OwnLine.objects.select_related("unit"), pk=line_id)
    keeping_unit(request, row.unit.code)
    return row
