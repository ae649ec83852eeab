"""A report as the paper that documents lay out."""

from datetime import date

from chibo.base.time import local_day
from chibo.documents import papers
from chibo.documents.wording.phrases import capital
from chibo.reports.models import Report
from chibo.reports.rules.columns import Table
from chibo.reports.rules.drafting import ADDED, Part
from chibo.reports.rules.naming import (
    committee_on_paper,
    day_on_paper,
    span_on_paper,
    symbol_on_paper,
)
from chibo.reports.rules.prints import in_full, whole
from chibo.reports.rules.standing import Standing
from chibo.reports.rules.tabulating import Grid, shortened
from chibo.reports.rules.tokens import read

ON_BEHALF, SECRETARY = "T/M BAN THƯỜNG VỤ", "BÍ THƯ"

_REORGANISED = (
    "Trong kỳ có thay đổi về tổ chức: mỗi buổi sinh hoạt tính ở nơi chi bộ trực thuộc trong ngày "
    "họp, quy mô tính theo ngày cuối kỳ."
)


def paper_of(standing: Standing, report: Report | None) -> papers.Report:
    """Return the paper of a report. report: its row, None while nobody wrote into the draft."""
    about = span_on_paper(standing.span)
    body = standing.body
    signed = report if report is not None and not report.is_draft else None
    day = local_day(signed.signed_at) if signed and signed.signed_at else standing.as_of
    return papers.Report(
        head=papers.Head(
            parent=body.parent,
            body=body.committee,
            number=signed.number if signed else None,
            symbol=signed.symbol if signed else symbol_on_paper(body.name),
            place=body.place,
            date=day,
        ),
        subject=f"Kết quả sinh hoạt chi bộ {about}",
        lead=lead(standing, report),
        parts=tuple(_part(one, standing) for one in standing.parts),
        closing=f"Trên đây là báo cáo kết quả sinh hoạt chi bộ {about} của {body.committee}.",
        signature=papers.Signature(_roles(signed), signed.signer if signed else ""),
        recipients=_recipients(standing),
        annex_title=f"Số liệu {about} theo {standing.organisations.first.lower()}",
        annex=_annex(standing.organisations),
        draft_mark="" if signed else f"Bản nháp, lập từ sổ ngày {day_on_paper(standing.as_of)}",
    )


def lead(standing: Standing, report: Report | None) -> tuple[str, ...]:
    """Return how a report begins, and what a reader must know of it before its figures."""
    about = span_on_paper(standing.span)
    begins = f"{standing.body.committee} báo cáo kết quả sinh hoạt chi bộ {about} như sau:"
    before = []
    if report is not None and report.supersedes is not None:
        numbered = f" số {report.supersedes.label}" if report.supersedes.label else ""
        before.append(f"Báo cáo này thay thế Báo cáo{numbered}. Lý do: {report.because}")
    if standing.is_open:
        day = day_on_paper(standing.as_of)
        before.append(f"Số liệu tính đến ngày {day}; {about} chưa kết thúc.")
    known = standing.known_from
    if known is None or known > standing.span.first:
        before.append(_since(known))
    if standing.rows[Table.EVENTS].rows:
        before.append(_REORGANISED)
    return (*before, begins)


def _since(known: date | None) -> str:
    if known is None:
        return "Sổ biên bản trên máy chưa có buổi sinh hoạt nào."
    return (
        f"Sổ biên bản trên máy bắt đầu từ tháng {known.month}/{known.year}; trước đó chưa có số "
        "liệu sinh hoạt."
    )


def paragraphs(part: Part, standing: Standing) -> tuple[str, ...]:
    """Return the paragraphs of a section as they are read; a person's own lines stay lines."""
    found: list[str] = []
    for spoken in part.paragraphs:
        text = " ".join(read(one.text, standing.figures) for one in spoken)
        mark = "- " if part.gathers and spoken[0].state == ADDED else ""
        found += [f"{mark}{line.strip()}" for line in text.splitlines() if line.strip()]
    return tuple(found)


def _part(part: Part, standing: Standing) -> papers.ReportPart:
    said = paragraphs(part, standing)
    # A table that nothing leads up to would be one of zeros.
    grid = standing.months if part.table and said and len(standing.months.rows) > 1 else None
    return papers.ReportPart(part.heading, said, _months(grid, standing) if grid else None)


def _months(grid: Grid, standing: Standing) -> papers.FigureTable:
    about = span_on_paper(standing.span)
    rows = [
        (name, *(whole(one.numerator) for one in figures))
        for name, figures in (*grid.rows, (capital(about), grid.total))
    ]
    return papers.FigureTable(grid.first, tuple(name for _key, name in grid.columns), tuple(rows))


def _annex(grid: Grid) -> papers.FigureTable:
    short = shortened(grid)
    rows = [
        (capital(name), *map(in_full, figures))
        for name, figures in (*short.rows, ("Cộng", short.total))
    ]
    return papers.FigureTable("Đơn vị", tuple(name for _key, name in short.columns), tuple(rows))


def _roles(signed: Report | None) -> tuple[str, ...]:
    title = signed.signer_title if signed else f"{ON_BEHALF}, {SECRETARY}"
    return tuple(line.strip() for line in title.split(",") if line.strip())


def _recipients(standing: Standing) -> tuple[str, ...]:
    kept = f"Lưu Văn phòng {standing.body.committee}"
    if not standing.body.parent:
        return (kept,)
    return (f"{committee_on_paper(standing.body.parent)} (để báo cáo)", kept)
