"""Which rows a line counts."""

import pytest

from chibo.reports.rules.columns import COLUMNS, Row, Table
from chibo.reports.rules.conditions import BadCondition, parse

COLUMNS_OF_MONTHS = COLUMNS[Table.MONTHS]


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("met", {"met": 1}, True),
        ("met", {"met": 0}, False),
        ("not met", {"met": 0}, True),
        ("not met", {"met": 1}, False),
        ("length_minutes >= 90", {"length_minutes": 90}, True),
        ("length_minutes > 90", {"length_minutes": 90}, False),
        ("length_minutes < 90", {"length_minutes": 89}, True),
        ("length_minutes <= 90", {"length_minutes": 91}, False),
        ("length_minutes = 90", {"length_minutes": 90}, True),
        ("grade = Tốt", {"grade": "Tốt"}, True),
        ('grade = ""', {"grade": ""}, True),
        ('grade != ""', {"grade": "Khá"}, True),
        ("grade = Trung bình", {"grade": "Trung bình"}, True),
        pytest.param("length_minutes < 90", {"length_minutes": None}, False, id="not known"),
        pytest.param("grade != Tốt", {"grade": None}, False, id="a word not known"),
    ],
)
def test_what_a_condition_says_of_a_row(text: str, row: Row, expected: bool) -> None:
    assert parse(text, COLUMNS_OF_MONTHS).holds(row) is expected


@pytest.mark.parametrize(
    "text",
    [
        "", "unheard_of", "not grade", "grade", "met = 1", "length_minutes > many",
        "length_minutes >= -1", "grade > Tốt", "held_on = 2026-06-03", "met and on_time",
        "length_minutes>=90", "must_attend",
    ],
)  # fmt: skip
def test_a_condition_that_compares_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadCondition) as error:
        parse(text, COLUMNS_OF_MONTHS)

    assert error.value.text == text
