"""A meeting without any device in the room: the paper, its photograph, the office, the book."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.meetings.models import Meeting
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.walking import Walk, form, send, sign_in, unfolded

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    made.habit(found.cell)
    made.quorum(at=found.cell)
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    office = factories.account("vanphong", "office", at=found.commune)
    office.title = "Ngân Thị Duyên"
    office.save()
    return found


@pytest.fixture
def meeting(village: Village) -> Meeting:
    """Return the meeting of an evening some days ago, of which nothing was typed."""
    # So long ago that the hour of the paper is asked, at whatever hour this runs.
    some_days_ago = timezone.localdate() - timedelta(days=2)
    return made.noticed(village, some_days_ago)


def pictures(directory: Path) -> list[Path]:
    found = []
    for number in (1, 2):
        path = directory / f"trang {number}.png"
        path.write_bytes(made.photograph(number * 60))
        found.append(path)
    return found


def book_is_whole() -> bool:
    out = io.StringIO()
    try:
        call_command("book", "verify", stdout=out)
    except SystemExit:
        return False
    return "1 records checked, 0 findings" in out.getvalue()


def type_it(office: Page, village: Village, meeting: Meeting) -> datetime:
    """Type the meeting from its pages, as the office does; return when it ended."""
    office.goto(f"/meetings/{meeting.pk}/room/")
    send(form(office, "/room/open/"), hour="19h40")
    walk = Walk(office)
    # The pages stand beside the forms.
    expect(office.locator(".beside__pages img").first).to_be_visible()
    walk.call(village.plain[3], "excused")
    unfolded(office.locator('button[formaction$="/rest/"]')).click()
    expect(office.locator("#room-jump")).to_contain_text("7/8")
    walk.seat(village.secretary, village.plain[0])
    for item in made.content(meeting):
        if item.needs_vote:
            walk.vote(6)
        walk.conclude("Chi bộ nhất trí.")
    ended = meeting.starts_at + timedelta(minutes=95)
    local = ended.astimezone(timezone.get_current_timezone())
    walk.read_back(str(meeting.pk), local, closes=False)
    return ended


def test_paper_photograph_office_secretary_book(
    phone: Page, desk: Page, village: Village, meeting: Meeting, tmp_path: Path
) -> None:
    sign_in(phone, "bithu")
    sheet = phone.request.get(f"/meetings/{meeting.pk}/sheet.pdf")
    assert sheet.body().startswith(b"%PDF")
    phone.goto(f"/meetings/{meeting.pk}/pages/")
    phone.get_by_role("link", name="Nhờ văn phòng gõ hộ").click()
    form(phone, "/help/entrust/").locator("button").click()
    expect(phone.get_by_text("đã xác nhận")).to_be_visible()

    sign_in(desk, "vanphong")
    desk.goto("/meetings/help/")
    desk.get_by_role("link", name="Chi bộ bản Máy").click()
    desk.get_by_role("link", name="Đính kèm biên bản viết tay").click()
    desk.locator('input[type="file"]').set_input_files(pictures(tmp_path))
    form(desk, "/pages/").locator("button").click()
    expect(desk.locator(".scan")).to_have_count(2)
    type_it(desk, village, meeting)

    item = made.content(meeting)[0]
    phone.goto(f"/meetings/{meeting.pk}/room/?item={item.pk}")
    expect(phone.locator("main")).to_contain_text("gõ hộ bởi Ngân Thị Duyên, Văn phòng Đảng ủy xã")
    phone.goto(f"/meetings/{meeting.pk}/close/")
    expect(phone.locator("main")).to_contain_text("Gõ hộ bởi Ngân Thị Duyên")
    walk = Walk(phone)
    walk.close()
    walk.seal(str(meeting.pk))

    expect(phone.locator("article")).to_contain_text("đã đọc lại và xác nhận")
    expect(phone.locator(".scan img")).to_have_count(2)
    assert book_is_whole()
    assert made.fresh(meeting).opened_at == meeting.starts_at + timedelta(minutes=10)
    # Sealed, the meeting is the office's no more; its record is, as every other one.
    assert desk.goto(f"/meetings/{meeting.pk}/room/").status == 404  # type: ignore[union-attr]
    assert desk.goto(f"/book/minutes/{meeting.pk}/").status == 200  # type: ignore[union-attr]


def test_a_secretary_without_any_phone(
    desk: Page, village: Village, meeting: Meeting, tmp_path: Path
) -> None:
    """Asked by telephone; the signed paper is the approval."""
    sign_in(desk, "vanphong")
    desk.goto(f"/meetings/{meeting.pk}/help/")
    send(form(desk, "/help/entrust/"), consented_by=str(village.secretary.pk), how="phone")
    desk.goto(f"/meetings/{meeting.pk}/pages/")
    desk.locator('input[type="file"]').set_input_files(pictures(tmp_path))
    form(desk, "/pages/").locator("button").click()
    type_it(desk, village, meeting)

    desk.goto(f"/meetings/{meeting.pk}/help/")
    send(
        form(desk, "/help/approve/"),
        signed_by=str(village.secretary.pk),
        signed_on=f"{timezone.localdate():%d/%m/%Y}",
    )
    expect(desk.locator('form[action$="/close/seal/"]')).to_be_visible()
    Walk(desk).seal(str(meeting.pk))

    expect(desk.locator("article")).to_contain_text("đã ký bản giấy")
    assert book_is_whole()


def test_a_photograph_is_made_smaller_before_it_is_sent(
    phone: Page, village: Village, meeting: Meeting, tmp_path: Path
) -> None:
    """Eight megabytes take a quarter of an hour where there is hardly a signal."""
    path = tmp_path / "trang.jpg"
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    noise.save(path, quality=95)
    other = tmp_path / "nho.png"
    other.write_bytes(made.photograph(90))
    sign_in(phone, "bithu")
    phone.goto(f"/meetings/{meeting.pk}/pages/")
    phone.locator('input[type="file"]').set_input_files([path, other])

    with phone.expect_request(lambda one: one.method == "POST") as sent:
        form(phone, "/pages/").locator("button").click()

    expect(phone.locator(".scan")).to_have_count(2)
    assert int(sent.value.all_headers()["content-length"]) < path.stat().st_size / 2
    assert {page.media_type for page in meeting.record_pages.all()} == {"image/jpeg"}
