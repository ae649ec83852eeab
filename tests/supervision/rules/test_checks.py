from dataclasses import replace
from datetime import date

import pytest

from chibo.supervision.rules.roster.checks import Rule, unmet, violations
from chibo.supervision.rules.roster.problem import Away, Cell, Half, Official, Pair, Problem
from tests.support.rosters import FIRST, sitting

_AFTERNOON = sitting(2, 7, 3, Half.AFTERNOON)
_PROBLEM = Problem(
    first=FIRST,
    cells=(Cell(0, 0), Cell(1, 1), Cell(2, 2)),
    officials=(
        Official(1, per_month=1, per_quarter=2, own=frozenset({0})),
        Official(2, own=frozenset({1, 2}), away=(Away(date(2026, 8, 1), date(2026, 8, 31)),)),
    ),
    sittings=(
        *(sitting(cell, month, 3) for cell in (0, 1) for month in (7, 8, 9)),
        _AFTERNOON,
        replace(_AFTERNOON, key="2:8", day=date(2026, 7, 10)),
    ),
    minutes={(1, 2): 91},
)


@pytest.mark.parametrize(
    ("plan", "broken"),
    [
        pytest.param([Pair(1, "0:7"), Pair(2, "1:7")], [], id="two officials on one evening"),
        pytest.param([Pair(2, "0:7"), Pair(2, "1:7")], [Rule.TWO_PLACES], id="one in both"),
        pytest.param([Pair(2, "1:7"), Pair(2, "2:7")], [Rule.TOO_FAR], id="far, afternoon before"),
        pytest.param([Pair(2, "0:7"), Pair(2, "2:7")], [], id="near, afternoon before"),
        pytest.param([Pair(1, "0:7"), Pair(1, "2:8")], [Rule.MONTH_FULL], id="two in one month"),
        pytest.param(
            [Pair(1, "0:7"), Pair(1, "1:8"), Pair(1, "2:8")],
            [Rule.MONTH_FULL, Rule.QUARTER_FULL],
            id="three in a quarter",
        ),
        pytest.param([Pair(2, "1:8")], [Rule.AWAY], id="away"),
        pytest.param([Pair(1, "0:7"), Pair(2, "0:7")], [Rule.TWO_VISITORS, Rule.TOO_OFTEN], id="2"),
        pytest.param([Pair(1, "0:7"), Pair(2, "0:9")], [Rule.TOO_OFTEN], id="once is enough"),
        pytest.param([Pair(3, "0:7")], [Rule.KNOWN], id="nobody we know"),
        pytest.param([Pair(1, "0:6")], [Rule.KNOWN], id="no sitting we know"),
    ],
)
def test_what_a_roster_must_not_break(plan: list[Pair], broken: list[Rule]) -> None:
    assert [one.rule for one in violations(_PROBLEM, plan)] == broken


def test_nobody_goes_to_a_cell_he_does_not_follow_where_that_is_asked() -> None:
    strict = replace(_PROBLEM, own_only=True)
    plan = [Pair(1, "1:7")]

    assert [one.rule for one in violations(strict, plan)] == [Rule.NOT_OWN]
    assert violations(replace(strict, pins=frozenset(plan)), plan) == []


def test_what_is_pinned_goes_beyond_capacity_and_is_kept() -> None:
    pins = frozenset({Pair(1, "0:7"), Pair(1, "2:8")})
    pinned = replace(_PROBLEM, pins=pins)

    assert violations(pinned, pins) == []
    assert [one.rule for one in violations(pinned, [Pair(1, "0:7")])] == [Rule.PIN_LOST]


def test_a_demand_that_is_not_met_is_no_broken_rule() -> None:
    twice = replace(_PROBLEM, cells=(Cell(0, 0, visits=2), *_PROBLEM.cells[1:]))

    assert violations(twice, [Pair(1, "0:7")]) == []
    assert unmet(twice, [Pair(1, "0:7")]) == {0: 1, 1: 1, 2: 1}
