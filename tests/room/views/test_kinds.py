"""Meetings that are not the month's own: whom they call, how long they are, what they are called."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

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
