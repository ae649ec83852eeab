"""Every page can be read by all: contrast, names, order, with axe; nothing runs over the edge."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.access.models import Grant
from chibo.base.time import month_start, next_month
from chibo.meetings.actions import themes
from chibo.meetings.models import Meeting
from chibo.quality.actions import ratings as quality
from chibo.quality.actions import sheets
from chibo.quality.loading import load_sheets
from chibo.quality.models import ScoreSheet
from chibo.quality.rules.spans import around
from tests import factories
from tests.factories import meetings as made
from tests.factories import reports as reported
from tests.factories.meetings import Village
from tests.factories.sheets import ANNUAL, in_force, shipped_layer
from tests.journeys.walking import form, send, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Axe()


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    made.habit(found.cell)
    made.quorum(at=found.cell)
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    factories.account("vanphong", "office", at=found.commune)
    factories.account("dangvien", "member", at=found.cell, of=found.plain[0])
    return found


def screens(village: Village) -> dict[str, str]:
    """Return what one looks at, with its address, in a cell with one meeting in every state."""
    today = timezone.localdate()
    months = [month_start(today)]
    for _ in range(2):
        months.insert(0, month_start(months[0] - timedelta(days=1)))
    first = made.held(village, months[0].replace(day=3))
    task = made.task(first, owner=village.third, due_on=months[0].replace(day=20))
    made.resolve(first)
    made.seal(first)
    closed = made.closed(village, months[1].replace(day=3))
    lately = _rated(village, today)
    held = made.opened(village, today)
    for person in village.expected[:6]:
        made.mark(held, person)
    planned = made.planned(village, _third(next_month(today)))
    made.by_hand(held, 60)
    made.entrusted(held, village)
    in_force(ANNUAL, village.commune)
    shipped_layer("tra-vinh-layer", village.commune)
    made.sealed(village, date(today.year - 1, 6, 10))
    return {
        "today": "/",
        "cell": "/cells/TT.01/",
        "mine": "/mine/",
        "search": "/search/",
        "found": "/search/?q=muong",
        "found in a year": f"/search/?q=muong&kind=meetings&year={today.year}",
        "not found": "/search/?q=zzz",
        "meetings": "/meetings/cell/TT.01/",
        "plan": "/meetings/cell/TT.01/plan/",
        "thematic plan": f"/meetings/themes/TT.01/{today.year}/",
        "theme": f"/meetings/themes/{_themes(village, today)}/",
        "move": _of(planned, "move"),
        "cancel": _of(planned, "cancel"),
        "prepare": _of(planned, "prepare"),
        "notice": _of(planned, "notice"),
        "before the room": _of(planned, "room"),
        "room": _of(held, "room"),
        "gaps": _of(held, "close"),
        "written by hand": _of(held, "pages"),
        "typed by the office": _of(held, "help"),
        "ask the office": _of(planned, "help"),
        "closed": _of(closed, "close"),
        "three questions": f"/scores/{lately.pk}/questions/",
        "counts of answers": f"/scores/{closed.pk}/questions/",
        "asking members": "/scores/cell/TT.01/questions/",
        "tasks": "/tasks/cell/TT.01/",
        "task": f"/tasks/{task.pk}/",
        "minutes": f"/book/minutes/{first.pk}/",
        "correction": f"/book/minutes/{first.pk}/correct/",
        "book": "/book/cell/TT.01/verify/",
        "year of quality": f"/scores/cell/TT.01/{today.year}/",
        "year with a question": f"/scores/cell/TT.01/{today.year - 1}/",
        "year scored": f"/scores/cell/TT.01/{today.year - 1}/score/",
        "year so far": f"/scores/cell/TT.01/{today.year}/score/",
    }


def office_pages(village: Village) -> dict[str, str]:
    """Return what an office looks at, with its address."""
    person = f"/people/{village.third.pk}"
    grant = Grant.objects.get(account__username="bithu")
    month = f"{month_start(timezone.localdate()) - timedelta(days=1):%Y-%m}"
    return {
        "tree": "/units/",
        "unit": "/units/TT/",
        "decisions": "/people/decisions/",
        "decide": "/people/decisions/new/",
        "import units": "/lists/units/",
        "import members": "/lists/members/",
        "accounts": "/accounts/",
        "open an account": "/accounts/TT.01/open/",
        "password": f"/accounts/grants/{grant.pk}/password/",
        "templates": "/templates/TT/",
        "typing for cells": "/meetings/help/",
        "thematic plans": "/meetings/themes/",
        "thematic plan": f"/meetings/themes/TT.01/{timezone.localdate().year}/",
        "template": "/templates/TT/minutes/",
        "cell file": "/cells/TT.01/",
        "members": "/people/of/TT.01/",
        "member": f"{person}/",
        "correct": f"{person}/correct/",
        "transfer": f"{person}/transfer/",
        "elsewhere": f"{person}/elsewhere/",
        "leave": f"{person}/leave/",
        "standing": f"{person}/standing/",
        "post": f"{person}/post/TT.01/",
        "enter": "/people/of/TT.01/enter/",
        "admit": "/people/of/TT.01/admit/",
        "term": "/people/of/TT.01/term/",
        "book": "/book/cell/TT.01/",
        "office search": "/search/?q=may",
        "quality of a month": f"/scores/below/TT/?span={month}",
        "quality of a year": f"/scores/below/TT/?span={month[:4]}",
        "cells behind a figure": f"/scores/below/TT/cells/?span={month}&is=missed",
        "figures": f"/reports/figures/TT/{month}/",
        "figure without a base": f"/reports/figure/TT/{month}/attendance/",
        "figure and its rows": f"/reports/figure/TT/{month}/members/",
        **sheet_pages(village),
        **report_pages(village),
    }


def report_pages(village: Village) -> dict[str, str]:
    """Return what an office reads, writes and signs of a report, with its address."""
    today = timezone.localdate()
    quarter, month = around(today, 3), around(today, 1).before
    reported.signed(village.commune, month, at=timezone.now())
    return {
        "reports": "/reports/of/TT/",
        "draft of a report": f"/reports/of/TT/{quarter.key}/#fig-members",
        "signed report": f"/reports/of/TT/{month.key}/",
        "section of a report": f"/reports/of/TT/{quarter.key}/write/meetings/",
        "difficulties of a report": f"/reports/of/TT/{quarter.key}/write/difficulties/",
        "signing a report": f"/reports/of/TT/{quarter.key}/sign/",
    }


def sheet_pages(village: Village) -> dict[str, str]:
    """Return what an office writes a score sheet on, with its address."""
    load_sheets()
    shipped = ScoreSheet.objects.get(key="an-phu-2025", unit=None)
    draft = sheets.copy_sheet(
        sheet_id=shipped.pk, unit=village.commune, issuer="Đảng ủy", by="vanphong",
        at=timezone.now(),
    )  # fmt: skip
    parts = ("frame", "grades", "criterion-1-0", "criterion-3-2", "criterion-0-new", "gates",
             "overrides", "norms", "rollup-new", "settled", "group-new")  # fmt: skip
    return {
        "score sheets": "/scores/sheets/of/TT/",
        "shipped sheet": f"/scores/sheets/{shipped.pk}/",
        "draft of a sheet": f"/scores/sheets/{draft.pk}/",
        **{f"{name} of a sheet": f"/scores/sheets/{draft.pk}/{name}/change/" for name in parts},
    }


def member_pages(meeting: Meeting) -> dict[str, str]:
    """Return what a member without an office looks at, with its address."""
    return {
        "member's day": "/",
        "member's own": "/mine/",
        "member's notice": _of(meeting, "notice"),
        "member's tasks": "/tasks/cell/TT.01/",
        "member's cell": "/cells/TT.01/",
    }


def _themes(village: Village, today: date) -> uuid.UUID:
    """Plan two themes, one without a presenter, one moved; tell them; return the second."""
    by: dict[str, Any] = {"by": "bithu", "at": timezone.now()}
    for month in (2, 5):
        theme = themes.plan_theme(
            cell=village.cell, month=date(today.year, month, 1), title="Giữ rừng", **by
        )
    themes.change_theme(
        theme_id=theme.pk, month=date(today.year, 12, 1), title="Giữ rừng gắn với giữ nước",
        presenter=village.third, note="mời kiểm lâm", because="bận mùa", **by,
    )  # fmt: skip
    themes.tell_plan(cell=village.cell, year=today.year, **by)
    return theme.pk


def _rated(village: Village, today: date) -> Meeting:
    """Have the cell ask its members; five answered of last month's, one may of a later one."""
    by: dict[str, Any] = {"by": "bithu", "at": timezone.now()}
    quality.switch_ratings(cell=village.cell, is_on=True, **by)
    answers = {"content": "yes", "voice": "partly", "tasks": "no"}
    past = Meeting.objects.get(state="closed")
    assert past.ended_at is not None
    for person in village.expected[:5]:
        quality.answer_questions(meeting_id=past.pk, answers=answers, by=person, at=past.ended_at)
    lately = made.held(village, today - timedelta(days=1), "thematic")
    made.resolve(lately)
    return made.close(lately)


