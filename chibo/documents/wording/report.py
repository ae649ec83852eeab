"""The sheet of a report."""

from dataclasses import replace

from chibo.documents import papers
from chibo.documents.sheets import Column, Kind, Section, Sheet, Table
from chibo.documents.wording import common

TITLE = "BÁO CÁO"

# Templates are drawn once and hold any report, so columns and widths do not follow the figures: in
# tenths of a millimetre, wide enough for those of a province.
_MONTHS = (180, 180, 180, 180, 180, 180)
_ANNEX = (150, 200, 200, 200, 300, 200)
_NUMBER, _WIDTH = 100, 1650


def report(paper: papers.Report) -> Sheet:
    """Return the sheet of a report; its sections are numbered, empty ones left out."""
    parts = [one for one in paper.parts if one.paragraphs or one.table]
    made = common.sheet(
        kind=Kind.REPORT,
        title=TITLE,
        subject=paper.subject,
        paper=paper,
        sections=(
            Section("mo_dau", paragraphs=paper.lead),
            Section(
                "noi_dung",
                sections=tuple(_part(number, one) for number, one in enumerate(parts, start=1)),
            ),
            Section("ket_thuc", paragraphs=(paper.closing,)),
        ),
        signatures=(paper.signature,),
        sent_to=paper.recipients,
        annex=_annex(paper),
    )
    return replace(made, draft_mark=paper.draft_mark)


def _part(number: int, part: papers.ReportPart) -> Section:
    return Section(
        "muc",
        f"{number}. {part.heading}",
        lead=part.paragraphs,
        table=_table(part.table, _MONTHS) if part.table else None,
    )


def _annex(paper: papers.Report) -> Section | None:
    if paper.annex is None:
        return None
    table = _table(paper.annex, _ANNEX, numbered=True)
    return Section("phu_luc", paper.annex_title.upper(), table=table)


def _table(table: papers.FigureTable, widths: tuple[int, ...], *, numbered: bool = False) -> Table:
    """Return a table; of a numbered one the last row, which sums up, has no number."""
    name = _WIDTH - _NUMBER * numbered - sum(widths)
    columns = (
        *((Column("tt", "TT", _NUMBER, centred=True),) if numbered else ()),
        Column("ten", table.first, name),
        *(
            Column(f"so_{at}", title, width, centred=True)
            for at, (title, width) in enumerate(zip(table.columns, widths, strict=True), start=1)
        ),
    )
    rows = tuple(
        (*((str(at) if at < len(table.rows) else "",) if numbered else ()), *row)
        for at, row in enumerate(table.rows, start=1)
    )
    return Table(columns, rows)
