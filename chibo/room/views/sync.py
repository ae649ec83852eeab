"""What a device asks of the server: to carry a cell, to take in what it wrote, to fold it.

Plain values in JSON both ways, packed with gzip; bytes of documents as base64. Every request is
safe to send again.
"""

import uuid
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import may
from chibo.access.rules import Ability
from chibo.base.devices import TooLarge, Unreadable, packed, values_sent
from chibo.meetings.models import Meeting
from chibo.room import copy, queries
from chibo.room.actions import devices, documents, folding
from chibo.room.document import Document, Garbage
from chibo.room.finding import cell_for, meeting_for
from chibo.room.lines import moment_text, uuid_in
from chibo.room.merging import load
from chibo.room.models import Device, OpenPoint, RoomDocument
from chibo.room.points import sentence_of
from chibo.room.rules import WrongShape, read_moment

# Base64 of the largest update, and some words around it.
_LARGEST_BODY = documents.LARGEST * 2


class Refused(Exception):
    """The answer to a device that asked for what cannot be."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence = status, code, sentence


def _answering(
    view: Callable[..., dict[str, Any]],
) -> Callable[..., HttpResponse]:
    """Let a view take and return plain values, and refuse by raising."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return packed(view(request, *args, **kwargs))
        except Refused as no:
            return packed({"refused": no.code, "sentence": no.sentence}, status=no.status)

    return answer


@require_POST
@_answering
def add(request: MemberRequest, code: str) -> dict[str, Any]:
    """Let this device carry a cell."""
    cell, asked = cell_for(request, code, Ability.KEEP_ROLL), _asked(request)
    try:
        device = devices.add_device(
            key=uuid_in(asked.get("device")),
            account=request.user,
            cell=cell,
            name=str(asked.get("name", "")),
            days_kept=int(asked.get("days_kept", 45)),
            by=request.user.username,
            at=timezone.now(),
        )
    except (WrongShape, ValueError, TypeError, devices.TakenKey):
        raise _not_understood() from None
    return {"device": str(device.pk), "days_kept": device.days_kept}


@require_POST
@_answering
def fetch(request: MemberRequest, code: str) -> dict[str, Any]:
    """Give a device its copy of the cell, the documents of its open meetings with it."""
    cell, asked, now = cell_for(request, code, Ability.KEEP_ROLL), _asked(request), timezone.now()
    device = _device(request, asked)
    if device.cell_id != cell.pk:
        raise _revoked()
    by = request.user.username
    for meeting in copy.carried_meetings(cell, timezone.localdate()):
        begun = documents.begin(meeting=meeting, by=by, at=now)
        folding.fold(document_id=begun.pk, by=by, at=now)
    return copy.copy_of(cell, device, request.user, at=now)


@require_POST
@_answering
def sync(request: MemberRequest, document_id: uuid.UUID) -> dict[str, Any]:
    """Take in what a device wrote of one meeting, and give it what it lacks."""
    now = timezone.now()
    device, asked = _device_at(request, document_id)
    skew, sent = _skew(asked, now), _bytes(asked.get("update"))

    def take() -> tuple[RoomDocument, Document]:
        if not sent:
            row = _document(document_id, device)
            return row, load(row)
        return documents.receive(
            document_id=document_id, data=sent, device=device, skew=skew,
            by=request.user.username, at=now,
        )  # fmt: skip

    try:
        try:
            row, document = take()
        except RoomDocument.DoesNotExist:
            _begin(request, document_id, asked)
            row, document = take()
        lacking = document.since(_bytes(asked.get("vector")))
    except documents.TooLarge:
        raise _too_large() from None
    except documents.OtherMeeting:
        raise _other_cell() from None
    except (documents.Unreadable, Garbage):
        raise _not_understood() from None
    return {
        "number": row.number,
        "update": b64encode(lacking).decode(),
        "server_at": moment_text(now),
        "skew": round(skew, 1),
        **_standing(row),
    }


@require_POST
@_answering
def fold(request: MemberRequest, document_id: uuid.UUID) -> dict[str, Any]:
    """Fold a document into the minutes, and say what stays open."""
    row = get_object_or_404(_reachable(request), pk=document_id)
    _device(request, _asked(request))
    folding.fold(document_id=row.pk, by=request.user.username, at=timezone.now())
    row.refresh_from_db()
    row = row.part_of or row
    return {"number": row.number, **_standing(row)}


@require_GET
def number(request: MemberRequest, document_id: uuid.UUID) -> HttpResponse:
    """Say how many updates there are: what a device asks every second, so nothing else."""
    numbers = _reachable(request).values_list("part_of__number", "number")
    whole, own = get_object_or_404(numbers, pk=document_id)
    return HttpResponse(str(whole or own), content_type="text/plain")


