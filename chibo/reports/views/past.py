"""Bringing in figures of before: choose a file, look at what it says, confirm, take it back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal, point_out, tell
from chibo.documents.importing import sentences, uploads
from chibo.documents.importing.forms import places_from
from chibo.documents.importing.reading import List, read_list
from chibo.documents.spreadsheets.reading import LIMITS
from chibo.documents.spreadsheets.workbook import FileTooLarge, UnreadableFile
from chibo.quality.rules.spans import span_of
from chibo.reports.actions import past as actions
from chibo.reports.forms.past import PastFileForm, YearForm
from chibo.reports.importing.columns import FIELDS, recognise
from chibo.reports.importing.plan import Known, Plan, plan_past
from chibo.reports.queries import past as queries
from chibo.reports.showing import past as showing
from chibo.reports.showing.units import names_of
from chibo.reports.views.own_forms import by, keeping_unit
from chibo.units.models import Unit

_SHOWN, _A_PAGE = 200, 60


def start(request: MemberRequest, code: str) -> HttpResponse:
    """What was brought in, and a file to bring in; one that reads is kept and shown."""
    unit = keeping_unit(request, code)
    if request.method != "POST":
        return _start(request, unit, PastFileForm())
    form = PastFileForm(request.POST, request.FILES)
    if not form.is_valid():
        point_out(form)
        return _start(request, unit, form, status=422)
    file = form.upload()
    try:
        if file.size > LIMITS.file:
            raise FileTooLarge(LIMITS.file)
        upload = uploads.Upload(file.name, file.read())
        read_list(upload.content, name=upload.name, recognise=recognise)
    except UnreadableFile as error:
        tell(form, Refusal(sentences.refusal(error), fields=("file",)))
        return _start(request, unit, form, status=422)
    key = uploads.keep(upload, of=request.user, at=timezone.now())
    query = QueryDict(mutable=True)
    query["year"] = form.data.get("year", "")
    url = reverse("reports:look_past", args=[code, key])
    return redirect(f"{url}?{query.urlencode()}")


def look(request: MemberRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """What the file would enter; a post enters it, if it still is what was shown."""
    unit = keeping_unit(request, code)
    try:
        upload = uploads.kept(key, of=request.user)
    except uploads.NoUpload:
        messages.info(request, _("The file is not kept any more. Choose it again."))
        return redirect("reports:past", code)
    query = request.POST if request.method == "POST" else request.GET
    form = YearForm(query)
    year = form.cleaned_data["year"] if form.is_valid() else None
    try:
        source = read_list(
            upload.content,
            name=upload.name,
            recognise=recognise,
            sheet=query.get("sheet") or None,
            by_place=_allowed(query),
        )
    except UnreadableFile as error:
        again = PastFileForm()
        return _start(request, unit, again, status=422, refused=Refusal(sentences.refusal(error)))
    page: dict[str, Any] = {"unit": unit, "key": key, "form": form, "name": upload.name}

    def planned(known: Known) -> Plan:
        return plan_past(source.lines, known, unit=unit.code, year=year)

    if request.method != "POST":
        known = queries.known_for(unit, timezone.localdate())
        return _look(request, source, planned(known), page)
    try:
        made = actions.import_past(
            unit=unit,
            planned=planned,
            shown=request.POST.get("shown", ""),
            file=upload.name,
            **by(request),
        )
    except actions.CannotImportPast as error:
        refused = None
        if isinstance(error, actions.ChangedSince):
            refused = Refusal(
                _("Something was changed on record meanwhile. Look once more, then confirm.")
            )
        return _look(request, source, error.plan, page, refused=refused, status=409)
    uploads.forget(key, of=request.user)
    words = ngettext(
        "%(rows)s month is entered. It is marked as taken from old reports wherever it is shown.",
        "%(rows)s months are entered. They are marked as taken from old reports wherever they are shown.",
        made.rows,
    )
    messages.success(request, words % {"rows": made.rows})
    return redirect("reports:past", code)


@require_POST
def undo(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    found = queries.import_kept(request.user, import_id, timezone.localdate())
    if found is None:
        raise Http404
    unit = keeping_unit(request, found.unit.code)
    try:
        actions.undo_past(import_id=found.pk, **by(request))
    except actions.UndoneAlready:
        refused = Refusal(_("This file was taken back already."))
        return _start(request, unit, PastFileForm(), refused=refused, status=409)
    messages.success(request, _("The file is taken back. None of its figures is shown any more."))
    return redirect("reports:past", unit.code)


def facts(request: MemberRequest, code: str, month: str) -> HttpResponse:
    """Lead to what the book has of a unit's month: a committee's figures, or the cell's file."""
    span, today = span_of(month), timezone.localdate()
    reach = units_where(request.user, Ability.SEE_FIGURES, Ability.SEE_CELL, on=today)
    unit = get_object_or_404(reach.select_related("kind"), code=code)
    if span is None:
        raise Http404
    if unit.kind.is_cell:
        return redirect("book:of_cell", code)
    return redirect("reports:figures", code, span.key)


# ---------------------------------------------------------------- pages


def _start(
    request: MemberRequest,
    unit: Unit,
    form: PastFileForm,
    *,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = queries.months_of(unit, timezone.localdate())
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    names = names_of(row.unit for row in page)
    context = {
        "unit": unit,
        "form": form,
        "imports": queries.imports_of(unit),
        "page": page,
        "rows": [(row, names[row.unit_id], showing.kept_words(row)) for row in page],
        "refusal": refused,
    }
    return render(request, "reports/past.html", context, status=status)


def _look(
    request: MemberRequest,
    source: List,
    plan: Plan,
    page: dict[str, Any],
    *,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    query = request.POST if request.method == "POST" else request.GET
    problems = [showing.problem(one, source) for one in plan.remarks if one.stops]
    units = Unit.objects.filter(code__in={one.unit for one in plan.planned[:_SHOWN]})
    names, keys = names_of(units), {unit.code: unit.pk for unit in units}
    context = {
        **page,
        "source": source,
        "plan": plan,
        "problems": problems[:_SHOWN],
        "total_problems": len(problems),
        "rows": [
            (one.row, names.get(keys[one.unit], one.unit), *showing.row_words(one))
            for one in plan.planned[:_SHOWN]
        ],
        "count": len(plan.planned),
        "columns": [(one, showing.choices_of(one)) for one in source.mapped],
        "left_out": [
            (left.row, left.text, sentences.SKIPPED[left.why]())
            for left in source.left_out[:_SHOWN]
        ],
        "said": [
            (name, value)
            for name, value in query.items()
            if name in ("year", "sheet") or (name[:1] == "c" and name[1:].isdecimal())
        ],
        "refusal": refused,
    }
    return render(request, "reports/past_look.html", context, status=status)


def _allowed(query: QueryDict) -> dict[int, str]:
    places = places_from(query)
    return {place: field for place, field in places.items() if not field or field in FIELDS}
