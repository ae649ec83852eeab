import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.quality.rules.conditions import condition
from chibo.quality.rules.grading import Rolled, roll_up
from chibo.quality.rules.reading import read
from chibo.quality.rules.sheets import Need, RollUp, Threshold
from chibo.quality.shipped import shipped

ORDER = ("Tốt", "Khá", "Trung bình", "Kém")
(PHU_THO,) = read(shipped()["phu-tho-layer"], shipped().get).sheet.roll_up


@pytest.mark.parametrize(
    ("counts", "grade"),
    [
        pytest.param((12, 0, 0, 0), "Tốt", id="all good"),
        pytest.param((7, 5, 0, 0), "Tốt", id="seven good, none below fair"),
        pytest.param((6, 6, 0, 0), "Khá", id="six are not seven"),
        pytest.param((11, 0, 1, 0), "Khá", id="one average"),
        pytest.param((11, 0, 0, 1), "Trung bình", id="one poor"),
    ],
)
def test_the_year_of_phu_tho(counts: tuple[int, int, int, int], grade: str) -> None:
    grades = [name for name, count in zip(ORDER, counts, strict=True) for _ in range(count)]

    rolled = roll_up(PHU_THO, ORDER, grades)

    assert rolled == Rolled(tuple(zip(ORDER, counts, strict=True)), 0, grade, grade, grade)


@pytest.mark.parametrize(
    ("good", "ungraded", "expected"),
    [
        pytest.param(10, 2, (None, "Trung bình", "Tốt"), id="two can still go either way"),
        pytest.param(0, 6, (None, "Trung bình", "Khá"), id="seven good are out of reach"),
        pytest.param(0, 0, (None, None, None), id="nothing to say of nothing"),
    ],
)
def test_what_is_not_graded_leaves_the_year_open(
    good: int, ungraded: int, expected: tuple[str | None, str | None, str | None]
) -> None:
    rolled = roll_up(PHU_THO, ORDER, ["Tốt"] * good, ungraded=ungraded)

    assert (rolled.grade, rolled.lowest, rolled.highest) == expected
    assert rolled.ungraded == ungraded


def test_a_sheet_without_a_rule_gives_the_spread_and_no_mean() -> None:
    rule = RollUp("quarter", ("regular",))

    assert roll_up(rule, ORDER, ["Tốt", "Kém", "Tốt"]) == Rolled(
        (("Tốt", 2), ("Khá", 0), ("Trung bình", 0), ("Kém", 1)), 0
    )


@given(st.lists(st.sampled_from(ORDER), min_size=1, max_size=12), st.integers(0, 11))
def test_a_better_month_never_lowers_a_year(grades: list[str], at: int) -> None:
    at %= len(grades)
    better = [*grades]
    better[at] = ORDER[max(0, ORDER.index(grades[at]) - 1)]

    def rank(values: list[str]) -> int:
        return ORDER.index(roll_up(PHU_THO, ORDER, values).grade or "")

    assert rank(better) <= rank(grades)


def test_a_need_can_be_a_share() -> None:
    half = Threshold("Tốt", needs=(Need("Khá", share=condition("> 50")),))
    rule = RollUp("quarter", ("regular",), thresholds=(half, Threshold("Kém")))

    assert roll_up(rule, ORDER, ["Tốt", "Kém"]).grade == "Kém"
    assert roll_up(rule, ORDER, ["Tốt", "Khá", "Kém"]).grade == "Tốt"
