"""The code of a provisional record, by which a printed sheet and a file are compared.

The twin of web/room/digest.ts; vectors/digest.json holds the examples both must satisfy.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from chibo.room.document import Document
from chibo.room.rules import Decision, WrongShape, outcomes, read_decision

# So much of it stands on paper for the eye.
SHOWN = 16


def digest(document: Document) -> str:
    """Return the SHA-256, in hex, of what counts in a document: lines and paragraphs, no notes."""
    found = outcomes(_readable(document))
    lines = {line: one.value for line, one in found.items() if one.value is not None}
    texts = {name: text for name, text in document.texts().items() if not name.startswith("note/")}
    return hashed({"lines": lines, "texts": texts})


def hashed(content: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of values in their one written form."""
    letters = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(letters.encode("utf-8", "replace")).hexdigest()


def shown(hash_: str) -> str:
    """Return the part that people compare: "1A2B 3C4D 5E6F 7A8B"."""
    return " ".join(hash_[at : at + 4].upper() for at in range(0, SHOWN, 4))


def fits(typed: str, hash_: str) -> bool:
    """Say whether a code as somebody typed it from paper is that of a record.

    Capitals, spaces and hyphens make no difference.
    """
    letters = "".join(letter for letter in typed.lower() if letter.isalnum())
    return letters == hash_[:SHOWN]


def _readable(document: Document) -> Iterator[Decision]:
    for key, raw in document.decisions().items():
        try:
            yield read_decision(key, raw)
        except WrongShape:
            continue
