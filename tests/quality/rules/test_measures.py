from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from chibo.quality.rules.evidence import Called, MeetingOfYear, Run, Speaker, YearEvidence
from chibo.quality.rules.measures import STEPS, steps
from chibo.quality.rules.measuring import MEASURES
from tests.factories.evidence import OPENS, a_meeting, body, reviewed, roll

OF_A_MEETING: list[tuple[str, dict[str, Any], Fraction | int | None]] = [
    ("minutes_held", {"minutes": 100}, 100),
    ("minutes_held", {"ended_at": OPENS + timedelta(minutes=99, seconds=59)}, 99),
    ("minutes_held", {"ended_at": None}, None),
    ("minutes_held", {"ended_at": None, "sits_at": OPENS + timedelta(minutes=99)}, None),
    ("minutes_short", {"ended_at": None, "sits_at": OPENS + timedelta(minutes=90)}, 0),
    ("minutes_short", {"ended_at": None, "sits_at": OPENS + timedelta(minutes=89)}, None),
    ("minutes_short", {"minutes": 100}, 0),
    ("minutes_short", {"minutes": 75}, 15),
    ("minutes_short", {"minutes": 75, "norm_minutes": None}, None),
    ("on_planned_day", {}, 1),
    ("on_planned_day", {"planned_on": date(2026, 3, 2)}, 0),
    ("attendance", {}, Fraction(2200, 24)),
    ("attendance", {"roll": ()}, None),
    ("attendance", {"roll": roll(present=0, excused=4)}, None),
    ("unexcused", {"roll": roll(present=5, excused=2, unexcused=3)}, 3),
    ("unexcused", {"roll": roll(present=0, unexcused=3)}, None),
    ("excused_run", {"excused_runs": (Run("Người 1", 2), Run("Người 2", 4))}, 4),
    ("excused_run", {"excused_runs": ()}, 0),
    ("excused_run", {"roll": ()}, None),
    ("superior_present", {}, None),
    ("superior_present", {"superior_present": True}, 1),
    ("notice_hours", {}, 72),
    ("notice_hours", {"noticed_at": None}, None),
    ("notice_hours", {"noticed_at": OPENS + timedelta(hours=1)}, 0),
    ("documents_hours", {}, 26),
    ("documents_hours", {"documents_at": None}, None),
    ("has_committee", {"has_committee": False}, 0),
    ("huddle_held", {}, 1),
    ("huddle_held", {"huddle_on": date(2026, 3, 4)}, 0),
    ("huddle_held", {"huddle_on": None}, None),
    ("speakers", {}, Fraction(1200, 22)),
    ("speakers", {"roll": ()}, None),
    ("steps", {}, 100),
    ("steps", {"read_back": False, "approved": False}, Fraction(700, 9)),
    ("steps", {"reviewed": None, "resolution_voted": None}, 100),
    ("steps", {"roll": ()}, None),
    ("conclusions", {"items": body(1, 1, 1, concluded=2)}, Fraction(200, 3)),
    ("conclusions", {"items": ()}, None),
    ("tasks_given", {"items": body(1, 1, tasks=2)}, 4),
    ("with_theme", {"with_theme": True}, 1),
    ("theme_in_quarter", {"themes_on": (date(2026, 1, 5),)}, 1),
    ("theme_in_quarter", {}, 0),
    ("tasks_done", {"reviewed": reviewed(done=1, of=3)}, Fraction(100, 3)),
    ("tasks_done", {"reviewed": None}, None),
    ("tasks_done", {"reviewed": ()}, None),
    ("approved", {}, 1),
    ("approved", {"approved": False}, 0),
    ("approved", {"approved": False, "ended_at": None}, None),
    ("minutes_complete", {}, 100),
    ("minutes_complete", {"chair": "", "meeting_secretary": ""}, 60),
    ("minutes_complete", {"ended_at": None}, None),
    ("resolution_voted", {}, 1),
    ("resolution_voted", {"resolution_voted": None}, None),
    ("sealed_days", {}, 1),
    ("sealed_days", {"sealed_on": None}, None),
    ("posted_days", {"posted_on": date(2026, 3, 6)}, 3),
    ("posted_days", {"posted_on": None}, None),
]


