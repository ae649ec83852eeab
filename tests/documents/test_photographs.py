"""Photographed pages: what is kept of a file, and what is refused."""

import io
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from chibo.documents.isolated import Limits
from chibo.documents.photographs import (
    JPEG,
    MOST_BYTES,
    PDF,
    BadPage,
    PageBroken,
    PageHeic,
    PageProtected,
    PageTooLarge,
    PageUnknown,
    clean_page,
)

PLACE = "21 deg 2' 0\" N"


def photograph(
    size: tuple[int, int] = (60, 40), *, kind: str = "JPEG", turned: int = 1, **more: Any
) -> bytes:
    """Return a picture as a phone makes it: where it was taken, and how it was held."""
    picture = Image.new("RGB", size, "white")
    picture.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    said = Image.Exif()
    said[0x0110] = "Model of a phone"
    said[0x0112] = turned
    said.get_ifd(0x8825)[1] = PLACE
    made = io.BytesIO()
    picture.save(made, kind, exif=said, **more)
    return made.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_nothing_is_kept_but_what_it_shows(kind: str) -> None:
    content = photograph(kind=kind)
    assert b"Model of a phone" in content

    page = clean_page(content)

    assert page.media_type == JPEG
    assert b"Model of a phone" not in page.content
    assert PLACE.encode() not in page.content
    assert dict(opened(page.content).getexif()) == {}
    assert opened(page.content).size == (60, 40)


def test_it_stands_upright() -> None:
    """A phone held sideways writes down how to turn the picture; the note goes, the turn stays."""
    page = opened(clean_page(photograph(turned=6)).content)

    assert page.size == (40, 60)
    dark, light = page.getpixel((35, 5)), page.getpixel((5, 55))
    assert isinstance(dark, tuple)
    assert isinstance(light, tuple)
    assert dark[0] < 60
    assert light[0] > 200


def test_a_large_picture_becomes_as_large_as_a_page_needs() -> None:
    page = clean_page(photograph((8000, 6000), quality=30))

    assert opened(page.content).size == (2600, 1950)


def test_what_one_sees_through_becomes_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG")

    assert opened(clean_page(made.getvalue()).content).getpixel((5, 5)) == (255, 255, 255)


def scan(text: str = "", password: str = "", pages: int = 1) -> bytes:
    """Return a PDF as a scanner makes it: a picture a page, with notes on who made it and where."""
    made = io.BytesIO()
    Image.open(io.BytesIO(photograph((200, 300)))).save(
        made, "PDF", author="Model of a phone", title=text
    )
    writer = PdfWriter()
    for _page in range(pages):
        writer.append(io.BytesIO(made.getvalue()))
    for held in writer._objects:
        if isinstance(held, StreamObject) and held.get("/Filter") == "/DCTDecode":
            held._data = photograph((200, 300))
    writer.add_metadata({"/Author": "Model of a phone"})
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('x')"),
        }
    )
    writer.pages[0][NameObject("/AA")] = DictionaryObject(
        {NameObject("/O"): TextStringObject("Model of a phone")}
    )
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_of_a_pdf_only_its_pages_are_kept() -> None:
    content = scan(pages=3)
    assert b"Model of a phone" in content

    page = clean_page(content)

    assert page.media_type == PDF
    for trace in (b"Model of a phone", b"app.alert", PLACE.encode(), b"/AA", b"/JavaScript"):
        assert trace not in page.content
    reader = PdfReader(io.BytesIO(page.content))
    assert len(reader.pages) == 3
    assert reader.pages[0].images[0].image.size == (200, 300)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", PageUnknown),
        (b"GIF89a" + bytes(50), PageUnknown),
        ("Biên bản".encode(), PageUnknown),
        (b"\0\0\0\x18ftypheic\0\0\0\0", PageHeic),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", PageHeic),
        (b"\xff\xd8\xff" + bytes(100), PageBroken),
        (photograph()[:300], PageBroken),
        (b"%PDF-1.7\n" + bytes(100), PageBroken),
        (scan(password="secret"), PageProtected),
        (scan(pages=61), PageTooLarge),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), PageTooLarge),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_is_refused(content: bytes, why: type[BadPage]) -> None:
    with pytest.raises(why):
        clean_page(content)


def test_a_picture_that_unfolds_without_end_is_refused_unread() -> None:
    """A PNG of few bytes whose head claims a billion dots."""
    head = bytearray(photograph(kind="PNG"))
    head[16:24] = (40_000).to_bytes(4, "big") * 2

    with pytest.raises(BadPage):
        clean_page(bytes(head))


def test_a_child_that_takes_too_long_is_a_refusal() -> None:
    with pytest.raises(PageBroken):
        clean_page(photograph(), limits=Limits(wait=0))
