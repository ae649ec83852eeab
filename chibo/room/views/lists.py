"""The meetings of a cell, and the door to one of them."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.meetings.models import Meeting
from chibo.meetings.queries import abilities_in, meetings_of
from chibo.room.finding import cell_for, meeting_for


@kept
def of_cell(request: MemberRequest, code: str) -> HttpResponse:
    cell = cell_for(request, code, Ability.SEE_CELL)
    mine = abilities_at(request.user, cell, timezone.localdate())
    context = {
        "cell": cell,
        "meetings": meetings_of(cell)[:60],
        "year": timezone.localdate().year,
        "may_keep": Ability.KEEP_ROLL in mine,
        "may_plan": Ability.PREPARE_MEETING in mine,
    }
    return render(request, "room/list.html", context)


def detail(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Lead to the page where this meeting stands, for this reader; to one item if asked."""
    meeting = meeting_for(request, meeting_id, Ability.SEE_CELL)
    mine = abilities_in(request.user, meeting, timezone.localdate())
    item = _item(request)
    match meeting.state:
        case Meeting.State.SEALED:
            return redirect("book:minutes", meeting.pk)
        case Meeting.State.CLOSED if Ability.KEEP_ROLL in mine:
            return redirect("room:close", meeting.pk)
        case Meeting.State.HELD if Ability.KEEP_ROLL in mine:
            room = reverse("room:room", args=[meeting.pk])
            return redirect(f"{room}?item={item}#item" if item else room)
        case Meeting.State.PLANNED | Meeting.State.NOTICED if Ability.SEE_DRAFTS in mine:
            page = reverse("room:prepare", args=[meeting.pk])
        case Meeting.State.PLANNED | Meeting.State.NOTICED if Ability.KEEP_ROLL in mine:
            # An office that types for the cell.
            return redirect("room:room", meeting.pk)
        case _:
            page = reverse("room:notice", args=[meeting.pk])
    return redirect(f"{page}#item-{item}" if item else page)


def _item(request: MemberRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.GET.get("item", ""))
    except ValueError:
        return None
