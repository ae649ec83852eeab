import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chibo.quality.shipped import shipped


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str]]:
    try:
        call_command("sheet", *words)
        code = 0
    except SystemExit as ended:
        code = int(str(ended.code))
    return code, capsys.readouterr().out.splitlines()


def test_a_sheet_that_leaves_nothing_open_is_said_to_be_whole(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert answered(capsys, "check", "hd42-frame") == (
        0,
        ["Phiếu cộng đúng và không để ngỏ chỗ nào."],
    )


def test_what_must_be_settled_is_said_in_the_sheets_own_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, lines = answered(capsys, "check", "an-phu-2025")

    assert code == 1
    assert lines[3:] == [
        "Dòng 127, 4.5: tỷ lệ người dự có phát biểu: không mức nào nói đúng 50% được bao nhiêu. "
        "Phiếu ghi: trên 50%: 5; từ 40% đến dưới 50%: 4; từ 30% đến dưới 40%: 3; dưới 30%: 2. "
        "Cần quyết trước khi dùng.",
        "Cần quyết trước khi dùng: 4 chỗ.",
    ]


def test_a_mistake_in_a_file_is_answered_as_data(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "sheet.yaml"
    text = shipped()["hd42-frame"].replace("total: 100", "total: 90")
    file.write_text(text, encoding="utf-8")

    code, lines = answered(capsys, "check", str(file), "--json")

    line = text.splitlines().index("total: 90") + 1
    assert code == 1
    assert json.loads(lines[0]) == [
        {
            "fault": "sum_of_sheet",
            "line": line,
            "at": "",
            "open": False,
            "facts": {"added": "100", "total": "90"},
            "sentence": "Các nhóm cộng lại 100 điểm, mà phiếu ghi 90.",
        }
    ]


@pytest.mark.parametrize("words", [["check"], ["check", "no-such-file.yaml"]])
def test_a_file_that_is_not_there_is_refused(words: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("sheet", *words)


def test_the_lists_name_every_sheet_and_every_measure(capsys: pytest.CaptureFixture[str]) -> None:
    _code, sheets = answered(capsys, "list")
    _code, measures = answered(capsys, "measures")

    assert [line.split("\t")[0] for line in sheets] == list(shipped())
    assert "attendance\tmeeting\tpercent\ttỷ lệ đảng viên có mặt" in measures
    assert "year_met\tyear\tpercent\ttỷ lệ tháng có sinh hoạt thường kỳ" in measures
