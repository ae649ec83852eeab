"""Dates, hours and amounts as the reader says them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from chibo.base.templatetags import words

EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
# Half past midnight on the 4th in Vietnam.
NIGHT = datetime(2026, 12, 3, 17, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def test_a_moment_is_said_as_in_an_invitation() -> None:
    assert words.moment(EVENING) == "thứ Năm, 03/12/2026, 19:30"
    assert words.moment(NIGHT) == "thứ Sáu, 04/12/2026, 00:30"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 30), "thứ Hai"), (date(2026, 12, 1), "thứ Ba"),
        (date(2026, 12, 2), "thứ Tư"), (date(2026, 12, 3), "thứ Năm"),
        (date(2026, 12, 4), "thứ Sáu"), (date(2026, 12, 5), "thứ Bảy"),
        (date(2026, 12, 6), "Chủ nhật"),
    ],
)  # fmt: skip
def test_the_days_of_the_week(day: date, name: str) -> None:
    assert words.weekday(day).lower() == name.lower()


def test_days_and_hours() -> None:
    assert words.day(date(2026, 3, 5)) == "05/03/2026"
    assert words.day(NIGHT) == "04/12/2026"
    assert words.short_day(date(2026, 3, 5)) == "05/03"
    assert words.clock(EVENING) == "19:30"
    assert words.month_name(date(2026, 3, 5)) == "tháng 3"
    assert words.month_of_year(date(2026, 3, 5)) == "tháng 3/2026"
    with translation.override("en"):
        assert words.month_of_year(date(2026, 3, 5)) == "March 2026"


def test_of_nothing_nothing_is_said() -> None:
    assert [words.day(None), words.short_day(None), words.clock(None), words.moment(None)] == [
        "", "", "", "",
    ]  # fmt: skip


def test_machines_read_the_local_hour_with_its_zone() -> None:
    assert words.iso(EVENING) == "2026-12-03T19:30+07:00"
    assert words.iso(date(2026, 12, 3)) == "2026-12-03"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 12, 6), "còn 3 ngày"), (date(2026, 12, 4), "còn 1 ngày"),
        (date(2026, 12, 3), "hôm nay"), (date(2026, 12, 2), "quá 1 ngày"),
        (date(2026, 11, 28), "quá 5 ngày"),
    ],
)  # fmt: skip
def test_how_many_days_are_left(due: date, said: str) -> None:
    assert words.days_left(due, date(2026, 12, 3)).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"), [("sinh hoạt", "Sinh hoạt"), ("ủy ban", "Ủy ban"), ("đảng", "Đảng"), ("", "")]
)
def test_only_the_first_letter_becomes_large(text: str, said: str) -> None:
    assert words.capital(text) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [(Decimal("400.00"), "400"), (Decimal("2.50"), "2,5"), (0, "0"), (250, "250")],
)
def test_amounts(amount: Decimal | int, said: str) -> None:
    assert words.plain(amount) == said


def test_a_name_in_a_heading_keeps_its_compounds_whole() -> None:
    assert words.whole("Đảng viên Chi bộ bản Máy") == "Đảng\u00a0viên Chi\u00a0bộ bản Máy"
    assert words.whole("Đảng bộ xã Trung Thượng") == "Đảng\u00a0bộ xã Trung Thượng"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0"), (986, "986"), (3241, "3.241"), (1_000_000, "1.000.000")]
)
def test_large_counts_have_points_between_their_thousands(count: int, said: str) -> None:
    assert words.grouped(count) == said
