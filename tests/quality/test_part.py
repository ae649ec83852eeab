"""The cell's own score in its meeting's record: what is printed, sealed and checked."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chibo.book.actions import seal_meeting
from chibo.book.papers import minutes_paper
from chibo.book.record import record_of
from chibo.documents.papers import Score
from chibo.documents.wording.common import score_sentence
from chibo.meetings.models import Meeting
from chibo.quality.actions.assessing import Given, assess
from chibo.quality.models import Assessment
from chibo.quality.rules.lines import Decision
from tests.factories import meetings as made
from tests.factories.meetings import AT, BY, Village

SCHEMA = Path(__file__).parents[2] / "docs" / "record.schema.json"
FULL = {"3.1": 5, "3.2": 5, "4.1": 5, "4.2": 20, "4.3": 8, "5": 4, "6": 25, "7": 4}


def scored(meeting: Meeting, points: dict[str, int], **more: Any) -> Assessment:
    decisions = {key: Decision(Fraction(one)) for key, one in points.items()}
    return assess(meeting_id=meeting.pk, kind="self", given=Given(decisions, {}, **more), **BY)


def sealed(meeting: Meeting) -> dict[str, Any]:
    page = seal_meeting(meeting_id=meeting.pk, **BY)
    found: dict[str, Any] = json.loads(bytes(page.canonical))
    return found


def faults(record: dict[str, Any]) -> list[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return [error.message for error in Draft202012Validator(schema).iter_errors(record)]


def test_the_cells_own_score_is_sealed_with_its_meeting(village: Village) -> None:
    meeting = made.closed(village)
    own = scored(meeting, FULL, note="Ít người nói.", in_favour=7)

    record = sealed(meeting)

    part = record["assessment"]
    assert faults(record) == []
    assert (record["format"], part["sheet"]["sha256"]) == ("chibo-record/3", own.sheet.sha256)
    assert (part["points"], part["most"], part["grade"]) == ("86", "100", "Khá")
    assert part["vote"] == {"in_favour": 7, "base": 7, "needed": 4}
    assert part["note"] == "Ít người nói."
    assert part["lines"] == own.lines


@pytest.mark.parametrize("points", [{}, {"3.1": 5}])
def test_a_score_with_open_lines_is_sealed_as_it_stands(
    village: Village, points: dict[str, int]
) -> None:
    meeting = made.closed(village)
    scored(meeting, points)

    record = sealed(meeting)

    assert faults(record) == []
    assert record["assessment"]["grade"] == ""
    assert record["assessment"]["vote"] is None


def test_a_meeting_the_cell_did_not_score_says_nothing_of_it(village: Village) -> None:
    record = sealed(made.closed(village))

    assert faults(record) == []
    assert "assessment" not in record


def test_the_schema_notices_what_is_not_of_the_form(village: Village) -> None:
    meeting = made.closed(village)
    scored(meeting, FULL)
    record = sealed(meeting)

    record["assessment"]["rank"] = 3

    assert faults(record) != []


def test_the_minutes_say_the_score_as_it_was_voted(village: Village) -> None:
    meeting = made.closed(village)
    scored(meeting, FULL, in_favour=7)

    paper = minutes_paper(record_of(meeting, AT), draft=True)

    assert paper.score is not None
    assert score_sentence(paper.score) == (
        "Chi bộ tự chấm buổi sinh hoạt: 86/100 điểm, xếp loại Khá. 7/7 tán thành."
    )


def test_an_open_score_is_not_graded_in_the_minutes(village: Village) -> None:
    meeting = made.closed(village)
    scored(meeting, {})

    paper = minutes_paper(record_of(meeting, AT), draft=True)

    assert paper.score is not None
    assert score_sentence(paper.score).endswith("/100 điểm, chưa xếp loại.")


def test_a_score_without_points_is_a_grade() -> None:
    words = score_sentence(Score(None, Decimal(0), "Đạt"))

    assert words == "Chi bộ tự chấm buổi sinh hoạt: xếp loại Đạt."
