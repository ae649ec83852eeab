from dataclasses import replace

from chibo.documents import samples
from chibo.documents.papers import Attendee, Form, Signature, Source
from chibo.documents.sheets import Section, Signing
from chibo.documents.wording import compose


def texts(part: Section) -> list[str]:
    inner = [text for smaller in part.sections for text in texts(smaller)]
    rows = [" | ".join(row) for row in part.table.rows] if part.table else []
    heading = [part.heading] if part.heading else []
    return [*heading, *part.lead, *rows, *part.paragraphs, *inner]


def test_a_resolution() -> None:
    sheet = compose(samples.RESOLUTION)

    assert [text for part in sheet.sections for text in texts(part)] == [
        "Chi bộ bản Máy sinh hoạt thường kỳ tháng 12 năm 2026 lúc 19 giờ 30 phút "
        "ngày 03 tháng 12 năm 2026, tại nhà văn hóa bản Máy.",
        "Tổng số đảng viên: 27 (chính thức 26, dự bị 1); miễn sinh hoạt 2; sinh hoạt tạm thời "
        "nơi khác 1. Phải dự: 24. Có mặt: 21/24 (chính thức 20, dự bị 1).",
        "Chủ trì: đồng chí Hà Văn Thuấn, bí thư. Thư ký: đồng chí Lò Thị Hiền.",
        "Sau khi thảo luận (Biên bản số 31-BB/CB), chi bộ quyết nghị như sau:",
        "I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 12 NĂM 2026",
        "1. Công tác tư tưởng",
        "Đảng viên và bà con yên tâm sản xuất; còn băn khoăn về nước cho vụ chiêm xuân.",
        "2. Thực hiện nhiệm vụ chính trị",
        "Gieo mạ đúng lịch 12/14 ha.",
        "Thu quỹ vì người nghèo đạt 118/121 hộ.",
        "3. Kết quả thực hiện Nghị quyết số 22-NQ/CB",
        "1 | Nạo vét 400 mét mương Nà Lốc | Vi Văn Chiến | chưa xong | 250/400 mét",
        "2 | Dọn vệ sinh đường bản hằng tuần | Lữ Thị Mai | xong | 4/4 buổi",
        "3 | Giúp 2 hộ nghèo sửa chuồng trại | Phạm Bá Quyết | xong | 2/2 hộ",
        "4 | Vận động mua bảo hiểm y tế | Nguyễn Thị Hợp | xong | 8/8 hộ",
        "5 | Rà soát đảng viên đi làm ăn xa | Lương Thị Ngoan | xong | 1 đồng chí",
        "4. Biểu dương",
        "Đồng chí Phạm Bá Quyết giúp hai hộ nghèo sửa chuồng trại.",
        "5. Hạn chế và nguyên nhân",
        "Nạo vét mương còn chậm do trùng ngày gặt, phân công chưa rõ từng hộ.",
        "II- NHIỆM VỤ THÁNG 01 NĂM 2027",
        "Tập trung đủ nước cho vụ chiêm xuân và phòng cháy rừng mùa hanh khô.",
        "1 | Huy động mỗi hộ có ruộng một công nạo vét 150 mét mương còn lại | Vi Văn Chiến | "
        "15/12/2026 | 400/400 mét; sinh hoạt tháng 01 năm 2027",
        "2 | Lo cơm trưa cho người đi làm hai buổi | Chi hội Phụ nữ bản | 15/12/2026 | ",
        "3 | Lập ba tổ trực phòng cháy rừng | Thao A Sềnh | 10/12/2026 | 3 tổ",
        "III- TỔ CHỨC THỰC HIỆN",
        "Đồng chí Lương Thị Ngoan, phó bí thư, theo dõi chung.",
        "Mỗi đảng viên được phân công chịu trách nhiệm trước chi bộ về kết quả nhiệm vụ của "
        "mình và báo cáo tại buổi sinh hoạt kế tiếp.",
        "Chi ủy, bí thư đôn đốc, kiểm tra việc thực hiện Nghị quyết này.",
        "IV- CHI BỘ TỰ CHẤM ĐIỂM",
        "Chi bộ tự chấm buổi sinh hoạt: 93/100 điểm, xếp loại Tốt.",
        "Nghị quyết này được chi bộ biểu quyết thông qua: 20/23 đảng viên có quyền biểu quyết "
        "tán thành, đạt 87,0%.",
    ]
    assert sheet.signatures == (Signing(("T/M CHI BỘ", "BÍ THƯ"), "Hà Văn Thuấn"),)
    assert sheet.recipients == (
        "- Đảng ủy xã Trung Thượng,",
        "- Đồng chí Ngân Thị Duyên,",
        "- Lưu Chi bộ.",
    )
    assert sheet.annex is not None
    assert texts(sheet.annex) == [
        "Ý KIẾN CỦA ĐẢNG VIÊN",
        "Đồng chí Lò Văn Ún: làm trước ngày 15.",
    ]


