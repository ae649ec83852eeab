"""How far a month was on its way on a day, as a function of the days its facts keep."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.reports.rules.board_stages import (
    MET,
    Facts,
    Stage,
    Standing,
    in_book_in_time,
    mark_of,
    met_on_time,
    stage_on,
    standing_on,
    was_moved,
)

OCTOBER = date(2026, 10, 1)


def october(day: int) -> date:
    return date(2026, 10, day)


def facts(**more: Any) -> Facts:
    """Return a month sealed on the 6th: planned and held on the 3rd, noticed on the 1st."""
    known: dict[str, Any] = {
        "state": "sealed",
        "planned_on": october(3),
        "meets_on": october(3),
        "noticed_on": october(1),
        "held_on": october(3),
        "closed_on": october(4),
        "sealed_on": october(6),
        "seal_due_on": october(5),
        "regular_met": True,
        "regular_on_time": True,
    }
    return Facts(cell=1, month=OCTOBER, **{**known, **more})


def planned(**more: Any) -> Facts:
    return Facts(
        cell=1,
        month=OCTOBER,
        **{"state": "planned", "planned_on": october(3), "meets_on": october(3), **more},
    )


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        (date(2026, 9, 20), Stage.PLANNED),
        (october(1), Stage.NOTICED),
        (october(2), Stage.NOTICED),
        (october(3), Stage.HELD),
        (october(4), Stage.CLOSED),
        (october(5), Stage.CLOSED),
        (october(6), Stage.SEALED),
        (date(2030, 1, 1), Stage.SEALED),
    ],
)
def test_a_month_goes_from_plan_to_book_on_its_days(on: date, stage: Stage) -> None:
    assert stage_on(facts(), on) is stage


def test_a_meeting_held_whose_minutes_are_not_in_the_book_was_held_on_its_day() -> None:
    held = planned(state="held")

    assert [stage_on(held, october(day)) for day in (2, 3, 30)] == [
        Stage.PLANNED,
        Stage.HELD,
        Stage.HELD,
    ]


def test_a_month_known_only_by_its_figures_counts_from_its_end() -> None:
    imported = Facts(cell=1, month=OCTOBER, regular_met=True, regular_on_time=True)

    assert stage_on(imported, october(30)) is Stage.NONE
    assert stage_on(imported, october(31)) is Stage.SEALED
    assert met_on_time(imported)


_DAYS = st.none() | st.dates(date(2026, 9, 1), date(2026, 12, 31))
_STATES = st.sampled_from(["", "planned", "noticed", "held", "closed", "sealed", "cancelled"])
_FACTS = st.builds(
    Facts,
    cell=st.just(1),
    month=st.just(OCTOBER),
    state=_STATES,
    planned_on=_DAYS,
    meets_on=_DAYS,
    noticed_on=_DAYS,
    held_on=_DAYS,
    closed_on=_DAYS,
    sealed_on=_DAYS,
    seal_due_on=_DAYS,
    regular_met=st.booleans(),
)


@given(_FACTS, st.dates(date(2026, 9, 1), date(2027, 1, 31)), st.integers(0, 90))
def test_no_later_day_takes_a_stage_back(found: Facts, on: date, days: int) -> None:
    later = on + timedelta(days=days)

    assert stage_on(found, on) <= stage_on(found, later)
    if standing_on(found, OCTOBER, on) in MET:
        assert standing_on(found, OCTOBER, later) in MET


@given(_FACTS, st.dates(date(2026, 11, 1), date(2027, 1, 31)))
def test_a_month_that_is_over_was_met_or_missed(found: Facts, on: date) -> None:
    assert standing_on(found, OCTOBER, on) in {*MET, Standing.MISSED}


@given(_FACTS, st.dates(date(2026, 9, 1), date(2027, 1, 31)))
def test_a_mark_says_what_the_stage_says(found: Facts, on: date) -> None:
    standing = standing_on(found, OCTOBER, on)

    assert (mark_of(found, standing) in {"ok", "moved", "open"}) == (
        stage_on(found, on) >= Stage.HELD
    )


@pytest.mark.parametrize(
    ("found", "on", "standing"),
    [
        pytest.param(None, october(15), Standing.WAITING, id="nothing planned yet"),
        pytest.param(None, date(2026, 11, 1), Standing.MISSED, id="nothing planned, month over"),
        pytest.param(planned(), october(3), Standing.WAITING, id="on its day"),
        pytest.param(planned(), october(4), Standing.OVERDUE, id="the day after"),
        pytest.param(planned(), october(31), Standing.OVERDUE, id="on the last day"),
        pytest.param(planned(), date(2026, 11, 1), Standing.MISSED, id="month over"),
        pytest.param(planned(state="held"), date(2026, 12, 1), Standing.HELD, id="held, open"),
        pytest.param(
            planned(state="cancelled", reason="lũ"), october(5), Standing.CALLED_OFF, id="off"
        ),
        pytest.param(
            planned(state="cancelled"), date(2026, 11, 1), Standing.MISSED, id="off, month over"
        ),
        pytest.param(facts(), october(2), Standing.WAITING, id="as of before it was held"),
        pytest.param(facts(), october(5), Standing.HELD, id="as of before it was sealed"),
        pytest.param(facts(), october(6), Standing.SEALED, id="sealed"),
    ],
)
def test_how_a_month_stands_on_a_day(found: Facts | None, on: date, standing: Standing) -> None:
    assert standing_on(found, OCTOBER, on) is standing


@pytest.mark.parametrize(
    ("found", "on", "in_time"),
    [
        pytest.param(facts(), october(6), False, id="a day late"),
        pytest.param(facts(sealed_on=october(5)), october(6), True, id="on its last day"),
        pytest.param(facts(), october(5), None, id="not there, may still come"),
        pytest.param(planned(state="held", seal_due_on=october(5)), october(6), False, id="due"),
        pytest.param(facts(seal_due_on=None), october(20), None, id="nobody set a day"),
    ],
)
def test_minutes_come_into_the_book_in_time_or_late(
    found: Facts, on: date, in_time: bool | None
) -> None:
    assert in_book_in_time(found, on) is in_time


def test_a_meeting_on_another_day_than_planned_was_moved() -> None:
    moved = facts(held_on=october(10), meets_on=october(10))

    assert (met_on_time(moved), was_moved(moved)) == (False, True)
    assert (met_on_time(facts()), was_moved(facts())) == (True, False)
    assert mark_of(moved, Standing.SEALED) == "moved"


def test_one_that_was_called_off_was_not_moved() -> None:
    assert not was_moved(planned(state="cancelled", meets_on=october(9)))
