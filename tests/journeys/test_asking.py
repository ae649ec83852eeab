"""An office composes a form and asks its cells once; every page of it is for everybody."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.base.time import month_start
from tests import factories
from tests.factories import meetings as made
from tests.factories import reporting
from tests.factories.meetings import Village
from tests.factories.units import move
from tests.journeys.test_screens import troubles
from tests.journeys.walking import form, send, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def village() -> Village:
    found = made.village()
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    factories.account("vanphong", "office", at=found.commune)
    return found


def test_an_office_asks_once_and_a_secretary_answers(
    desk: Page, phone: Page, village: Village
) -> None:
    due = timezone.localdate() + timedelta(days=10)
    sign_in(desk, "vanphong")
    desk.goto("/reports/requests/of/TT/ask/")
    asking = desk.locator("main form:has([name=question])")
    desk.locator("[name=question]").press_sequentially("Tổng số đảng viên")
    expect(desk.locator("#held")).to_contain_text("đã có")

    desk.locator("[name=question]").fill("Nhà văn hóa bản có máy chiếu không?")
    send(asking, purpose="Cấp máy cho bản chưa có", due_on=f"{due:%d/%m/%Y}", minutes="20")
    expect(desk.locator("#cost")).to_have_text("1 chi bộ × 20 phút = 20 phút")
    desk.locator("button[value=send]").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Nhà văn hóa bản có máy chiếu không?")

    sign_in(phone, "bithu")
    phone.get_by_role("link", name="Nhà văn hóa bản có máy chiếu không?").click()
    send(phone.locator("main form"), text="Có một máy, còn tốt.")
    expect(phone.locator("blockquote")).to_have_text("Có một máy, còn tốt.")

    desk.reload()
    expect(desk.locator("blockquote")).to_have_text("Có một máy, còn tốt.")
    desk.goto("/reports/requests/of/TT/ask/")
    send(
        asking, question="Báo cáo: nhà văn hóa bản có máy chiếu không", purpose="Cấp máy",
        due_on=f"{due:%d/%m/%Y}",
    )  # fmt: skip
    expect(desk.locator("main")).to_contain_text("Không ai bị hỏi hai lần")


def test_a_form_is_composed_put_in_force_and_filled_in(desk: Page, village: Village) -> None:
    last = month_start(month_start(timezone.localdate()) - timedelta(days=1))
    made.sealed(village, last.replace(day=3))
    sign_in(desk, "vanphong")
    desk.goto("/reports/forms/of/TT/")
    begin = form(desk, "/begin/")
    begin.locator("[name=name]").fill("Biểu tháng")
    begin.locator("[name=lengths][value='1']").check()
    begin.locator("button").click()

    desk.goto(f"{desk.url}?q=thuong ky da hop")
    desk.locator("[name=line][value=held]").check()
    form(desk, "/add/").locator("button").click()
    send(form(desk, "/force/"), since=f"{last:%d/%m/%Y}")
    desk.get_by_role("link", name="Xem số liệu").click()

    row = desk.get_by_role("row", name="Buổi thường kỳ đã họp")
    expect(row).to_contain_text("1/1")
    row.get_by_role("link").click()
    expect(desk.locator("#rows")).to_be_visible()


@pytest.mark.parametrize(("screen", "how"), [("phone", "xl"), ("desk", "dark")])
def test_every_page_of_forms_and_requests_is_for_everybody(
    request: pytest.FixtureRequest, screen: str, how: str, village: Village
) -> None:
    page: Page = request.getfixturevalue(screen)
    commune, today = village.commune, timezone.localdate()
    province = factories.unit("TH", kind="province", name="Đảng bộ tỉnh")
    move(commune, to=province, on=commune.since)
    factories.account("tinh", "board", at=province)
    draft, live = reporting.draft_form(commune, "held", "members"), reporting.form_in_force(commune)
    line, asked = reporting.own_line(commune), reporting.sent(commune)
    reporting.past_of(commune, date(2024, 1, 1), met=1, expected=1)
    report = reporting.sent_report(commune)
    found: dict[str, list[str]] = {}

    def look(addresses: list[str]) -> None:
        for address in addresses:
            page.goto(address)
            page.evaluate(
                "document.querySelectorAll('details').forEach(one => { one.open = true })"
            )
            found[address] = troubles(page)

    page.emulate_media(color_scheme="dark" if how == "dark" else "light")
    sign_in(page, "vanphong")
    if how == "xl":
        page.locator("button[name=text][value=xl]").click()
        expect(page.locator("html[data-text=xl]")).to_be_attached()
    look(
        [
            "/reports/forms/of/TT/",
            f"/reports/forms/{draft.pk}/",
            f"/reports/forms/{live.pk}/",
            f"/reports/forms/{live.pk}/fill/TT/2026-q2/",
            "/reports/forms/of/TT/lines/define/",
            "/reports/forms/of/TT/lines/define/?table=months",
            f"/reports/forms/lines/{line.pk}/",
            "/reports/requests/of/TT/",
            "/reports/requests/of/TT/ask/",
            f"/reports/requests/{asked.pk}/",
            f"/reports/requests/{asked.pk}/TT.01/",
            f"/reports/burden/TT/{today.year}/",
            "/reports/past/TT/",
            f"/reports/climbing/{report.pk}/",
        ]
    )
    page.context.clear_cookies(name="sessionid")
    sign_in(page, "tinh")
    look(["/reports/below/TH/2026-q2/", f"/reports/climbing/{report.pk}/", "/"])

    assert {name: what for name, what in found.items() if what} == {}
