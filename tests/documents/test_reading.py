import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from chibo.documents import samples
from chibo.documents.isolated import Limits
from chibo.documents.pdf import to_pdf
from chibo.documents.reading import (
    MOST_BYTES,
    FileBroken,
    FileProtected,
    FileTooLarge,
    UnknownFormat,
    UnreadableFile,
    extract_text,
)
from chibo.documents.secrecy import Mark, classification_mark
from chibo.documents.word import to_word

AT = datetime(2026, 12, 5, 1, 20, tzinfo=UTC)
PDF = to_pdf([samples.EXCERPT], created_at=AT)
WORD = to_word(samples.EXCERPT, created_at=AT)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def word_of(xml: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return file.getvalue()


@pytest.mark.parametrize("content", [PDF, WORD], ids=["pdf", "docx"])
def test_the_text_of_a_document_is_read(content: bytes) -> None:
    text = extract_text(content)

    assert text.splitlines()[:3] == ["ĐẢNG BỘ XÃ TRUNG THƯỢNG", "CHI BỘ BẢN MÁY", "*"]
    assert "TRÍCH BIÊN BẢN" in text.splitlines()


@pytest.mark.parametrize(
    "content",
    ["bản Máy".encode(), b"\xef\xbb\xbf" + "bản Máy".encode(), "bản Máy".encode("utf-16")],
    ids=["utf-8", "with a mark", "utf-16"],
)
def test_plain_text_is_read(content: bytes) -> None:
    assert extract_text(content) == "bản Máy"


def test_a_stamp_in_a_header_a_box_or_capitals_is_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    document.add_paragraph("Báo cáo")
    file = io.BytesIO()
    document.save(file)
    boxed = word_of(
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Báo cáo</w:t><w:txbxContent><w:p><w:r>'
        "<w:rPr><w:caps/></w:rPr><w:t>mật</w:t></w:r></w:p></w:txbxContent></w:r></w:p></w:body>"
        "</w:document>"
    )

    assert classification_mark("a.docx", extract_text(file.getvalue())) is Mark.TOI_MAT
    assert extract_text(boxed) == "Báo cáo\nMẬT"
    assert classification_mark("a.docx", extract_text(boxed)) is Mark.MAT


def test_a_stamp_laid_over_a_pdf_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    writer.add_annotation(0, FreeText(text="MẬT", rect=(50, 700, 150, 750)))

    assert classification_mark("a.pdf", extract_text(written(writer))) is Mark.MAT


def test_a_protected_file_is_told_apart() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    writer.encrypt("bí mật", algorithm="RC4-128")

    with pytest.raises(FileProtected):
        extract_text(written(writer))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"\0" * (MOST_BYTES + 1), FileTooLarge, id="large"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnknownFormat, id="old Word"),
        pytest.param(b"GIF89a\0\0", UnknownFormat, id="picture"),
        pytest.param(PDF[:2000], FileBroken, id="cut-off PDF"),
        pytest.param(WORD[:2000], FileBroken, id="cut-off Word file"),
        pytest.param(word_of("<a"), FileBroken, id="broken XML"),
        pytest.param(word_of(f"{'<a>' * 200_000}{'</a>' * 200_000}"), FileBroken, id="deep"),
        pytest.param(
            word_of('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), FileBroken, id="entities"
        ),
        pytest.param(word_of(" " * 120_000_000 + "<a/>"), FileTooLarge, id="bomb"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, refusal: type[UnreadableFile]) -> None:
    with pytest.raises(refusal):
        extract_text(content)


@pytest.mark.parametrize(
    "limits",
    [Limits(memory=20 * 1024 * 1024), Limits(wait=0)],
    ids=["memory", "time"],
)
def test_a_file_that_costs_too_much_ends_only_its_child(limits: Limits) -> None:
    with pytest.raises(FileBroken):
        extract_text(PDF, limits=limits)
