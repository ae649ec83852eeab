"""Runs as a process of its own: draws a picture anew, or takes the pages out of a PDF.

Answer: {"content": base64, "text": …} or {"refused": name of a refusal of `photographs`}.
"""

import base64
import io
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from chibo.documents.isolated import answer

# A page of A4 at 220 dots an inch: the small print of a stamp is still read.
LONGEST_SIDE = 2600
QUALITY = 80
MOST_DOTS = 120_000_000
MOST_PAGES = 60
MOST_TEXT = 500_000


class Refused(Exception):
    """The file is refused; carries the name of the refusal."""


def clean(content: bytes, kind: str) -> dict[str, str]:
    """Return a page made anew, or why it is refused."""
    try:
        made, text = _pdf(content) if kind == "pdf" else (_picture(content), "")
    except Refused as refused:
        return {"refused": str(refused)}
    except Exception:  # noqa: BLE001 - readers raise whatever a hostile file makes them raise
        return {"refused": "PageBroken"}
    return {"content": base64.b64encode(made).decode(), "text": text[:MOST_TEXT]}


def _picture(content: bytes) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - a PDF does not need it

    Image.MAX_IMAGE_PIXELS = None  # we count them ourselves, before any is read
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
        if opened.width * opened.height > MOST_DOTS:
            raise Refused("PageTooLarge")
        # A JPEG is read at half or a quarter of its size, where that is enough.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture: Image.Image = ImageOps.exif_transpose(opened)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        if picture.has_transparency_data:
            picture = picture.convert("RGBA")
            paper = Image.new("RGBA", picture.size, "white")
            picture = Image.alpha_composite(paper, picture)
        drawn = Image.new("RGB", picture.size)
        drawn.paste(picture.convert("RGB"))
    made = io.BytesIO()
    drawn.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return made.getvalue()


def _pdf(content: bytes) -> tuple[bytes, str]:
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - a picture does not need it
    from pypdf.generic import DictionaryObject, NameObject, StreamObject  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("PageProtected")
    if not reader.pages:
        raise Refused("PageBroken")
    if len(reader.pages) > MOST_PAGES:
        raise Refused("PageTooLarge")
    writer = PdfWriter()
    writer.metadata = None
    lines = []
    for page in reader.pages:
        lines.append(page.extract_text())
        # Notes, links and buttons could lead elsewhere or run something.
        for name in ("/Annots", "/AA", "/Metadata", "/PieceInfo"):
            page.pop(NameObject(name), None)
        writer.add_page(page)
    for held in writer._objects:  # noqa: SLF001 - no other way to all pictures of a file
        if isinstance(held, DictionaryObject):
            held.pop(NameObject("/Metadata"), None)
        if isinstance(held, StreamObject) and _is_jpeg(held.get("/Filter")):
            held._data = without_traces(held._data)  # noqa: SLF001
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue(), "\n".join(lines)


def _is_jpeg(filters: object) -> bool:
    return filters in ("/DCTDecode", ["/DCTDecode"])


def without_traces(jpeg: bytes) -> bytes:
    """Return a JPEG without the segments in which cameras write where and when (APP1, comments).

    Kept are those that say how its colours are meant: APP0, APP2, APP14.
    """
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, at = [jpeg[:2]], 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] != b"\xda":
        length = 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        marker = jpeg[at + 1]
        told = 0xE0 <= marker <= 0xEF and marker not in {0xE0, 0xE2, 0xEE}
        if not (told or marker == 0xFE):
            kept.append(jpeg[at : at + length])
        at += length
    return b"".join([*kept, jpeg[at:]])


if __name__ == "__main__":
    answer(clean)
