"""Score sheets: reading them, writing a committee's own, putting them in force."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal, tell
from chibo.guidance.models import Source
from chibo.quality.actions import sheets as actions
from chibo.quality.forms.parts import RULES
from chibo.quality.forms.sheets import BeginForm, EndForm, FileForm, ForceForm
from chibo.quality.models import ScoreSheet
from chibo.quality.queries import sheets as queries
from chibo.quality.refusals import sheet_refusal
from chibo.quality.rules.reading import NoSheet
from chibo.quality.rules.sheets import Sheet
from chibo.quality.rules.stretches import plain
from chibo.quality.showing import sheets as describing
from chibo.quality.showing.findings import placed
from chibo.quality.showing.mending import findings
from chibo.units.models import Unit
from chibo.units.queries import existing, subtree


def of_unit(request: MemberRequest, code: str) -> HttpResponse:
    """A committee's sheets: in force for its cells, being written, and to be copied."""
    return _list(request, _unit(request, code))


@require_POST
def begin(request: MemberRequest, code: str) -> HttpResponse:
    unit = _unit(request, code)
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _list(request, unit, begin=form, status=422)
    made = actions.begin_sheet(
        unit=unit, title=form.cleaned_data["title"], issuer=_name(unit), **_by(request)
    )
    return redirect("quality:sheet_part", made.pk, "frame")


@require_POST
def take_in(request: MemberRequest, code: str) -> HttpResponse:
    unit = _unit(request, code)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, unit, file=form, status=422)
    try:
        made = actions.take_in_sheet(unit=unit, text=form.text(), **_by(request))
    except NoSheet as refused:
        for finding in refused.findings[:10]:
            form.add_error("file", placed(finding))
        return _list(request, unit, file=form, status=422)
    return redirect("quality:sheet", made.pk)


@require_POST
def copy(request: MemberRequest, code: str, sheet_id: uuid.UUID) -> HttpResponse:
    unit = _unit(request, code)
    source = get_object_or_404(queries.seen_by(request.user, timezone.localdate()), pk=sheet_id)
    made = actions.copy_sheet(sheet_id=source.pk, unit=unit, issuer=_name(unit), **_by(request))
    messages.success(request, _("Copied. It is a draft: nothing is scored by it yet."))
    return redirect("quality:sheet", made.pk)


