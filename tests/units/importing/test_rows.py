from datetime import date

import pytest

from chibo.base.cells import Cell, Line
from chibo.units.importing.columns import Column, kind_of, recognise
from chibo.units.importing.names import clean_unit_name, code_from, split_name
from chibo.units.importing.rows import UnitRow, read_row

ON = date(2024, 12, 31)
KINDS = {
    "village_cell": "village_cell",
    "chi bộ thôn, bản": "village_cell",
    "school_cell": "school_cell",
    "commune": "commune",
}


@pytest.mark.parametrize(
    ("headings", "column"),
    [
        (["Mã đơn vị", "Mã chi bộ", "Mã", "Mã số"], Column.CODE),
        (["Tên", "Tên đơn vị", "Tên chi bộ", "Chi bộ", "Tên tổ chức đảng"], Column.NAME),
        (["Loại", "Loại hình", "Loại hình chi bộ"], Column.KIND),
        (["Đơn vị cấp trên", "Cấp trên", "Trực thuộc", "Tổ chức đảng cấp trên"], Column.PARENT),
        (["Ngày thành lập", "Năm thành lập", "Ngày, tháng, năm thành lập"], Column.FOUNDED),
        (["Số quyết định", "Số QĐ thành lập", "Quyết định thành lập"], Column.DECISION),
        (["Bí thư", "Số đảng viên", "Tổng số đảng viên", "Ghi chú"], Column.NOT_KEPT),
        (["Diện tích", ""], None),
    ],
)
def test_headings_as_offices_write_them(headings: list[str], column: Column | None) -> None:
    assert [recognise(heading) for heading in headings] == [column] * len(headings)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["Chi bộ thôn", "chi bộ bản", "Thôn", "Bản Máy", "Chi bộ bản Máy"], "village_cell"),
        (["Chi bộ khu phố 3", "Tổ dân phố", "Khu 2"], "street_cell"),
        (["Chi bộ trường tiểu học Na Mèo", "Trường học", "Mầm non"], "school_cell"),
        (["Chi bộ Trạm Y tế", "Y tế"], "health_cell"),
        (["Chi bộ Công an", "Chi bộ Đồn Biên phòng Na Mèo", "Quân sự"], "armed_cell"),
        (["Chi bộ Hợp tác xã", "Doanh nghiệp"], "enterprise_cell"),
        (["Chi bộ cơ quan", "Chi bộ Ban Tổ chức", "Văn phòng Huyện ủy"], "agency_cell"),
        (["Chi bộ cơ sở Toà án"], "grassroots_cell"),
        (["Đảng bộ xã Trung Thượng", "Xã", "Đảng bộ thị trấn Sơn Lư"], "commune"),
        (["Đảng bộ Công an huyện"], "agency_organisation"),
        (["Huyện ủy Quan Sơn", "Đảng bộ huyện Quan Sơn"], "district"),
        (["Tỉnh ủy Thanh Hóa"], "province"),
        (["Câu lạc bộ", "Nhóm"], None),
    ],
)
def test_kinds_by_their_words_or_by_a_units_name(texts: list[str], kind: str | None) -> None:
    assert [kind_of(text) for text in texts] == [kind] * len(texts)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CHI BỘ BẢN MÁY", "Chi bộ bản Máy"),
        ("CHI BỘ TRƯỜNG TIỂU HỌC NA MÈO", "Chi bộ trường tiểu học Na Mèo"),
        ("ĐẢNG BỘ XÃ TRUNG THƯỢNG", "Đảng bộ xã Trung Thượng"),
        ("1. Chi bộ bản Máy", "Chi bộ bản Máy"),
        ("chi bộ  bản Máy", "Chi bộ bản Máy"),
    ],
)
def test_names_get_capitals_where_they_belong(text: str, name: str) -> None:
    assert clean_unit_name(text) == name


@pytest.mark.parametrize("text", ["Chi bộ bản Máy", "Bản Máy", "CHI BỘ BẢN MÁY", "Chi bộ: bản Máy"])
def test_a_cell_has_a_short_and_a_full_name(text: str) -> None:
    assert split_name(text, is_cell=True) == ("bản Máy", "Chi bộ bản Máy")
    assert split_name("Đảng bộ xã Sơn Hà", is_cell=False) == (
        "Đảng bộ xã Sơn Hà",
        "Đảng bộ xã Sơn Hà",
    )


def test_a_code_is_made_of_the_one_above_and_the_name() -> None:
    assert code_from("bản Máy", "TT", set()) == "TT.MAY"
    assert code_from("bản Máy", "TT", {"TT.MAY"}) == "TT.MAY-2"
    assert code_from("Đảng bộ xã Trung Thượng", "", set()) == "TRUNGTHUONG"


WHOLE: dict[str, Cell] = {
    "code": "TT.MAY",
    "name": "Chi bộ bản Máy",
    "kind": "Chi bộ thôn, bản",
    "parent": "Đảng bộ xã Trung Thượng",
    "founded": "03/02/1985",
    "decision": "12-QĐ/HU",
}
ROW = UnitRow(
    row=5,
    name="Chi bộ bản Máy",
    code="TT.MAY",
    kind="village_cell",
    parent="Đảng bộ xã Trung Thượng",
    founded=date(1985, 2, 3),
    decision="12-QĐ/HU",
)


def read(**cells: Cell) -> tuple[UnitRow | None, list[tuple[str, str, bool]]]:
    row, remarks = read_row(Line(5, WHOLE | cells), kinds=KINDS, on=ON)
    return row, [(remark.field, remark.code, remark.stops) for remark in remarks]


def test_a_whole_row_reads_without_a_remark() -> None:
    assert read() == (ROW, [])


def test_the_kind_may_be_read_from_the_name_and_it_is_told() -> None:
    assert read(kind=None) == (ROW, [("kind", "kind_from_name", False)])


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        ({"name": None}, ("name", "unit_name_missing", True)),
        ({"kind": "câu lạc bộ"}, ("kind", "kind_unknown", True)),
        ({"founded": "31/02/1985"}, ("founded", "date_no_such_day", True)),
        ({"founded": "01/02/2025"}, ("founded", "date_to_come", True)),
        ({"code": "TT MAY"}, ("code", "code_unreadable", True)),
    ],
)
def test_what_cannot_be_understood_stops_the_row(
    cells: dict[str, Cell], remark: tuple[str, str, bool]
) -> None:
    row, remarks = read(**cells)

    assert (row, remark in remarks) == (None, True)
