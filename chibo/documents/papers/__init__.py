"""What stands in each kind of paper: facts, no sentences and no layout.

Rooms fill these; `wording` makes sentences of them; `pdf` and `word` lay the sentences out.
Names of organisations are given as they stand in a sentence ("Chi bộ bản Máy"); capitals are
made where a paper wants them. Any text may come from a person: nothing in it is ever markup.
"""

from chibo.documents.papers.common import Head, Method, Signature, Task, TaskResult, VoteResult
from chibo.documents.papers.excerpt import Excerpt, Source
from chibo.documents.papers.meeting_sheet import MeetingSheet, SheetItem
from chibo.documents.papers.minutes import (
    Absentee,
    Chair,
    Counts,
    Guest,
    Item,
    Minutes,
    Proposal,
    ReadBack,
    Score,
    Speech,
)
from chibo.documents.papers.notice import Addressee, AgendaLine, Form, Notice
from chibo.documents.papers.report import FigureTable, Report, ReportPart
from chibo.documents.papers.resolution import Annex, Resolution
from chibo.documents.papers.roll import AttendanceList, Attendee, Presence

Paper = Minutes | Resolution | Notice | AttendanceList | Excerpt | MeetingSheet | Report

__all__ = [
    "Absentee",
    "Addressee",
    "AgendaLine",
    "Annex",
    "AttendanceList",
    "Attendee",
    "Chair",
    "Counts",
    "Excerpt",
    "FigureTable",
    "Form",
    "Guest",
    "Head",
    "Item",
    "MeetingSheet",
    "Method",
    "Minutes",
    "Notice",
    "Paper",
    "Presence",
    "Proposal",
    "ReadBack",
    "Report",
    "ReportPart",
    "Resolution",
    "Score",
    "SheetItem",
    "Signature",
    "Source",
    "Speech",
    "Task",
    "TaskResult",
    "VoteResult",
]
