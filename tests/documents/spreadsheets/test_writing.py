from chibo.documents.spreadsheets.reading import read
from chibo.documents.spreadsheets.workbook import Sheet, Workbook
from chibo.documents.spreadsheets.writing import Grid, xlsx


def test_what_is_written_reads_back_cell_by_cell() -> None:
    members = Grid(
        "Đảng viên",
        ["CHI BỘ BẢN MÁY"],
        ["STT", "Số thẻ", "Họ và tên"],
        [[1, "00123456", "Lò Văn Ất"], [2, "", "=1+1"]],
    )
    cells = Grid("Chi bộ", [], ["Mã"], [["0101"], ["https://chibo.example"]])

    assert read(xlsx([members, cells])) == Workbook(
        (
            Sheet(
                "Đảng viên",
                (
                    ("CHI BỘ BẢN MÁY", None, None),
                    (None, None, None),
                    ("STT", "Số thẻ", "Họ và tên"),
                    (1, "00123456", "Lò Văn Ất"),
                    (2, None, "=1+1"),
                ),
            ),
            Sheet("Chi bộ", (("Mã",), ("0101",), ("https://chibo.example",))),
        )
    )