def _standing(row: RoomDocument) -> dict[str, Any]:
    return {
        "folded": row.folded_number,
        "state": row.meeting.state if row.meeting else "",
        # Before the first fold nothing was refused.
        "points": [_point(one) for one in queries.points_of(row)] if row.folded_at else [],
    }


def _point(point: OpenPoint) -> dict[str, Any]:
    return {
        "line": point.line,
        "kind": point.kind,
        "reason": point.reason,
        "sentence": sentence_of(point),
        "written": point.written,
    }


def _reachable(request: MemberRequest) -> Any:
    return queries.documents_where(request.user, Ability.KEEP_ROLL, timezone.localdate())


def _document(document_id: uuid.UUID, device: Device) -> RoomDocument:
    """The document a device asks for.

    Raises RoomDocument.DoesNotExist, or documents.OtherMeeting.
    """
    rows = RoomDocument.objects.select_related("meeting", "part_of__meeting")
    found = rows.get(pk=document_id)
    if found.cell_id != device.cell_id:
        raise documents.OtherMeeting
    return found.part_of or found


def _begin(request: MemberRequest, document_id: uuid.UUID, asked: dict[str, Any]) -> None:
    """Begin the document of a meeting, or of a month of which the device knew no meeting."""
    by, now = request.user.username, timezone.now()
    if Meeting.objects.filter(pk=document_id).exists():
        meeting = meeting_for(request, document_id, Ability.KEEP_ROLL)
        documents.begin(meeting=meeting, by=by, at=now)
        return
    cell = cell_for(request, str(asked.get("cell", "")), Ability.KEEP_ROLL)
    try:
        documents.begin_apart(
            key=document_id,
            cell=cell,
            kind=str(asked.get("kind")),
            month=date.fromisoformat(str(asked.get("month"))),
            by=by,
            at=now,
        )
    except ValueError:
        raise documents.OtherMeeting from None


def _device_at(request: MemberRequest, document_id: uuid.UUID) -> tuple[Device, dict[str, Any]]:
    """The device that asks, of somebody who may write in its cell, and what it asks."""
    try:
        asked = _asked(request)
        device = _device(request, asked)
    except Refused:
        # Who may not reach the document learns nothing, not even what is wrong with the request.
        _must_reach(request, document_id)
        raise
    if not may(request.user, Ability.KEEP_ROLL, device.cell, timezone.localdate()):
        raise Http404
    return device, asked


def _must_reach(request: MemberRequest, document_id: uuid.UUID) -> None:
    if RoomDocument.objects.filter(pk=document_id).exists():
        get_object_or_404(_reachable(request), pk=document_id)
    elif Meeting.objects.filter(pk=document_id).exists():
        meeting_for(request, document_id, Ability.KEEP_ROLL)


def _device(request: MemberRequest, asked: dict[str, Any]) -> Device:
    try:
        key = uuid_in(asked.get("device"))
    except WrongShape:
        raise _not_understood() from None
    device = Device.objects.select_related("cell").filter(pk=key, account=request.user).first()
    if device is None or device.revoked_at is not None:
        raise _revoked()
    return device


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What a device sent, unpacked; never more than a meeting can have."""
    try:
        return values_sent(request, largest=_LARGEST_BODY)
    except TooLarge:
        raise _too_large() from None
    except Unreadable:
        raise _not_understood() from None


def _bytes(text: object) -> bytes:
    try:
        return b64decode(str(text or ""), validate=True)
    except (BadBase64, ValueError):
        raise _not_understood() from None


def _skew(asked: dict[str, Any], now: datetime) -> float:
    """Seconds by which the device's clock is slow."""
    try:
        return (now - read_moment(asked.get("clock"))).total_seconds()
    except WrongShape:
        return 0


def _other_cell() -> Refused:
    return Refused(404, "other_cell", _("This meeting belongs to another cell."))


def _not_understood() -> Refused:
    sentence = _(
        "What this device sent cannot be read. It is still on the device: save it as a file and take it to the committee office."
    )
    return Refused(400, "unreadable", sentence)


def _too_large() -> Refused:
    sentence = _(
        "What this device sent is larger than a meeting can be. It is still on the device: save it as a file and take it to the committee office."
    )
    return Refused(413, "too_large", sentence)


def _revoked() -> Refused:
    sentence = _(
        "This device may no longer carry the cell. What it has not sent is still on it: save it as a file and give it to the secretary."
    )
    return Refused(403, "revoked", sentence)
