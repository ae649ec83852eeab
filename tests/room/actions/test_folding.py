from datetime import timedelta
from typing import Any

import pytest

from chibo.book import actions as book
from chibo.meetings.actions import hold, opening
from chibo.meetings.models import Meeting, Proposal, RollMark, Speech, Vote
from chibo.meetings.queries import roll_of
from chibo.resolutions.models import Task
from chibo.room.actions import documents
from chibo.room.actions.folding import fold
from chibo.room.merging import load
from chibo.room.models import OpenPoint, RoomDecision, RoomDocument
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.factories.phones import EVENING, NEXT_DAY, Phone
from tests.factories.watching import changed, tables

BY: dict[str, Any] = {"by": "thuky", "at": NEXT_DAY}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.planned(village)


@pytest.fixture
def document(meeting: Meeting) -> RoomDocument:
    return documents.begin(meeting=meeting, **BY)


def bring(document: RoomDocument, *phones: Phone) -> list[OpenPoint]:
    for phone in phones:
        documents.receive(document_id=document.pk, data=phone.sent(), device=None, **BY)
    return fold(document_id=document.pk, **BY)


def opened(village: Village, *, name: str = "phone") -> Phone:
    phone = Phone(name)
    phone.open()
    for person in (*village.committee, *village.plain, village.probationary):
        phone.mark(person)
    return phone


