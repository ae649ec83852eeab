"""The chain of a book: how a record is sealed and how a forgery shows.

No Django, no clock, no database; what stands here is enough to check a book elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import rfc8785

FORMAT = "chibo-record/3"


def canonical(record: dict[str, Any]) -> bytes:
    """Return a record as RFC 8785 JSON: one byte string for one meaning.

    record: text, whole numbers, true, false, null, lists and dicts of these.

    Raises rfc8785.CanonicalizationError for anything else.
    """
    return rfc8785.dumps(record)


def digest(data: bytes) -> str:
    """Return the SHA-256 of a sealed record in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a book as it is stored."""

    sequence: int
    canonical: bytes
    sha256: str
    previous_sha256: str


class Flaw(StrEnum):
    """What is wrong with a page."""

    ALTERED = "altered"
    MISSING = "missing"
    REORDERED = "reordered"
    UNREADABLE = "unreadable"
    # A page written by hand, sealed by its hash, is gone or another one.
    PHOTOGRAPH = "photograph"


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw and the number of the page where it shows."""

    sequence: int
    flaw: Flaw


def findings(pages: Iterable[Page], after: Page | None = None) -> list[Finding]:
    """Return every flaw of a book; an empty list says that it is whole.

    Finds a changed byte, a page taken out of the middle or from the front, pages in another
    order. A page taken from the end shows only against a hash noted outside, for instance on
    the printed minutes.

    pages: of one cell, in the order of their stored numbers; from the first one, or those that
    follow `after`.
    """
    found: list[Finding] = []
    before = after.sha256 if after else ""
    expected = after.sequence + 1 if after else 1
    for page in pages:
        if page.sequence != expected:
            found.append(Finding(expected, Flaw.MISSING))
        if digest(page.canonical) != page.sha256:
            found.append(Finding(page.sequence, Flaw.ALTERED))
        try:
            inside = json.loads(page.canonical)
            says = (inside["sequence"], inside["previous"])
        except (ValueError, KeyError, TypeError):
            found.append(Finding(page.sequence, Flaw.UNREADABLE))
        else:
            if says != (page.sequence, page.previous_sha256) or page.previous_sha256 != before:
                found.append(Finding(page.sequence, Flaw.REORDERED))
        before = page.sha256
        expected = page.sequence + 1
    return found