def test_empty_parts_of_a_resolution_are_left_out_and_numbers_close_up() -> None:
    paper = replace(
        samples.RESOLUTION,
        ideology="",
        politics="",
        results=(),
        shortcomings="",
        directions="",
        tasks=(),
        score=None,
        minutes_number="",
        signature=Signature(("T/M chi bộ", "Phó bí thư"), "Lương Thị Ngoan"),
    )

    sheet = compose(paper)

    assert [part.heading for part in sheet.sections if part.heading] == [
        "I- KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 12 NĂM 2026",
        "II- TỔ CHỨC THỰC HIỆN",
    ]
    assert [part.heading for part in sheet.sections[1].sections] == ["1. Biểu dương"]
    assert sheet.sections[0].paragraphs[-1] == "Sau khi thảo luận, chi bộ quyết nghị như sau:"
    assert sheet.signatures == (Signing(("T/M CHI BỘ", "PHÓ BÍ THƯ"), "Lương Thị Ngoan"),)


def test_a_resolution_that_failed_does_not_say_it_passed() -> None:
    paper = replace(
        samples.RESOLUTION, vote=replace(samples.RESOLUTION.vote, in_favour=11, carried=False)
    )

    assert compose(paper).sections[-1].paragraphs == (
        "Nghị quyết này được chi bộ biểu quyết, không thông qua: 11/23 đảng viên có quyền "
        "biểu quyết tán thành, đạt 47,8%.",
    )


def test_a_notice_has_a_copy_for_each_addressee() -> None:
    sheet = compose(samples.NOTICE)

    assert (sheet.title, sheet.subject) == (
        "THÔNG BÁO",
        "Về buổi sinh hoạt chi bộ thường kỳ tháng 12 năm 2026",
    )
    assert sheet.addressees == (
        "Kính gửi: đồng chí Vi Văn Chiến, chi ủy viên",
        "Kính gửi: đồng chí Lò Văn Ún",
    )
    assert texts(sheet.sections[0]) == [
        "Chi bộ bản Máy thông báo buổi sinh hoạt chi bộ thường kỳ tháng 12 năm 2026 như sau:",
        "1. Thời gian: 19 giờ 30 phút, thứ Năm, ngày 03 tháng 12 năm 2026 (dự kiến 100 phút).",
        "2. Địa điểm: nhà văn hóa bản Máy.",
        "3. Chủ trì: đồng chí Hà Văn Thuấn, bí thư.",
        "4. Nội dung:",
        "1 | Kiểm điểm nhiệm vụ tháng 11 | Lương Thị Ngoan | 20",
        "2 | Nạo vét mương Nà Lốc trước vụ chiêm xuân | Vi Văn Chiến | 35",
        "3 | Phòng cháy rừng mùa hanh khô | Thao A Sềnh | 25",
        "4 | Biểu quyết nghị quyết tháng 12 |  | ",
        "5. Tài liệu: Dự thảo nghị quyết tháng 12; Công văn số 84-CV/ĐU.",
        "6. Yêu cầu: mỗi đồng chí chuẩn bị một ý kiến về nội dung 2.",
        "Đề nghị đồng chí dự đầy đủ, đúng giờ và chuẩn bị ý kiến. "
        "Nếu phải vắng, đồng chí báo trước với bí thư và nêu rõ lý do.",
    ]


def test_an_invitation_to_nobody_in_particular_without_a_number() -> None:
    paper = replace(
        samples.NOTICE,
        head=replace(samples.NOTICE.head, number=None, symbol=""),
        form=Form.INVITATION,
        agenda=(),
        materials=(),
        request="",
        addressees=(),
    )

    sheet = compose(paper)

    assert (sheet.title, sheet.number, sheet.addressees) == ("GIẤY MỜI", "", ("",))
    assert texts(sheet.sections[0]) == [
        "Chi bộ bản Máy trân trọng kính mời đồng chí dự buổi sinh hoạt chi bộ thường kỳ "
        "tháng 12 năm 2026:",
        "1. Thời gian: 19 giờ 30 phút, thứ Năm, ngày 03 tháng 12 năm 2026 (dự kiến 100 phút).",
        "2. Địa điểm: nhà văn hóa bản Máy.",
        "3. Chủ trì: đồng chí Hà Văn Thuấn, bí thư.",
        "Rất mong đồng chí đến dự.",
    ]


