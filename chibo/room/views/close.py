"""Closing: is anything missing, is this what we said, and into the book."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.rules import Ability
from chibo.base.forms import first_error
from chibo.base.refusals import Refusal, Way, point_out, tell
from chibo.base.seen import fingerprint
from chibo.base.time import local_day, local_moment
from chibo.book import actions as book
from chibo.book.papers import minutes_paper
from chibo.book.queries import closing_gaps
from chibo.book.record import record_of
from chibo.documents.wording import compose
from chibo.meetings.actions import ending, guards, hold, opening
from chibo.meetings.forms import AbsenceForm, EndForm
from chibo.meetings.models import Meeting, RollMark
from chibo.meetings.queries import abilities_in
from chibo.meetings.rules import Gap, Missing
from chibo.people.models import Person
from chibo.resolutions.refusals import refusal as refused
from chibo.room import queries
from chibo.room.actions.folding import fold
from chibo.room.finding import meeting_for
from chibo.room.path import stations
from chibo.room.points import told
from chibo.room.steps import steps_of

_LATE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something missing, with what was typed for it so far."""

    gap: Gap
    typed: str
    reason: str = ""


def page(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    return _page(request, meeting_for(request, meeting_id, Ability.KEEP_ROLL))


@require_POST
def fill(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Fill in what is missing: conclusions by item, the mark of each person not called."""
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    by, now = request.user.username, timezone.now()
    overtaken = _overtaken(request, meeting)
    try:
        for gap in closing_gaps(meeting):
            typed = request.POST.get(f"{gap.what}-{gap.key}", "").strip()
            if typed and gap.what == Missing.CONCLUSION:
                hold.conclude(item_id=uuid.UUID(gap.key), conclusion=typed, by=by, at=now)
            if typed in (RollMark.Mark.EXCUSED, RollMark.Mark.UNEXCUSED):
                absence = AbsenceForm({"reason": request.POST.get(f"reason-{gap.key}", "")})
                if not absence.is_valid():
                    return _page(request, meeting, refusal=first_error(absence), status=422)
                opening.mark_roll(
                    meeting_id=meeting.pk,
                    person=Person.objects.get(pk=gap.key),
                    mark=typed,
                    reason=absence.cleaned_data["reason"],
                    by=by,
                    at=now,
                )
    except guards.CannotChange as error:
        return _page(request, meeting, refusal=refused(error, meeting), status=409)
    if overtaken:
        return _page(request, meeting, overtaken=overtaken, status=409)
    return redirect("room:close", meeting.pk)


def _overtaken(request: MemberRequest, meeting: Meeting) -> list[Refusal]:
    """Return what is told about conclusions that somebody else wrote meanwhile."""
    written = meeting.items.exclude(conclusion="").order_by("position", "pk")
    typed = [(item, request.POST.get(f"conclusion-{item.pk}", "").strip()) for item in written]
    return [
        Refusal(
            _(
                "Somebody wrote the conclusion of “%(item)s” while you were typing: “%(saved)s”. Yours: “%(typed)s”. If yours is right, change it in the meeting room."
            )
            % {"item": item.title, "saved": item.conclusion, "typed": words},
            (
                Way(
                    _("Change the conclusion"),
                    f"{reverse('room:room', args=[meeting.pk])}?item={item.pk}#conclusion",
                ),
            ),
        )
        for item, words in typed
        if words and words != item.conclusion
    ]


@require_POST
def read_back(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    form = EndForm(request.POST, prefix="end")
    if not form.is_valid():
        point_out(form)
        return _page(request, meeting, status=422, end_form=form)
    day = local_day(meeting.opened_at or meeting.starts_at)
    ended_at = local_moment(day, form.cleaned_data["ended"])
    opened = meeting.opened_at or meeting.starts_at
    if ended_at < opened - timedelta(hours=12):
        # It went on past midnight.
        ended_at += timedelta(days=1)
    if ended_at == opened.replace(second=0, microsecond=0):
        # Nobody types seconds.
        ended_at = opened
    try:
        ending.read_back(
            meeting_id=meeting.pk,
            was_read=form.cleaned_data["was_read"],
            approved=form.cleaned_data["approved"],
            reserved_opinions=form.cleaned_data["reserved_opinions"],
            ended_at=ended_at,
            seen=form.cleaned_data["seen"],
            by=request.user.username,
            at=timezone.now(),
        )
    except guards.Stale:
        meeting.refresh_from_db()
        form.keep_over(_end_initial(meeting))
        return _page(request, meeting, status=409, end_form=form)
    except guards.CannotChange as error:
        tell(form, refused(error, meeting))
        return _page(request, meeting, status=409, end_form=form)
    return redirect("room:close", meeting.pk)


@require_POST
def bring(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Put into the minutes what the devices have sent."""
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    document = queries.document_of(meeting)
    if document is not None:
        fold(document_id=document.pk, by=request.user.username, at=timezone.now())
    return redirect("room:close", meeting.pk)


@require_POST
def close(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.CLOSE_MEETING)
    if queries.is_unfolded(meeting):
        # What a phone has sent is read before it is agreed to.
        return _page(request, meeting, status=409, unread=True)
    try:
        book.close_meeting(meeting_id=meeting.pk, by=request.user.username, at=timezone.now())
    except book.Incomplete:
        # The page lists what is missing, each with its own field or link.
        return _page(request, meeting, status=409, refused=True)
    except guards.CannotChange as error:
        return _page(request, meeting, refusal=refused(error, meeting), status=409)
    return redirect("room:close", meeting.pk)


@require_POST
def reopen(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.CLOSE_MEETING)
    try:
        book.reopen_meeting(meeting_id=meeting.pk, by=request.user.username, at=timezone.now())
    except guards.CannotChange as error:
        return _page(request, meeting, refusal=refused(error, meeting), status=409)
    return redirect("room:close", meeting.pk)


@require_POST
def seal(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.CLOSE_MEETING)
    try:
        book.seal_meeting(meeting_id=meeting.pk, by=request.user.username, at=timezone.now())
    except guards.CannotChange as error:
        return _page(request, meeting, refusal=refused(error, meeting), status=409)
    return redirect("book:minutes", meeting.pk)


def _page(
    request: MemberRequest,
    meeting: Meeting,
    *,
    refusal: Refusal | str = "",
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    now = timezone.now()
    held = meeting.state == Meeting.State.HELD
    gaps = closing_gaps(meeting) if held else []
    # What the read-back form itself asks is not listed above it.
    asked = {Missing.READ_BACK, Missing.APPROVED}
    missing = [gap for gap in gaps if gap.what not in asked]
    record = record_of(meeting, now)
    mine = abilities_in(request.user, meeting, timezone.localdate())
    taken = [item for item in record["items"] if item["number"] is not None]
    context: dict[str, Any] = {
        "meeting": meeting,
        "stations": stations(meeting),
        "steps": steps_of(meeting),
        "gaps": missing,
        "conclusions": [
            Asked(gap, request.POST.get(f"conclusion-{gap.key}", ""))
            for gap in missing
            if gap.what == Missing.CONCLUSION
        ],
        "uncalled": [
            Asked(
                gap,
                request.POST.get(f"uncalled-{gap.key}", ""),
                request.POST.get(f"reason-{gap.key}", ""),
            )
            for gap in missing
            if gap.what == Missing.UNCALLED
        ],
        "elsewhere": [gap for gap in missing if gap.what not in _HERE],
        "is_ready": held and not gaps,
        "record": record,
        "pages_count": len(record.get("pages", [])),
        "items": len(taken),
        "sheet": compose(minutes_paper(record, draft=True)),
        "may_close": Ability.CLOSE_MEETING in mine,
        # Of an office that types for the cell; the paper's approval stands on a page of its own.
        "helps": Ability.SEE_DRAFTS not in mine,
        "end_form": EndForm(prefix="end", initial=_end_initial(meeting)),
        "is_unfolded": queries.is_unfolded(meeting),
        "points": told(queries.points_in(meeting)),
        "refusal": refusal,
        **extra,
    }
    return render(request, "room/close.html", context, status=status)


_HERE = {Missing.CONCLUSION, Missing.UNCALLED}


def _end_initial(meeting: Meeting) -> dict[str, Any]:
    now = timezone.now()
    opened = meeting.opened_at or meeting.starts_at
    ended = meeting.ended_at or (opened + timedelta(minutes=90) if now - opened > _LATE else now)
    return {
        "ended": timezone.localtime(ended).time(),
        "was_read": meeting.read_back,
        "approved": meeting.approved,
        "reserved_opinions": meeting.reserved_opinions,
        "seen": fingerprint(meeting.reserved_opinions),
    }
