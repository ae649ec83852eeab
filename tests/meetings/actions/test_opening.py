"""The opening, the roll, who chairs and who writes."""

from datetime import timedelta
from typing import Any

import pytest

from chibo.meetings.actions import opening
from chibo.meetings.models import Meeting, RollMark
from chibo.meetings.queries import roll_of
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import JUNE, Village
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.held(village, JUNE)


def by(meeting: Meeting, minutes: int = 0) -> dict[str, Any]:
    return {"by": "thuky", "at": meeting.starts_at + timedelta(minutes=minutes)}


def test_opening_writes_the_hour_and_begins_the_roll(village: Village) -> None:
    meeting = made.noticed(village)

    with logged("meeting.opened", "TT.01"):
        opening.open_meeting(meeting_id=meeting.pk, **by(meeting, 4))

    meeting.refresh_from_db()
    assert (meeting.state, meeting.opened_at) == ("held", by(meeting, 4)["at"])
    roll = roll_of(meeting, by(meeting, 5)["at"])
    assert [line.state for line in roll.lines] == ["uncalled"] * 3 + [
        "exempt" if name == "Phạm Văn Dậu" else "elsewhere" if name == "Lò Văn Inh" else "uncalled"
        for name in (line.member.person.full_name for line in roll.lines[3:])
    ]
    assert (roll.base, roll.attended, roll.away_count, roll.needed) == (8, 0, 2, None)


def test_a_line_of_the_roll_is_written_corrected_and_taken_back(village: Village) -> None:
    meeting = made.opened(village)
    man = village.plain[0]

    def line() -> tuple[str, str, object, object] | None:
        row = RollMark.objects.filter(person=man).first()
        return (row.mark, row.reason, row.arrived_at, row.left_at) if row else None

    def mark(kind: str | None, **more: Any) -> None:
        with logged("roll.marked", "TT.01"):
            opening.mark_roll(
                meeting_id=meeting.pk, person=man, mark=kind, **more, **by(meeting, 10)
            )

    mark("excused", reason=" đi  viện ")
    assert line() == ("excused", "đi viện", None, None)
    mark("present", reason="đi viện")
    assert line() == ("present", "", meeting.opened_at, None)
    late, early = by(meeting, 20)["at"], by(meeting, 60)["at"]
    mark("present", arrived_at=late, left_at=early)
    assert line() == ("present", "", late, early)
    mark("unexcused", reason="ngủ quên")
    assert line() == ("unexcused", "", None, None)
    mark(None)
    assert line() is None


def test_only_members_of_that_day_are_on_the_roll(village: Village) -> None:
    meeting = made.opened(village)
    stranger = factories.person("Người Lạ")
    gone = factories.member(village.cell, "Đã Chuyển", until=JUNE)

    for person in (stranger, gone):
        with refused(opening.NotOfCell):
            made.mark(meeting, person)


def test_a_committee_meets_alone(village: Village) -> None:
    meeting = made.opened(village, JUNE, Meeting.Kind.COMMITTEE)

    assert [line.member.person for line in roll_of(meeting, meeting.starts_at).lines] == (
        village.committee
    )
    with refused(opening.NotOfCell):
        made.mark(meeting, village.plain[0])


def test_an_exempt_member_who_comes_counts_and_has_his_vote(
    village: Village, meeting: Meeting
) -> None:
    made.mark(meeting, village.exempt)

    roll = roll_of(meeting, meeting.starts_at)
    assert (roll.base, roll.attended, roll.away_count) == (9, 9, 1)
    assert made.vote(meeting, 8).base == 8


def test_who_chairs_and_who_writes(village: Village) -> None:
    meeting = made.opened(village)

    with logged("meeting.seated", "TT.01"):
        opening.seat(
            meeting_id=meeting.pk,
            chair=village.deputy,
            meeting_secretary=village.plain[0],
            chair_because="bí thư  đi học",
            **by(meeting),
        )

    meeting.refresh_from_db()
    assert (meeting.chair, meeting.meeting_secretary, meeting.chair_because) == (
        village.deputy, village.plain[0], "bí thư đi học",
    )  # fmt: skip


def test_a_deputy_from_elsewhere_may_chair_and_not_write(village: Village) -> None:
    meeting = made.opened(village)
    stranger = factories.person("Phó Bí Thư Nơi Khác")

    with refused(opening.NeedsChairReason):
        opening.seat(meeting_id=meeting.pk, chair=stranger, meeting_secretary=None, **by(meeting))
    opening.seat(
        meeting_id=meeting.pk,
        chair=stranger,
        chair_because="bí thư đi học",
        meeting_secretary=None,
        **by(meeting),
    )
    with refused(opening.NotOfCell):
        opening.seat(meeting_id=meeting.pk, chair=None, meeting_secretary=stranger, **by(meeting))


def test_a_guest_counts_in_no_figure(meeting: Meeting) -> None:
    before = roll_of(meeting, meeting.starts_at)

    with logged("guest.added", "TT.01"):
        opening.add_guest(meeting_id=meeting.pk, name="Bà  Hồng", title="Đảng ủy xã", **by(meeting))

    after = roll_of(meeting, meeting.starts_at)
    assert (after.base, after.attended, after.lines) == (before.base, before.attended, before.lines)
    assert list(meeting.guests.values_list("name", "title")) == [("Bà Hồng", "Đảng ủy xã")]
