"""Bad days of the offline room: signed out, revoked, full, evicted, renewed in mid-meeting."""

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.meetings.models import Meeting, RollMark
from chibo.room.actions import devices
from chibo.room.document import Document
from chibo.room.island import Island
from chibo.room.models import Device
from tests import factories
from tests.factories.meetings import Village
from tests.journeys.test_offline import (
    PIN,
    carry,
    enter,
    kept,
    mark_present,
    meeting,
    open_room,
    row,
    step,
    village,
)

__all__ = ["meeting", "village"]

pytestmark = pytest.mark.django_db(transaction=True)


# Chromium lets no test fill its storage; this is how a full one answers.
FULL = """() => {
  window.roomy = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


def in_meeting(page: Page, meeting: Meeting) -> None:
    """Carry the cell, lose the network, open the room."""
    carry(page, "bithu", meeting)
    enter(page)
    open_room(page)


def saved_file(page: Page) -> Document:
    """Save the meeting as a file and read it."""
    step(page, 2)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Lưu thành tệp").click()
    assert saved.value.suggested_filename.startswith("chibo-TT.01-")
    found = json.loads(Path(saved.value.path()).read_text("utf-8"))
    return Document([b64decode(found["update"])])


def write_one(phone: Page, village: Village, meeting: Meeting) -> None:
    """Carry the cell, open the room without a signal, and mark the secretary: kept, not sent."""
    carry(phone, "bithu", meeting)
    enter(phone)
    open_room(phone)
    mark_present(phone, village.secretary.full_name)
    kept(phone)


def test_a_full_phone_says_so_and_keeps_all_once_there_is_room(
    phone: Page, village: Village, meeting: Meeting
) -> None:
    in_meeting(phone, meeting)
    mark_present(phone, village.secretary.full_name)
    kept(phone)
    phone.evaluate(FULL)

    mark_present(phone, village.deputy.full_name)

    expect(phone.locator("[role=alert]")).to_contain_text("Máy đã đầy")
    mark_present(phone, village.third.full_name)
    phone.evaluate("() => { IDBObjectStore.prototype.add = window.roomy }")
    mark_present(phone, village.plain[0].full_name)
    expect(phone.locator("[role=alert]")).to_have_count(0)
    kept(phone)
    phone.reload()
    for person in (village.secretary, village.deputy, village.third, village.plain[0]):
        expect(row(phone, person.full_name)).to_have_attribute("data-state", "present")


def test_a_browser_that_takes_the_copy_away_is_noticed_and_the_meeting_saved(
    phone: Page, village: Village, meeting: Meeting
) -> None:
    in_meeting(phone, meeting)
    mark_present(phone, village.secretary.full_name)
    kept(phone)
    browser = phone.context.new_cdp_session(phone)
    origin = phone.evaluate("location.origin")
    browser.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})

    mark_present(phone, village.deputy.full_name)

    expect(phone.locator("[role=alert]")).to_contain_text("Trình duyệt")
    lines = {one["line"] for one in saved_file(phone).decisions().values()}
    assert {f"roll/{one.pk}" for one in (village.secretary, village.deputy)} <= lines


def test_a_new_version_waits_until_the_meeting_is_put_away(
    phone: Page, village: Village, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_meeting(phone, meeting)
    mark_present(phone, village.secretary.full_name)
    kept(phone)
    old = phone.evaluate("caches.keys()")
    plain = Island.words
    monkeypatch.setattr(Island, "words", lambda island: {**plain(island), "Roll": "Gọi tên"})
    factories.member(village.cell, "Lò Thị Mới")  # a page kept in the old words is made anew
    phone.context.set_offline(False)
    phone.reload()
    assert any(_soon(phone, "getRegistration().then(found => Boolean(found.waiting))"))

    # What is open stays as it is, also when it is loaded anew without a network.
    phone.context.set_offline(True)
    phone.reload()
    expect(row(phone, village.secretary.full_name)).to_have_attribute("data-state", "present")
    expect(phone.locator("h2#roll")).to_have_text("Điểm danh")
    mark_present(phone, village.deputy.full_name)
    kept(phone)

    context, address = phone.context, phone.url
    phone.close()
    again = context.new_page()
    again.wait_for_timeout(1_500)  # the browser lets the waiting one begin once nothing is open
    again.goto(address)
    assert again.evaluate("caches.keys()") != old
    again.locator("#pin").fill(PIN)
    again.locator("button.button--primary").click()
    expect(again.locator("h2#roll")).to_have_text("Gọi tên")
    expect(row(again, village.deputy.full_name)).to_have_attribute("data-state", "present")


def _soon(page: Page, question: str) -> Iterator[bool]:
    """Ask the browser's keeper of workers something, again and again for some seconds."""
    for _ in range(50):
        page.wait_for_timeout(200)
        yield page.evaluate(f"navigator.serviceWorker.{question}")