@pytest.mark.parametrize(("key", "facts", "value"), OF_A_MEETING)
def test_what_a_meeting_proves(
    key: str, facts: dict[str, Any], value: Fraction | int | None
) -> None:
    measured = MEASURES[key].of(a_meeting(**facts))

    assert measured.value == value
    # Nothing proved says what is missing; something proved says nothing is.
    assert bool(measured.why) is (value is None)


def a_year_meeting(month: int, **facts: Any) -> MeetingOfYear:
    known: dict[str, Any] = {
        "key": f"m{month}",
        "kind": "regular",
        "month": month,
        "held_on": date(2026, month, 3),
        "must_attend": 20,
        "attended": 18,
        "unexcused": 0,
        "on_planned_day": True,
        "tasks_due": 4,
        "tasks_done": 3,
    }
    return MeetingOfYear(**{**known, **facts})


ONE, TWO = (Called(n, f"Người {n}", must_attend=True, state="excused") for n in (1, 2))
YEAR = YearEvidence(
    2026,
    months=(1, 2, 3, 4),
    meetings=(
        a_year_meeting(1, excused=(ONE, TWO)),
        a_year_meeting(2, attended=20, unexcused=0, excused=(ONE,)),
        a_year_meeting(3, attended=16, unexcused=2, on_planned_day=False, excused=(ONE,)),
        a_year_meeting(3, kind="thematic", tasks_due=0, tasks_done=0, excused=(ONE,)),
        # Of a month that is not over: in the book, and not due yet.
        a_year_meeting(5, must_attend=0, attended=0, tasks_due=0, tasks_done=0),
    ),
)
NOTHING = YearEvidence(2026)


OF_A_YEAR: list[tuple[str, Fraction | int, int | None]] = [
    ("year_attendance", 90, None),
    ("year_met", 75, None),
    ("year_met_every_month", 0, None),
    ("year_on_planned_day", 75, None),
    ("year_excused_most", 3, None),
    ("year_unexcused", 2, None),
    ("year_tasks_done", 75, None),
    ("year_themes", 1, 0),
]


@pytest.mark.parametrize(("key", "value", "of_nothing"), OF_A_YEAR)
def test_what_a_year_proves(key: str, value: Fraction | int, of_nothing: int | None) -> None:
    assert MEASURES[key].of(YEAR).value == value
    assert MEASURES[key].of(NOTHING).value == of_nothing


def test_every_measure_has_a_case_here() -> None:
    cases = {case[0] for case in OF_A_MEETING} | {case[0] for case in OF_A_YEAR}

    assert cases == set(MEASURES)


def test_who_is_behind_a_value_is_named() -> None:
    evidence = a_meeting(roll=roll(present=2, excused=1, unexcused=1), items=body(1))

    def behind(key: str) -> list[str]:
        return [row.text for row in MEASURES[key].of(evidence).rows]

    assert behind("attendance") == ["Người 3", "Người 4"]
    assert behind("unexcused") == ["Người 4"]
    assert behind("speakers") == ["Người 1"]


def test_who_need_not_come_counts_nowhere() -> None:
    exempt = Called(99, "Người 99", must_attend=False, state="exempt")
    evidence = a_meeting(roll=(*roll(present=3, excused=1), exempt))

    assert MEASURES["attendance"].of(evidence).value == 75


def test_an_exempt_member_who_came_counts_in_both() -> None:
    exempt = Called(99, "Người 99", must_attend=False, state="present")
    evidence = a_meeting(roll=(*roll(present=3, excused=1), exempt), must_attend=5, attended=4)

    measured = MEASURES["attendance"].of(evidence)

    assert (measured.part, measured.whole) == (4, 5)


def test_a_guest_who_speaks_is_no_member_who_spoke() -> None:
    (item,) = body(1)
    item = replace(item, speakers=(*item.speakers, Speaker(None, "Khách"), Speaker(77, "Vắng")))

    measured = MEASURES["speakers"].of(a_meeting(roll=roll(present=4), items=(item,)))

    assert (measured.part, measured.whole) == (1, 4)


def test_a_step_with_nothing_to_do_is_no_step() -> None:
    assert list(steps(a_meeting())) == list(STEPS)
    assert set(STEPS) - set(steps(a_meeting(reviewed=None, resolution_voted=None))) == {
        "review",
        "vote",
    }
