"""A quarter's visits: planned by an office, mended where one does not fit, told, and read."""

from datetime import date

import pytest
import vobject
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.supervision.models import PlannedVisit
from chibo.supervision.rules.roster.quarters import next_quarter, quarter_first
from tests import factories
from tests.factories.rosters import Commune, commune
from tests.journeys.test_screens import troubles
from tests.journeys.walking import form, send, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def quarter() -> date:
    return next_quarter(quarter_first(timezone.localdate()))


@pytest.fixture
def place(live_server: LiveServer) -> Commune:
    """Four cells that meet on the same evenings, all followed by one official."""
    del live_server
    found = commune()
    for cell in found.cells:
        cell.assignments.update(official=found.officials[0])
    factories.account("vanphong", "office", at=found.unit)
    factories.account("canbo", "supervisor", at=found.unit, of=found.officials[0])
    return found


def test_a_quarter_is_planned_mended_told_and_read(desk: Page, phone: Page, place: Commune) -> None:
    first = quarter()
    path = f"/visits/roster/of/TT/{first.year}/{(first.month + 2) // 3}/"
    sign_in(desk, "vanphong")
    desk.goto(path)
    plan = form(desk, "/plan/")
    plan.locator("[name=own_only]").check()
    plan.locator("button").click()
    expect(desk.locator("#left-out")).to_be_visible()
    assert PlannedVisit.objects.count() == 3

    desk.locator('a[href$="/conflict/"]').click()
    expect(desk.locator(".refusal ol > li").first).to_be_visible()
    assert troubles(desk) == []
    desk.locator('main form:has([name="way"]) button').click()
    desk.wait_for_url(f"**{path}")
    expect(desk.locator("#left-out")).to_have_count(0)
    assert PlannedVisit.objects.filter(is_asked=True).count() == 1

    form(desk, "/tell/").locator("button").click()
    expect(desk.locator("main .note[role=status]")).to_be_visible()
    assert PlannedVisit.objects.exclude(told_day=None).count() == 4
    assert troubles(desk) == []

    sign_in(phone, "canbo")
    phone.goto(f"/visits/roster/mine/{first.year}/{(first.month + 2) // 3}/")
    expect(phone.locator(".dues > li")).to_have_count(4)
    expect(phone.locator(".month .day--plan")).to_have_count(4)
    assert troubles(phone) == []
    send(form(phone, "/mine/calendar/"))
    address = phone.locator("#address").input_value()
    assert troubles(phone) == []
    feed = Client().get("/" + address.split("/", 3)[3])
    book = vobject.readOne(feed.content.decode())
    assert len(book.vevent_list) == 4


@pytest.mark.parametrize(("screen", "how"), [("phone", "xl"), ("desk", "dark")])
def test_every_page_of_a_roster_is_for_everybody(
    request: pytest.FixtureRequest, screen: str, how: str, place: Commune
) -> None:
    page: Page = request.getfixturevalue(screen)
    first = quarter()
    path = f"/visits/roster/of/TT/{first.year}/{(first.month + 2) // 3}/"
    page.emulate_media(color_scheme="dark" if how == "dark" else "light")
    sign_in(page, "vanphong")
    if how == "xl":
        page.locator("button[name=text][value=xl]").click()
        expect(page.locator("html[data-text=xl]")).to_be_attached()
    page.goto(path)
    found = {"before it is planned": troubles(page)}
    plan = form(page, "/plan/")
    plan.locator("[name=own_only]").check()
    plan.locator("button").click()
    expect(page.locator("#left-out")).to_be_visible()
    cell = f"{path}cells/{place.cells[0].code}/"
    for address in (path, f"{path}?by=official", f"{path}?by=cell", f"{path}conflict/", cell):
        page.goto(address)
        found[address] = troubles(page)
    page.goto("/visits/roster/of/TT/officials/")
    send(form(page, "/away/"), since="05/07/2027", last="04/07/2027")
    expect(page.locator(".field--error")).to_be_visible()
    found["who is away"] = troubles(page)

    assert {name: what for name, what in found.items() if what} == {}
