"""From the huddle to the scored minutes in the book, and how little of it is typed."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.base.time import month_start
from chibo.meetings.models import Meeting
from chibo.quality.loading import load_sheets
from chibo.quality.models import Assessment
from chibo.resolutions.actions import report_result
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.walking import Walk, send, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

# Counts each field that a person fills in or chooses from, each time it is shown anew.
COUNTING = """
    const typed = new WeakSet();
    addEventListener("input", ({ target }) => {
      if (typed.has(target)) return;
      typed.add(target);
      const all = JSON.parse(localStorage.getItem("typed") ?? "[]");
      all.push(location.pathname.split("/").at(-2) + " " + target.name);
      localStorage.setItem("typed", JSON.stringify(all));
    }, true);
"""
ENDED = datetime(2026, 1, 1, 21, 5)  # noqa: DTZ001 (only its hour is typed)
WORK = "Nạo vét mương Nà Khà"


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    made.habit(found.cell)
    made.term(found.cell)
    load_sheets()
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    return found


def days() -> tuple[date, date]:
    """Return the third of the month before last, and of the last one."""
    last = month_start(month_start(timezone.localdate()) - timedelta(days=1)).replace(day=3)
    return month_start(last - timedelta(days=5)).replace(day=3), last


def month_before(village: Village, day: date) -> None:
    """Put a meeting in the book whose resolution gave a task that is done by the next."""
    meeting = made.held(village, day)
    task = made.task(meeting, owner=village.third, due_on=day + timedelta(days=20))
    made.resolve(meeting)
    made.seal(meeting)
    report_result(
        task_id=task.pk, text="Đã thông nước", amount=None, is_done=True, for_owner=True, reported_on=day + timedelta(days=9),
        typed_by=village.secretary.full_name, by="bithu", at=meeting.starts_at + timedelta(days=9),
    )  # fmt: skip


def test_a_meeting_is_scored_on_a_phone_and_no_figure_is_typed_that_is_on_record(
    phone: Page, village: Village
) -> None:
    before, day = days()
    month_before(village, before)
    phone.add_init_script(COUNTING)
    sign_in(phone, "bithu")
    phone.evaluate("localStorage.clear()")
    walk = Walk(phone)

    key = hold(walk, village, day)
    # The meeting is typed in later: its length is counted once its end is known.
    walk.page.goto(f"/scores/{key}/")
    walk.page.get_by_role("link", name="Ghi giờ kết thúc").click()
    walk.end(key, ENDED)
    asked = score(walk, key)
    walk.read_back(key, ENDED)
    walk.close()
    walk.seal(key)

    own = Assessment.objects.get(meeting=UUID(key))
    assert Meeting.objects.get(pk=UUID(key)).state == Meeting.State.SEALED
    assert (own.kind, own.grade, own.in_favour) == ("self", "Tốt", 7)
    measured = {line["criterion"] for line in own.lines if line["why"] in {"measured", "capped"}}
    assert measured == {"1", "2", "6"}
    typed = phone.evaluate("JSON.parse(localStorage.getItem('typed'))")
    on_score = [name.split()[1] for name in typed if name.startswith(key)]
    # Only what nobody can prove, and how the cell voted.
    assert sorted(on_score) == sorted([*asked, "in_favour"])
    print(f"\nfields typed: {len(typed)}, of them on the score {len(on_score)}")  # noqa: T201
    print("; ".join(typed))  # noqa: T201
    assert len(typed) <= 50


def hold(walk: Walk, village: Village, day: date) -> str:
    key = walk.plan(day)
    eve = day - timedelta(days=2)
    walk.prepare(key, add=WORK, present=village.secretary, preparer=village.third, by=eve)
    walk.notice(key)
    walk.open(key)
    for person in village.expected:
        walk.call(person)
    walk.seat(village.secretary, village.deputy)
    walk.conclude("Nhiệm vụ tháng trước đã xong.")
    walk.go_to(WORK)
    for number, person in enumerate(village.expected[:5], start=1):
        walk.say(person, f"Ý kiến {number}: nhất trí nạo vét toàn tuyến.")
    walk.give("Nạo vét 400 mét", village.third, day + timedelta(days=20), "400", "mét")
    walk.conclude("Nạo vét toàn tuyến, mỗi hộ góp một công.")
    walk.resolve("Giữ sạch mương Nà Khà.")
    walk.vote(7)
    return key


def score(walk: Walk, key: str) -> list[str]:
    """Fill in what is open and vote; returns the names of the fields that were open."""
    page = walk.page
    page.goto(f"/meetings/{key}/close/")
    page.get_by_role("link", name="Chấm điểm buổi này").click()
    page.wait_for_url(f"**/scores/{key}/")
    boxes = page.locator("td.own[data-open] input")
    names: list[str] = [box.get_attribute("name") or "" for box in boxes.all()]
    for name in names:
        box = page.locator(f'[name="{name}"]')
        most = page.locator(f'td.own:has([name="{name}"]) .of').inner_text()
        box.fill(most.split()[-1])
    send(page.locator("#sheet"), in_favour="7")
    expect(page.locator("#grade ~ .note, .note").last).to_contain_text("Tốt")
    page.get_by_role("link", name="Về chốt biên bản").click()
    page.wait_for_url("**/close/")
    expect(page.locator("main")).to_contain_text("7/7 tán thành")
    return names
