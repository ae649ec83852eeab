"""Verifying a backup, and putting it back into an empty installation."""

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction

from chibo.audit.log import record_installation
from chibo.book.queries import books, pages_of
from chibo.book.rules import findings
from chibo.desk.backup import databases
from chibo.desk.backup.archive import DATABASE, HOME, KEY, Manifest, opened
from chibo.desk.backup.making import KEPT, missing_files, settle

# While this directory is there, what lies in the data directory is not whole.
STAGING = "restoring"


class FromNewerVersion(Exception):
    """The backup has tables that this version does not know; the text is its version."""


class NotWhole(Exception):
    """The parts are as they were written, and yet something is wrong; see flaws."""

    def __init__(self, flaws: list[str]) -> None:
        super().__init__(flaws)
        self.flaws = flaws


class NotEmpty(Exception):
    """There is an installation already. holds: its tables with rows, or its files."""

    def __init__(self, holds: dict[str, int]) -> None:
        super().__init__(holds)
        self.holds = holds


@dataclass(frozen=True, slots=True)
class Verified:
    """A backup that is whole.

    pages: how many pages of minutes books were checked. missing: files that rows speak of and
    that were gone when it was made.
    """

    manifest: Manifest
    pages: int
    missing: list[str] = field(default_factory=list)


def verify_backup(path: Path) -> Verified:
    """Read a whole backup, its database and its minutes books included; nothing is kept.

    Raises NotABackup, Damaged, FromNewerVersion, NotWhole, OSError.
    """
    with tempfile.TemporaryDirectory(prefix="chibo-") as work, opened(path) as backup:
        _refuse_newer(backup.manifest)
        backup.verify()
        backup.extract(Path(work), only=DATABASE)
        with databases.portable(Path(work) / DATABASE) as alias:
            return _verified(backup.manifest, alias)


def restore(*, path: Path, by: str, at: datetime) -> Verified:
    """Put a backup into this installation, which is empty.

    All is verified first. The database comes last and at once, by a rename or as one
    transaction; whoever is interrupted before finds it empty, and restores again.

    Raises NotEmpty, and what verify_backup raises; then the installation is empty as before.
    """
    settings.CHIBO_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    staging = settings.CHIBO_HOME / STAGING
    with opened(path) as backup:
        _refuse_newer(backup.manifest)
        _clear(staging)
        staging.mkdir(mode=0o700)
        try:
            backup.extract(staging)
            with databases.portable(staging / DATABASE) as alias:
                verified = _verified(backup.manifest, alias)
                record_installation(
                    "backup.restored", by=by, at=at, using=alias, made_at=backup.manifest.made_at
                )
                if connection.vendor != "sqlite":
                    _pour(alias, staging)
            if connection.vendor == "sqlite":
                _place(staging)
                _replace_database(staging / DATABASE)
        except BaseException:
            _clear(staging)
            raise
    shutil.rmtree(staging)
    return verified


def interrupted() -> bool:
    """Say whether a restore was begun here and did not come to its end."""
    return (settings.CHIBO_HOME / STAGING).exists()


def _clear(staging: Path) -> None:
    """Take away what an interrupted restore left.

    Raises NotEmpty when there is anything else.
    """
    holds = databases.written()
    files = settings.CHIBO_HOME / "files"
    if not holds and not staging.exists() and files.exists() and any(files.rglob("*")):
        holds = {"files/": sum(1 for path in files.rglob("*") if path.is_file())}
    if holds:
        raise NotEmpty(holds)
    if staging.exists():
        for name in KEPT:
            _remove(settings.CHIBO_HOME / name)
        _remove(staging)


def _refuse_newer(manifest: Manifest) -> None:
    if set(manifest.migrations) - databases.known_migrations():
        raise FromNewerVersion(manifest.version)


def _verified(manifest: Manifest, alias: str) -> Verified:
    """Check a copy and bring it to the tables of this version."""
    wrong = databases.flaws(alias) + _miscounts(manifest.rows, databases.row_counts(alias))
    if wrong:
        raise NotWhole(wrong)
    databases.migrate(alias)
    pages = _pages(alias)
    missing = missing_files(databases.named_files(alias), manifest)
    return Verified(manifest, pages, missing)


def _pages(using: str) -> int:
    """Return how many pages the minutes books have, each checked."""
    checked, wrong = 0, []
    for cell in books(using):
        pages = pages_of(cell, using)
        checked += len(pages)
        wrong += [f"{cell.code} {found.sequence} {found.flaw}" for found in findings(pages)]
    if wrong:
        raise NotWhole(wrong)
    return checked


def _miscounts(expected: dict[str, int], found: dict[str, int]) -> list[str]:
    return [
        f"{table}: {found.get(table, 0)} ≠ {expected.get(table, 0)}"
        for table in sorted(expected.keys() | found.keys())
        if expected.get(table) != found.get(table)
    ]


def _ours(using: str) -> dict[str, int]:
    tables = {model._meta.db_table for model in databases.every_table()}
    counts = databases.row_counts(using).items()
    return {table: count for table, count in counts if table in tables}


def _pour(alias: str, staging: Path) -> None:
    """Bring all rows of a copy into Chibo's database and the files beside it."""
    databases.migrate(DEFAULT_DB_ALIAS)
    with transaction.atomic(durable=True):
        databases.copy_rows(alias, DEFAULT_DB_ALIAS)
        wrong = _miscounts(_ours(alias), _ours(DEFAULT_DB_ALIAS))
        if wrong:
            raise NotWhole(wrong)
        _pages(DEFAULT_DB_ALIAS)
        _place(staging)


def _place(staging: Path) -> None:
    """Move the key and the files to where they belong."""
    os.sync()  # what is moved must be on the disk before the database says that it is there
    (staging / KEY).replace(settings.CHIBO_HOME / KEY)
    for path in sorted((staging / HOME).glob("*")):
        target = settings.CHIBO_HOME / path.name
        _remove(target)
        path.replace(target)
    settle(settings.CHIBO_HOME)


def _replace_database(path: Path) -> None:
    """Let a database take the place of Chibo's own, which is empty."""
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    # A log of the old database must never be read into the new one.
    for ending in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.replace(target)
    settle(target.parent)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
