"""The book of a cell, its minutes on screen, its papers to print."""

import json
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at, units_where
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.base.refusals import point_out, tell
from chibo.book import actions, queries
from chibo.book.forms import PostingForm
from chibo.book.models import Posting, SealedRecord
from chibo.book.papers import (
    attendance_paper,
    excerpt_paper,
    has_resolution,
    minutes_paper,
    resolution_paper,
)
from chibo.book.record import Record, record_of
from chibo.book.refusals import refusal as refused
from chibo.book.rules import findings
from chibo.documents import MEDIA_TYPES, papers
from chibo.documents.pdf import to_pdf
from chibo.documents.queries import template_for
from chibo.documents.sheets import Kind
from chibo.documents.word import to_word
from chibo.documents.wording import compose
from chibo.meetings.actions.guards import CannotChange
from chibo.meetings.queries import meetings_where
from chibo.meetings.queries import pages_of as pages_by_hand
from chibo.units.models import Unit
from chibo.units.queries import existing

_KINDS = {
    "minutes": Kind.MINUTES,
    "resolution": Kind.RESOLUTION,
    "excerpt": Kind.EXCERPT,
    "attendance": Kind.ATTENDANCE_LIST,
}


@kept
def of_cell(request: MemberRequest, code: str) -> HttpResponse:
    cell = _cell(request, code)
    return render(request, "book/book.html", {"cell": cell, "pages": queries.book_of(cell)})


def verify(request: MemberRequest, code: str) -> HttpResponse:
    cell = _cell(request, code)
    pages = queries.pages_of(cell)
    context = {
        "cell": cell,
        "pages": queries.book_of(cell),
        "checked": len(pages),
        "findings": findings(pages) + queries.photograph_findings(cell),
        "last": pages[-1].sha256 if pages else "",
    }
    return render(request, "book/book.html", context)


@kept
def minutes(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    page = get_object_or_404(
        queries.records_where(request.user, timezone.localdate()),
        meeting=meeting_id,
        kind=SealedRecord.Kind.MEETING,
    )
    return _minutes(request, page)


def correct(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Write a correction of minutes that are in the book."""
    meetings = meetings_where(request.user, Ability.CLOSE_MEETING, timezone.localdate())
    meeting = get_object_or_404(meetings, pk=meeting_id)
    context: dict[str, Any] = {"meeting": meeting, "text": request.POST.get("text", "")}
    if request.method != "POST":
        return render(request, "book/correct.html", context)
    try:
        actions.add_annex(
            meeting_id=meeting.pk,
            text=context["text"],
            by=request.user.username,
            at=timezone.now(),
        )
    except CannotChange as error:
        context["refusal"] = refused(error, meeting)
        return render(request, "book/correct.html", context, status=409)
    return redirect("book:minutes", meeting.pk)


@require_POST
def post(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Note that the papers are on the e-handbook."""
    today = timezone.localdate()
    meeting = get_object_or_404(
        meetings_where(request.user, Ability.KEEP_ROLL, today), pk=meeting_id
    )
    page = get_object_or_404(
        queries.records_where(request.user, today),
        meeting=meeting,
        kind=SealedRecord.Kind.MEETING,
    )
    form = PostingForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _minutes(request, page, form, status=422)
    try:
        actions.note_posting(
            meeting_id=meeting.pk,
            posted_on=form.cleaned_data["posted_on"],
            by=request.user.username,
            at=timezone.now(),
        )
    except CannotChange as error:
        tell(form, refused(error, meeting))
        return _minutes(request, page, form, status=409)
    return redirect("book:minutes", meeting.pk)


def paper(request: MemberRequest, meeting_id: uuid.UUID, paper: str, form: str) -> HttpResponse:
    """One paper of a meeting as PDF or DOCX: from the book, or as a draft before that."""
    if form not in MEDIA_TYPES:
        raise Http404
    record, draft = _record(request, meeting_id)
    made = _made(record, paper, request.GET.get("item", ""), draft=draft)
    if made is None:
        raise Http404
    moment = timezone.now()
    if form == "pdf":
        data = to_pdf([made], created_at=moment)
    else:
        cell = Unit.objects.get(code=record["cell"]["code"])
        # Of today: what is in the book keeps its words, not its dress.
        template = template_for(cell, _KINDS[paper], timezone.localdate())
        data = to_word(made, created_at=moment, template=template)
    name = f"{paper}-{record['meeting']['month'][:7]}.{form}"
    return HttpResponse(
        data,
        content_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def sealed(request: MemberRequest, record_id: int) -> HttpResponse:
    """The bytes that were sealed, to be checked without this program."""
    found = get_object_or_404(
        queries.records_where(request.user, timezone.localdate()), pk=record_id
    )
    return HttpResponse(bytes(found.canonical), content_type="application/json")


def _cell(request: MemberRequest, code: str) -> Unit:
    today = timezone.localdate()
    reach = units_where(request.user, Ability.SEE_CELL, Ability.SEE_FIGURES, on=today)
    return get_object_or_404(
        existing(today).filter(pk__in=reach.values("pk"), kind__is_cell=True), code=code
    )


def _record(request: MemberRequest, meeting_id: uuid.UUID) -> tuple[Record, bool]:
    """A meeting's record and whether it is a draft; what is not sealed stays in the cell."""
    today = timezone.localdate()
    page = (
        queries.records_where(request.user, today)
        .filter(meeting=meeting_id, kind=SealedRecord.Kind.MEETING)
        .first()
    )
    if page is not None:
        return json.loads(bytes(page.canonical)), False
    # Also for an office that types for the cell.
    meetings = meetings_where(request.user, Ability.KEEP_ROLL, today)
    meeting = get_object_or_404(meetings, pk=meeting_id)
    return record_of(meeting, timezone.now()), True


def _made(record: Record, name: str, item: str, *, draft: bool) -> papers.Paper | None:
    match name:
        case "minutes" if record["meeting"]["opened_at"]:
            return minutes_paper(record, draft=draft)
        case "resolution":
            return resolution_paper(record, draft=draft)
        case "excerpt":
            return excerpt_paper(record, item)
        case "attendance":
            return attendance_paper(record)
    return None


def _minutes(
    request: MemberRequest,
    page: SealedRecord,
    form: PostingForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    record = json.loads(bytes(page.canonical))
    meeting = page.meeting
    annexes = SealedRecord.objects.filter(meeting=meeting, kind=SealedRecord.Kind.ANNEX).order_by(
        "sequence"
    )
    mine = abilities_at(request.user, meeting.cell, timezone.localdate())
    context = {
        "page": page,
        "meeting": meeting,
        "record": record,
        "sheet": compose(minutes_paper(record, draft=False)),
        "label": f"{record['meeting']['number']:02}-BB/CB",
        "has_resolution": has_resolution(record),
        "items": [item for item in record["items"] if item["number"] is not None],
        "annexes": [(annex, json.loads(bytes(annex.canonical))["correction"]) for annex in annexes],
        "may_correct": Ability.CLOSE_MEETING in mine,
        "pages": list(pages_by_hand(meeting)),
        "posting": Posting.objects.filter(meeting=meeting).first(),
        "may_post": Ability.KEEP_ROLL in mine,
        "posting_form": form or PostingForm(initial={"posted_on": timezone.localdate()}),
    }
    return render(request, "book/minutes.html", context, status=status)
