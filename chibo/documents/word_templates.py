"""The Word templates we ship, one for each kind of paper, drawn from its sample.

A committee downloads one, changes it in Word, and uploads it in place of ours.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

from chibo.documents import word_styles as styles
from chibo.documents.fields import sample_sheet
from chibo.documents.sheets import Column, Kind, Section, Sheet, Table

_LEFT, _RIGHT = Mm(76), Mm(89)


@cache
def default_template(kind: Kind) -> bytes:
    """Return our Word template for a kind of paper."""
    document = docx.Document()
    styles.set_page(document)
    styles.add_styles(document)
    _page_heads(document)
    _Drawing(document).paper(sample_sheet(kind))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page_heads(document: Document) -> None:
    section = document.sections[0]
    first = section.first_page_header.paragraphs[0]
    first.style, first.text = styles.DRAFT, "{{ ban_nhap }}"
    later = section.header.paragraphs[0]
    later.style = styles.DRAFT
    later.alignment = WD_ALIGN_PARAGRAPH.LEFT
    stops = later.paragraph_format.tab_stops
    stops.add_tab_stop((_LEFT + _RIGHT) // 2, WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(_LEFT + _RIGHT, WD_TAB_ALIGNMENT.RIGHT)
    later.add_run("\t")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    shown = later.add_run("2")  # Word counts anew when it shows the page
    shown.font.size, shown.font.italic = Pt(13), False
    number.append(shown.element)
    later.paragraph_format.element.append(number)
    later.add_run("\t{{ ban_nhap }}")


class _Drawing:
    """A document being drawn, from top to bottom."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def paper(self, sheet: Sheet) -> None:
        if not any(sheet.addressees):
            self.copy(sheet)
            return
        with self.only("for ban in cac_ban", "endfor"):
            self.copy(sheet)
            with self.only("if not loop.last"):
                # Not a page break: each copy counts its pages from 1.
                self.document.add_section(WD_SECTION.NEW_PAGE)

    def copy(self, sheet: Sheet) -> None:
        self.head()
        self.title(sheet)
        for part in sheet.sections[:-1]:
            self.section(part.key, part)
        self.section(sheet.sections[-1].key, sheet.sections[-1], body=styles.LAST)
        self.foot(sheet)
        if sheet.annex:
            self.annex(sheet.annex)

    @contextmanager
    def only(self, begin: str, end: str = "endif") -> Iterator[None]:
        """Draw something under a condition or in a loop; the two lines vanish when filled."""
        self.line(f"{{%p {begin} %}}", styles.COMMAND)
        yield
        self.line(f"{{%p {end} %}}", styles.COMMAND)

    def line(self, text: str, style: str = styles.BODY) -> Any:
        return self.document.add_paragraph(text, style)

    def lines(self, of: str, style: str = styles.BODY) -> None:
        with self.only(f"for doan in {of}", "endfor"):
            self.line("{{ doan }}", style)

    def head(self) -> None:
        left, right = self.two_cells()
        # A province's papers have nobody above.
        _into(left, styles.COMMAND, "{%p if dang_bo %}")
        _into(left, styles.HEAD, "{{ dang_bo }}")
        _into(left, styles.COMMAND, "{%p endif %}")
        _into(left, styles.HEAD, "{{ chi_bo }}", bold=True)
        _into(left, styles.HEAD, "*")
        _into(left, styles.COMMAND, "{%p if so_ky_hieu %}")
        _into(left, styles.HEAD, "{{ so_ky_hieu }}")
        _into(left, styles.COMMAND, "{%p endif %}")
        party = _into(right, styles.HEAD, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True)
        party.runs[0].font.size = Pt(15)
        party.runs[0].font.underline = True
        party.paragraph_format.space_after = Pt(3)
        _into(right, styles.HEAD, "{{ dia_danh_ngay }}").runs[0].font.italic = True

    def title(self, sheet: Sheet) -> None:
        self.line("{{ ten_loai }}", styles.TITLE)
        self.line("{{ trich_yeu }}", styles.SUBJECT)
        self.line("-----", styles.CENTRED).paragraph_format.space_after = Pt(12)
        if any(sheet.addressees):
            with self.only("if ban.kinh_gui"):
                self.line("{{ ban.kinh_gui }}", styles.CENTRED)

    def section(
        self,
        path: str,
        part: Section,
        *,
        heading: str = styles.HEADING,
        body: str = styles.BODY,
    ) -> None:
        if part.heading:
            with self.only(f"if {path}.tieu_de"):
                self.line(f"{{{{ {path}.tieu_de }}}}", heading)
        if part.lead:
            self.lines(f"{path}.mo_dau")
        if part.table:
            with self.only(f"if {path}.bang"):
                self.table(f"{path}.bang", part.table)
        if part.paragraphs:
            self.lines(f"{path}.doan", body)
        if part.sections:
            with self.only(f"for muc in {path}.muc", "endfor"):
                self.section("muc", _merged(part.sections), heading=styles.SUBHEADING)

    def table(self, path: str, table: Table) -> None:
        drawn = self.document.add_table(rows=4, cols=len(table.columns), style="Table Grid")
        drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
        drawn.autofit = False
        _cell_margins(drawn, Mm(1.4))
        names, begin, row, end = drawn.rows
        _row_property(names, "w:tblHeader")
        _row_property(row, "w:cantSplit")
        for command, words in ((begin, f"for dong in {path}"), (end, "endfor")):
            across = command.cells[0].merge(command.cells[-1])
            _into(across, styles.COMMAND, f"{{%tr {words} %}}")
        if table.tall:
            row.height, row.height_rule = Mm(9.5), WD_ROW_HEIGHT_RULE.AT_LEAST
        for index, column in enumerate(table.columns):
            _fill_column(drawn, index, column)
            row.cells[index].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            _into(names.cells[index], styles.COLUMN, column.title)
            cell = _into(row.cells[index], styles.CELL, f"{{{{ dong.{column.key} }}}}")
            if column.centred:
                cell.alignment = WD_ALIGN_PARAGRAPH.CENTER
        # Word joins a table to what follows; a small gap keeps them apart.
        gap = self.line("", styles.CELL).paragraph_format
        gap.line_spacing, gap.space_before, gap.space_after = Pt(6), Pt(0), Pt(0)

    def foot(self, sheet: Sheet) -> None:
        self.line("", styles.SENT_TO)
        left, right = self.two_cells(_LEFT + Mm(6))
        if len(sheet.signatures) > 1:
            _sign(left, "ky_trai")
            _sign(right, "ky_phai")
        else:
            _sign(right, "ky_phai")
        if not sheet.recipients:
            return
        if len(sheet.signatures) > 1:
            with self.only("if noi_nhan"):
                label = self.line("Nơi nhận:", styles.SENT_TO)
                label.runs[0].font.underline = True
                label.paragraph_format.space_before = Pt(10)
                self.lines("noi_nhan", styles.SENT_TO)
        else:
            _into(left, styles.COMMAND, "{%p if noi_nhan %}")
            _into(left, styles.SENT_TO, "Nơi nhận:").runs[0].font.underline = True
            _into(left, styles.COMMAND, "{%p for dong in noi_nhan %}")
            _into(left, styles.SENT_TO, "{{ dong }}")
            _into(left, styles.COMMAND, "{%p endfor %}")
            _into(left, styles.COMMAND, "{%p endif %}")
            _into(left, styles.SENT_TO, "")

    def annex(self, part: Section) -> None:
        with self.only("if phu_luc.tieu_de"):
            self.line("PHỤ LỤC", styles.SUBJECT).paragraph_format.page_break_before = True
            self.line("{{ phu_luc.tieu_de }}", styles.SUBJECT)
            self.line("-----", styles.CENTRED)
            if part.table:
                self.table("phu_luc.bang", part.table)
            self.lines("phu_luc.doan")

    def two_cells(self, left: int = _LEFT) -> tuple[Any, Any]:
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        _cell_margins(table, Mm(0))
        _row_property(table.rows[0], "w:cantSplit")
        for index, width in enumerate((left, _LEFT + _RIGHT - left)):
            table.columns[index].width = width
            table.rows[0].cells[index].width = width
        left_cell, right_cell = table.rows[0].cells
        return left_cell, right_cell


