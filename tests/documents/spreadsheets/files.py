"""Makes the files of the tests: no file is kept in the repository but one, as text."""

import base64
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from chibo.base.cells import Cell

# "B2:D3" and the text in it.
Merged = Mapping[str, str]


def xlsx(
    rows: Iterable[Sequence[Cell]], merged: Merged | None = None, hidden_first: bool = False
) -> bytes:
    """Return a workbook of one sheet; before it a hidden one with other cells, if asked for."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        if hidden_first:
            hidden = book.add_worksheet("Ẩn")
            hidden.write_string(0, 0, "không ai thấy")
        sheet = book.add_worksheet("Danh sách")
        if hidden_first:
            sheet.activate()
            sheet.set_first_sheet()
            hidden.hide()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif cell is not None:
                    sheet.write(row, column, cell)
        for place, text in (merged or {}).items():
            sheet.merge_range(place, text)
    return out.getvalue()


def ods(rows: Iterable[Sequence[str]]) -> bytes:
    """Return an OpenDocument spreadsheet of texts."""
    body = "".join(f"<table:table-row>{_ods_cells(cells)}</table:table-row>" for cells in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="Danh sách">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def _ods_cells(cells: Sequence[str]) -> str:
    return "".join(
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(cell)}</text:p></table:table-cell>"
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def xls() -> bytes:
    """Return a workbook of Excel 97: three headings, two members, the second in TCVN3."""
    return zlib.decompress(base64.b64decode(_XLS))


_XLS = """
eNrtV11sVEUUPnP37vZu//a2tIpF10uVpdBWQB6sUWxpQSEpbVNWIYZEt+3ttrK7Je1WbeLPUuTBRBIND76QEJL1wZ/4ExN9
0MT2zQeJxkiCmpjCG+rDQjRKQrt+c+7cdt1sw25tSNSemzNn5szfmTk/c+43X9fMnfuo4RLlwUPkoYWsn3w5PAE03IZJpCne
QjabddnZNfhXwbyiUoc69OcFSp2XKb36FV2D/yb00xi+JFm0lxKg4zRFpcBtsJjc9YqZs1DkuGJhbf+V7y/jt4zjHmC+/8tY
L/2/HFgBrARWAauBAecJoBpgLXAdsA5YzzZBdDtwPfAOYANwA/BO4F3AoJLBUlTiPajfq9qhtZhzy8BvQIs+L31W9ZVUOev+
EiziQ32W7eIy8Agdk7bRFYkNWrcKOlmGiJAyzMBId6Em6Ay41fQBcz/nchdbH6CDrDZl0Ye1Dpb9FJeNXFaTnP8pz/mBOTtg
l19K73n5deUEXrEb8W+UIhTL76XV6w3qlZSW/vWYnbDHI7GgXkVvSV+Lx7cNDW2bmppjR0rT7+wgLsxYki/XY/5vxfG1Evn0
v+OncXeF7rnZGZ/J529Zht+yDH/rMnx/QT7BFFgefYl/WkMjRVlJzZSHaU3Kx7Q2pTNdlypjWpfyZp9mIz+JHX7UHYeIvIb1
BL5ZYQCJwqcE/UJPyiie6edtfBkZreW2blafizupIiP97AvYqUHHBV4FY0Z0oOyg4FXTeRcMvA8G4r7xB56GGxTmt8TrvC0H
w2E/iX10PmjRszSHEybpZyQcWKgnOjdlTYwmRjCgm66h6wnyiARoOpiU6/ZEJ6e+S1jhkZ+s7neyeI0MGtKd12jQqAcuKa9e
UU0+WU5oM/8W2ipxvCEcWwaDGj6qieVuvH312wMDfe1PMT+19JNDmzTnCo+jZ1bfyjOauZzmsXV4tDYShbpCjeHRuD1h9djP
Wf1j8Uiipd+OTsYi442hHfeHdtfDbkI3HdcXidpWqO8Eb/AKlyEIs5PhSvvmnHoT6idaL063Xsy0b8mpn0O88+OIgr9pahEt
wp3jUkGPY22DXuQ7xKV4A0xlW85aX73U1vCl/Utt6FK8WhFQ11zNxLNYGprp1p3IJwLMEwV4Wh5vnvMMJ7Mg1RJoicWWxooj
egnqFTzSp/oEj/Qs9mmwhM4/Bbc0HlmuRmo8UlcjNV6z4W6iX6lPrp7Z55hExlCWL4di5cx2XkXPNDHfnzEL5FUalfM8OUfa
/SNaLX3icx4nooehFeIMKKBuTJ2dKAq3iRq5Cwk3lyu/SS4nkCl5yp0c0DQ0J2Q4XY/KnOvA6OD42MTYcNLa+/ygHbMefKA1
HBmwYzGbL69zdHi47Z/knsIJGCuGhSyxvgqsS3Mnz1673jtivvuGQc2bP/5e6uAF5ciyv03lpx3qnrpVnnpY5apDKl89pnLc
K/NO7inr29U8F4qplyK/5GgXzl84c98G8/SbkL/l+vt7ZDzM4x1RebIbac0cWZfjryas5v8fy5lng4XmSOuf8Tv1Q9h9nI7S
AMtxtGT5a9mHnfcyW8J/VbrMtbMu7BuHjfRChmdWtL8n5x+smDkIN7R/0c57kRPaK9afjGGl/v9tVP9qnJnSQZrE+ePITaXu
98MKhlknkpNEzjoGzvLQpPb3lnD/jcD3Fvffgx0GWQabLbA0edpWcP5NwOTa/z/DXwsjM5I=
"""
