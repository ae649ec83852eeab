"""The screens of the offline room: for all eyes, by keyboard, and after bad days."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.book.rules import digest
from chibo.meetings.models import Meeting, RollMark
from chibo.quality.models import ScoreSheet
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
from tests.support.scores import ODD

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Axe()


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    made.habit(found.cell)
    made.quorum(at=found.cell)
    # Every kind of box: points, passed or not, an event that forces a grade.
    ScoreSheet.objects.create(
        key="odd",
        title="Phiếu thử",
        text=ODD,
        sha256=digest(ODD.encode()),
        unit=found.commune,
        since=date(2020, 1, 1),
    )
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
    expect(phone.locator("#c3-1")).to_be_visible()
    looked_at(phone, "end", faults)
    phone.locator("#c3-1").fill("9")
    phone.locator("#c3-1").press("Tab")
    expect(phone.locator("#c3-1-error")).to_be_visible()
    looked_at(phone, "a mark that cannot be", faults)
    _see_the_wall(phone, faults)
    kept(phone)
    phone.evaluate("sessionStorage.clear()")
    phone.reload()
    expect(phone.locator("#pin")).to_be_visible()
    looked_at(phone, "locked", faults)

    assert faults == []


def _see_the_wall(page: Page, faults: list[str]) -> None:
    page.get_by_role("link", name="wall" if "en" in _language(page) else "Chiếu mục").click()
    expect(page.locator(".wall h1")).to_be_visible()
    looked_at(page, "wall", faults)
    page.locator(".wall__back").click()
    expect(page.locator(".jump--room")).to_be_visible()


def _language(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))


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
    _mark_by_keyboard(desk, village)
    _vote_by_keyboard(desk)
    _give_by_keyboard(desk, village)
    _tab_to(desk, "", "#conclusion-text")
    desk.keyboard.type("Thống nhất.")
    _end_by_keyboard(desk)
    _tab_to(desk, "Chiếu mục đang bàn")
    desk.keyboard.press("Enter")
    expect(desk.locator(".wall h1")).to_be_visible()
    _tab_to(desk, "Về phòng họp")
    desk.keyboard.press("Enter")
    expect(desk.locator("#conclusion-text")).to_have_value("Thống nhất.")


def _mark_by_keyboard(page: Page, village: Village) -> None:
    names = page.locator("li[data-state=uncalled] .roll__name").all_inner_texts()
    assert len(names) == len(village.expected) - 1
    _tab_to(page, names[0])
    for name in names:
        # Each name called hands the focus on to the next one.
        expect(page.locator(".roll__tap:focus .roll__name")).to_have_text(name)
        page.keyboard.press("Space")


def _vote_by_keyboard(page: Page) -> None:
    if page.locator("details:has(#question)").first.get_attribute("open") is None:
        _tab_to(page, "Biểu quyết")
        page.keyboard.press("Enter")
    _tab_to(page, "", "#vote-in_favour")
    page.keyboard.type("6")
    _tab_to(page, "Ghi kết quả biểu quyết")
    page.keyboard.press("Enter")
    expect(page.locator(".outcome")).to_contain_text("Được thông qua")


def _give_by_keyboard(page: Page, village: Village) -> None:
    _tab_to(page, "Giao việc")
    page.keyboard.press("Enter")
    _tab_to(page, "", "#what")
    page.keyboard.type("Nạo vét mương")
    _tab_to(page, "", "#owner")
    page.keyboard.type(village.secretary.full_name[:4])
    _tab_to(page, "", "#due")
    page.keyboard.type("15/12")
    _tab_to(page, "", "details:has(#what) form .buttons button")
    page.keyboard.press("Enter")
    expect(page.locator("section:has(h2#tasks)")).to_contain_text("Nạo vét mương")


def _end_by_keyboard(page: Page) -> None:
    _tab_to(page, "Kết thúc buổi họp")
    page.keyboard.press("Enter")
    for name in ("was-read", "approved"):
        _tab_to(page, "", f"#{name}")
        page.keyboard.press("Space")
        expect(page.locator(f"#{name}")).to_be_checked()


def _press(page: Page, href: str) -> None:
    _tab_to(page, "", f'a[href="{href}"]')


def _tab_to(page: Page, words: str, selector: str = "") -> None:
    """Press Tab until the focus is on what has some words, or a selector, if it is not yet."""
    for _ in range(200):
        here = page.evaluate(
            "([words, selector]) => selector ? document.activeElement.matches(selector)"
            " : document.activeElement.textContent.includes(words)"
            " && document.activeElement.matches('button, summary, a')",
            [words, selector],
        )
        if here:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by keyboard to {words or selector}")


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
