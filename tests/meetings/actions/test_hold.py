"""What is taken up, said, voted and concluded."""

from datetime import timedelta
from typing import Any

import pytest

from chibo.base.keys import uuid7
from chibo.meetings.actions import hold, opening
from chibo.meetings.models import Meeting, Proposal, Speech, Vote
from tests.factories import meetings as made
from tests.factories.meetings import JULY, JUNE, Village
from tests.factories.watching import changed, logged, refused, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.held(village, JUNE)


def by(meeting: Meeting, minutes: int = 0) -> dict[str, Any]:
    return {"by": "thuky", "at": meeting.starts_at + timedelta(minutes=minutes)}


def test_taking_an_item_up_again_keeps_the_first_hour(meeting: Meeting) -> None:
    (item,) = made.content(meeting)

    with logged("item.taken_up", "TT.01"):
        hold.take_up(item_id=item.pk, **by(meeting, 5))
    before = tables()
    hold.take_up(item_id=item.pk, **by(meeting, 50))

    assert changed(before, tables()) == set()
    item.refresh_from_db()
    assert item.started_at == by(meeting, 5)["at"]


def test_a_speech_sent_twice_is_written_once(village: Village, meeting: Meeting) -> None:
    (item,) = made.content(meeting)
    key = uuid7()

    def send(gist: str) -> Speech:
        return hold.add_speech(
            item_id=item.pk, gist=gist, person=village.third, is_proposal=True, key=key,
            **by(meeting, 10),
        )  # fmt: skip

    with logged("speech.added", "TT.01"):
        first = send(" Xin một máy bơm ")
    before = tables()
    again = send("Xin hai máy bơm")

    assert changed(before, tables()) == set()
    assert (first.pk, again.gist) == (key, "Xin một máy bơm")
    assert (first.person, first.said_at) == (village.third, by(meeting, 10)["at"])


def test_what_was_said_as_a_proposal_waits_for_its_answer(
    village: Village, meeting: Meeting
) -> None:
    (item,) = made.content(meeting)

    hold.add_speech(
        item_id=item.pk, gist="Xin máy bơm", person=village.third, is_proposal=True, **by(meeting)
    )

    proposal = Proposal.objects.get()
    assert (proposal.cell, proposal.person, proposal.text, proposal.raised_on) == (
        village.cell, village.third, "Xin máy bơm", JUNE,
    )  # fmt: skip
    assert (proposal.answer, proposal.answered_on) == ("", None)


def test_a_speech_becomes_a_proposal_once(village: Village, meeting: Meeting) -> None:
    (item,) = made.content(meeting)
    speech = hold.add_speech(
        item_id=item.pk, gist="Xin máy bơm", person=village.third, **by(meeting)
    )

    with logged("proposal.made", "TT.01"):
        hold.make_proposal(speech_id=speech.pk, **by(meeting))
    before = tables()
    hold.make_proposal(speech_id=speech.pk, **by(meeting))

    assert changed(before, tables()) == set()
    assert Proposal.objects.get().speech == speech


def test_a_guest_speaks_without_becoming_a_member(meeting: Meeting) -> None:
    (item,) = made.content(meeting)

    speech = hold.add_speech(
        item_id=item.pk, gist="Xã ghi nhận", guest="Bà  Hồng", is_proposal=True, **by(meeting)
    )

    assert (speech.person, speech.guest) == (None, "Bà Hồng")
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("kind", ["excused", "unexcused", None])
def test_who_is_not_present_does_not_speak(
    village: Village, meeting: Meeting, kind: str | None
) -> None:
    made.mark(meeting, village.third, kind)
    (item,) = made.content(meeting)

    with refused(hold.NotPresent):
        hold.add_speech(item_id=item.pk, gist="…", person=village.third, **by(meeting))


def count(meeting: Meeting, in_favour: int, against: int = 0, other: int = 0, **more: Any) -> Vote:
    return hold.record_vote(
        **{
            "item_id": made.content(meeting)[0].pk,
            "question": "Nạo vét  mương",
            "on": Vote.On.ORDINARY,
            "method": Vote.Method.HANDS,
            "in_favour": in_favour,
            "against": against,
            "other": other,
            **by(meeting, 30),
            **more,
        }
    )


