"""How the facts of a month keep the scores of its meeting: when sealed, when scored later, anew."""

import uuid
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chibo.book import facts
from chibo.book.actions import rebuild_facts, seal_meeting
from chibo.book.models import MonthlyFacts
from chibo.book.scores import UNSCORED
from chibo.meetings.models import Meeting
from chibo.quality.actions.assessing import BadPoints, Given, assess
from chibo.quality.models import Assessment
from chibo.quality.queries.scores import scores_for_facts
from chibo.quality.rules.lines import Decision
from tests.factories import meetings as made
from tests.factories.meetings import BY, JULY, JUNE, SEPTEMBER, Village

GOOD = {"3.1": 5, "3.2": 5, "4.1": 5, "4.2": 25, "4.3": 10, "5": 5, "6": 30, "7": 5}


def scored(meeting: Meeting, kind: str = "self", **marks: Any) -> Assessment:
    points = GOOD | {key[1:].replace("_", "."): given for key, given in marks.items()}
    before = Assessment.objects.filter(meeting=meeting, kind=kind, replaced_at=None).first()
    decisions = {key: Decision(Fraction(one), because="xem lại") for key, one in points.items()}
    return assess(
        meeting_id=meeting.pk,
        kind=kind,
        given=Given(decisions, {}),
        seen=str(before.pk) if before else "",
        **BY,
    )


def sealed(village: Village, day: Any = JUNE, **marks: Any) -> Meeting:
    meeting = made.closed(village, day)
    scored(meeting, **marks)
    seal_meeting(meeting_id=meeting.pk, **BY)
    return made.fresh(meeting)


def kept() -> dict[str, Any]:
    return {
        name: value
        for name, value in MonthlyFacts.objects.values(*UNSCORED).get().items()
        if value != UNSCORED[name]
    }


def test_what_the_cell_gave_itself_is_kept_when_its_meeting_is_sealed(village: Village) -> None:
    meeting = sealed(village, p2=4, p4_2=10)

    own = meeting.assessments.get()
    assert kept() == {
        "self_points": own.points,
        "self_most": Decimal(100),
        "self_grade": "Khá",
        "grade": "Khá",
        # Length and attendance are what the record proves by this sheet: 10, and given 9.
        "evidence_points": Decimal(10),
        "evidence_most": Decimal(10),
        "evidence_given": Decimal(9),
        "sheet": own.sheet_id,
    }


def test_a_meeting_nobody_scored_keeps_nothing(village: Village) -> None:
    made.sealed(village)

    assert kept() == {}


def test_an_open_score_has_points_and_no_grade(village: Village) -> None:
    meeting = made.closed(village)
    assess(meeting_id=meeting.pk, kind="self", given=Given({}, {}), **BY)
    seal_meeting(meeting_id=meeting.pk, **BY)

    found = kept()
    assert found["self_points"] == Decimal(10)
    assert "self_grade" not in found
    assert "grade" not in found


def test_who_scores_later_stands_in_the_month_at_once(village: Village) -> None:
    meeting = sealed(village)

    scored(meeting, "attending", p4_2=20)
    scored(meeting, "superior", p4_2=2)

    found = kept()
    assert [found[f"{side}_grade"] for side in ("self", "attending", "superior")] == [
        "Tốt",
        "Tốt",
        "Khá",
    ]
    assert found["grade"] == "Khá"
    assert found["self_points"] - found["superior_points"] == 23


def test_a_score_that_is_replaced_is_replaced_in_the_month(village: Village) -> None:
    meeting = sealed(village)
    scored(meeting, "superior", p4_2=2)
    scored(meeting, "superior")

    assert kept()["grade"] == "Tốt"


def test_a_score_of_another_kind_of_meeting_does_not_touch_the_month(village: Village) -> None:
    sealed(village)
    before = kept()
    thematic = made.held(village, JUNE, "thematic")
    made.seal(thematic)

    facts.write_scores(made.fresh(thematic))

    assert kept() == before


def test_computed_anew_they_are_what_was_written(village: Village) -> None:
    sealed(village, JUNE, p2=4)
    july = sealed(village, JULY, p4_2=10)
    scored(july, "attending", p4_2=5)
    scored(july, "superior", p4_2=0)
    made.sealed(village, SEPTEMBER)
    before = list(MonthlyFacts.objects.order_by("month").values())

    assert rebuild_facts(cell=village.cell, **BY) == []
    MonthlyFacts.objects.all().delete()
    rebuild_facts(cell=village.cell, **BY)

    after = list(MonthlyFacts.objects.order_by("month").values())
    assert [{**row, "id": 0} for row in after] == [{**row, "id": 0} for row in before]
    assert [row["grade"] for row in after] == ["Tốt", "Khá", ""]


def test_a_score_somebody_changed_in_the_facts_is_put_right(village: Village) -> None:
    sealed(village)
    MonthlyFacts.objects.update(grade="Kém", superior_points=3)

    (wrong,) = rebuild_facts(cell=village.cell, **BY)

    assert set(wrong.fields) == {"grade", "superior_points"}
    assert kept()["grade"] == "Tốt"


def test_a_refused_score_leaves_the_month_as_it_was(village: Village) -> None:
    meeting = sealed(village)
    before = kept()

    with pytest.raises(BadPoints):
        scored(meeting, "superior", p3_1=9)

    assert kept() == before


def test_the_scores_of_three_meetings_take_one_query(
    village: Village, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ids: list[uuid.UUID] = [sealed(village, day).pk for day in (JUNE, JULY, SEPTEMBER)]

    with django_assert_num_queries(1):
        scores_for_facts(ids[:1])
    with django_assert_num_queries(1):
        assert len(scores_for_facts(ids)) == 3
