"""Following every link as each role: no door is shown that stays shut, nothing leaks upward."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from chibo.base.time import month_start, next_month
from chibo.meetings.actions import hold, opening, prepare
from chibo.meetings.models import Meeting
from chibo.resolutions.actions import draft_resolution, report_result
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import NEIGHBOUR, ROLES, next_to, reader
from tests.factories.meetings import Village

pytestmark = pytest.mark.django_db

HUDDLE, DRAFT, SPEECH, CONCLUSION = (
    "Hội ý: chọn người mới", "Dự thảo: nuôi cá lồng", "Tôi thấy chưa ổn", "Tạm kết luận"
)  # fmt: skip
SEALED = "Mương lấp 400 mét"
PAPER = re.compile(r"\.(pdf|docx|xlsx)/?(\?|$)")


class Reader(HTMLParser):
    """Collects where a page leads, and what in it a strict policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        is_data = given.get("type") == "application/json"
        if tag == "style" or (tag == "script" and "src" not in given and not is_data):
            self.inline.append(tag)
        self.inline += [
            f"{tag} {name}" for name in given if name == "style" or name.startswith("on")
        ]


def walk(client: Client) -> Iterator[tuple[str, HttpResponse]]:
    """Yield the pages that links lead to from the first one: of each kind three, papers aside."""
    waiting, seen, met = ["/"], {"/"}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        response: Any = client.get(address, follow=True)
        yield address, response
        if "html" not in response["Content-Type"]:
            continue
        page = Reader()
        page.feed(response.content.decode())
        here = response.redirect_chain[-1][0] if response.redirect_chain else address
        for link in page.links:
            target = urlsplit(urljoin(here, link))
            found = target.path + (f"?{target.query}" if target.query else "")
            kind = resolve(target.path).view_name
            if found not in seen and met[kind] < 3 and not PAPER.search(found):
                seen.add(found)
                met[kind] += 1
                waiting.append(found)


@pytest.fixture
def busy(village: Village) -> Village:
    """A cell with one meeting in the book and one still in the room, and much said in both."""
    next_to(village)
    made.habit(village.cell)
    today = timezone.localdate()
    last = month_start(month_start(today) - timedelta(days=1)).replace(day=3)
    first = made.held(village, last)
    say(first, village, SEALED)
    given = made.task(first, owner=village.third, due_on=last + timedelta(days=9))
    report_result(
        task_id=given.pk, text="một nửa", amount=None, is_done=False, reported_on=last,
        typed_by="…", for_owner=True, **made.BY,
    )  # fmt: skip
    made.resolve(first)
    made.seal(first)
    prepared = made.noticed(village, today)
    record_huddle(prepared, village)
    draft_resolution(meeting_id=prepared.pk, text=DRAFT, **made.BY)
    opening.open_meeting(meeting_id=prepared.pk, by="thuky", at=prepared.starts_at)
    for person in village.expected:
        made.mark(made.fresh(prepared), person)
    say(prepared, village, SPEECH)
    hold.conclude(
        item_id=made.content(prepared)[0].pk, conclusion=CONCLUSION, by="thuky",
        at=prepared.starts_at,
    )  # fmt: skip
    record_huddle(made.planned(village, next_month(today).replace(day=3)), village)
    return village


def record_huddle(meeting: Meeting, village: Village) -> None:
    prepare.record_huddle(
        meeting_id=meeting.pk, held_at=meeting.starts_at, present=village.committee,
        decisions=HUDDLE, **made.BY,
    )  # fmt: skip


def say(meeting: Meeting, village: Village, gist: str) -> None:
    hold.add_speech(
        item_id=made.content(meeting)[0].pk, gist=gist, person=village.third, is_proposal=True,
        by="thuky", at=meeting.starts_at,
    )  # fmt: skip


ALL = {HUDDLE, DRAFT, SPEECH, CONCLUSION, SEALED}
SEEN_BY = {
    # What is in the making is there to be seen, by those who make it.
    **dict.fromkeys(("secretary", "deputy", "committee", "writer"), ALL),
    # A member reads the minutes; no huddle, no draft, no open minutes.
    "member": {SEALED},
    # Above the cell only the sealed record is seen, beside it nothing.
    **{role: {SEALED} for role in ("office", "supervisor", "board")},
    "technician": set(),
    NEIGHBOUR: set(),
}


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_somewhere_nothing_is_inline_and_nothing_leaks(
    busy: Village, role: str
) -> None:
    assert look_around(reader(role, busy)) == ([], [], SEEN_BY[role])


def look_around(client: Client) -> tuple[list[str], list[str], set[str]]:
    """Return the links that lead nowhere, what is inline, and which words were seen."""
    shut, inline, seen = [], [], set()
    for address, response in walk(client):
        if response.status_code != 200:
            shut.append(f"{address} {response.status_code}")
        # A spreadsheet taken out is no text; its words are none of these.
        text = response.content.decode(errors="replace")
        seen |= {words for words in ALL if words in text}
        if "html" in response["Content-Type"]:
            page = Reader()
            page.feed(text)
            inline += [f"{address} {what}" for what in page.inline]
    return shut, inline, seen


def test_a_supervisor_of_one_cell_sees_no_more_of_it(busy: Village) -> None:
    client = Client()
    client.force_login(factories.account("theodoi", "supervisor", at=busy.cell))

    assert look_around(client) == ([], [], {SEALED})


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/mine/", "/nowhere/", "/static/none.css"])
def test_every_answer_carries_the_policy(client: Client, address: str) -> None:
    response = client.get(address)

    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert not re.search(r"unsafe|\*|https?:", response["Content-Security-Policy"])
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
