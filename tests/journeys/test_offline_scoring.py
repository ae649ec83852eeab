"""A cell scores its meeting on one phone without a signal; the book holds what was decided."""

import json
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.meetings.models import Meeting
from chibo.quality.loading import load_sheets
from chibo.quality.models import Assessment
from chibo.room.models import OpenPoint
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.test_offline import (
    carry,
    conclude,
    enter,
    kept,
    mark_present,
    onward,
    open_room,
    reconnect,
    seal,
    speak,
    step,
)
from tests.journeys.walking import section, unfolded

pytestmark = pytest.mark.django_db(transaction=True)

# What the frame leaves to people in the meeting below; the length of a minute among it.
OPEN = {"1": "1", "3.1": "5", "3.2": "4", "4.2": "20,5", "4.3": "8", "5": "4", "6": "25", "7": "4"}


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    load_sheets()
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    return found


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.noticed(village, timezone.localdate())


def test_a_cell_scores_its_meeting_without_a_signal(
    phone: Page, village: Village, meeting: Meeting
) -> None:
    carry(phone, "bithu", meeting)
    enter(phone)
    open_room(phone)
    step(phone, 2)
    expect(section(phone, "score")).to_contain_text("Điểm danh trước")
    hold(phone, village)

    assert left_open(phone) == list(OPEN)
    for key, points in OPEN.items():
        give(phone, key, points)
    refuse_what_cannot_be(phone)
    change_with_a_reason(phone)
    vote(phone)
    kept(phone)

    reconnect(phone)
    phone.get_by_role("button", name="Đưa vào biên bản").click()
    expect(phone.get_by_role("link", name="Xem lại biên bản")).to_be_visible()
    assert not OpenPoint.objects.exists()
    check_what_was_sealed(meeting)


def hold(page: Page, village: Village) -> None:
    """Call the people, conclude every item, end the meeting and read the minutes back."""
    for person in village.expected:
        mark_present(page, person.full_name)
    unfolded(page.locator("#writer"))
    page.locator("#writer").select_option(str(village.third.pk))
    page.locator("form:has(#writer) button").click()
    speak(page, village.plain[0].pk, "Còn 150 mét từ cống xuống.")
    while page.locator("#conclusion-text").count():
        conclude(page, "Thống nhất.")
        onward(page)
    step(page, 2)
    page.get_by_role("button", name="Kết thúc buổi họp").click()
    page.locator("#was-read").check()
    page.locator("#approved").check()


def box(page: Page, key: str) -> Locator:
    return unfolded(page.locator(f"#c{key.replace('.', '-')}"))


def left_open(page: Page) -> list[str]:
    labels = page.locator("details:has(> summary:text('Chi bộ bàn và cho điểm')) > .field > label")
    # The page is drawn with the next frame.
    expect(labels).to_have_count(len(OPEN))
    return [words.split(". ")[0] for words in labels.all_text_contents()]


def give(page: Page, key: str, points: str) -> None:
    box(page, key).fill(points)
    box(page, key).press("Tab")
    expect(page.locator(f"#c{key.replace('.', '-')}-error")).to_have_count(0)


def refuse_what_cannot_be(page: Page) -> None:
    box(page, "5").fill("7")
    box(page, "5").press("Tab")
    expect(page.locator("#c5-error")).to_have_text("Ghi điểm từ 0 đến 5, ví dụ 2 hoặc 2,5.")
    assert box(page, "5").input_value() == "7"
    give(page, "5", OPEN["5"])


def change_with_a_reason(page: Page) -> None:
    """The record gives the attendance in full; one left early."""
    form = page.locator("form:has(#c2)")
    unfolded(form)
    form.locator("#c2").fill("4")
    form.locator("button").click()
    expect(form.locator(".field__error")).to_contain_text("vì sao")
    form.locator("#because-c2").fill("một đồng chí về sớm")
    form.locator("button").click()
    expect(section(page, "score")).to_contain_text("“một đồng chí về sớm”")


def vote(page: Page) -> None:
    unfolded(page.locator("#score-note")).fill("Ít người nói.")
    page.locator("#score-vote").fill("7")
    page.locator("form:has(#score-vote) button").click()
    expect(section(page, "score")).to_contain_text("7/7 đồng ý điểm này.")
    expect(section(page, "score").locator(".tally__sum")).to_contain_text("80,5/100")
    expect(section(page, "score")).to_contain_text("không còn chỗ mở")


def check_what_was_sealed(meeting: Meeting) -> None:
    own = Assessment.objects.get()
    assert (str(own.points), own.grade, own.in_favour) == ("80.50", "Khá", 7)
    record: dict[str, Any] = json.loads(bytes(seal(meeting).canonical))["assessment"]
    marks = {line["criterion"]: line["points"] for line in record["lines"]}
    assert marks == {key: points.replace(",", ".") for key, points in OPEN.items()} | {
        "2": "4",
        "4.1": "5",
    }
    assert (record["points"], record["grade"], record["note"]) == ("80.5", "Khá", "Ít người nói.")
    assert record["vote"] == {"in_favour": 7, "base": 7, "needed": 4}
