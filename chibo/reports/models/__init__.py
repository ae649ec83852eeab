"""Tables of reports: reports and their texts, own forms, requests, sendings, past figures."""

from chibo.reports.models.own_forms import FormLine, OwnLine, ReportForm
from chibo.reports.models.past import PastFigures, PastImport
from chibo.reports.models.reports import Report, ReportText
from chibo.reports.models.requests import Answer, Request
from chibo.reports.models.sendings import Sending

__all__ = [
    "Answer",
    "FormLine",
    "OwnLine",
    "PastFigures",
    "PastImport",
    "Report",
    "ReportForm",
    "ReportText",
    "Request",
    "Sending",
]