def _merged(parts: tuple[Section, ...]) -> Section:
    """Return one section that has everything any of the smaller sections has."""
    return Section(
        key="muc",
        heading=parts[0].heading,
        lead=next((part.lead for part in parts if part.lead), ()),
        table=next((part.table for part in parts if part.table), None),
        paragraphs=next((part.paragraphs for part in parts if part.paragraphs), ()),
    )


def _into(cell: Any, style: str, text: str, *, bold: bool = False) -> Any:
    """Add a paragraph to a cell; a new cell's own empty one is used first."""
    paragraph = cell.paragraphs[0]
    if len(cell.paragraphs) > 1 or paragraph.text:
        paragraph = cell.add_paragraph()
    paragraph.style = style
    run = paragraph.add_run(text)
    run.bold = bold or None
    return paragraph


def _sign(cell: Any, path: str) -> None:
    _into(cell, styles.COMMAND, f"{{%p for dong in {path}.chuc_vu %}}")
    _into(cell, styles.SIGN, "{{ dong }}")
    _into(cell, styles.COMMAND, "{%p endfor %}")
    _into(cell, styles.SIGN, f"{{{{ {path}.ho_ten }}}}").paragraph_format.space_before = Mm(20)


def _fill_column(table: Any, index: int, column: Column) -> None:
    width = Mm(column.width / 10)
    table.columns[index].width = width
    for row in table.rows:
        row.cells[index].width = width


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no other way


def _cell_margins(table: Any, width: int) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(round(width / Twips(1))))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # Word insists on the order of these.
    table._tblPr.find(qn("w:tblLook")).addprevious(margins)  # noqa: SLF001 - as above
