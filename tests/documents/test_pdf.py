import io
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import page
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from chibo.documents import glyphs, samples
from chibo.documents.papers import Addressee, Item, Paper, Speech
from chibo.documents.pdf import to_pdf
from chibo.documents.sheets import Kind, Section
from chibo.documents.wording import compose

AT = datetime(2026, 12, 5, 1, 20, tzinfo=UTC)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(text: str) -> str:
    """Return text without the line ends and spaces that a typesetter may put anywhere."""
    return re.sub(r"\s+", "", text)


def text_of(pdf: bytes) -> str:
    return words("".join(part.extract_text() for part in read(pdf).pages))


def texts(part: Section) -> Iterator[str]:
    yield part.heading
    yield from part.lead
    if part.table:
        yield from (cell for row in part.table.rows for cell in row)
    yield from part.paragraphs
    for smaller in part.sections:
        yield from texts(smaller)


def faults(pdf: bytes) -> list[str]:
    """Return why a file is not PDF/A-2b.

    The validator takes a compressed stream that happens to end in a carriage return for one byte
    shorter than it says. We look ourselves: after the stated length must come the stream's end.
    """
    return [
        f"{failure.rule_id}: {failure.message}"
        for failure in page.validate_pdf_bytes(pdf).failures
        if failure.rule_id != "PDFA2B-STREAM-LENGTH-001"
        or failure.object_id is None
        or not _ends_where_it_says(pdf, failure.object_id.object_number)
    ]


def _ends_where_it_says(pdf: bytes, number: int) -> bool:
    start = pdf.index(b"\n%d 0 obj" % number)
    length = int(pdf[pdf.index(b"/Length ", start) + 8 :].split(b"/")[0].split(b">")[0])
    data = pdf.index(b"stream\n", start) + len(b"stream\n")
    return pdf.startswith(b"\nendstream", data + length)


def saying(text: str) -> Paper:
    """Return minutes into which someone wrote a text wherever one can write."""
    item = Item(1, text, presenter=text, speeches=(Speech(text, text),), conclusion=text)
    return replace(samples.MINUTES, subject=text, place=text, items=(item,), notes=(text,))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_paper_is_pdf_a(kind: Kind) -> None:
    pdf = to_pdf([samples.SAMPLES[kind]], created_at=AT)

    assert page.validate_pdf_bytes(pdf).profile is page.ValidationProfile.PDF_A_2B
    assert faults(pdf) == []


def test_a_stream_that_ends_in_a_carriage_return_is_no_fault() -> None:
    pdf = to_pdf([saying("@OÌ")], created_at=AT)

    assert faults(pdf) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_a_paper_says_all_that_its_sheet_says_in_order(kind: Kind) -> None:
    sheet = compose(samples.SAMPLES[kind])

    printed = text_of(to_pdf([samples.SAMPLES[kind]], created_at=AT))

    at = 0
    expected = [sheet.parent, sheet.body, sheet.number, sheet.place_date, sheet.title]
    expected += [sheet.subject, sheet.addressees[0]]
    expected += [text for part in sheet.sections[:-1] for text in texts(part)]
    for text in map(words, expected):
        at = printed.find(text, at)
        assert at >= 0, text
        # A table's head comes again on each page, so the next text is only later, not adjacent.
        at += len(text)
    rest = [text for part in sheet.sections[-1:] for text in texts(part)]
    rest += [*sheet.recipients, *(place.name for place in sheet.signatures)]
    assert [text for text in rest if words(text) not in printed] == []


def test_the_file_says_what_it_is() -> None:
    pdf = to_pdf([samples.MINUTES], created_at=AT)

    reader = read(pdf)
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Biên bản số 31-BB/CB – Sinh hoạt chi bộ thường kỳ tháng 12 năm 2026"
    )
    assert reader.metadata.author == "CHI BỘ BẢN MÁY"
    assert reader.metadata.creation_date == AT
    assert str(reader.root_object["/Lang"]) == "vi"


def test_a_page_is_a4_in_tinos_only() -> None:
    reader = read(to_pdf([samples.MINUTES], created_at=AT))

    first = reader.pages[0]
    fonts = {str(font["/BaseFont"]).split("+")[-1] for font in _fonts(reader)}
    assert (round(first.mediabox.width), round(first.mediabox.height)) == (595, 842)
    assert fonts == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic"}


