"""A whole evening without a network: two phones and a laptop, apart from before it to after it."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.book import actions as book
from chibo.book.models import SealedRecord
from chibo.meetings.models import Meeting, RollMark, Speech, Vote
from chibo.room.actions.folding import fold
from chibo.room.models import OpenPoint, RoomDocument
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.conftest import small_page
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

PIN = "246810"


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    made.habit(found.cell)
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    factories.account("pho", "deputy_secretary", at=found.cell, of=found.deputy)
    factories.account("thuky", "meeting_secretary", at=found.cell, of=found.third)
    return found


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.planned(village, timezone.localdate())


@pytest.fixture
def three(browser: Browser, live_server: LiveServer) -> Iterator[list[Page]]:
    """Two phones and a laptop, each with storage of its own."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(small_page(browser, live_server, width=width))
            for width in (360, 360, 1280)
        ]


def carry(page: Page, name: str, meeting: Meeting) -> None:
    """Keep the cell on a device, then cut its network."""
    sign_in(page, name)
    page.goto(f"/meetings/room/?cell={meeting.cell.code}")
    page.locator("#name").fill(f"Máy của {name}")
    page.locator("#pin").fill(PIN)
    page.locator("#again").fill(PIN)
    page.locator("button.button--primary").click()
    expect(page.locator(".dues a")).to_have_count(1)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.keys().then(names => names.length > 0)")
    page.context.set_offline(True)


def enter(page: Page) -> None:
    page.locator(".dues a").first.click()


def step(page: Page, number: int) -> None:
    """Go to the roll (0), the item (1) or the end (2); a laptop shows them all."""
    place = page.locator(".jump--room button").nth(number)
    if place.is_visible():
        place.click()


def open_room(page: Page) -> None:
    page.get_by_role("button", name="Mở phòng họp").click()


def row(page: Page, name: str) -> Locator:
    step(page, 0)
    found = page.locator(".roll > li", has_text=name)
    folded = found.locator("xpath=ancestor::details[not(@open)]")
    if folded.count():
        folded.first.locator("xpath=summary").click()
    return found


def mark_present(page: Page, name: str) -> None:
    row(page, name).locator(".roll__tap").click()
    expect(row(page, name)).to_have_attribute("data-state", "present")


def mark_absent(page: Page, name: str, reason: str) -> None:
    found = row(page, name)
    found.locator(".roll__more summary").click()
    found.locator("[name=reason]").fill(reason)
    found.locator("button[value=excused]").click()
    expect(row(page, name)).to_have_attribute("data-state", "excused")


def speak(page: Page, person_id: int, words: str) -> None:
    step(page, 1)
    box = page.locator("details:has(#gist)")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    page.locator("#who").select_option(str(person_id))
    page.locator("#gist").fill(words)
    box.locator("form button").click()
    expect(page.locator(".speeches")).to_contain_text(words)


def vote(page: Page, in_favour: int, against: int) -> None:
    step(page, 1)
    box = page.locator("details:has(#question)").first
    if box.get_attribute("open") is None:
        box.locator("summary").first.click()
    page.locator("#vote-in_favour").fill(str(in_favour))
    page.locator("#vote-against").fill(str(against))
    box.locator("form > .buttons button").click()


def conclude(page: Page, words: str) -> None:
    step(page, 1)
    page.locator("#conclusion-text").fill(words)
    kept(page)


def kept(page: Page) -> None:
    """Wait until everything shown is on the device."""
    page.wait_for_timeout(700)  # what is typed in a row is kept together after a pause


def waiting(page: Page) -> str:
    return page.locator(".pending [role=status]").inner_text()


def reconnect(page: Page) -> None:
    page.context.set_offline(False)
    expect(page.locator(".pending [role=status]")).to_contain_text("Đã gửi hết", timeout=30_000)


def fold_now(document: RoomDocument) -> list[OpenPoint]:
    return fold(document_id=document.pk, by="thuky", at=timezone.now())


def first_phone(page: Page, village: Village) -> Page:
    """Open, call most, and go on in a new tab after the old one was killed."""
    first, second, third = village.plain[:3]
    enter(page)
    open_room(page)
    for person in (*village.committee, first, second):
        mark_present(page, person.full_name)
    kept(page)
    address, context = page.url, page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    page.locator("#pin").fill(PIN)
    page.locator("button.button--primary").click()
    expect(row(page, first.full_name)).to_have_attribute("data-state", "present")
    mark_absent(page, third.full_name, "ốm")
    speak(page, first.pk, "Còn 150 mét từ cống xuống.")
    vote(page, 5, 0)
    conclude(page, "Nạo vét xong mương trước 15/12.")
    return page


