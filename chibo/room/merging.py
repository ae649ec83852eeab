"""Merging bytes into a locked document, inside an action."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from chibo.room.document import Document
from chibo.room.models import Device, RoomDecision, RoomDocument, RoomUpdate


def locked_document(document_id: uuid.UUID) -> RoomDocument:
    """Return a document locked for writing, inside an action."""
    rows = RoomDocument.objects.select_for_update(of=("self",)).select_related("cell", "meeting")
    return rows.get(pk=document_id)


def load(row: RoomDocument, *, until: int | None = None) -> Document:
    """Return a document with everything taken in so far, or up to the update of a number.

    until: at least the number up to which the updates were merged into the state.
    """
    later = row.updates.filter(number__gt=row.merged).order_by("number")
    if until is not None:
        later = later.filter(number__lte=until)
    return _put_together(row, later.values_list("data", flat=True))


def _put_together(row: RoomDocument, parts: Iterable[bytes | memoryview]) -> Document:
    state = [bytes(row.state)] if row.state else []
    return Document([*state, *(bytes(part) for part in parts)])


def take_in(
    row: RoomDocument, data: bytes, *, device: Device | None, by: str, at: datetime
) -> Document | None:
    """Add bytes to a locked document and keep each new decision.

    Returns the document with them, or None when they were there already.

    Raises Garbage; then nothing has changed.
    """
    digest = sha256(data).hexdigest()
    beside = dict(
        row.updates.filter(number__gt=row.merged).order_by("number").values_list("digest", "data")
    )
    if digest in beside or (row.merged and row.updates.filter(digest=digest).exists()):
        return None
    document = _put_together(row, beside.values())
    before = document.keys()
    document.merge(data)
    row.number += 1
    update = RoomUpdate.objects.create(
        document=row, number=row.number, digest=digest, data=data, device=device, by=by,
        received_at=at,
    )  # fmt: skip
    _keep_decisions(row, document.decisions_of(document.keys() - before), update)
    row.save(update_fields=["number"])
    return document


def _keep_decisions(row: RoomDocument, new: Mapping[str, Any], update: RoomUpdate) -> None:
    """Keep what is new; what a document was made to forget or to change stays as it first came."""
    RoomDecision.objects.bulk_create(
        [
            RoomDecision(document=row, key=key[:64], raw=raw, update=update)
            for key, raw in sorted(new.items())
        ],
        # Forgotten and written once more, or cut to the same key.
        ignore_conflicts=True,
    )
