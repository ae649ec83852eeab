"""Preparing a meeting: its agenda, the huddle, who prepares what, the notice."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.meetings.actions.guards import (
    PLANNABLE,
    CannotChange,
    check_seen,
    locked,
    locked_item,
)
from chibo.meetings.models import AgendaItem, Huddle, Meeting, Preparation
from chibo.meetings.steps import went_a_step
from chibo.people.models import Person

# While a meeting runs, its cell may still take up something new.
_CHANGEABLE = (*PLANNABLE, Meeting.State.HELD)


class NotOnAgenda(CannotChange):
    """The item belongs to another meeting, or to the fixed parts of this one."""


class NothingToNotice(CannotChange):
    """A notice without any content on the agenda tells nobody anything."""


def add_item(
    *,
    meeting_id: uuid.UUID,
    title: str,
    minutes: int,
    by: str,
    at: datetime,
    presenter: Person | None = None,
    needs_vote: bool = False,
) -> AgendaItem:
    """Put an item of the committee's own at the end of the content.

    minutes: planned length, at least 1.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, _CHANGEABLE)
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=_next_position(meeting),
            title=nfc(title),
            minutes=minutes,
            presenter=presenter,
            needs_vote=needs_vote,
        )
        record("agenda.added", item, by=by, at=at, unit_code=meeting.cell.code)
    return item


def take_suggestion(*, item_id: uuid.UUID, by: str, at: datetime) -> AgendaItem:
    """Put a suggested or postponed item on the agenda.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        item = locked_item(item_id, _CHANGEABLE)
        meeting = item.meeting
        if item.state != AgendaItem.State.PLANNED:
            item.state = AgendaItem.State.PLANNED
            item.postponed_because = ""
            item.position = _next_position(meeting)
            item.save(update_fields=["state", "postponed_because", "position"])
            record("agenda.added", item, by=by, at=at, unit_code=meeting.cell.code)
    return item


def postpone_item(*, item_id: uuid.UUID, because: str, by: str, at: datetime) -> AgendaItem:
    """Leave an item for another meeting, with the reason; its origin stays open.

    Raises WrongState or NotOnAgenda; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        item = locked_item(item_id, _CHANGEABLE)
        if item.reason == AgendaItem.Reason.TEMPLATE or _was_taken_up(item):
            raise NotOnAgenda
        item.state = AgendaItem.State.POSTPONED
        item.postponed_because = nfc(because)
        item.save(update_fields=["state", "postponed_because"])
        record("agenda.postponed", item, by=by, at=at, unit_code=item.meeting.cell.code)
    return item


def order_agenda(
    *, meeting_id: uuid.UUID, item_ids: Sequence[uuid.UUID], by: str, at: datetime
) -> None:
    """Put the items of the content in a new order; opening and closing stay where they are.

    item_ids: all or some items of the content; those left out come after, in their old order.

    Raises WrongState, or NotOnAgenda for an id of another meeting; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, _CHANGEABLE)
        items = {
            item.pk: item
            for item in meeting.items.filter(part=AgendaItem.Part.BODY).order_by("position", "pk")
        }
        if not set(item_ids) <= set(items):
            raise NotOnAgenda
        wanted = [items.pop(pk) for pk in item_ids] + list(items.values())
        for place, item in enumerate(wanted):
            item.position = 100 + place
        AgendaItem.objects.bulk_update(wanted, ["position"])
        record("agenda.ordered", meeting, by=by, at=at, unit_code=meeting.cell.code)


def set_item(
    *,
    item_id: uuid.UUID,
    title: str,
    minutes: int,
    presenter: Person | None,
    needs_vote: bool,
    by: str,
    at: datetime,
    seen: str = "",
) -> AgendaItem:
    """Change an item's words, length, presenter, and whether it needs a vote.

    seen: fingerprint of the item as the form showed it.

    Raises WrongState or Stale; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        item = locked_item(item_id, _CHANGEABLE)
        check_seen(seen, item.meeting, *seen_of_item(item))
        item.title = nfc(title)
        item.minutes = minutes
        item.presenter = presenter
        item.needs_vote = needs_vote
        item.save(update_fields=["title", "minutes", "presenter", "needs_vote"])
        record("agenda.changed", item, by=by, at=at, unit_code=item.meeting.cell.code)
    return item


