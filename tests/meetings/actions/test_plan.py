"""Planning a meeting, moving it within its month, calling it off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from chibo.audit.models import Entry
from chibo.base.time import local_moment
from chibo.meetings.actions import guards, hold, plan
from chibo.meetings.models import AgendaItem, Meeting
from tests.factories import meetings as made
from tests.factories.meetings import AT, BY, EVENING, JULY, JUNE, Village
from tests.factories.watching import changed, logged, refused, tables

pytestmark = pytest.mark.django_db


def items_of(meeting: Meeting) -> list[tuple[str, str, str]]:
    rows = meeting.items.order_by("position", "pk")
    return [(row.part, row.reason, row.state) for row in rows]


def test_a_regular_meeting_comes_with_its_opening_and_closing(village: Village) -> None:
    before = tables()

    with logged("meeting.planned", "TT.01"):
        meeting = plan.plan_meeting(
            cell=village.cell,
            kind=Meeting.Kind.REGULAR,
            starts_at=local_moment(date(2026, 7, 3), EVENING),
            place="nhà  văn hóa ",
            **BY,
        )

    assert changed(before, tables()) == {
        "meetings.Meeting", "meetings.AgendaItem", "book.MonthlyFacts", "audit.Entry",
    }  # fmt: skip
    meeting.refresh_from_db()
    assert (meeting.month, meeting.planned_on) == (date(2026, 7, 1), date(2026, 7, 3))
    assert meeting.starts_at == datetime(2026, 7, 3, 12, 30, tzinfo=UTC)
    assert (meeting.place, meeting.state, meeting.version) == ("nhà văn hóa", "planned", 1)
    assert items_of(meeting) == [
        ("opening", "template", "planned"),
        ("closing", "template", "planned"),
    ]


def test_an_hour_after_midnight_counts_for_the_local_day(village: Village) -> None:
    first_hour = datetime(2026, 6, 30, 17, 30, tzinfo=UTC)

    meeting = plan.plan_meeting(
        cell=village.cell, kind="regular", starts_at=first_hour, place="đình", **BY
    )

    assert (meeting.month, meeting.planned_on) == (date(2026, 7, 1), date(2026, 7, 1))


def test_what_its_month_brings_waits_as_a_suggestion(village: Village) -> None:
    november = local_moment(date(2026, 11, 4), EVENING)

    meeting = plan.plan_meeting(
        cell=village.cell, kind="regular", starts_at=november, place="đình", **BY
    )

    suggested = meeting.items.get(state=AgendaItem.State.SUGGESTED)
    assert (suggested.reason, suggested.reason_facts, suggested.origin_key) == (
        "recurring", {"month": 11}, "recurring:great-unity",
    )  # fmt: skip


@pytest.mark.parametrize("kind", Meeting.Kind.values)
def test_every_kind_of_meeting_opens_and_closes(village: Village, kind: str) -> None:
    meeting = plan.plan_meeting(
        cell=village.cell, kind=kind, starts_at=local_moment(JUNE, EVENING), place="đình", **BY
    )

    parts = [part for part, _reason, state in items_of(meeting) if state == "planned"]
    assert (parts[0], parts[-1]) == ("opening", "closing")
    assert set(parts[1:-1]) <= {"body"}


def test_a_month_has_one_regular_meeting(village: Village) -> None:
    made.planned(village, JUNE)

    with refused(plan.AlreadyPlanned):
        plan.plan_meeting(
            cell=village.cell,
            kind="regular",
            starts_at=local_moment(date(2026, 6, 30), EVENING),
            place="đình",
            **BY,
        )


def test_a_thematic_meeting_on_the_same_evening_is_another_meeting(village: Village) -> None:
    regular = made.planned(village, JUNE)

    thematic = made.planned(village, JUNE, Meeting.Kind.THEMATIC, theme="Chuyển đổi số ở bản")

    assert (thematic.month, thematic.theme) == (regular.month, "Chuyển đổi số ở bản")


def test_a_meeting_called_off_leaves_room_for_another(village: Village) -> None:
    made.cancelled(village, JUNE)

    again = made.planned(village, JUNE + timedelta(days=7))

    assert again.month == date(2026, 6, 1)


def test_the_cell_must_exist_on_the_day(village: Village) -> None:
    with refused(plan.CellNotThere):
        plan.plan_meeting(
            cell=village.cell,
            kind="regular",
            starts_at=local_moment(date(2019, 12, 31), EVENING),
            place="đình",
            **BY,
        )


def move(meeting: Meeting, day: date, hour: time = EVENING, because: str = "", **more: int) -> None:
    plan.move_meeting(
        meeting_id=meeting.pk,
        starts_at=local_moment(day, hour),
        place="đình",
        because=because,
        version=more.get("version", meeting.version),
        **BY,
    )


def test_a_move_keeps_the_day_first_planned_and_its_reason(village: Village) -> None:
    meeting = made.planned(village, JUNE)

    with logged("meeting.moved", "TT.01"):
        move(meeting, date(2026, 6, 10), because="  mưa   lũ")

    meeting.refresh_from_db()
    assert (meeting.planned_on, meeting.moved_because, meeting.version) == (JUNE, "mưa lũ", 2)
    assert made.day_of(meeting) == date(2026, 6, 10)


def test_another_hour_on_the_planned_day_is_no_move(village: Village) -> None:
    meeting = made.planned(village, JUNE)

    move(meeting, JUNE, time(20, 0))

    meeting.refresh_from_db()
    assert (meeting.moved_because, meeting.version) == ("", 2)
    assert meeting.starts_at == local_moment(JUNE, time(20, 0))


def test_moved_back_to_the_planned_day_it_was_not_moved(village: Village) -> None:
    meeting = made.planned(village, JUNE)
    move(meeting, date(2026, 6, 10), because="lũ")

    move(meeting, JUNE, because="lũ đã rút", version=2)

    meeting.refresh_from_db()
    assert (meeting.moved_because, made.day_of(meeting)) == ("", JUNE)


@pytest.mark.parametrize(
    ("day", "because", "version", "refusal"),
    [
        pytest.param(date(2026, 6, 10), " ", 1, plan.NeedsReason, id="no reason"),
        pytest.param(date(2026, 7, 1), "lũ", 1, plan.OutsideMonth, id="the month after"),
        pytest.param(date(2026, 5, 31), "lũ", 1, plan.OutsideMonth, id="the month before"),
        pytest.param(date(2026, 6, 10), "lũ", 0, guards.Stale, id="a form shown before a save"),
    ],
)
def test_a_refused_move_changes_nothing(
    village: Village, day: date, because: str, version: int, refusal: type[Exception]
) -> None:
    meeting = made.planned(village, JUNE)

    with refused(refusal):
        move(meeting, day, because=because, version=version)


def test_a_stale_form_is_given_what_was_saved(village: Village) -> None:
    shown = made.planned(village, JUNE)
    move(shown, date(2026, 6, 10), because="lũ")

    with pytest.raises(guards.Stale) as caught:
        move(shown, date(2026, 6, 17), because="gặt")

    assert (caught.value.meeting.version, caught.value.meeting.moved_because) == (2, "lũ")


def test_calling_off_needs_a_reason(village: Village) -> None:
    meeting = made.planned(village, JUNE)

    with refused(plan.NeedsReason):
        plan.cancel_meeting(meeting_id=meeting.pk, because="\n", **BY)

    with logged("meeting.cancelled", "TT.01"):
        plan.cancel_meeting(meeting_id=meeting.pk, because="lũ  lớn", **BY)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because) == ("cancelled", "lũ lớn")


def test_the_log_says_who_and_when(village: Village) -> None:
    meeting = made.planned(village, JULY)

    line = Entry.objects.filter(verb="meeting.planned").get()
    assert (line.account, line.subject, line.subject_key) == (
        "bithu", "meetings.meeting", str(meeting.pk),
    )  # fmt: skip
    assert line.at == meeting.starts_at - timedelta(days=7)
    assert line.at > AT


def test_a_meeting_to_which_too_few_came_is_called_off_and_planned_anew(village: Village) -> None:
    meeting = made.opened(village, JUNE)
    made.mark(meeting, village.secretary)

    plan.cancel_meeting(meeting_id=meeting.pk, because="vắng nhiều", **BY)
    again = made.planned(village, JUNE.replace(day=10))

    assert made.fresh(meeting).state == "cancelled"
    assert meeting.roll.count() == 1
    assert again.state == "planned"


@pytest.mark.parametrize("build", [made.held, made.ready])
def test_a_meeting_that_voted_or_concluded_is_not_called_off(
    village: Village, build: Callable[[Village], Meeting]
) -> None:
    meeting = build(village)
    if build is made.held:
        item = made.content(meeting)[0]
        hold.conclude(item_id=item.pk, conclusion="Làm tiếp.", **BY)

    with refused(plan.HasResults):
        plan.cancel_meeting(meeting_id=meeting.pk, because="vắng nhiều", **BY)
