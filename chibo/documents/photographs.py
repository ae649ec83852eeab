"""Photographed and scanned pages: made safe to keep and small enough to send.

A phone writes into each picture where and by what it was taken. The pixels are drawn anew in a
child process, so nothing else of the file is kept; of a PDF only its pages are.
"""

import base64
from dataclasses import dataclass
from pathlib import Path

from chibo.documents.isolated import LIMITS, ChildFailed, Limits, ask

MOST_BYTES = 20 * 1024 * 1024
JPEG, PDF = "image/jpeg", "application/pdf"

_CHILD = Path(__file__).with_name("photograph_child.py")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
# What iPhones write unless they are told otherwise (ISO/IEC 23008-12).
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")


class BadPage(Exception):
    """A file that cannot be kept as a page of a record."""


class PageTooLarge(BadPage):
    """The file has more bytes, dots or pages than a photographed page has."""


class PageHeic(BadPage):
    """The picture is in the format of iPhones, which few computers show."""


class PageUnknown(BadPage):
    """The file is no picture (JPEG, PNG) and no PDF."""


class PageProtected(BadPage):
    """The PDF opens only with a password."""


class PageBroken(BadPage):
    """The file is damaged, or made to do harm."""


_REFUSALS = {kind.__name__: kind for kind in (PageTooLarge, PageProtected, PageBroken)}


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page fit to be kept. media_type: JPEG or PDF. text: what a PDF says, to find stamps."""

    content: bytes
    media_type: str
    text: str = ""

    @property
    def ending(self) -> str:
        """Return how the name of its file ends."""
        return "jpg" if self.media_type == JPEG else "pdf"


def clean_page(content: bytes, *, limits: Limits = LIMITS) -> CleanPage:
    """Return a page without anything but what it shows; its first bytes say what it is.

    A picture becomes a JPEG of at most 2,600 dots along its longer side, upright.

    Raises PageTooLarge, PageHeic, PageUnknown, PageProtected or PageBroken (all BadPage).
    """
    if len(content) > MOST_BYTES:
        raise PageTooLarge
    if content.startswith(_PICTURES):
        kind, media_type = "picture", JPEG
    elif content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise PageHeic
    elif b"%PDF-" in content[:1024]:
        kind, media_type = "pdf", PDF
    else:
        raise PageUnknown
    try:
        answer = ask(_CHILD, content, kind, limits=limits)
    except ChildFailed:
        raise PageBroken from None
    if "refused" in answer:
        raise _REFUSALS[answer["refused"]]
    return CleanPage(base64.b64decode(answer["content"]), media_type, answer["text"])
