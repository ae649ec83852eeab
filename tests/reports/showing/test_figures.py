"""Figures as people read them."""

from fractions import Fraction

import pytest
from django.utils import translation

from chibo.reports.catalogue import lines
from chibo.reports.rules.lines import Figure
from chibo.reports.showing.figures import mean, number, pair, percent, value_words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(1), "100,0%"),
        (Fraction(0), "0,0%"),
        (Fraction(1, 2), "50,0%"),
        (Fraction(9915, 10906), "90,9%"),
        (Fraction(569, 570), "99,8%"),
        pytest.param(Fraction(9999, 10000), "99,9%", id="not quite all is not all"),
        pytest.param(Fraction(1, 10000), "0,1%", id="a little is not nothing"),
        pytest.param(Fraction(10001, 10000), "100,1%", id="a little more than all"),
        pytest.param(Fraction(1, 16), "6,3%", id="a half goes up"),
    ],
)
def test_a_share_in_percent(share: Fraction, words: str) -> None:
    assert percent(share) == words


def test_numbers_with_their_thousands_apart() -> None:
    assert [number(0), number(999), number(3970), number(5622463)] == [
        "0", "999", "3.970", "5.622.463",
    ]  # fmt: skip
    assert mean(Fraction(44809, 558)) == "80,3"


@pytest.mark.parametrize(
    ("key", "numerator", "denominator", "short", "whole"),
    [
        ("members", 3970, None, "3.970", "3.970 đảng viên"),
        ("held", 565, 570, "565/570", "99,1%"),
        ("mean_length", 185, 2, "92,5 phút", "92,5 phút"),
        pytest.param("held", 0, 0, "không có", "không có", id="nothing to divide by"),
        pytest.param("mean_length", 0, 0, "không có", "không có", id="no mean of nothing"),
    ],
)
def test_what_a_figure_comes_to(
    key: str, numerator: int, denominator: int | None, short: str, whole: str
) -> None:
    figure = Figure(lines()[key], numerator, denominator)

    with translation.override("vi"):
        assert (pair(figure), value_words(figure)) == (short, whole)
