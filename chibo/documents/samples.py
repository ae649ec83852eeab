"""One full paper of each kind, of a made-up cell.

Default Word templates are drawn from them, an uploaded template is tried on them, and a committee
sees by them what its template makes.
"""

from datetime import date, datetime
from decimal import Decimal

from chibo.base.time import LOCAL
from chibo.documents.papers import (
    Absentee,
    Addressee,
    AgendaLine,
    Annex,
    AttendanceList,
    Attendee,
    Chair,
    Counts,
    Excerpt,
    FigureTable,
    Form,
    Guest,
    Head,
    Item,
    MeetingSheet,
    Method,
    Minutes,
    Notice,
    Paper,
    Presence,
    Proposal,
    ReadBack,
    Report,
    ReportPart,
    Resolution,
    Score,
    SheetItem,
    Signature,
    Source,
    Speech,
    Task,
    TaskResult,
    VoteResult,
)
from chibo.documents.sheets import Kind

OPENED_AT = datetime(2026, 12, 3, 19, 30, tzinfo=LOCAL)
CLOSED_AT = datetime(2026, 12, 3, 21, 10, tzinfo=LOCAL)
DAY = date(2026, 12, 3)
PLACE = "nhà văn hóa bản Máy"
MEETING = "sinh hoạt chi bộ thường kỳ tháng 12 năm 2026"
SECRETARY = Signature(("T/M chi bộ", "Bí thư"), "Hà Văn Thuấn")
COUNTS = Counts(
    total=27,
    official=26,
    probationary=1,
    must_attend=24,
    present=21,
    present_official=20,
    present_probationary=1,
    exempt=2,
    temporarily_elsewhere=1,
)
CHAIR = Chair("Hà Văn Thuấn", "bí thư")


def _head(number: int | None, symbol: str) -> Head:
    return Head("Đảng bộ xã Trung Thượng", "Chi bộ bản Máy", number, symbol, "Trung Thượng", DAY)


def _vote(
    question: str, in_favour: int, against: int, *, method: Method = Method.HANDS, other: int = 0
) -> VoteResult:
    return VoteResult(question, method, in_favour, against, other, 23, 12, carried=in_favour >= 12)


