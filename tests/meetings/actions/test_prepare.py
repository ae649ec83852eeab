"""The agenda, the huddle, who prepares what, the notice."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from chibo.meetings.actions import hold, prepare
from chibo.meetings.models import AgendaItem, Huddle, Meeting
from chibo.people.models import Person
from tests.factories import meetings as made
from tests.factories.meetings import BY, JULY, JUNE, Village
from tests.factories.watching import changed, logged, refused, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.planned(village, JUNE)


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in made.content(meeting)]


def add(meeting: Meeting, *named: str) -> list[AgendaItem]:
    return [
        prepare.add_item(meeting_id=meeting.pk, title=title, minutes=10, **BY) for title in named
    ]


def test_an_item_of_its_own_goes_to_the_end_of_the_content(
    village: Village, meeting: Meeting
) -> None:
    with logged("agenda.added", "TT.01"):
        item = prepare.add_item(
            meeting_id=meeting.pk,
            title="  Thu   hoạch lúa ",
            minutes=15,
            presenter=village.third,
            needs_vote=True,
            **BY,
        )

    item.refresh_from_db()
    assert (item.title, item.minutes, item.presenter, item.needs_vote, item.reason) == (
        "Thu hoạch lúa", 15, village.third, True, "own",
    )  # fmt: skip
    assert titles(meeting) == ["Nạo vét mương Nà Khà", "Thu hoạch lúa"]


def test_an_item_changes_its_words_length_and_presenter(village: Village, meeting: Meeting) -> None:
    (item,) = made.content(meeting)

    with logged("agenda.changed", "TT.01"):
        prepare.set_item(
            item_id=item.pk, title="Nạo vét", minutes=5, presenter=village.deputy,
            needs_vote=True, **BY,
        )  # fmt: skip

    item.refresh_from_db()
    assert (item.title, item.minutes, item.presenter, item.needs_vote) == (
        "Nạo vét", 5, village.deputy, True,
    )  # fmt: skip


def test_items_are_put_in_a_new_order_those_not_named_come_after(meeting: Meeting) -> None:
    second, third = add(meeting, "Hai", "Ba")

    with logged("agenda.ordered", "TT.01"):
        prepare.order_agenda(meeting_id=meeting.pk, item_ids=[third.pk, second.pk], **BY)

    assert titles(meeting) == ["Ba", "Hai", "Nạo vét mương Nà Khà"]


@pytest.mark.parametrize("part", ["opening", "closing"])
def test_opening_and_closing_stay_where_they_are(meeting: Meeting, part: str) -> None:
    fixed = meeting.items.get(part=part)

    with refused(prepare.NotOnAgenda):
        prepare.order_agenda(meeting_id=meeting.pk, item_ids=[fixed.pk], **BY)


def test_an_item_of_another_meeting_cannot_be_ordered(village: Village, meeting: Meeting) -> None:
    (other,) = made.content(made.planned(village, JULY))

    with refused(prepare.NotOnAgenda):
        prepare.order_agenda(meeting_id=meeting.pk, item_ids=[other.pk], **BY)
    with refused(prepare.NotOnAgenda):
        prepare.order_agenda(meeting_id=meeting.pk, item_ids=[uuid.uuid4()], **BY)


def test_an_item_is_left_for_another_meeting_and_taken_back_at_the_end(meeting: Meeting) -> None:
    (first,) = made.content(meeting)
    add(meeting, "Hai")

    with logged("agenda.postponed", "TT.01"):
        prepare.postpone_item(item_id=first.pk, because="chờ  máy xúc", **BY)
    first.refresh_from_db()
    assert (first.state, first.postponed_because) == ("postponed", "chờ máy xúc")
    assert titles(meeting) == ["Hai"]

    with logged("agenda.added", "TT.01"):
        prepare.take_suggestion(item_id=first.pk, **BY)
    first.refresh_from_db()
    assert (first.state, first.postponed_because) == ("planned", "")
    assert titles(meeting) == ["Hai", "Nạo vét mương Nà Khà"]


def test_taking_what_is_on_the_agenda_already_changes_nothing(meeting: Meeting) -> None:
    (item,) = made.content(meeting)
    before = tables()

    prepare.take_suggestion(item_id=item.pk, **BY)

    assert changed(before, tables()) == set()


def test_parts_of_every_meeting_cannot_be_left_out(meeting: Meeting) -> None:
    for fixed in meeting.items.filter(reason=AgendaItem.Reason.TEMPLATE):
        with refused(prepare.NotOnAgenda):
            prepare.postpone_item(item_id=fixed.pk, because="vội", **BY)


def test_what_was_talked_about_cannot_be_left_out(village: Village) -> None:
    """Else its speeches, votes, tasks and conclusion would vanish from the minutes."""
    meeting = made.held(village)
    (spoken,) = made.content(meeting)
    voted, given, concluded = add(meeting, "Bầu chọn", "Giao việc", "Kết luận")
    by: dict[str, Any] = {"by": "thuky", "at": meeting.starts_at}
    hold.add_speech(item_id=spoken.pk, gist="Đồng ý", person=village.third, **by)
    hold.record_vote(
        item_id=voted.pk, question="?", on="ordinary", method="hands",
        in_favour=5, against=0, other=0, **by,
    )  # fmt: skip
    hold.conclude(item_id=concluded.pk, conclusion="Thống nhất", **by)
    made.give_task(
        item_id=given.pk, what="Đo mương", owner=village.third, due_on=made.day_of(meeting), **by
    )

    for item in (spoken, voted, given, concluded):
        with refused(prepare.NotOnAgenda):
            prepare.postpone_item(item_id=item.pk, because="vội", **BY)


def test_a_huddle_is_recorded_and_corrected(village: Village, meeting: Meeting) -> None:
    def save(decisions: str, *present: Person) -> None:
        prepare.record_huddle(
            meeting_id=meeting.pk,
            held_at=meeting.starts_at - timedelta(days=2),
            present=list(present),
            decisions=decisions,
            **BY,
        )

    with logged("huddle.recorded", "TT.01"):
        save("Chọn việc nạo vét", village.secretary)
    with logged("huddle.recorded", "TT.01"):
        save(" Chọn việc nạo vét, phân công \n", village.secretary, village.deputy)

    huddle = Huddle.objects.get()
    assert huddle.decisions == "Chọn việc nạo vét, phân công"
    assert set(huddle.present.all()) == {village.secretary, village.deputy}


def test_a_preparation_is_given_and_finished_once(village: Village, meeting: Meeting) -> None:
    with logged("preparation.given", "TT.01"):
        given = prepare.assign_preparation(
            meeting_id=meeting.pk,
            what="Đo  mương",
            person=village.third,
            due_on=date(2026, 6, 2),
            **BY,
        )
    with logged("preparation.done", "TT.01"):
        prepare.finish_preparation(preparation_id=given.pk, done_on=date(2026, 6, 1), **BY)
    before = tables()

    prepare.finish_preparation(preparation_id=given.pk, done_on=date(2026, 6, 2), **BY)

    assert changed(before, tables()) == set()
    given.refresh_from_db()
    assert (given.what, given.person, given.done_on) == (
        "Đo mương", village.third, date(2026, 6, 1),
    )  # fmt: skip


def test_a_notice_says_when_it_was_sent_the_last_time(meeting: Meeting) -> None:
    first, later = (meeting.starts_at - timedelta(days=days) for days in (4, 1))

    with logged("meeting.noticed", "TT.01"):
        prepare.send_notice(meeting_id=meeting.pk, by="bithu", at=first)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.noticed_at) == ("noticed", first)

    prepare.send_notice(meeting_id=meeting.pk, by="bithu", at=later)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.noticed_at) == ("noticed", later)


def test_a_notice_without_content_tells_nobody_anything(meeting: Meeting) -> None:
    (only,) = made.content(meeting)
    prepare.postpone_item(item_id=only.pk, because="chờ", **BY)

    with refused(prepare.NothingToNotice):
        prepare.send_notice(meeting_id=meeting.pk, **BY)
