from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.cells import Cell
from chibo.base.text import fold
from chibo.documents.spreadsheets.header import NoHeading
from chibo.documents.spreadsheets.reading import read
from chibo.documents.spreadsheets.table import LeftOut, Skipped, Table, find_table
from chibo.documents.spreadsheets.workbook import Sheet
from tests.documents.spreadsheets import files

KNOWN = {
    "stt": "number",
    "tt": "number",
    "ho va ten": "name",
    "ho ten": "name",
    "ngay sinh": "born",
    "ngay thang nam sinh": "born",
    "ngay sinh nam": "born",
    "ngay sinh nu": "born_woman",
    "ngay vao dang": "joined",
    "ngay thang nam vao dang": "joined",
    "ngay thang nam chinh thuc": "official",
    "chuc vu": "post",
    "chi bo": "cell",
    "so the": "card",
    "ghi chu": "note",
}


def recognise(text: str) -> str | None:
    return KNOWN.get(fold(text))


def table(rows: Sequence[Sequence[Cell]], merged: Mapping[str, str] | None = None) -> Table:
    return find_table(read(files.xlsx(rows, merged)).chosen(None), recognise)


def fields(found: Table) -> list[str | None]:
    return [heading.field for heading in found.headings]


def entries(found: Table) -> list[tuple[int, tuple[Cell, ...]]]:
    return [(entry.row, entry.cells) for entry in found.entries]


