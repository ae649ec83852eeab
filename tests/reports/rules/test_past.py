"""Figures of before are summed where they are whole, and never twice."""

from datetime import date

from chibo.reports.rules.past import PastMonth, sums, topmost

JANUARY, FEBRUARY, MARCH = (date(2024, month, 1) for month in (1, 2, 3))
QUARTER = (JANUARY, FEBRUARY, MARCH)
COMMITTEE, CELL, OTHER = 1, 2, 3
ABOVE = {COMMITTEE: [], CELL: [COMMITTEE], OTHER: [COMMITTEE]}


def row(unit: int, month: date, **figures: int) -> PastMonth:
    return PastMonth(unit, month, figures)


def test_a_committees_own_figures_stand_for_its_cells() -> None:
    own, cell = row(COMMITTEE, JANUARY, met=9), row(CELL, JANUARY, met=1)
    later = row(CELL, FEBRUARY, met=1)

    assert topmost([cell, own, later], ABOVE) == [own, later]


def test_figures_are_summed_over_a_span() -> None:
    rows = [
        row(COMMITTEE, month, met=9, expected=10, members=200 + month.month) for month in QUARTER
    ]

    assert sums(rows, QUARTER) == {"met": 27, "expected": 30, "members": 203}


def test_a_span_with_a_month_missing_has_no_figures() -> None:
    assert sums([row(COMMITTEE, JANUARY, met=9)], QUARTER) == {}


def test_a_figure_that_one_row_does_not_have_has_no_sum() -> None:
    rows = [row(CELL, JANUARY, met=1, expected=1), row(OTHER, JANUARY, met=1)]

    assert sums(rows, (JANUARY,)) == {"met": 2}
