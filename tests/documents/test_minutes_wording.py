from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from chibo.documents import samples
from chibo.documents.papers import Absentee, Chair, Counts, Head, Item, Minutes, Score, Speech
from chibo.documents.sheets import Section, Sheet, Signing
from chibo.documents.wording import compose


def section(sheet: Sheet, key: str) -> Section:
    return next(part for part in sheet.sections if part.key == key)


def test_the_head_of_minutes() -> None:
    sheet = compose(samples.MINUTES)

    assert (sheet.parent, sheet.body, sheet.number, sheet.place_date) == (
        "ĐẢNG BỘ XÃ TRUNG THƯỢNG",
        "CHI BỘ BẢN MÁY",
        "Số\u00a031-BB/CB",
        "Trung Thượng, ngày 03 tháng 12 năm 2026",
    )
    assert (sheet.title, sheet.subject) == (
        "BIÊN BẢN",
        "Sinh hoạt chi bộ thường kỳ tháng 12 năm 2026",
    )
    assert sheet.name == "Biên bản số 31-BB/CB – Sinh hoạt chi bộ thường kỳ tháng 12 năm 2026"
    assert section(sheet, "khai_mac").paragraphs == (
        "Khai mạc lúc 19 giờ 30 phút ngày 03 tháng 12 năm 2026, tại nhà văn hóa bản Máy.",
    )


def test_who_was_there() -> None:
    part = section(compose(samples.MINUTES), "thanh_phan")

    assert part.heading == "I- THÀNH PHẦN"
    assert part.paragraphs == (
        "1. Tổng số đảng viên: 27 (chính thức 26, dự bị 1); miễn sinh hoạt 2; "
        "sinh hoạt tạm thời nơi khác 1. Phải dự: 24.",
        "2. Có mặt: 21/24 (chính thức 20, dự bị 1). Vắng có lý do 2: đồng chí Ngân Thị Bướm "
        "(đưa con đi viện), đồng chí Trương Thị Lành (ốm). "
        "Vắng không lý do 1: đồng chí Hà Công Đoàn.",
        "3. Dự cùng chi bộ: đồng chí Ngân Thị Duyên, cấp ủy viên theo dõi chi bộ.",
        "4. Chủ trì: đồng chí Hà Văn Thuấn, bí thư. Thư ký: đồng chí Lò Thị Hiền.",
    )


def test_all_present_under_a_deputy_with_members_from_elsewhere() -> None:
    paper = replace(
        samples.MINUTES,
        counts=Counts(5, 5, 0, 4, 4, 4, 0, suspended=1, temporarily_here=2),
        excused=(),
        unexcused=(),
        guests=(),
        chair=Chair("Lương Thị Ngoan", "phó bí thư", "bí thư đi học."),
        notes=("sinh hoạt trực tuyến theo Quyết định số 12-QĐ/ĐU",),
    )

    assert section(compose(paper), "thanh_phan").paragraphs == (
        "1. Tổng số đảng viên: 5 (chính thức 5, dự bị 0); bị đình chỉ sinh hoạt 1. Phải dự: 4.",
        "2. Có mặt: 4/4 (chính thức 4, dự bị 0). Không có đảng viên vắng mặt.",
        "3. Đảng viên nơi khác sinh hoạt tạm thời tại chi bộ: 2, có mặt 0.",
        "4. Chủ trì: đồng chí Lương Thị Ngoan, phó bí thư "
        "(lý do không phải bí thư chủ trì: bí thư đi học). Thư ký: đồng chí Lò Thị Hiền.",
        "5. Sinh hoạt trực tuyến theo Quyết định số 12-QĐ/ĐU.",
    )


def test_an_item_that_reviews_the_last_resolution() -> None:
    item = section(compose(samples.MINUTES), "noi_dung").sections[0]

    assert item.heading == "1. Kiểm điểm nhiệm vụ của Nghị quyết số 22-NQ/CB"
    assert item.lead == ("Đồng chí Hà Văn Thuấn trình bày.",)
    assert item.table is not None
    assert [column.title for column in item.table.columns] == [
        "TT",
        "Nhiệm vụ",
        "Phụ trách",
        "Kết quả",
    ]
    assert item.table.rows[0] == (
        "1",
        "Nạo vét 400 mét mương Nà Lốc",
        "Vi Văn Chiến",
        "250/400 mét, chưa xong",
    )
    assert len(item.table.rows) == 5
    assert item.paragraphs == (
        "Kết luận: 4/5 nhiệm vụ đã xong. Chuyển nhiệm vụ 1 sang nội dung 2.",
    )


def test_an_item_with_speeches_a_proposal_a_vote_and_tasks() -> None:
    item = section(compose(samples.MINUTES), "noi_dung").sections[1]

    assert item.paragraphs == (
        "Đồng chí Vi Văn Chiến: còn 150 mét từ cống Pa Hẹ xuống; 18 hộ có ruộng, "
        "mỗi hộ một công là xong.",
        "Đồng chí Lò Văn Ún: đề nghị làm trước ngày 15, sau đó bà con đi gặt thuê.",
        "Nếu trời mưa thì lùi lại hai ngày, nhưng không để sang tuần sau.",
        "Đồng chí Bùi Thị Nhẫn: Hội Phụ nữ lo cơm trưa hai buổi.",
        "Kiến nghị của đồng chí Lò Văn Ún: Đảng ủy xã hỗ trợ hai xe cải tiến chở bùn.",
        "Trả lời: bí thư ghi nhận, gửi Đảng ủy xã trong tuần.",
        "Kết luận: mỗi hộ có ruộng góp một công, xong trước ngày 15 tháng 12.",
        "Biểu quyết giơ tay nội dung “Mỗi hộ có ruộng góp một công nạo vét mương”: "
        "tán thành 18/23, đạt 78,3%; không tán thành 1; cần từ 12 trở lên. Được thông qua.",
        "Giao đồng chí Vi Văn Chiến: huy động mỗi hộ có ruộng một công nạo vét 150 mét mương "
        "còn lại; chậm nhất ngày 15 tháng 12 năm 2026; kết quả cần đạt: 400/400 mét; "
        "báo cáo tại sinh hoạt tháng 01 năm 2027.",
        "Giao Chi hội Phụ nữ bản: lo cơm trưa cho người đi làm hai buổi; "
        "chậm nhất ngày 15 tháng 12 năm 2026.",
    )