def test_the_heading_is_found_under_letterhead_and_title() -> None:
    found = table(
        [
            ["ĐẢNG BỘ XÃ TRUNG THƯỢNG", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
            ["CHI BỘ BẢN MÁY"],
            [],
            ["DANH SÁCH ĐẢNG VIÊN"],
            ["(Đến ngày 31 tháng 12 năm 2024)"],
            ["STT", "Họ và tên", "Ngày sinh", "Ghi chú"],
            [1, "Lò Văn Ất", "05/09/1988", None],
            [2, "Hà Thị Bảy", 1990, "MSH"],
        ]
    )

    assert fields(found) == ["number", "name", "born", "note"]
    assert entries(found) == [
        (7, (1, "Lò Văn Ất", "05/09/1988", None)),
        (8, (2, "Hà Thị Bảy", 1990, "MSH")),
    ]
    assert found.titles == (
        "ĐẢNG BỘ XÃ TRUNG THƯỢNG",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "CHI BỘ BẢN MÁY",
        "DANH SÁCH ĐẢNG VIÊN",
        "(Đến ngày 31 tháng 12 năm 2024)",
    )


TWO_ROWS: list[list[Cell]] = [
    ["TT", "Họ và tên", "Ngày sinh", None, "Ngày, tháng, năm", None, "Ghi chú"],
    [None, None, "Nam", "Nữ", "vào Đảng", "chính thức", None],
    [1, 2, 3, 4, 5, 6, 7],
    [1, "Lò Văn Ất", "1988", None, "3/2/2010", "3/2/2011", None],
    [2, "Hà Thị Bảy", None, "1990", "3/2/2012", None, "DB"],
]


def recognise_loosely(text: str) -> str | None:
    return KNOWN.get(fold(text.replace(",", "")))


@pytest.mark.parametrize(
    "merged",
    [
        pytest.param({}, id="merging not known"),
        pytest.param(
            {
                "A1:A2": "TT",
                "B1:B2": "Họ và tên",
                "C1:D1": "Ngày sinh",
                "E1:F1": "Ngày, tháng, năm",
                "G1:G2": "Ghi chú",
            },
            id="merging known",
        ),
    ],
)
def test_a_heading_of_two_rows_is_read_downwards_and_its_numbers_are_no_entry(
    merged: Mapping[str, str],
) -> None:
    sheet = read(files.xlsx(TWO_ROWS, merged)).chosen(None)

    found = find_table(sheet, recognise_loosely)

    assert [heading.text for heading in found.headings] == [
        "TT",
        "Họ và tên",
        "Ngày sinh Nam",
        "Ngày sinh Nữ",
        "Ngày, tháng, năm vào Đảng",
        "Ngày, tháng, năm chính thức",
        "Ghi chú",
    ]
    assert fields(found) == ["number", "name", "born", "born_woman", "joined", "official", "note"]
    assert [entry.row for entry in found.entries] == [4, 5]


def test_two_bands_give_each_entry_two_lines() -> None:
    found = table(
        [
            ["STT", "Họ và tên", "Ngày sinh", "Quê quán"],
            [1, 2, 3, 4],
            ["Ngày vào Đảng", "Số thẻ", "Chức vụ", "Ghi chú"],
            [5, 6, 7, 8],
            [1, "Lò Văn Ất", "5/9/1988", "Na Mèo"],
            ["3/2/2010", "00123456", "Bí thư", None],
            [2, "Hà Thị Bảy", "1990", "Sơn Hà"],
            ["3/2/2012", None, None, "DB"],
        ]
    )

    assert fields(found) == ["number", "name", "born", None, "joined", "card", "post", "note"]
    assert entries(found) == [
        (5, (1, "Lò Văn Ất", "5/9/1988", "Na Mèo", "3/2/2010", "00123456", "Bí thư", None)),
        (7, (2, "Hà Thị Bảy", "1990", "Sơn Hà", "3/2/2012", None, None, "DB")),
    ]


THICK: list[list[Cell]] = [
    ["STT", "Họ và tên", "Ngày vào Đảng", "Số thẻ", "Chức vụ", "Ghi chú"],
    [1, "Lò Văn Ất", "3/2/2010", "00123456"],
    [None, "(Lò Văn Ót)", "3/2/2011", "HS 12"],
    [None, None, None, "HH 30"],
    [2, "Hà Thị Bảy", "3/2/2012", "00123457"],
    [None, None, None, None],
    [None, None, None, "HH 30"],
    ["Tổng cộng: 2 đảng viên"],
]


@pytest.mark.parametrize(
    "merged",
    [
        pytest.param({}, id="told by the numbers"),
        pytest.param({"A2:A4": "1", "A5:A7": "2"}, id="told by merged cells"),
    ],
)
def test_thin_rows_make_one_thick_entry(merged: Mapping[str, str]) -> None:
    found = table(THICK, merged)

    assert [(entry.row, *entry.cells[1:4]) for entry in found.entries] == [
        (2, "Lò Văn Ất\n(Lò Văn Ót)", "3/2/2010\n3/2/2011", "00123456\nHS 12\nHH 30"),
        (5, "Hà Thị Bảy", "3/2/2012", "00123457\nHH 30"),
    ]
    assert found.left_out == (LeftOut(8, "Tổng cộng: 2 đảng viên", Skipped.TOTAL),)


def test_a_person_without_a_number_does_not_vanish() -> None:
    found = table(
        [
            ["STT", "Họ và tên", "Ngày sinh"],
            [1, "Lò Văn Ất", "1988"],
            [None, "Hà Thị Bảy", None],
            [2, "Vi Văn Cảnh", "1970"],
            [3, None, "1971"],
        ]
    )

    assert entries(found) == [
        (2, (1, "Lò Văn Ất", "1988")),
        (3, (None, "Hà Thị Bảy", None)),
        (4, (2, "Vi Văn Cảnh", "1970")),
        (5, (3, None, "1971")),
    ]


def test_every_other_person_without_a_number_is_still_a_person() -> None:
    found = table(
        [
            ["STT", "Họ và tên", "Ngày sinh"],
            [1, "Lò Văn Ất", "1988"],
            [None, "Hà Thị Bảy", "1990"],
            [2, "Vi Văn Cảnh", "1970"],
            [None, "Ngân Thị Dần", "1971"],
        ]
    )

    assert [entry.row for entry in found.entries] == [2, 3, 4, 5]


def test_totals_and_signatures_end_the_table_and_are_listed() -> None:
    found = table(
        [
            ["STT", "Họ và tên", "Ngày sinh", "Ghi chú"],
            [1, "Tổng Văn Ất", "1988", None],
            [2, "Cộng Thị Bảy", "1990", None],
            [],
            [None, "Tổng cộng", "02 đồng chí", None],
            [None, None, "Trung Thượng, ngày 03 tháng 12 năm 2024"],
            ["NGƯỜI LẬP", None, "T/M CHI BỘ", None],
            [None, None, "BÍ THƯ", None],
            [],
            [None, None, "Lương Văn Khăm", None],
        ]
    )

    assert [entry.row for entry in found.entries] == [2, 3]
    assert found.left_out == (
        LeftOut(5, "Tổng cộng | 02 đồng chí", Skipped.TOTAL),
        LeftOut(6, "Trung Thượng, ngày 03 tháng 12 năm 2024", Skipped.TOTAL),
        LeftOut(7, "NGƯỜI LẬP | T/M CHI BỘ", Skipped.TOTAL),
        LeftOut(8, "BÍ THƯ", Skipped.TOTAL),
        LeftOut(10, "Lương Văn Khăm", Skipped.TOTAL),
    )


def test_title_lines_inside_the_table_say_under_what_each_entry_stands() -> None:
    found = table(
        [
            ["STT", "Họ và tên", "Ngày sinh"],
            ["I. Chi bộ bản Máy", None, None],
            [1, "Lò Văn Ất", "1988"],
            [None, "Cộng", "1"],
            ["II. Chi bộ bản Ngàm", None, None],
            ["STT", "Họ và tên", "Ngày sinh"],
            [1, "Hà Thị Bảy", "1990"],
        ]
    )

    assert [(entry.row, entry.section) for entry in found.entries] == [
        (3, "I. Chi bộ bản Máy"),
        (7, "II. Chi bộ bản Ngàm"),
    ]
    assert [(left.row, left.why) for left in found.left_out] == [
        (2, Skipped.SECTION),
        (4, Skipped.TOTAL),
        (5, Skipped.SECTION),
        (6, Skipped.REPEATED_HEADING),
    ]


def test_what_is_merged_over_several_entries_holds_for_each() -> None:
    found = table(
        [
            ["STT", "Họ và tên", "Chi bộ"],
            [1, "Lò Văn Ất", None],
            [2, "Hà Thị Bảy", None],
            [3, "Vi Văn Cảnh", "Bản Ngàm"],
        ],
        merged={"C2:C3": "Bản Máy"},
    )

    assert [entry.cells[2] for entry in found.entries] == ["Bản Máy", "Bản Máy", "Bản Ngàm"]


def test_headings_that_nobody_knows_are_offered_for_a_person_to_name() -> None:
    found = table([["Danh bạ"], ["Mã", "Người", "Sinh nhật"], ["a1", "Lò Văn Ất", "5/9/1988"]])

    assert [(heading.text, heading.field) for heading in found.headings] == [
        ("Mã", None),
        ("Người", None),
        ("Sinh nhật", None),
    ]
    assert entries(found) == [(3, ("a1", "Lò Văn Ất", "5/9/1988"))]


@pytest.mark.parametrize("rows", [[], [["chỉ một ô"]], [[1, 2], [3, 4]]])
def test_without_anything_like_a_heading_it_is_refused(rows: list[list[Cell]]) -> None:
    sheet = Sheet("", tuple(map(tuple, rows)))

    with pytest.raises(NoHeading):
        find_table(sheet, recognise)


cells = st.one_of(
    st.none(),
    st.integers(0, 99),
    st.sampled_from(["Lò Văn Ất", "Tổng cộng", "T/M CHI BỘ", "Chi bộ bản Máy", "5/9/1988", "DB"]),
)


@given(st.lists(st.tuples(cells, cells, cells, cells), max_size=12))
def test_every_row_with_text_is_an_entry_or_listed_as_none(
    rows: list[tuple[Cell, Cell, Cell, Cell]],
) -> None:
    head = ("STT", "Họ và tên", "Ngày sinh", "Ghi chú")

    found = find_table(Sheet("", (head, *rows)), recognise)

    told = {cell for entry in found.entries for cell in entry.cells}
    listed = {left.row for left in found.left_out}
    lines = {line for text in told if isinstance(text, str) for line in text.split("\n")}
    for place, row in enumerate(rows, start=2):
        for cell in row:
            assert cell is None or place in listed or cell in told or str(cell) in lines
