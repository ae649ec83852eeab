"""A meeting that was held on paper is opened here later, at the hour of the paper."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chibo.audit.models import Entry
from chibo.meetings.models import Meeting
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return made.village()


@pytest.fixture
def writer(village: Village) -> Client:
    return reader("writer", village)


def meeting(village: Village, *, hours_ago: int) -> Meeting:
    """Return a meeting that was called for at 19:30, or for some hours ago."""
    found = made.noticed(village)
    if hours_ago:
        found.starts_at = timezone.now() - timedelta(hours=hours_ago)
        found.save(update_fields=["starts_at"])
    return found


def opened(writer: Client, meeting: Meeting, **post: str) -> tuple[int, Meeting]:
    answer = writer.post(reverse("room:open", args=[meeting.pk]), post)
    return answer.status_code, made.fresh(meeting)


def test_the_hour_is_asked_only_when_it_is_long_ago(village: Village, writer: Client) -> None:
    now = meeting(village, hours_ago=1)
    assert "Opened at" not in writer.get(reverse("room:room", args=[now.pk])).content.decode()

    Meeting.objects.filter(pk=now.pk).update(starts_at=now.starts_at - timedelta(days=1))
    page = writer.get(reverse("room:room", args=[now.pk])).content.decode()
    assert "Opened at" in page


def test_it_was_opened_as_the_paper_says(village: Village, writer: Client) -> None:
    before = timezone.now()

    status, found = opened(writer, meeting(village, hours_ago=0), hour="19h45")

    assert status == 302
    assert found.opened_at == found.starts_at + timedelta(minutes=15)
    # The log says when it was typed.
    assert Entry.objects.get(verb="meeting.opened").at >= before


@pytest.mark.parametrize("post", [{}, {"hour": "19:30"}])
def test_or_as_it_was_called_for(village: Village, writer: Client, post: dict[str, str]) -> None:
    _status, found = opened(writer, meeting(village, hours_ago=0), **post)

    assert found.opened_at == found.starts_at


@pytest.mark.parametrize("hour", ["", "25:00", "bảy rưỡi"])
def test_an_hour_that_is_none(village: Village, writer: Client, hour: str) -> None:
    status, found = opened(writer, meeting(village, hours_ago=0), hour=hour)

    assert (status, found.state) == (422, "noticed")
