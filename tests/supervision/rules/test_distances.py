import pytest

from chibo.supervision.rules.roster.distances import Wrong, WrongLine, read_ways

_PLACES = {"TT": 1, "Đảng bộ xã Trung Thượng": 1, "SD": 2, "Đảng bộ xã Sơn Điện": 2, "SL": 3}


def test_ways_are_read_as_they_are_pasted() -> None:
    text = "Đảng bộ xã Sơn Điện\ttt\t75\n\n sl ; SD ; 20\nDANG BO XA TRUNG THUONG;SD;80\n"

    found = read_ways(text, _PLACES)

    assert found.minutes == {(1, 2): 80, (2, 3): 20}
    assert found.wrong == ()


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("TT;SD", WrongLine(2, Wrong.PARTS)),
        ("TT;;75", WrongLine(2, Wrong.PARTS)),
        ("TT;XX;75", WrongLine(2, Wrong.PLACE, "XX")),
        ("TT;Đảng bộ xã Trung Thượng;5", WrongLine(2, Wrong.SAME, "TT")),
        ("TT;SD;một giờ", WrongLine(2, Wrong.MINUTES, "một giờ")),
        ("TT;SD;0", WrongLine(2, Wrong.MINUTES, "0")),
        ("TT;SD;601", WrongLine(2, Wrong.MINUTES, "601")),
    ],
)
def test_a_line_that_is_wrong_is_named(line: str, wrong: WrongLine) -> None:
    found = read_ways(f"TT;SL;10\n{line}", _PLACES)

    assert found.wrong == (wrong,)
    assert found.minutes == {(1, 3): 10}
