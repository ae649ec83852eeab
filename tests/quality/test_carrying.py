"""What a phone carries so that it can score a meeting."""

from datetime import timedelta
from typing import Any

from chibo.meetings.actions import opening
from chibo.meetings.models import Meeting
from chibo.quality.carrying import carried
from chibo.quality.rules.carried import values_of
from chibo.quality.rules.reading import read
from chibo.quality.shipped import shipped
from chibo.resolutions.actions import carry_over
from tests.factories import meetings as made
from tests.factories.meetings import AT, BY, JULY, JUNE, Village


def of(meeting: Meeting) -> dict[str, Any]:
    return dict(carried([meeting], AT).of_meetings[meeting.pk])


def test_a_phone_carries_the_sheet_in_force_once(village: Village) -> None:
    both = [made.planned(village), made.planned(village, JULY)]

    found = carried(both, AT)

    (key,) = found.of_cell["sheets"]
    assert {one["sheet"] for one in found.of_meetings.values()} == {key}
    frame = read(shipped()["hd42-frame"]).sheet
    assert found.of_cell["sheets"][key] == values_of(frame)


def test_a_kind_of_meeting_without_a_sheet_carries_none(village: Village) -> None:
    assert of(made.planned(village, kind=Meeting.Kind.THEMATIC))["sheet"] is None


def test_what_lies_around_a_meeting_goes_with_it(village: Village) -> None:
    meeting = made.noticed(village)

    found = of(meeting)

    assert found["norms"] == {"alone": 90, "combined": 120}
    assert found["noticed_at"] == "2026-05-31T12:30:00.000Z"
    assert (found["planned_on"], found["has_committee"]) == ("2026-06-03", True)
    nothing = ("huddle_on", "documents_at", "sealed_on", "posted_on", "reviewed", "beside")
    assert {name: found[name] for name in nothing} == dict.fromkeys(nothing)
    assert (found["with_theme"], found["themes_on"], found["runs"]) == (False, [], {})


def test_runs_are_those_before_the_meeting(village: Village) -> None:
    person = village.plain[0]
    before = made.held(village, JUNE)
    opening.mark_roll(meeting_id=before.pk, person=person, mark="excused", reason="ốm", **BY)
    meeting = made.held(village, JULY)
    opening.mark_roll(meeting_id=meeting.pk, person=person, mark="excused", reason="ốm", **BY)

    runs = of(meeting)["runs"]

    assert runs[str(person.pk)] == [1, 1]
    assert runs[str(village.secretary.pk)] == [0, 0]


def test_tasks_of_the_last_resolution_go_with_it(village: Village) -> None:
    first = made.held(village, JUNE)
    task = made.task(first, owner=village.third, due_on=JUNE + timedelta(days=20))
    made.resolve(first)
    made.seal(first)
    meeting = made.planned(village, JULY)
    carry_over(meeting_id=meeting.pk, **BY)

    (one,) = of(made.fresh(meeting))["reviewed"]

    assert (one["key"], one["due_on"], one["is_done"]) == (str(task.pk), "2026-06-23", False)


def test_the_other_half_of_an_evening_goes_with_it(village: Village) -> None:
    theme = made.held(village, kind=Meeting.Kind.THEMATIC)
    meeting = made.planned(village)

    assert of(meeting)["beside"] == ["2026-06-03T12:30:00.000Z", None]
    assert of(theme)["beside"] is None
    assert of(meeting)["with_theme"] is True
