"""The official's own page, the slip, and the slips about a cell."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at
from chibo.access.rules import Ability
from chibo.base.keys import uuid7
from chibo.base.refusals import tell
from chibo.quality.queries.sheets import InForce
from chibo.supervision.actions.visits import CannotSend, send_visit
from chibo.supervision.forms import SlipForm
from chibo.supervision.models import Visit
from chibo.supervision.queries import visits as queries
from chibo.supervision.refusals import no_person, slip_refusals
from chibo.supervision.showing.visits import figures
from chibo.supervision.views.finding import (
    followed_cell,
    must_write_somewhere,
    own_visit,
    read_cell,
    visit_for,
)
from chibo.units.models import Unit
from chibo.units.queries import existing

# What a page lists without asking for more.
_LISTED = 60
_SENT = 12


def own(request: MemberRequest) -> HttpResponse:
    must_write_somewhere(request)
    return render(request, "supervision/official.html", own_context(request))


def own_context(request: MemberRequest) -> dict[str, Any]:
    """Return what the official's own page shows; the phone keeps the same page."""
    today = timezone.localdate()
    words = request.GET.get("q", "").strip()
    assigned = queries.assigned_cells(request.user, today)
    others = queries.writable_cells(request.user, today).exclude(pk__in=assigned.values("pk"))
    rest = others.filter(pk__in=queries.named(words, today)) if words else others
    person = request.user.person
    return {
        "refusal": no_person() if person is None else None,
        "person": person,
        "assigned": queries.followed(assigned[:_LISTED], today),
        "others": queries.followed(rest[:_LISTED], today),
        "others_in_all": others.count(),
        "words": words,
        "sent": queries.slips_of(person)[:_SENT] if person else [],
        "waiting": queries.marks_waiting(person)[:_SENT] if person else [],
        "today": today,
    }


def slip(request: MemberRequest, code: str) -> HttpResponse:
    """Write a slip about a cell, or change one's own that was sent."""
    cell = followed_cell(request, code)
    if request.method != "POST":
        return render(request, "supervision/slip.html", slip_context(request, cell))
    form = SlipForm(request.POST, cell=cell, in_force=sheet_of(cell, request.POST.get("sheet", "")))
    if form.is_valid():
        try:
            sent = send_visit(
                key=form.cleaned_data["key"],
                account=request.user,
                cell=cell,
                noted=form.noted(),
                by=request.user.username,
                at=timezone.now(),
            )
        except CannotSend as error:
            for refusal in slip_refusals(error):
                tell(form, refusal)
            context = slip_context(request, cell, form)
            return render(request, "supervision/slip.html", context, status=409)
        return redirect("supervision:visit", sent.pk)
    context = slip_context(request, cell, form)
    return render(request, "supervision/slip.html", context, status=422)


def slip_context(
    request: MemberRequest, cell: Unit, form: SlipForm | None = None
) -> dict[str, Any]:
    """Return what the slip's page shows; the phone keeps the same page."""
    today = timezone.localdate()
    changed = None
    if request.GET.get("slip"):
        changed = own_visit(request, cell, _uuid(request.GET["slip"]))
    if form is None:
        shown = SlipForm.of(changed) if changed else _begun(cell)
        in_force = sheet_of(cell, str(changed.marks.get("sheet", "")) if changed else "")
        form = SlipForm(initial=shown, cell=cell, in_force=in_force)
    before = queries.slips_about(cell)
    if changed is not None:
        before = before.exclude(pk=changed.pk)
    return {
        "cell": cell,
        "form": form,
        "refusal": no_person() if request.user.person_id is None else None,
        "changed": changed,
        "before": before.first(),
        "today": today,
    }


def sheet_of(cell: Unit, key: str) -> InForce | None:
    """Return the sheet a slip was begun by; the one in force today where none is named."""
    today = timezone.localdate()
    return queries.named_sheet(key) or queries.sheet_of_slip(cell, today)


def _begun(cell: Unit) -> dict[str, Any]:
    today = timezone.localdate()
    expected = queries.must_attend(cell, today)
    return {"key": uuid7(), "day": today, "must_attend": expected or None}


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


def one(request: MemberRequest, visit_id: uuid.UUID) -> HttpResponse:
    visit = visit_for(request, visit_id)
    mine = visit.official_id == request.user.person_id
    today = timezone.localdate()
    context = {
        **_shown(visit),
        "mine": mine
        and queries.writable_cells(request.user, today).filter(pk=visit.cell_id).exists(),
        "meeting": visit.meeting,
        "scores": _scores(request, visit),
        # What he would give is his until it is written as a score.
        "marks": len(visit.marks["typed"]) if mine and visit.marks else 0,
    }
    return render(request, "supervision/visit.html", context)


def _shown(visit: Visit) -> dict[str, Any]:
    # As it was called on the day he sat in.
    cell = existing(visit.day).get(pk=visit.cell_id)
    return {"visit": visit, "cell": cell, "figures": figures(visit)}


def _scores(request: MemberRequest, visit: Visit) -> bool:
    """Whether the reader can score the meeting that the slip is about now."""
    meeting = visit.meeting
    if meeting is None or meeting.state != meeting.State.SEALED:
        return False
    return Ability.SCORE_ATTENDING in abilities_at(request.user, visit.cell, timezone.localdate())


def about_cell(request: MemberRequest, code: str) -> HttpResponse:
    cell = read_cell(request, code)
    today = timezone.localdate()
    context = {
        "cell": cell,
        "visits": [(visit, figures(visit)) for visit in queries.slips_about(cell)[:_SENT]],
        "writes": queries.writable_cells(request.user, today).filter(pk=cell.pk).exists(),
        "today": today,
    }
    return render(request, "supervision/about_cell.html", context)
