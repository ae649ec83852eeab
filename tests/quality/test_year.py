"""A cell's year of scores: its own, and nobody else's beside it."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chibo.book.actions import seal_meeting
from chibo.meetings.models import Meeting
from chibo.quality.actions.assessing import Given, assess
from chibo.quality.looking_back import year_of
from chibo.quality.rules.lines import Decision
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JULY, JUNE, SEPTEMBER, Village
from tests.factories.units import unit

TODAY = date(2026, 11, 28)
GOOD = {"3.1": 5, "3.2": 5, "4.1": 5, "4.2": 25, "4.3": 10, "5": 5, "6": 30, "7": 5}


def scored(meeting: Meeting, *, kind: str = "self", **marks: int) -> None:
    """Write a whole score: full marks but for those named, "p4_2=12"."""
    points = GOOD | {key[1:].replace("_", "."): given for key, given in marks.items()}
    decisions = {key: Decision(Fraction(given)) for key, given in points.items()}
    by: dict[str, Any] = {"by": "thuky", "at": meeting.starts_at + timedelta(hours=2)}
    assess(meeting_id=meeting.pk, kind=kind, given=Given(decisions, {}), **by)


def sealed(village: Village, day: Any, **marks: int) -> Meeting:
    meeting = made.closed(village, day)
    scored(meeting, kind="self", **marks)
    seal_meeting(meeting_id=meeting.pk, by="bithu", at=meeting.starts_at + timedelta(days=1))
    return made.fresh(meeting)


def test_the_year_is_its_spread_and_what_cost_points(village: Village) -> None:
    sealed(village, JUNE)
    sealed(village, JULY, p4_2=15)
    sealed(village, SEPTEMBER, p4_2=10, p5=4)

    found = year_of(village.cell, 2026, TODAY, inside=True)

    assert found.whole is not None
    assert dict(found.whole.found.spread) == {"Tốt": 2, "Khá": 1, "Trung bình": 0, "Kém": 0}
    assert (found.whole.found.ungraded, found.whole.found.has_needs) == (0, False)
    assert [(one.key, one.times, str(one.points)) for one in found.lost] == [
        ("4.2", 2, "25"),
        ("5", 1, "1"),
    ]
    assert [one.key for one in found.suggestions] == ["4.2"]


def test_a_meeting_nobody_scored_is_shown_as_not_graded(village: Village) -> None:
    sealed(village, JUNE)
    made.sealed(village, JULY)

    found = year_of(village.cell, 2026, TODAY, inside=True)

    assert found.whole is not None
    assert found.whole.found.ungraded == 1
    assert [one.decides is None for one in found.meetings] == [False, True]


def test_the_committees_grade_holds_over_the_cells_own(village: Village) -> None:
    meeting = sealed(village, JUNE)
    scored(meeting, kind="superior", p4_2=10)

    (one,) = year_of(village.cell, 2026, TODAY, inside=True).meetings

    assert one.decides is not None
    assert (one.decides.kind, one.decides.grade) == ("superior", "Khá")
    assert [given is not None for given in one.given] == [True, False, True]


def test_those_above_see_only_what_is_in_the_book(village: Village) -> None:
    sealed(village, JUNE)
    scored(made.closed(village, JULY))

    assert len(year_of(village.cell, 2026, TODAY, inside=True).meetings) == 2
    assert len(year_of(village.cell, 2026, TODAY, inside=False).meetings) == 1


def test_a_year_takes_as_many_queries_for_three_meetings_as_for_one(
    village: Village, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sealed(village, JUNE)
    with django_assert_num_queries(7):
        year_of(village.cell, 2026, TODAY, inside=True)

    sealed(village, JULY)
    sealed(village, SEPTEMBER)
    with django_assert_num_queries(7):
        year_of(village.cell, 2026, TODAY, inside=True)


def test_the_page_says_what_may_be_worth_trying(village: Village) -> None:
    sealed(village, JUNE, p4_2=10)
    sealed(village, JULY, p4_2=15)

    answer = reader("member", village).get(reverse("quality:year", args=["TT.01", 2026]))

    page = " ".join(answer.content.decode().split())
    assert "In 2 of the last 2 meetings few spoke: 0/8; 0/8." in page
    assert "25 points, in 2 of 2 meetings" in page
    assert "has no rule for a whole year" in page


@pytest.mark.parametrize("year", [1999, timezone.localdate().year + 1])
def test_a_year_that_cannot_be_is_not_found(village: Village, year: int) -> None:
    answer = reader("member", village).get(reverse("quality:year", args=["TT.01", year]))

    assert answer.status_code == 404


def test_no_other_cell_stands_on_the_page(village: Village) -> None:
    other = unit("TT.02", name="bản Ngàm", under=village.commune)
    made.village("TT.09", "bản Lếch", under=village.commune)
    sealed(village, JUNE)

    page = reader("office", village).get(reverse("quality:year", args=["TT.01", 2026]))

    assert page.status_code == 200
    words = page.content.decode()
    assert "bản Máy" in words
    assert other.code not in words
    assert "bản Ngàm" not in words
    assert "bản Lếch" not in words
