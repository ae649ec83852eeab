"""The sheet on which a meeting is written by hand: its words, and its room for the pen."""

from dataclasses import replace

from chibo.documents import samples
from chibo.documents.papers import Chair
from chibo.documents.sheets import Section
from chibo.documents.wording import compose

SHEET = samples.MEETING_SHEET


def part(key: str, **changes: object) -> Section:
    sheet = compose(replace(SHEET, **changes))  # type: ignore[arg-type]
    return next(part for part in sheet.sections if part.key == key)


def rows(found: Section) -> tuple[tuple[str, ...], ...]:
    assert found.table
    return found.table.rows


def test_the_roll_has_a_row_for_each_and_nothing_marked() -> None:
    roll = part("diem_danh")

    assert roll.lead == (
        "Phải dự 11 đồng chí. Từ 8 đồng chí có mặt thì đủ để họp. Đánh dấu x vào ô.",
    )
    assert rows(roll)[0] == ("1", "Hà Văn Thuấn (bí thư)", "", "", "", "")
    assert len(rows(roll)) == 11
    assert rows(roll.sections[0]) == (("1", "Lò Văn Pín", "Miễn sinh hoạt", "", ""),)


def test_without_a_quorum_none_is_claimed() -> None:
    assert part("diem_danh", needed_to_meet=None).lead == (
        "Phải dự 11 đồng chí. Đánh dấu x vào ô.",
    )


def test_without_anybody_apart_there_is_no_such_table() -> None:
    assert [inner.key for inner in part("diem_danh", apart=()).sections] == ["tong_cong"]


def test_each_item_has_lines_to_write_on() -> None:
    items = part("noi_dung").sections

    assert [item.heading for item in items] == [
        "1. Kiểm điểm nhiệm vụ tháng 11 (20 phút, đồng chí Lương Thị Ngoan)",
        "2. Nạo vét mương Nà Lốc trước vụ chiêm xuân (35 phút, đồng chí Vi Văn Chiến)",
        "3. Phòng cháy rừng mùa hanh khô (25 phút)",
    ]
    assert all(inner.blank for item in items for inner in item.sections)


def test_what_is_to_be_voted_on_has_its_line_and_some_are_left_empty() -> None:
    asked = [row[0] for row in rows(part("bieu_quyet"))]

    assert asked == [
        "Nạo vét mương Nà Lốc trước vụ chiêm xuân",
        "Thông qua nghị quyết của buổi này",
        "",
        "",
        "",
    ]
    assert "10 đồng chí" in part("bieu_quyet").lead[0]
    assert "từ 6 đồng chí" in part("bieu_quyet").lead[0]


def test_a_committee_adopts_no_resolution() -> None:
    asked = [row[0] for row in rows(part("bieu_quyet", resolves=False))]

    assert "Thông qua nghị quyết của buổi này" not in asked


def test_tasks_under_way_wait_for_their_result() -> None:
    assert rows(part("dang_lam"))[0] == (
        "1", "Nạo vét 400 mét mương Nà Lốc", "Vi Văn Chiến", "250/400 mét", "",
    )  # fmt: skip
    assert "dang_lam" not in [part.key for part in compose(replace(SHEET, tasks=())).sections]


def test_who_leads_is_left_open_when_nobody_is_known() -> None:
    assert "Chủ trì: …" in part("mo_dau", chair=Chair("", "")).lead[1]
