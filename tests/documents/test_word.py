import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document
from docx.shared import Length, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.documents import samples
from chibo.documents.fields import MEANINGS, field_names, fields, sample_fields
from chibo.documents.papers import Addressee, Item, Paper, Speech
from chibo.documents.sheets import FOR_WORD, Kind, Section
from chibo.documents.word import to_word
from chibo.documents.word_templates import default_template
from chibo.documents.wording import compose

AT = datetime(2026, 12, 5, 1, 20, tzinfo=UTC)


def opened(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


def lines(document: Document) -> list[str]:
    """Return every line of a document that is not empty, cells in reading order."""
    made = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            cells = [cell for row in block.rows for cell in row.cells]
            made += [paragraph.text for cell in cells for paragraph in cell.paragraphs]
        else:
            made.append(block.text)
    return [line for line in made if line]


def expected_lines(part: Section) -> Iterator[str]:
    yield part.heading
    yield from part.lead
    if part.table:
        yield from (column.title for column in part.table.columns)
        yield from (cell for row in part.table.rows for cell in row)
    yield from part.paragraphs
    for smaller in part.sections:
        yield from expected_lines(smaller)


def saying(text: str) -> Paper:
    item = Item(1, text, presenter=text, speeches=(Speech(text, text),), conclusion=text)
    return replace(samples.MINUTES, subject=text, place=text, items=(item,), notes=(text,))


@pytest.mark.parametrize("kind", FOR_WORD)
def test_a_word_file_says_what_its_sheet_says(kind: Kind) -> None:
    sheet = compose(samples.SAMPLES[kind])

    made = lines(opened(to_word(samples.SAMPLES[kind], created_at=AT)))

    hands = [line for place in sheet.signatures for line in (*place.roles, place.name)]
    sent_to = ["Nơi nhận:", *sheet.recipients] if sheet.recipients else []
    annex = []
    if sheet.annex:
        heading, *rest = expected_lines(sheet.annex)
        annex = ["PHỤ LỤC", heading, "-----", *rest]
    expected = [
        line
        for addressee in sheet.addressees
        for line in (
            *(sheet.parent, sheet.body, "*", sheet.number),
            *("ĐẢNG CỘNG SẢN VIỆT NAM", sheet.place_date, sheet.title, sheet.subject, "-----"),
            addressee,
            *(line for part in sheet.sections for line in expected_lines(part)),
            *(hands + sent_to if len(sheet.signatures) > 1 else sent_to + hands),
            *annex,
        )
        if line
    ]
    assert made == expected


def test_the_page_is_that_of_party_documents() -> None:
    document = opened(to_word(samples.MINUTES, created_at=AT))

    section = document.sections[0]
    body = document.styles["Đoạn văn"]
    assert _millimetres(section.page_width, section.page_height) == [210, 297]
    assert _millimetres(
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    ) == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.part.element.xml
    assert "PAGE" not in section.first_page_header.part.element.xml
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    assert body.paragraph_format.line_spacing == Pt(20)
    assert _millimetres(body.paragraph_format.first_line_indent) == [10]


def _millimetres(*lengths: Length | None) -> list[int]:
    return [round(length.mm) for length in lengths if length is not None]


def test_the_file_says_what_it_is() -> None:
    properties = opened(to_word(samples.MINUTES, created_at=AT)).core_properties

    assert properties.title == "Biên bản số 31-BB/CB – Sinh hoạt chi bộ thường kỳ tháng 12 năm 2026"
    assert properties.author == "CHI BỘ BẢN MÁY"
    assert properties.created == properties.modified == AT
    assert properties.comments == ""


def test_each_copy_of_a_notice_begins_with_page_one() -> None:
    people = tuple(Addressee(f"Người thứ {n}") for n in range(3))

    document = opened(to_word(replace(samples.NOTICE, addressees=people), created_at=AT))

    assert len(document.sections) == 3
    assert document.element.xml.count('w:pgNumType w:start="1"') == 3
    assert document.element.xml.count("<w:titlePg/>") == 3


def test_a_draft_says_so_on_every_page() -> None:
    document = opened(to_word(replace(samples.MINUTES, draft=True), created_at=AT))

    section = document.sections[0]
    heads = [section.first_page_header, section.header]
    assert all("Bản nháp, chưa vào sổ" in head.part.element.xml for head in heads)


def test_a_committee_may_move_things_in_its_own_template() -> None:
    own = docx.Document()
    own.add_paragraph("{{ trich_yeu }} / {{ chi_bo }}")
    own.add_paragraph("{%p for muc in noi_dung.muc %}")
    own.add_paragraph("{{ muc.tieu_de }}")
    own.add_paragraph("{%p endfor %}")
    file = io.BytesIO()
    own.save(file)

    made = to_word(samples.MINUTES, created_at=AT, template=file.getvalue())

    assert lines(opened(made)) == [
        "Sinh hoạt chi bộ thường kỳ tháng 12 năm 2026 / CHI BỘ BẢN MÁY",
        "1. Kiểm điểm nhiệm vụ của Nghị quyết số 22-NQ/CB",
        "2. Nạo vét mương Nà Lốc trước vụ chiêm xuân",
        "3. Phòng cháy rừng mùa hanh khô",
        "4. Giới thiệu quần chúng ưu tú học lớp nhận thức về Đảng",
        "5. Phân công chuẩn bị kiểm điểm cuối năm",
    ]


@pytest.mark.parametrize("kind", FOR_WORD)
def test_every_field_is_explained(kind: Kind) -> None:
    names = {part.removesuffix("[]") for name in field_names(kind) for part in name.split(".")}

    assert names <= set(MEANINGS)


def test_no_field_is_explained_that_does_not_exist() -> None:
    used = {
        part.removesuffix("[]")
        for kind in FOR_WORD
        for name in field_names(kind)
        for part in name.split(".")
    }

    assert used == set(MEANINGS)


def test_a_paper_that_lacks_a_part_still_has_its_fields() -> None:
    bare = replace(samples.RESOLUTION, score=None, annex=None, tasks=(), directions="")

    made = fields(compose(bare))

    assert set(made) == set(sample_fields(Kind.RESOLUTION))
    assert made["tu_cham"] == {"tieu_de": "", "mo_dau": [], "bang": [], "doan": [], "muc": []}
    assert opened(to_word(bare, created_at=AT))


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }} {% for x in y %} {# z #}",
        "{_{ a }_} {_% b %_}",
        "<w:p>&amp;</w:p> ]]> <!-- -->",
        "#set $x$ \\ @ %",
        "Vui quá 👋🏽 中文",
    ],
)
def test_what_people_write_is_printed_as_written(text: str) -> None:
    made = lines(opened(to_word(saying(text), created_at=AT)))

    assert f"1. {text}" in made
    assert text in made


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_a_word_file(text: str) -> None:
    paper = saying(text)

    made = lines(opened(to_word(paper, created_at=AT)))

    assert [line for line in made if line == compose(paper).subject] or not compose(paper).subject


@pytest.mark.parametrize("kind", FOR_WORD)
def test_our_template_holds_nothing_foreign(kind: Kind) -> None:
    with zipfile.ZipFile(io.BytesIO(default_template(kind))) as archive:
        names = archive.namelist()

    assert [name for name in names if "vba" in name.lower() or "embed" in name] == []
