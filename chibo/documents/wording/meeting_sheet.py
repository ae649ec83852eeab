"""The words of a meeting sheet, with room for the pen wherever something is decided."""

from chibo.documents import papers
from chibo.documents.sheets import Column, Kind, Section, Sheet, Table
from chibo.documents.wording import common
from chibo.documents.wording.phrases import (
    capital,
    clock_and_date,
    comrade,
    small,
    without_stop,
)

TITLE = "PHIẾU GHI BUỔI SINH HOẠT"

_ROLL = (
    Column("tt", "TT", 100, centred=True),
    Column("ho_ten", "Họ và tên", 520),
    Column("co_mat", "Có mặt", 160, centred=True),
    Column("co_ly_do", "Vắng có lý do", 180, centred=True),
    Column("khong_ly_do", "Vắng không lý do", 190, centred=True),
    Column("ghi_chu", "Lý do; giờ đến, giờ về", 500),
)
_APART = (
    Column("tt", "TT", 100, centred=True),
    Column("ho_ten", "Không phải dự", 520),
    Column("vi", "Vì", 530),
    Column("co_mat", "Có mặt", 160, centred=True),
    Column("ghi_chu", "Ghi chú", 340),
)
_UNDER_WAY = (
    Column("tt", "TT", 100, centred=True),
    Column("viec", "Việc đang làm", 580),
    Column("ai", "Ai làm", 330),
    Column("da_lam", "Đã biết", 220),
    Column("ket_qua", "Kết quả đến nay", 420),
)
_VOTES = (
    Column("ve", "Biểu quyết về", 720),
    Column("tan_thanh", "Tán thành", 300, centred=True),
    Column("khong", "Không tán thành", 320, centred=True),
    Column("khac", "Ý kiến khác", 310, centred=True),
)
_TASKS = (
    Column("tt", "TT", 100, centred=True),
    Column("viec", "Việc gì", 620),
    Column("ai", "Ai làm", 370),
    Column("han", "Đến ngày", 230),
    Column("xong", "Thế nào là xong", 330),
)
_DOTS = "………"
# As much as a person of sixty writes by hand on what people said of one item.
_LINES_FOR_SPEECHES = 4
_LINES_FOR_CONCLUSION = 2
_EMPTY_VOTES = 3
_EMPTY_TASKS = 6


def meeting_sheet(paper: papers.MeetingSheet) -> Sheet:
    """Return the sheet of a meeting to be written by hand."""
    return common.sheet(
        kind=Kind.MEETING_SHEET,
        title=TITLE,
        subject=f"Buổi {paper.meeting}",
        paper=paper,
        sections=(_opening(paper), *common.headed(_parts(paper))),
        signatures=paper.signatures,
    )


def _opening(paper: papers.MeetingSheet) -> Section:
    return Section(
        "mo_dau",
        lead=(
            f"Dự kiến: {clock_and_date(paper.starts_at)}, {without_stop(paper.place)}. "
            f"Khai mạc thực tế lúc {_DOTS} giờ {_DOTS} phút.",
            f"Chủ trì: {comrade(paper.chair.name) if paper.chair.name else _DOTS * 4}. "
            f"Người khác chủ trì (ghi tên, lý do): {_DOTS * 3}",
            f"Người ghi biên bản: {_DOTS * 4}",
        ),
    )


def _parts(paper: papers.MeetingSheet) -> list[Section]:
    return [
        _roll(paper),
        _under_way(paper),
        Section(
            "noi_dung",
            "Nội dung",
            lead=("Ghi tên người nói trước, rồi ý chính. Thiếu dòng thì ghi tiếp ở mặt sau.",),
            sections=tuple(_item(n, one) for n, one in enumerate(paper.items, start=1)),
        ),
        _votes(paper),
        Section(
            "giao_viec",
            "Việc giao tại buổi này",
            table=Table(_TASKS, _numbered(_EMPTY_TASKS, len(_TASKS)), tall=True),
        ),
        Section(
            "ket_thuc",
            "Kết thúc",
            lead=("Ý kiến bảo lưu (nếu có):",),
            blank=2,
            paragraphs=(
                f"Đã đọc lại trước chi bộ: có / chưa. Chi bộ nhất trí: có / chưa. "
                f"Bế mạc lúc {_DOTS} giờ {_DOTS} phút.",
            ),
        ),
    ]


def _roll(paper: papers.MeetingSheet) -> Section:
    to_meet = (
        f" Từ {paper.needed_to_meet} đồng chí có mặt thì đủ để họp." if paper.needed_to_meet else ""
    )
    apart = (
        (Section("khong_phai_du", table=Table(_APART, _absent_by_right(paper.apart))),)
        if paper.apart
        else ()
    )
    return Section(
        "diem_danh",
        "Điểm danh",
        lead=(f"Phải dự {len(paper.expected)} đồng chí.{to_meet} Đánh dấu x vào ô.",),
        table=Table(
            _ROLL,
            tuple(
                (str(number), _called(who), "", "", "", "")
                for number, who in enumerate(paper.expected, start=1)
            ),
            tall=True,
        ),
        sections=(
            *apart,
            Section(
                "tong_cong",
                lead=(
                    f"Có mặt {_DOTS}; vắng có lý do {_DOTS}; vắng không lý do {_DOTS}.",
                    "Khách dự (họ tên, chức vụ):",
                ),
                blank=1,
            ),
        ),
    )


def _called(who: papers.Attendee) -> str:
    return f"{who.name} ({small(who.standing)})" if who.standing else who.name


def _absent_by_right(people: tuple[papers.Attendee, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(number), who.name, capital(who.reason), "", "")
        for number, who in enumerate(people, start=1)
    )


def _under_way(paper: papers.MeetingSheet) -> Section:
    rows = tuple(
        (str(number), capital(without_stop(task.task)), task.owner, task.result, "")
        for number, task in enumerate(paper.tasks, start=1)
    )
    table = Table(_UNDER_WAY, rows, tall=True) if rows else None
    return Section("dang_lam", "Kiểm điểm việc đang làm", table=table)


def _item(number: int, item: papers.SheetItem) -> Section:
    about = [f"{item.minutes} phút"] if item.minutes else []
    if item.presenter:
        about.append(comrade(item.presenter))
    title = without_stop(item.title)
    aside = f" ({', '.join(about)})" if about else ""
    return Section(
        "muc",
        f"{number}. {title}{aside}",
        sections=(
            Section("phat_bieu", lead=("Phát biểu, kiến nghị:",), blank=_LINES_FOR_SPEECHES),
            Section("ket_luan", lead=("Kết luận:",), blank=_LINES_FOR_CONCLUSION),
        ),
    )


def _votes(paper: papers.MeetingSheet) -> Section:
    asked = [capital(without_stop(item.title)) for item in paper.items if item.needs_vote]
    if paper.resolves:
        asked.append("Thông qua nghị quyết của buổi này")
    rows = [(question, "", "", "") for question in asked]
    rows += [("", "", "", "")] * _EMPTY_VOTES
    return Section(
        "bieu_quyet",
        "Biểu quyết",
        lead=(
            f"Có quyền biểu quyết: {paper.voters} đồng chí, kể cả người vắng; được thông qua khi có từ "
            f"{paper.needed_to_carry} đồng chí tán thành. Đảng viên dự bị không biểu quyết; đảng viên "
            "miễn sinh hoạt đến dự thì được tính thêm.",
        ),
        table=Table(_VOTES, tuple(rows), tall=True),
    )


def _numbered(count: int, width: int) -> tuple[tuple[str, ...], ...]:
    return tuple((str(number), *[""] * (width - 1)) for number in range(1, count + 1))
