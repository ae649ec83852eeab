"""A whole evening without a network: two phones and a laptop, apart from before it to after it."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.book import actions as book
from chibo.book.models import SealedRecord
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.queries import agenda
from chibo.people.models import Person
from chibo.room.actions.folding import fold
from chibo.room.models import OpenPoint, RoomDecision, RoomDocument
from chibo.room.rows import Rows
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.conftest import small_page
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

PIN = "246810"


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    made.habit(found.cell)
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    factories.account("pho", "deputy_secretary", at=found.cell, of=found.deputy)
    factories.account("thuky", "meeting_secretary", at=found.cell, of=found.third)
    return found


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.planned(village, timezone.localdate())


@pytest.fixture
def three(browser: Browser, live_server: LiveServer) -> Iterator[list[Page]]:
    """Two phones and a laptop, each with storage of its own."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(small_page(browser, live_server, width=width))
            for width in (360, 360, 1280)
        ]


def carry(page: Page, name: str, meeting: Meeting) -> None:
    """Keep the cell on a device, then cut its network."""
    sign_in(page, name)
    page.goto(f"/meetings/room/?cell={meeting.cell.code}")
    page.locator("#name").fill(f"Máy của {name}")
    page.locator("#pin").fill(PIN)
    page.locator("#again").fill(PIN)
    page.locator("button.button--primary").click()
    expect(page.locator(".tasks a")).to_have_count(1)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.keys().then(names => names.length > 0)")
    page.context.set_offline(True)


def enter(page: Page) -> None:
    page.locator(".tasks a").first.click()


def step(page: Page, number: int) -> None:
    """Go to the roll (0), the item (1) or the end (2); a laptop shows them all."""
    place = page.locator(".jump--room button").nth(number)
    if place.is_visible():
        place.click()


def open_room(page: Page) -> None:
    page.get_by_role("button", name="Mở phòng họp").click()


def row(page: Page, name: str) -> Locator:
    step(page, 0)
    found = page.locator(".roll > li", has_text=name)
    folded = found.locator("xpath=ancestor::details[not(@open)]")
    if folded.count():
        folded.first.locator("xpath=summary").click()
    return found


def mark_present(page: Page, name: str) -> None:
    row(page, name).locator(".roll__tap").click()
    expect(row(page, name)).to_have_attribute("data-state", "present")


def mark_absent(page: Page, name: str, reason: str) -> None:
    found = row(page, name)
    found.locator(".roll__more summary").click()
    found.locator("[name=reason]").fill(reason)
    found.locator("button[value=excused]").click()
    expect(row(page, name)).to_have_attribute("data-state", "excused")


def speak(page: Page, person_id: int, words: str) -> None:
    step(page, 1)
    box = page.locator("details:has(#gist)")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    page.locator("#who").select_option(str(person_id))
    page.locator("#gist").fill(words)
    box.locator("form button").click()
    expect(page.locator(".speeches")).to_contain_text(words)


def vote(page: Page, in_favour: int, against: int) -> None:
    step(page, 1)
    box = page.locator("details:has(#question)").first
    if box.get_attribute("open") is None:
        box.locator("summary").first.click()
    page.locator("#vote-in_favour").fill(str(in_favour))
    page.locator("#vote-against").fill(str(against))
    box.locator("form > .buttons button").click()


def conclude(page: Page, words: str) -> None:
    step(page, 1)
    # Letter by letter: the page is drawn anew under the hand that writes.
    page.locator("#conclusion-text").press_sequentially(words)
    kept(page)


def onward(page: Page) -> None:
    """Go to the next item, or to the closing part."""
    before = page.locator("h2#item").inner_text()
    page.locator("section:has(#conclusion) button.button--primary").click()
    expect(page.locator("h2#item")).not_to_have_text(before)


def give(page: Page, what: str, owner: Person, due: str) -> None:
    step(page, 1)
    box = page.locator("details:has(#what)")
    if box.get_attribute("open") is None:
        box.locator("summary").first.click()
    page.locator("#what").fill(what)
    page.locator("#owner").select_option(str(owner.pk))
    page.locator("#due").fill(due)
    page.locator("#amount").fill("150")
    page.locator("#measure").fill("m")
    box.locator("form .buttons button").click()
    expect(page.locator("section:has(#tasks) .tasks")).to_contain_text(what)


def kept(page: Page) -> None:
    """Wait until everything shown is on the device."""
    page.wait_for_timeout(700)  # what is typed in a row is kept together after a pause


def waiting(page: Page) -> str:
    return page.locator(".pending [role=status]").inner_text()


def reconnect(page: Page) -> None:
    page.context.set_offline(False)
    expect(page.locator(".pending [role=status]")).to_contain_text("Đã gửi hết", timeout=30_000)


def fold_now(document: RoomDocument) -> list[OpenPoint]:
    return fold(document_id=document.pk, by="thuky", at=timezone.now())


