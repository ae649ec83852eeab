"""Spans and days as papers write them; in Vietnamese in every language, as papers have no other."""

from datetime import date

from chibo.base.time import quarter_of
from chibo.documents.numbering import DocumentType, symbol
from chibo.documents.wording.phrases import roman
from chibo.quality.rules.spans import Span
from chibo.units.naming import committee_name

_KINDS = {1: "tháng", 3: "quý", 6: "6 tháng", 12: "năm"}
_YEAR = 12


def span_on_paper(span: Span) -> str:
    """Return "tháng 9/2026", "quý III/2026", "6 tháng đầu năm 2026" or "năm 2026"."""
    year = span.first.year
    match span.length:
        case 1:
            return f"tháng {span.first.month}/{year}"
        case 3:
            return f"quý {roman(quarter_of(span.first))}/{year}"
        case 6:
            return f"6 tháng {'đầu' if span.first.month == 1 else 'cuối'} năm {year}"
    return f"năm {year}"


def past_on_paper(past: Span, span: Span) -> str:
    """Return what a span calls an earlier one: "cùng kỳ năm trước", "quý trước"."""
    if past.first.month == span.first.month:
        return "năm trước" if span.length == _YEAR else "cùng kỳ năm trước"
    return f"{_KINDS[span.length]} trước"


def day_on_paper(day: date) -> str:
    """Return "30/9/2026": a zero before days below 10, and months 1 and 2."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


# A province and a district have a committee of their own name; papers sign by its letters.
_ABOVE = {
    "Đảng bộ tỉnh": ("Tỉnh ủy", "TU"),
    "Đảng bộ thành phố": ("Thành ủy", "TU"),
    "Đảng bộ huyện": ("Huyện ủy", "HU"),
    "Đảng bộ thị xã": ("Thị ủy", "TU"),
}


def committee_on_paper(name: str) -> str:
    """Return the committee of an organisation: "Tỉnh ủy Thanh Hóa", "Đảng ủy xã Trung Thượng"."""
    for organisation, (committee, _letters) in _ABOVE.items():
        if name.startswith(organisation):
            return f"{committee}{name.removeprefix(organisation)}"
    return committee_name(name)


def symbol_on_paper(name: str) -> str:
    """Return the symbol of an organisation's reports: "BC/ĐU", "BC/TU"."""
    letters = next((one[1] for start, one in _ABOVE.items() if name.startswith(start)), "ĐU")
    return symbol(DocumentType.REPORT, letters)