def one(request: MemberRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """A sheet as people read it; a draft with what is wrong in it and what to do next."""
    return _page(request, _sheet(request, sheet_id))


def file(request: MemberRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """The sheet's own file."""
    sheet = _sheet(request, sheet_id)
    return HttpResponse(
        sheet.text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{sheet.key}.yaml"'},
    )


@require_POST
def force(request: MemberRequest, sheet_id: uuid.UUID) -> HttpResponse:
    sheet = _kept(request, sheet_id)
    form = ForceForm(request.POST, units=_units(sheet))
    if not form.is_valid():
        return _page(request, sheet, force=form, status=422)
    values = form.cleaned_data
    try:
        actions.put_in_force(sheet_id=sheet.pk, **values, **_by(request))
    except actions.NotUsable as error:
        return _page(request, sheet, refused=sheet_refusal(error), status=409)
    except actions.CannotKeep as error:
        tell(form, sheet_refusal(error))
        return _page(request, sheet, force=form, status=409)
    messages.success(request, _("It is in force. Meetings from that day on are scored by it."))
    return redirect("quality:sheet", sheet.pk)


@require_POST
def end(request: MemberRequest, sheet_id: uuid.UUID) -> HttpResponse:
    sheet = _kept(request, sheet_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, sheet, end=form, status=422)
    try:
        actions.end_sheet(sheet_id=sheet.pk, **form.cleaned_data, **_by(request))
    except actions.CannotKeep as error:
        tell(form, sheet_refusal(error))
        return _page(request, sheet, end=form, status=409)
    return redirect("quality:sheet", sheet.pk)


@require_POST
def discard(request: MemberRequest, sheet_id: uuid.UUID) -> HttpResponse:
    sheet = _kept(request, sheet_id)
    code = sheet.unit.code if sheet.unit else ""
    try:
        actions.discard_sheet(sheet_id=sheet.pk, **_by(request))
    except actions.CannotKeep as error:
        return _page(request, sheet, refused=sheet_refusal(error), status=409)
    messages.success(request, _("The draft is gone."))
    return redirect("quality:sheets", code)


# ---------------------------------------------------------------- pages


def _list(
    request: MemberRequest,
    unit: Unit,
    *,
    begin: BeginForm | None = None,
    file: FileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "unit": unit,
        "in_force": _read(queries.in_force_at(unit, today)),
        "drafts": _read(queries.drafts_at(unit, today)),
        "shipped": _read(queries.shipped_sheets()),
        "begin": begin or BeginForm(),
        "file": file or FileForm(),
    }
    return render(request, "quality/sheets.html", context, status=status)


def _read(rows: Iterable[ScoreSheet]) -> list[tuple[ScoreSheet, Sheet]]:
    return [(row, queries.parsed(row)) for row in rows]


def _page(
    request: MemberRequest,
    sheet: ScoreSheet,
    *,
    force: ForceForm | None = None,
    end: EndForm | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    keeps = queries.kept_by(request.user, today).filter(pk=sheet.pk).exists()
    is_draft = sheet.since is None and sheet.unit_id is not None
    read = queries.parsed(sheet)
    found = findings(queries.findings_of(sheet)) if is_draft else []
    context: dict[str, Any] = {
        "row": sheet,
        "sheet": read,
        "total": plain(read.total),
        "seen_how": Source.Seen(read.seen).label,
        "groups": describing.groups(read),
        "rules": _rules(read),
        "is_draft": is_draft,
        "may_write": keeps and is_draft,
        "may_end": keeps and not is_draft and (sheet.until is None or sheet.until > today),
        "homes": _homes(request),
        "findings": found,
        "opened": {f"group-{one.part.split('-')[1]}" for one in found if "-" in one.part},
        "refusal": refused,
    }
    if context["may_write"] and not found:
        first = {"unit": sheet.unit_id, "seen": sheet.sha256}
        context["force"] = force or ForceForm(initial=first, units=_units(sheet))
    if context["may_end"]:
        context["end"] = end or EndForm()
    return render(request, "quality/sheet.html", context, status=status)


def _rules(read: Sheet) -> list[tuple[str, str, list[str]]]:
    """The rules above the points: the part that changes each, its heading, and sentences."""
    words: dict[str, Callable[[], list[str]]] = {
        "grades": lambda: describing.grades(read.grades),
        "gates": lambda: [describing.gate(one) for one in read.gates],
        "overrides": lambda: [describing.override(one) for one in read.overrides],
        "norms": lambda: describing.norms(read),
        "settled": lambda: [f"{one.criterion}: {one.because}" for one in read.settled],
    }
    rolled = [
        (
            f"rollup-{place}",
            _("A quarter's grade") if one.period == "quarter" else _("A year's grade"),
            describing.roll_up(one),
        )
        for place, one in enumerate(read.roll_up)
    ]
    return [*((part, str(title), words[part]()) for part, title in RULES), *rolled]


# ---------------------------------------------------------------- finding


def _unit(request: MemberRequest, code: str) -> Unit:
    today = timezone.localdate()
    reach = units_where(request.user, Ability.KEEP_SHEETS, on=today)
    return get_object_or_404(existing(today).filter(pk__in=reach.values("pk")), code=code)


def _homes(request: MemberRequest) -> list[Unit]:
    """The units for which the reader may copy a sheet, the highest first."""
    today = timezone.localdate()
    reach = units_where(request.user, Ability.KEEP_SHEETS, on=today)
    units = existing(today).filter(pk__in=reach.values("pk"), kind__is_cell=False)
    return list(units.order_by("kind__level", "code")[:1])


def _units(sheet: ScoreSheet) -> Any:
    if sheet.unit is None:
        raise Http404
    return subtree(sheet.unit, timezone.localdate()).order_by("kind__level", "code")


def _sheet(request: MemberRequest, sheet_id: uuid.UUID) -> ScoreSheet:
    rows = queries.seen_by(request.user, timezone.localdate())
    return get_object_or_404(rows.select_related("unit", "base__base"), pk=sheet_id)


def _kept(request: MemberRequest, sheet_id: uuid.UUID) -> ScoreSheet:
    rows = queries.kept_by(request.user, timezone.localdate())
    return get_object_or_404(rows.select_related("unit", "base__base"), pk=sheet_id)


def _name(unit: Unit) -> str:
    return str(unit.full_name)


def _by(request: MemberRequest) -> dict[str, Any]:
    return {"by": request.user.username, "at": timezone.now()}
