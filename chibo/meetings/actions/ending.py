"""The end of a meeting, and reading its minutes back."""

import uuid
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.meetings.actions.guards import (
    RECORDABLE,
    CannotChange,
    check_seen,
    locked,
)
from chibo.meetings.models import Meeting


class EndsBeforeItBegan(CannotChange):
    """The meeting would end before it was opened."""


class EndsInTheFuture(CannotChange):
    """The hour of the end has not come yet: nothing is written down before it happened."""


def read_back(
    *,
    meeting_id: uuid.UUID,
    was_read: bool,
    approved: bool,
    reserved_opinions: str,
    by: str,
    at: datetime,
    ended_at: datetime | None = None,
    seen: str = "",
) -> Meeting:
    """Write whether the minutes were read back and approved, and who kept an opinion of their own.

    ended_at: when the meeting ended; None leaves what is written of it. seen: fingerprint of
    the reserved opinions as the form showed them.

    Raises WrongState, Stale, EndsBeforeItBegan or EndsInTheFuture; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        check_seen(seen, meeting, meeting.reserved_opinions)
        if ended_at is not None:
            check_end(meeting, ended_at, at)
            meeting.ended_at = ended_at
        meeting.read_back = was_read
        meeting.approved = approved
        meeting.reserved_opinions = reserved_opinions.strip()
        meeting.save(update_fields=["read_back", "approved", "reserved_opinions", "ended_at"])
        record("minutes.read_back", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def check_end(meeting: Meeting, ended_at: datetime, at: datetime) -> None:
    """Refuse an end that cannot be.

    Raises EndsBeforeItBegan or EndsInTheFuture.
    """
    if ended_at > at:
        raise EndsInTheFuture
    if meeting.opened_at is not None and ended_at < meeting.opened_at:
        raise EndsBeforeItBegan
