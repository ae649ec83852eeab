"""The official's own page, the slip, and the slips about a cell."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at
from chibo.access.rules import Ability
from chibo.base.keys import uuid7
from chibo.base.refusals import tell
from chibo.supervision.actions.visits import CannotSend, send_visit
from chibo.supervision.forms.slips import SlipForm
from chibo.supervision.models import Visit
from chibo.supervision.queries import visits as queries
from chibo.supervision.queries.rosters import own_visits
from chibo.supervision.queries.visits import Beginning
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

# What a page lists without asking for more.
_LISTED = 60
_SENT = 12


def own(request: MemberRequest) -> HttpResponse:
    must_write_somewhere(request)
    return render(request, "supervision/own.html", own_context(request))


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
        "visits": own_visits(person, today),
        "today": today,
    }


def slip(request: MemberRequest, code: str) -> HttpResponse:
    """Write a slip about a cell, or change one's own that was sent."""
    cell = followed_cell(request, code)
    known = beginning(cell)
    if request.method != "POST":
        return render(request, "supervision/slip.html", slip_context(request, cell, known))
    form = typed_slip(request.POST, cell, known)
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
            context = slip_context(request, cell, known, form)
            return render(request, "supervision/slip.html", context, status=409)
        return redirect("supervision:visit", sent.pk)
    context = slip_context(request, cell, known, form)
    return render(request, "supervision/slip.html", context, status=422)


def slip_context(
    request: MemberRequest, cell: Unit, known: Beginning, form: SlipForm | None = None
) -> dict[str, Any]:
    """Return what the slip's page shows; the phone keeps the same page."""
    changed = None
    if request.GET.get("slip"):
        changed = own_visit(request, cell, _uuid(request.GET["slip"]))
    return {
        "cell": cell,
        "form": form or _form(cell, known, changed),
        "refusal": no_person() if request.user.person_id is None else None,
        "changed": changed,
        "before": None if known.before == changed else known.before,
    }


def _form(cell: Unit, known: Beginning, changed: Visit | None) -> SlipForm:
    if changed is None:
        begun = {
            "key": uuid7(),
            "day": timezone.localdate(),
            "must_attend": known.must_attend or None,
        }
        return SlipForm(initial=begun, cell=cell, in_force=known.in_force)
    named = queries.named_sheet(str(changed.marks.get("sheet", "")))
    return SlipForm(initial=SlipForm.of(changed), cell=cell, in_force=named or known.in_force)


def typed_slip(typed: QueryDict, cell: Unit, known: Beginning) -> SlipForm:
    """Return a slip as it was typed, by the sheet it was begun by."""
    named = queries.named_sheet(typed.get("sheet", ""))
    return SlipForm(typed, cell=cell, in_force=named or known.in_force)


def beginning(cell: Unit) -> Beginning:
    """Return what is known before a slip about a cell is written today."""
    return queries.beginnings([cell], timezone.localdate())[cell.pk]


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
        "visit": visit,
        "figures": figures(visit),
        "mine": mine
        and queries.writable_cells(request.user, today).filter(pk=visit.cell_id).exists(),
        "meeting": visit.meeting,
        "scores": _scores(request, visit),
        # What he would give is his until it is written as a score.
        "marks": len(visit.marks["typed"]) if mine and visit.marks else 0,
    }
    return render(request, "supervision/visit.html", context)


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
