"""An official sits in a meeting where there is no signal, and writes his slip there."""

import json
from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.access.models import Grant
from chibo.meetings.models import Meeting
from chibo.people.models import Person
from chibo.quality.models import Assessment
from chibo.supervision.actions.rosters import publish_roster
from chibo.supervision.models import PassedUp, PlannedVisit, Roster, Visit
from chibo.supervision.rules.roster.quarters import quarter_first
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.factories.sheets import in_force
from tests.journeys.walking import sign_in
from tests.supervision.visits.seeing import SHEET

pytestmark = pytest.mark.django_db(transaction=True)

PIN = "246810"
WEAK = "Kết luận phần giao đất chưa rõ ai làm."
ASKED = "Xin xi măng cho đoạn mương cuối bản."


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    official = factories.person("Ngân Văn Mừng")
    factories.account("canbo", "supervisor", at=found.commune, of=official)
    factories.account("vanphong", "office", at=found.commune)
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    return found


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.planned(village, timezone.localdate())


def keep(page: Page) -> None:
    """Keep the official's pages on a phone, as he does once where there is a signal."""
    sign_in(page, "canbo")
    page.goto("/visits/")
    page.locator('a[href="/visits/phone/"]').click()
    page.locator("#pin").fill(PIN)
    page.locator("#again").fill(PIN)
    page.locator("button.button--primary").click()
    page.wait_for_url("**/visits/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function(
        "caches.keys().then(names => names.includes('keeps-visits') && names.length > 1)"
    )


