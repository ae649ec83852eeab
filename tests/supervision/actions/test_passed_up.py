"""Answering what was passed up, and handing it on to the committee above."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chibo.people.models import Person
from chibo.supervision.actions import following
from chibo.supervision.actions import passed_up as actions
from chibo.supervision.models import PassedUp
from chibo.supervision.queries.passed_up import trail
from chibo.units.models import Unit
from tests import factories
from tests.factories import supervision as made
from tests.factories import units
from tests.factories.meetings import JUNE, Village
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 20, 2, tzinfo=UTC)
TODAY = date(2026, 6, 20)
BY: dict[str, Any] = {"by": "vanphong", "at": AT}


@pytest.fixture
def asked(village: Village, official: Person) -> PassedUp:
    slip = made.visit(official, village.cell)
    return made.passed_up(slip, village.commune, person=village.plain[0])


@pytest.fixture
def province(village: Village) -> Unit:
    """A province above the commune, with a board that answers."""
    above = factories.unit("TH", kind="province", name="Đảng bộ tỉnh")
    units.move(village.commune, to=above, on=units.LONG_AGO)
    factories.account("bantochuc", "board", at=above)
    return above


def test_an_answer_has_its_day_and_who_gave_it(asked: PassedUp) -> None:
    with logged("passed_up.answered", "TT.01"):
        actions.answer_passed_up(
            passed_up_id=asked.pk, text=" Đã giao điện lực. ", answered_on=TODAY, **BY
        )

    asked.refresh_from_db()
    assert (asked.answer, asked.answered_on, asked.answered_by) == (
        "Đã giao điện lực.",
        TODAY,
        "vanphong",
    )


@pytest.mark.parametrize(
    ("text", "on", "error"),
    [
        pytest.param("  ", TODAY, actions.NothingSaid, id="no words"),
        pytest.param("Có.", JUNE - timedelta(days=1), actions.NotYet, id="before it was asked"),
        pytest.param("Có.", TODAY + timedelta(days=1), actions.NotYet, id="tomorrow"),
    ],
)
def test_what_is_no_answer(asked: PassedUp, text: str, on: date, error: type[Exception]) -> None:
    with refused(error):
        actions.answer_passed_up(passed_up_id=asked.pk, text=text, answered_on=on, **BY)


def test_nobody_answers_twice(asked: PassedUp, province: Unit) -> None:
    actions.answer_passed_up(passed_up_id=asked.pk, text="Có.", answered_on=TODAY, **BY)

    with refused(actions.AnsweredAlready):
        actions.answer_passed_up(passed_up_id=asked.pk, text="Không.", answered_on=TODAY, **BY)
    with refused(actions.AnsweredAlready):
        actions.pass_further(passed_up_id=asked.pk, unit=asked.unit, note="", **BY)


def test_what_is_handed_on_keeps_who_had_it_when(
    asked: PassedUp, village: Village, province: Unit
) -> None:
    with logged("passed_up.passed_on", "TT"):
        actions.pass_further(
            passed_up_id=asked.pk, unit=village.commune, note="ngoài thẩm quyền", **BY
        )

    asked.refresh_from_db()
    assert asked.unit == province
    way = [(one.unit, one.since, one.left_on, one.note) for one in trail(asked, TODAY)]
    assert way == [
        ("Đảng ủy xã Trung Thượng", JUNE, TODAY, "ngoài thẩm quyền"),
        ("Đảng ủy tỉnh", TODAY, None, ""),
    ]


def test_a_page_that_was_overtaken_hands_nothing_on(
    asked: PassedUp, village: Village, province: Unit
) -> None:
    actions.pass_further(passed_up_id=asked.pk, unit=village.commune, note="", **BY)

    with refused(actions.PassedOnAlready):
        actions.pass_further(passed_up_id=asked.pk, unit=village.commune, note="", **BY)
    with refused(actions.NobodyAbove):
        actions.pass_further(passed_up_id=asked.pk, unit=province, note="", **BY)


def test_a_committee_without_an_office_is_passed_over(
    asked: PassedUp, village: Village, province: Unit
) -> None:
    district = factories.unit("QS", kind="district", name="Đảng bộ huyện", under=province)
    units.move(village.commune, to=district, on=date(2021, 1, 1))

    actions.pass_further(passed_up_id=asked.pk, unit=village.commune, note="", **BY)

    asked.refresh_from_db()
    assert asked.unit == province


def test_what_a_visit_left_is_noted_as_looked_at(village: Village, official: Person) -> None:
    slip = made.visit(official, village.cell, follow_up="xem lại sổ", follow_up_on=TODAY)

    with logged("visit.followed_up", "TT.01"):
        following.mark_followed_up(visit_id=slip.pk, on=TODAY, **BY)

    slip.refresh_from_db()
    assert slip.followed_up_on == TODAY
    with refused(following.DoneAlready):
        following.mark_followed_up(visit_id=slip.pk, on=TODAY, **BY)


def test_what_cannot_be_noted_as_looked_at(village: Village, official: Person) -> None:
    nothing = made.visit(official, village.cell)
    slip = made.visit(
        official,
        village.cell,
        JUNE + timedelta(days=2),
        follow_up="xem lại sổ",
        follow_up_on=TODAY,
    )

    with refused(following.NothingToFollowUp):
        following.mark_followed_up(visit_id=nothing.pk, on=TODAY, **BY)
    for day in (JUNE, TODAY + timedelta(days=1)):
        with refused(following.OutsideDays):
            following.mark_followed_up(visit_id=slip.pk, on=day, **BY)