def _fonts(reader: PdfReader) -> Iterator[dict[str, object]]:
    for part in reader.pages:
        for font in part["/Resources"]["/Font"].values():  # type: ignore[index]
            yield font.get_object()


def test_pages_are_numbered_from_the_second_and_each_copy_anew() -> None:
    long = tuple(Speech(f"Đảng viên {n}", "nhất trí với dự thảo") for n in range(60))
    item = replace(samples.ITEMS[1], speeches=long)
    paper = replace(samples.MINUTES, items=(item,))

    reader = read(to_pdf([paper, paper], created_at=AT))

    pages = [part.extract_text().split("\n")[0].strip() for part in reader.pages]
    count = len(pages) // 2
    assert count >= 3
    first = pages[0]
    assert pages == [first, *map(str, range(2, count + 1))] * 2


def test_a_notice_has_one_copy_for_each_addressee() -> None:
    people = tuple(Addressee(f"Người thứ {n}") for n in range(27))

    reader = read(to_pdf([replace(samples.NOTICE, addressees=people)], created_at=AT))

    assert len(reader.pages) == 27
    assert "Kính gửi: đồng chí Người thứ 26" in reader.pages[26].extract_text()


def test_a_draft_says_so_on_every_page() -> None:
    reader = read(to_pdf([replace(samples.MINUTES, draft=True)], created_at=AT))

    assert len(reader.pages) > 1
    assert all("Bản nháp, chưa vào sổ" in part.extract_text() for part in reader.pages)


def test_the_same_record_gives_the_same_bytes() -> None:
    once = to_pdf([samples.MINUTES], created_at=AT)
    to_pdf([samples.NOTICE], created_at=AT)

    assert to_pdf([samples.MINUTES], created_at=AT) == once
    assert to_pdf([samples.MINUTES], created_at=AT + timedelta(days=1)) != once


def test_minutes_that_have_only_begun_can_be_printed() -> None:
    begun = replace(
        samples.MINUTES,
        items=(),
        closed_at=None,
        resolution_vote=None,
        score=None,
        reserved=(),
        read_back=None,
        draft=True,
    )

    printed = text_of(to_pdf([begun], created_at=AT))

    assert "III-KẾTTHÚC" not in printed
    assert "CHỦTRÌHỘINGHỊ" in printed


def test_threads_do_not_disturb_each_other() -> None:
    papers = list(samples.SAMPLES.values())
    expected = [to_pdf([paper], created_at=AT) for paper in papers]
    made: dict[int, bytes] = {}

    def make(number: int) -> None:
        made[number] = to_pdf([papers[number % len(papers)]], created_at=AT)

    threads = [threading.Thread(target=make, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == {number: expected[number % len(papers)] for number in range(20)}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("Vui quá 👋🏽", "Vui quá □□", id="pictures"),
        pytest.param("中文", "□□", id="chinese"),
        pytest.param("ba\u0309n Ma\u0301y", "bản Máy", id="marks apart"),
        pytest.param("{{ 7*7 }} {% x %} #set $x$ \\ <b> & @", None, id="markup"),
        pytest.param("-- --- ... 'a' \"b\" ~ *c* _d_ = e", None, id="typist's marks"),
        pytest.param('"); #panic("', None, id="code"),
    ],
)
def test_what_people_write_is_printed_as_written(text: str, printed: str | None) -> None:
    pdf = to_pdf([saying(text)], created_at=AT)

    assert words(f"Địa điểm {printed or text}".removeprefix("Địa điểm ")) in text_of(pdf)
    assert faults(pdf) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_a_pdf(text: str) -> None:
    assert faults(to_pdf([saying(text)], created_at=AT)) == []


def test_every_character_of_the_font_can_be_printed() -> None:
    font = TTFont(glyphs.REGULAR)
    known = sorted(map(chr, set(font.getBestCmap()) - {0, 13}))

    assert glyphs.drawable("".join(known)) == "".join(known)
    # In lots: three thousand letters of many scripts in one line take ten seconds to set.
    for first in range(0, len(known), 150):
        lot = " ".join(known[first : first + 150])
        assert faults(to_pdf([saying(lot)], created_at=AT)) == []


def test_the_four_fonts_have_the_same_characters() -> None:
    fonts = [set(TTFont(path).getBestCmap()) for path in sorted(glyphs.FONTS.glob("*.ttf"))]

    assert len(fonts) == 4
    assert all(font == fonts[0] for font in fonts)