@pytest.mark.parametrize(
    ("on", "in_favour", "needed", "carried"),
    [
        pytest.param("ordinary", 4, 4, True, id="more than half of 7"),
        pytest.param("ordinary", 3, 4, False, id="less than half of 7"),
        pytest.param("resolution", 4, 4, True, id="a resolution as any question"),
        pytest.param("admission", 4, 5, False, id="two thirds of 7 are 5"),
        pytest.param("removal", 5, 5, True, id="removal by two thirds"),
    ],
)
def test_a_vote_keeps_its_base_and_what_was_needed(
    meeting: Meeting, on: str, in_favour: int, needed: int, carried: bool
) -> None:
    with logged("vote.recorded", "TT.01"):
        vote = count(meeting, in_favour, against=1, other=1, on=on)

    vote.refresh_from_db()
    assert (vote.question, vote.base, vote.needed, vote.carried) == (
        "Nạo vét mương", 7, needed, carried,
    )  # fmt: skip
    assert vote.voted_at == by(meeting, 30)["at"]


def test_an_absent_voter_stays_in_the_base(village: Village, meeting: Meeting) -> None:
    made.mark(meeting, village.plain[0], "excused")

    vote = count(meeting, 6)

    assert (vote.base, vote.needed) == (7, 4)
    with refused(hold.BadVote):
        count(meeting, 6, against=1)


def test_who_has_left_casts_no_vote(village: Village, meeting: Meeting) -> None:
    opening.mark_roll(
        meeting_id=meeting.pk,
        person=village.plain[0],
        mark="present",
        left_at=by(meeting, 29)["at"],
        **by(meeting, 29),
    )

    with refused(hold.BadVote):
        count(meeting, 7)
    assert count(meeting, 6).base == 7


def test_the_probationary_member_raises_no_hand(meeting: Meeting) -> None:
    with refused(hold.BadVote):
        count(meeting, 8)


def test_a_vote_sent_twice_is_counted_once(meeting: Meeting) -> None:
    key = uuid7()
    first = count(meeting, 6, key=key)
    before = tables()

    again = count(meeting, 5, key=key)

    assert changed(before, tables()) == set()
    assert (again.pk, again.in_favour) == (first.pk, 6)


def test_without_its_quorum_a_cell_does_not_vote(village: Village, meeting: Meeting) -> None:
    made.quorum(">=2/3", at=village.cell)
    for absent in (*village.plain[:2], village.probationary):
        made.mark(meeting, absent, "excused")

    with refused(hold.TooFew) as caught:
        count(meeting, 5)
    assert (caught.value.args) == (5, 6)

    made.mark(meeting, village.plain[0])
    assert count(meeting, 6).carried


def test_a_conclusion_is_written_and_corrected(meeting: Meeting) -> None:
    (item,) = made.content(meeting)

    for words, minutes in (("Nạo vét", 40), (" Nạo vét 400 m ", 45)):
        with logged("item.concluded", "TT.01"):
            hold.conclude(item_id=item.pk, conclusion=words, **by(meeting, minutes))

    item.refresh_from_db()
    assert (item.conclusion, item.started_at) == ("Nạo vét 400 m", by(meeting, 40)["at"])


def test_a_proposal_is_answered(village: Village, meeting: Meeting) -> None:
    (item,) = made.content(meeting)
    speech = hold.add_speech(
        item_id=item.pk, gist="Xin máy bơm", person=village.third, **by(meeting)
    )
    proposal = hold.make_proposal(speech_id=speech.pk, **by(meeting))

    with logged("proposal.answered", "TT.01"):
        hold.answer_proposal(proposal_id=proposal.pk, answer=" Xã đã cấp ", **by(meeting))

    proposal.refresh_from_db()
    assert (proposal.answer, proposal.answered_on) == ("Xã đã cấp", JUNE)


def test_the_conclusion_of_its_item_answers_a_proposal(village: Village, meeting: Meeting) -> None:
    (item,) = made.content(meeting)
    hold.add_speech(
        item_id=item.pk, gist="Xin máy bơm", person=village.third, is_proposal=True, **by(meeting)
    )
    later = made.held(village, JULY)
    asked = later.items.get(reason="proposal")

    with logged("item.concluded", "TT.01"):
        hold.conclude(item_id=asked.pk, conclusion="Xã cấp một máy", **by(later))

    proposal = Proposal.objects.get()
    assert (proposal.answer, proposal.answered_on) == ("Xã cấp một máy", JULY)