def test_a_secret_ballot_is_counted_in_words_too() -> None:
    item = section(compose(samples.MINUTES), "noi_dung").sections[3]

    assert item.paragraphs[-1] == (
        "Bỏ phiếu kín nội dung “Giới thiệu chị Lữ Thị Thắm”: tán thành 19/23 phiếu "
        "(mười chín phiếu), đạt 82,6%; không tán thành 0; phiếu trắng hoặc không hợp lệ 1; "
        "cần từ 12 trở lên. Được thông qua."
    )


def test_the_end_of_minutes() -> None:
    sheet = compose(samples.MINUTES)

    assert section(sheet, "ket_thuc").paragraphs == (
        "1. Biểu quyết giơ tay nội dung “Nghị quyết tháng 12 năm 2026”: tán thành 20/23, "
        "đạt 87,0%; không tán thành 0; cần từ 12 trở lên. Được thông qua.",
        "2. Chi bộ tự chấm buổi sinh hoạt: 92,5/100 điểm, xếp loại Tốt.",
        "3. Đồng chí Lò Văn Ún bảo lưu ý kiến: nên huy động cả hộ không có ruộng.",
        "4. Thư ký đọc toàn văn biên bản; chi bộ nhất trí, sau khi sửa: mục 3 ghi thêm 31 hộ.",
        "Buổi sinh hoạt kết thúc lúc 21 giờ 10 phút cùng ngày.",
    )
    assert sheet.signatures == (
        Signing(("NGƯỜI GHI BIÊN BẢN",), "Lò Thị Hiền"),
        Signing(("CHỦ TRÌ HỘI NGHỊ",), "Hà Văn Thuấn"),
    )
    assert sheet.recipients == ("- Đảng ủy xã Trung Thượng,", "- Lưu Chi bộ.")


def test_a_draft_says_so_and_leaves_room_for_the_number() -> None:
    draft = replace(
        samples.MINUTES, head=replace(samples.MINUTES.head, number=None), closed_at=None, draft=True
    )

    sheet = compose(draft)

    assert sheet.draft_mark == "Bản nháp, chưa vào sổ"
    assert sheet.number == "Số" + "\u00a0" * 6 + "-BB/CB"
    assert sheet.name == "Biên bản – Sinh hoạt chi bộ thường kỳ tháng 12 năm 2026"
    assert "kết thúc lúc" not in " ".join(section(sheet, "ket_thuc").paragraphs)


def test_the_least_minutes_have_no_empty_words() -> None:
    at = datetime(2026, 1, 3, 12, 0, tzinfo=UTC)
    least = Minutes(
        head=Head("Đảng bộ xã X", "Chi bộ Y", 1, "BB/CB", "X", at.date()),
        subject="Sinh hoạt",
        opened_at=at,
        closed_at=at,
        place="nhà văn hóa",
        counts=Counts(3, 3, 0, 3, 2, 2, 0),
        excused=(Absentee("A"),),
        unexcused=(),
        guests=(),
        chair=Chair("B"),
        meeting_secretary="C",
        items=(Item(1, "Việc"),),
        score=Score(Decimal(50), Decimal(100), "Trung bình"),
        reserved=(Speech("A", "không đồng ý."),),
    )

    sheet = compose(least)

    texts = [text for part in sheet.sections for text in part.paragraphs]
    assert texts == [
        "Khai mạc lúc 19 giờ 00 phút ngày 03 tháng 01 năm 2026, tại nhà văn hóa.",
        "1. Tổng số đảng viên: 3 (chính thức 3, dự bị 0). Phải dự: 3.",
        "2. Có mặt: 2/3 (chính thức 2, dự bị 0). Vắng có lý do 1: đồng chí A.",
        "3. Chủ trì: đồng chí B. Thư ký: đồng chí C.",
        "1. Chi bộ tự chấm buổi sinh hoạt: 50/100 điểm, xếp loại Trung bình.",
        "2. Đồng chí A bảo lưu ý kiến: không đồng ý.",
        "Buổi sinh hoạt kết thúc lúc 19 giờ 00 phút cùng ngày.",
    ]
    assert sheet.recipients == ()


def test_the_minutes_of_a_committee_speak_of_it() -> None:
    paper = replace(
        samples.MINUTES,
        of_committee=True,
        sitting="buổi họp",
        excused=(),
        unexcused=(),
        closed_at=samples.MINUTES.opened_at + timedelta(minutes=40),
    )

    said = " ".join(
        text for part in compose(paper).sections for text in (*part.lead, *part.paragraphs)
    )

    assert (
        f"Tổng số chi ủy viên: {paper.counts.total}. Phải dự: {paper.counts.must_attend}." in said
    )
    assert "Không có đồng chí nào vắng mặt." in said
    assert "chi ủy nhất trí" in said
    assert "Buổi họp kết thúc lúc" in said
    assert "chính thức" not in said
