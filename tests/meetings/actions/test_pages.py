"""Photographed pages of minutes written by hand."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from pytest_django import Settings

from chibo.audit.models import Entry
from chibo.documents.photographs import MOST_BYTES
from chibo.meetings.actions import guards, pages
from chibo.meetings.actions.materials import Classified
from chibo.meetings.models import Meeting, RecordPage
from chibo.meetings.queries import pages_of
from chibo.meetings.refusals import refusal
from tests.factories import meetings as made
from tests.factories.meetings import BY, Village
from tests.factories.watching import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.held(village)


def shades(meeting: Meeting) -> list[int]:
    return [page.size for page in pages_of(meeting)]


def test_pages_are_kept_in_the_order_in_which_they_came(meeting: Meeting) -> None:
    first, second = made.by_hand(meeting, 10), made.by_hand(meeting, 200)

    assert list(pages_of(meeting)) == [first, second]
    assert (first.media_type, first.attached_by, first.is_picture) == ("image/jpeg", "bithu", True)
    with first.file.open() as kept:
        assert len(kept.read()) == first.size
    line = Entry.objects.filter(verb="page.attached").first()
    assert line
    assert line.detail == {"sha256": first.sha256}


def test_pages_change_places(meeting: Meeting) -> None:
    first, second, third = (made.by_hand(meeting, shade) for shade in (10, 100, 200))

    pages.move_page(page_id=third.pk, up=True, **BY)
    assert list(pages_of(meeting)) == [first, third, second]
    pages.move_page(page_id=first.pk, up=False, **BY)
    assert list(pages_of(meeting)) == [third, first, second]
    pages.move_page(page_id=third.pk, up=True, **BY)
    pages.move_page(page_id=second.pk, up=False, **BY)
    assert list(pages_of(meeting)) == [third, first, second]


@pytest.mark.django_db(transaction=True)
def test_a_page_is_taken_away_with_a_reason(meeting: Meeting) -> None:
    page, other = made.by_hand(meeting, 10), made.by_hand(meeting, 200)
    held, name = page.file.storage, page.file.name
    assert name

    pages.remove_page(page_id=page.pk, because="chụp mờ", **BY)

    assert list(pages_of(meeting)) == [other]
    assert not held.exists(name)
    line = Entry.objects.get(verb="page.removed")
    assert line.detail == {"sha256": page.sha256, "because": "chụp mờ"}
    # The next one comes after all that were ever there.
    assert made.by_hand(meeting, 50).position == 3


def test_without_a_reason_it_stays(meeting: Meeting) -> None:
    page = made.by_hand(meeting)

    with refused(pages.NeedsPageReason):
        pages.remove_page(page_id=page.pk, because="  ", **BY)


def test_the_same_page_is_kept_once(meeting: Meeting) -> None:
    made.by_hand(meeting, 10)

    with refused(pages.PageTwice):
        made.by_hand(meeting, 10)


@pytest.mark.parametrize(
    ("name", "content", "begins"),
    [
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(20), "“a.heic” theo định dạng riêng của iPhone"),
        ("a.docx", b"PK\x03\x04" + bytes(20), "“a.docx” không phải ảnh"),
        ("a.jpg", b"\xff\xd8\xff" + bytes(20), "“a.jpg” bị hỏng"),
        ("a.jpg", b"\xff\xd8\xff" + bytes(MOST_BYTES), "“a.jpg” quá lớn"),
    ],
)
def test_a_file_that_is_unfit_is_refused_in_words(
    meeting: Meeting, name: str, content: bytes, begins: str
) -> None:
    upload = SimpleUploadedFile(name, content)
    with refused(pages.UnfitPage) as caught:
        pages.attach_page(meeting_id=meeting.pk, upload=upload, **BY)

    assert isinstance(caught.value, pages.UnfitPage)
    with translation.override("vi"):
        told = refusal(caught.value, meeting)
    assert told.sentence.startswith(begins)
    assert told.fields == ("photographs",)


def test_a_page_marked_secret_is_not_taken(meeting: Meeting) -> None:
    upload = SimpleUploadedFile("bien ban - TỐI MẬT.png", made.photograph())

    with refused(Classified):
        pages.attach_page(meeting_id=meeting.pk, upload=upload, **BY)


def test_forty_are_enough(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 1)
    made.by_hand(meeting, 10)

    with refused(pages.TooManyPages):
        made.by_hand(meeting, 200)


@pytest.mark.parametrize("state", ["planned", "noticed", "held", "closed"])
def test_until_the_book_a_page_may_turn_up(village: Village, state: str) -> None:
    meeting = getattr(made, state)(village)

    assert made.by_hand(meeting).position == 1


@pytest.mark.parametrize("state", ["sealed", "cancelled"])
def test_afterwards_no_page_comes_or_goes(village: Village, state: str) -> None:
    meeting = made.ready(village) if state == "sealed" else made.planned(village)
    page = made.by_hand(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(
        **{"state": "cancelled", "cancelled_because": "lũ"} if state == "cancelled" else {}
    )
    if state == "sealed":
        made.seal(meeting)

    with refused(guards.WrongState):
        made.by_hand(meeting, 200)
    with refused(guards.WrongState):
        pages.remove_page(page_id=page.pk, because="mờ", **BY)
    with refused(guards.WrongState):
        pages.move_page(page_id=page.pk, up=True, **BY)
    assert RecordPage.objects.count() == 1


def test_what_is_kept_has_a_name_of_ours(
    village: Village, tmp_path: Path, settings: Settings
) -> None:
    """A name that a person or a phone gave never reaches the disk."""
    del tmp_path, settings
    page = made.by_hand(made.held(village), name="../../etc/passwd.png")

    assert page.file.name
    assert page.file.name.startswith("record_pages/")
    assert page.file.name.endswith(f"{page.pk}.jpg")