def offline(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/visits/")
    expect(page.locator(".pending")).to_be_visible()


def write(page: Page, **fields: str) -> None:
    page.locator('.tasks a[href="/visits/slip/TT.01/"]').first.click()
    form = page.locator("form[data-slip]")
    for name, words in fields.items():
        form.locator(f'[name="{name}"]').fill(words)


def bar(page: Page, words: str) -> None:
    """Wait until the line that is always in sight says something."""
    expect(page.locator(".pending > summary")).to_contain_text(words)


def send(page: Page) -> None:
    page.locator("form[data-slip] button.button--primary").click()


def test_a_slip_written_without_a_signal_is_sent_once_and_read_by_the_cell_and_its_office(
    phone: Page, desk: Page, village: Village, meeting: Meeting
) -> None:
    keep(phone)
    offline(phone)
    phone.reload()
    follow_up_on = timezone.localdate() + timedelta(days=20)
    write(
        phone,
        came_at="19h15",
        present="7",
        weak_points=WEAK,
        asks_0=ASKED,
        asks_0_who=village.third.full_name,
        follow_up="Giúp chi ủy viết lại kết luận.",
        follow_up_on=f"{follow_up_on:%d/%m/%Y}",
    )
    # A reload in the middle loses nothing.
    bar(phone, "1 phiếu đang viết dở")
    phone.reload()
    expect(phone.locator('[name="weak_points"]')).to_have_value(WEAK)
    send(phone)
    bar(phone, "1 phiếu chưa gửi")
    assert Visit.objects.count() == 0

    # Neither does the phone that kills the tab: the PIN opens what it kept.
    context = phone.context
    phone.close()
    again = context.new_page()
    again.goto("/visits/")
    again.locator("#pin").fill(PIN)
    again.locator("button.button--primary").click()
    bar(again, "1 phiếu chưa gửi")

    context.set_offline(False)
    bar(again, "Đã gửi hết lúc")
    again.reload()
    expect(again.locator("section:has(#sent) li")).to_have_count(1)

    visit = Visit.objects.get()
    assert (visit.meeting, visit.present, visit.must_attend) == (meeting, 7, 8)
    assert (visit.weak_points, visit.follow_up_on) == (WEAK, follow_up_on)
    asked = PassedUp.objects.get()
    assert (asked.text, asked.person, asked.unit) == (ASKED, village.third, village.commune)

    for name in ("bithu", "vanphong"):
        desk.context.clear_cookies()
        sign_in(desk, name)
        desk.goto("/visits/cell/TT.01/")
        expect(desk.locator("main")).to_contain_text(WEAK)
        expect(desk.locator("main")).to_contain_text(ASKED)


def test_the_office_sees_the_board_change_once_the_slip_is_sent(
    phone: Page, desk: Page, village: Village, meeting: Meeting
) -> None:
    told(village, meeting)
    board = f"/reports/board/TT/?span={meeting.month:%Y-%m}"
    visits = desk.locator("dl.figures > div", has_text="lượt đã dự")
    sign_in(desk, "vanphong")
    desk.goto(board)
    expect(visits).to_contain_text("0/1")

    keep(phone)
    offline(phone)
    write(phone, came_at="19h15", present="7")
    send(phone)
    bar(phone, "1 phiếu chưa gửi")
    desk.goto(board)
    expect(visits).to_contain_text("0/1")
    phone.context.set_offline(False)
    bar(phone, "Đã gửi hết lúc")

    desk.goto(board)
    expect(visits).to_contain_text("1/1")


def told(village: Village, meeting: Meeting) -> None:
    """Tell the official that he is to sit in with a meeting."""
    today = timezone.localdate()
    roster = Roster.objects.create(
        unit=village.commune, first=quarter_first(today), made_at=timezone.now()
    )
    PlannedVisit.objects.create(
        roster=roster,
        official=Person.objects.get(full_name="Ngân Văn Mừng"),
        cell=village.cell,
        sitting=str(meeting.pk),
        meeting=meeting,
        day=today,
        hour=time(19, 30),
    )
    publish_roster(roster_id=roster.pk, by="vanphong", at=timezone.now())


def test_marks_given_without_a_signal_wait_for_the_minutes_with_the_slip(
    phone: Page, village: Village
) -> None:
    sheet = in_force(SHEET, village.commune)
    keep(phone)
    offline(phone)
    write(phone, came_at="19:15")
    phone.locator("form[data-slip] summary").last.click()
    phone.locator('[name="mark_1.1"]').fill("55,5")
    phone.locator('[name="marks_because"]').fill("Dự cả buổi.")
    send(phone)
    bar(phone, "1 phiếu chưa gửi")

    phone.context.set_offline(False)

    bar(phone, "Đã gửi hết lúc")
    kept = {"sheet": str(sheet.pk), "typed": {"1.1": "55,5"}, "because": "Dự cả buổi."}
    assert Visit.objects.get().marks == kept
    assert not Assessment.objects.exists()


def test_a_refused_slip_says_why_and_is_mended_on_the_phone(phone: Page, village: Village) -> None:
    del village
    keep(phone)
    offline(phone)
    write(phone, came_at="20:00", left_at="19:00", weak_points=WEAK)
    send(phone)
    bar(phone, "1 phiếu chưa gửi")

    phone.context.set_offline(False)
    said = phone.locator(".pending li")
    expect(said).to_contain_text("chưa nhận được")
    said.locator("a").first.click()

    expect(phone.locator(".field--error")).to_contain_text("Giờ về trước giờ đến.")
    expect(phone.locator('[name="weak_points"]')).to_have_value(WEAK)
    phone.locator('[name="left_at"]').fill("21:00")
    send(phone)
    bar(phone, "Đã gửi hết lúc")
    assert Visit.objects.get().weak_points == WEAK


def test_a_phone_that_sends_what_was_sent_already_makes_no_second_slip(
    phone: Page, village: Village
) -> None:
    del village
    keep(phone)
    offline(phone)
    write(phone, came_at="20:00")
    send(phone)
    bar(phone, "1 phiếu chưa gửi")
    # The answer to the first sending never arrives.
    phone.route("**/visits/send/", lambda route: (route.fetch(), route.abort()))
    phone.context.set_offline(False)
    phone.wait_for_timeout(1_000)
    assert Visit.objects.count() == 1
    bar(phone, "1 phiếu chưa gửi")

    phone.unroute("**/visits/send/")
    phone.evaluate("dispatchEvent(new Event('online'))")

    bar(phone, "Đã gửi hết lúc")
    assert Visit.objects.count() == 1


def test_who_lost_the_role_keeps_his_words_and_is_told(phone: Page, village: Village) -> None:
    keep(phone)
    offline(phone)
    write(phone, came_at="20:00", weak_points=WEAK)
    send(phone)
    Grant.objects.filter(account__username="canbo").update(until=timezone.localdate())
    factories.member(village.cell, "Lò Thị Mới")

    phone.context.set_offline(False)

    said = phone.locator(".pending li")
    expect(said).to_contain_text("chưa nhận được")
    assert Visit.objects.count() == 0


def test_signing_out_takes_the_pages_off_the_phone_and_leaves_what_is_not_sent(
    phone: Page, village: Village
) -> None:
    del village
    keep(phone)
    sign_out(phone)
    assert databases(phone) == []

    keep(phone)
    offline(phone)
    write(phone, came_at="20:00", weak_points=WEAK)
    send(phone)
    bar(phone, "1 phiếu chưa gửi")
    phone.route("**/visits/send/", lambda route: route.abort())
    phone.context.set_offline(False)
    sign_out(phone)

    assert databases(phone) == ["chibo-visits"]


def sign_out(page: Page) -> None:
    page.goto("/")
    page.locator('form[action="/sign-out/"] button').click()
    page.wait_for_url("**/sign-in/**")


def databases(page: Page) -> list[str]:
    found = page.evaluate(
        "indexedDB.databases().then(all => JSON.stringify(all.map(one => one.name)))"
    )
    return sorted(json.loads(found))
