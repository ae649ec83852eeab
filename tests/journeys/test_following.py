"""A cell is assigned, its official sees it, and what it asked those above for comes back answered."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.people.models import Person
from chibo.supervision.models import Assignment, PassedUp
from tests import factories
from tests.factories import meetings as made
from tests.factories import supervision as followed
from tests.factories.meetings import Village
from tests.factories.units import LONG_AGO, move
from tests.journeys.walking import form, send, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Axe()


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    province = factories.unit("TH", kind="province", name="Đảng bộ tỉnh Thanh Hóa")
    move(found.commune, to=province, on=LONG_AGO)
    factories.unit("TT.02", name="bản Ngàm", under=found.commune)
    factories.account("bantochuc", "board", at=province)
    factories.account("vanphong", "office", at=found.commune)
    factories.account("dangvien", "member", at=found.cell, of=found.plain[0])
    return found


@pytest.fixture
def official(village: Village) -> Person:
    agency = factories.unit("TT.09", kind="agency_cell", name="cơ quan xã", under=village.commune)
    found = factories.member(agency, "Hà Thị Duyên")
    factories.account("canbo", "member", at=agency, of=found)
    return found


def ask(village: Village, official: Person) -> PassedUp:
    """Something a member asked the commune for three weeks ago, and something to look at again."""
    day = timezone.localdate() - timedelta(days=21)
    slip = followed.visit(
        official, village.cell, day, follow_up="Xem lại sổ biên bản.",
        follow_up_on=day + timedelta(days=14),
    )  # fmt: skip
    return followed.passed_up(slip, village.commune, person=village.plain[0])


def as_another(page: Page, name: str) -> None:
    page.context.clear_cookies(name="sessionid")
    sign_in(page, name)


def test_from_an_assignment_to_an_answer(
    desk: Page, phone: Page, village: Village, official: Person
) -> None:
    sign_in(desk, "vanphong")
    desk.goto("/visits/assignments/")
    expect(desk.locator("#nobody")).to_be_visible()
    desk.locator('main a[href$="/assign/"]').first.click()
    desk.locator("input[name=name]").fill("duyen")
    desk.locator("main form button").click()
    desk.locator(f'main a[href$="/assign/{official.pk}/"]').click()
    desk.get_by_label("bản Máy").check()
    today = f"{timezone.localdate():%d/%m/%Y}"
    send(
        desk.locator("main form:has([name=decision_number])"),
        decision_number="15-QĐ/ĐU", decided_on=today, since=today,
    )  # fmt: skip
    expect(desk.locator("[role=status]")).to_be_visible()
    assert Assignment.objects.get().cell == village.cell
    asked = ask(village, official)

    sign_in(phone, "canbo")
    phone.locator('a[href*="/follow-ups/"]').first.click()
    expect(phone.locator("main")).to_contain_text("Xem lại sổ biên bản.")
    phone.locator("main form button").last.click()
    phone.wait_for_url("**/")
    phone.goto("/cells/TT.01/")
    expect(phone.locator("main")).to_contain_text("Hà Thị Duyên")

    desk.goto("/visits/asked/")
    desk.locator(f'main a[href$="/{asked.pk}/"]').click()
    send(form(desk, "/answer/"), text="Đã giao điện lực, xong trong tháng.")
    expect(desk.locator("#answered")).to_be_visible()
    as_another(phone, "dangvien")
    phone.goto("/mine/")
    expect(phone.locator("main")).to_contain_text("Đã giao điện lực, xong trong tháng.")


def troubles(page: Page) -> list[str]:
    """Return what axe finds on the page that is open, and whether it is wider than the screen."""
    found = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in AXE.run(page).response["violations"]
        for node in violation["nodes"]
    ]
    width, shown = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    return found if width <= shown else [*found, f"wider than the screen: {width} > {shown}"]


@pytest.mark.parametrize(("screen", "how"), [("phone", "xl"), ("desk", "dark")])
def test_every_page_of_following_cells_is_for_everybody(
    request: pytest.FixtureRequest, screen: str, how: str, village: Village, official: Person
) -> None:
    page: Page = request.getfixturevalue(screen)
    row = followed.assignment(official, village.cell, village.commune)
    asked = ask(village, official)
    pages = {
        "vanphong": [
            "/",
            "/visits/assignments/TT/",
            "/visits/assignments/TT/assign/",
            f"/visits/assignments/TT/assign/{official.pk}/",
            f"/visits/assignments/TT/of/{official.pk}/?row={row.pk}",
            "/visits/assignments/of-cell/TT.01/",
            "/visits/assignments/of-cell/TT.02/",
            "/visits/asked/TT/",
            f"/visits/asked/one/{asked.pk}/",
        ],
        "bantochuc": ["/visits/assignments/TH/"],
        "canbo": ["/", f"/visits/follow-ups/{asked.visit_id}/", "/cells/TT.01/"],
        "dangvien": ["/mine/", "/cells/TT.01/"],
    }
    found: dict[str, list[str]] = {}

    page.emulate_media(color_scheme="dark" if how == "dark" else "light")
    for name, addresses in pages.items():
        as_another(page, name)
        if how == "xl" and name == "vanphong":
            page.locator("button[name=text][value=xl]").click()
            expect(page.locator("html[data-text=xl]")).to_be_attached()
        for address in addresses:
            page.goto(address)
            found[f"{name} {address}"] = troubles(page)

    assert {name: what for name, what in found.items() if what} == {}
