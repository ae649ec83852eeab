"""Photographed pages of a meeting: attaching, putting in order, looking at them."""

import uuid

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import may
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal, point_out, tell
from chibo.book.queries import records_where
from chibo.meetings import queries as meetings
from chibo.meetings.actions import guards
from chibo.meetings.actions import pages as actions
from chibo.meetings.models import Meeting, RecordPage
from chibo.meetings.paper_forms import PagesForm
from chibo.meetings.refusals import refusal as refused
from chibo.room.finding import meeting_for

# A page of ours never runs a script; what somebody photographed must not, either.
_SANDBOXED = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    # Asked for each time, so that nothing shows after signing out; sent once.
    "Cache-Control": "private, no-cache",
}


def of_meeting(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The pages in order; new ones are taken together, each kept by itself."""
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    if request.method != "POST":
        return _page(request, meeting, PagesForm())
    form = PagesForm(request.POST, request.FILES)
    if not form.is_valid():
        point_out(form)
        return _page(request, meeting, form, status=422)
    for upload in form.cleaned_data["photographs"]:
        try:
            actions.attach_page(
                meeting_id=meeting.pk, upload=upload, by=request.user.username, at=timezone.now()
            )
        except actions.PageTwice:
            # Sent twice after a line that broke: it is there, and that was wanted.
            continue
        except guards.CannotChange as error:
            # Those before it stay attached, and the page shows them.
            tell(form, refused(error, meeting))
            return _page(request, meeting, form, status=422)
    return redirect("room:pages", meeting.pk)


@require_POST
def move(request: MemberRequest, page_id: uuid.UUID) -> HttpResponse:
    page = _to_change(request, page_id)
    try:
        actions.move_page(
            page_id=page.pk, up="up" in request.POST, by=request.user.username, at=timezone.now()
        )
    except guards.CannotChange as error:
        return _refused(request, page, error)
    return redirect("room:pages", page.meeting_id)


@require_POST
def remove(request: MemberRequest, page_id: uuid.UUID) -> HttpResponse:
    page = _to_change(request, page_id)
    try:
        actions.remove_page(
            page_id=page.pk,
            because=request.POST.get("because", ""),
            by=request.user.username,
            at=timezone.now(),
        )
    except guards.CannotChange as error:
        return _refused(request, page, error)
    return redirect("room:pages", page.meeting_id)


def file(request: MemberRequest, page_id: uuid.UUID) -> HttpResponse:
    """One page as it is kept: in the making for those who write, in the book for its readers."""
    today = timezone.localdate()
    page = get_object_or_404(RecordPage, pk=page_id)
    drafts = meetings.meetings_where(request.user, Ability.KEEP_ROLL, today)
    in_book = records_where(request.user, today).filter(meeting=page.meeting_id)
    if not drafts.filter(pk=page.meeting_id).exists() and not in_book.exists():
        raise Http404
    tagged = {**_SANDBOXED, "ETag": f'"{page.sha256}"'}
    if request.headers.get("If-None-Match") == tagged["ETag"]:
        return HttpResponseNotModified(headers=tagged)
    with page.file.open() as kept:
        return HttpResponse(kept.read(), content_type=page.media_type, headers=tagged)


def _to_change(request: MemberRequest, page_id: uuid.UUID) -> RecordPage:
    found = meetings.meetings_where(request.user, Ability.KEEP_ROLL, timezone.localdate())
    pages = RecordPage.objects.filter(meeting__in=found.values("pk").order_by())
    return get_object_or_404(pages.select_related("meeting__cell__kind"), pk=page_id)


def _refused(request: MemberRequest, page: RecordPage, error: guards.CannotChange) -> HttpResponse:
    page.meeting.refresh_from_db()
    why = refused(error, page.meeting)
    return _page(request, page.meeting, PagesForm(), refusal=why, status=409)


def _page(
    request: MemberRequest,
    meeting: Meeting,
    form: PagesForm,
    *,
    refusal: Refusal | str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "pages": list(meetings.pages_of(meeting)),
        "form": form,
        "may_change": meeting.state in meetings.OPEN,
        "may_ask": may(request.user, Ability.CLOSE_MEETING, meeting.cell, timezone.localdate()),
        "refusal": refusal,
    }
    return render(request, "room/pages.html", context, status=status)
