"""Is this installation whole? Each question answers yes, or what the sentence about it needs."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from chibo.book.queries import flawed_lately
from chibo.desk.backup import databases
from chibo.desk.backup.restoring import interrupted
from chibo.desk.queries import days_without_backup
from chibo.desk.rules import room_needed
from chibo.documents.glyphs import REGULAR
from chibo.guidance.models import RuleValue
from chibo.https.health import flaw_and_state

# What a sentence about a flaw is filled with; None when there is no flaw.
Flaw = dict[str, Any] | None

_KEY_LENGTH = 32
_LATEST_PAGES = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and how it came out; state fills the sentence when all is well."""

    check: str
    flaw: Flaw
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.flaw is None


def examine(today: date) -> Iterator[Answer]:
    """Ask one question after the other; stop where the next ones would have nothing to read."""
    questions: list[tuple[str, Callable[[], Flaw]]] = [
        ("home", _home),
        ("key", _key),
        ("space", _space),
        ("fonts", _fonts),
        ("database", _database),
        ("restore", _restore),
        ("migrations", _migrations),
        ("rules", _rules),
        ("files", _files),
        ("book", _book),
    ]
    if not settings.IS_EXAMPLE:  # made-up people need no backup
        questions.append(("backup", lambda: _backup(today)))
    for check, question in questions:
        answer = Answer(check, question())
        yield answer
        nothing_to_read = check in {"database", "migrations"} or not settings.CHIBO_HOME.is_dir()
        if not answer.ok and nothing_to_read:
            return
    yield Answer("https", *flaw_and_state(timezone.now()))


def _home() -> Flaw:
    """The directory must be ours to write, and nobody else's to look into."""
    home = settings.CHIBO_HOME
    if not home.is_dir():
        return {"place": home, "why": "no home"}
    if not os.access(home, os.W_OK | os.X_OK):
        return {"place": home}
    return {"place": home, "why": "open home"} if home.stat().st_mode & 0o007 else None


def _key() -> Flaw:
    """The key must be long, and a file of it nobody else's to read."""
    given = bool(os.environ.get("CHIBO_SECRET_KEY"))
    path = settings.CHIBO_HOME / "secret.key"
    if len(settings.SECRET_KEY) < _KEY_LENGTH:
        return {"place": "CHIBO_SECRET_KEY" if given else path}
    if not given and path.stat().st_mode & 0o077:
        return {"place": path, "why": "open key"}
    return None


def _space() -> Flaw:
    free = shutil.disk_usage(settings.CHIBO_HOME).free
    path = Path(str(connection.settings_dict["NAME"]))
    on_disk = connection.vendor == "sqlite" and path.exists()
    needed = room_needed(path.stat().st_size if on_disk else 0)
    return None if free >= needed else {"free": free // 10**6, "needed": needed // 10**6}


def _fonts() -> Flaw:
    return None if REGULAR.exists() else {}


def _database() -> Flaw:
    """The database must answer; SQLite's must be whole, PostgreSQL keeps its own in order."""
    try:
        connection.ensure_connection()
        broken = databases.flaws(connection.alias) if connection.vendor == "sqlite" else []
    except Error as error:
        return {"error": (str(error).splitlines() or [""])[0]}
    return {"error": broken[0], "why": "broken database"} if broken else None


def _restore() -> Flaw:
    return {"place": settings.CHIBO_HOME / "restoring"} if interrupted() else None


def _migrations() -> Flaw:
    has, known = databases.migrations(), databases.known_migrations()
    if not has:
        return {"why": "no tables"}
    if has - known:
        return {"why": "newer tables"}
    return {} if known - has else None


def _rules() -> Flaw:
    return None if RuleValue.objects.exists() else {}


def _files() -> Flaw:
    """Each document that a row speaks of must lie in the data directory."""
    files = settings.CHIBO_HOME / "files"
    gone = sorted(name for name in databases.named_files() if not (files / name).is_file())
    return {"count": len(gone), "first": files / gone[0]} if gone else None


def _book() -> Flaw:
    cells = flawed_lately(_LATEST_PAGES)
    return {"cells": ", ".join(cells)} if cells else None


def _backup(today: date) -> Flaw:
    days = days_without_backup(today)
    return None if days is None else {"days": days}
