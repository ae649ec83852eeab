"""Merging bytes into a locked document, inside an action."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from chibo.room.document import Document
from chibo.room.models import Device, RoomDecision, RoomDocument, RoomUpdate


def locked_document(document_id: uuid.UUID) -> RoomDocument:
    """Return a document locked for writing, inside an action."""
    rows = RoomDocument.objects.select_for_update(of=("self",)).select_related("cell")
    return rows.get(pk=document_id)


def load(row: RoomDocument, *, until: int | None = None) -> Document:
    """Return a document with everything taken in so far, or up to the update of a number.

    until: at least the number up to which the updates were merged into the state.
    """
    later = row.updates.filter(number__gt=row.merged).order_by("number")
    if until is not None:
        later = later.filter(number__lte=until)
    parts = [bytes(data) for data in later.values_list("data", flat=True)]
    return Document([bytes(row.state), *parts] if row.state else parts)


def take_in(
    row: RoomDocument, data: bytes, *, device: Device | None, by: str, at: datetime
) -> bool:
    """Add bytes to a locked document and keep each new decision; say whether they were new.

    Raises Garbage; then nothing has changed.
    """
    digest = sha256(data).hexdigest()
    if row.updates.filter(digest=digest).exists():
        return False
    document = load(row).merge(data)
    row.number += 1
    update = RoomUpdate.objects.create(
        document=row, number=row.number, digest=digest, data=data, device=device, by=by,
        received_at=at,
    )  # fmt: skip
    _keep_decisions(row, document, update)
    row.save(update_fields=["number"])
    return True


def _keep_decisions(row: RoomDocument, document: Document, update: RoomUpdate) -> None:
    """Keep what is new; what a document was made to forget or to change stays as it first came."""
    known = set(row.decisions.values_list("key", flat=True))
    found: Mapping[str, Any] = document.decisions()
    RoomDecision.objects.bulk_create(
        [
            RoomDecision(document=row, key=key[:64], raw=raw, update=update)
            for key, raw in sorted(found.items())
            if key[:64] not in known
        ]
    )
