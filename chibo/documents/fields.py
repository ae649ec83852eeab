"""The fields that Word templates name, one set for each kind of paper.

They are Vietnamese without marks, since those who edit templates read them in Word. Which fields
exist is read off the sample papers, so code and list cannot drift apart.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from chibo.documents.samples import SAMPLES
from chibo.documents.sheets import Kind, Section, Sheet, Signing, Table
from chibo.documents.wording import compose

# What each name means, for the page on which a committee takes and gives templates.
MEANINGS = {
    "ban_nhap": "dòng ghi bản nháp; trống khi đã vào sổ",
    "bang": "các dòng của bảng",
    "bieu_quyet": "kết quả biểu quyết",
    "cac_ban": "mỗi người nhận một bản; không ghi tên người nhận thì có một bản",
    "chi_bo": "chi bộ ban hành, chữ in hoa",
    "chuan_bi": "người chuẩn bị",
    "chuc_vu": "chức vụ, diện; ở chỗ ký là các dòng chức danh",
    "co_mat": "dấu x khi có mặt",
    "dang_bo": "đảng bộ cấp trên, chữ in hoa",
    "danh_sach": "danh sách đảng viên",
    "dia_danh_ngay": "địa danh và ngày",
    "doan": "các đoạn văn, sau bảng",
    "ho_ten": "họ và tên",
    "ket_qua": "kết quả",
    "ket_thuc": "phần kết thúc",
    "khai_mac": "phần khai mạc",
    "kinh_gui": "dòng Kính gửi; có thể trống",
    "ky_phai": "người ký bên phải",
    "ky_ten": "chỗ ký tên, để trống",
    "ky_trai": "người ký bên trái; có thể trống",
    "mo_dau": "các đoạn văn, trước bảng; ở nghị quyết, báo cáo và trích là phần mở đầu",
    "muc": "các mục nhỏ",
    "nhiem_vu": "nhiệm vụ",
    "noi_dung": "nội dung",
    "noi_nhan": "các dòng nơi nhận",
    "phan_cong": "phần tổ chức thực hiện",
    "phu_luc": "phụ lục; có thể trống",
    "phu_trach": "người phụ trách",
    "phut": "số phút",
    "so_1": "số liệu ở cột thứ 1 của bảng",
    "so_2": "số liệu ở cột thứ 2 của bảng",
    "so_3": "số liệu ở cột thứ 3 của bảng",
    "so_4": "số liệu ở cột thứ 4 của bảng",
    "so_5": "số liệu ở cột thứ 5 của bảng",
    "so_6": "số liệu ở cột thứ 6 của bảng",
    "so_ky_hieu": "số và ký hiệu; có thể trống",
    "ten": "tên ở đầu dòng của bảng: tháng, tổ chức đảng",
    "ten_loai": "tên loại văn bản, chữ in hoa",
    "thanh_phan": "phần thành phần",
    "thoi_han": "thời hạn",
    "thong_bao": "nội dung thông báo",
    "tieu_de": "tiêu đề của phần; có thể trống",
    "tinh_hinh": "tình hình thực hiện",
    "trich_dung": "dòng trích đúng",
    "trich_yeu": "trích yếu",
    "tt": "số thứ tự",
    "tu_cham": "phần chi bộ tự chấm điểm",
    "vang": "vắng, lý do",
}

# A field is a text, a list of equal fields, or a record of named fields.
Fields = dict[str, Any]

_NOBODY = Signing((), "")
_NOTHING = Section("")


def fields(sheet: Sheet) -> Fields:
    """Return a sheet as the fields that its kind of template may name.

    Every field of the kind is there, empty if this sheet has nothing for it.
    """
    left, right = sheet.signatures if len(sheet.signatures) > 1 else (_NOBODY, *sheet.signatures)
    sections = dict.fromkeys(section_keys(sheet.kind), _NOTHING)
    sections.update((part.key, part) for part in sheet.sections)
    return {
        "dang_bo": sheet.parent,
        "chi_bo": sheet.body,
        "so_1": "số liệu ở cột thứ 1 của bảng",
        "so_2": "số liệu ở cột thứ 2 của bảng",
        "so_3": "số liệu ở cột thứ 3 của bảng",
        "so_4": "số liệu ở cột thứ 4 của bảng",
        "so_5": "số liệu ở cột thứ 5 của bảng",
        "so_6": "số liệu ở cột thứ 6 của bảng",
        "so_ky_hieu": sheet.number,
        "dia_danh_ngay": sheet.place_date,
        "ten": "tên ở đầu dòng của bảng: tháng, tổ chức đảng",
        "ten_loai": sheet.title,
        "trich_yeu": sheet.subject,
        "ban_nhap": sheet.draft_mark,
        "cac_ban": [{"kinh_gui": line} for line in sheet.addressees],
        **{key: _section(part) for key, part in sections.items()},
        "ky_trai": _signing(left),
        "ky_phai": _signing(right),
        "noi_nhan": list(sheet.recipients),
        "phu_luc": _section(sheet.annex or _NOTHING),
    }


@cache
def sample_sheet(kind: Kind) -> Sheet:
    """Return the sheet of the sample paper of a kind."""
    return compose(SAMPLES[kind])


@cache
def sample_fields(kind: Kind) -> Fields:
    """Return the fields of the sample paper of a kind: the shape that all of the kind have."""
    return fields(sample_sheet(kind))


def section_keys(kind: Kind) -> tuple[str, ...]:
    """Return the keys of the sections that papers of a kind can have, in order."""
    return tuple(part.key for part in sample_sheet(kind).sections)


def field_names(kind: Kind) -> tuple[str, ...]:
    """Return every field of a kind as a path: "noi_dung.muc[].bang[].nhiem_vu"."""
    return tuple(dict.fromkeys(_paths(sample_fields(kind), "")))


def _paths(shape: Any, path: str) -> Iterator[str]:
    if isinstance(shape, dict):
        for name, part in shape.items():
            yield from _paths(part, f"{path}.{name}" if path else name)
    elif isinstance(shape, list):
        for part in shape:
            yield from _paths(part, f"{path}[]")
    else:
        yield path


def _section(part: Section) -> Fields:
    return {
        "tieu_de": part.heading,
        "mo_dau": list(part.lead),
        "bang": _rows(part.table),
        "doan": list(part.paragraphs),
        "muc": [_section(smaller) for smaller in part.sections],
    }


def _rows(table: Table | None) -> list[Fields]:
    if table is None:
        return []
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def _signing(place: Signing) -> Fields:
    return {"chuc_vu": list(place.roles), "ho_ten": place.name}