def first_phone(page: Page, village: Village) -> Page:
    """Open, call most, and go on in a new tab after the old one was killed."""
    first, second, third = village.plain[:3]
    enter(page)
    open_room(page)
    for person in (*village.committee, first, second):
        mark_present(page, person.full_name)
    kept(page)
    address, context = page.url, page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    page.locator("#pin").fill(PIN)
    page.locator("button.button--primary").click()
    expect(row(page, first.full_name)).to_have_attribute("data-state", "present")
    mark_absent(page, third.full_name, "ốm")
    speak(page, first.pk, "Còn 150 mét từ cống xuống.")
    vote(page, 5, 0)
    conclude(page, "Nạo vét xong mương trước 15/12.")
    return page


def second_phone(page: Page, village: Village) -> None:
    """Call the same people otherwise, count the same vote otherwise, and reload."""
    third = village.plain[2]
    enter(page)
    open_room(page)
    for person in (*village.committee, *village.plain[:3]):
        mark_present(page, person.full_name)
    speak(page, third.pk, "Nhớ khơi cả đoạn dưới.")
    vote(page, 4, 2)
    conclude(page, "Giao đồng chí phó đôn đốc.")
    page.reload()
    expect(row(page, third.full_name)).to_have_attribute("data-state", "present")


def the_laptop(page: Page, village: Village) -> None:
    """Write who sits where, and the record to its end."""
    third, fourth = village.plain[2:4]
    enter(page)
    open_room(page)
    for person in village.expected:
        if person != third:
            mark_present(page, person.full_name)
    mark_absent(page, third.full_name, "đi viện")
    page.locator("#chair").select_option(str(village.secretary.pk))
    page.locator("#writer").select_option(str(village.third.pk))
    page.locator("form:has(#writer) button").click()
    speak(page, fourth.pk, "Nhà tôi góp một công.")
    vote(page, 5, 1)
    give(page, "Nạo vét mương", fourth, (timezone.localdate() + DUE).strftime("%d/%m/%Y"))
    conclude(page, "Chi ủy theo dõi.")
    onward(page)
    while page.locator("#conclusion-text").count():
        conclude(page, "Thống nhất.")
        onward(page)
    page.locator("#resolution-text").fill("Nạo vét 150 mét mương.")
    vote(page, 6, 0)
    step(page, 2)
    page.locator("#reserved").fill(f"{fourth.full_name}: nên làm sớm hơn.")
    page.get_by_role("button", name="Kết thúc buổi họp").click()
    page.locator("#was-read").check()
    page.locator("#approved").check()


def settle(page: Page) -> None:
    """Choose on every open point, the one that counts first."""
    page.reload()
    expect(page.locator("#open-points")).to_be_visible(timeout=30_000)
    open_points = page.locator("section:has(#open-points) li")
    while left := open_points.count():
        open_points.first.locator("button").first.click()
        expect(open_points).to_have_count(left - 1)
    kept(page)
    expect(page.locator(".pending [role=status]")).to_contain_text("Đã gửi hết", timeout=30_000)


