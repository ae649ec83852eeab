"""The page of minutes written by hand, and the room beside them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chibo.meetings.models import Meeting, RecordPage
from chibo.meetings.queries import pages_of
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return made.village()


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.held(village)


def photograph(shade: int, name: str = "trang.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, made.photograph(shade))


@pytest.fixture
def writer(village: Village) -> Client:
    return reader("writer", village)


def send(writer: Client, meeting: Meeting, *files: SimpleUploadedFile) -> tuple[int, str]:
    url = reverse("room:pages", args=[meeting.pk])
    answer = writer.post(url, {"photographs": files}, follow=True)
    return answer.status_code, answer.content.decode()


def test_several_pages_at_once(writer: Client, meeting: Meeting) -> None:
    status, page = send(writer, meeting, photograph(10), photograph(100), photograph(200))

    assert status == 200
    urls = [reverse("room:page_file", args=[one.pk]) for one in pages_of(meeting)]
    assert len(urls) == 3
    assert [page.index(url) for url in urls] == sorted(page.index(url) for url in urls)


def test_what_was_good_stays_when_the_next_one_is_not(writer: Client, meeting: Meeting) -> None:
    bad = SimpleUploadedFile("trang 2.heic", b"\0\0\0\x18ftypheic" + bytes(20))

    status, page = send(writer, meeting, photograph(10), bad, photograph(200))

    assert status == 422
    assert "“trang 2.heic” is in the iPhone&#x27;s own format" in page
    assert pages_of(meeting).count() == 1
    # Sent again as a whole, the first is not there twice.
    send(writer, meeting, photograph(10), photograph(100), photograph(200))
    assert pages_of(meeting).count() == 3


def test_nothing_chosen(writer: Client, meeting: Meeting) -> None:
    status, page = send(writer, meeting)

    assert status == 422
    assert "Choose at least one photograph." in page


def test_order_and_taking_away(writer: Client, meeting: Meeting) -> None:
    first, second = made.by_hand(meeting, 10), made.by_hand(meeting, 200)

    writer.post(reverse("room:move_page", args=[second.pk]), {"up": ""})
    assert list(pages_of(meeting)) == [second, first]

    without = writer.post(reverse("room:remove_page", args=[first.pk]), {"because": " "})
    assert without.status_code == 409
    assert "Write in a few words why the page is taken away" in without.content.decode()
    writer.post(reverse("room:remove_page", args=[first.pk]), {"because": "mờ"})
    assert list(pages_of(meeting)) == [second]


def test_the_room_shows_them_beside_what_is_typed(writer: Client, meeting: Meeting) -> None:
    room = reverse("room:room", args=[meeting.pk])
    assert "attach photographs and type from them" in writer.get(room).content.decode()

    page = made.by_hand(meeting)

    shown = writer.get(room).content.decode()
    assert f'src="{reverse("room:page_file", args=[page.pk])}"' in shown
    assert "1 page written by hand" in shown
    closing = writer.get(reverse("room:close", args=[meeting.pk])).content.decode()
    assert "1 page written by hand" in closing


def test_in_the_book_nothing_is_offered_any_more(village: Village, writer: Client) -> None:
    meeting = made.ready(village)
    page = made.by_hand(meeting)
    made.seal(meeting)

    shown = writer.get(reverse("room:pages", args=[meeting.pk])).content.decode()

    assert "photographs" not in shown
    assert reverse("room:remove_page", args=[page.pk]) not in shown
    gone = writer.post(reverse("room:remove_page", args=[page.pk]), {"because": "mờ"})
    assert gone.status_code == 409
    assert RecordPage.objects.count() == 1
