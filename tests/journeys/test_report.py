"""A board drafts a quarter's report, writes in it, signs it, and sees later what changed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.base.time import next_month
from chibo.quality.rules.spans import Span, around
from chibo.reports.models import Report
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    factories.account("bantochuc", "board", at=found.commune)
    return found


def last_quarter() -> Span:
    return around(timezone.localdate(), 3).before


def third(month: date) -> date:
    return month + timedelta(days=2)


def test_a_board_drafts_edits_and_signs_a_report_and_sees_what_changed_since(
    desk: Page, village: Village
) -> None:
    quarter = last_quarter()
    first, second = quarter.first, next_month(quarter.first)
    made.sealed(village, third(first))
    sign_in(desk, "bantochuc")

    desk.goto("/reports/of/TT/")
    desk.locator(f'main a[href$="/{quarter.key}/"]').first.click()
    expect(desk.locator("main")).to_contain_text("bản nháp, lập từ sổ")
    opens_a_figure(desk)
    edits_a_sentence(desk)
    adds_a_direction(desk)
    signs(desk)

    expect(desk.locator("main")).to_contain_text("01-BC/ĐU")
    assert Report.objects.get().state == Report.State.SIGNED
    made.sealed(village, third(second))
    desk.reload()
    changed = desk.locator("section:has(#changed)")
    expect(changed).to_contain_text("1/3 → 2/3")
    expect(changed).to_contain_text(f"Chi bộ bản Máy, tháng {second.month}/{second.year}")
    expect(desk.locator(".report")).to_contain_text("Các chi bộ đã họp 1/3 buổi thường kỳ")


def opens_a_figure(desk: Page) -> None:
    note = desk.locator("#fig-attendance")
    expect(note).to_be_hidden()
    desk.locator('a.fig[href="#fig-attendance"]').first.click()
    expect(note).to_be_visible()
    expect(note).to_contain_text("Có mặt trên phải dự: 100%")
    note.get_by_role("link", name="Mở các dòng").click()
    expect(desk.locator("h1")).to_contain_text("Có mặt trên phải dự")
    desk.go_back()


def edits_a_sentence(desk: Page) -> None:
    desk.locator('main a[href$="/write/attendance/"]').click()
    box = desk.locator("form:has([name=sentence][value=attendance]) textarea")
    kept = box.input_value()
    box.fill("Có mặt ⟦7/8⟧ lượt.")
    box.locator("xpath=ancestor::form").get_by_role("button", name="Lưu câu này").click()
    expect(desk.locator(".field__error")).to_contain_text("không phải số liệu của mục này")
    expect(box).to_have_value("Có mặt ⟦7/8⟧ lượt.")
    box.fill(f"Nhìn chung đông đủ. {kept}")
    box.locator("xpath=ancestor::form").get_by_role("button", name="Lưu câu này").click()
    expect(box).to_have_value(f"Nhìn chung đông đủ. {kept}")
    desk.get_by_role("link", name="Về báo cáo").click()
    expect(desk.locator(".report")).to_contain_text("Nhìn chung đông đủ. Đảng viên có mặt 8/8")


def adds_a_direction(desk: Page) -> None:
    desk.locator('main a[href$="/write/directions/"]').click()
    desk.locator("form:has([value=add]) textarea").fill("Giữ lịch họp ngày 03 hằng tháng.")
    desk.get_by_role("button", name="Thêm vào mục này").click()
    desk.get_by_role("link", name="Về báo cáo").click()
    expect(desk.locator(".report")).to_contain_text("Giữ lịch họp ngày 03 hằng tháng.")


def signs(desk: Page) -> None:
    desk.get_by_role("link", name="Xem lại và ký").click()
    expect(desk.locator("main")).to_contain_text("Nhìn chung đông đủ.")
    desk.locator("[name=signer]").fill("Lò Văn Dũng")
    desk.get_by_role("button", name="Ký báo cáo").click()
