"""A committee's own Word templates: whose papers wear them, and what is refused."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from chibo.audit.models import Entry
from chibo.documents.actions import Classified, end_template, put_in_force
from chibo.documents.models import CommitteeTemplate
from chibo.documents.queries import template_for, templates_for
from chibo.documents.sheets import Kind
from chibo.documents.template_rules import NotWord, RefusedTemplate, TooLarge, UnknownField
from chibo.documents.word_templates import default_template
from chibo.units.models import Unit
from tests import factories
from tests.factories import meetings as made

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = datetime.fromisoformat("2026-06-01T09:00+07:00")
TUESDAY = MONDAY + timedelta(days=1)
OURS = default_template(Kind.MINUTES)


def with_line(text: str) -> bytes:
    """Our template with one more line, as someone would add it in Word."""
    document = docx.Document(io.BytesIO(OURS))
    document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


FIRST, SECOND = with_line("Lưu: VT"), with_line("Lưu: Văn phòng")


@pytest.fixture
def commune() -> Unit:
    return factories.unit("TT", kind="commune", name="Đảng bộ xã Trung Thượng")


@pytest.fixture
def may(commune: Unit) -> Unit:
    return factories.unit("TT.MAY", name="bản Máy", under=commune)


def put(unit: Unit, content: bytes, at: datetime = MONDAY, name: str = "mau.docx") -> None:
    put_in_force(
        unit=unit,
        kind=Kind.MINUTES,
        upload=SimpleUploadedFile(name, content),
        by="lan",
        at=at,
    )


def used(unit: Unit, on: date) -> bytes | None:
    return template_for(unit, Kind.MINUTES, on)


def test_the_nearest_template_above_is_used_from_its_day_on(commune: Unit, may: Unit) -> None:
    put(commune, FIRST)
    put(may, SECOND, TUESDAY)

    assert used(may, date(2026, 5, 31)) is None
    assert used(may, MONDAY.date()) == FIRST
    assert used(may, TUESDAY.date()) == SECOND
    assert used(commune, TUESDAY.date()) == FIRST
    assert template_for(may, Kind.RESOLUTION, TUESDAY.date()) is None
    assert set(templates_for(may, TUESDAY.date())) == {Kind.MINUTES}
    assert Entry.objects.filter(verb="template.put_in_force").count() == 2


def test_a_new_one_ends_the_former_and_the_same_twice_changes_nothing(commune: Unit) -> None:
    put(commune, FIRST)
    put(commune, FIRST, TUESDAY)
    put(commune, SECOND, TUESDAY)

    assert used(commune, MONDAY.date()) == FIRST
    assert used(commune, TUESDAY.date()) == SECOND
    assert CommitteeTemplate.objects.count() == 2


def test_one_replaced_on_its_own_day_was_never_in_force(commune: Unit) -> None:
    put(commune, FIRST)
    put(commune, SECOND)

    assert used(commune, MONDAY.date()) == SECOND


def test_without_its_own_a_unit_uses_that_above_it(commune: Unit, may: Unit) -> None:
    put(commune, FIRST)
    put(may, SECOND)

    end_template(unit=may, kind=Kind.MINUTES, by="lan", at=TUESDAY)
    end_template(unit=may, kind=Kind.MINUTES, by="lan", at=TUESDAY)

    assert used(may, TUESDAY.date()) == FIRST
    assert Entry.objects.filter(verb="template.ended").count() == 1


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("mau.docx", with_line("{{ ten_loaj }}"), UnknownField),
        ("mau.docx", b"no document", NotWord),
        ("mau.docx", b"PK" + bytes(30 * 1024 * 1024), TooLarge),
        ("CV mật 12.docx", OURS, Classified),
        ("mau.docx", with_line("TỐI MẬT"), Classified),
    ],
)
def test_what_is_refused_changes_nothing(
    commune: Unit, name: str, content: bytes, refusal: type[RefusedTemplate]
) -> None:
    with pytest.raises(refusal):
        put(commune, content, name=name)

    assert not CommitteeTemplate.objects.exists()
    assert not Entry.objects.exists()


@pytest.fixture
def office(client: Client, commune: Unit, may: Unit) -> Iterator[Client]:
    client.force_login(factories.account("lan", "office", at=commune))
    client.cookies["language"] = "en"
    yield client
    translation.activate("vi")


def send(client: Client, content: bytes) -> tuple[int, str]:
    file = SimpleUploadedFile("mau.docx", content)
    response = client.post("/templates/TT/minutes/", {"file": file}, follow=True)
    return response.status_code, " ".join(response.content.decode().split())


def test_a_committee_gives_its_own_sees_it_and_goes_back(office: Client) -> None:
    status, page = send(office, FIRST)

    assert status == 200
    assert "The template was checked and is used from today." in page
    assert "mau.docx, used since" in page
    assert office.get("/templates/TT/minutes/use.docx").content == FIRST
    assert office.get("/templates/TT/minutes/ours.docx").content == OURS
    sample = docx.Document(io.BytesIO(office.get("/templates/TT/minutes/sample.docx").content))
    assert sample.paragraphs[-1].text == "Lưu: VT"
    assert "mau.docx of the unit above (TT)" in office.get("/templates/TT.MAY/").content.decode()

    office.post("/templates/TT/minutes/end/")

    assert office.get("/templates/TT/minutes/use.docx").content == OURS


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ ten_loaj }}", "does not exist: ten_loaj. Perhaps ten_loai is meant"),
        ("{{ qqqqqq }}", "does not exist: qqqqqq. Put one of the list in its place"),
        ("{{ 2 ** 9 }}", "does more than name fields"),
        ("{{ ten_loai", "cannot be filled"),
        ("MẬT", "marked secret"),
    ],
)
def test_a_refusal_says_what_to_do(office: Client, line: str, words: str) -> None:
    status, page = send(office, with_line(line))

    assert status == 422
    assert words in page


def test_a_template_that_loses_a_part_is_told_which(office: Client) -> None:
    document = docx.Document(io.BytesIO(OURS))
    for part in list(document.element.body)[:-1]:
        part.getparent().remove(part)
    file = io.BytesIO()
    document.save(file)

    status, page = send(office, file.getvalue())

    assert status == 422
    assert "so something recorded would be lost" in page


def test_the_papers_of_a_cell_wear_it(client: Client) -> None:
    village = made.village()
    meeting = made.sealed(village)
    coming = made.noticed(village, date(2026, 7, 3))
    client.force_login(factories.account("thu", "secretary", at=village.cell))
    put(village.cell, FIRST)
    notice = docx.Document(io.BytesIO(default_template(Kind.NOTICE)))
    notice.add_paragraph("Lưu: giấy báo")
    file = io.BytesIO()
    notice.save(file)
    put_in_force(
        unit=village.cell,
        kind=Kind.NOTICE,
        upload=SimpleUploadedFile("giay-bao.docx", file.getvalue()),
        by="lan",
        at=MONDAY,
    )

    def last_line(name: str) -> str:
        return docx.Document(io.BytesIO(client.get(name).content)).paragraphs[-1].text

    assert last_line(reverse("book:paper", args=[meeting.pk, "minutes", "docx"])) == "Lưu: VT"
    assert last_line(reverse("room:notice_paper", args=[coming.pk, "docx"])) == "Lưu: giấy báo"
    attendance = reverse("book:paper", args=[meeting.pk, "attendance", "docx"])
    assert last_line(attendance) != "Lưu: VT"


def test_a_form_without_a_file_and_an_unknown_kind(office: Client) -> None:
    assert office.post("/templates/TT/minutes/").status_code == 422
    assert office.get("/templates/TT/letters/").status_code == 404
    assert office.get("/templates/TT/minutes/theirs.docx").status_code == 404
