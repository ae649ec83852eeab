"""What people call the lines leads back to the line, and to no other one exactly."""

import pytest
import yaml

from chibo.reports import catalogue
from chibo.reports.rules.gate import matches
from tests.support.house import ROOT

ASKS: dict[str, list[str]] = yaml.safe_load((ROOT / "chibo/reports/data/asks.yaml").read_bytes())


def test_what_is_asked_for_is_in_the_catalogue() -> None:
    assert set(ASKS) <= set(catalogue.lines())


@pytest.mark.parametrize(
    ("key", "phrase"), [(key, phrase) for key, phrases in ASKS.items() for phrase in phrases]
)
def test_a_phrase_finds_its_line_and_no_other(key: str, phrase: str) -> None:
    found = matches(f"Đề nghị báo cáo {phrase} quý III/2026", catalogue.phrases())

    assert [match.key for match in found if match.is_exact] == [key]


@pytest.mark.parametrize("key", list(catalogue.lines()))
def test_every_line_is_found_by_its_name(key: str) -> None:
    found = matches(catalogue.lines()[key].name["vi"], catalogue.phrases())

    assert key in [match.key for match in found if match.is_exact]


@pytest.mark.parametrize(
    "question",
    [
        "Nhà văn hóa bản có máy chiếu không?",
        "Chi bộ có đường truyền internet ở nơi họp không?",
        "Bao nhiêu đảng viên nói được tiếng Thái?",
        "Chi bộ cần hỗ trợ gì để phòng chống sạt lở?",
        "Danh sách bí thư chi bộ biết dùng máy tính",
        "Số hộ nghèo chi bộ nhận giúp đỡ",
    ],
)
def test_what_no_line_holds_is_let_through(question: str) -> None:
    assert matches(question, catalogue.phrases()) == []
