"""The room's document as bytes: merging what devices wrote, and reading it. No database.

Everything that knows of the CRDT is in this file; docs/decisions/0016 says what is inside.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import isfinite
from os.path import commonprefix
from typing import Any, Self

from pycrdt import Array, Doc, Map, Text


class Garbage(ValueError):
    """Bytes that are no part of a document."""


class Document:
    """One meeting's document."""

    def __init__(self, parts: Iterable[bytes] = ()) -> None:
        # Each time under a number of its own, as every writer: a server restored from a backup
        # must not number anew what devices have already heard from it.
        self._doc: Doc[Any] = Doc()
        self._decisions: Map[Any] = self._doc.get("decisions", type=Map)
        for part in parts:
            self.merge(part)

    def merge(self, part: bytes) -> Self:
        """Take in what a device wrote; a second time, or in another order, comes to the same.

        Raises Garbage; then nothing of it was taken in.
        """
        try:
            self._doc.apply_update(part)
        except ValueError:
            raise Garbage from None
        return self

    def since(self, vector: bytes | None = None) -> bytes:
        """Return what a device lacks that has told its state vector; all of it without one.

        Raises Garbage.
        """
        try:
            return self._doc.get_update(vector) if vector else self._doc.get_update()
        except ValueError:
            raise Garbage from None

    def vector(self) -> bytes:
        """Return what it has of each writer, so that another one can tell what it lacks."""
        return self._doc.get_state()

    def decisions(self) -> dict[str, Any]:
        """Return what stands under each key, of whatever shape."""
        found: dict[str, Any] = self._decisions.to_py() or {}
        whole: dict[str, Any] = _whole(found)
        return whole

    def keys(self) -> set[str]:
        """Return the keys of all decisions."""
        return set(self._decisions.keys())

    def decisions_of(self, keys: Iterable[str]) -> dict[str, Any]:
        """Return what stands under some keys, of whatever shape."""
        return {key: _whole(_plain(self._decisions[key])) for key in keys}

    def put(self, decisions: Mapping[str, Any]) -> None:
        """Write decisions under their keys: the server's own, and those a document lost."""
        with self._doc.transaction():
            for key, raw in decisions.items():
                self._decisions[key] = raw

    def texts(self) -> dict[str, str]:
        """Return the paragraphs that are not empty, by name."""
        names = sorted(name for name in self._doc.keys() if name != "decisions")  # noqa: SIM118
        texts = {name: _whole(str(self._doc.get(name, type=Text))) for name in names}
        return {name: text for name, text in texts.items() if text}

    def seed_text(self, name: str, text: str, *, of: str) -> None:
        """Begin a paragraph with what was written before there was a document.

        of: the document's key. The same seed comes out as the same bytes, so that a server which
        forgot that it had sown does not sow twice.
        """
        digest = sha256(f"{of}\n{name}\n{text}".encode()).digest()
        sown: Doc[Any] = Doc(client_id=int.from_bytes(digest[:4]))
        sown.get(name, type=Text).insert(0, text)
        self.merge(sown.get_update())

    def write_text(self, name: str, wanted: str) -> None:
        """Make a paragraph read as wanted, touching only what differs.

        What a device writes into the rest meanwhile then stays where it was written. Yjs counts
        in bytes of UTF-8 here, so the places are counted in whole letters first.
        """
        text = self._doc.get(name, type=Text)
        now = str(text)
        if now == wanted:
            return
        head = _shared(now, wanted)
        tail = _shared(now[head:][::-1], wanted[head:][::-1])
        start = len(now[:head].encode())
        gone = len(now[head : len(now) - tail].encode())
        with self._doc.transaction():
            if gone:
                del text[start : start + gone]
            if new := wanted[head : len(wanted) - tail]:
                text.insert(start, new)


def _shared(one: str, other: str) -> int:
    """Count the letters both begin with."""
    return len(commonprefix([one, other]))  # noqa: RUF071 (letters, not parts of a path)


def _plain(value: Any) -> Any:
    return value.to_py() if isinstance(value, Map | Array) else value


def _whole(value: Any) -> Any:
    """Return a value as JSON and both databases hold it.

    Numbers come back as floats, and whole ones are counts. A device may have written anything:
    what JSON has no form for is kept as text.
    """
    match value:
        case bool() | None | int():
            return value
        case float():
            return int(value) if value.is_integer() else value if isfinite(value) else str(value)
        case str():
            return value.replace("\x00", "")
        case dict():
            return {str(key).replace("\x00", ""): _whole(one) for key, one in value.items()}
        case list():
            return [_whole(one) for one in value]
    return str(value)
