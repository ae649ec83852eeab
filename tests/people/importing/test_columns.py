import pytest

from chibo.people.importing.columns import Column, recognise


@pytest.mark.parametrize(
    ("headings", "column"),
    [
        (["STT", "TT", "Số TT", "S.T.T", "số thứ tự"], Column.NUMBER),
        (
            [
                "Họ và tên",
                "HỌ VÀ TÊN",
                "Ho va ten",
                "Họ tên",
                "Họ, chữ đệm và tên",
                "Họ tên đảng viên",
                "Họ và tên (viết chữ in hoa)\nHọ và tên khai sinh",
                "Họ và tên đang dùng; họ và tên khai sinh",
            ],
            Column.NAME,
        ),
        (["Ngày sinh", "Năm sinh", "Ngày, tháng, năm sinh", "Sinh ngày"], Column.BORN),
        (["Ngày sinh Nam", "Năm sinh Nam", "Nam"], Column.BORN_MAN),
        (["Ngày sinh Nữ", "Ngày tháng năm sinh Nữ", "Nữ"], Column.BORN_WOMAN),
        (
            ["Ngày vào Đảng", "Ngày kết nạp", "Ngày, tháng, năm vào Đảng", "Ngày vào Đảng (dự bị)"],
            Column.JOINED,
        ),
        (
            ["Ngày chính thức", "Ngày công nhận chính thức", "Ngày vào Đảng chính thức"],
            Column.OFFICIAL,
        ),
        (
            ["Ngày vào Đảng, ngày chính thức", "Ngày tháng năm vào Đảng; chính thức"],
            Column.JOINED_OFFICIAL,
        ),
        (["Số thẻ", "Số thẻ ĐV", "Số thẻ đảng viên"], Column.CARD),
        (["Số thẻ, số lý lịch, số huy hiệu"], Column.CARD_AND_MORE),
        (["Chức vụ", "Chức vụ trong Đảng", "Cấp ủy", "Cấp uỷ"], Column.POST),
        (["Chi bộ", "Đơn vị", "Chi bộ sinh hoạt"], Column.CELL),
        (["Mã chi bộ", "Mã đơn vị"], Column.CELL_CODE),
        (["Điện thoại", "SĐT", "Số điện thoại"], Column.PHONE),
        (["Ghi chú", "Đảng viên CT/DB"], Column.NOTE),
        (
            [
                "Giới tính",
                "Giới tính, dân tộc, tôn giáo",
                "Dân tộc",
                "Tôn giáo",
                "Quê quán",
                "Nơi ở hiện nay",
                "Trình độ học vấn",
                "Nghề nghiệp trước và nay",
                "Mức lương",
                "CCCD",
            ],
            Column.NOT_KEPT,
        ),
        (["Tuổi Đảng", "DANH SÁCH ĐẢNG VIÊN", "", "12", "Ngày vào Đảng lần 2"], None),
    ],
)
def test_headings_as_offices_write_them(headings: list[str], column: Column | None) -> None:
    assert [recognise(heading) for heading in headings] == [column] * len(headings)
