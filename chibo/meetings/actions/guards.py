"""What every action on a meeting begins with: the row, locked, in a state that allows it."""

import uuid
from collections.abc import Collection

from chibo.base.seen import fingerprint
from chibo.meetings.models import AgendaItem, Meeting

PLANNABLE = (Meeting.State.PLANNED, Meeting.State.NOTICED)
RECORDABLE = (Meeting.State.HELD,)


class CannotChange(Exception):
    """A meeting cannot be changed so; the view says why, in the reader's language."""


class WrongState(CannotChange):
    """The meeting is past the point where this may be done, or has not reached it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Stale(CannotChange):
    """Someone saved this since the form was shown; nothing was written."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(str(meeting.pk))
        self.meeting = meeting


def locked(meeting_id: uuid.UUID, states: Collection[str]) -> Meeting:
    """Return a meeting locked for writing.

    PostgreSQL locks the row; SQLite already holds the only write lock (BEGIN IMMEDIATE).

    Raises WrongState when it is in none of the states.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("cell")
    return _in(rows.get(pk=meeting_id), states)


def locked_item(item_id: uuid.UUID, states: Collection[str]) -> AgendaItem:
    """Return an agenda item, its meeting locked for writing.

    Raises WrongState when the meeting is in none of the states.
    """
    rows = AgendaItem.objects.select_for_update(of=("meeting",))
    item = rows.select_related("meeting__cell").get(pk=item_id)
    _in(item.meeting, states)
    return item


def check_seen(seen: str, meeting: Meeting, *values: object) -> None:
    """Refuse to overwrite values that are no longer as a form showed them.

    seen: their fingerprint as the form showed them; "" asks nothing.

    Raises Stale.
    """
    if seen and seen != fingerprint(*values):
        raise Stale(meeting)


def _in(meeting: Meeting, states: Collection[str]) -> Meeting:
    if meeting.state not in states:
        raise WrongState(meeting.state)
    return meeting
