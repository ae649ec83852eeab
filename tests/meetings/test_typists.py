"""Which lines an office typed for a cell, and by whom."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chibo.meetings.actions import hold, opening
from chibo.meetings.models import Meeting
from chibo.meetings.typists import Typed, typed_on_behalf
from chibo.people.models import Account
from chibo.resolutions.actions import give_task
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import account_of
from tests.factories.meetings import AT, JULY, Village

# Half an hour into the meeting.
EVENING = AT + timedelta(days=2, hours=11)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(village: Village) -> Meeting:
    meeting = made.opened(village)
    made.mark(meeting, village.plain[0])
    return made.entrusted(meeting, village)


@pytest.fixture
def office(village: Village) -> Account:
    account = account_of("office", village)
    account.title = "Ngân Thị Duyên"
    account.save()
    return account


@pytest.fixture
def writer(village: Village) -> Account:
    return account_of("writer", village)


def by(name: str, minutes: int = 10) -> dict[str, Any]:
    at: datetime = EVENING + timedelta(minutes=minutes)
    return {"by": name, "at": at}


def speak(village: Village, meeting: Meeting, name: str, **more: Any) -> Any:
    item = made.content(meeting)[0]
    return hold.add_speech(
        item_id=item.pk, person=village.plain[0], guest="", gist="Mương tắc",
        is_proposal=False, **by(name), **more,
    )  # fmt: skip


def test_a_line_says_who_of_which_office_typed_it(
    village: Village, meeting: Meeting, office: Account, writer: Account
) -> None:
    theirs = speak(village, meeting, office.username)
    own = speak(village, meeting, writer.username)

    typed = typed_on_behalf(meeting)

    assert typed.office == "Văn phòng Đảng ủy xã Trung Thượng"
    assert typed.lines == {str(theirs.pk): "Ngân Thị Duyên"}
    assert typed.names == ["Ngân Thị Duyên"]
    assert str(own.pk) not in typed.lines


def test_every_kind_of_line(village: Village, meeting: Meeting, office: Account) -> None:
    item, name = made.content(meeting)[0], office.username
    opening.mark_roll(meeting_id=meeting.pk, person=village.plain[1], mark="present", **by(name))
    opening.mark_rest_present(meeting_id=meeting.pk, **by("thuky"))
    vote = hold.record_vote(
        item_id=item.pk, question="Nạo vét", on="ordinary", method="hands",
        in_favour=1, against=0, other=0, **by(name),
    )  # fmt: skip
    task = give_task(item_id=item.pk, what="Nạo vét", owner=village.third, due_on=JULY, **by(name))
    hold.conclude(item_id=item.pk, conclusion="Nạo vét", **by(name))

    assert set(typed_on_behalf(meeting).lines) == {
        f"roll/{village.plain[1].pk}",
        str(vote.pk),
        str(task.pk),
        str(item.pk),
    }


def test_all_who_were_left_on_the_roll(village: Village, meeting: Meeting, office: Account) -> None:
    opening.mark_rest_present(meeting_id=meeting.pk, **by(office.username))

    lines = typed_on_behalf(meeting).lines
    assert f"roll/{village.secretary.pk}" in lines
    assert f"roll/{village.plain[0].pk}" not in lines


def test_what_the_cell_wrote_anew_is_its_own(
    meeting: Meeting, office: Account, writer: Account
) -> None:
    item = made.content(meeting)[0]
    hold.conclude(item_id=item.pk, conclusion="Nạo vét", **by(office.username))
    hold.conclude(item_id=item.pk, conclusion="Nạo vét 400 mét", **by(writer.username, 20))

    typed = typed_on_behalf(meeting)

    assert typed.lines == {}
    # It was typed on behalf all the same.
    assert typed.names == ["Ngân Thị Duyên"]


def test_taking_up_an_item_writes_nothing(meeting: Meeting, office: Account) -> None:
    item = made.content(meeting)[0]

    hold.take_up(item_id=item.pk, **by(office.username))

    assert typed_on_behalf(meeting).lines == {}


def test_after_the_account_was_closed_it_is_still_said(
    village: Village, meeting: Meeting, office: Account
) -> None:
    speech = speak(village, meeting, office.username)
    office.grants.update(until=AT.date() + timedelta(days=1))

    assert typed_on_behalf(meeting).lines == {str(speech.pk): "Ngân Thị Duyên"}


def test_where_nothing_was_entrusted_nothing_is_asked(village: Village, writer: Account) -> None:
    factories.account("la", "office", at=village.commune)
    meeting = made.opened(village)
    made.mark(meeting, village.plain[0])
    speak(village, meeting, writer.username)

    assert typed_on_behalf(meeting) == Typed()