def _third(month: date) -> date:
    return month.replace(day=3)


def _of(meeting: Meeting, station: str) -> str:
    return f"/meetings/{meeting.pk}/{station}/"


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


@pytest.mark.parametrize("how", ["light", "dark", "xl"])
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_every_main_screen_is_for_everybody(
    request: pytest.FixtureRequest, screen: str, how: str, village: Village
) -> None:
    page: Page = request.getfixturevalue(screen)
    addresses = screens(village)
    found: dict[str, list[str]] = {}

    page.emulate_media(color_scheme="dark" if how == "dark" else "light")
    page.goto("/sign-in/")
    if how == "xl":
        page.locator("button[name=text][value=xl]").click()
        expect(page.locator("html[data-text=xl]")).to_be_attached()
    found["sign in"] = troubles(page)
    sign_in(page, "vanphong")
    found["office"] = troubles(page)
    page.context.clear_cookies(name="sessionid")
    sign_in(page, "bithu")
    for name, address in addresses.items():
        page.goto(address)
        found[name] = troubles(page)

    assert {name: what for name, what in found.items() if what} == {}


BROKEN_LIST = "Họ và tên;Ngày sinh\nHà Thị Lan;31/02/1990\n;01/01/1980\n"


# The looks in which something runs over the edge or fades first; the others share their styles.
@pytest.mark.parametrize(("screen", "how"), [("phone", "xl"), ("desk", "dark")])
def test_every_page_of_an_office_and_of_a_member_is_for_everybody(
    request: pytest.FixtureRequest, screen: str, how: str, village: Village
) -> None:
    page: Page = request.getfixturevalue(screen)
    _themes(village, timezone.localdate())
    found: dict[str, list[str]] = {}

    def look(addresses: dict[str, str]) -> None:
        for name, address in addresses.items():
            page.goto(address)
            found[name] = troubles(page)

    page.emulate_media(color_scheme="dark" if how == "dark" else "light")
    sign_in(page, "vanphong")
    if how == "xl":
        page.locator("button[name=text][value=xl]").click()
        expect(page.locator("html[data-text=xl]")).to_be_attached()
    look(office_pages(village))
    look({"import": "/lists/members/"})
    file = FilePayload(name="ds.csv", mimeType="text/csv", buffer=BROKEN_LIST.encode())
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button").first.click()
    expect(page.locator("#problems")).to_be_attached()
    found["import with broken rows"] = troubles(page)
    page.context.clear_cookies(name="sessionid")
    sign_in(page, "dangvien")
    look(member_pages(made.noticed(village, _third(next_month(timezone.localdate())))))

    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(("screen", "how"), [("phone", "xl"), ("phone", "light"), ("desk", "dark")])
