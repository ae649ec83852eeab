from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.dates import PartialDate, Readable, Reason, UnreadableDate, read_date, read_dates


@pytest.mark.parametrize(
    "text",
    [
        "05/09/1988",
        "5/9/1988",
        " 05 / 9 / 1988 ",
        "5.9.1988",
        "05-09-1988",
        "05–9–1988",
        "05\\9\\1988",
        "05//09/1988",
        "5 9 1988",
        "5,9,1988",
        "'05/09/1988",
        "05/09/1988.",
        "05/09/1988 00:00:00",
        "1988-09-05",
        "1988-09-05 00:00:00",
        "1988-09-05T00:00:00",
        "ngày 05 tháng 9 năm 1988",
        "Ngày 05 tháng 09 năm 1988",
        "nga\u0300y 05 tha\u0301ng 9 na\u0306m 1988",
        "05 tháng 9, 1988",
        "05 thg 9 1988",
        "ngày 05/9/1988",
        "Sinh ngày 05/9/1988",
        "sinh: 5.9.1988",
        "05/9/1988",
        "32391",
        "32391.0",
        "05091988",
        "19880905",
        32391,
        32391.0,
        32391.75,
        5091988,
        19880905,
        date(1988, 9, 5),
        datetime(1988, 9, 5, 7, 30),  # noqa: DTZ001  # a spreadsheet knows no zones
    ],
)
def test_one_day_in_its_many_forms(text: Readable) -> None:
    assert read_date(text) == PartialDate(1988, 9, 5)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("9/1988", "1988-09"),
        ("09-1988", "1988-09"),
        ("9.1988", "1988-09"),
        (9.1988, "1988-09"),
        (10.198, "1980-10"),
        ("tháng 9 năm 1988", "1988-09"),
        ("tháng 9/1988", "1988-09"),
        ("T9/1988", "1988-09"),
        ("00/09/1988", "1988-09"),
        ("1988", "1988"),
        (1988, "1988"),
        (1988.0, "1988"),
        ("năm 1988", "1988"),
        ("SN 1988", "1988"),
        ("sinh năm 1988", "1988"),
        ("00/00/1988", "1988"),
    ],
)
def test_what_is_not_known_stays_unknown(value: Readable, iso: str) -> None:
    assert str(read_date(value)) == iso


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", Reason.NOT_A_DATE),
        ("không rõ", Reason.NOT_A_DATE),
        ("05/09", Reason.NOT_A_DATE),
        (0, Reason.NOT_A_DATE),
        (-5, Reason.NOT_A_DATE),
        (27, Reason.NOT_A_DATE),
        (float("inf"), Reason.NOT_A_DATE),
        (float("nan"), Reason.NOT_A_DATE),
        ("9" * 400, Reason.NOT_A_DATE),
        ("31/02/1988", Reason.NO_SUCH_DAY),
        ("29/02/1987", Reason.NO_SUCH_DAY),
        ("13/1988", Reason.NO_SUCH_DAY),
        ("31/13/1988", Reason.NO_SUCH_DAY),
        ("05/00/1988", Reason.NOT_A_DATE),
        ("09/25/1988", Reason.MONTH_FIRST),
        ("05/9/88", Reason.SHORT_YEAR),
        ("05/9/198", Reason.SHORT_YEAR),
        ("05/09/1088", Reason.YEAR_OUT_OF_RANGE),
        ("05/09/2188", Reason.YEAR_OUT_OF_RANGE),
    ],
)
def test_what_cannot_be_read_says_why_and_is_not_guessed(value: Readable, reason: Reason) -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_date(value)

    assert refused.value.reason is reason
    assert refused.value.text == str(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("03/02/2010", ["2010-02-03"]),
        ("03/02/2010\n03/02/2011", ["2010-02-03", "2011-02-03"]),
        ("03/02/2010; 03/02/2011", ["2010-02-03", "2011-02-03"]),
        ("03/02/2010 - 03/02/2011", ["2010-02-03", "2011-02-03"]),
        ("Vào Đảng 3.2.2010, chính thức 3.2.2011", ["2010-02-03", "2011-02-03"]),
        (
            "ngày 03 tháng 02 năm 2010\nngày 03 tháng 02 năm 2011",
            ["2010-02-03", "2011-02-03"],
        ),
        ("2010\n2011", ["2010", "2011"]),
        ("02/2010, 02/2011", ["2010-02", "2011-02"]),
    ],
)
def test_a_cell_may_hold_several_dates(value: str, expected: list[str]) -> None:
    assert [str(day) for day in read_dates(value)] == expected


@pytest.mark.parametrize("text", ["03/02/2010, thẻ 12345678", "03/02/2010 và 31", "chưa rõ"])
def test_figures_that_belong_to_no_date_are_not_let_go(text: str) -> None:
    with pytest.raises(UnreadableDate):
        read_dates(text)


def test_it_is_shown_as_people_write_it() -> None:
    dates = [PartialDate(1988, 9, 5), PartialDate(1988, 9), PartialDate(1988)]

    assert [day.display() for day in dates] == ["05/09/1988", "09/1988", "1988"]


def test_the_less_known_stands_before_what_it_could_be() -> None:
    dates = [PartialDate(1988, 9, 5), PartialDate(1989), PartialDate(1988), PartialDate(1988, 9)]

    assert [str(day) for day in sorted(dates)] == ["1988", "1988-09", "1988-09-05", "1989"]


def test_a_month_agrees_with_its_days_only() -> None:
    september = PartialDate(1988, 9)

    assert september.agrees_with(PartialDate(1988, 9, 5))
    assert september.agrees_with(PartialDate(1988))
    assert not september.agrees_with(PartialDate(1988, 10, 5))


days = st.dates(date(1900, 3, 1), date(2100, 12, 31))
partial = st.one_of(
    days.map(PartialDate.of),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
)


@given(partial)
def test_what_is_written_reads_back(day: PartialDate) -> None:
    assert PartialDate.from_iso(str(day)) == day
    assert read_date(str(day)) == day
    assert read_date(day.display()) == day


@given(partial, partial)
def test_order_is_that_of_the_written_form(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) is (str(one) < str(other))
    assert (one >= other) is (str(one) >= str(other))


@given(days.filter(lambda day: day >= date(1905, 10, 3)))
def test_a_spreadsheets_day_number_is_that_day(day: date) -> None:
    number = (day - date(1899, 12, 30)) // timedelta(days=1)

    assert read_date(number) == PartialDate.of(day)


@given(st.one_of(st.text(), st.integers(), st.floats()))
def test_anything_at_all_is_a_date_or_refused(value: Readable) -> None:
    try:
        day = read_date(value)
    except UnreadableDate:
        return

    assert 1900 <= day.year <= 2100
