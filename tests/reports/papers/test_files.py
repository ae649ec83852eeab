"""The files of a report say what its figures say."""

import csv
import io
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import which
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from chibo.quality.rules.spans import Span
from chibo.reports.papers.files import KINDS, file_name, file_of
from chibo.reports.papers.names import TABLE_NAMES, heading
from chibo.reports.queries.standing import standing_of
from chibo.reports.rules.columns import COLUMNS, Table
from chibo.reports.rules.prints import NOTHING
from chibo.reports.rules.standing import Standing
from tests.factories import meetings as made
from tests.factories.meetings import JUNE, Village

pytestmark = pytest.mark.django_db

Q2 = Span(date(2026, 4, 1), 3)
AT = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def standing(village: Village) -> Standing:
    made.sealed(village, date(2026, 4, 3))
    other = made.village("TT.02", "bản Ngàm", under=village.commune)
    meeting = made.held(other, JUNE)
    made.mark(meeting, other.plain[0], "unexcused")
    made.seal(meeting)
    return standing_of(village.commune, Q2, date(2026, 7, 10))


def recalculated(content: bytes, folder: Path) -> bytes:
    """Return a workbook after a spreadsheet program computed every formula of it anew."""
    program = which("soffice")
    if program is None:
        pytest.skip("no spreadsheet program here")
    # Without the values that were written beside the formulas nothing but computing helps.
    source = folder / "in.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(source, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data = _without_values(data)
            new.writestr(name, data)
    subprocess.run(
        [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", "ods", "--outdir", str(folder), str(source),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    subprocess.run(
        [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(folder / "in.ods"),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made = folder / "out" / "in.xlsx"
    if not made.exists():
        pytest.skip("the office program here has no spreadsheets")
    return made.read_bytes()


def _without_values(sheet: bytes) -> bytes:
    before, *parts = sheet.decode().split("</f>")
    kept = [before]
    for part in parts:
        end = part.index("</v>") + len("</v>") if part.startswith("<v>") else 0
        kept.append(part[end:])
    return "</f>".join(kept).encode()


def _rows(content: bytes, sheet: str) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def test_a_spreadsheet_program_computes_the_same_figures(
    standing: Standing, tmp_path: Path
) -> None:
    content = file_of("xlsx", standing, None, at=AT)

    made_anew = recalculated(content, tmp_path)

    found = {row[5]: (row[1], row[2], row[3]) for row in _rows(made_anew, "Số liệu")[5:]}
    for one in standing.own_figures:
        above, below, result = found[one.key]
        assert (one.key, above) == (one.key, one.numerator)
        assert (one.key, below) == (one.key, "" if one.denominator is None else one.denominator)
        if one.value is None:
            assert result == NOTHING
        else:
            assert float(str(result)) == pytest.approx(float(one.value))
    assert _rows(made_anew, "Theo chi bộ")[-1][:3] == ["Cộng", 2, 20]


def test_the_figures_are_formulas_over_the_rows(standing: Standing) -> None:
    content = file_of("xlsx", standing, None, at=AT)

    with zipfile.ZipFile(io.BytesIO(content)) as made:
        figures = made.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>COUNTIFS('Dòng tháng'!" in figures
    assert "<f>SUMIFS('Dòng tháng'!" in figures
    assert len(_rows(content, "Dòng tháng")) == 5 + len(standing.rows["months"].rows)
    assert len(_rows(content, "Định nghĩa")) == 5 + len(standing.own_figures)


def test_the_word_file_reads_as_the_report(standing: Standing) -> None:
    content = file_of("docx", standing, None, at=AT)

    text = "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
    assert "Kết quả sinh hoạt chi bộ quý II/2026" in text
    assert "Các chi bộ đã họp 2/6 buổi thường kỳ, đạt 33,3%; họp đúng lịch 2/2 buổi." in text
    assert "Đảng viên có mặt 15/16 lượt phải dự, đạt 93,8%; vắng không lý do 1 lượt." in text
    assert "⟦" not in text


def test_the_pdf_is_a_pdf_and_a_draft_says_so(standing: Standing) -> None:
    assert file_of("pdf", standing, None, at=AT).startswith(b"%PDF-")
    header = docx.Document(io.BytesIO(file_of("docx", standing, None, at=AT))).sections[0]
    assert "Bản nháp, lập từ sổ ngày 10/7/2026" in header.first_page_header.paragraphs[0].text


def test_the_lines_are_csv_that_offices_open(standing: Standing) -> None:
    content = file_of("csv", standing, None, at=AT)

    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    held = next(row for row in rows if row["ma"] == "held")
    assert (held["tu_so"], held["mau_so"], held["ket_qua"]) == ("2", "6", "33,3%")
    assert len(rows) == len(standing.own_figures)


def test_files_are_named_by_unit_and_span(standing: Standing) -> None:
    assert [file_name(standing, kind) for kind in KINDS] == [
        "bao-cao-TT-2026-q2.docx",
        "bao-cao-TT-2026-q2.pdf",
        "bao-cao-TT-2026-q2.xlsx",
        "bao-cao-TT-2026-q2.csv",
    ]


def test_every_table_and_column_has_a_name_in_the_workbook() -> None:
    assert set(TABLE_NAMES) == set(Table)
    for name in {name for columns in COLUMNS.values() for name in columns}:
        assert heading(name)[0].isupper()
        assert heading(name) != name
    assert heading("known_long_ago") == "known_long_ago"
