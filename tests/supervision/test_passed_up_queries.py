"""What was passed up: where it lies, what it counts, and how it comes back to the cell."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chibo.meetings.actions import plan, prepare
from chibo.meetings.models import AgendaItem, Meeting
from chibo.people.actions import reorganise
from chibo.people.models import Person
from chibo.resolutions.actions import carry_over
from chibo.room.reasons import reason_of
from chibo.supervision.carrying import answers_to_tell
from chibo.supervision.models import PassedUp
from chibo.supervision.queries import passed_up as queries
from chibo.supervision.rules.passed_up import PassedUpCounts
from chibo.units.models import Unit
from chibo.units.steps import Dissolve, Merge, Move, Step
from tests import factories
from tests.factories import meetings as meeting_made
from tests.factories import supervision as made
from tests.factories import units
from tests.factories.access import next_to
from tests.factories.meetings import BY, JULY, JUNE, Village

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 20, 2, tzinfo=UTC)
JAN, APRIL, OCTOBER = date(2026, 1, 1), date(2026, 4, 1), date(2026, 10, 1)


def answered(row: PassedUp, on: date, text: str = "Đã giao điện lực.") -> PassedUp:
    row.answer, row.answered_on, row.answered_by = text, on, "vanphong"
    row.save(update_fields=["answer", "answered_on", "answered_by"])
    return row


@pytest.fixture
def slip(village: Village, official: Person) -> Any:
    return made.visit(official, village.cell)


def test_counts_by_the_day_of_the_meeting_and_the_day_of_the_answer(
    village: Village, official: Person
) -> None:
    days = [date(2026, 3, 10), date(2026, 5, 10), date(2026, 6, 10), date(2026, 7, 10)]
    rows = [
        made.passed_up(
            # The slip came in long after the meeting: that moves nothing.
            made.visit(official, village.cell, day, received_at=AT + timedelta(days=200)),
            village.commune,
        )
        for day in days
    ]
    answered(rows[0], date(2026, 4, 20))
    answered(rows[1], date(2026, 6, 1))
    answered(rows[2], date(2026, 8, 1))

    second_quarter = queries.passed_up_counts([village.cell.pk], APRIL, JULY)

    assert second_quarter == PassedUpCounts(asked=2, answered=1, answered_in_period=2, open=1)
    whole = queries.passed_up_counts(Unit.objects.filter(code="TT.01"), JAN, OCTOBER)
    assert whole == PassedUpCounts(asked=4, answered=3, answered_in_period=3, open=1)
    nobody = queries.passed_up_counts([], JAN, OCTOBER)
    assert nobody == PassedUpCounts(asked=0, answered=0, answered_in_period=0, open=0)


@pytest.mark.parametrize("how", ["merged", "dissolved"])
def test_a_committee_answers_what_lay_with_the_one_it_took_over(
    village: Village, slip: Any, how: str
) -> None:
    province = factories.unit("TH", kind="province", name="Đảng bộ tỉnh")
    units.move(village.commune, to=province, on=units.LONG_AGO)
    heir = factories.unit("XK", kind="commune", name="Đảng bộ xã khác", under=province)
    row = made.passed_up(slip, village.commune)
    steps: list[Step] = (
        [Merge("TT", "XK")]
        if how == "merged"
        else [Move("TT.01", "XK"), Move("TT.09", "XK"), Dissolve("TT")]
    )

    reorganise.carry_out(
        number="7-QĐ/TU", signed_on=JUNE, effective_on=JULY, title="", steps=steps, **BY
    )

    takes = heir if how == "merged" else province
    assert list(queries.asked_of(takes, JULY - timedelta(days=1))) == []
    assert list(queries.asked_of(takes, JULY)) == [row]


def test_an_office_is_reminded_of_its_own_only_and_after_fifteen_days(
    village: Village, slip: Any
) -> None:
    row = made.passed_up(slip, village.commune)
    province = factories.unit("TH", kind="province", name="Đảng bộ tỉnh")
    units.move(village.commune, to=province, on=units.LONG_AGO)
    office = factories.account("vanphong", "office", at=village.commune)
    board = factories.account("bantochuc", "board", at=province)

    assert list(queries.late_for(office, JUNE + timedelta(days=15))) == []
    assert list(queries.late_for(office, JUNE + timedelta(days=16))) == [row]
    assert list(queries.late_for(board, JUNE + timedelta(days=16))) == []


def told(meeting: Meeting) -> list[tuple[str, str]]:
    rows = AgendaItem.objects.filter(meeting=meeting, origin_key__startswith="passed_up:")
    return [(row.title, row.state) for row in rows]


def test_an_answer_is_suggested_for_the_next_agenda_with_its_reason(
    village: Village, slip: Any
) -> None:
    meeting_made.sealed(village, JUNE)
    answered(made.passed_up(slip, village.commune, person=village.plain[0]), date(2026, 6, 20))
    meeting = meeting_made.planned(village, JULY)

    carry_over(meeting_id=meeting.pk, by="bithu", at=AT)

    item = AgendaItem.objects.get(meeting=meeting, origin_key__startswith="passed_up:")
    assert item.title == "Nghe trả lời kiến nghị: Đề nghị kéo điện vào khu mới."
    assert item.note == "Đảng ủy xã Trung Thượng trả lời: Đã giao điện lực."
    assert item.state == "suggested"
    assert "Đảng ủy xã Trung Thượng" in reason_of(item)
    assert "20/06/2026" in reason_of(item)
    carry_over(meeting_id=meeting.pk, by="bithu", at=AT)
    assert len(told(meeting)) == 1


@pytest.mark.parametrize(
    ("days", "told"), [pytest.param(91, 1, id="news"), pytest.param(92, 0, id="no news any more")]
)
def test_an_answer_is_news_for_a_quarter_of_a_year(
    village: Village, official: Person, days: int, told: int
) -> None:
    slip = made.visit(official, village.cell, JAN)
    answered(made.passed_up(slip, village.commune), JULY - timedelta(days=days))

    assert len(answers_to_tell(meeting_made.planned(village, JULY))) == told


def test_what_one_meeting_left_comes_to_the_next(village: Village, slip: Any) -> None:
    answered(made.passed_up(slip, village.commune), JUNE)
    june = meeting_made.planned(village, JUNE)
    carry_over(meeting_id=june.pk, by="bithu", at=AT)
    item = AgendaItem.objects.get(meeting=june, origin_key__startswith="passed_up:")

    prepare.postpone_item(item_id=item.pk, because="chờ", by="bithu", at=AT)

    assert len(answers_to_tell(meeting_made.planned(village, JULY))) == 1


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_what_one_meeting_took_up_comes_again_only_if_that_was_called_off(
    village: Village, slip: Any, is_cancelled: bool
) -> None:
    answered(made.passed_up(slip, village.commune), JUNE)
    june = meeting_made.planned(village, JUNE)
    carry_over(meeting_id=june.pk, by="bithu", at=AT)
    item = AgendaItem.objects.get(meeting=june, origin_key__startswith="passed_up:")
    prepare.take_suggestion(item_id=item.pk, by="bithu", at=AT)
    if is_cancelled:
        plan.cancel_meeting(meeting_id=june.pk, because="lũ", by="bithu", at=AT)

    assert len(answers_to_tell(meeting_made.planned(village, JULY))) == int(is_cancelled)


def test_after_a_merger_the_answer_goes_where_the_members_went(village: Village, slip: Any) -> None:
    second = next_to(village)
    answered(made.passed_up(slip, village.commune), date(2026, 6, 20))

    reorganise.carry_out(
        number="7-QĐ/TU", signed_on=JUNE, effective_on=date(2026, 6, 25), title="",
        steps=[Merge("TT.01", "TT.02")], **BY,
    )  # fmt: skip
    meeting = Meeting.objects.create(
        cell=second, kind="regular", month=JULY, planned_on=JULY, starts_at=AT + timedelta(20),
        place="đình",
    )  # fmt: skip

    assert len(answers_to_tell(meeting)) == 1
