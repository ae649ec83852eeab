from datetime import date

import pytest

from chibo.quality.rules.boards import (
    MISSED,
    UNGRADED,
    WAITING,
    Tally,
    order_of,
    state_of,
    year_marks,
)

LONG_AGO = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("month", "facts", "expected"),
    [
        pytest.param(3, {"met": True, "grade": "Tốt"}, "Tốt", id="graded"),
        pytest.param(3, {"met": True}, UNGRADED, id="met and not graded"),
        pytest.param(3, {}, MISSED, id="over, without minutes"),
        pytest.param(6, {}, WAITING, id="this month"),
        pytest.param(6, {"met": True}, UNGRADED, id="this month, in the book"),
        pytest.param(7, {}, None, id="to come"),
        pytest.param(3, {"since": date(2026, 3, 2)}, None, id="founded in it"),
        pytest.param(3, {"since": date(2026, 3, 1)}, MISSED, id="founded on its first day"),
        pytest.param(3, {"until": date(2026, 3, 31)}, None, id="ended in it"),
        pytest.param(3, {"until": date(2026, 4, 1)}, MISSED, id="ended after it"),
        pytest.param(3, {"known": date(2026, 4, 1)}, None, id="before anything is known here"),
    ],
)
def test_how_a_month_stands(month: int, facts: dict[str, object], expected: str | None) -> None:
    known = {"met": False, "grade": "", "since": LONG_AGO, "until": None, "known": LONG_AGO}

    found = state_of(date(2026, month, 1), **{**known, **facts}, today=date(2026, 6, 30))  # type: ignore[arg-type]  # a table of keywords

    assert found == expected


def test_what_waits_is_counted_and_not_due() -> None:
    tally = Tally()

    tally.add(["Tốt", MISSED])
    tally.add([UNGRADED, WAITING])

    assert (tally.cells, tally.due, dict(tally.counts)) == (
        2,
        3,
        {"Tốt": 1, MISSED: 1, UNGRADED: 1, WAITING: 1},
    )


def test_grades_of_several_sheets_stand_in_one_order() -> None:
    assert order_of([("Tốt", "Khá", "Trung bình", "Kém"), ("Đạt", "Chưa đạt")]) == [
        "Tốt",
        "Đạt",
        "Chưa đạt",
        "Khá",
        "Trung bình",
        "Kém",
    ]
    assert order_of([]) == []


def test_the_marks_of_a_year() -> None:
    facts = {
        date(2026, 1, 1): (True, True, False),
        date(2026, 2, 1): (True, False, True),
        date(2026, 3, 1): (False, False, True),
    }
    states = {date(2026, 3, 1): MISSED, date(2026, 4, 1): WAITING}

    assert year_marks(2026, facts, states) == [
        ("ok", False),
        ("moved", True),
        ("missed", True),
        ("open", False),
        *[("none", False)] * 8,
    ]
