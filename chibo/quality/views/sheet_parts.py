"""A sheet's parts, each changed on a page of its own."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.base.refusals import Refusal
from chibo.quality.actions import sheets as actions
from chibo.quality.forms.parts import Part, part
from chibo.quality.models import ScoreSheet
from chibo.quality.queries import sheets as queries
from chibo.quality.refusals import sheet_refusal
from chibo.quality.rules.editing import moved, with_part
from chibo.quality.rules.reading import NoSheet
from chibo.quality.rules.rewriting import plain, rewritten
from chibo.quality.showing.findings import placed
from chibo.quality.showing.mending import findings

_MOVES = {"up": -1, "down": 1}


def change(request: MemberRequest, sheet_id: uuid.UUID, name: str) -> HttpResponse:
    sheet = _draft(request, sheet_id)
    data = plain(sheet.text)
    found = _part(name, data, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, sheet, name, found)
    if not found.is_valid():
        return _page(request, sheet, name, found, status=422)
    refused = _rewritten(request, sheet, found.changed(data))
    if refused is not None:
        return _page(request, sheet, name, found, refused=refused, status=409)
    onward = found.onward()
    if onward:
        return redirect("quality:sheet_part", sheet.pk, onward)
    return redirect("quality:sheet", sheet.pk)


@require_POST
def take_out(request: MemberRequest, sheet_id: uuid.UUID, name: str) -> HttpResponse:
    sheet = _draft(request, sheet_id)
    data = plain(sheet.text)
    found = _listed(name, data)
    refused = _rewritten(request, sheet, with_part(data, found.path, None))
    if refused is not None:
        return _page(request, sheet, name, found, refused=refused, status=409)
    return redirect("quality:sheet", sheet.pk)


@require_POST
def move(request: MemberRequest, sheet_id: uuid.UUID, name: str) -> HttpResponse:
    sheet = _draft(request, sheet_id)
    data = plain(sheet.text)
    found = _listed(name, data)
    by = _MOVES.get(request.POST.get("way", ""))
    if by is None:
        raise Http404
    refused = _rewritten(request, sheet, moved(data, found.path, by))
    if refused is not None:
        return _page(request, sheet, name, found, refused=refused, status=409)
    return redirect("quality:sheet", sheet.pk)


def _rewritten(request: MemberRequest, sheet: ScoreSheet, data: dict[str, Any]) -> Refusal | None:
    """Keep the sheet with other values; return why not where it cannot be kept."""
    try:
        actions.rewrite_sheet(
            sheet_id=sheet.pk,
            text=rewritten(sheet.text, data),
            seen=request.POST.get("seen", ""),
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.CannotKeep as error:
        return sheet_refusal(error)
    except NoSheet as error:
        return Refusal(" ".join(map(placed, error.findings)))
    return None


def _page(
    request: MemberRequest,
    sheet: ScoreSheet,
    name: str,
    found: Part,
    *,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "row": sheet,
        "part": found,
        "name": name,
        # What the form was made from; a text changed meanwhile is not overwritten unseen.
        "seen": request.POST.get("seen") if status == 422 else sheet.sha256,
        "findings": [one for one in findings(queries.findings_of(sheet)) if one.part == name],
        "refusal": refused,
    }
    return render(request, "quality/sheet_part.html", context, status=status)


def _part(name: str, data: dict[str, Any], post: Any = None) -> Part:
    try:
        return part(name, data, post)
    except (KeyError, IndexError, ValueError, TypeError):
        raise Http404 from None


def _listed(name: str, data: dict[str, Any]) -> Part:
    found = _part(name, data)
    if not found.is_listed:
        raise Http404
    return found


def _draft(request: MemberRequest, sheet_id: uuid.UUID) -> ScoreSheet:
    rows = queries.kept_by(request.user, timezone.localdate()).filter(since=None)
    return get_object_or_404(rows.select_related("unit", "base__base"), pk=sheet_id)
