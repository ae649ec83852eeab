"""The sentences of papers, in one place for every format.

They are Vietnamese only and not translated: a document of a party cell has no other language.
"""

from chibo.documents import papers
from chibo.documents.cleaning import clean, each_text, one_line
from chibo.documents.sheets import Sheet
from chibo.documents.wording.excerpt import excerpt
from chibo.documents.wording.meeting_sheet import meeting_sheet
from chibo.documents.wording.minutes import minutes
from chibo.documents.wording.notice import notice
from chibo.documents.wording.report import report
from chibo.documents.wording.resolution import resolution
from chibo.documents.wording.roll import attendance_list


def compose(paper: papers.Paper) -> Sheet:
    """Return a paper in sentences, every text clean and on one line."""
    return each_text(_worded(each_text(paper, clean)), one_line)


def _worded(paper: papers.Paper) -> Sheet:
    match paper:
        case papers.Minutes():
            return minutes(paper)
        case papers.Resolution():
            return resolution(paper)
        case papers.Notice():
            return notice(paper)
        case papers.AttendanceList():
            return attendance_list(paper)
        case papers.Excerpt():
            return excerpt(paper)
        case papers.MeetingSheet():
            return meeting_sheet(paper)
        case papers.Report():
            return report(paper)
