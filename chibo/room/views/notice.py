"""The notice of a meeting: on screen, on paper, as words to paste, as a calendar file."""

import uuid
from datetime import UTC, timedelta

import icalendar
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.audit.log import last_change
from chibo.base.refusals import Refusal
from chibo.base.templatetags.words import moment
from chibo.base.time import local_day
from chibo.documents import MEDIA_TYPES
from chibo.documents.pdf import to_pdf
from chibo.documents.queries import template_for
from chibo.documents.sheets import Kind
from chibo.documents.word import to_word
from chibo.meetings import queries as meetings
from chibo.meetings.actions import guards
from chibo.meetings.actions import prepare as actions
from chibo.meetings.models import AgendaItem, Material, Meeting
from chibo.meetings.refusals import refusal as refused
from chibo.meetings.templatetags.titles import meeting_title
from chibo.people.queries import CellMember
from chibo.room.finding import meeting_for
from chibo.room.papers import notice_paper, sheet_paper
from chibo.room.reasons import shown


def page(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    return _page(request, meeting_for(request, meeting_id, Ability.SEE_CELL))


@require_POST
def send(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    try:
        actions.send_notice(meeting_id=meeting.pk, by=request.user.username, at=timezone.now())
    except guards.CannotChange as error:
        return _page(request, meeting, refusal=refused(error, meeting), status=409)
    return redirect("room:notice", meeting.pk)


@kept
def calendar(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The meeting as iCalendar; the same UID each time, so that a moved meeting moves."""
    meeting = meeting_for(request, meeting_id, Ability.SEE_CELL)
    event = icalendar.Event()
    event.add("uid", f"{meeting.pk}@chibo")
    event.add("sequence", meeting.version)
    # When the meeting was last changed, not when somebody asked (RFC 5545, 3.8.7.2).
    event.add("dtstamp", (last_change(meeting) or meeting.starts_at).astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    length = sum(item.minutes for item in meetings.agenda(meeting)) or 90
    event.add("dtend", meeting.starts_at.astimezone(UTC) + timedelta(minutes=length))
    event.add("summary", meeting_title(meeting))
    event.add("location", meeting.place)
    event.add("status", "CANCELLED" if meeting.state == "cancelled" else "CONFIRMED")
    book = icalendar.Calendar()
    book.add("prodid", "-//Chibo//Chibo//VI")
    book.add("version", "2.0")
    book.add_component(event)
    name = f"sinh-hoat-{local_day(meeting.starts_at):%Y-%m-%d}.ics"
    return HttpResponse(
        book.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def paper(request: MemberRequest, meeting_id: uuid.UUID, form: str) -> HttpResponse:
    """The notice to print, a copy for each who has no smartphone; or one for Word."""
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    now = timezone.now()
    if form == "docx":
        template = template_for(meeting.cell, Kind.NOTICE, timezone.localdate())
        data = to_word(notice_paper(meeting, [], now), created_at=now, template=template)
    elif form == "pdf":
        by_hand = [member.person for member in _by_hand(meeting)]
        data = to_pdf([notice_paper(meeting, by_hand, now)], created_at=now)
    else:
        raise Http404
    return HttpResponse(
        data,
        content_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": f'inline; filename="thong-bao.{form}"'},
    )


def sheet(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The sheet to hold the meeting by, where nobody brings a device."""
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    now = timezone.now()
    return HttpResponse(
        to_pdf([sheet_paper(meeting, now)], created_at=now),
        content_type=MEDIA_TYPES["pdf"],
        headers={"Content-Disposition": 'inline; filename="phieu-ghi.pdf"'},
    )


def material(request: MemberRequest, material_id: uuid.UUID) -> HttpResponseBase:
    """A document handed out for a meeting; always saved, never shown as a page of ours."""
    found = meetings.meetings_where(request.user, Ability.SEE_CELL, timezone.localdate())
    row = get_object_or_404(
        Material.objects.filter(meeting__in=found.values("pk").order_by()), pk=material_id
    )
    return FileResponse(row.file.open(), as_attachment=True, filename=row.name)


def _by_hand(meeting: Meeting) -> list[CellMember]:
    members = meetings.called_to(meeting)
    return [member for member in members if member.must_attend and not member.person.has_smartphone]


def _words(meeting: Meeting, items: list[AgendaItem]) -> str:
    """The notice as plain words, to paste into a message."""
    lines = [
        _("%(name)s: %(when)s, at %(place)s.")
        % {
            "name": meeting_title(meeting),
            "when": moment(meeting.starts_at),
            "place": meeting.place,
        },
        *([_("Theme: %(theme)s.") % {"theme": meeting.theme}] if meeting.theme else []),
        _("Agenda:"),
    ]
    body = [item for item in items if item.part == AgendaItem.Part.BODY]
    lines += [f"{number}. {item.title}" for number, item in enumerate(body, start=1)]
    return "\n".join(lines)


def _page(
    request: MemberRequest, meeting: Meeting, *, refusal: Refusal | str = "", status: int = 200
) -> HttpResponse:
    items = list(meetings.agenda(meeting))
    expected = [member for member in meetings.called_to(meeting) if member.must_attend]
    context = {
        "meeting": meeting,
        "agenda": shown(items),
        "expected": expected,
        "on_paper": _by_hand(meeting),
        "words": _words(meeting, items),
        "materials": meeting.materials.order_by("posted_at", "pk"),
        "calendar_url": reverse("room:calendar", args=[meeting.pk]),
        "may_send": Ability.PREPARE_MEETING
        in abilities_at(request.user, meeting.cell, timezone.localdate())
        and meeting.state in (Meeting.State.PLANNED, Meeting.State.NOTICED),
        "refusal": refusal,
    }
    return render(request, "room/notice.html", context, status=status)
