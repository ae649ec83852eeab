import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.quality.rules.composing import LOWER, UPPER, Halves, composed, halves
from chibo.quality.rules.conditions import NotACondition, condition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">= 75 and < 90", Halves(">=", "75", "<", "90")),
        ("> 50", Halves(">", "50")),
        ("= 0", Halves("=", "0")),
        ("<= 2.5", Halves("<=", "2,5")),
        ("> 30 and < half", Halves(">", "30", "<", "half")),
        ("yes", Halves("yes")),
        ("no", Halves("no")),
    ],
)
def test_a_condition_comes_apart_and_together_again(text: str, expected: Halves) -> None:
    assert halves(text) == expected
    assert composed(halves(text)) == text


ENDS = st.decimals(0, 999, places=2).map(str) | st.sampled_from(["half", "norm"])


@given(st.sampled_from(LOWER), ENDS, st.sampled_from(UPPER), ENDS, st.booleans())
def test_any_condition_holds_as_before_once_it_was_apart(
    sign: str, end: str, second_sign: str, second_end: str, both: bool
) -> None:
    text = f"{sign} {end}" + (f" and {second_sign} {second_end}" if both else "")

    assert condition(composed(halves(text))).comparisons == condition(text).comparisons


@pytest.mark.parametrize(
    "asked",
    [
        Halves(">="),
        Halves("", "75"),
        Halves(">=", "nhiều người"),
        Halves(">=", "many"),
        Halves(">=", "75", "<"),
        Halves(">=", "75", "", "90"),
        Halves(),
    ],
)
def test_a_sign_without_a_number_is_no_condition(asked: Halves) -> None:
    with pytest.raises(NotACondition):
        composed(asked)
