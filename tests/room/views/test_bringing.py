"""The closing page and what phones sent: nothing is agreed to unread."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from chibo.meetings.models import Meeting, RollMark
from chibo.room.actions import documents
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import Village
from tests.factories.phones import Phone

pytestmark = pytest.mark.django_db(transaction=True)


def sent(meeting: Meeting, phone: Phone) -> None:
    by: dict[str, Any] = {"by": "thuky", "at": timezone.now()}
    row = documents.begin(meeting=meeting, **by)
    documents.receive(document_id=row.pk, data=phone.sent(), device=None, **by)


def test_what_a_phone_sent_is_put_in_before_the_minutes_are_closed(village: Village) -> None:
    meeting = made.ready(village)
    phone = Phone()
    phone.mark(village.plain[0], "excused", "ốm")
    sent(meeting, phone)
    client = reader("secretary", village)

    response = client.post(reverse("room:close_now", args=[meeting.pk]))

    assert response.status_code == 409
    assert "Phones have sent something" in response.content.decode()
    assert made.fresh(meeting).state == Meeting.State.HELD

    client.post(reverse("room:bring", args=[meeting.pk]))

    page = client.get(reverse("room:close", args=[meeting.pk])).content.decode()
    assert "Phones have sent something" not in page
    assert village.plain[0].full_name in page
    assert "Two devices wrote it differently" in page


def test_closed_minutes_show_what_came_too_late(village: Village) -> None:
    meeting = made.closed(village)
    phone = Phone()
    phone.speech(made.content(meeting)[0], village.plain[0], "Nhớ khơi cả đoạn dưới.")
    sent(meeting, phone)
    client = reader("secretary", village)

    client.post(reverse("room:bring", args=[meeting.pk]))

    page = client.get(reverse("room:close", args=[meeting.pk])).content.decode()
    assert "Nhớ khơi cả đoạn dưới." in page
    assert "It came after the minutes were closed" in page
    assert RollMark.objects.filter(meeting=meeting).count() == 8
