"""A report as a workbook: figures with live formulas over the rows they are counted in."""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell  # type: ignore[import-untyped]

from chibo.reports.papers.names import TABLE_NAMES, heading
from chibo.reports.rules.conditions import Condition
from chibo.reports.rules.lines import CELLS, ROWS, Count, Line, Shown
from chibo.reports.rules.naming import day_on_paper, span_on_paper
from chibo.reports.rules.prints import NOTHING, Stated
from chibo.reports.rules.standing import Rows, Standing
from chibo.reports.rules.tabulating import Grid

_PERCENT, _MINUTES, _WHOLE = "0.0%", "0", "#,##0"


def workbook(standing: Standing, lines: Mapping[str, Line], *, mark: str = "") -> bytes:
    """Return the annex of a report as XLSX.

    lines: of the catalogue; a figure whose line is not there any more stands as a number.
    mark: what stands over every sheet, such as that it is a draft.
    """
    out = io.BytesIO()
    # Text stays text: what people wrote is no formula, and nothing becomes a link.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        _Book(book, standing, lines, mark).write()
    return out.getvalue()


class _Book:
    """A workbook being written, sheet by sheet."""

    def __init__(self, book: Any, standing: Standing, lines: Mapping[str, Line], mark: str) -> None:
        self.book, self.standing, self.lines, self.mark = book, standing, lines, mark
        line = {"border": 1, "valign": "top"}
        self.title = book.add_format({"bold": True})
        self.heading = book.add_format(
            {**line, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
        )
        self.text = book.add_format({**line, "num_format": "@", "text_wrap": True})
        self.number = book.add_format({**line, "num_format": _WHOLE})
        self.share = book.add_format({**line, "num_format": _PERCENT, "align": "right"})
        self.mean = book.add_format({**line, "num_format": _MINUTES, "align": "right"})

    def write(self) -> None:
        self.figures()
        self.grid("Theo tháng", self.standing.months)
        self.grid(f"Theo {self.standing.organisations.first.lower()}", self.standing.organisations)
        for key, rows in self.standing.rows.items():
            self.rows(TABLE_NAMES[key], rows)
        self.definitions()

    def sheet(self, name: str, headings: list[str], widths: list[int]) -> tuple[Any, int]:
        """Begin a sheet; returns it and the first row below its headings."""
        sheet = self.book.add_worksheet(name)
        about = f"{self.standing.body.committee}, {span_on_paper(self.standing.span)}"
        titles = [about, f"Số liệu tính đến ngày {day_on_paper(self.standing.as_of)}"]
        for row, line in enumerate([*titles, *([self.mark] if self.mark else [])]):
            sheet.write_string(row, 0, line, self.title)
        top = 3 + bool(self.mark)
        sheet.write_row(top, 0, headings, self.heading)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet, top + 1

    def figures(self) -> None:
        headings = ["Chỉ tiêu", "Tử số", "Mẫu số", "Kết quả", "Đơn vị", "Mã"]
        sheet, row = self.sheet("Số liệu", headings, [44, 12, 12, 12, 12, 22])
        for figure in self.standing.own_figures:
            line = self.lines.get(figure.key)
            sheet.write_string(row, 0, figure.name["vi"], self.text)
            self.count(sheet, row, 1, line.numerator if line else None, figure)
            if figure.denominator is None:
                sheet.write_blank(row, 2, None, self.number)
            else:
                self.count(sheet, row, 2, line.denominator if line else None, figure, base=True)
            self.result(sheet, row, figure)
            sheet.write_string(row, 4, figure.unit["vi"], self.text)
            sheet.write_string(row, 5, figure.key, self.text)
            row += 1

    def count(
        self, sheet: Any, row: int, column: int, counted: Count | None, figure: Stated,
        *, base: bool = False,
    ) -> None:  # fmt: skip
        """Write what is above or below the line: a formula over the rows where one can say it."""
        value = (figure.denominator or 0) if base else figure.numerator
        found = self.standing.rows.get(figure.table)
        formula = self.formula(counted, figure.table, found) if counted and found else ""
        if formula:
            sheet.write_formula(row, column, formula, self.number, value)
        else:
            sheet.write_number(row, column, value, self.number)

    def formula(self, counted: Count, table: str, rows: Rows) -> str:
        """Return COUNTIFS or SUMIFS over the sheet of a table; "" where neither counts it."""
        if not rows.rows or counted.what == CELLS:
            return ""
        criteria = []
        for condition in counted.where:
            told = _criterion(condition)
            if told is None:
                return ""
            criteria.append(f"{self.range(table, rows, condition.column)},{told}")
        if counted.what == ROWS:
            # Every row names its cell, so that a count without conditions has something to count.
            everything = f'{self.range(table, rows, "cell")},"<>"'
            return f"=COUNTIFS({','.join([everything, *criteria])})"
        summed = self.range(table, rows, counted.what)
        return f"=SUMIFS({','.join([summed, *criteria])})" if criteria else f"=SUM({summed})"

    def range(self, table: str, rows: Rows, column: str) -> str:
        letter = xl_col_to_name(rows.columns.index(column))
        first = 5 + bool(self.mark)
        return f"'{TABLE_NAMES[table]}'!${letter}${first}:${letter}${first + len(rows.rows) - 1}"

    def result(self, sheet: Any, row: int, figure: Stated, at: int = 3) -> None:
        above, below = xl_rowcol_to_cell(row, at - 2), xl_rowcol_to_cell(row, at - 1)
        if figure.denominator is None:
            sheet.write_formula(row, at, f"={above}", self.number, figure.numerator)
            return
        shape = self.mean if figure.shown == Shown.MEAN else self.share
        # What the formula comes to, for programs that show it without computing.
        value: object = NOTHING if figure.is_nothing else figure.numerator / figure.denominator
        sheet.write_formula(row, at, f'=IF({below}=0,"{NOTHING}",{above}/{below})', shape, value)

    def grid(self, name: str, grid: Grid) -> None:
        headings, widths = [grid.first], [36]
        for at, (_key, called) in enumerate(grid.columns):
            if grid.total[at].denominator is None:
                headings.append(called)
                widths.append(12)
            else:
                headings += [called, f"{called}, mẫu số", f"{called}, tỷ lệ"]
                widths += [12, 12, 10]
        sheet, top = self.sheet(name, headings, widths)
        for row, (called, figures) in enumerate(grid.rows, top):
            sheet.write_string(row, 0, called, self.text)
            self.across(sheet, row, figures)
        row = top + len(grid.rows)
        sheet.write_string(row, 0, "Cộng", self.heading)
        self.across(sheet, row, grid.total, of=(top, grid))

    def across(
        self, sheet: Any, row: int, figures: tuple[Stated, ...],
        of: tuple[int, Grid] | None = None,
    ) -> None:  # fmt: skip
        column = 1
        for at, figure in enumerate(figures):
            values = [figure.numerator]
            if figure.denominator is not None:
                values.append(figure.denominator)
            for base, value in enumerate(values):
                self.total(sheet, row, column, value, at=at, base=bool(base), of=of)
                column += 1
            if figure.denominator is not None:
                self.result(sheet, row, figure, column)
                column += 1

    def total(
        self, sheet: Any, row: int, column: int, value: int, *, at: int, base: bool,
        of: tuple[int, Grid] | None,
    ) -> None:  # fmt: skip
        """Write a number, or in the last row the sum of those above where it is their sum."""
        if of is not None:
            top, grid = of
            parts = [_part(figures[at], base=base) for _name, figures in grid.rows]
            # A cell that moved within the span stands in two rows and counts once in all.
            if parts and sum(parts) == value:
                first, last = (xl_rowcol_to_cell(one, column) for one in (top, row - 1))
                sheet.write_formula(row, column, f"=SUM({first}:{last})", self.number, value)
                return
        sheet.write_number(row, column, value, self.number)

    def rows(self, name: str, rows: Rows) -> None:
        names = [heading(column) for column in rows.columns]
        sheet, top = self.sheet(name, names or ["Không có dòng nào"], [16] * max(1, len(names)))
        for row, cells in enumerate(rows.rows, top):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell, self.number)
                elif cell is not None:
                    sheet.write_string(row, column, cell, self.text)

    def definitions(self) -> None:
        headings = ["Mã", "Chỉ tiêu", "Cách tính", "Đơn vị", "Bảng", "Căn cứ"]
        sheet, row = self.sheet("Định nghĩa", headings, [22, 36, 90, 12, 20, 18])
        for figure in self.standing.own_figures:
            cells = (
                figure.key, figure.name["vi"], figure.words["vi"], figure.unit["vi"],
                TABLE_NAMES.get(figure.table, figure.table), figure.source,
            )  # fmt: skip
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, self.text)
            row += 1


def _part(figure: Stated, *, base: bool) -> int:
    return (figure.denominator or 0) if base else figure.numerator


def _criterion(condition: Condition) -> str | None:
    """Return a condition as a spreadsheet asks it; None where an empty cell would be unclear."""
    value = condition.value
    if isinstance(value, int):
        return f"{value}" if condition.how == "=" else f'"{_sign(condition.how)}{value}"'
    if value and condition.how == "=":
        return '"=' + str(value).replace('"', '""') + '"'
    return None


def _sign(how: str) -> str:
    return "<>" if how == "!=" else how
