"""CSV as Vietnamese offices save it: which encoding, which separator, then rows of text."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from chibo.documents.spreadsheets import legacy
from chibo.documents.spreadsheets.workbook import (
    FileBroken,
    FileTooLarge,
    NotASpreadsheet,
    Row,
    UnknownEncoding,
)

_SEPARATORS = ",;\t|"
_LINES_TO_JUDGE = 50
# Under this share of words that could be Vietnamese, an encoding is not the right one.
_CREDIBLE = 0.6
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


def read_rows(content: bytes, most_cells: int) -> list[Row]:
    """Return the rows of a text file; every cell is text, or None where nothing stands.

    Raises NotASpreadsheet on binary content, UnknownEncoding, FileTooLarge, FileBroken.
    """
    text = decode(content)
    if _CONTROL.search(text):
        raise NotASpreadsheet
    text, separator = _separator(text)
    rows: list[Row] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            most_cells -= len(row)
            if most_cells < 0:
                raise FileTooLarge(None)
            rows.append(tuple(row))
    except csv.Error:
        raise FileBroken from None
    return rows


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16, Windows-1258, TCVN3 or VNI.

    Raises NotASpreadsheet when it is no text at all, UnknownEncoding when no reading of it
    looks like Vietnamese.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\0" in content:
        return _strictly(content, _utf_16_without_mark(content))
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _eight_bits(content)


_MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnknownEncoding from None


def _utf_16_without_mark(content: bytes) -> str:
    """Tell the order of bytes by where the zeros of plain letters and commas stand."""
    even, odd = content[0::2].count(0), content[1::2].count(0)
    if max(even, odd) * 8 < len(content):
        raise NotASpreadsheet
    return "utf-16-le" if odd > even else "utf-16-be"


def _eight_bits(content: bytes) -> str:
    readings = [
        unicodedata.normalize("NFC", content.decode("cp1258", "replace")),
        legacy.convert(content.decode("latin-1"), legacy.Legacy.TCVN3),
        legacy.convert(content.decode("latin-1"), legacy.Legacy.VNI),
    ]
    best = max(readings, key=legacy.credibility)
    if legacy.credibility(best) < _CREDIBLE:
        raise UnknownEncoding
    return best


def _separator(text: str) -> tuple[str, str]:
    """Return the text to read and what parts its cells: what gives most rows of one length."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return rest, first.strip()[4]
    lines = text.splitlines(keepends=True)[:_LINES_TO_JUDGE]
    return text, max(_SEPARATORS, key=lambda mark: _agreement(lines, mark))


def _agreement(lines: Iterable[str], separator: str) -> tuple[int, int]:
    """Return how many rows share the most usual length over one, and that length."""
    try:
        lengths = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
    except csv.Error:
        return 0, 0
    return max(((rows, length) for length, rows in lengths.items() if length > 1), default=(0, 0))
