from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from chibo.book.actions import seal_meeting
from chibo.meetings.actions.guards import WrongState
from chibo.meetings.models import Meeting
from chibo.quality.actions.assessing import (
    BadPoints,
    BadVote,
    Given,
    NoReason,
    NoRoll,
    NoSheet,
    Overtaken,
    StillOpen,
    assess,
)
from chibo.quality.models import Assessment, ScoreSheet
from chibo.quality.rules.lines import Decision
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.factories.watching import changed, logged, refused, tables

AT = datetime(2026, 6, 3, 14, tzinfo=UTC)
BY: dict[str, Any] = {"by": "bithu", "at": AT}
# Every line that the frame leaves to people in a closed meeting of ours.
OPEN = {"3.1": 5, "3.2": 4, "4.1": 5, "4.2": 20, "4.3": 8, "5": 4, "6": 25, "7": 4}


def given(points: dict[str, Any] | None = None, **more: Any) -> Given:
    """Return a side's decisions: a number, or a number with its reason."""
    said = {}
    for key, one in (points or {}).items():
        number, because = one if isinstance(one, tuple) else (one, "")
        said[key] = Decision(Fraction(str(number)), because=because)
    return Given(said, more.pop("events", {}), **more)


def self_scored(meeting: Meeting, what: Given, **more: Any) -> Assessment:
    return assess(meeting_id=meeting.pk, kind="self", given=what, **{**BY, **more})


def points(of: Assessment) -> dict[str, str | None]:
    return {line["criterion"]: line["points"] for line in of.lines}


def test_the_cell_writes_its_own_score(village: Village) -> None:
    meeting = made.closed(village)
    before = tables()

    with logged("meeting.assessed", "TT.01"):
        written = self_scored(meeting, given(OPEN, note="Ít người nói.", in_favour=7))

    assert changed(before, tables()) == {"quality.Assessment", "audit.Entry"}
    kept = points(written)
    assert {key: kept[key] for key in OPEN} == {key: str(one) for key, one in OPEN.items()}
    assert (written.kind, written.note, written.written_by) == ("self", "Ít người nói.", "bithu")
    assert (written.in_favour, written.vote_base, written.vote_needed) == (7, 7, 4)
    assert written.most == 100
    assert written.points == sum(Fraction(one or 0) for one in kept.values())
    assert written.grade == "Khá"
    assert written.sheet.key == "hd42-frame"


def test_what_is_not_decided_stays_open_and_counts_for_nothing(village: Village) -> None:
    written = self_scored(made.closed(village), given({"3.1": 5}))

    kept = points(written)
    assert (kept["3.1"], kept["4.2"], kept["4.3"]) == ("5", None, None)
    assert written.grade == ""


def test_each_line_keeps_what_was_measured_and_proposed(village: Village) -> None:
    written = self_scored(made.closed(village), given({"2": (4, "một người về sớm")}))

    (line,) = [one for one in written.lines if one["criterion"] == "2"]
    assert line == {
        "criterion": "2",
        "title": "Từ 90% và không có đảng viên vắng không lý do",
        "most": "5",
        "points": "4",
        "level": "",
        "passed": None,
        "why": "decided",
        "because": "một người về sớm",
        "proposed": "5",
        "measure": "attendance",
        "version": 1,
        "value": [100, 1],
        "part": 8,
        "whole": 8,
    }


def test_the_proposed_points_again_are_no_decision(village: Village) -> None:
    written = self_scored(made.closed(village), given({"2": 5}))

    assert [one["why"] for one in written.lines if one["criterion"] == "2"] == ["measured"]


def test_a_check_passed_as_the_record_says_is_no_decision(village: Village) -> None:
    meeting = made.closed(village, date(2025, 6, 4))

    written = self_scored(meeting, Given({"1.1": Decision(passed=True)}, {}))

    first = written.lines[0]
    assert (written.sheet.key, first["passed"], first["why"]) == ("hd12-2018", True, "measured")


def test_a_score_written_again_keeps_the_one_before(village: Village) -> None:
    meeting = made.closed(village)
    first = self_scored(meeting, given({"3.1": 5}))

    second = self_scored(meeting, given({"3.1": 4}), seen=str(first.pk))

    first.refresh_from_db()
    assert (first.replaced_at, second.replaced_at) == (AT, None)
    assert [points(one)["3.1"] for one in (first, second)] == ["5", "4"]


def test_those_above_score_what_is_in_the_book(village: Village) -> None:
    meeting = made.closed(village)
    own = self_scored(meeting, given(OPEN))
    seal_meeting(meeting_id=meeting.pk, **BY)

    for kind in ("attending", "superior"):
        assess(meeting_id=meeting.pk, kind=kind, given=given({"3.1": 3}), **BY)

    own.refresh_from_db()
    assert own.replaced_at is None
    assert set(Assessment.objects.values_list("kind", flat=True)) == {
        "self",
        "attending",
        "superior",
    }


@pytest.mark.parametrize(
    ("what", "error"),
    [
        pytest.param({"3.1": 6}, BadPoints, id="more than its most"),
        pytest.param({"3.1": -1}, BadPoints, id="below nothing"),
        pytest.param({"3.1": "1.125"}, BadPoints, id="a thousandth"),
        pytest.param({"2": 4}, NoReason, id="against the record without a reason"),
        pytest.param({"2": (4, "  ")}, NoReason, id="a blank reason"),
    ],
)
def test_marks_that_cannot_be_are_refused(
    village: Village, what: dict[str, Any], error: type[Exception]
) -> None:
    meeting = made.closed(village)

    with refused(error):
        self_scored(meeting, given(what))


def test_the_cell_votes_on_a_whole_score_only(village: Village) -> None:
    meeting = made.closed(village)

    with refused(StillOpen):
        self_scored(meeting, given({"3.1": 5}, in_favour=7))


def test_more_votes_than_voters_are_refused(village: Village) -> None:
    meeting = made.closed(village)

    with refused(BadVote):
        self_scored(meeting, given(OPEN, in_favour=8))


def test_nothing_is_scored_without_a_roll(village: Village) -> None:
    meeting = made.opened(village)

    with refused(NoRoll):
        self_scored(meeting, given())


@pytest.mark.parametrize("state", ["planned", "sealed"])
def test_the_cell_scores_only_while_its_minutes_are_open(village: Village, state: str) -> None:
    meeting = getattr(made, state)(village)

    with refused(WrongState):
        self_scored(meeting, given())


def test_those_above_wait_until_it_is_in_the_book(village: Village) -> None:
    meeting = made.closed(village)

    with refused(WrongState):
        assess(meeting_id=meeting.pk, kind="superior", given=given(), **BY)


def test_a_meeting_without_a_sheet_is_refused(village: Village) -> None:
    ScoreSheet.objects.update(since=None, until=None)
    meeting = made.closed(village)

    with refused(NoSheet):
        self_scored(meeting, given())


def test_a_score_somebody_else_wrote_meanwhile_is_not_overwritten(village: Village) -> None:
    meeting = made.closed(village)
    self_scored(meeting, given({"3.1": 5}), by="thuky")

    with refused(Overtaken) as caught:
        self_scored(meeting, given({"3.1": 1}))

    assert isinstance(caught.value, Overtaken)
    assert caught.value.by == "thuky"
