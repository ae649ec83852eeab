"""Making a backup while Chibo runs."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from chibo.audit.log import record_installation
from chibo.base.time import LOCAL
from chibo.desk.backup import databases
from chibo.desk.backup.archive import DATABASE, HOME, KEY, Manifest, Writer, writing

# What of the data directory is kept, beside the database and the key; the rest can be made anew.
KEPT = ("files", "https", "example")
DIRECTORY = "backups"
MADE = "backup.made"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made. missing: files that rows speak of and nobody has any more."""

    path: Path
    size: int
    sha256: str
    manifest: Manifest
    missing: list[str]
    left_out: list[str]


def default_path(at: datetime) -> Path:
    """Return where a backup goes that nobody named a place for: by day and hour."""
    return settings.CHIBO_HOME / DIRECTORY / name_at(at)


def name_at(at: datetime) -> str:
    """Return the name of a backup made at a moment."""
    return f"chibo-{at.astimezone(LOCAL):%Y%m%d-%H%M%S}.zip"


def make_backup(*, to: Path, by: str, at: datetime) -> Backup:
    """Write everything of this installation, as it stands at one moment, into a new file.

    The file appears whole or not at all, readable by its owner only.

    Raises FileExistsError, databases.NotUpToDate, and OSError when there is no room.
    """
    if not databases.migrations():
        raise databases.NotUpToDate
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Its name is taken first, so that two of us never write one file, nor over another's.
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    # Beside the file: there is room for it there, and a rename is all that is left at the end.
    work = Path(tempfile.mkdtemp(prefix=".chibo-backup-", dir=to.parent))
    try:
        written, manifest, missing = _write(work, at)
        sha256 = _sha256(written)
        written.replace(to)
        settle(to.parent)
    except BaseException:
        to.unlink()
        raise
    finally:
        shutil.rmtree(work)
    record_installation(MADE, by=by, at=at, file=to.name, sha256=sha256)
    left_out = databases.strangers()
    return Backup(to, to.stat().st_size, sha256, manifest, missing, left_out)


def _write(work: Path, at: datetime) -> tuple[Path, Manifest, list[str]]:
    copy, written = work / DATABASE, work / "written"
    copy.touch(mode=0o600)
    databases.snapshot(copy)
    written.touch(mode=0o600)
    with written.open("wb") as file:
        with writing(file) as archive, databases.portable(copy) as alias:
            manifest, missing = _fill(archive, copy, alias, at)
        file.flush()
        os.fsync(file.fileno())
    return written, manifest, missing


def _fill(archive: Writer, copy: Path, alias: str, at: datetime) -> tuple[Manifest, list[str]]:
    archive.add_file(DATABASE, copy)
    archive.add_bytes(KEY, settings.SECRET_KEY.encode())
    # After the rows: a file that a row speaks of was there before the row.
    for path in _kept_files():
        # What is gone by now was a list that has been imported since.
        with suppress(FileNotFoundError):
            archive.add_file(HOME + path.relative_to(settings.CHIBO_HOME).as_posix(), path)
    manifest = Manifest(
        version=version("chibo"),
        made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=sorted(databases.migrations(alias)),
        rows=databases.row_counts(alias),
        parts=archive.parts,
    )
    archive.finish(manifest)
    return manifest, missing_files(databases.named_files(alias), manifest)


def missing_files(named: set[str], manifest: Manifest) -> list[str]:
    """Return which files that rows speak of are not in a backup."""
    return sorted(named - {part.name.removeprefix(f"{HOME}files/") for part in manifest.parts})


def _kept_files() -> Iterator[Path]:
    for name in KEPT:
        path = settings.CHIBO_HOME / name
        if path.is_file():
            yield path
        yield from sorted(below for below in path.rglob("*") if below.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def settle(directory: Path) -> None:
    """Have the names of a directory on the disk, so that a power cut does not undo them."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
