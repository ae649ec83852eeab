"""The end of a meeting, and reading its minutes back."""

from datetime import timedelta
from typing import Any

import pytest

from chibo.meetings.actions import ending
from chibo.meetings.models import Meeting
from tests.factories import meetings as made
from tests.factories.meetings import JUNE, Village
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.held(village, JUNE)


def by(meeting: Meeting, minutes: int = 0) -> dict[str, Any]:
    return {"by": "thuky", "at": meeting.starts_at + timedelta(minutes=minutes)}


def test_the_minutes_are_read_back(meeting: Meeting) -> None:
    with logged("minutes.read_back", "TT.01"):
        ending.read_back(
            meeting_id=meeting.pk,
            was_read=True,
            approved=True,
            reserved_opinions=" Lò Văn Ún: chưa đồng ý \n",
            **by(meeting, 95),
        )

    meeting.refresh_from_db()
    assert (meeting.read_back, meeting.approved, meeting.reserved_opinions) == (
        True, True, "Lò Văn Ún: chưa đồng ý",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "error"), [(-1, ending.EndsBeforeItBegan), (61, ending.EndsInTheFuture)]
)
def test_a_wrong_hour_keeps_back_the_whole_form(
    meeting: Meeting, minutes: int, error: type[Exception]
) -> None:
    with refused(error):
        ending.read_back(
            meeting_id=meeting.pk,
            was_read=True,
            approved=True,
            reserved_opinions="",
            ended_at=meeting.starts_at + timedelta(minutes=minutes),
            **by(meeting, 60),
        )


def test_the_hour_comes_with_the_reading(meeting: Meeting) -> None:
    ended_at = meeting.starts_at + timedelta(minutes=50)

    ending.read_back(
        meeting_id=meeting.pk,
        was_read=True,
        approved=True,
        reserved_opinions="",
        ended_at=ended_at,
        **by(meeting, 60),
    )

    meeting.refresh_from_db()
    assert (meeting.ended_at, meeting.read_back, meeting.approved) == (ended_at, True, True)
