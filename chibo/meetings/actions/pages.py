"""Photographed pages of minutes written by hand."""

import hashlib
import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.base.uploads import Upload
from chibo.documents.photographs import MOST_BYTES, BadPage, PageTooLarge, clean_page
from chibo.documents.secrecy import classification_mark
from chibo.meetings.actions.guards import CannotChange, locked
from chibo.meetings.actions.materials import Classified
from chibo.meetings.models import RecordPage
from chibo.meetings.queries import OPEN

MOST_PAGES = 40


class UnfitPage(CannotChange):
    """The file cannot be kept as a page; why says which way it is unfit."""

    def __init__(self, name: str, why: BadPage) -> None:
        super().__init__(name)
        self.name = name
        self.why = why


class TooManyPages(CannotChange):
    """A meeting has MOST_PAGES pages already."""


class PageTwice(CannotChange):
    """The same page is attached already."""


class NeedsPageReason(CannotChange):
    """A page was to be taken away without a reason."""


def attach_page(*, meeting_id: uuid.UUID, upload: Upload, by: str, at: datetime) -> RecordPage:
    """Attach a photographed page after those that are there.

    What the camera wrote into it is left out, and a PDF is searched for marks of secrecy.

    Raises UnfitPage, Classified, PageTwice, TooManyPages or WrongState; then nothing has changed.
    """
    name = nfc(upload.name or "")
    if (upload.size or 0) > MOST_BYTES:
        raise UnfitPage(name, PageTooLarge())
    try:
        clean = clean_page(upload.read())
    except BadPage as error:
        raise UnfitPage(name, error) from error
    mark = classification_mark(name, clean.text)
    if mark is not None:
        raise Classified(mark)
    sha256 = hashlib.sha256(clean.content).hexdigest()
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, OPEN)
        if meeting.record_pages.count() >= MOST_PAGES:
            raise TooManyPages
        if meeting.record_pages.filter(sha256=sha256).exists():
            raise PageTwice
        last = meeting.record_pages.aggregate(last=Max("position"))["last"]
        page = RecordPage(
            meeting=meeting,
            position=(last or 0) + 1,
            media_type=clean.media_type,
            size=len(clean.content),
            sha256=sha256,
            attached_by=by,
            attached_at=at,
        )
        page.file.save(f"{page.pk}.{clean.ending}", ContentFile(clean.content), save=False)
        page.save(force_insert=True)
        record("page.attached", page, by=by, at=at, unit_code=meeting.cell.code, sha256=page.sha256)
    return page


def move_page(*, page_id: uuid.UUID, up: bool, by: str, at: datetime) -> None:
    """Let a page change places with the one before it, or after it; at an end nothing happens.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        page = _locked(page_id)
        others = page.meeting.record_pages
        next_to = (
            others.filter(position__lt=page.position).order_by("-position")
            if up
            else others.filter(position__gt=page.position).order_by("position")
        ).first()
        if next_to is None:
            return
        page.position, next_to.position = next_to.position, page.position
        page.save(update_fields=["position"])
        next_to.save(update_fields=["position"])
        record("page.moved", page, by=by, at=at, unit_code=page.meeting.cell.code)


def remove_page(*, page_id: uuid.UUID, because: str, by: str, at: datetime) -> None:
    """Take a page away for good; the log keeps its hash and why.

    Raises NeedsPageReason or WrongState; then nothing has changed.
    """
    if not because.strip():
        raise NeedsPageReason
    with transaction.atomic(durable=True):
        page = _locked(page_id)
        record(
            "page.removed",
            page,
            by=by,
            at=at,
            unit_code=page.meeting.cell.code,
            sha256=page.sha256,
            because=nfc(because)[:200],
        )
        held, name = page.file.storage, str(page.file.name)
        page.delete()
        transaction.on_commit(lambda: held.delete(name))


def _locked(page_id: uuid.UUID) -> RecordPage:
    page = RecordPage.objects.select_related("meeting__cell").get(pk=page_id)
    locked(page.meeting_id, OPEN)
    page.refresh_from_db(fields=["position"])
    return page
