"""What months come to, and that a unit's counts are the sums of its cells'."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from chibo.reports.rules.board_counts import (
    Counts,
    Figure,
    Share,
    counts_of,
    falls_short,
    is_behind,
    share,
    total,
)
from chibo.reports.rules.board_stages import Facts, Standing
from tests.reports.rules.test_board_stages import OCTOBER, facts, october, planned

ON = date(2026, 11, 15)
_COUNTS = st.builds(Counts, *[st.integers(0, 50) for _field in Counts._fields])


def of(months: Sequence[tuple[Facts | None, Standing]], *, on: date = ON) -> Counts:
    return counts_of(months, on, thematic=False, in_need=False)


def test_a_cell_without_any_month_due_has_no_figures() -> None:
    found = of([])

    assert found == Counts(cells=1)
    assert share(found, Figure.HELD) == Share(0, 0)


def test_the_months_of_a_cell_are_counted_by_how_they_stand() -> None:
    months = [
        (
            facts(attended=18, must_attend=20, tasks_due=3, tasks_done=2, grade="Tốt"),
            Standing.SEALED,
        ),
        (planned(state="held", seal_due_on=october(5), attended=9), Standing.HELD),
        (None, Standing.MISSED),
        (planned(visits_due=1), Standing.OVERDUE),
    ]

    found = counts_of(months, ON, thematic=True, in_need=True)

    assert found == Counts(
        cells=1,
        months=4,
        held=2,
        on_time=2,
        in_book=1,
        judged=2,
        in_time=0,
        # What minutes say counts once they are in the book.
        attended=18,
        must_attend=20,
        tasks_done=2,
        tasks_due=3,
        visits_done=0,
        visits_due=1,
        thematic=1,
        graded=1,
        in_need=1,
    )


def test_minutes_that_may_still_come_are_not_judged() -> None:
    found = of([(planned(state="held", seal_due_on=october(5)), Standing.HELD)], on=october(4))

    assert (found.held, found.judged, found.in_time) == (1, 0, 0)


@given(st.lists(st.lists(_COUNTS, max_size=5), max_size=5))
def test_counts_of_units_sum_up_to_the_whole(units: list[list[Counts]]) -> None:
    cells = [counts for unit in units for counts in unit]

    assert total(total(unit) for unit in units) == total(cells)


_STANDINGS = st.sampled_from(list(Standing))


@given(
    st.lists(
        st.tuples(
            st.builds(
                Facts,
                cell=st.just(1),
                month=st.just(OCTOBER),
                state=st.sampled_from(["planned", "held", "sealed"]),
                meets_on=st.just(october(3)),
                planned_on=st.sampled_from([october(3), october(5)]),
                sealed_on=st.sampled_from([None, october(4), october(9)]),
                seal_due_on=st.sampled_from([None, october(5)]),
                tasks_due=st.integers(2, 4),
                tasks_done=st.integers(0, 2),
                must_attend=st.integers(20, 30),
                attended=st.integers(0, 20),
                visits_due=st.integers(0, 2),
                visits_done=st.integers(0, 3),
            ),
            _STANDINGS,
        ),
        max_size=4,
    )
)
def test_no_figure_has_more_than_it_is_out_of(months: list[tuple[Facts, Standing]]) -> None:
    found = of(months)

    for figure in Figure:
        part = share(found, figure)
        assert 0 <= part.count <= part.base or part == Share(0, 0)


def test_a_cell_stands_behind_what_it_adds_to_the_base_of() -> None:
    found = of([(None, Standing.MISSED)])

    assert [figure for figure in Figure if is_behind(found, figure)] == [
        Figure.HELD,
        Figure.THEMATIC,
    ]
    assert falls_short(found, Figure.HELD)
    assert not falls_short(found, Figure.ON_TIME)
