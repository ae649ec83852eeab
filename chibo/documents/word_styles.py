"""Styles and page of our Word templates: the measures of party documents.

Names of styles are what the committee reads in Word's own list.
"""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"

BODY = "Đoạn văn"
LAST = "Đoạn văn cuối"
CENTRED = "Giữa dòng"
HEADING = "Mục lớn"
SUBHEADING = "Mục nhỏ"
CELL = "Ô bảng"
COLUMN = "Đầu bảng"
TITLE = "Tên loại"
SUBJECT = "Trích yếu"
HEAD = "Đầu văn bản"
SENT_TO = "Nơi nhận"
SIGN = "Chỗ ký"
DRAFT = "Bản nháp"
COMMAND = "Lệnh của mẫu"

# name: size, line and space before and after in points; then what differs from plain text.
_STYLES: dict[str, tuple[float, float, float, float, dict[str, Any]]] = {
    BODY: (14, 20, 0, 6, {"indent": Mm(10), "align": WD_ALIGN_PARAGRAPH.JUSTIFY}),
    # The last lines stay on the page of the signatures.
    LAST: (14, 20, 0, 6, {"indent": Mm(10), "align": WD_ALIGN_PARAGRAPH.JUSTIFY, "keep": True}),
    CENTRED: (14, 20, 0, 6, {"align": WD_ALIGN_PARAGRAPH.CENTER}),
    HEADING: (14, 20, 6, 6, {"indent": Mm(10), "bold": True, "keep": True}),
    SUBHEADING: (14, 20, 2, 6, {"indent": Mm(10), "bold": True, "keep": True}),
    CELL: (13, 17, 2, 2, {}),
    COLUMN: (13, 17, 2, 2, {"align": WD_ALIGN_PARAGRAPH.CENTER, "bold": True, "keep": True}),
    TITLE: (16, 22, 20, 2, {"align": WD_ALIGN_PARAGRAPH.CENTER, "bold": True, "keep": True}),
    SUBJECT: (14, 20, 0, 0, {"align": WD_ALIGN_PARAGRAPH.CENTER, "bold": True, "keep": True}),
    HEAD: (14, 18, 0, 0, {"align": WD_ALIGN_PARAGRAPH.CENTER}),
    SENT_TO: (12, 15, 0, 0, {"keep": True}),
    SIGN: (14, 19, 0, 0, {"align": WD_ALIGN_PARAGRAPH.CENTER, "bold": True, "keep": True}),
    DRAFT: (11, 14, 0, 0, {"align": WD_ALIGN_PARAGRAPH.RIGHT, "italic": True}),
    # Loops and conditions: seen only in the template, small so that it looks like the paper.
    COMMAND: (9, 10, 0, 0, {"italic": True, "keep": True}),
}


def set_page(document: Document) -> None:
    """Make a document A4 with the margins of party documents, another head on page one."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(9)
    section.different_first_page_header_footer = True
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    # Word insists on the order of these.
    document.element.body.sectPr.find(qn("w:cols")).addprevious(numbers)


def add_styles(document: Document) -> None:
    """Give a document our styles; its plain text becomes 14 pt Times New Roman."""
    normal = document.styles["Normal"]
    _set_font(normal, 14)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    for name, (size, line, before, after, more) in _STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        _set_font(style, size)
        style.font.bold = more.get("bold")
        style.font.italic = more.get("italic")
        layout = style.paragraph_format
        layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        layout.line_spacing = Pt(line)
        layout.space_before, layout.space_after = Pt(before), Pt(after)
        layout.first_line_indent = more.get("indent")
        layout.alignment = more.get("align")
        layout.keep_with_next = more.get("keep")
        layout.widow_control = True


def _set_font(style: Any, size: float) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
