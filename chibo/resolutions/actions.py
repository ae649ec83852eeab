"""Giving tasks, saying what came of them, and bringing the unfinished ones back."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from chibo.audit.log import record
from chibo.base.keys import uuid7
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.meetings.actions.guards import (
    PLANNABLE,
    RECORDABLE,
    CannotChange,
    check_seen,
    locked,
    locked_item,
)
from chibo.meetings.models import AgendaItem, Meeting, Proposal
from chibo.meetings.queries import open_proposals
from chibo.people.models import Person
from chibo.resolutions import queries
from chibo.resolutions.carried import brought
from chibo.resolutions.models import Extension, Resolution, Result, Task, Theme
from chibo.resolutions.rules import plain, returns_to_agenda


class NoOwner(CannotChange):
    """A task that nobody is to do is not a task."""


class DueBeforeMeeting(CannotChange):
    """A task is due before the meeting that gives it."""

    def __init__(self, meeting_day: date) -> None:
        super().__init__(meeting_day.isoformat())
        self.meeting_day = meeting_day


class NotOpen(CannotChange):
    """The task is done or dropped already."""


class GoesOn(CannotChange):
    """A later task goes on with this one, and is the one to let go."""

    def __init__(self, task: Task) -> None:
        super().__init__(str(task.pk))
        self.task = task


class NotLater(CannotChange):
    """More time must end later than the time there was."""

    def __init__(self, due_on: date) -> None:
        super().__init__(due_on.isoformat())
        self.due_on = due_on


def give_task(
    *,
    item_id: uuid.UUID,
    what: str,
    due_on: date,
    by: str,
    at: datetime,
    owner: Person | None = None,
    owner_group: str = "",
    expected: str = "",
    amount: Decimal | None = None,
    measure: str = "",
    theme: Theme | None = None,
    key: uuid.UUID | None = None,
) -> Task:
    """Give a task out of an agenda item, to one person or one group.

    amount and measure: "400" and "mét", where a number says when it is done.
    An item that an unfinished task brought here passes its thread on to the new task.

    Raises WrongState, NoOwner or DueBeforeMeeting; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        item = locked_item(item_id, RECORDABLE)
        meeting = item.meeting
        check_task(meeting, owner, owner_group, due_on)
        task, created = Task.objects.get_or_create(
            pk=key or uuid7(),
            defaults={
                "cell": meeting.cell,
                "meeting": meeting,
                "item": item,
                "continues_id": task_behind(item),
                "what": nfc(what),
                "owner": owner,
                "owner_group": "" if owner is not None else nfc(owner_group),
                "due_on": due_on,
                "expected": nfc(expected),
                "amount": amount,
                "measure": nfc(measure),
                "theme": theme,
            },
        )
        if created:
            record("task.given", task, by=by, at=at, unit_code=meeting.cell.code)
    return task


def report_result(
    *,
    task_id: uuid.UUID,
    text: str,
    amount: Decimal | None,
    is_done: bool,
    reported_on: date,
    typed_by: str,
    for_owner: bool,
    by: str,
    at: datetime,
    key: uuid.UUID | None = None,
) -> Result:
    """Say what came of a task so far.

    amount: in all so far. typed_by: as the page shows who typed it. for_owner: typed by
    someone else than the owner; the page then says so.

    Raises NotOpen when the task is done or dropped; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        task = Task.objects.select_for_update().get(pk=task_id)
        sent = Result.objects.filter(pk=key).first() if key else None
        if sent is not None:
            return sent
        if task.done_on is not None or task.dropped_because:
            raise NotOpen
        result = Result.objects.create(
            pk=key or uuid7(),
            task=task,
            reported_on=reported_on,
            text=nfc(text),
            amount=amount,
            is_done=is_done,
            typed_by=typed_by,
            for_owner=for_owner,
        )
        if is_done:
            task.done_on = reported_on
            task.save(update_fields=["done_on"])
        record("task.reported", task, by=by, at=at, unit_code=task.cell.code, done=is_done)
    return result


def check_task(meeting: Meeting, owner: Person | None, owner_group: str, due_on: date) -> None:
    """Refuse a task that cannot be given.

    Raises NoOwner or DueBeforeMeeting.
    """
    day = local_day(meeting.starts_at)
    if owner is None and not owner_group.strip():
        raise NoOwner
    if due_on < day:
        raise DueBeforeMeeting(day)


def extend_task(
    *, task_id: uuid.UUID, until: date, because: str, by: str, at: datetime
) -> Extension:
    """Give a task more time, with the reason.

    Raises NotOpen or NotLater; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        task = Task.objects.select_for_update().get(pk=task_id)
        if task.done_on is not None or task.dropped_because:
            raise NotOpen
        if until <= task.due_on:
            raise NotLater(task.due_on)
        extension = Extension.objects.create(
            task=task, until=until, before=task.due_on, because=nfc(because), given_at=at
        )
        task.due_on = until
        task.save(update_fields=["due_on"])
        record("task.extended", task, by=by, at=at, unit_code=task.cell.code, until=str(until))
    return extension


