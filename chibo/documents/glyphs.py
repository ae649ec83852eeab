"""Which characters the document font can draw.

PDF/A forbids the empty glyph, and we forbid silently mixing in another font, so what the font
lacks is shown as a box. The Word file keeps the character: Word finds a font for it.
"""

import functools
import struct
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REGULAR = FONTS / "Tinos_400Regular.ttf"
BOX = "\u25a1"

_UNICODE_BMP = ((3, 1), (0, 3))


class FontsMissing(Exception):
    """The document fonts are not installed beside the code; the build puts them there."""


def drawable(text: str) -> str:
    """Return text with a box for every character that the document font lacks.

    Raises FontsMissing if there is no font.
    """
    known = _coverage()
    if known.issuperset(text):
        return text
    return "".join(char if char in known else BOX for char in text)


@functools.cache
def _coverage() -> frozenset[str]:
    """Return the characters of the regular font; its three companions have the same ones."""
    try:
        font = REGULAR.read_bytes()
    except FileNotFoundError:
        raise FontsMissing(REGULAR.name) from None
    return frozenset(map(chr, _codes(font, _unicode_table(font)))) - {"\0", "\r"}


def _unicode_table(font: bytes) -> int:
    """Return where the table of Unicode characters begins in a TrueType file."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for at in range(12, 12 + 16 * tables, 16):
        tag, _, cmap, _ = struct.unpack_from(">4sIII", font, at)
        if tag == b"cmap":
            break
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, encoding, start = struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)
        if (platform, encoding) in _UNICODE_BMP:
            return int(cmap + start)
    raise FontsMissing("cmap")


def _codes(font: bytes, start: int) -> list[int]:
    """Return the codes that a table of format 4 gives a glyph.

    Source: OpenType 1.9, cmap subtable format 4.
    """
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    row = f">{count}H"
    size = 2 * count
    ends = struct.unpack_from(row, font, start + 14)
    starts = struct.unpack_from(row, font, start + 16 + size)
    deltas = struct.unpack_from(row, font, start + 16 + 2 * size)
    offsets_at = start + 16 + 3 * size
    offsets = struct.unpack_from(row, font, offsets_at)
    codes = []
    for index, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, last + 1):
            glyph = code
            if offset:
                at = offsets_at + 2 * index + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, at)[0]
                if not glyph:
                    continue
            if (glyph + delta) % 0x10000:
                codes.append(code)
    return codes
