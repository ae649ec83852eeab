"""What a committee reports to the one above: text in sections, and tables."""

from dataclasses import dataclass

from chibo.documents.papers.common import Head, Signature


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of figures: what the rows are, six other columns by name, and rows of cells.

    Of the cells of a row the first is its name; the last row sums up.
    """

    first: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A section: its heading without number, its paragraphs, and a table behind them."""

    heading: str
    paragraphs: tuple[str, ...]
    table: FigureTable | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a committee.

    subject: "Kết quả sinh hoạt chi bộ quý III/2026". lead: before the first section.
    closing: the last paragraph, which stays with the signature. annex: a table on its own page.
    draft_mark: "Bản nháp, lập từ sổ"; empty once it is signed.
    """

    head: Head
    subject: str
    lead: tuple[str, ...]
    parts: tuple[ReportPart, ...]
    closing: str
    signature: Signature
    recipients: tuple[str, ...] = ()
    annex_title: str = ""
    annex: FigureTable | None = None
    draft_mark: str = ""

    @property
    def draft(self) -> bool:
        """Say whether it is not signed yet."""
        return bool(self.draft_mark)
