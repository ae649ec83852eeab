"""What documents call a meeting of each kind, and what they say its resolution is about."""

from typing import Any

import pytest

from chibo.book.naming import meeting_name, resolution_subject, sitting, what_it_held

REGULAR = "sinh hoạt chi bộ thường kỳ tháng 12 năm 2026"
THEME = "Học tập và làm theo Bác"


def record(kind: str, theme: str = "", *titles: str) -> Any:
    items = [{"number": number, "title": title} for number, title in enumerate(titles, start=1)]
    return {
        "meeting": {"kind": kind, "month": "2026-12-01", "theme": theme},
        "items": [{"number": None, "title": "Mở đầu"}, *items],
    }


@pytest.mark.parametrize(
    ("kind", "theme", "name", "held"),
    [
        ("regular", "", REGULAR, "sinh hoạt thường kỳ tháng 12 năm 2026"),
        (
            "thematic",
            f"“{THEME}.”",
            f"sinh hoạt chi bộ chuyên đề “{THEME}” tháng 12 năm 2026",
            f"sinh hoạt chuyên đề “{THEME}” tháng 12 năm 2026",
        ),
        (
            "thematic",
            "",
            "sinh hoạt chi bộ chuyên đề tháng 12 năm 2026",
            "sinh hoạt chuyên đề tháng 12 năm 2026",
        ),
        (
            "committee",
            "",
            "họp chi ủy tháng 12 năm 2026",
            "họp chi ủy tháng 12 năm 2026",
        ),
        (
            "extraordinary",
            "",
            "họp chi bộ đột xuất tháng 12 năm 2026",
            "họp đột xuất tháng 12 năm 2026",
        ),
        (
            "admission",
            "",
            "họp chi bộ xét kết nạp đảng viên tháng 12 năm 2026",
            "họp xét kết nạp đảng viên tháng 12 năm 2026",
        ),
    ],
)
def test_names(kind: str, theme: str, name: str, held: str) -> None:
    assert meeting_name(record(kind, theme)) == name
    assert what_it_held(record(kind, theme)) == held


@pytest.mark.parametrize(
    ("made", "subject"),
    [
        (record("regular", "", "Nạo vét mương"), "Về nhiệm vụ tháng 01 năm 2027"),
        (record("thematic", THEME, "Thảo luận"), f"Về chuyên đề “{THEME}”"),
        (record("admission", "", "Xét đề nghị"), "Về việc đề nghị kết nạp đảng viên"),
        (
            record("extraordinary", "", "Khắc phục mưa lũ.", "Hỗ trợ các hộ"),
            "Về khắc phục mưa lũ và hỗ trợ các hộ",
        ),
        (
            record("extraordinary", "", "Một", "Hai", "Ba"),
            "Về các nội dung họp chi bộ đột xuất tháng 12 năm 2026",
        ),
        (record("committee"), "Về các nội dung họp chi ủy tháng 12 năm 2026"),
    ],
)
def test_what_a_resolution_is_about(made: Any, subject: str) -> None:
    assert resolution_subject(made) == subject


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("regular", "buổi sinh hoạt"),
        ("thematic", "buổi sinh hoạt"),
        ("committee", "buổi họp"),
        ("extraordinary", "buổi họp"),
        ("admission", "buổi họp"),
    ],
)
def test_what_it_is(kind: str, words: str) -> None:
    assert sitting(record(kind)) == words
