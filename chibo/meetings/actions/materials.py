"""Documents handed out for a meeting."""

import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.base.uploads import Upload
from chibo.documents.reading import FileBroken, FileProtected, UnreadableFile, extract_text
from chibo.documents.secrecy import Mark, classification_mark
from chibo.meetings.actions.guards import PLANNABLE, RECORDABLE, CannotChange, locked
from chibo.meetings.models import Material

# A phone on a weak signal gets nothing larger.
LARGEST = 10 * 1024 * 1024


class TooLarge(CannotChange):
    """The file is larger than LARGEST bytes."""


class Classified(CannotChange):
    """The file bears a mark of secrecy; such papers stay on paper."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(mark)
        self.mark = mark


class Locked(CannotChange):
    """The file opens only with a password, or is damaged, so nobody can check or read it."""


def add_material(*, meeting_id: uuid.UUID, upload: Upload, by: str, at: datetime) -> Material:
    """Add a document to a meeting that is not yet closed.

    Its name and, where it can be read, its text are searched for marks of secrecy. A
    photographed page has no text, so the page asks the person too.

    Raises TooLarge, Classified or Locked before anything is kept, or WrongState; then nothing has
    changed.
    """
    if (upload.size or 0) > LARGEST:
        raise TooLarge
    content = upload.read()
    name = nfc(upload.name or "")
    mark = classification_mark(name, _text(content))
    if mark is not None:
        raise Classified(mark)
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, (*PLANNABLE, *RECORDABLE))
        material = Material(meeting=meeting, name=name[:200], size=len(content), posted_at=at)
        # The key, not what a person called it, names the file on disk.
        ending = name.rpartition(".")[2][:8] if "." in name else "bin"
        material.file.save(f"{material.pk}.{ending}", ContentFile(content), save=False)
        material.save(force_insert=True)
        record("material.added", material, by=by, at=at, unit_code=meeting.cell.code)
    return material


def _text(content: bytes) -> str:
    try:
        return extract_text(content)
    except (FileProtected, FileBroken) as error:
        raise Locked from error
    except UnreadableFile:
        # A picture, say; its name was searched, and the person confirms.
        return ""
