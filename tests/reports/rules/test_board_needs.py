"""Why a cell needs help, and in which order that is said."""

from datetime import date
from typing import Any

import pytest

from chibo.quality.rules import helping
from chibo.quality.rules.helping import MonthSeen
from chibo.reports.rules.board_needs import ORDER, Leading, Limits, Reason, needs_of
from chibo.reports.rules.board_stages import Facts, Standing
from tests.reports.rules.test_board_stages import OCTOBER, october, planned

QUALITY = helping.Limits(weak=3, speakers=1, silent=3, late=7, below=75, absent=3)
LIMITS = Limits(QUALITY, unmet_days=3, official=3, successors=1, term_days=90)
ON = october(20)


def found(**more: Any) -> list[str]:
    """Return the reasons of a cell in which all is well but for what is said of it."""
    known: dict[str, Any] = {
        "months": [(OCTOBER, planned(state="held"), Standing.HELD)],
        "seen": [],
        "official": 12,
        "leading": Leading(),
        "limits": LIMITS,
        "on": ON,
    }
    return [one.reason for one in needs_of(**{**known, **more})]


def month(facts: Facts | None, standing: Standing) -> list[tuple[date, Facts | None, Standing]]:
    return [(OCTOBER, facts, standing)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({}, [], id="all well"),
        pytest.param({"months": []}, [], id="no meeting due"),
        pytest.param({"months": month(None, Standing.MISSED)}, [Reason.UNMET], id="month over"),
        pytest.param(
            {"months": month(planned(state="cancelled"), Standing.CALLED_OFF)},
            [Reason.UNMET],
            id="called off",
        ),
        pytest.param({"months": month(planned(), Standing.WAITING)}, [], id="to come"),
        pytest.param(
            {"months": month(planned(meets_on=october(17)), Standing.OVERDUE)},
            [],
            id="typed in later: three days are not more than three",
        ),
        pytest.param(
            {"months": month(planned(meets_on=october(16)), Standing.OVERDUE)},
            [Reason.UNMET],
            id="four days ago",
        ),
        pytest.param({"official": 2}, [Reason.FEW], id="two official members"),
        pytest.param({"official": 3}, [], id="three are enough"),
        pytest.param({"official": None}, [], id="no minutes yet: nobody knows"),
        pytest.param(
            {"leading": Leading(has_secretary=False, beside=0)},
            [Reason.NO_SECRETARY],
            id="no secretary",
        ),
        pytest.param({"leading": Leading(beside=0)}, [Reason.NO_SUCCESSOR], id="secretary alone"),
        pytest.param(
            {"leading": Leading(ends_on=date(2027, 1, 18))}, [Reason.TERM], id="in ninety days"
        ),
        pytest.param({"leading": Leading(ends_on=date(2027, 1, 19))}, [], id="in ninety-one"),
        pytest.param(
            {"leading": Leading(ends_on=october(1))}, [Reason.TERM], id="ended, and no new one"
        ),
    ],
)
def test_reasons_that_are_not_of_quality(more: dict[str, Any], expected: list[Reason]) -> None:
    assert found(**more) == expected


def test_all_reasons_stand_in_their_fixed_order() -> None:
    seen = [MonthSeen(date(2026, at, 1), 1, 20, 0, is_weak=True, days=30) for at in (7, 8, 9)]

    reasons = found(
        months=month(None, Standing.MISSED),
        seen=seen,
        official=1,
        leading=Leading(beside=0, ends_on=ON),
    )

    assert reasons == [reason for reason in ORDER if reason is not Reason.NO_SECRETARY]


def test_where_no_limit_is_set_no_reason_is_looked_for() -> None:
    assert (
        found(
            limits=Limits(),
            months=month(None, Standing.MISSED),
            official=1,
            leading=Leading(has_secretary=False, beside=0, ends_on=ON),
        )
        == []
    )


def test_a_month_without_a_meeting_says_the_reason_that_was_given() -> None:
    (need,) = needs_of(
        months=[
            (date(2026, 9, 1), planned(reason="mưa bão"), Standing.MISSED),
            (OCTOBER, planned(state="cancelled", reason="lũ"), Standing.CALLED_OFF),
        ],
        seen=[],
        official=None,
        leading=Leading(),
        limits=LIMITS,
        on=ON,
    )

    assert need.why == "lũ"
    assert need.unmet == (
        (date(2026, 9, 1), Standing.MISSED),
        (OCTOBER, Standing.CALLED_OFF),
    )
