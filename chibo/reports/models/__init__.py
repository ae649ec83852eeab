"""Tables of reports."""

from chibo.reports.models.reports import Report, ReportText

__all__ = ["Report", "ReportText"]
