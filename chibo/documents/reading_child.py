"""Runs as a process of its own: reads the text of a Word or PDF file.

Answer: {"text": …} or {"refused": name of a refusal of `reading`}.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET  # no entities and no network; the process has limits

sys.path.insert(0, str(Path(__file__).parents[2]))

from chibo.documents.archives import ArchiveTooLarge, NotAnArchive, open_archive
from chibo.documents.isolated import answer

MOST_TEXT = 5_000_000
MOST_PAGES = 2_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}


class Refused(Exception):
    """The file is refused; carries the name of the refusal."""


def read(content: bytes, kind: str) -> dict[str, str]:
    """Return the text of a file, or why it is refused."""
    try:
        lines = _pdf(content) if kind == "pdf" else _word(content)
        return {"text": _joined(lines)}
    except Refused as refused:
        return {"refused": str(refused)}
    except ArchiveTooLarge:
        return {"refused": "FileTooLarge"}
    except Exception:  # noqa: BLE001 - readers raise whatever a hostile file makes them raise
        return {"refused": "FileBroken"}


def _joined(lines: Iterator[str]) -> str:
    kept, size = [], 0
    for line in lines:
        size += len(line) + 1
        if size > MOST_TEXT:
            raise Refused("FileTooLarge")
        kept.append(line)
    return "\n".join(kept)


def _pdf(content: bytes) -> Iterator[str]:
    import io  # noqa: PLC0415 - pypdf is slow to load, and Word files do not need it

    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("FileProtected")
    if len(reader.pages) > MOST_PAGES:
        raise Refused("FileTooLarge")
    for page in reader.pages:
        yield page.extract_text()
        # A stamp may be laid over the page as a note.
        for note in page.annotations or []:
            yield str(note.get_object().get("/Contents", ""))


def _word(content: bytes) -> Iterator[str]:
    try:
        archive = open_archive(content)
    except NotAnArchive:
        raise Refused("FileBroken") from None
    names = [name for name in archive.namelist() if _has_text(name)]
    if "word/document.xml" not in names:
        raise Refused("FileBroken")
    for name in names:
        xml = archive.read(name)
        if b"<!DOCTYPE" in xml or b"<\0!\0D\0O\0C" in xml:
            raise Refused("FileBroken")
        yield from _paragraphs(ET.fromstring(xml))  # noqa: S314 - no DTD, and a caged process


def _has_text(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return folder == "word" and file.endswith(".xml")


def _paragraphs(node: Any) -> Iterator[str]:
    """Return the lines of a part; a text box in a paragraph is lines of its own."""
    inner: list[str] = []
    text = "".join(_texts(node, inner))
    if text:
        yield text
    yield from inner


def _texts(node: Any, inner: list[str]) -> Iterator[str]:
    capitals = node.tag == f"{_W}r" and node.find(f"{_W}rPr/{_W}caps") is not None
    for child in node:
        if child.tag == f"{_W}p":
            inner.extend(_paragraphs(child))
        elif child.tag == f"{_W}t":
            yield (child.text or "").upper() if capitals else child.text or ""
        else:
            yield _BREAKS.get(child.tag, "")
            yield from _texts(child, inner)


if __name__ == "__main__":
    answer(read)
