"""The minutes on screen and on paper, and a book that shows when it was touched."""

import io
import json
from html import unescape

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse
from docx import Document

from chibo.book.models import SealedRecord
from chibo.documents.wording.common import DRAFT_MARK
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JULY, JUNE, Village
from tests.factories.watching import changed, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(village: Village) -> Client:
    return reader("secretary", village)


def altered(sequence: int = 1, *, column: str = "canonical") -> None:
    """Change one byte of a page past the program, as somebody with the database could."""
    row = SealedRecord.objects.get(sequence=sequence)
    value = bytearray(
        bytes(row.canonical) if column == "canonical" else getattr(row, column).encode()
    )
    value[len(value) // 2] ^= 1
    stored = bytes(value) if column == "canonical" else value.decode()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE book_sealedrecord SET {column} = %s WHERE id = %s",  # noqa: S608 (names of our own columns)
            [stored, row.pk],
        )


def verify(*words: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("book", "verify", *words, stdout=out)
    except SystemExit as end:
        assert isinstance(end.code, int)
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_minutes_say_what_the_record_says(village: Village, secretary: Client) -> None:
    meeting = made.sealed(village)

    page = unescape(secretary.get(f"/book/minutes/{meeting.pk}/").content.decode())

    for words in ("01-BB/CB", "Nạo vét mương Nà Khà", "Chi bộ thống nhất.", "Hà Văn Thuấn"):
        assert words in page


def test_a_name_changed_afterwards_changes_no_minutes(village: Village, secretary: Client) -> None:
    meeting = made.sealed(village)
    village.secretary.full_name = "Tên Mới"
    village.secretary.save(update_fields=["full_name"])

    page = secretary.get(f"/book/minutes/{meeting.pk}/")

    article = page.content.decode().split("<article")[1]
    assert "Hà Văn Thuấn" in unescape(article)
    assert "Tên Mới" not in unescape(article)


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("paper", ["minutes", "resolution", "attendance", "excerpt"])
def test_every_paper_in_both_forms(
    village: Village, secretary: Client, paper: str, form: str
) -> None:
    meeting = made.sealed(village)
    item = made.content(meeting)[0]

    response = secretary.get(f"/book/papers/{meeting.pk}/{paper}.{form}?item={item.pk}")

    assert response.status_code == 200
    start = {"pdf": b"%PDF-", "docx": b"PK"}[form]
    assert response.content.startswith(start)
    assert f'{paper}-2026-06.{form}"' in response["Content-Disposition"]


@pytest.mark.parametrize(
    "paper", ["minutes.odt", "nothing.pdf", "excerpt.pdf", "excerpt.pdf?item=x"]
)
def test_a_paper_that_is_none_is_not_found(village: Village, secretary: Client, paper: str) -> None:
    meeting = made.sealed(village)

    assert secretary.get(f"/book/papers/{meeting.pk}/{paper}").status_code == 404


def test_before_the_roll_there_are_no_minutes_and_no_resolution(
    village: Village, secretary: Client
) -> None:
    meeting = made.noticed(village)

    answers = {
        paper: secretary.get(f"/book/papers/{meeting.pk}/{paper}.docx").status_code
        for paper in ("minutes", "resolution", "attendance")
    }

    assert answers == {"minutes": 404, "resolution": 404, "attendance": 200}


def test_until_it_is_sealed_a_paper_is_a_draft(village: Village, secretary: Client) -> None:
    url = f"/book/papers/{made.closed(village).pk}/minutes.docx"

    def says_draft() -> bool:
        (section,) = Document(io.BytesIO(secretary.get(url).content)).sections
        return any(DRAFT_MARK in row.text for row in section.first_page_header.paragraphs)

    before = says_draft()
    made.book.seal_meeting(meeting_id=village.cell.meetings.get().pk, by="bithu", at=made.AT)

    assert (before, says_draft()) == (True, False)


def test_the_sealed_bytes_are_given_as_they_stand(village: Village, secretary: Client) -> None:
    made.sealed(village)
    page = SealedRecord.objects.get()

    response = secretary.get(f"/book/records/{page.pk}.json")

    assert response.content == bytes(page.canonical)
    assert response["Content-Type"] == "application/json"


def test_a_correction_stands_beside_the_minutes(village: Village, secretary: Client) -> None:
    meeting = made.sealed(village)
    url = f"/book/minutes/{meeting.pk}/"

    empty = secretary.post(f"{url}correct/", {"text": " "})
    secretary.post(f"{url}correct/", {"text": "Có mặt 8 & không phải 7."})

    assert empty.status_code == 409
    assert "Write what was wrong and what is right." in empty.content.decode()
    assert "Có mặt 8 & không phải 7." in unescape(secretary.get(url).content.decode())


def test_only_what_is_in_the_book_is_corrected(village: Village, secretary: Client) -> None:
    meeting = made.held(village)
    before = tables()

    response = secretary.post(f"/book/minutes/{meeting.pk}/correct/", {"text": "Sửa"})

    assert response.status_code == 409
    assert changed(before, tables()) == set()


def test_a_whole_book_is_said_to_be_whole(village: Village, secretary: Client) -> None:
    made.sealed(village, JUNE)
    made.sealed(village, JULY)

    page = secretary.get("/book/cell/TT.01/verify/")

    assert (page.context["checked"], page.context["findings"]) == (2, [])
    assert 'role="alert"' not in page.content.decode()
    assert verify() == (0, "2 records checked, 0 findings\n")
    assert json.loads(verify("--json")[1]) == {"checked": 2, "findings": {}}


@pytest.mark.parametrize("column", ["canonical", "sha256", "previous_sha256"])
def test_a_changed_byte_is_found_on_screen_and_by_the_command(
    village: Village, secretary: Client, column: str
) -> None:
    made.sealed(village, JUNE)
    made.sealed(village, JULY)
    altered(2, column=column)

    page = secretary.get("/book/cell/TT.01/verify/")

    assert 'role="alert"' in page.content.decode()
    code, said = verify("--json")
    assert code == 1
    assert {finding["page"] for finding in json.loads(said)["findings"]["TT.01"]} == {2}
    assert verify("--cell", "TT.01")[0] == 1


def test_the_command_checks_one_cell_or_says_it_has_no_book(village: Village) -> None:
    neighbour = made.village("TT.02", "bản Ngàm", under=village.commune)
    made.sealed(village)
    made.sealed(neighbour)
    altered_in = SealedRecord.objects.get(cell=village.cell)
    SealedRecord.objects.filter(pk=altered_in.pk).update(sha256="0" * 64)

    assert verify("--cell", "TT.02")[0] == 0
    assert verify()[0] == 1
    with pytest.raises(CommandError, match=r"TT\.03"):
        verify("--cell", "TT.03")


def test_the_writer_notes_that_the_papers_are_on_the_e_handbook(village: Village) -> None:
    meeting = made.sealed(village)
    writer = reader("writer", village)
    page = reverse("book:minutes", args=[meeting.pk])
    assert "on the e-handbook since" not in writer.get(page).content.decode()

    answer = writer.post(
        reverse("book:post", args=[meeting.pk]), {"posted_on": "4/6/2026"}, follow=True
    )

    assert "on the e-handbook since 04/06/2026" in answer.content.decode()
    member = reader("member", village).get(page).content.decode()
    assert "on the e-handbook since 04/06/2026" in member
    assert "Correct the day of posting" not in member


@pytest.mark.parametrize(
    ("day", "status", "said"),
    [
        (
            "2/6/2026",
            409,
            "The meeting was on 03/06/2026. Its papers were posted that day or later.",
        ),
        ("1/1/2100", 409, "That day has not come yet."),
        ("hôm qua", 422, 'value="hôm qua"'),
    ],
)
def test_a_day_of_posting_that_cannot_be_is_said_at_its_field(
    village: Village, day: str, status: int, said: str
) -> None:
    meeting = made.sealed(village)
    writer = reader("writer", village)
    before = tables()

    answer = writer.post(reverse("book:post", args=[meeting.pk]), {"posted_on": day})

    assert answer.status_code == status
    assert said in answer.content.decode()
    assert changed(before, tables()) == set()
