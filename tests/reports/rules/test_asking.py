"""A request shows what it costs."""

from fractions import Fraction

import pytest

from chibo.reports.rules.asking import Burden, Cost


@pytest.mark.parametrize(
    ("units", "minutes", "total", "half_hours"),
    [
        pytest.param(94, 15, 1410, 47, id="23 and a half hours"),
        pytest.param(1, 10, 10, 1, id="half an hour is begun"),
        pytest.param(0, 15, 0, 0, id="nobody is asked"),
        pytest.param(4, 30, 120, 4, id="whole hours"),
    ],
)
def test_a_cost_is_cells_times_minutes(
    units: int, minutes: int, total: int, half_hours: int
) -> None:
    cost = Cost(units, minutes)

    assert (cost.total, cost.half_hours) == (total, half_hours)


def test_the_burden_of_a_cell_is_exact_and_nothing_without_cells() -> None:
    assert Burden(requests=2, answers=6, minutes=100, cells=3).per_cell == Fraction(100, 3)
    assert Burden(requests=0, answers=0, minutes=0, cells=0).per_cell is None
