"""Made-up names by the patterns of the peoples of Quan Sơn. Which people, is not stored.

Given names are kept rare on purpose where a family name is common, so that no secretary of the
example bears the name of someone in high office.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

Mix = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Pattern:
    families: tuple[str, ...]
    middle_men: tuple[str, ...]
    middle_women: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


_PATTERNS = {
    "thai": _Pattern(
        _split("Hà,Hà,Lò,Lò,Vi,Vi,Lương,Lương,Ngân,Ngân,Lữ,Lữ,Lộc,Quàng,Lục,Kha"),
        _split("Văn,Văn,Văn,Công,Xuân,Đức,Ngọc"),
        _split("Thị,Thị,Thị,Thị Hồng,Thị Thu"),
        _split(
            "Chiến,Dự,Nọi,Ún,Xôm,Tím,Inh,Tiện,Pẩn,Ươn,Piện,Khăm,Thoại,Mún,Phuôn,Diện,Hặc,Lai,"
            "Panh,Ngợi,Tuyên,Thiết,Duyệt,Thao,Xuyến,Hợi,Quyên,Thức,Toản,Nhường,Bốn,Nươi"
        ),
        _split(
            "Hiền,Xoan,Bướm,Duyến,Piếng,Óng,Nhót,Lả,Pọm,Phượng,Thơ,Hoan,Thoa,Nguyệt,Sen,"
            "Dín,Ưng,Chiêng,Lún,Thanh,Hương,Mỷ,Nhàn,Tươi,Quyến,Hạnh,Muôn,Lan,Thiết,Yến,Ngần"
        ),
    ),
    "muong": _Pattern(
        _split("Bùi,Bùi,Phạm,Phạm,Trương,Quách,Cao,Đinh,Hà"),
        _split("Văn,Bá,Đình,Ngọc,Minh"),
        _split("Thị,Thị,Thị Lan,Thị Ngọc"),
        _split(
            "Quyết,Dậu,Nhân,Ước,Thuận,Tiến,Hòa,Khiêm,Lập,Dũng,Sơn,Hải,Bình,Tuân,Điệp,Hưng,Thắng"
        ),
        _split("Nhẫn,Lành,Lụa,Hòa,Huệ,Nhung,Tâm,Hường,Bình,Thủy,Lý,Dung,Loan,Chinh,Duyên"),
    ),
    "mong": _Pattern(
        _split("Thao,Sùng,Giàng,Hơ,Lâu,Vàng,Thào"),
        _split("A,A,Văn,Pó,Seo"),
        _split("Thị"),
        _split("Sềnh,Dơ,Chứ,Lếnh,Tủa,Súa,Dế,Vạng,Chá,Pó,Lâu,Say,Nhìa,Dia,Trừ"),
        _split("Mỷ,Dợ,Pàng,Ca,Dua,Sông,Xia,Chư,Giống,Mai"),
    ),
    "kinh": _Pattern(
        _split("Nguyễn,Nguyễn,Nguyễn,Lê,Lê,Trịnh,Hoàng,Trần,Vũ,Đỗ,Mai,Phạm,Lưu,Đặng"),
        _split("Văn,Đức,Quang,Hữu,Ngọc,Xuân,Mạnh,Trọng"),
        _split("Thị,Thị,Thị Thu,Thị Thanh,Ngọc,Thị Bích"),
        _split(
            "Tuấn,Nam,Đạt,Khánh,Hiếu,Kiên,Quân,Hoàn,Cương,Toàn,Chương,Thuyên,Luân,Khôi,Thụ,"
            "Nghị,Bằng,Hanh,Phác,Điền"
        ),
        _split("Hà,Hợp,Hằng,Nhung,Trang,Thảo,Vân,Oanh,Thúy,Ngân,Liên,Phương,Mai,Huyền,Tâm,Hoa"),
    ),
}


def name(rng: Random, mix: Mix, *, woman: bool, taken: set[str]) -> str:
    """Return a full name that is not among those taken, and take it.

    mix: how many of a hundred follow each pattern.
    """
    while True:
        pattern = _PATTERNS[rng.choices(list(mix), list(mix.values()))[0]]
        middle = rng.choice(pattern.middle_women if woman else pattern.middle_men)
        given = rng.choice(pattern.women if woman else pattern.men)
        found = f"{rng.choice(pattern.families)} {middle} {given}"
        # "Thị Thu Thu" and "Lâu A Lâu" are nobody's name.
        if found not in taken and len(set(found.split())) == len(found.split()):
            taken.add(found)
            return found
