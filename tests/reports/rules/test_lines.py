"""A defined figure over rows."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.reports.rules.columns import Row
from chibo.reports.rules.lines import BadLine, Figure, behind, count, line_of

WORDS = {"vi": "…", "en": "…"}


def told(**parts: Any) -> Mapping[str, object]:
    return {"name": WORDS, "words": WORDS, "unit": WORDS, "table": "months", **parts}


ATTENDANCE = line_of(
    "attendance",
    told(count="attended", of="must_attend", where=["met"], shown="share"),
)
HELD = line_of(
    "held", told(count="rows", of="rows", where=["expected"], only=["met"], shown="share")
)
THEMATIC = line_of("thematic", told(count="cells", of="cells", only=["thematic"], shown="share"))
LENGTH = line_of("length", told(count="length_minutes", of="rows", where=["met"], shown="mean"))
UNEXCUSED = line_of("unexcused", told(count="unexcused", where=["met"]))


def row(cell: str = "A", **columns: Any) -> Row:
    return {
        "cell": cell, "met": 1, "expected": 1, "thematic": 0, "attended": 20, "must_attend": 24,
        "length_minutes": 95, "unexcused": 0, **columns,
    }  # fmt: skip


def test_a_share_is_counted_out_of_the_same_rows() -> None:
    rows = [row(), row(attended=10), row(met=0, attended=0, must_attend=0)]

    figure = count(ATTENDANCE, rows)

    assert (figure.numerator, figure.denominator) == (30, 48)
    assert figure.value == Fraction(5, 8)


def test_what_is_asked_of_the_numerator_alone_leaves_the_base_whole() -> None:
    rows = [row(), row(met=0), row(met=0, expected=0)]

    assert count(HELD, rows) == Figure(HELD, 1, 2)
    assert behind(HELD, rows) == rows[:1]
    assert behind(HELD, rows, base=True) == rows[:2]


def test_a_cell_is_counted_once_however_often_it_met() -> None:
    rows = [row("A", thematic=1), row("A", thematic=1), row("B"), row("C", thematic=1)]

    assert count(THEMATIC, rows) == Figure(THEMATIC, 2, 3)


def test_a_mean_is_exact() -> None:
    assert count(LENGTH, [row(length_minutes=95), row(length_minutes=90)]).value == Fraction(185, 2)


def test_without_a_base_there_is_no_figure_and_no_nought() -> None:
    figure = count(ATTENDANCE, [])

    assert (figure.numerator, figure.denominator, figure.value) == (0, 0, None)


def test_behind_a_sum_stand_the_rows_that_give_something_to_it() -> None:
    rows = [row(unexcused=2), row(), row(unexcused=1)]

    assert count(UNEXCUSED, rows).value == 3
    assert behind(UNEXCUSED, rows) == [rows[0], rows[2]]
    assert behind(UNEXCUSED, rows, base=True) == [rows[0], rows[2]]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"table": "nowhere", "count": "rows"}, id="no such table"),
        pytest.param({"count": "grade"}, id="a word cannot be summed"),
        pytest.param({"count": "met"}, id="a flag is a condition"),
        pytest.param({"count": "rows", "of": "reason", "shown": "share"}, id="a base of words"),
        pytest.param({"count": "rows", "of": "rows"}, id="a count has no base"),
        pytest.param({"count": "rows", "shown": "share"}, id="a share needs its base"),
        pytest.param({"count": "rows", "shown": "mean"}, id="a mean, too"),
        pytest.param({"count": "rows", "shown": "stars"}, id="shown in no way we know"),
        pytest.param({"count": "rows", "where": ["unheard_of"]}, id="no such column"),
        pytest.param({"count": "rows", "where": "met"}, id="conditions are a list"),
        pytest.param({"count": "rows", "name": {"vi": "…"}}, id="both languages"),
        pytest.param({"count": "rows", "words": "…"}, id="words by language"),
    ],
)
def test_a_line_that_cannot_be_counted_is_refused(parts: dict[str, object]) -> None:
    with pytest.raises(BadLine) as error:
        line_of("x", {**told(), **parts})

    assert error.value.key == "x"


months = st.lists(
    st.fixed_dictionaries(
        {
            "cell": st.sampled_from("ABCD"),
            "met": st.integers(0, 1),
            "expected": st.integers(0, 1),
            "thematic": st.integers(0, 1),
            "attended": st.integers(0, 30),
            "must_attend": st.integers(30, 60),
            "length_minutes": st.one_of(st.none(), st.integers(0, 200)),
            "unexcused": st.integers(0, 5),
        }
    )
)


@given(months, months)
def test_sums_add_up_over_any_two_halves(one: list[Row], other: list[Row]) -> None:
    for line in (ATTENDANCE, HELD, LENGTH, UNEXCUSED):
        whole, first, second = (count(line, rows) for rows in (one + other, one, other))

        assert whole.numerator == first.numerator + second.numerator
        if whole.denominator is not None:
            assert whole.denominator == (first.denominator or 0) + (second.denominator or 0)


@given(months)
def test_a_share_lies_between_nought_and_one(rows: list[Row]) -> None:
    for line in (HELD, THEMATIC, ATTENDANCE):
        value = count(line, rows).value

        assert value is None or 0 <= value <= 1


@given(months)
def test_counting_the_rows_behind_a_figure_gives_the_figure(rows: list[Row]) -> None:
    for line in (HELD, THEMATIC, ATTENDANCE, UNEXCUSED):
        figure = count(line, rows)

        assert line.numerator.of(behind(line, rows)) == figure.numerator
