"""What a cell is told to try, from meetings in its book."""

from datetime import date

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from chibo.meetings.actions import hold
from chibo.quality.looking_back import year_of
from chibo.quality.worth_trying import Idea, ideas
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JULY, JUNE, SEPTEMBER, Village
from tests.quality.test_year import sealed

TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _in_english() -> object:
    with translation.override("en"):
        yield


def tried(village: Village) -> list[Idea]:
    return ideas(year_of(village.cell, 2026, TODAY, inside=True))


def test_what_nobody_spoke_of_twice_is_told_with_its_figures(village: Village) -> None:
    sealed(village, JUNE)
    sealed(village, JULY)

    assert tried(village)[0] == Idea(
        "In 2 of the last 2 meetings few spoke: 0/8; 0/8.",
        "Send one question to each item with the notice, and ask by name who was silent.",
    )


def test_what_people_marked_down_again_comes_after_what_the_record_shows(village: Village) -> None:
    sealed(village, JUNE, p5=3)
    sealed(village, JULY, p5=2)

    assert [one.says for one in tried(village)][-1] == (
        "5. Nguyên tắc tập trung dân chủ, tự phê bình và phê bình: cost points in 2 of the last 2 meetings."
    )


def test_good_meetings_are_told_nothing(village: Village) -> None:
    for day in (JUNE, JULY):
        meeting = made.held(village, day)
        for person in village.expected:
            hold.add_speech(
                item_id=made.content(meeting)[0].pk, person=person, gist="Nhất trí.",
                is_proposal=False, by="thuky", at=meeting.starts_at,
            )  # fmt: skip
        made.resolve(meeting)
        made.seal(meeting)

    assert tried(village) == []


def test_those_above_are_not_told_what_a_cell_may_try(village: Village) -> None:
    for day in (JUNE, JULY):
        sealed(village, day)
    at = "/scores/cell/TT.01/2026/"

    assert "few spoke" in reader("member", village).get(at).content.decode()
    assert "few spoke" not in reader("office", village).get(at).content.decode()


def test_it_takes_as_many_queries_for_three_meetings_as_for_one(
    village: Village, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sealed(village, JUNE)
    for more in (None, JULY, SEPTEMBER):
        if more is not None:
            sealed(village, more)
        found = year_of(village.cell, 2026, TODAY, inside=True)
        with django_assert_num_queries(8):
            ideas(found)
