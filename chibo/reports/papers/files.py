"""The files of a report, by what they are."""

import csv
import io
from datetime import datetime

from chibo.documents.pdf import to_pdf
from chibo.documents.word import to_word
from chibo.reports.catalogue import lines
from chibo.reports.models import Report
from chibo.reports.papers.paper import paper_of
from chibo.reports.papers.workbook import workbook
from chibo.reports.rules.prints import in_short
from chibo.reports.rules.standing import Standing

KINDS = ("docx", "pdf", "xlsx", "csv")
# A cell that begins with one of these would be a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t")


def file_of(
    kind: str,
    standing: Standing,
    report: Report | None,
    *,
    at: datetime,
    template: bytes | None = None,
) -> bytes:
    """Return a report as a file. kind: one of KINDS. at: the moment its properties name.

    template: the committee's own for Word; None means ours.

    Raises FontsMissing for a PDF where the document fonts are not installed.
    """
    match kind:
        case "docx":
            return to_word(paper_of(standing, report), created_at=at, template=template)
        case "pdf":
            return to_pdf([paper_of(standing, report)], created_at=at)
        case "xlsx":
            return workbook(standing, lines(), mark=paper_of(standing, report).draft_mark)
    return as_csv(standing).encode("utf-8-sig")


def file_name(standing: Standing, kind: str) -> str:
    """Return "bao-cao-TT-2026-q3.docx"."""
    return f"bao-cao-{standing.body.code}-{standing.span.key}.{kind}"


def as_csv(standing: Standing) -> str:
    """Return the lines of a report as CSV, with what each counts. Semicolons, as offices have it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["ma", "chi_tieu", "tu_so", "mau_so", "ket_qua", "don_vi", "cach_tinh"])
    for figure in standing.own_figures:
        below = "" if figure.denominator is None else figure.denominator
        cells = (
            figure.key, figure.name["vi"], figure.numerator, below, in_short(figure),
            figure.unit["vi"], figure.words["vi"],
        )  # fmt: skip
        writer.writerow([_plain(str(cell)) for cell in cells])
    return out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
