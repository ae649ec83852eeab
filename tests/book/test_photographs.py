"""Minutes written by hand are sealed with the record."""

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from chibo.book.models import SealedRecord
from chibo.book.papers import minutes_paper
from chibo.book.queries import pages_of as pages_of_book
from chibo.book.queries import photograph_findings
from chibo.book.rules import Finding, Flaw, digest, findings
from chibo.meetings.models import Meeting, RecordPage
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JULY, JUNE, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return made.village()


@pytest.fixture
def sealed(village: Village) -> Meeting:
    """Return a meeting in the book with two photographed pages, another one before it."""
    made.sealed(village, JUNE)
    meeting = made.ready(village, JULY)
    made.by_hand(meeting, 10)
    made.by_hand(meeting, 200)
    made.seal(meeting)
    return meeting


def record(meeting: Meeting) -> dict[str, object]:
    page = SealedRecord.objects.get(meeting=meeting)
    found: dict[str, object] = json.loads(bytes(page.canonical))
    return found


def test_the_record_names_each_page_by_its_hash(village: Village, sealed: Meeting) -> None:
    files = RecordPage.objects.order_by("position")

    assert record(sealed)["format"] == "chibo-record/3"
    assert record(sealed)["pages"] == [
        {
            "sha256": file.sha256,
            "size": file.size,
            "media_type": "image/jpeg",
            "attached_by": "bithu",
            "attached_at": "2026-06-01T02:00:00Z",
        }
        for file in files
    ]
    with files[0].file.open() as kept:
        assert digest(kept.read()) == files[0].sha256
    assert findings(pages_of_book(village.cell)) == []
    assert photograph_findings(village.cell) == []


def test_a_record_without_pages_says_nothing_of_them(village: Village, sealed: Meeting) -> None:
    del sealed
    first = Meeting.objects.get(cell=village.cell, month__month=JUNE.month)

    assert "pages" not in record(first)


@pytest.mark.parametrize("how", ["changed", "gone", "row gone", "all gone", "swapped"])
def test_a_page_that_was_tampered_with_shows(village: Village, sealed: Meeting, how: str) -> None:
    first, second = RecordPage.objects.filter(meeting=sealed).order_by("position")
    held, name = first.file.storage, str(first.file.name)
    match how:
        case "changed":
            held.delete(name)
            held.save(name, ContentFile(made.photograph(99)))
        case "gone":
            held.delete(name)
        case "row gone":
            first.delete()
        case "all gone":
            RecordPage.objects.all().delete()
        case "swapped":
            RecordPage.objects.filter(pk=first.pk).update(position=second.position + 1)

    assert photograph_findings(village.cell) == [Finding(2, Flaw.PHOTOGRAPH)]
    page = reader("secretary", village).get(reverse("book:verify", args=[village.cell.code]))
    assert "Page 2: a photographed page is missing or was changed" in page.content.decode()


def test_the_minutes_say_that_pages_belong_to_them(sealed: Meeting) -> None:
    paper = minutes_paper(record(sealed), draft=False)

    assert paper.notes == ("Kèm theo biên bản viết tay: 02 trang chụp",)


def test_who_reads_the_book_sees_them(village: Village, sealed: Meeting) -> None:
    """Before, they stay with those who write; sealed, they go where the record goes."""
    page = RecordPage.objects.filter(meeting=sealed)[0]
    url = reverse("room:page_file", args=[page.pk])

    for role in ("member", "secretary", "office", "board"):
        client = reader(role, village)
        answer = client.get(url)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg"), role
        assert "sandbox" in answer["Content-Security-Policy"]
        minutes = client.get(reverse("book:minutes", args=[sealed.pk])).content.decode()
        assert url in minutes, role
        # Sent once, and asked about each time.
        again = client.get(url, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert reader("technician", village).get(url).status_code == 404
