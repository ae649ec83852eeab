import pytest

from chibo.people.importing.cells import Cells, KnownCell

MAY = KnownCell(1, "TT.MAY", "bản Máy", "Chi bộ bản Máy", "Đảng bộ xã Trung Thượng")
NGAM = KnownCell(2, "TT.NGAM", "bản Ngàm", "Chi bộ bản Ngàm", "Đảng bộ xã Trung Thượng")
OTHER = KnownCell(3, "SH.NGAM", "bản Ngàm", "Chi bộ bản Ngàm", "Đảng bộ xã Sơn Hà")
SCHOOL = KnownCell(4, "TT.TH", "trường tiểu học", "Chi bộ trường tiểu học")
CELLS = Cells([MAY, NGAM, OTHER, SCHOOL])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TT.MAY", [MAY]),
        ("tt.may", [MAY]),
        ("Chi bộ bản Máy", [MAY]),
        ("CHI BỘ BẢN MÁY", [MAY]),
        ("bản Máy", [MAY]),
        ("Máy", [MAY]),
        ("II. Chi bộ Bản Máy", [MAY]),
        ("Chi bộ bản Máy (27 đảng viên)", [MAY]),
        ("Chi bộ: Máy", [MAY]),
        ("CB trường Tiểu học", [SCHOOL]),
        ("Chi bộ bản Ngàm", [NGAM, OTHER]),
        ("Chi bộ bản Ngàm, xã Sơn Hà", [OTHER]),
        ("Chi bộ bản Na Tao", []),
        ("", []),
    ],
)
def test_a_cell_is_found_by_what_people_call_it(text: str, found: list[KnownCell]) -> None:
    assert CELLS.find(text) == found


def test_the_lines_above_a_table_may_name_its_cell() -> None:
    titles = ["ĐẢNG BỘ XÃ TRUNG THƯỢNG\nCHI BỘ BẢN MÁY", "DANH SÁCH ĐẢNG VIÊN"]

    assert CELLS.in_titles(titles) == MAY
    assert CELLS.in_titles(["CHI BỘ BẢN NGÀM"]) is None
    assert CELLS.in_titles(["Chi bộ bản Máy", "Chi bộ trường tiểu học"]) is None
