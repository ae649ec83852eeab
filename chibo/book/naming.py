"""What a meeting and its resolution are called in documents, by kind of meeting.

The sentences of documents are Vietnamese in every language of the screen.
"""

from datetime import date

from chibo.base.time import next_month
from chibo.book.record import Record
from chibo.meetings.models import Meeting

_KIND = {
    "regular": "sinh hoạt chi bộ thường kỳ",
    "thematic": "sinh hoạt chi bộ chuyên đề",
    "committee": "họp chi ủy",
    "extraordinary": "họp chi bộ đột xuất",
    "admission": "họp chi bộ xét kết nạp đảng viên",
}
# More items than these are not named in the subject of a resolution.
_MOST_NAMED = 2


def meeting_name(record: Record) -> str:
    """Return "sinh hoạt chi bộ thường kỳ tháng 12 năm 2026"; a thematic one with its theme."""
    meeting = record["meeting"]
    about = f" {_theme(record)}" if meeting["kind"] == "thematic" and meeting["theme"] else ""
    return f"{_KIND[meeting['kind']]}{about} {month_in_words(_month(record))}"


def sitting(record: Record) -> str:
    """Return what such a meeting is, without its month: "buổi sinh hoạt" or "buổi họp"."""
    return f"buổi {_KIND[record['meeting']['kind']].partition(' chi ')[0]}"


def what_it_held(record: Record) -> str:
    """Return the same as it stands after the name of the cell: "sinh hoạt thường kỳ …"."""
    return meeting_name(record).replace("chi bộ ", "", 1)


def resolution_name(meeting: Meeting) -> str:
    """Return what is voted on at the end of a meeting: "Nghị quyết tháng 12 năm 2026"."""
    named = {
        Meeting.Kind.THEMATIC: "Nghị quyết chuyên đề",
        Meeting.Kind.EXTRAORDINARY: "Nghị quyết của buổi họp đột xuất",
        Meeting.Kind.ADMISSION: "Nghị quyết đề nghị kết nạp đảng viên",
    }
    return named.get(Meeting.Kind(meeting.kind), f"Nghị quyết {month_in_words(meeting.month)}")


def resolution_subject(record: Record) -> str:
    """Return what a resolution is about: the month to come, the theme, or what was taken up."""
    meeting = record["meeting"]
    match meeting["kind"]:
        case "regular":
            return f"Về nhiệm vụ {month_in_words(next_month(_month(record)))}"
        case "thematic" if meeting["theme"]:
            return f"Về chuyên đề {_theme(record)}"
        case "admission":
            return "Về việc đề nghị kết nạp đảng viên"
    titles = [item["title"].strip(" .") for item in record["items"] if item["number"] is not None]
    if not titles or len(titles) > _MOST_NAMED:
        return f"Về các nội dung {meeting_name(record)}"
    return "Về " + " và ".join(title[:1].lower() + title[1:] for title in titles)


def month_in_words(month: date) -> str:
    """Return "tháng 12 năm 2026"."""
    return f"tháng {month:%m} năm {month.year}"


def _month(record: Record) -> date:
    return date.fromisoformat(record["meeting"]["month"])


def _theme(record: Record) -> str:
    """The theme in quotation marks, whichever it was typed with."""
    bare = record["meeting"]["theme"].strip(' .“”"')
    return f"“{bare}”"
