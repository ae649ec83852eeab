"""What a table of old figures would enter, and every way in which a row can be wrong."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.cells import Cell, Line
from chibo.reports.importing.columns import recognise
from chibo.reports.importing.plan import Known, Planned, plan_past

JANUARY = date(2024, 1, 1)
KNOWN = Known(
    today=date(2026, 11, 28),
    names={"tt": {"TT"}, "ban may": {"TT.01"}, "ban khan": {"TT.02", "TT.03"}},
    facts={("TT.01", date(2026, 6, 1))},
    past={("TT", date(2023, 1, 1))},
)


def plan(*rows: dict[str, Any], year: int | None = None) -> Any:
    lines = [Line(number, row) for number, row in enumerate(rows, 2)]
    return plan_past(lines, KNOWN, unit="TT", year=year)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tháng", "month"),
        ("Đơn vị", "name"),
        ("Số buổi phải họp", "expected"),
        ("Số buổi đã họp", "met"),
        ("Trong đó họp đúng lịch", "on_time"),
        ("Sinh hoạt chuyên đề", "thematic"),
        ("Đảng viên phải dự", "must_attend"),
        ("Đảng viên dự họp", "attended"),
        ("Tổng số đảng viên", "members"),
        ("Xếp loại Tốt", "good"),
        ("Trung bình", "average"),
        ("Ghi chú", None),
    ],
)
def test_headings_are_known_as_they_occur(heading: str, field: str | None) -> None:
    assert recognise(heading) == field


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("01/2024", None),
        ("tháng 1 năm 2024", None),
        (date(2024, 1, 15), None),
        ("Tháng 1", 2024),
        (1, 2024),
        (1.0, 2024),
    ],
)
def test_a_month_is_read_as_people_write_it(cell: Cell, year: int | None) -> None:
    assert plan({"month": cell, "met": 9}, year=year).planned == (
        Planned(2, "TT", JANUARY, {"met": 9}),
    )


def test_figures_are_read_with_points_between_thousands_and_dashes_for_nothing() -> None:
    found = plan({"month": "01/2024", "must_attend": "1.316", "attended": "1 200", "good": "–"})

    assert found.planned[0].figures == {"must_attend": 1316, "attended": 1200}


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ({"met": 1}, "past_month_missing", "month"),
        ({"month": "tháng giêng", "met": 1}, "past_month_unreadable", "month"),
        ({"month": "2024", "met": 1}, "past_month_unreadable", "month"),
        ({"month": "tháng 1", "met": 1}, "past_year_missing", "month"),
        ({"month": "11/2026", "met": 1}, "past_month_not_over", "month"),
        ({"month": "01/2024"}, "past_no_figures", ""),
        ({"month": "01/2024", "met": "chín"}, "past_no_number", "met"),
        ({"month": "01/2024", "met": -1}, "past_no_number", "met"),
        ({"month": "01/2024", "met": 9, "expected": 8}, "past_met_over_expected", "met"),
        ({"month": "01/2024", "on_time": 9, "met": 8}, "past_on_time_over_met", "on_time"),
        (
            {"month": "01/2024", "attended": 9, "must_attend": 8},
            "past_attended_over_must_attend",
            "attended",
        ),
        ({"month": "01/2024", "name": "bản Xa", "met": 1}, "past_unit_unknown", "name"),
        ({"month": "01/2024", "name": "Bản Khạn", "met": 1}, "past_unit_ambiguous", "name"),
        ({"month": "06/2026", "name": "Bản Máy", "met": 1}, "past_has_facts", "month"),
        ({"month": "01/2023", "met": 1}, "past_imported", "month"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell_and_stops(
    row: dict[str, Any], code: str, field: str
) -> None:
    found = plan(row)

    assert [(one.row, one.code, one.field) for one in found.remarks] == [(2, code, field)]
    assert found.stops
    assert found.planned == ()


def test_a_month_stands_once_in_a_table() -> None:
    found = plan({"month": "01/2024", "met": 9}, {"month": "1/2024", "met": 8})

    assert [(one.row, one.code, one.data) for one in found.remarks] == [
        (3, "past_twice", {"other_row": "2"})
    ]


@given(
    st.dictionaries(
        st.sampled_from(["month", "year", "name", "met", "expected", "members"]),
        st.one_of(st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates()),
    )
)
def test_whatever_stands_in_a_row_it_is_planned_or_told(row: dict[str, Cell]) -> None:
    found = plan(row)

    assert bool(found.planned) is not found.stops
