"""Files between their upload and the moment they are imported, kept for a day at most.

One account's files are out of reach of every other; they are gone once they are imported.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from chibo.base.keys import uuid7
from chibo.people.models import Account

_KEPT = timedelta(days=1)


class NoUpload(Exception):
    """The file is not there any more, or never was this account's."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: its name as it was sent, and its bytes."""

    name: str
    content: bytes


def keep(upload: Upload, *, of: Account, at: datetime) -> uuid.UUID:
    """Keep a file of an account and return its key; old ones of the account go."""
    _forget_old(of, at)
    key = uuid7()
    head = json.dumps({"name": upload.name}).encode() + b"\n"
    default_storage.save(_path(of, key), ContentFile(head + upload.content))
    return key


def kept(key: uuid.UUID, *, of: Account) -> Upload:
    """Return a file of an account.

    Raises NoUpload.
    """
    try:
        with default_storage.open(_path(of, key)) as file:
            head, _, content = file.read().partition(b"\n")
    except FileNotFoundError:
        raise NoUpload from None
    return Upload(json.loads(head)["name"], content)


def forget(key: uuid.UUID, *, of: Account) -> None:
    """Delete a file of an account."""
    default_storage.delete(_path(of, key))


def _folder(account: Account) -> str:
    return f"imports/{account.pk}"


def _path(account: Account, key: uuid.UUID) -> str:
    return f"{_folder(account)}/{key}"


def _forget_old(account: Account, at: datetime) -> None:
    if not default_storage.exists(_folder(account)):
        return
    for name in default_storage.listdir(_folder(account))[1]:
        path = f"{_folder(account)}/{name}"
        if default_storage.get_modified_time(path) < at - _KEPT:
            default_storage.delete(path)