def test_a_whole_meeting_written_on_one_phone_is_in_the_rows(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    item = made.content(meeting)[0]
    phone = opened(village)
    phone.seat(village.secretary, village.third)
    phone.speech(item, village.plain[0], "Còn 150 mét từ cống xuống.", is_proposal=True)
    phone.vote(item, 7)
    phone.task(item, village.plain[1])
    phone.finish(meeting)

    points = bring(document, phone)

    meeting = made.fresh(meeting)
    speech, task = Speech.objects.get(), Task.objects.get()
    vote = Vote.objects.get()
    assert points == []
    assert meeting.state == Meeting.State.HELD
    assert roll_of(meeting, EVENING + timedelta(hours=1)).attended == 8
    assert (speech.person, speech.gist) == (village.plain[0], "Còn 150 mét từ cống xuống.")
    assert Proposal.objects.get().text == speech.gist
    assert (vote.in_favour, vote.base, vote.needed) == (7, 7, 4)
    assert (task.owner, str(task.amount)) == (village.plain[1], "400.00")
    assert (meeting.chair, meeting.meeting_secretary) == (village.secretary, village.third)
    assert (meeting.read_back, meeting.approved) == (True, True)
    book.close_meeting(meeting_id=meeting.pk, **BY)


def test_folding_again_changes_nothing(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    phone = opened(village)
    phone.speech(made.content(meeting)[0], village.plain[0], "Đồng ý.")
    phone.vote(made.content(meeting)[0], 7)
    bring(document, phone)

    before = tables()

    points = bring(document, phone)

    assert points == []
    assert changed(before, tables()) == {"audit.Entry"}
    assert RoomDecision.objects.filter(document=document).count() == 11


def test_two_phones_that_called_one_person_apart_are_shown_to_the_minute_taker(
    village: Village, document: RoomDocument, meeting: Meeting
) -> None:
    one, two = opened(village, name="one"), Phone("two", at=EVENING + timedelta(minutes=5))
    two.mark(village.plain[0], "excused", "ốm")

    points = bring(document, one, two)

    mark = RollMark.objects.get(person=village.plain[0])
    assert (mark.mark, mark.reason) == ("excused", "ốm")
    assert [(point.kind, point.line) for point in points] == [
        ("disputed", f"roll/{village.plain[0].pk}")
    ]
    assert [each["value"]["mark"] for each in points[0].written] == ["excused", "present"]
    assert [each["device"] for each in points[0].written] == ["two", "one"]

    two.hear(one.sent())
    two.mark(village.plain[0], "present")

    assert bring(document, two) == []
    assert RollMark.objects.get(person=village.plain[0]).mark == "present"


def test_two_counts_of_one_vote_are_one_vote_and_a_question(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    item = made.content(meeting)[0]
    one = opened(village, name="one")
    two = Phone("two", at=EVENING + timedelta(minutes=5))
    two.hear(one.sent())
    one.vote(item, 7)
    two.vote(item, 6, 1)

    points = bring(document, one, two)

    assert [(v.in_favour, v.against) for v in Vote.objects.all()] == [(6, 1)]
    assert [(p.kind, len(p.written)) for p in points] == [("disputed", 2)]


def test_both_phones_opening_is_no_question_and_the_first_one_counts(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    late, early = Phone("late", at=EVENING + timedelta(minutes=9)), Phone("early")
    late.open()
    early.open()

    assert bring(document, late) == []
    assert bring(document, early) == []

    assert made.fresh(meeting).opened_at == EVENING


def test_what_a_rule_refuses_is_an_open_point_until_it_is_allowed(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    item = made.content(meeting)[0]
    phone = Phone()
    phone.open()
    phone.mark(village.plain[0])
    phone.speech(item, village.plain[1], "Tôi đồng ý.")
    line = phone.vote(item, 5)

    points = bring(document, phone)

    assert not Vote.objects.exists()
    assert not Speech.objects.exists()
    assert {(p.kind, p.reason) for p in points} == {
        ("refused", "NotPresent"),
        ("refused", "BadVote"),
    }
    vote = next(p for p in points if p.line == line)
    assert vote.facts == {"cast": 5, "voters_present": 1}
    assert vote.written[0]["value"]["in_favour"] == 5

    for person in (*village.committee, *village.plain):
        phone.mark(person)
    phone.at = EVENING + timedelta(minutes=30)
    phone.vote(item, 5)

    assert bring(document, phone) == []
    assert (Vote.objects.get().in_favour, Speech.objects.get().person) == (5, village.plain[1])


def test_a_phone_that_comes_back_after_the_sealing_changes_nothing_and_is_shown(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    one, late = opened(village, name="one"), Phone("late")
    one.seat(village.secretary, village.third)
    one.finish(meeting)
    bring(document, one)
    book.close_meeting(meeting_id=meeting.pk, **BY)
    sealed = book.seal_meeting(meeting_id=meeting.pk, **BY)
    late.speech(made.content(meeting)[0], village.plain[0], "Nhớ khơi cả đoạn dưới.")
    late.mark(village.plain[0], "unexcused")

    points = bring(document, late)

    sealed.refresh_from_db()
    assert RollMark.objects.get(person=village.plain[0]).mark == "present"
    assert not Speech.objects.exists()
    assert {p.kind for p in points} == {"late", "disputed"}
    assert any("Nhớ khơi" in str(p.written) for p in points)


def test_the_desk_and_a_phone_do_not_overwrite_each_other_unseen(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    phone = opened(village)
    bring(document, phone)
    opening.mark_roll(
        meeting_id=meeting.pk, person=village.plain[0], mark="excused", reason="ốm", **BY
    )
    phone.at = NEXT_DAY + timedelta(hours=1)
    phone.mark(village.plain[0], "unexcused")

    points = bring(document, phone)

    assert RollMark.objects.get(person=village.plain[0]).mark == "unexcused"
    assert [p.kind for p in points] == ["disputed"]
    assert {each["device"] for each in points[0].written} == {"phone", ""}


def test_a_paragraph_written_at_the_desk_and_on_a_phone_holds_both(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    item = made.content(meeting)[0]
    phone = opened(village)
    phone.write(f"conclusion/{item.pk}", "Nạo vét mương Nà Lốc.")
    bring(document, phone)
    hold.conclude(item_id=item.pk, conclusion="Nạo vét xong mương Nà Lốc.", **BY)
    phone.write(f"conclusion/{item.pk}", " Hạn 15/12.")

    bring(document, phone)

    item.refresh_from_db()
    assert item.conclusion == "Nạo vét xong mương Nà Lốc. Hạn 15/12."


def test_a_mistake_is_taken_back(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    item = made.content(meeting)[0]
    phone = opened(village)
    speech = phone.speech(item, village.plain[0], "Nhầm.", is_proposal=True)
    vote, task = phone.vote(item, 7), phone.task(item, village.plain[0])
    bring(document, phone)
    for line in (f"speech/{speech}", vote, f"task/{task}", f"roll/{village.plain[3].pk}"):
        phone.decide(line, None)

    assert bring(document, phone) == []

    assert not Speech.objects.exists()
    assert not Proposal.objects.exists()
    assert not Vote.objects.exists()
    assert not Task.objects.exists()
    assert not RollMark.objects.filter(person=village.plain[3]).exists()


def test_a_meeting_begun_without_a_copy_of_its_plan_finds_it(village: Village) -> None:
    planned = made.planned(village)
    key = documents.document_key(village.cell, "regular", made.JUNE.replace(day=1))
    begun = documents.begin_apart(
        key=key, cell=village.cell, kind="regular", month=made.JUNE.replace(day=1), **BY
    )
    phone = opened(village)

    assert bring(begun, phone) == []

    begun.refresh_from_db()
    assert begun.meeting == planned
    assert made.fresh(planned).state == Meeting.State.HELD


def test_a_phone_without_the_plan_joins_those_that_had_it(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    month = made.JUNE.replace(day=1)
    apart = documents.begin_apart(
        key=documents.document_key(village.cell, "regular", month),
        cell=village.cell, kind="regular", month=month, **BY,
    )  # fmt: skip
    with_plan, without = Phone("with plan"), Phone("without")
    for phone, person in ((with_plan, village.plain[0]), (without, village.plain[1])):
        phone.open()
        phone.mark(person)

    assert bring(document, with_plan) == []
    assert bring(apart, without) == []
    without.mark(village.plain[2])
    apart.refresh_from_db()
    assert apart.part_of == document
    documents.receive(document_id=document.pk, data=without.sent(), device=None, **BY)

    assert fold(document_id=apart.pk, **BY) == []
    assert set(RollMark.objects.values_list("person", flat=True)) == {
        one.pk for one in village.plain[:3]
    }


def test_a_meeting_nobody_planned_is_planned_when_its_phone_comes_back(village: Village) -> None:
    month = made.JUNE.replace(day=1)
    begun = documents.begin_apart(
        key=documents.document_key(village.cell, "regular", month),
        cell=village.cell, kind="regular", month=month, **BY,
    )  # fmt: skip

    assert bring(begun, opened(village)) == []

    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.month, meeting.starts_at) == ("held", month, EVENING)
    assert roll_of(meeting, NEXT_DAY).attended == 8


def test_decisions_of_the_wrong_shape_are_open_points(
    village: Village, document: RoomDocument
) -> None:
    phone = opened(village)
    phone.decided["bad"] = {"line": "roll/1", "value": 7}
    phone.decide("roll/abc", {"mark": "present"})
    phone.decide("vote/x/1", {"in_favour": -3})
    phone.decide("song/1", {"a": "b"})

    points = bring(document, phone)

    assert {p.kind for p in points} == {"unreadable"}
    assert len(points) == 4


def test_a_document_that_was_made_to_forget_gets_its_decisions_back(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    phone = opened(village)
    bring(document, phone)
    for key in list(phone.decided.to_py() or {}):
        del phone.decided[key]

    assert bring(document, phone) == []

    document.refresh_from_db()
    assert roll_of(made.fresh(meeting), NEXT_DAY).attended == 8
    assert len(load(document).decisions()) == 9


def test_a_key_of_another_meeting_is_refused_and_stops_nothing(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    other = made.village("TT.02", "bản Ngàm", under=village.commune)
    theirs = made.opened(other)
    made.mark(theirs, other.plain[0])
    speech = hold.add_speech(
        item_id=made.content(theirs)[0].pk, person=other.plain[0], gist="Của bản Ngàm.", **BY
    )
    phone = opened(village)
    value = {"item": str(made.content(meeting)[0].pk), "person": str(village.plain[0].pk)}
    said = {"guest": "", "said_at": "2026-06-03T12:40:00.000Z", "is_proposal": False}
    phone.write(f"speech/{speech.pk}", "Đè lên.")
    phone.decide(f"speech/{speech.pk}", value | said)

    points = bring(document, phone)

    speech.refresh_from_db()
    assert speech.gist == "Của bản Ngàm."
    assert [(p.kind, p.reason) for p in points] == [("refused", "OfAnotherMeeting")]
    assert RollMark.objects.filter(meeting=meeting).count() == 8


def test_whatever_a_device_writes_can_be_kept(
    village: Village, meeting: Meeting, document: RoomDocument
) -> None:
    phone = opened(village)
    phone.decided["odd"] = {"a": float("inf"), "b": b"\x00\xff", "c": "x\x00y", "d": [1.5, None]}
    phone.decide("guest/not-a-key", {"name": "Bà Hồng"})
    phone.decide("roll/999999999999999999999", {"mark": "present"})
    phone.decide("seat", {"chair": "9" * 30, "meeting_secretary": None})
    phone.write("conclusion/x", "Không biết của ai.\x00")
    phone.write("poem/1", "Thơ.")

    points = bring(document, phone)

    assert {p.kind for p in points} == {"unreadable"}
    assert len(points) == 6
    assert RollMark.objects.filter(meeting=meeting).count() == 8


def test_a_month_that_does_not_fit_is_an_open_point(village: Village) -> None:
    month = made.SEPTEMBER.replace(day=1)
    begun = documents.begin_apart(
        key=documents.document_key(village.cell, "regular", month),
        cell=village.cell, kind="regular", month=month, **BY,
    )  # fmt: skip

    points = bring(begun, opened(village))

    assert [(p.line, p.reason) for p in points] == [("opened", "NoMeeting")]
    assert not Meeting.objects.exists()
