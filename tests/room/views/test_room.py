"""The room: taking the roll, copying it from paper afterwards, filling the gaps."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chibo.base.time import local_moment
from chibo.meetings.models import Meeting, RollMark
from chibo.meetings.queries import roll_of
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JULY, JUNE, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(village: Village) -> Client:
    return reader("writer", village)


def test_opened_long_after_its_hour_a_meeting_began_when_it_was_called_for(
    village: Village, writer: Client
) -> None:
    meeting = made.noticed(village, JUNE)

    writer.post(f"/meetings/{meeting.pk}/room/open/")
    writer.post(f"/meetings/{meeting.pk}/room/roll/", {"present": village.third.pk})

    assert made.fresh(meeting).opened_at == meeting.starts_at
    assert RollMark.objects.get().arrived_at == meeting.starts_at


def test_opened_in_time_it_begins_now(village: Village, writer: Client) -> None:
    now = timezone.now()
    local = timezone.localtime(now)
    meeting = made.noticed(village, local.date())
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=local_moment(local.date(), local.time()))

    writer.post(f"/meetings/{meeting.pk}/room/open/")

    opened = made.fresh(meeting).opened_at
    assert opened is not None
    assert now <= opened <= timezone.now()


def test_opening_brings_what_is_unfinished(village: Village, writer: Client) -> None:
    first = made.held(village, JUNE)
    made.task(first, owner=village.third, due_on=JUNE + timedelta(days=9))
    made.seal(first)
    second = made.noticed(village, JULY)

    writer.post(f"/meetings/{second.pk}/room/open/")

    assert [item.reason for item in made.content(second)] == ["own", "unfinished"]


def test_a_tap_marks_another_takes_back(village: Village, writer: Client) -> None:
    meeting = made.opened(village)
    url = f"/meetings/{meeting.pk}/room/roll/"
    states = []

    for name in ("present", "undo", "excused", "unexcused", "present", "left"):
        writer.post(url, {name: village.third.pk})
        (line,) = [
            line
            for line in roll_of(meeting, timezone.now()).lines
            if line.member.person == village.third
        ]
        states.append((line.state, bool(line.mark and line.mark.left_at)))

    assert states == [
        ("present", False), ("uncalled", False), ("excused", False), ("unexcused", False),
        ("present", False), ("present", True),
    ]  # fmt: skip


def test_the_rest_is_marked_present_in_one_tap(village: Village, writer: Client) -> None:
    meeting = made.opened(village)
    made.mark(meeting, village.third, "excused")

    writer.post(f"/meetings/{meeting.pk}/room/roll/rest/")

    roll = roll_of(meeting, timezone.now())
    assert (roll.attended, roll.base) == (7, 8)
    assert [line.member.person for line in roll.lines_in("excused")] == [village.third]
    assert {line.state for line in roll.lines} == {"present", "excused", "exempt", "elsewhere"}


def test_the_gaps_are_filled_in_one_sending(village: Village, writer: Client) -> None:
    meeting = made.opened(village)
    for person in village.expected[:-1]:
        made.mark(meeting, person)
    (item,) = made.content(meeting)
    late = village.expected[-1]

    response = writer.post(
        f"/meetings/{meeting.pk}/close/gaps/",
        {
            f"conclusion-{item.pk}": "Thống nhất",
            f"uncalled-{late.pk}": "excused",
            f"reason-{late.pk}": "đi viện",
        },
    )

    assert response.status_code == 302
    item.refresh_from_db()
    assert item.conclusion == "Thống nhất"
    assert RollMark.objects.get(person=late).reason == "đi viện"


@pytest.mark.parametrize(
    ("ended", "minutes"),
    [
        pytest.param("21:00", 90, id="the same evening"),
        pytest.param("00:30", 300, id="past midnight"),
        pytest.param("19:30", 0, id="in the very minute it began"),
    ],
)
def test_the_hour_it_ended(village: Village, writer: Client, ended: str, minutes: int) -> None:
    meeting = made.held(village)
    # Opened at 19:30:40, and nobody types seconds.
    begun = meeting.starts_at + timedelta(seconds=40)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=begun)

    response = writer.post(f"/meetings/{meeting.pk}/close/read/", {"end-ended": ended})

    assert response.status_code == 302
    end = made.fresh(meeting).ended_at
    assert end is not None
    assert round((end - meeting.starts_at).total_seconds() / 60) in (minutes, minutes + 1)
    assert end >= begun


def test_an_end_before_the_beginning_is_refused(village: Village, writer: Client) -> None:
    meeting = made.held(village)

    response = writer.post(f"/meetings/{meeting.pk}/close/read/", {"end-ended": "19:00"})

    assert response.status_code == 409
    assert "The meeting cannot end before it began. Check the hour." in response.content.decode()
    assert made.fresh(meeting).ended_at is None


@pytest.mark.parametrize(
    ("build", "role", "leads_to"),
    [
        (made.planned, "secretary", "prepare/"),
        (made.noticed, "writer", "prepare/"),
        (made.noticed, "member", "notice/"),
        (made.held, "writer", "room/"),
        (made.held, "member", "notice/"),
        (made.closed, "secretary", "close/"),
        (made.closed, "member", "notice/"),
        (made.cancelled, "secretary", "notice/"),
    ],
)
def test_a_meeting_leads_to_where_it_stands_for_its_reader(
    village: Village, build: object, role: str, leads_to: str
) -> None:
    assert callable(build)
    meeting = build(village)

    response = reader(role, village).get(f"/meetings/{meeting.pk}/")

    assert response["Location"] == f"/meetings/{meeting.pk}/{leads_to}"
