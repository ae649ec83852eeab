"""The file of a backup: a zip of parts, and a manifest that says what each must be."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

FORMAT = "chibo-backup/1"
MANIFEST = "manifest.json"
DATABASE = "chibo.sqlite3"
KEY = "secret.key"
# Parts under home/ lie in the data directory under the same names.
HOME = "home/"

_PIECE = 1024 * 1024


class NotABackup(Exception):
    """The file is no backup, is not whole, or is of a form this version does not know."""


class Damaged(Exception):
    """A part is not what the manifest says; the text is its name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a backup; size in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    made_at: ISO 8601 in UTC. database: sqlite or postgresql, on which Chibo ran.
    migrations: "app.name" of each that had been applied. rows: table → how many.
    """

    version: str
    made_at: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    parts: list[Part]


class Writer:
    """Writes parts one after the other, then the manifest."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self.parts: list[Part] = []

    def add_file(self, name: str, path: Path) -> None:
        """Write a part from a file, piece by piece.

        Raises FileNotFoundError, and then the part is not there.
        """
        with path.open("rb") as source, self._zip.open(name, "w", force_zip64=True) as target:
            size, sha256 = _copy(source, target)
        self.parts.append(Part(name, size, sha256))

    def add_bytes(self, name: str, content: bytes) -> None:
        """Write a part from memory."""
        self._zip.writestr(name, content)
        self.parts.append(Part(name, len(content), hashlib.sha256(content).hexdigest()))

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, which comes last."""
        content = {"format": FORMAT, **asdict(manifest)}
        self._zip.writestr(MANIFEST, json.dumps(content, ensure_ascii=False, indent=1))


@contextmanager
def writing(file: IO[bytes]) -> Iterator[Writer]:
    """Begin a backup in an open file, which is whole when the block has ended."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        yield Writer(archive)


class Reader:
    """Reads a backup, and believes no part before its hash was computed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self.manifest = _manifest(archive)

    def verify(self) -> None:
        """Read every part.

        Raises Damaged.
        """
        for part in self.manifest.parts:
            with self._read(part) as source:
                self._compare(part, _copy(source, None))

    def extract(self, directory: Path, *, only: str = "") -> None:
        """Write the parts into a directory under their names, readable by their owner only.

        only: the name of the one part wanted.

        Raises Damaged; what was written by then stays.
        """
        for part in self.manifest.parts:
            if only and part.name != only:
                continue
            path = directory / part.name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            with self._read(part) as source, path.open("wb") as target:
                self._compare(part, _copy(source, target))

    @contextmanager
    def _read(self, part: Part) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(part.name) as source:
                yield source
        except (KeyError, zipfile.BadZipFile, OSError, EOFError) as error:
            if isinstance(error, OSError) and error.errno:
                raise  # the disk is full, not the backup damaged
            raise Damaged(part.name) from error

    def _compare(self, part: Part, found: tuple[int, str]) -> None:
        if found != (part.size, part.sha256):
            raise Damaged(part.name)


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """Open a backup to read it.

    Raises NotABackup, OSError.
    """
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise NotABackup from None
    with archive:
        yield Reader(archive)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        said: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if said.pop("format") != FORMAT:
            raise NotABackup
        parts = [Part(**part) for part in said.pop("parts")]
        manifest = Manifest(**said, parts=parts)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile):
        raise NotABackup from None
    if not {DATABASE, KEY} <= {part.name for part in parts} or not all(map(_is_ours, parts)):
        raise NotABackup
    return manifest


def _is_ours(part: Part) -> bool:
    """Say whether a part has a name that we give: none leads out of the directory."""
    path = PurePosixPath(part.name)
    inside = part.name.startswith(HOME) and path.as_posix() == part.name
    return part.name in {DATABASE, KEY} or (inside and ".." not in path.parts)


def _copy(source: IO[bytes], target: IO[bytes] | None) -> tuple[int, str]:
    """Copy to target, if there is one, and return size and hash of what went through."""
    size, digest = 0, hashlib.sha256()
    while piece := source.read(_PIECE):
        size += len(piece)
        digest.update(piece)
        if target:
            target.write(piece)
    return size, digest.hexdigest()