def seen_of_item(item: AgendaItem) -> tuple[object, ...]:
    """Return what a form that changes an item shows of it."""
    return item.title, item.minutes, item.presenter_id, item.needs_vote


def record_huddle(
    *,
    meeting_id: uuid.UUID,
    held_at: datetime,
    present: Sequence[Person],
    decisions: str,
    by: str,
    at: datetime,
    seen: str = "",
) -> Huddle:
    """Record the committee's huddle before a meeting, or correct the record of it.

    seen: fingerprint of the record as the form showed it.

    Raises WrongState or Stale; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, PLANNABLE)
        check_seen(seen, meeting, *seen_of_huddle(meeting))
        huddle, _created = Huddle.objects.update_or_create(
            meeting=meeting, defaults={"held_at": held_at, "decisions": decisions.strip()}
        )
        huddle.present.set(present)
        record("huddle.recorded", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return huddle


def seen_of_huddle(meeting: Meeting) -> tuple[object, ...]:
    """Return what a form that records a meeting's huddle shows of it."""
    huddle = Huddle.objects.filter(meeting=meeting).first()
    if huddle is None:
        return ()
    present = sorted(huddle.present.values_list("pk", flat=True))
    return huddle.held_at.isoformat(), present, huddle.decisions


def assign_preparation(
    *,
    meeting_id: uuid.UUID,
    what: str,
    person: Person,
    due_on: date,
    by: str,
    at: datetime,
) -> Preparation:
    """Give someone something to prepare by a day.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, PLANNABLE)
        preparation = Preparation.objects.create(
            meeting=meeting, what=nfc(what), person=person, due_on=due_on
        )
        record("preparation.given", preparation, by=by, at=at, unit_code=meeting.cell.code)
    return preparation


def finish_preparation(
    *, preparation_id: uuid.UUID, done_on: date, by: str, at: datetime
) -> Preparation:
    """Mark a preparation as done; a second time changes nothing."""
    with transaction.atomic(durable=True):
        preparation = Preparation.objects.select_related("meeting__cell").get(pk=preparation_id)
        if preparation.done_on is None:
            preparation.done_on = done_on
            preparation.save(update_fields=["done_on"])
            code = preparation.meeting.cell.code
            record("preparation.done", preparation, by=by, at=at, unit_code=code)
    return preparation


def send_notice(*, meeting_id: uuid.UUID, by: str, at: datetime) -> Meeting:
    """Mark the notice as given to all; sending it again only notes the new time.

    Raises WrongState or NothingToNotice; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, PLANNABLE)
        on_agenda = meeting.items.filter(state=AgendaItem.State.PLANNED)
        if not on_agenda.filter(part=AgendaItem.Part.BODY).exists():
            raise NothingToNotice
        meeting.state = Meeting.State.NOTICED
        meeting.noticed_at = at
        meeting.save(update_fields=["state", "noticed_at"])
        went_a_step(meeting)
        record("meeting.noticed", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def _was_taken_up(item: AgendaItem) -> bool:
    """Say whether the minutes would lose something if the item left the agenda."""
    kept = (item.speeches, item.votes, item.tasks)
    return bool(item.conclusion) or any(rows.exists() for rows in kept)


def _next_position(meeting: Meeting) -> int:
    last = meeting.items.filter(
        part=AgendaItem.Part.BODY, state=AgendaItem.State.PLANNED
    ).aggregate(last=Max("position"))["last"]
    return 100 if last is None else last + 1
