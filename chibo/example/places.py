"""The places of the example: twelve communal units, 94 villages and streets, 25 others."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Above:
    """An organisation that leads cells, as it was called until mid-2025."""

    code: str
    name: str
    place: str
    # Of villages: their names; of organisations: their cells.
    cells: tuple[str, ...]
    flavour: str = "agency"


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell to be: its kind for the tree and its flavour for what it talks about."""

    code: str
    kind: str
    flavour: str
    name: str
    # None: directly under the district.
    parent: str | None
    place: str = ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


# "khu" makes a street of the town; every other name is a village's, "bản …".
COMMUNES = (
    Above(
        "TT", "xã Trung Thượng", "Trung Thượng", _names("Máy,Ngàm,Bàng,Khạn,Xầy,Bôn,Pọng,Chiềng")
    ),
    Above("TTI", "xã Trung Tiến", "Trung Tiến", _names("Đe,Cum,Chè,Tong,Lốc,Toong,Hạ")),
    Above("THA", "xã Trung Hạ", "Trung Hạ", _names("Din,Lang,Lợi,Xanh,Bá,Ca,Muống,Nặm")),
    Above("TX", "xã Trung Xuân", "Trung Xuân", _names("La,Phú,Cạn,Piềng,Kham,Thống")),
    Above(
        "SL",
        "thị trấn Sơn Lư",
        "Sơn Lư",
        _names("khu 1,khu 2,khu 3,khu 4,khu 5,khu 6,Hao,Bìn,Sỏi"),
    ),
    Above("SH", "xã Sơn Hà", "Sơn Hà", _names("Hạ Sơn,Xum,Lầu,Nà Ơi,Làng,Thủng,Na Lộc")),
    Above("TL", "xã Tam Lư", "Tam Lư", _names("Hậu,Tình,Muông,Piềng Khóe,Sại,Hát,Sa Ná,Tồng")),
    Above(
        "TTH",
        "xã Tam Thanh",
        "Tam Thanh",
        _names("Pa,Phe,Bôn Thanh,Cha Lung,Ngàm Pốc,Mò,Kham Lếch,Nơi"),
    ),
    Above(
        "SD",
        "xã Sơn Điện",
        "Sơn Điện",
        _names("Na Nghịu,Nhài,Sủa,Tân Sơn,Xuân Sơn,Ban,Bun,Na Hồ,Sơn Tiến,Mùa"),
    ),
    Above(
        "ST",
        "xã Sơn Thủy",
        "Sơn Thủy",
        _names("Chanh,Thủy Sơn,Cóc,Muống Thủy,Hiết,Xía Nọi,Mùa Xuân,Khà,Thủy Thành"),
    ),
    Above(
        "NM", "xã Na Mèo", "Na Mèo", _names("Bo,Sộp Huối,Ché Lầu,Hiềng,Na Pọng,Cha Khót,Son,Xộp")
    ),
    Above("MM", "xã Mường Mìn", "Mường Mìn", _names("Chiềng Mìn,Luốc Lầu,Mìn,Bơn,Yên,Mẩy")),
)