def test_two_phones_with_a_signal_see_each_other(
    phone: Page, desk: Page, village: Village, meeting: Meeting
) -> None:
    for page, name in ((phone, "bithu"), (desk, "thuky")):
        carry(page, name, meeting)
        page.context.set_offline(False)
        enter(page)
    open_room(phone)

    mark_present(phone, village.secretary.full_name)

    expect(desk.locator(".tally__sum b").first).to_have_text("1/8", timeout=20_000)


def test_a_signed_out_phone_keeps_what_it_wrote_and_says_so(
    phone: Page, village: Village, meeting: Meeting
) -> None:
    write_one(phone, village, meeting)
    phone.context.clear_cookies()
    phone.context.set_offline(False)

    phone.locator(".pending summary").click()
    expect(phone.locator(".pending")).to_contain_text("Vào lại để gửi", timeout=30_000)
    expect(phone.locator(".pending [role=status]")).to_contain_text("Chưa gửi")
    assert not RollMark.objects.exists()


def test_a_revoked_phone_erases_its_copy(phone: Page, village: Village, meeting: Meeting) -> None:
    carry(phone, "bithu", meeting)
    devices.revoke_device(key=Device.objects.get().pk, by="x", at=timezone.now())
    phone.context.set_offline(False)
    phone.reload()

    expect(phone.locator("h1")).to_contain_text("Phòng họp")
    phone.wait_for_function(
        "indexedDB.databases().then(() => new Promise(done => {"
        " const open = indexedDB.open('chibo-room');"
        " open.onsuccess = () => { const asked = open.result.transaction('copy').objectStore('copy').count();"
        " asked.onsuccess = () => { open.result.close(); done(asked.result === 0) } } }))",
        timeout=30_000,
    )


def test_a_revoked_phone_with_unsent_words_keeps_them(
    phone: Page, village: Village, meeting: Meeting
) -> None:
    write_one(phone, village, meeting)
    devices.revoke_device(key=Device.objects.get().pk, by="x", at=timezone.now())

    phone.context.set_offline(False)

    expect(phone.locator("[role=alert]")).to_contain_text("không còn được giữ", timeout=30_000)
    expect(phone.locator(".pending [role=status]")).to_contain_text("Chưa gửi")
    assert saved_file(phone).decisions()


@pytest.mark.parametrize("unsent", [False, True])
def test_signing_out_takes_the_cell_off_unless_something_waits(
    phone: Page, village: Village, meeting: Meeting, unsent: bool
) -> None:
    carry(phone, "bithu", meeting)
    if unsent:
        enter(phone)
        open_room(phone)
        kept(phone)
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto("/")

    phone.locator("form[action$='/sign-out/'] button").click()

    expect(phone.locator("input[name=password]")).to_be_visible()
    found = phone.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert found == (["chibo-room"] if unsent else [])
    phone.goto("/meetings/room/")
    expect(phone.locator("#pin" if unsent else "h1")).to_be_visible()
