"""Meetings that are not the month's own: whom they call, how long they are, what they are called."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from chibo.book.models import SealedRecord
from chibo.book.papers import resolution_paper
from chibo.meetings.actions import hold
from chibo.meetings.models import Meeting
from chibo.meetings.queries import beside, called_to, poll_of, roll_of
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JULY, JUNE, Village

pytestmark = pytest.mark.django_db

THEME = "Học tập và làm theo Bác"


@pytest.fixture
def secretary(village: Village) -> Client:
    return reader("secretary", village)


def said(client: Client, meeting: Meeting, page: str) -> str:
    answer: Any = client.get(f"/meetings/{meeting.pk}/{page}/")
    assert answer.status_code == 200
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_committee_calls_only_its_own(village: Village, secretary: Client) -> None:
    meeting = made.planned(village, JUNE, "committee")

    assert {member.person for member in called_to(meeting)} == set(village.committee)
    prepare = said(secretary, meeting, "prepare")
    assert "To 3 who must attend." in prepare
    assert "The committee's huddle" not in prepare, "it is one itself"
    assert "3/3" in said(secretary, meeting, "notice")


def test_everybody_is_called_to_the_other_kinds(village: Village, secretary: Client) -> None:
    for kind in ("regular", "thematic", "extraordinary", "admission"):
        meeting = made.planned(village, JUNE, kind)

        assert "To 8 who must attend." in said(secretary, meeting, "prepare")


@pytest.mark.parametrize("page", ["prepare", "notice", "room"])
def test_the_theme_stands_on_every_page(village: Village, secretary: Client, page: str) -> None:
    meeting = made.planned(village, JUNE, "thematic", theme=THEME)

    assert f"Theme: {THEME}" in said(secretary, meeting, page)


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("regular", True), ("thematic", False), ("committee", False), ("admission", False)],
)
def test_only_the_months_own_meeting_has_a_shortest_length(
    village: Village, secretary: Client, kind: str, rule: bool
) -> None:
    meeting = made.planned(village, JUNE, kind)

    assert ("the rule is at least 90" in said(secretary, meeting, "prepare")) is rule


def test_two_meetings_of_one_evening_are_long_together(village: Village, secretary: Client) -> None:
    first = made.planned(village, JUNE, "regular")
    second = made.planned(village, JUNE, "thematic")
    another_day = made.planned(village, JULY, "thematic")

    assert (beside(first), beside(second), beside(another_day)) == (second, first, None)
    for meeting in (first, second):
        words = said(secretary, meeting, "prepare")
        assert "with the other meeting of the evening; the rule is at least 120 together" in words


def test_a_meeting_called_off_is_no_half_of_an_evening(village: Village) -> None:
    first = made.planned(village, JUNE, "regular")
    Meeting.objects.filter(pk=made.planned(village, JUNE, "thematic").pk).update(
        state="cancelled", cancelled_because="lũ"
    )

    assert beside(first) is None


@pytest.mark.parametrize(
    ("kind", "on", "base", "needed"),
    [
        ("committee", "ordinary", 3, 2),
        ("extraordinary", "ordinary", 7, 4),
        ("thematic", "resolution", 7, 4),
        ("admission", "admission", 7, 5),
    ],
)
def test_what_a_vote_is_counted_on(
    village: Village, kind: str, on: str, base: int, needed: int
) -> None:
    meeting = made.held(village, JUNE, kind)

    poll = poll_of(meeting, on, meeting.starts_at)

    assert (poll.base, poll.needed) == (base, needed)
    assert roll_of(meeting, meeting.starts_at).attended == (3 if kind == "committee" else 8)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("thematic", f"Sinh hoạt chi bộ chuyên đề “{THEME}” tháng 06 năm 2026"),
        ("committee", "Họp chi ủy tháng 06 năm 2026"),
        ("extraordinary", "Họp chi bộ đột xuất tháng 06 năm 2026"),
        ("admission", "Họp chi bộ xét kết nạp đảng viên tháng 06 năm 2026"),
    ],
)
def test_each_kind_is_held_to_its_seal(
    village: Village, secretary: Client, kind: str, title: str
) -> None:
    meeting = made.held(village, JUNE, kind)
    Meeting.objects.filter(pk=meeting.pk).update(theme=THEME if kind == "thematic" else "")
    made.resolve(meeting, in_favour=3 if kind == "committee" else 7)
    made.seal(meeting)

    html = secretary.get(f"/book/minutes/{meeting.pk}/").content.decode()
    paper = secretary.get(f"/book/papers/{meeting.pk}/resolution.pdf")

    assert title in unescape(html)
    assert paper.content.startswith(b"%PDF")


def test_a_committee_adopts_no_resolution_of_the_cell(village: Village) -> None:
    writer = reader("secretary", village)
    for kind, adopts in (("committee", False), ("extraordinary", True)):
        meeting = made.held(village, JUNE, kind)
        closing = meeting.items.get(part="closing")
        page = writer.get(f"/meetings/{meeting.pk}/room/?item={closing.pk}").content.decode()

        assert (f'action="/meetings/{meeting.pk}/room/resolution/"' in page) is adopts
        assert (f'action="/meetings/items/{closing.pk}/vote/"' in page) is adopts
        assert (
            "Draft resolution" in said(writer, made.planned(village, JUNE, kind), "prepare")
        ) is adopts


def test_people_are_voted_on_by_ballot_and_stand_in_the_resolution(village: Village) -> None:
    writer = reader("secretary", village)
    meeting = made.held(village, JUNE, "admission")
    item = made.content(meeting)[0]
    page = writer.get(f"/meetings/{meeting.pk}/room/?item={item.pk}").content.decode()
    assert re.search(r'<option value="ballot" selected>', page)

    hold.record_vote(
        item_id=item.pk, question=item.title, on="admission", method="ballot",
        in_favour=7, against=0, other=0, by="thuky", at=meeting.starts_at,
    )  # fmt: skip
    made.resolve(meeting)
    made.seal(meeting)
    record = json.loads(bytes(SealedRecord.objects.get(meeting=meeting).canonical))
    paper = resolution_paper(record, draft=False)

    assert paper is not None
    assert (
        f"{item.title}: 7/7 đảng viên có quyền biểu quyết tán thành, đạt 100%" in paper.directions
    )


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("regular", "Nghị quyết tháng 06 năm 2026"),
        ("thematic", "Nghị quyết chuyên đề"),
        ("admission", "Nghị quyết đề nghị kết nạp đảng viên"),
    ],
)
def test_the_question_put_at_the_end(village: Village, kind: str, question: str) -> None:
    meeting = made.held(village, JUNE, kind)
    closing = meeting.items.get(part="closing")

    page = reader("secretary", village).get(f"/meetings/{meeting.pk}/room/?item={closing.pk}")

    assert f'value="{question}"' in page.content.decode()