ORGANISATIONS = (
    Above(
        "CQD",
        "cơ quan Đảng, đoàn thể huyện Quan Sơn",
        "Quan Sơn",
        _names("Văn phòng cấp ủy,Xây dựng Đảng,Kiểm tra,Mặt trận và đoàn thể"),
    ),
    Above(
        "CQC",
        "cơ quan chính quyền huyện Quan Sơn",
        "Quan Sơn",
        _names("Văn phòng,Tài chính,Nông nghiệp và Môi trường,Nội vụ,Kinh tế và Hạ tầng"),
    ),
    Above(
        "BV",
        "Bệnh viện đa khoa Quan Sơn",
        "Quan Sơn",
        _names("Khoa Nội,Khoa Ngoại và Sản,Khoa Khám bệnh,Khối Hành chính bệnh viện"),
        "health",
    ),
    Above(
        "CA",
        "Công an khu vực Quan Sơn",
        "Quan Sơn",
        _names("Tham mưu,Điều tra,Quản lý hành chính,Giao thông và Trật tự"),
        "police",
    ),
    Above(
        "QSU",
        "Quân sự khu vực Quan Sơn",
        "Quan Sơn",
        _names("Tham mưu quân sự,Chính trị quân sự,Hậu cần kỹ thuật"),
        "army",
    ),
    Above(
        "BPNM",
        "Đồn Biên phòng cửa khẩu Na Mèo",
        "Na Mèo",
        _names(
            "Đội Vũ trang Na Mèo,Đội Vận động quần chúng Na Mèo,Trạm Kiểm soát Na Mèo,Chỉ huy Na Mèo"
        ),
        "border",
    ),
    Above(
        "BPTT",
        "Đồn Biên phòng Tam Thanh",
        "Tam Thanh",
        _names("Đội Vũ trang Tam Thanh,Đội Vận động quần chúng Tam Thanh,Chỉ huy Tam Thanh"),
        "border",
    ),
    Above(
        "THPT",
        "Trường Trung học phổ thông Quan Sơn",
        "Quan Sơn",
        _names("Tổ Tự nhiên,Tổ Xã hội,Tổ Hành chính"),
        "school",
    ),
    Above(
        "RPH",
        "Ban Quản lý rừng phòng hộ Quan Sơn",
        "Quan Sơn",
        _names("Khối cơ quan rừng phòng hộ,Các trạm bảo vệ rừng"),
    ),
)

# Single cells that were grassroots organisations of their own.
SINGLE_CELLS = tuple(
    CellPlan(f"CS.{place:02}", "grassroots_cell", flavour, name, None, "Quan Sơn")
    for place, (flavour, name) in enumerate(
        [
            ("school", "Trường Trung học phổ thông số 2"),
            ("school", "Trường Dân tộc nội trú"),
            ("school", "Trung tâm Giáo dục thường xuyên"),
            ("health", "Trung tâm Y tế"),
            ("agency", "Kho bạc"),
            ("agency", "Thuế"),
            ("agency", "Bảo hiểm xã hội"),
            ("agency", "Viện kiểm sát"),
            ("agency", "Tòa án"),
            ("agency", "Thi hành án"),
            ("agency", "Hạt Kiểm lâm"),
            ("enterprise", "Ngân hàng Nông nghiệp"),
            ("enterprise", "Ngân hàng Chính sách"),
            ("enterprise", "Điện lực"),
            ("enterprise", "Bưu điện"),
            ("enterprise", "Viễn thông"),
        ],
        start=1,
    )
)

_KINDS = {
    "agency": "agency_cell",
    "school": "school_cell",
    "health": "health_cell",
    "police": "armed_cell",
    "army": "armed_cell",
    "border": "armed_cell",
}

# The cell without a committee that the example leads a reader to.
WITHOUT_COMMITTEE = "TT.12"
MAY, NGAM = "TT.01", "TT.02"


def all_cells() -> list[CellPlan]:
    """Return the 190 cells: 94 of villages and streets, 80 of organisations, 16 single ones."""
    found = [plan for place, row in enumerate(COMMUNES) for plan in _of_commune(row, place)]
    found += [
        CellPlan(f"{row.code}.{number:02}", _KINDS[row.flavour], row.flavour, name, row.code)
        for row in ORGANISATIONS
        for number, name in enumerate(row.cells, start=1)
    ]
    return [*found, *SINGLE_CELLS]


def _of_commune(commune: Above, place: int) -> Iterator[CellPlan]:
    number = 0
    for name in commune.cells:
        number += 1
        code = f"{commune.code}.{number:02}"
        if name.startswith("khu"):
            yield CellPlan(code, "street_cell", "street", name, commune.code)
        else:
            yield CellPlan(code, "village_cell", "village", f"bản {name}", commune.code)
    others = [
        ("agency", f"cơ quan {commune.place}"),
        ("school", f"Trường Mầm non {commune.place}"),
        ("school", f"Trường Tiểu học và Trung học cơ sở {commune.place}"),
        ("health", f"Trạm Y tế {commune.place}")
        if place % 2 == 0
        else ("police", f"Công an {commune.place}"),
    ]
    for flavour, name in others:
        number += 1
        yield CellPlan(f"{commune.code}.{number:02}", _KINDS[flavour], flavour, name, commune.code)