LAST_RESULTS = (
    TaskResult("Nạo vét 400 mét mương Nà Lốc", "Vi Văn Chiến", "250/400 mét", "chưa xong"),
    TaskResult("Dọn vệ sinh đường bản hằng tuần", "Lữ Thị Mai", "4/4 buổi", "xong"),
    TaskResult("Giúp 2 hộ nghèo sửa chuồng trại", "Phạm Bá Quyết", "2/2 hộ", "xong"),
    TaskResult("Vận động mua bảo hiểm y tế", "Nguyễn Thị Hợp", "8/8 hộ", "xong"),
    TaskResult("Rà soát đảng viên đi làm ăn xa", "Lương Thị Ngoan", "1 đồng chí", "xong"),
)
CANAL_TASKS = (
    Task(
        "huy động mỗi hộ có ruộng một công nạo vét 150 mét mương còn lại",
        "Vi Văn Chiến",
        date(2026, 12, 15),
        "400/400 mét",
        "sinh hoạt tháng 01 năm 2027",
    ),
    Task(
        "lo cơm trưa cho người đi làm hai buổi",
        "Chi hội Phụ nữ bản",
        date(2026, 12, 15),
        collective=True,
    ),
)
ITEMS = (
    Item(
        1,
        "Kiểm điểm nhiệm vụ của Nghị quyết số 22-NQ/CB",
        presenter="Hà Văn Thuấn",
        last_results=LAST_RESULTS,
        conclusion="4/5 nhiệm vụ đã xong. Chuyển nhiệm vụ 1 sang nội dung 2.",
    ),
    Item(
        2,
        "Nạo vét mương Nà Lốc trước vụ chiêm xuân",
        speeches=(
            Speech(
                "Vi Văn Chiến",
                "còn 150 mét từ cống Pa Hẹ xuống; 18 hộ có ruộng, mỗi hộ một công là xong",
            ),
            Speech(
                "Lò Văn Ún",
                "đề nghị làm trước ngày 15, sau đó bà con đi gặt thuê.\n"
                "Nếu trời mưa thì lùi lại hai ngày, nhưng không để sang tuần sau",
            ),
            Speech("Bùi Thị Nhẫn", "Hội Phụ nữ lo cơm trưa hai buổi"),
        ),
        proposals=(
            Proposal(
                "Lò Văn Ún",
                "Đảng ủy xã hỗ trợ hai xe cải tiến chở bùn",
                "bí thư ghi nhận, gửi Đảng ủy xã trong tuần",
            ),
        ),
        conclusion="mỗi hộ có ruộng góp một công, xong trước ngày 15 tháng 12.",
        votes=(_vote("Mỗi hộ có ruộng góp một công nạo vét mương", 18, 1),),
        tasks=CANAL_TASKS,
    ),
    Item(
        3,
        "Phòng cháy rừng mùa hanh khô",
        presenter="Lương Thị Ngoan",
        speeches=(Speech("Thao A Sềnh", "đề nghị chia ba tổ trực theo xóm"),),
        conclusion="lập ba tổ trực; 31 hộ gần rừng ký cam kết trước ngày 20 tháng 12",
        tasks=(
            Task("phân công ba tổ trực", "Thao A Sềnh", date(2026, 12, 10), "3 tổ, có lịch trực"),
        ),
    ),
    Item(
        4,
        "Giới thiệu quần chúng ưu tú học lớp nhận thức về Đảng",
        presenter="Hà Văn Thuấn",
        conclusion="giới thiệu chị Lữ Thị Thắm",
        votes=(_vote("Giới thiệu chị Lữ Thị Thắm", 19, 0, method=Method.SECRET_BALLOT, other=1),),
    ),
    Item(
        5,
        "Phân công chuẩn bị kiểm điểm cuối năm",
        conclusion="đảng viên nộp bản tự kiểm điểm trước ngày 20 tháng 12",
    ),
)
MINUTES = Minutes(
    head=_head(31, "BB/CB"),
    subject="Sinh hoạt chi bộ thường kỳ tháng 12 năm 2026",
    opened_at=OPENED_AT,
    closed_at=CLOSED_AT,
    place=PLACE,
    counts=COUNTS,
    excused=(
        Absentee("Ngân Thị Bướm", "đưa con đi viện"),
        Absentee("Trương Thị Lành", "ốm"),
    ),
    unexcused=(Absentee("Hà Công Đoàn"),),
    guests=(Guest("Ngân Thị Duyên", "cấp ủy viên theo dõi chi bộ"),),
    chair=CHAIR,
    meeting_secretary="Lò Thị Hiền",
    items=ITEMS,
    resolution_vote=_vote("Nghị quyết tháng 12 năm 2026", 20, 0),
    score=Score(Decimal("92.5"), Decimal(100), "Tốt"),
    reserved=(Speech("Lò Văn Ún", "nên huy động cả hộ không có ruộng"),),
    read_back=ReadBack(agreed=True, corrections="mục 3 ghi thêm 31 hộ"),
    recipients=("Đảng ủy xã Trung Thượng",),
)
RESOLUTION = Resolution(
    head=_head(23, "NQ/CB"),
    subject="Về nhiệm vụ tháng 01 năm 2027",
    meeting="sinh hoạt thường kỳ tháng 12 năm 2026",
    held_at=OPENED_AT,
    place=PLACE,
    counts=COUNTS,
    chair=CHAIR,
    meeting_secretary="Lò Thị Hiền",
    minutes_number="31-BB/CB",
    last_period="tháng 12 năm 2026",
    next_period="tháng 01 năm 2027",
    last_resolution="Nghị quyết số 22-NQ/CB",
    results=LAST_RESULTS,
    tasks=(
        *CANAL_TASKS,
        Task("lập ba tổ trực phòng cháy rừng", "Thao A Sềnh", date(2026, 12, 10), "3 tổ"),
    ),
    vote=_vote("Nghị quyết", 20, 0),
    signature=SECRETARY,
    ideology="Đảng viên và bà con yên tâm sản xuất; còn băn khoăn về nước cho vụ chiêm xuân.",
    politics="Gieo mạ đúng lịch 12/14 ha.\nThu quỹ vì người nghèo đạt 118/121 hộ.",
    praise="đồng chí Phạm Bá Quyết giúp hai hộ nghèo sửa chuồng trại",
    shortcomings="Nạo vét mương còn chậm do trùng ngày gặt, phân công chưa rõ từng hộ.",
    directions="Tập trung đủ nước cho vụ chiêm xuân và phòng cháy rừng mùa hanh khô.",
    assignment="Đồng chí Lương Thị Ngoan, phó bí thư, theo dõi chung.",
    score=Score(Decimal(93), Decimal(100), "Tốt"),
    recipients=("Đảng ủy xã Trung Thượng", "Đồng chí Ngân Thị Duyên"),
    annex=Annex("Ý kiến của đảng viên", "Đồng chí Lò Văn Ún: làm trước ngày 15."),
)
NOTICE = Notice(
    head=_head(12, "TB/CB"),
    form=Form.NOTICE,
    meeting=MEETING,
    starts_at=OPENED_AT,
    minutes=100,
    place=PLACE,
    chair=CHAIR,
    agenda=(
        AgendaLine("Kiểm điểm nhiệm vụ tháng 11", "Lương Thị Ngoan", 20),
        AgendaLine("Nạo vét mương Nà Lốc trước vụ chiêm xuân", "Vi Văn Chiến", 35),
        AgendaLine("Phòng cháy rừng mùa hanh khô", "Thao A Sềnh", 25),
        AgendaLine("Biểu quyết nghị quyết tháng 12"),
    ),
    signature=SECRETARY,
    materials=("Dự thảo nghị quyết tháng 12", "Công văn số 84-CV/ĐU"),
    request="mỗi đồng chí chuẩn bị một ý kiến về nội dung 2",
    addressees=(Addressee("Vi Văn Chiến", "chi ủy viên"), Addressee("Lò Văn Ún")),
    recipients=("Như trên", "Đồng chí Ngân Thị Duyên, cấp ủy viên theo dõi"),
)
_NAMES = (
    "Hà Văn Thuấn",
    "Lương Thị Ngoan",
    "Vi Văn Chiến",
    "Lò Thị Hiền",
    "Thao A Sềnh",
    "Lò Văn Ún",
    "Bùi Thị Nhẫn",
    "Lữ Thị Mai",
    "Phạm Bá Quyết",
    "Nguyễn Thị Hợp",
)
ATTENDANCE_LIST = AttendanceList(
    head=_head(None, ""),
    meeting=MEETING,
    starts_at=OPENED_AT,
    place=PLACE,
    members=(
        Attendee("Hà Văn Thuấn", "bí thư", Presence.PRESENT),
        *(Attendee(name, presence=Presence.PRESENT) for name in _NAMES[1:] * 2),
        Attendee("Ngân Thị Bướm", "", Presence.EXCUSED, "đưa con đi viện"),
        Attendee("Hà Công Đoàn", "dự bị", Presence.UNEXCUSED),
        Attendee("Lò Văn Pín", "miễn sinh hoạt", Presence.NOT_EXPECTED, "miễn sinh hoạt"),
    ),
    signatures=(
        Signature(("Người điểm danh",), "Lò Thị Hiền"),
        Signature(("Chủ trì hội nghị",), "Hà Văn Thuấn"),
    ),
)
EXCERPT = Excerpt(
    head=_head(31, "BB/CB"),
    source=Source.MINUTES,
    number="31-BB/CB",
    issued=DAY,
    meeting="sinh hoạt thường kỳ tháng 12 năm 2026",
    held_at=OPENED_AT,
    place=PLACE,
    present=21,
    must_attend=24,
    about="nạo vét mương Nà Lốc trước vụ chiêm xuân",
    text="Mương còn 150 mét từ cống Pa Hẹ xuống chưa nạo vét.",
    signature=SECRETARY,
    votes=(_vote("Mỗi hộ có ruộng góp một công nạo vét mương", 18, 1),),
    conclusion="mỗi hộ có ruộng góp một công, xong trước ngày 15 tháng 12",
    tasks=CANAL_TASKS,
    recipients=("Ban quản lý bản Máy",),
)
MEETING_SHEET = MeetingSheet(
    head=_head(None, ""),
    meeting=MEETING,
    starts_at=OPENED_AT,
    place=PLACE,
    chair=CHAIR,
    items=(
        SheetItem("Kiểm điểm nhiệm vụ tháng 11", "Lương Thị Ngoan", 20),
        SheetItem("Nạo vét mương Nà Lốc trước vụ chiêm xuân", "Vi Văn Chiến", 35, needs_vote=True),
        SheetItem("Phòng cháy rừng mùa hanh khô", minutes=25),
    ),
    expected=(
        Attendee("Hà Văn Thuấn", "bí thư"),
        *(Attendee(name) for name in _NAMES[1:]),
        Attendee("Hà Công Đoàn", "dự bị"),
    ),
    apart=(Attendee("Lò Văn Pín", "", Presence.NOT_EXPECTED, "miễn sinh hoạt"),),
    needed_to_meet=8,
    voters=10,
    needed_to_carry=6,
    tasks=(
        TaskResult("Nạo vét 400 mét mương Nà Lốc", "Vi Văn Chiến", "250/400 mét"),
        TaskResult("Giúp 2 hộ nghèo sửa chuồng trại", "Phạm Bá Quyết", ""),
    ),
    signatures=(
        Signature(("Người ghi biên bản",), ""),
        Signature(("Chủ trì hội nghị",), ""),
    ),
)
REPORT = Report(
    head=Head(
        "Đảng bộ tỉnh Thanh Hóa", "Đảng ủy xã Trung Thượng", 12, "BC/ĐU", "Trung Thượng", DAY
    ),
    subject="Kết quả sinh hoạt chi bộ quý III/2026",
    lead=("Đảng ủy xã Trung Thượng báo cáo kết quả sinh hoạt chi bộ quý III/2026 như sau:",),
    parts=(
        ReportPart(
            "Sinh hoạt thường kỳ và chuyên đề",
            (
                "Các chi bộ đã họp 68/69 buổi thường kỳ, đạt 98,6%; họp đúng lịch 64/68 buổi.",
                "Một buổi không họp: do sạt lở đường.",
            ),
        ),
        ReportPart(
            "Chất lượng sinh hoạt",
            ("Trong 68 buổi đã họp, xếp loại Tốt 40, Khá 20; chưa chấm 8 buổi.",),
            FigureTable(
                "Tháng",
                ("Tốt", "Khá", "Trung bình", "Kém", "Chưa chấm", "Số buổi"),
                (
                    ("Tháng 7", "13", "7", "0", "0", "3", "23"),
                    ("Tháng 8", "13", "7", "0", "0", "2", "22"),
                    ("Tháng 9", "14", "6", "0", "0", "3", "23"),
                    ("Quý III", "40", "20", "0", "0", "8", "68"),
                ),
            ),
        ),
        ReportPart("Khó khăn, kiến nghị", ("Đề nghị cấp thêm loa cho 3 nhà văn hóa bản.",)),
    ),
    closing="Trên đây là kết quả sinh hoạt chi bộ quý III/2026 của Đảng ủy xã Trung Thượng.",
    signature=Signature(("T/M Ban Thường vụ", "Bí thư"), "Lò Văn Dũng"),
    recipients=("Tỉnh ủy Thanh Hóa", "Lưu Văn phòng Đảng ủy"),
    annex_title="Số liệu quý III/2026 theo chi bộ",
    annex=FigureTable(
        "Đơn vị",
        (
            "Đảng viên",
            "Đã họp/ phải họp",
            "Đúng lịch/ đã họp",
            "Có chuyên đề",
            "Có mặt/ phải dự",
            "Nhiệm vụ xong",
        ),
        (
            ("Chi bộ bản Máy", "27", "3/3", "3/3", "1/1", "68/72", "9/10"),
            ("Chi bộ bản Ngàm", "57", "2/3", "2/2", "0/1", "80/92", "4/6"),
            ("Cộng", "84", "5/6", "5/5", "1/2", "148/164", "13/16"),
        ),
    ),
)
SAMPLES: dict[Kind, Paper] = {
    Kind.MINUTES: MINUTES,
    Kind.RESOLUTION: RESOLUTION,
    Kind.NOTICE: NOTICE,
    Kind.ATTENDANCE_LIST: ATTENDANCE_LIST,
    Kind.EXCERPT: EXCERPT,
    Kind.MEETING_SHEET: MEETING_SHEET,
    Kind.REPORT: REPORT,
}