def test_every_page_of_an_official_is_for_everybody(
    request: pytest.FixtureRequest, screen: str, how: str, village: Village
) -> None:
    page: Page = request.getfixturevalue(screen)
    official = factories.person("Ngân Văn Mừng")
    factories.account("canbo", "supervisor", at=village.commune, of=official)
    factories.unit("TT.02", name="bản Ngàm", under=village.commune)
    shipped_layer("tra-vinh-layer", village.commune)
    found: dict[str, list[str]] = {}

    def look(name: str, address: str = "") -> None:
        if address:
            page.goto(address)
        found[name] = troubles(page)

    page.emulate_media(color_scheme="dark" if how == "dark" else "light")
    sign_in(page, "canbo")
    if how == "xl":
        page.locator("button[name=text][value=xl]").click()
        expect(page.locator("html[data-text=xl]")).to_be_attached()
    look("own page", "/visits/")
    look("cell without a slip", "/visits/cell/TT.01/")
    look("slip", "/visits/slip/TT.01/")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    look("slip with all its fields")
    slip: dict[str, str] = {
        "came_at": "20:00", "left_at": "19:00", "weak_points": "Chưa rõ.", "asks_0": "Xin xi măng.",
        "follow_up": "Giúp chi ủy.", "follow_up_on": "20/12/2090",
    }  # fmt: skip
    send(page.locator("main form[data-slip]"), **slip)
    look("slip refused")
    send(page.locator("main form[data-slip]"), left_at="21:00")
    page.wait_for_url(lambda url: "/slip/" not in url)
    look("slip sent")
    look("own page with a slip", "/visits/")
    look("slips of a cell", "/visits/cell/TT.01/")
    look("next slip", "/visits/slip/TT.01/")
    _on_the_phone(page, look)

    assert {name: what for name, what in found.items() if what} == {}


