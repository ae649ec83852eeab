"""The words of an attendance list; what is still open is left to the pen."""

from chibo.documents import papers
from chibo.documents.papers import Presence
from chibo.documents.sheets import Column, Kind, Section, Sheet, Table
from chibo.documents.wording import common
from chibo.documents.wording.phrases import capital, clock_and_date, sentence

TITLE = "DANH SÁCH ĐIỂM DANH"

_COLUMNS = (
    Column("tt", "TT", 100, centred=True),
    Column("ho_ten", "Họ và tên", 480),
    Column("chuc_vu", "Chức vụ, diện", 330),
    Column("co_mat", "Có mặt", 160, centred=True),
    Column("vang", "Vắng, lý do", 330),
    Column("ky_ten", "Ký tên", 250),
)
_DOTS = "………"


def attendance_list(paper: papers.AttendanceList) -> Sheet:
    """Return the sheet of an attendance list."""
    rows = tuple(_row(number, who) for number, who in enumerate(paper.members, start=1))
    subject = f"Buổi {paper.meeting}"
    return common.sheet(
        kind=Kind.ATTENDANCE_LIST,
        title=TITLE,
        subject=subject,
        paper=paper,
        sections=(
            Section(
                "danh_sach",
                lead=(
                    f"Thời gian: {clock_and_date(paper.starts_at)}.",
                    sentence(f"Địa điểm: {paper.place}"),
                ),
                table=Table(_COLUMNS, rows, tall=True),
                paragraphs=(_totals(paper.members),),
            ),
        ),
        signatures=paper.signatures,
    )


def _row(number: int, who: papers.Attendee) -> tuple[str, ...]:
    absent = {
        Presence.EXCUSED: who.reason or "có lý do",
        Presence.UNEXCUSED: "không lý do",
        Presence.NOT_EXPECTED: who.reason or "không phải dự",
    }.get(who.presence, "")
    present = "x" if who.presence == Presence.PRESENT else ""
    return (str(number), who.name, capital(who.standing), present, capital(absent), "")


def _totals(members: tuple[papers.Attendee, ...]) -> str:
    marks = [who.presence for who in members]
    expected = len(marks) - marks.count(Presence.NOT_EXPECTED)
    if Presence.OPEN in marks:
        present = excused = unexcused = _DOTS
    else:
        present, excused, unexcused = (
            str(marks.count(mark))
            for mark in (Presence.PRESENT, Presence.EXCUSED, Presence.UNEXCUSED)
        )
    return (
        f"Tổng số {len(marks)}; phải dự {expected}; có mặt {present}; "
        f"vắng có lý do {excused}; vắng không lý do {unexcused}."
    )