def test_an_evening_apart_comes_together(
    village: Village, meeting: Meeting, three: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, laptop = three
    for page, name in zip(three, ("bithu", "pho", "thuky"), strict=True):
        carry(page, name, meeting)
    third = village.plain[2]
    the_laptop(laptop, village)
    second_phone(two, village)
    one = first_phone(one, village)
    for page in (one, two, laptop):
        kept(page)
        assert waiting(page).startswith("Chưa gửi")

    # They come back in another order than they wrote.
    reconnect(laptop)
    document = RoomDocument.objects.get(meeting=meeting)
    fold_now(document)
    reconnect(one)
    disputed = {point.line for point in fold_now(document)}
    assert disputed == {f"roll/{third.pk}", f"vote/{made.content(meeting)[0].pk}/1"}

    # The minute-taker chooses; then nothing is open, and the record is made of it, to the word.
    settle(laptop)
    assert fold_now(document) == []
    sealed = seal(meeting)
    record = json.loads(bytes(sealed.canonical))
    found, wanted = written_by_people(record), expected(village, meeting)
    for name, part in wanted.items():
        assert found[name] == part

    # The last one comes back a week later: the book stays, and all it wrote is shown.
    a_week_later(two, monkeypatch)
    reconnect(two)
    points = fold_now(document)
    sealed.refresh_from_db()
    assert json.loads(bytes(sealed.canonical)) == record
    assert {point.kind for point in points} == {"late", "disputed"}
    assert unaccounted(document, points) == []
    shown = " ".join(str(point.written) for point in points)
    for words in ("Nhớ khơi cả đoạn dưới.", "Giao đồng chí phó đôn đốc."):
        assert words in shown
    step(two, 2)
    two.get_by_role("button", name="Đưa vào biên bản").click()
    expect(two.locator("section:has(#open-points)")).to_contain_text("Nhớ khơi cả đoạn dưới.")


DUE = timedelta(days=12)


def a_week_later(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the clock of the server and of one phone on by a week."""
    real, week = timezone.now, timedelta(days=7)
    monkeypatch.setattr(timezone, "now", lambda: real() + week)
    page.clock.install(time=datetime.now(tz=timezone.get_current_timezone()) + week)
    page.reload()


def unaccounted(document: RoomDocument, points: list[OpenPoint]) -> list[Any]:
    """Return what devices decided that is neither in the record, nor replaced, nor an open point."""
    recorded = Rows(document.meeting, document).lines() if document.meeting else {}
    open_lines = {point.line: point.written for point in points}
    raws = {one.key: one.raw for one in RoomDecision.objects.filter(document=document)}
    replaced = {key for raw in raws.values() for key in raw["saw"]}
    left = []
    for key, raw in raws.items():
        line, value = raw["line"], raw["value"]
        is_open = any(one.get("value") == value for one in open_lines.get(line, []))
        is_in = _agrees(value, recorded.get(line)) or line.split("/")[0] in ("opened", "taken")
        if key not in replaced and not is_open and not is_in:
            left.append(raw)
    return left


def _agrees(value: dict[str, Any] | None, recorded: object) -> bool:
    """Say whether a record holds a value: all that was said of it, and perhaps more."""
    if not isinstance(recorded, dict) or value is None:
        return value is None and recorded is None
    return all(recorded.get(name) == said for name, said in value.items() if said not in (None, ""))


def written_by_people(record: dict[str, Any]) -> dict[str, Any]:
    """Return of a sealed record all that people wrote, without keys and hours."""
    return {
        "people": (record["people"]["attended"], record["people"]["must_attend"]),
        "seats": (record["chair"]["name"], record["meeting_secretary"]["name"]),
        "roll": {line["name"]: (line["state"], line["reason"]) for line in record["roll"]},
        "items": [
            {
                "title": item["title"],
                "speeches": sorted((said["name"], said["text"]) for said in item["speeches"]),
                "votes": [(one["in_favour"], one["against"], one["carried"]) for one in item["votes"]],
                "tasks": [(task["what"], task["owner"], task["due_on"], task["amount"]) for task in item["tasks"]],
                "conclusion": item["conclusion"],
            }
            for item in record["items"]
        ],
        "resolution": record["resolution"]["text"],
        "reserved": record["reserved_opinions"],
        "agreed": (record["read_back"], record["approved"]),
    }  # fmt: skip


def expected(village: Village, meeting: Meeting) -> dict[str, Any]:
    """The evening as it was: what two phones and a laptop wrote, and what the writer chose."""
    first, third, fourth = village.plain[0], village.plain[2], village.plain[3]
    roll = {person.full_name: ("present", "") for person in village.expected}
    roll |= {
        village.exempt.full_name: ("exempt", ""),
        village.elsewhere.full_name: ("elsewhere", ""),
        third.full_name: ("excused", "ốm"),
    }
    due = (timezone.localdate() + DUE).isoformat()
    items: list[dict[str, Any]] = [
        {"title": item.title, "speeches": [], "votes": [], "tasks": [], "conclusion": ""}
        | ({"conclusion": "Thống nhất."} if item.part == AgendaItem.Part.BODY else {})
        for item in agenda(meeting)
    ]
    body = [item.pk for item in agenda(meeting)]
    place = body.index(made.content(meeting)[0].pk)
    items[place] |= {
        "speeches": sorted(
            [(first.full_name, "Còn 150 mét từ cống xuống."), (fourth.full_name, "Nhà tôi góp một công.")]
        ),
        "votes": [(5, 0, True)],
        "tasks": [("Nạo vét mương", fourth.full_name, due, "150")],
        "conclusion": made.content(meeting)[0].conclusion,
    }  # fmt: skip
    # Two wrote it apart: both stand in it, whole, whichever comes first.
    both = {"Nạo vét xong mương trước 15/12.", "Chi ủy theo dõi."}
    assert sorted(both) == sorted(
        one for one in both if one in made.content(meeting)[0].conclusion
    ), made.content(meeting)[0].conclusion
    assert len(made.content(meeting)[0].conclusion) == sum(map(len, both))
    items[-1] |= {"votes": [(6, 0, True)]}
    return {
        "people": (7, 8),
        "seats": (village.secretary.full_name, village.third.full_name),
        "roll": roll,
        "items": items,
        "resolution": "Nạo vét 150 mét mương.",
        "reserved": f"{fourth.full_name}: nên làm sớm hơn.",
        "agreed": (True, True),
    }


def seal(meeting: Meeting) -> SealedRecord:
    by: dict[str, Any] = {"by": "bithu", "at": timezone.now() + timedelta(minutes=1)}
    book.close_meeting(meeting_id=meeting.pk, **by)
    return book.seal_meeting(meeting_id=meeting.pk, **by)