def _on_the_phone(page: Page, look: Callable[[str, str], None]) -> None:
    """Look at the official's pages as his phone keeps them."""
    look("keep on the phone", "/visits/phone/")
    page.locator("#pin").fill("246810")
    page.locator("#again").fill("246810")
    page.locator("button.button--primary").click()
    page.wait_for_url("**/visits/")
    page.wait_for_function("caches.has('keeps-visits')")
    page.goto("/visits/slip/TT.02/")
    expect(page.locator(".pending")).to_be_attached()
    send(page.locator("form[data-slip]"), came_at="20:00", left_at="19:00")
    expect(page.locator(".pending li")).to_be_visible()
    look("own page kept", "")
    page.locator(".pending li a").first.click()
    expect(page.locator(".field--error")).to_be_visible()
    look("slip kept and refused", "")
    page.evaluate("sessionStorage.clear()")
    look("locked phone", "/visits/")


def test_a_refusal_is_for_everybody_and_the_page_opens_at_it(phone: Page, village: Village) -> None:
    meeting = made.opened(village, timezone.localdate())
    made.mark(meeting, village.secretary)
    sign_in(phone, "bithu")
    phone.goto(_of(meeting, "room"))

    send(form(phone, "/task/"), task_what="Đào 20 mét mương", task_due_on="20/12/2090")
    expect(phone.locator("#id_task-owner")).to_be_focused()
    without_owner = troubles(phone)
    send(form(phone, "/vote/"), vote_in_favour="95", vote_against="0", vote_other="0")
    refusal = phone.locator("[role=alert]")
    expect(refusal).to_be_in_viewport()
    refusal.locator("a").first.click()

    assert without_owner == []
    expect(phone.locator("#roll")).to_be_in_viewport()
