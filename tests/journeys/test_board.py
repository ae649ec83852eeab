"""From the board of an office to the offer of help that its cell reads, in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.base.time import month_start
from chibo.quality.loading import load_sheets
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import next_to
from tests.factories.meetings import Village
from tests.journeys.test_screens import troubles
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

NOTE = "Anh Tếnh xuống họp cùng, giúp ghi biên bản."


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    """A cell that met last month, and one beside it that did not."""
    del live_server
    found = made.village()
    load_sheets()
    next_to(found)
    last = month_start(month_start(timezone.localdate()) - timedelta(days=1))
    made.sealed(found, last.replace(day=3))
    made.planned(found, timezone.localdate())
    factories.account("vanphong", "office", at=found.commune)
    bingam = factories.member(next_to(found), "Vi Văn Ngàm")
    factories.post(bingam, next_to(found))
    factories.account("bingam", "secretary", at=next_to(found), of=bingam)
    return found


def test_an_office_offers_help_from_the_board_and_the_cell_reads_it(
    desk: Page, phone: Page, village: Village
) -> None:
    last = month_start(timezone.localdate()) - timedelta(days=1)
    sign_in(desk, "vanphong")
    desk.goto(f"/reports/board/?span={last:%Y-%m}")

    held = desk.locator(".figures").first.locator("dd").first
    expect(held).to_have_text("1/2")
    held.locator("a").click()
    expect(desk.locator("tbody th a")).to_have_count(2)
    desk.go_back()
    desk.locator("select[name=cell]").select_option(village.cell.code.replace("01", "02"))
    desk.locator(".button--primary").click()
    desk.locator("[name=note]").fill(NOTE)
    desk.locator(".button--primary").click()
    expect(desk.locator("#offer")).to_be_visible()
    sign_in(phone, "bingam")

    expect(phone.locator(".note", has_text=NOTE)).to_be_visible()
    # Whoever was offered help is not in the list to choose from.
    desk.goto(f"/reports/board/TT/?span={last:%Y-%m}")
    expect(desk.locator("option[value='TT.02']")).to_have_count(0)


@pytest.mark.parametrize(("screen", "how"), [("phone", "xl"), ("phone", ""), ("desk", "dark")])
def test_the_board_is_for_everybody(
    request: pytest.FixtureRequest, screen: str, how: str, village: Village
) -> None:
    page: Page = request.getfixturevalue(screen)
    today = timezone.localdate()
    last = f"{month_start(today) - timedelta(days=1):%Y-%m}"
    addresses = {
        "board": f"/reports/board/TT/?span={last}",
        "running month": "/reports/board/TT/",
        "as of a day": f"/reports/board/TT/?on={today - timedelta(days=1)}",
        "a day that cannot be": "/reports/board/TT/?on=31/13/2026",
        "cells": f"/reports/board/TT/cells/?span={last}&figure=need",
        "no cells": f"/reports/board/TT/cells/?span={last}&name=zzz",
        "projector": f"/reports/board/TT/projector/?span={last}",
        "cell": f"/reports/board/cell/{village.cell.code}/?span={last}",
        "cell in need": f"/reports/board/cell/TT.02/?span={last}",
        "offer": "/visits/help/TT.02/",
        "offers": "/visits/help/",
    }
    found = {}

    page.emulate_media(color_scheme="dark" if how == "dark" else "light")
    sign_in(page, "vanphong")
    if how == "xl":
        page.locator("button[name=text][value=xl]").click()
        expect(page.locator("html[data-text=xl]")).to_be_attached()
    for name, address in addresses.items():
        page.goto(address)
        page.locator("main details > summary").evaluate_all(
            "all => all.forEach(s => s.parentElement.open = true)"
        )
        found[name] = troubles(page)

    assert {name: what for name, what in found.items() if what} == {}
