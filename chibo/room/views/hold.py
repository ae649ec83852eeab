"""What is said, voted, given and concluded in the room."""

import uuid
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.rules import Ability
from chibo.meetings import queries as meetings
from chibo.meetings.actions import hold
from chibo.meetings.forms import ConclusionForm, SpeechForm, VoteForm
from chibo.meetings.models import AgendaItem, Meeting
from chibo.people.models import Person
from chibo.resolutions.actions import draft_resolution, give_task
from chibo.resolutions.forms import ResolutionForm, TaskForm
from chibo.room.finding import item_for, meeting_for
from chibo.room.views.room import act


@require_POST
def speech(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    item = item_for(request, item_id, Ability.KEEP_ROLL)
    form = SpeechForm(request.POST, people=_present(item.meeting), prefix="speech")
    save = partial(hold.add_speech, item_id=item.pk)
    return act(request, item.meeting, save, "#speeches", item=item, speech_form=form)


@require_POST
def vote(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    item = item_for(request, item_id, Ability.KEEP_ROLL)
    form = VoteForm(request.POST, prefix="vote")
    save = partial(hold.record_vote, item_id=item.pk)
    return act(request, item.meeting, save, "#vote", item=item, vote_form=form)


@require_POST
def task(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    item = item_for(request, item_id, Ability.KEEP_ROLL)
    form = TaskForm(request.POST, people=_members(item.meeting), prefix="task")
    save = partial(give_task, item_id=item.pk)
    return act(request, item.meeting, save, "#tasks", item=item, task_form=form)


@require_POST
def conclude(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    """Write the conclusion and go on to the next item without one."""
    item = item_for(request, item_id, Ability.KEEP_ROLL)
    form = ConclusionForm(request.POST, prefix="conclusion")
    save = partial(hold.conclude, item_id=item.pk)

    def now() -> dict[str, Any]:
        item.refresh_from_db(fields=["conclusion"])
        return ConclusionForm.of(item)

    return act(
        request, item.meeting, save, "#item", item=item, onward=True, now=now, conclusion_form=form
    )


@require_POST
def resolution(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Write the resolution's text as it was settled in the room."""
    meeting = meeting_for(request, meeting_id, Ability.KEEP_ROLL)
    form = ResolutionForm(request.POST, auto_id="resolution-%s")
    save = partial(draft_resolution, meeting_id=meeting.pk)
    closing = meetings.agenda(meeting).filter(part=AgendaItem.Part.CLOSING).first()
    now = partial(ResolutionForm.of, meeting)
    return act(request, meeting, save, "#resolution", item=closing, now=now, resolution_form=form)


def _members(meeting: Meeting) -> list[Person]:
    return [line.member.person for line in meetings.roll_of(meeting, timezone.now()).lines]


def _present(meeting: Meeting) -> list[Person]:
    lines = meetings.roll_of(meeting, timezone.now()).lines_in("present")
    return [line.member.person for line in lines]
