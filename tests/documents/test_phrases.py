from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chibo.base.time import LOCAL
from chibo.documents.wording import phrases


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 3), "ngày 03 tháng 12 năm 2026"),
        (date(2027, 1, 10), "ngày 10 tháng 01 năm 2027"),
        (date(2027, 2, 28), "ngày 28 tháng 02 năm 2027"),
        (date(2027, 3, 9), "ngày 09 tháng 3 năm 2027"),
        (date(2027, 10, 1), "ngày 01 tháng 10 năm 2027"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day: date, expected: str) -> None:
    assert phrases.full_date(day) == expected


def test_hours_are_those_of_vietnam() -> None:
    moment = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)

    assert phrases.clock_and_date(moment) == "19 giờ 30 phút ngày 03 tháng 12 năm 2026"


@pytest.mark.parametrize(
    ("closed_at", "expected"),
    [
        (datetime(2026, 12, 3, 21, 5, tzinfo=LOCAL), "21 giờ 05 phút cùng ngày"),
        (
            datetime(2026, 12, 4, 0, 10, tzinfo=LOCAL),
            "00 giờ 10 phút ngày 04 tháng 12 năm 2026",
        ),
    ],
)
def test_a_meeting_ends_the_same_day_or_says_which(closed_at: datetime, expected: str) -> None:
    opened_at = datetime(2026, 12, 3, 19, 30, tzinfo=LOCAL)

    assert phrases.closing(opened_at, closed_at) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        pytest.param(20, 23, "87,0%", id="rounded to a tenth that is zero"),
        pytest.param(18, 23, "78,3%", id="decimal comma"),
        pytest.param(23, 23, "100%", id="exact"),
        pytest.param(1, 4, "25%", id="exact too"),
        pytest.param(1, 16, "6,3%", id="6.25 is rounded up, as by hand"),
        pytest.param(0, 5, "0%", id="nobody"),
    ],
)
def test_a_share_is_written_as_by_hand(part: int, whole: int, expected: str) -> None:
    assert phrases.share(part, whole) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "không"),
        (21, "hai mươi mốt"),
        (105, "một trăm lẻ năm"),
        (1005, "1005"),
    ],
)
def test_counts_in_words(number: int, expected: str) -> None:
    assert phrases.in_words(number) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hà Văn Thuấn", "đồng chí Hà Văn Thuấn"),
        ("đồng chí Hà Văn Thuấn", "đồng chí Hà Văn Thuấn"),
        ("Bà Lò Thị Pó", "Bà Lò Thị Pó"),
    ],
)
def test_a_name_is_addressed_once(name: str, expected: str) -> None:
    assert phrases.comrade(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("xong", "Xong."), ("xong.", "Xong."), ("xong chưa?", "Xong chưa?"), ("ố ồ…", "Ố ồ…")],
)
def test_a_sentence_is_closed_once(text: str, expected: str) -> None:
    assert phrases.sentence(text) == expected


@pytest.mark.parametrize(
    ("points", "expected"), [("93", "93"), ("92.50", "92,5"), ("100", "100"), ("0", "0")]
)
def test_points_have_a_decimal_comma(points: str, expected: str) -> None:
    assert phrases.points(Decimal(points)) == expected