def test_a_roll_after_the_meeting_is_counted() -> None:
    part = compose(samples.ATTENDANCE_LIST).sections[0]

    assert part.lead == (
        "Thời gian: 19 giờ 30 phút ngày 03 tháng 12 năm 2026.",
        "Địa điểm: nhà văn hóa bản Máy.",
    )
    assert part.table is not None
    assert part.table.rows[0] == ("1", "Hà Văn Thuấn", "Bí thư", "x", "", "")
    assert part.table.rows[-3:] == (
        ("20", "Ngân Thị Bướm", "", "", "Đưa con đi viện", ""),
        ("21", "Hà Công Đoàn", "Dự bị", "", "Không lý do", ""),
        ("22", "Lò Văn Pín", "Miễn sinh hoạt", "", "Miễn sinh hoạt", ""),
    )
    assert part.paragraphs == (
        "Tổng số 22; phải dự 21; có mặt 19; vắng có lý do 1; vắng không lý do 1.",
    )


def test_a_roll_before_the_meeting_leaves_room_for_the_pen() -> None:
    paper = replace(samples.ATTENDANCE_LIST, members=(Attendee("A"), Attendee("B")))

    part = compose(paper).sections[0]

    assert part.table is not None
    assert part.table.rows == (("1", "A", "", "", "", ""), ("2", "B", "", "", "", ""))
    assert part.paragraphs == (
        "Tổng số 2; phải dự 2; có mặt ………; vắng có lý do ………; vắng không lý do ……….",
    )


def test_an_excerpt() -> None:
    sheet = compose(samples.EXCERPT)

    assert (sheet.title, sheet.subject) == (
        "TRÍCH BIÊN BẢN",
        "Về việc nạo vét mương Nà Lốc trước vụ chiêm xuân",
    )
    assert [text for part in sheet.sections for text in texts(part)] == [
        "Ngày 03 tháng 12 năm 2026, tại nhà văn hóa bản Máy, Chi bộ bản Máy sinh hoạt thường kỳ "
        "tháng 12 năm 2026; có mặt 21/24 đảng viên phải dự. Chi bộ đã thảo luận và quyết định "
        "về việc nạo vét mương Nà Lốc trước vụ chiêm xuân.",
        "Mương còn 150 mét từ cống Pa Hẹ xuống chưa nạo vét.",
        "Kết luận: mỗi hộ có ruộng góp một công, xong trước ngày 15 tháng 12.",
        "Biểu quyết giơ tay nội dung “Mỗi hộ có ruộng góp một công nạo vét mương”: "
        "tán thành 18/23, đạt 78,3%; không tán thành 1; cần từ 12 trở lên. Được thông qua.",
        "Giao đồng chí Vi Văn Chiến: huy động mỗi hộ có ruộng một công nạo vét 150 mét mương "
        "còn lại; chậm nhất ngày 15 tháng 12 năm 2026; kết quả cần đạt: 400/400 mét; "
        "báo cáo tại sinh hoạt tháng 01 năm 2027.",
        "Giao Chi hội Phụ nữ bản: lo cơm trưa cho người đi làm hai buổi; "
        "chậm nhất ngày 15 tháng 12 năm 2026.",
        "Trích đúng theo Biên bản số 31-BB/CB, ngày 03 tháng 12 năm 2026, lưu tại chi bộ.",
    ]


def test_an_excerpt_of_a_resolution_names_it() -> None:
    paper = replace(samples.EXCERPT, source=Source.RESOLUTION, number="23-NQ/CB")

    sheet = compose(paper)

    assert sheet.title == "TRÍCH NGHỊ QUYẾT"
    assert sheet.sections[-1].paragraphs == (
        "Trích đúng theo Nghị quyết số 23-NQ/CB, ngày 03 tháng 12 năm 2026, lưu tại chi bộ.",
    )


def test_a_resolution_of_another_meeting_looks_back_on_no_month() -> None:
    bare = replace(
        samples.RESOLUTION,
        last_period="", next_period="", last_resolution="", results=(), tasks=(),
        ideology="", politics="", praise="", shortcomings="", assignment="", score=None,
    )  # fmt: skip

    said = [text for part in compose(bare).sections for text in texts(part)]

    assert "I- NỘI DUNG QUYẾT NGHỊ" in said
    assert "II- TỔ CHỨC THỰC HIỆN" in said
    assert not [text for text in said if text.endswith("THÁNG") or "Mỗi đảng viên" in text]
