"""Reading the text of an uploaded document, to look for stamps and to search it later.

A page that was only photographed has no text: an empty text does not prove that a paper bears
no stamp.
"""

from pathlib import Path

from chibo.documents.isolated import LIMITS, ChildFailed, Limits, ask

MOST_BYTES = 30 * 1024 * 1024

_CHILD = Path(__file__).with_name("reading_child.py")
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableFile(Exception):
    """The text of a file cannot be read."""


class FileTooLarge(UnreadableFile):
    """The file, or the text in it, is larger than a document is."""


class UnknownFormat(UnreadableFile):
    """The file is not Word (.docx), PDF or plain text."""


class FileProtected(UnreadableFile):
    """The file opens only with a password."""


class FileBroken(UnreadableFile):
    """The file is damaged, or made to do harm."""


_REFUSALS = {kind.__name__: kind for kind in (FileTooLarge, FileProtected, FileBroken)}


def extract_text(content: bytes, *, limits: Limits = LIMITS) -> str:
    """Return the text of a document, line by line; its first bytes say what it is.

    Takes up to `limits.wait` seconds; a child process does the work.

    Raises FileTooLarge, UnknownFormat, FileProtected or FileBroken (all UnreadableFile).
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge
    if content.startswith(_ZIP):
        return _in_child("docx", content, limits)
    if _PDF in content[:1024]:
        return _in_child("pdf", content, limits)
    return _plain(content)


def _in_child(kind: str, content: bytes, limits: Limits) -> str:
    try:
        answer = ask(_CHILD, content, kind, limits=limits)
    except ChildFailed:
        raise FileBroken from None
    if "refused" in answer:
        raise _REFUSALS[answer["refused"]]
    return str(answer["text"])


def _plain(content: bytes) -> str:
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise UnknownFormat from None
    if "\0" in text:
        raise UnknownFormat
    return text
