"""Taking in what devices send."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction

from chibo.audit.log import record
from chibo.meetings.models import Meeting
from chibo.room.document import Document, Garbage
from chibo.room.merging import load, locked_document, take_in
from chibo.room.models import Device, RoomDocument
from chibo.units.models import Unit

# A whole meeting of two hundred people comes to some 200 kB; ten of them fit.
LARGEST = 2 * 1024 * 1024

_HEARD_EVERY = timedelta(seconds=30)
# Less than what a clock of a phone is off from one answer to the next.
_SKEW_THAT_MATTERS = 1.0

_NAMES = uuid.UUID("0199b3a4-8c00-7c6e-9d54-6368696269ff")


class CannotTake(Exception):
    """What a device sent cannot be taken in; the device keeps it and says why."""


class TooLarge(CannotTake):
    """More bytes than a meeting can have."""


class Unreadable(CannotTake):
    """Bytes that are no part of a document."""


class Revoked(CannotTake):
    """The device was revoked from another one."""


class OtherMeeting(CannotTake):
    """The key belongs to the document of another meeting, or to none that may be begun."""


def document_key(cell: Unit, kind: str, month: date) -> uuid.UUID:
    """Return the key of a document that a device begins without a meeting in its copy.

    Two devices apart begin the same one. The twin is in web/room/keys.ts.
    """
    return uuid.uuid5(_NAMES, f"{cell.code}/{kind}/{month:%Y-%m}")


def begin(*, meeting: Meeting, by: str, at: datetime) -> RoomDocument:
    """Return the document of a meeting, made now if there is none."""
    with transaction.atomic(durable=True):
        document, created = RoomDocument.objects.get_or_create(
            meeting=meeting,
            defaults={
                "id": meeting.pk,
                "cell": meeting.cell,
                "kind": meeting.kind,
                "month": meeting.month,
            },
        )
        if created:
            record("room.begun", document, by=by, at=at, unit_code=meeting.cell.code)
    return document


def begin_apart(
    *, key: uuid.UUID, cell: Unit, kind: str, month: date, by: str, at: datetime
) -> RoomDocument:
    """Return the document that a device began without a meeting in its copy.

    Raises OtherMeeting.
    """
    if kind not in Meeting.Kind.values or key != document_key(cell, kind, month):
        raise OtherMeeting
    with transaction.atomic(durable=True):
        document, created = RoomDocument.objects.get_or_create(
            pk=key, defaults={"cell": cell, "kind": kind, "month": month}
        )
        if created:
            record("room.begun", document, by=by, at=at, unit_code=cell.code)
    return document


def receive(
    *,
    document_id: uuid.UUID,
    data: bytes,
    device: Device | None,
    by: str,
    at: datetime,
    skew: float = 0,
) -> tuple[RoomDocument, Document]:
    """Take in some bytes of a document; the same bytes a second time change nothing.

    Returns the row and the document with everything taken in so far.

    device: the one that sent them; None for a file that an office loads. skew: seconds by which
    its clock is slow.

    Raises RoomDocument.DoesNotExist, OtherMeeting when the device carries another cell, Revoked,
    TooLarge or Unreadable; then nothing has changed.
    """
    if device is not None and device.revoked_at is not None:
        raise Revoked
    if len(data) > LARGEST:
        raise TooLarge
    with transaction.atomic(durable=True):
        row = locked_document(document_id)
        if row.part_of_id is not None:
            row = locked_document(row.part_of_id)
        if device is not None and row.cell_id != device.cell_id:
            raise OtherMeeting
        try:
            taken = take_in(row, data, device=device, by=by, at=at)
        except Garbage:
            raise Unreadable from None
        if device is not None and _is_news(device, at, skew):
            Device.objects.filter(pk=device.pk).update(seen_at=at, skew=skew)
        if taken is not None:
            record("room.received", row, by=by, at=at, unit_code=row.cell.code, bytes=len(data))
    return row, taken or load(row)


def _is_news(device: Device, at: datetime, skew: float) -> bool:
    """Say whether it is worth a write that a device was heard of: people read minutes."""
    return at - device.seen_at >= _HEARD_EVERY or abs(skew - device.skew) >= _SKEW_THAT_MATTERS
