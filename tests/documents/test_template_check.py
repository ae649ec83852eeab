import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from chibo.documents.isolated import Limits
from chibo.documents.sheets import FOR_WORD, Kind
from chibo.documents.template_check import check_template
from chibo.documents.template_rules import (
    ActiveContent,
    BrokenTemplate,
    MissingField,
    NotAllowed,
    NotWord,
    RefusedTemplate,
    TooLarge,
    UnknownField,
    examine,
)
from chibo.documents.word_templates import default_template

OURS = default_template(Kind.MINUTES)


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_line(text: str) -> bytes:
    """Return our template with one more line, as someone would add in Word."""
    document = docx.Document(io.BytesIO(OURS))
    document.add_paragraph(text)
    return saved(document)


def rezipped(change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """Return our template with its parts changed, and more parts."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(OURS)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return file.getvalue()


def unchanged(_name: str, content: bytes) -> bytes:
    return content


def related(kind: str, target: str) -> bytes:
    """Return our template pointing at something outside it."""
    relation = (
        '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return rezipped(
        lambda name, content: (
            content.replace(b"</Relationships>", relation.encode())
            if name == "word/_rels/document.xml.rels"
            else content
        )
    )


@pytest.mark.parametrize("kind", FOR_WORD)
def test_our_own_templates_pass(kind: Kind) -> None:
    check_template(default_template(kind), kind)


@pytest.mark.parametrize(
    "line",
    [
        "Chi bộ: {{ chi_bo|upper }}",
        "{% if noi_nhan and not ban_nhap %}{{ noi_nhan|join(', ') }}{% endif %}",
        "{% for muc in noi_dung.muc %}{{ loop.index }} {{ muc.tieu_de }}{% endfor %}",
        "{% for m in noi_dung.muc %}{% for d in m.bang %}{{ d.ket_qua }}{% endfor %}{% endfor %}",
        "Một dòng chữ của xã, 100% {không phải trường}",
    ],
)
def test_a_committee_may_add(line: str) -> None:
    examine(with_line(line), Kind.MINUTES)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("{{ ho_va_ten }}", "ho_va_ten"),
        ("{{ noi_dung.cac_muc }}", "noi_dung.cac_muc"),
        ("{% for d in noi_dung.muc %}{{ d.ten }}{% endfor %}", "d.ten"),
        ("{% for m in noi_dung.muc %}{{ m.tieu_de }}{% endfor %}{{ m.tieu_de }}", "m"),
        ("{{ noi_dung }}", "noi_dung"),
        ("{% for x in chi_bo %}{{ x }}{% endfor %}", "chi_bo"),
        ("{{ chi_bo.__class__ }}", "chi_bo.__class__"),
        ("{{ range }}", "range"),
    ],
)
def test_an_unknown_field_is_named_as_it_is_written(line: str, name: str) -> None:
    with pytest.raises(UnknownField) as refused:
        examine(with_line(line), Kind.MINUTES)

    assert refused.value.about == name


@pytest.mark.parametrize(
    "line",
    [
        "{{ 'a' * 1000000000 }}",
        "{{ chi_bo.upper() }}",
        "{{ chi_bo|safe }}",
        "{{ chi_bo['x'] }}",
        "{{ ''|attr('__class__') }}",
        "{% set x = 1 %}",
        "{% autoescape false %}{{ chi_bo }}{% endautoescape %}",
        "{% macro x() %}{% endmacro %}",
        "{% include 'x' %}",
        "{{ [1, 2] }}",
        "{% for a, b in noi_dung.muc %}{% endfor %}",
        "{{ 2 ** 99 }}",
    ],
)
def test_a_template_is_no_program(line: str) -> None:
    with pytest.raises((NotAllowed, BrokenTemplate)):
        examine(with_line(line), Kind.MINUTES)


@pytest.mark.parametrize(
    "line", ["{% for x in noi_nhan %}", "{{ chi_bo", "{% endif %}", "{% tr %}"]
)
def test_broken_tags_are_refused(line: str) -> None:
    with pytest.raises(BrokenTemplate):
        examine(with_line(line), Kind.MINUTES)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"", NotWord, id="empty"),
        pytest.param(b"%PDF-1.7", NotWord, id="not a zip"),
        pytest.param(OURS[:5000], NotWord, id="cut off"),
        pytest.param(b"PK" + b"\0" * 2 * 1024 * 1024, TooLarge, id="large"),
        pytest.param(
            rezipped(unchanged, {"word/media/a.xml": b"<a/>" * 8_000_000}),
            TooLarge,
            id="bomb",
        ),
        pytest.param(
            rezipped(unchanged, {"word/vbaProject.bin": b"x"}), ActiveContent, id="macros"
        ),
        pytest.param(
            rezipped(
                lambda name, content: (
                    content.replace(
                        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                        b"vnd.ms-word.document.macroEnabled.main",
                    )
                    if name == "[Content_Types].xml"
                    else content
                )
            ),
            ActiveContent,
            id="docm",
        ),
        pytest.param(
            rezipped(unchanged, {"word/embeddings/a.xlsx": b"x"}), ActiveContent, id="object"
        ),
        pytest.param(
            rezipped(
                lambda name, content: (
                    content.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1)
                    if name == "word/document.xml"
                    else content
                )
            ),
            ActiveContent,
            id="entities",
        ),
        pytest.param(
            related("attachedTemplate", "https://example.org/a.dotm"), ActiveContent, id="fetches"
        ),
        pytest.param(related("image", "https://example.org/a.png"), ActiveContent, id="pixel"),
        pytest.param(saved(docx.Document()), MissingField, id="says nothing of the meeting"),
    ],
)
def test_what_is_no_template_is_refused(content: bytes, refusal: type[RefusedTemplate]) -> None:
    with pytest.raises(refusal):
        check_template(content, Kind.MINUTES)


def test_a_link_to_a_page_is_harmless() -> None:
    examine(related("hyperlink", "https://example.org/"), Kind.MINUTES)


def test_a_template_of_another_kind_is_refused() -> None:
    with pytest.raises(UnknownField):
        examine(OURS, Kind.NOTICE)


def test_a_template_that_loses_the_decisions_names_what_it_loses() -> None:
    document = docx.Document(io.BytesIO(OURS))
    for paragraph in document.paragraphs:
        if paragraph.text == "{{ doan }}":
            paragraph.text = ""

    with pytest.raises(MissingField) as refused:
        examine(saved(document), Kind.MINUTES)

    assert refused.value.about == "khai_mac"


def test_the_child_says_the_same_as_the_rules() -> None:
    with pytest.raises(UnknownField) as refused:
        check_template(with_line("{{ ho_va_ten }}"), Kind.MINUTES)

    assert refused.value.about == "ho_va_ten"


def test_a_template_that_takes_too_long_is_refused() -> None:
    with pytest.raises(BrokenTemplate):
        check_template(OURS, Kind.MINUTES, limits=Limits(wait=0))
