from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.quality.rules.conditions import NotACondition, Stretch, condition, uncovered

NUMBERS = st.fractions(min_value=-5, max_value=5, max_denominator=2)
ENDS = st.one_of(st.none(), NUMBERS)
STRETCHES = st.builds(Stretch, ENDS, ENDS, st.booleans(), st.booleans())


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        pytest.param(">= 75 and < 90", ["75", "89.99", "80"], ["74.99", "90"], id="half open"),
        pytest.param("> 50", ["50.01"], ["50", "49"], id="open"),
        pytest.param("<= 15", ["15", "0"], ["15.5"], id="closed above"),
        pytest.param("= 50", ["50"], ["50.1", "49.9"], id="one number"),
        pytest.param("≥ 2,5", ["2.5"], ["2.4"], id="as people write it"),
        pytest.param(">= 90 %", ["90"], ["89"], id="with its unit"),
        pytest.param("yes", ["1"], ["0"], id="yes"),
        pytest.param("no", ["0"], ["1"], id="no"),
        pytest.param("> 30 and < half", ["31", "44"], ["30", "45"], id="up to a mark"),
        pytest.param("> 5 and < 3", [], ["4", "5", "3"], id="nothing can"),
    ],
)
def test_a_condition_holds_for_what_it_says(text: str, holds: list[str], fails: list[str]) -> None:
    asked = condition(text)

    marks = {"half": Fraction(45)}
    assert [value for value in holds if not asked.holds(Fraction(value), marks)] == []
    assert [value for value in fails if asked.holds(Fraction(value), marks)] == []


@pytest.mark.parametrize(
    "text", ["", "75", ">= ", ">= 5 or < 2", "=> 5", ">= 5 and", "> 5 < 9", "từ 75", "> 1.2.3"]
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(NotACondition) as refused:
        condition(text)

    assert refused.value.text == text


def test_a_mark_nobody_fixed_is_an_error() -> None:
    with pytest.raises(KeyError):
        condition("< half").holds(Fraction(1), {})


@given(STRETCHES, STRETCHES, NUMBERS)
def test_a_number_lies_in_both_or_not_in_what_they_share(
    one: Stretch, other: Stretch, number: Fraction
) -> None:
    assert (number in one.and_(other)) is (number in one and number in other)


@given(STRETCHES, NUMBERS)
def test_nothing_lies_in_an_empty_stretch(stretch: Stretch, number: Fraction) -> None:
    assert not (stretch.is_empty and number in stretch)


@given(STRETCHES, st.integers(-6, 6))
def test_whole_numbers_stay_where_they_are(stretch: Stretch, number: int) -> None:
    rounded = stretch.of_whole_numbers()

    assert (Fraction(number) in rounded) is (Fraction(number) in stretch)
    assert all(end is None or end.denominator == 1 for end in (rounded.low, rounded.high))


@given(st.lists(STRETCHES, max_size=5), STRETCHES, NUMBERS)
def test_what_is_uncovered_lies_in_none(
    taken: list[Stretch], within: Stretch, number: Fraction
) -> None:
    free = number in within and not any(number in one for one in taken)

    assert any(number in rest for rest in uncovered(taken, within)) is free
