"""Names of units as lists hold them, made as we keep them. No Django, no database."""

import re

from chibo.base.text import fold, nfc

# What is no proper name: small letters inside "Chi bộ trường tiểu học Na Mèo". Whole phrases,
# for "trung" of "trung học" is also Trung of Trung Thượng.
_COMMON = re.compile(
    r"\b(?:đảng (?:bộ|ủy|uỷ)|chi bộ|cơ sở|bộ phận|trực thuộc|bản|thôn|xóm|làng|khu phố|tổ dân phố|khu"
    r"|xã|phường|thị trấn|đặc khu|huyện|tỉnh|(?:trường )?(?:mầm non|tiểu học|trung học cơ sở"
    r"|trung học phổ thông|phổ thông dân tộc (?:nội|bán) trú|phổ thông)|trường|trạm y tế|trung tâm"
    r"|y tế|bệnh viện|công an|quân sự|ban chỉ huy|đồn|biên phòng|cơ quan|văn phòng|mặt trận"
    r"|doanh nghiệp|công ty|hợp tác xã|khối|và)\b",
    re.IGNORECASE,
)
_CELL = re.compile(r"chi bộ\b[\s:]*", re.IGNORECASE)


def clean_unit_name(text: str) -> str:
    """Return a unit's name on one line; one all in capitals gets them where they belong."""
    name = re.sub(r"^(?:[IVX]+|\d+)[.)]\s+|^[-+*]\s*", "", nfc(text))
    if not name.isupper():
        return name[:1].upper() + name[1:]
    titled = " ".join(word.capitalize() for word in name.split())
    plain = _COMMON.sub(lambda found: found.group().lower(), titled)
    return plain[:1].upper() + plain[1:]


def split_name(text: str, *, is_cell: bool) -> tuple[str, str]:
    """Return a unit's short and full name: "bản Máy" and "Chi bộ bản Máy"."""
    name = clean_unit_name(text)
    if not is_cell:
        return name, name
    bare = _CELL.sub("", name, count=1).strip() if _CELL.match(name) else name
    if _COMMON.match(bare):
        bare = bare[:1].lower() + bare[1:]
    return bare, f"Chi bộ {bare}"


def code_from(name: str, parent: str, taken: set[str]) -> str:
    """Return a code for a unit whose list gives none: its parent's and its name's letters.

    "Chi bộ bản Máy" under "TT" is "TT.MAY". The same list gives the same codes again.
    """
    words = re.sub(r"[^a-z0-9 ]", " ", fold(name)).split()
    while words and words[0] in {"chi", "bo", "dang", "ban", "thon", "khu", "pho", "xa"}:
        words = words[1:]
    own = "".join(words).upper()[:16] or "DV"
    stem = f"{parent}.{own}" if parent else own
    code, number = stem[:40], 1
    while code in taken:
        number += 1
        code = f"{stem[:36]}-{number}"
    return code
