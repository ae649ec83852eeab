"""Kinds of party documents, their symbols and numbers. No Django, no clock, no database.

Numbers run per type and per term of the committee, from 1; who keeps the count is not said here.
"""

from enum import StrEnum


class DocumentType(StrEnum):
    """A kind of document; the value is its symbol."""

    RESOLUTION = "NQ"
    DECISION = "QĐ"
    CONCLUSION = "KL"
    WORKING_RULES = "QC"
    NOTICE = "TB"
    REPORT = "BC"
    PLAN = "KH"
    PROGRAMME = "CTr"
    SUBMISSION = "TTr"
    LETTER = "CV"
    MINUTES = "BB"
    PROJECT = "ĐA"
    OPTIONS = "PA"
    # Many organs number regulations "QĐ" like decisions; a cell issues none, so they cannot clash.
    REGULATION = "QĐi"
    GUIDANCE = "HD"
    DIRECTIVE = "CT"


NAMES = {
    DocumentType.RESOLUTION: "Nghị quyết",
    DocumentType.DECISION: "Quyết định",
    DocumentType.CONCLUSION: "Kết luận",
    DocumentType.WORKING_RULES: "Quy chế",
    DocumentType.NOTICE: "Thông báo",
    DocumentType.REPORT: "Báo cáo",
    DocumentType.PLAN: "Kế hoạch",
    DocumentType.PROGRAMME: "Chương trình",
    DocumentType.SUBMISSION: "Tờ trình",
    DocumentType.LETTER: "Công văn",
    DocumentType.MINUTES: "Biên bản",
    DocumentType.PROJECT: "Đề án",
    DocumentType.OPTIONS: "Phương án",
    DocumentType.REGULATION: "Quy định",
    DocumentType.GUIDANCE: "Hướng dẫn",
    DocumentType.DIRECTIVE: "Chỉ thị",
}

_NOT_FOR_CELLS = frozenset({DocumentType.REGULATION, DocumentType.GUIDANCE, DocumentType.DIRECTIVE})


class BadNumber(ValueError):
    """A document number is not 1 or more."""


def cell_may_issue(kind: DocumentType) -> bool:
    """Say whether a cell may issue a kind of document.

    A cell leads by resolution; it gives no regulations, guidance or directives to others.
    """
    return kind not in _NOT_FOR_CELLS


def symbol(kind: DocumentType | str, body: str) -> str:
    """Return the symbol of a kind of document of a body: "NQ", "CB" make "NQ/CB"."""
    return f"{kind}/{body}"


def format_number(number: int, kind: DocumentType | str, body: str) -> str:
    """Return number and symbol as printed: 5, "NQ", "CB" make "05-NQ/CB".

    number: within the term, 1 or more. body: "CB" for a cell, "ĐU" for a committee.

    Raises BadNumber if the number is below 1.
    """
    if number < 1:
        raise BadNumber(number)
    return f"{number:02d}-{symbol(kind, body)}"
