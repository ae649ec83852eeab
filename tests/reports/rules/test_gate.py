"""What is held already is known again when it is asked in other words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.reports.rules.gate import content_words, matches, same_words

PHRASES = {
    "members": ["Số đảng viên", "tổng số đảng viên"],
    "met": ["Số buổi sinh hoạt thường kỳ đã họp", "chi bộ họp thường kỳ"],
    "attended": ["Tỷ lệ đảng viên dự sinh hoạt", "đảng viên có mặt"],
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("Đề nghị báo cáo số đảng viên quý III/2026", ["members"], id="with ballast"),
        pytest.param("SO DANG VIEN?", ["members"], id="without marks"),
        pytest.param("Đảng viên có mặt", ["attended"], id="a synonym"),
        pytest.param("Họp thường kỳ của chi bộ trong tháng 6", ["met"], id="another order"),
        pytest.param("Nhà văn hóa bản có máy chiếu không?", [], id="something new"),
        pytest.param("Báo cáo số liệu quý 3 năm 2026", [], id="nothing but ballast"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_question_is_known_as_a_line(question: str, expected: list[str]) -> None:
    assert [match.key for match in matches(question, PHRASES) if match.is_exact] == expected


def test_a_question_that_asks_a_little_more_is_near_and_not_exact() -> None:
    found = matches("Đảng viên chính thức là nữ", {"official": ["Đảng viên chính thức"]})

    assert [(match.key, match.is_exact) for match in found] == [("official", False)]
    assert found[0].likeness == Fraction(5, 6)


@pytest.mark.parametrize("question", ["Đảng viên nữ", "Đảng viên miễn sinh hoạt", "Chi bộ có loa"])
def test_words_that_stand_everywhere_alone_make_nothing_near(question: str) -> None:
    phrases = {"attended": ["đảng viên dự sinh hoạt"], "members": ["đảng viên"]}

    assert matches(question, phrases) == []


def test_a_question_that_only_mentions_members_is_not_refused() -> None:
    assert matches("Đảng viên nào nói được tiếng Thái và tiếng Mường?", PHRASES) == []


def test_the_likeliest_stands_first() -> None:
    phrases = {"exact": ["đảng viên chính thức"], "near": ["đảng viên chính thức nữ"]}

    assert [match.key for match in matches("đảng viên chính thức", phrases)] == ["exact", "near"]


def test_the_same_question_in_another_period_is_the_same() -> None:
    assert same_words("Báo cáo số máy chiếu quý I/2026") == same_words("Máy chiếu quý 2 năm 2027?")


@given(st.text(max_size=80))
def test_every_question_matches_itself_when_it_says_anything(text: str) -> None:
    found = matches(text, {"itself": [text]})

    assert [match.is_exact for match in found] == ([True] if content_words(text) else [])