def second_phone(page: Page, village: Village) -> None:
    """Call the same people otherwise, count the same vote otherwise, and reload."""
    third = village.plain[2]
    enter(page)
    open_room(page)
    for person in (*village.committee, *village.plain[:3]):
        mark_present(page, person.full_name)
    vote(page, 5, 1)
    conclude(page, "Giao đồng chí phó đôn đốc.")
    page.reload()
    expect(row(page, third.full_name)).to_have_attribute("data-state", "present")


def the_laptop(page: Page, village: Village) -> None:
    """Write who sits where, and the rest of the record."""
    enter(page)
    open_room(page)
    for person in (*village.committee, village.plain[3], village.probationary):
        mark_present(page, person.full_name)
    page.locator("#writer").select_option(str(village.third.pk))
    page.locator("form:has(#writer) button").click()
    speak(page, village.plain[3].pk, "Nhà tôi góp một công.")


def settle(page: Page) -> None:
    """Choose on every open point, the one that counts first."""
    page.reload()
    expect(page.locator("#open-points")).to_be_visible(timeout=30_000)
    open_points = page.locator("section:has(#open-points) li")
    while left := open_points.count():
        open_points.first.locator("button").first.click()
        expect(open_points).to_have_count(left - 1)
    kept(page)
    expect(page.locator(".pending [role=status]")).to_contain_text("Đã gửi hết", timeout=30_000)


def test_an_evening_apart_comes_together(
    village: Village, meeting: Meeting, three: list[Page]
) -> None:
    one, two, laptop = three
    for page, name in zip(three, ("bithu", "pho", "thuky"), strict=True):
        carry(page, name, meeting)
    third = village.plain[2]
    one = first_phone(one, village)
    second_phone(two, village)
    the_laptop(laptop, village)
    for page in (one, two, laptop):
        kept(page)
        assert waiting(page).startswith("Chưa gửi")

    # They come back in another order than they wrote; the first one a week later.
    reconnect(laptop)
    reconnect(two)
    document = RoomDocument.objects.get(meeting=meeting)
    fold_now(document)
    reconnect(one)
    points = fold_now(document)

    marks = {mark.person_id: mark for mark in RollMark.objects.filter(meeting=meeting)}
    assert len(marks) == 8
    assert {mark.mark for pk, mark in marks.items() if pk != third.pk} == {"present"}
    assert {speech.gist for speech in Speech.objects.all()} == {
        "Còn 150 mét từ cống xuống.", "Nhà tôi góp một công.",
    }  # fmt: skip
    assert Vote.objects.count() == 1
    conclusion = made.content(meeting)[0].conclusion
    assert "Nạo vét xong mương trước 15/12." in conclusion
    assert "Giao đồng chí phó đôn đốc." in conclusion
    disputed = {point.line for point in points if point.kind == "disputed"}
    assert f"roll/{third.pk}" in disputed
    assert any(line.startswith("vote/") for line in disputed)
    assert all(len(point.written) >= 2 for point in points if point.kind == "disputed")

    # The minute-taker chooses; then nothing is open.
    settle(laptop)
    assert fold_now(document) == []

    # The record is made of it, to the word.
    for item in made.content(meeting)[1:]:
        made.hold.conclude(item_id=item.pk, conclusion="Thống nhất.", **made.BY)
    _end(made.fresh(meeting))
    record = json.loads(bytes(SealedRecord.objects.get(meeting=meeting).canonical))
    assert summary(record) == {
        "present": 8,
        "speeches": {"Còn 150 mét từ cống xuống.", "Nhà tôi góp một công."},
        "votes": [(5, 1)],
        "writer": village.third.full_name,
    }


def summary(record: dict[str, Any]) -> dict[str, Any]:
    """Return of a sealed record what the three devices wrote."""
    items = record["items"]
    return {
        "present": record["people"]["attended"],
        "speeches": {said["text"] for item in items for said in item["speeches"]},
        "votes": [(v["in_favour"], v["against"]) for item in items for v in item["votes"]],
        "writer": record["meeting_secretary"]["name"],
    }


def _end(meeting: Meeting) -> None:
    by: dict[str, Any] = {"by": "bithu", "at": timezone.now() + timedelta(minutes=1)}
    made.ending.read_back(
        meeting_id=meeting.pk, was_read=True, approved=True, reserved_opinions="", **by
    )
    book.close_meeting(meeting_id=meeting.pk, **by)
    book.seal_meeting(meeting_id=meeting.pk, **by)
