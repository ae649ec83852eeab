from datetime import date
from pathlib import Path

import pytest

from chibo.base.cells import Cell
from chibo.documents import isolated
from chibo.documents.spreadsheets.reading import Limits, read, read_file
from chibo.documents.spreadsheets.workbook import (
    Area,
    FileBroken,
    FileTooLarge,
    NoSuchSheet,
    NotASpreadsheet,
    UnreadableFile,
    column_letters,
)
from tests.documents.spreadsheets import files


def rows_of(content: bytes) -> tuple[tuple[Cell, ...], ...]:
    return read(content).chosen(None).rows


def test_a_new_workbook_keeps_numbers_days_and_text_apart() -> None:
    content = files.xlsx([["Thẻ", "Sinh"], [12345678, date(1988, 9, 5)], ["00123456", 86.1]])

    assert rows_of(content) == (
        ("Thẻ", "Sinh"),
        (12345678, date(1988, 9, 5)),
        ("00123456", 86.1),
    )


def test_an_old_workbook_reads_with_its_old_font() -> None:
    assert rows_of(files.xls()) == (
        ("STT", "Họ và tên", "Ngày sinh"),
        (1, "Lò Văn Ất", date(1988, 5, 9)),
        (2, "Nguyễn Thị Lê", 1990),
    )


def test_an_opendocument_reads() -> None:
    content = files.ods([["STT", "Họ và tên"], ["01", "Hà Thị Ngân"]])

    assert rows_of(content) == (("STT", "Họ và tên"), ("01", "Hà Thị Ngân"))


def test_text_is_one_form_of_unicode_without_what_nobody_sees() -> None:
    decomposed = "Nguye\u0302\u0303n\u00a0 Va\u0306n\u200b A "

    assert rows_of(files.xlsx([[decomposed, "dòng 1\r\n  dòng 2"]])) == (
        ("Nguyễn Văn A", "dòng 1\ndòng 2"),
    )


def test_rows_start_at_the_first_cell_and_end_with_the_last_text() -> None:
    content = files.xlsx([[], [None, "a"], [None, None, "  "], [None, "b"], [" "]])

    assert rows_of(content) == ((None, None), (None, "a"), (None, None), (None, "b"))


def test_merged_cells_are_told_as_far_as_there_are_cells() -> None:
    content = files.xlsx([["a", "b", "c"]], merged={"A2:C3": "gộp"})

    assert read(content).chosen(None).merged == (Area(1, 0, 1, 2),)


def test_without_a_name_a_hidden_sheet_is_passed_over() -> None:
    workbook = read(files.xlsx([["a", "b"]], hidden_first=True))

    assert workbook.chosen(None).name == "Danh sách"
    assert workbook.chosen("Ẩn").rows == (("không ai thấy",),)
    with pytest.raises(NoSuchSheet) as refused:
        workbook.chosen("Trang 9")
    assert refused.value.names == ("Ẩn", "Danh sách")


def test_a_file_of_thirty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(30 * 1024 * 1024)

    with pytest.raises(FileTooLarge) as refused:
        read_file(large)

    assert refused.value.limit == 10 * 1024 * 1024


BOMB = files.packed(
    {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": "<Relationships/>",
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" '
        'Target="worksheets/sheet1.xml" Type="x/worksheet"/></Relationships>',
        "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
    }
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"%PDF-1.7 ...", NotASpreadsheet, id="a scan"),
        pytest.param(b"\x00\x01\x02\xff" * 9, NotASpreadsheet, id="bytes of no kind"),
        pytest.param(b"<html><table><tr>", NotASpreadsheet, id="a web page named .xls"),
        pytest.param(files.packed({"word/document.xml": "<w/>"}), FileBroken, id="a Word file"),
        pytest.param(b"PK\x03\x04 torn", FileBroken, id="a torn archive"),
        pytest.param(files.xls()[:900], FileBroken, id="a torn old workbook"),
        pytest.param(BOMB, UnreadableFile, id="two cells, sixteen thousand million apart"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(content: bytes, why: type[UnreadableFile]) -> None:
    with pytest.raises(why):
        read(content)


def test_more_cells_than_allowed_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        read(files.xlsx([[1, 2, 3]] * 4), Limits(cells=11))


def test_a_reader_that_wants_too_much_memory_ends_alone() -> None:
    with pytest.raises(FileBroken):
        read(
            files.xlsx([["a" * 9000 + str(row)] for row in range(2000)]),
            Limits(child=isolated.Limits(memory=2**25)),
        )


def test_a_reader_that_takes_too_long_ends_alone() -> None:
    with pytest.raises(FileBroken):
        read(files.xlsx([["a"]]), Limits(child=isolated.Limits(wait=0)))


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [column_letters(place) for place in (0, 25, 26, 51, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "ZZ",
        "AAA",
    ]
