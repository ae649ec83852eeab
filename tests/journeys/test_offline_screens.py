"""The screens of the offline room: for all eyes, by keyboard, and after bad days."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.meetings.models import Meeting, RollMark
from chibo.room.actions import devices
from chibo.room.models import Device
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.test_offline import (
    PIN,
    carry,
    conclude,
    enter,
    kept,
    mark_present,
    open_room,
    speak,
    step,
    vote,
)

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Axe()


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    made.habit(found.cell)
    made.quorum(at=found.cell)
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    return found


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.planned(village, timezone.localdate())


def looked_at(page: Page, name: str, faults: list[str]) -> None:
    """Ask axe, and whether anything runs over the edge."""
    found = AXE.run(page).response["violations"]
    faults += [f"{name}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if over > 0:
        faults.append(f"{name}: {over} px over the edge")


@pytest.mark.parametrize("look", ["light", "dark", "xl", "en", "200%"])
def test_every_screen_can_be_read_by_all(
    phone: Page, village: Village, meeting: Meeting, look: str
) -> None:
    faults: list[str] = []
    if look == "dark":
        phone.emulate_media(color_scheme="dark")
    _prefer(phone, look)
    phone.goto("/meetings/room/")
    expect(phone.locator("h1")).to_be_visible()
    looked_at(phone, "nothing carried", faults)
    _carry(phone, meeting, look, faults)
    enter(phone)
    looked_at(phone, "before", faults)
    phone.locator("section.action button").click()
    for person in village.expected:
        mark_present(phone, person.full_name)
    looked_at(phone, "roll", faults)
    speak(phone, village.plain[0].pk, "Còn 150 mét từ cống xuống.")
    vote(phone, 5, 1)
    phone.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    looked_at(phone, "item", faults)
    step(phone, 2)
    looked_at(phone, "end", faults)
    kept(phone)
    phone.evaluate("sessionStorage.clear()")
    phone.reload()
    expect(phone.locator("#pin")).to_be_visible()
    looked_at(phone, "locked", faults)

    assert faults == []


def _prefer(page: Page, look: str) -> None:
    page.goto("/sign-in/")
    cookies = {"xl": ("text", "xl"), "en": ("language", "en")}
    if look in cookies:
        name, value = cookies[look]
        page.context.add_cookies([{"name": name, "value": value, "url": page.url}])
    if look == "200%":
        page.add_init_script(
            "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%' })"
        )


def _carry(page: Page, meeting: Meeting, look: str, faults: list[str]) -> None:
    page.goto(f"/meetings/room/?cell={meeting.cell.code}")
    expect(page.locator("#pin")).to_be_visible()
    looked_at(page, "to carry", faults)
    carry(page, "bithu", meeting)
    looked_at(page, f"meetings in {look}", faults)


def test_the_whole_room_works_by_keyboard(desk: Page, village: Village, meeting: Meeting) -> None:
    carry(desk, "bithu", meeting)
    _press(desk, desk.locator(".tasks a").first.get_attribute("href") or "")
    desk.keyboard.press("Enter")
    expect(desk.locator("section.action button")).to_be_visible()
    _tab_to(desk, "Mở phòng họp")
    desk.keyboard.press("Enter")
    _tab_to(desk, village.secretary.full_name)
    desk.keyboard.press("Space")
    expect(desk.locator(".tally__sum b").first).to_have_text("1/8")
    _tab_to(desk, "Ghi thêm phát biểu")
    desk.keyboard.press("Enter")
    _tab_to(desk, "", "#who")
    desk.keyboard.type(village.secretary.full_name[:2])
    _tab_to(desk, "", "#gist")
    desk.keyboard.type("Đồng ý.")
    _tab_to(desk, "Ghi lại")
    desk.keyboard.press("Enter")
    expect(desk.locator(".speeches")).to_contain_text("Đồng ý.")


def _press(page: Page, href: str) -> None:
    _tab_to(page, "", f'a[href="{href}"]')


def _tab_to(page: Page, words: str, selector: str = "") -> None:
    """Press Tab until the focus is on what has some words, or a selector."""
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "([words, selector]) => selector ? document.activeElement.matches(selector)"
            " : document.activeElement.textContent.includes(words)"
            " && document.activeElement.matches('button, summary, a')",
            [words, selector],
        )
        if here:
            return
    raise AssertionError(f"no way by keyboard to {words or selector}")


def test_a_signed_out_phone_keeps_what_it_wrote_and_says_so(
    phone: Page, village: Village, meeting: Meeting
) -> None:
    carry(phone, "bithu", meeting)
    enter(phone)
    open_room(phone)
    mark_present(phone, village.secretary.full_name)
    kept(phone)
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
    carry(phone, "bithu", meeting)
    enter(phone)
    open_room(phone)
    mark_present(phone, village.secretary.full_name)
    kept(phone)
    devices.revoke_device(key=Device.objects.get().pk, by="x", at=timezone.now())

    phone.context.set_offline(False)

    expect(phone.locator("[role=alert]")).to_contain_text("không còn được giữ", timeout=30_000)
    expect(phone.locator(".pending [role=status]")).to_contain_text("Chưa gửi")
    step(phone, 2)
    with phone.expect_download() as saved:
        phone.get_by_role("button", name="Lưu thành tệp").click()
    assert saved.value.suggested_filename.startswith("chibo-TT.01-")


def test_a_month_without_a_plan_is_met_in_all_the_same(phone: Page, village: Village) -> None:
    other = made.planned(village, made.next_month_of(timezone.localdate()))
    carry(phone, "bithu", other)
    phone.get_by_text("Buổi họp không có trong danh sách").click()
    phone.get_by_role("button", name="Sinh hoạt thường kỳ tháng").click()
    open_room(phone)
    for person in village.expected:
        mark_present(phone, person.full_name)
    step(phone, 1)
    phone.locator("#new-item").fill("Nạo vét mương")
    phone.locator("form:has(#new-item) button").click()
    expect(phone.locator("h3", has_text="Nạo vét mương")).to_be_visible()
    conclude(phone, "Thống nhất.")
    phone.context.set_offline(False)
    expect(phone.locator(".pending [role=status]")).to_contain_text("Đã gửi hết", timeout=30_000)
    step(phone, 2)
    phone.get_by_role("button", name="Đưa vào biên bản").click()
    phone.wait_for_timeout(2_000)

    held = Meeting.objects.get(month=timezone.localdate().replace(day=1))
    assert held.state == Meeting.State.HELD
    assert RollMark.objects.filter(meeting=held).count() == 8
    assert held.items.filter(conclusion="Thống nhất.").count() == 1
    assert PIN not in phone.content()


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