def drop_task(*, task_id: uuid.UUID, because: str, by: str, at: datetime) -> Task:
    """Let a task go that nobody is to do any more, with the reason.

    It stays among what was promised: it counts as not done, and keeps its reason. Where it is on
    an agenda already it stays there, so that the meeting hears of it.

    Raises NotOpen or GoesOn; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        task = Task.objects.select_for_update().get(pk=task_id)
        if task.done_on is not None or task.dropped_because:
            raise NotOpen
        later = task.continued_by.order_by("pk").last()
        if later is not None:
            raise GoesOn(later)
        task.dropped_because = nfc(because)
        task.dropped_on = local_day(at)
        task.save(update_fields=["dropped_because", "dropped_on"])
        record("task.dropped", task, by=by, at=at, unit_code=task.cell.code)
    return task


def draft_resolution(
    *, meeting_id: uuid.UUID, text: str, by: str, at: datetime, seen: str = ""
) -> Resolution:
    """Write the draft of a meeting's resolution, or change it until the meeting is closed.

    seen: fingerprint of the text as the form showed it.

    Raises WrongState or Stale; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, (*PLANNABLE, *RECORDABLE))
        check_seen(seen, meeting, queries.draft_of(meeting))
        resolution, _created = Resolution.objects.update_or_create(
            meeting=meeting, defaults={"text": text.strip()}
        )
        record("resolution.drafted", resolution, by=by, at=at, unit_code=meeting.cell.code)
    return resolution


def carry_over(*, meeting_id: uuid.UUID, by: str, at: datetime) -> list[AgendaItem]:
    """Bring onto a meeting's agenda what is open, and return what is new.

    That is, in the month's own meeting: the review of the last resolution's tasks, each task due
    and not done, each proposal not answered, and what other rooms bring. Running it again adds only
    what has come up since, and nothing that was put off.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, (*PLANNABLE, *RECORDABLE))
        there = set(meeting.items.values_list("origin_key", flat=True))
        wanted = [item for item in _carried(meeting) if item.origin_key not in there]
        last = meeting.items.filter(
            part=AgendaItem.Part.BODY, state=AgendaItem.State.PLANNED
        ).aggregate(last=Max("position"))["last"]
        first = 100 if last is None else last + 1
        for place, item in enumerate(wanted):
            item.position = first + place
        AgendaItem.objects.bulk_create(wanted)
        if wanted:
            record(
                "agenda.carried_over",
                meeting,
                by=by,
                at=at,
                unit_code=meeting.cell.code,
                items=len(wanted),
            )
    return wanted


def _carried(meeting: Meeting) -> list[AgendaItem]:
    if meeting.kind != Meeting.Kind.REGULAR:
        # The others are called for one matter; what is open waits for the month's own.
        return []
    day = local_day(meeting.starts_at)
    items = []
    resolution = queries.last_resolution(meeting.cell, meeting)
    if resolution is not None:
        items.append(_review(meeting, resolution))
    items += [
        _unfinished(meeting, task)
        for task in queries.open_tasks(meeting.cell)
        if task.meeting_id != meeting.pk and returns_to_agenda(queries.facts(task), day)
    ]
    proposals = open_proposals(meeting.cell).filter(raised_on__lt=day)
    items += [_proposed(meeting, proposal) for proposal in proposals]
    return items + brought(meeting)


def _review(meeting: Meeting, resolution: Resolution) -> AgendaItem:
    return AgendaItem(
        meeting=meeting,
        # The words of an agenda are part of the record, so they are Vietnamese in every language.
        title=f"Kiểm điểm nhiệm vụ của Nghị quyết số {resolution.label}",
        minutes=20,
        reason=AgendaItem.Reason.REVIEW,
        reason_facts={"resolution": resolution.label, "month": resolution.meeting.month.month},
        origin_key=f"resolution:{resolution.pk}",
    )


def _unfinished(meeting: Meeting, task: Task) -> AgendaItem:
    so_far = queries.amount_so_far(task)
    facts: dict[str, Any] = {"month": task.meeting.month.month, "due": task.due_on.isoformat()}
    if task.amount is not None:
        facts |= {"done": plain(so_far or Decimal(0)), "of": plain(task.amount)}
        facts |= {"measure": task.measure}
    return AgendaItem(
        meeting=meeting,
        title=task.what,
        minutes=15,
        presenter=task.owner,
        reason=AgendaItem.Reason.UNFINISHED,
        reason_facts=facts,
        origin_key=f"task:{task.pk}",
    )


def _proposed(meeting: Meeting, proposal: Proposal) -> AgendaItem:
    text = proposal.text if len(proposal.text) <= 120 else f"{proposal.text[:119]}…"
    return AgendaItem(
        meeting=meeting,
        title=f"Trả lời kiến nghị: {text}",
        minutes=10,
        reason=AgendaItem.Reason.PROPOSAL,
        reason_facts={
            "name": proposal.person.full_name,
            "day": proposal.raised_on.isoformat(),
        },
        origin_key=f"proposal:{proposal.pk}",
    )


def task_behind(item: AgendaItem) -> uuid.UUID | None:
    """Return the key of the unfinished task that brought an item here, or None."""
    kind, _sep, key = item.origin_key.partition(":")
    return uuid.UUID(key) if kind == "task" else None
