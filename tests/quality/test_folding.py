"""The cell's own score as the offline room wrote it, folded into an assessment."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from chibo.book import actions as book
from chibo.book.rules import digest
from chibo.meetings.models import Meeting
from chibo.quality.actions.assessing import Given, assess
from chibo.quality.loading import load_sheets
from chibo.quality.models import Assessment, ScoreSheet
from chibo.quality.rules.lines import Decision
from chibo.room.actions import documents
from chibo.room.actions.folding import fold
from chibo.room.merging import load
from chibo.room.models import OpenPoint, RoomDocument
from chibo.room.points import told
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.factories.phones import NEXT_DAY, Phone
from tests.factories.watching import changed, tables
from tests.support.scores import ODD

BY: dict[str, Any] = {"by": "thuky", "at": NEXT_DAY}
# Every line that the frame leaves to people in a meeting like ours, with the first of a year.
OPEN = {"1": 3, "3.1": 5, "3.2": 4, "4.1": 5, "4.2": "20.5", "4.3": 8, "5": 4, "6": 25, "7": 4}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def village() -> Village:
    found = made.village()
    load_sheets()
    return found


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.planned(village)


@pytest.fixture
def document(meeting: Meeting) -> RoomDocument:
    return documents.begin(meeting=meeting, **BY)


@pytest.fixture
def phone(village: Village, meeting: Meeting) -> Phone:
    """A phone on which the meeting was held to its end; a minute, all came, little was said."""
    phone = Phone()
    phone.open()
    for person in village.expected:
        phone.mark(person)
    phone.seat(village.secretary, village.third)
    phone.finish(meeting)
    return phone


def give(phone: Phone, key: str, points: Any, because: str = "", **more: Any) -> None:
    value = {"points": str(points), "level": "", "passed": None, "because": because}
    phone.decide(f"score/{key}", value | more)


def give_all(phone: Phone, in_favour: int | None = 7) -> None:
    for key, points in OPEN.items():
        give(phone, key, points)
    phone.write("score-note", "Ít người nói.")
    if in_favour is not None:
        phone.decide("score-vote", {"in_favour": in_favour})


def bring(document: RoomDocument, *phones: Phone) -> list[OpenPoint]:
    for phone in phones:
        documents.receive(document_id=document.pk, data=phone.sent(), device=None, **BY)
    return fold(document_id=document.pk, **BY)


def reasons(points: list[OpenPoint]) -> dict[str, str]:
    return {point.line: point.reason or point.kind for point in points}


def own() -> Assessment:
    return Assessment.objects.get(kind="self", replaced_at=None)


def marks(of: Assessment) -> dict[str, str | None]:
    return {line["criterion"]: line["points"] for line in of.lines}


def test_a_score_given_in_the_room_is_the_cells_own(document: RoomDocument, phone: Phone) -> None:
    give_all(phone)

    points = bring(document, phone)

    kept = own()
    assert points == []
    assert {key: marks(kept)[key] for key in OPEN} == {key: str(one) for key, one in OPEN.items()}
    assert (kept.in_favour, kept.vote_base, kept.vote_needed) == (7, 7, 4)
    assert (kept.note, kept.written_by, kept.grade) == ("Ít người nói.", "thuky", "Khá")
    assert kept.points == sum(float(one or 0) for one in marks(kept).values())


def test_folding_again_writes_nothing(document: RoomDocument, phone: Phone) -> None:
    give_all(phone)
    bring(document, phone)
    before = tables()

    assert bring(document, phone) == []

    assert changed(before, tables()) == {"audit.Entry"}


def test_what_comes_later_goes_on_with_it(document: RoomDocument, phone: Phone) -> None:
    give(phone, "3.1", 5)
    bring(document, phone)
    give(phone, "3.1", 4)
    give(phone, "3.2", 3)

    assert bring(document, phone) == []

    assert (marks(own())["3.1"], marks(own())["3.2"]) == ("4", "3")
    assert Assessment.objects.count() == 2


def test_a_mark_taken_back_is_open_again(document: RoomDocument, phone: Phone) -> None:
    give(phone, "3.1", 5)
    bring(document, phone)
    phone.decide("score/3.1", None)

    assert bring(document, phone) == []

    assert marks(own())["3.1"] is None


def test_nothing_is_scored_before_somebody_is_marked_present(
    document: RoomDocument, village: Village
) -> None:
    phone = Phone()
    phone.open()
    give(phone, "3.1", 5)

    assert reasons(bring(document, phone)) == {"score/3.1": "NoRoll"}
    assert not Assessment.objects.exists()

    phone.mark(village.secretary)
    assert bring(document, phone) == []
    assert marks(own())["3.1"] == "5"


def test_a_meeting_nobody_opened_is_not_scored(document: RoomDocument) -> None:
    phone = Phone()
    give(phone, "3.1", 5)

    assert reasons(bring(document, phone)) == {"score/3.1": "WrongState"}


@pytest.mark.parametrize(
    ("line", "value", "reason"),
    [
        pytest.param("score/3.1", {"points": "6"}, "BadPoints", id="more than its most"),
        pytest.param("score/3.1", {"points": "-1"}, "BadPoints", id="below nothing"),
        pytest.param("score/3.1", {"points": "1.125"}, "BadPoints", id="a thousandth"),
        pytest.param("score/2", {"points": "4"}, "NoReason", id="against the record"),
        pytest.param("score/9.9", {"points": "4"}, "NoSuchLine", id="no such criterion"),
        pytest.param("score/3.1", {"passed": True}, "unreadable", id="of another form"),
        pytest.param("score/3.1", {"points": "năm"}, "unreadable", id="no number"),
        pytest.param("score/", {"points": "5"}, "unreadable", id="of no criterion"),
        pytest.param("score-event/fire", {"happened": True}, "NoSuchLine", id="no such event"),
        pytest.param("score-event/fire", {"happened": 1}, "unreadable", id="neither yes nor no"),
        pytest.param("score-vote", {"in_favour": 8}, "BadVote", id="more votes than voters"),
        pytest.param("score-vote", {"in_favour": -1}, "unreadable", id="fewer than none"),
    ],
)
def test_what_cannot_be_is_an_open_point_and_the_rest_arrives(
    document: RoomDocument, phone: Phone, line: str, value: dict[str, Any], reason: str
) -> None:
    give_all(phone)
    empty = {"level": "", "passed": None, "because": "", "points": None}
    phone.decide(line, empty | value if line.startswith("score/") else value)

    points = bring(document, phone)

    others = {"score-vote": "StillOpen"} if line == "score/3.1" else {}
    assert reasons(points) == {line: reason} | others
    assert all(one.why and one.about for one in told(points))
    assert marks(own())["4.2"] == "20.5"
    assert own().in_favour == (None if others or line == "score-vote" else 7)


def test_the_cell_votes_on_a_whole_score(document: RoomDocument, phone: Phone) -> None:
    give(phone, "3.1", 5)
    phone.decide("score-vote", {"in_favour": 7})

    (point,) = bring(document, phone)

    assert (point.line, point.reason) == ("score-vote", "StillOpen")
    assert point.facts["lines"] == "1, 3.2, 4.1, 4.2, 4.3, 5, 7"
    assert own().in_favour is None

    give_all(phone)
    assert bring(document, phone) == []
    assert own().in_favour == 7


def test_a_change_of_what_the_record_proves_is_written_with_its_reason(
    document: RoomDocument, phone: Phone
) -> None:
    give(phone, "2", 4, "một người về sớm")

    assert bring(document, phone) == []

    (line,) = [one for one in own().lines if one["criterion"] == "2"]
    assert (line["points"], line["why"], line["proposed"]) == ("4", "decided", "5")
    assert line["because"] == "một người về sớm"


def test_two_phones_that_gave_different_marks_are_shown_and_one_is_chosen(
    document: RoomDocument, phone: Phone
) -> None:
    other = Phone("other", at=phone.at)
    other.hear(phone.sent())
    give(phone, "3.1", 5)
    give(phone, "3.2", 3)
    other.at = phone.at
    give(other, "3.1", 4)

    points = bring(document, phone, other)

    assert [(one.kind, one.line) for one in points] == [("disputed", "score/3.1")]
    assert (marks(own())["3.1"], marks(own())["3.2"]) == ("4", "3")

    other.hear(phone.sent())
    give(other, "3.1", 5)
    assert bring(document, other) == []
    assert marks(own())["3.1"] == "5"


def test_a_score_typed_at_the_desk_meanwhile_stands_beside_the_rooms(
    document: RoomDocument, phone: Phone, meeting: Meeting
) -> None:
    bring(document, phone)
    at_the_desk(meeting, {"3.1": 2, "3.2": 5})
    give(phone, "3.1", 4)

    points = bring(document, phone)

    assert [(one.kind, one.line) for one in points] == [("disputed", "score/3.1")]
    assert set(told(points)[0].written) == {"2", "4"}
    # The later one counts, and what only the desk wrote stays.
    assert (marks(own())["3.1"], marks(own())["3.2"]) == ("2", "5")

    phone.hear(load(RoomDocument.objects.get()).since())
    phone.at = NEXT_DAY
    give(phone, "3.1", 4)
    assert bring(document, phone) == []
    assert (marks(own())["3.1"], marks(own())["3.2"]) == ("4", "5")


def test_what_the_desk_changes_afterwards_reaches_the_phones(
    document: RoomDocument, phone: Phone, meeting: Meeting
) -> None:
    give(phone, "3.1", 5)
    bring(document, phone)
    at_the_desk(meeting, {"3.1": 3}, note="Bàn còn ngắn.", seen=str(own().pk))

    assert bring(document) == []

    held = load(RoomDocument.objects.get())
    assert held.texts()["score-note"] == "Bàn còn ngắn."
    phone.hear(held.since())
    (standing,) = phone.standing("score/3.1")
    assert (phone.decided.to_py() or {})[standing]["value"]["points"] == "3"
    assert marks(own())["3.1"] == "3"


def at_the_desk(
    meeting: Meeting, given: dict[str, int], *, note: str = "", seen: str = ""
) -> Assessment:
    decisions = {key: Decision(Fraction(points)) for key, points in given.items()}
    return assess(
        meeting_id=meeting.pk, kind="self", given=Given(decisions, {}, note),
        by="bithu", at=NEXT_DAY, seen=seen,
    )  # fmt: skip


def test_a_score_given_after_the_minutes_were_closed_still_arrives(
    document: RoomDocument, phone: Phone, meeting: Meeting
) -> None:
    bring(document, phone)
    book.close_meeting(meeting_id=meeting.pk, **BY)
    give_all(phone)

    assert bring(document, phone) == []

    assert own().in_favour == 7


def test_what_comes_after_the_book_was_sealed_is_shown_and_changes_nothing(
    document: RoomDocument, phone: Phone, meeting: Meeting
) -> None:
    give_all(phone)
    give(phone, "2", 5)
    bring(document, phone)
    book.close_meeting(meeting_id=meeting.pk, **BY)
    book.seal_meeting(meeting_id=meeting.pk, **BY)
    before = own()
    give(phone, "3.1", 1)

    points = bring(document, phone)

    assert [(one.kind, one.line) for one in points] == [("late", "score/3.1")]
    assert own() == before


def test_a_kind_of_meeting_without_a_sheet_is_not_scored(village: Village) -> None:
    theme = made.planned(village, kind=Meeting.Kind.THEMATIC, theme="Nước sạch")
    document = documents.begin(meeting=theme, **BY)
    phone = Phone()
    phone.open()
    phone.mark(village.secretary)
    give(phone, "3.1", 5)

    points = bring(document, phone)

    assert reasons(points) == {"score/3.1": "NoSheet"}
    assert "phiếu" in told(points)[0].why


def test_events_that_force_a_grade_and_lines_that_do_not_apply(village: Village) -> None:
    ScoreSheet.objects.create(
        key="odd", title="Phiếu thử", text=ODD, sha256=digest(ODD.encode()),
        unit=village.commune, since=date(2020, 1, 1),
    )  # fmt: skip
    document = documents.begin(meeting=made.planned(village), **BY)
    phone = Phone()
    phone.open()
    phone.mark(village.secretary)
    phone.decide("score-event/disciplined", {"happened": True})
    give(phone, "2.1", 3)
    give(phone, "3.3", 7)
    passed = {"points": None, "level": "", "passed": True, "because": ""}
    phone.decide("score/3.5", passed)

    points = bring(document, phone)

    assert reasons(points) == {"score/2.1": "DoesNotApply"}
    assert own().events == {"disciplined": True}
    assert [one["passed"] for one in own().lines if one["criterion"] == "3.5"] == [True]
