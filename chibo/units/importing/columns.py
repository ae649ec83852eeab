"""The headings of lists of units, and the kinds they name. No Django, no database."""

import re
from enum import StrEnum

from chibo.base.text import fold


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    KIND = "kind"
    PARENT = "parent"
    FOUNDED = "founded"
    DECISION = "decision"
    PLACE = "place"
    # Known, and not kept: who leads a unit and how many it has is read from the members.
    NOT_KEPT = "not_kept"


_HEADINGS: list[tuple[Column, str]] = [
    (Column.NUMBER, r"s ?t ?t|tt|so thu tu|so tt|thu tu"),
    (
        Column.PARENT,
        r"((ma |ten )?(don vi|to chuc dang|to chuc|cap uy) (cap tren|quan ly|chu quan)|cap tren"
        r"|truc thuoc|thuoc)( .*)?",
    ),
    (Column.CODE, r"ma|ma so|(ma|ma so)( (don vi|chi bo|to chuc|to chuc dang|tcd|dv|cb))+|ky hieu"),
    (
        Column.KIND,
        r"(loai( hinh)?|kieu|khoi)( (don vi|chi bo|to chuc|to chuc dang))?",
    ),
    (Column.FOUNDED, r"((ngay|nam|thoi gian|ngay thang nam) )*thanh lap"),
    (Column.DECISION, r"(so )?(quyet dinh|qd)( .*)?|so qd.*"),
    (Column.PLACE, r"dia danh( .*)?|noi ban hanh"),
    (
        Column.NAME,
        r"(ten )?(don vi|chi bo|to chuc dang|to chuc|dang bo)( (truc thuoc|co so))?|ten( goi)?"
        r"|ten chi bo dang bo|ten .*(chi bo|don vi|to chuc).*",
    ),
    (
        Column.NOT_KEPT,
        r"(bi thu|pho bi thu|chi uy|cap uy vien|so (luong )?(dang vien|dv)|so dv|tong so|dang vien"
        r"|dia chi|tru so|dien thoai|email|ghi chu|nam|nu|dan toc|xep loai)\b.*",
    ),
]
_PATTERNS = [(column, re.compile(pattern)) for column, pattern in _HEADINGS]


def recognise(heading: str) -> str | None:
    """Return the column a heading names, or None when nobody knows."""
    bare = fold(re.sub(r"\([^)]*\)", " ", heading))
    words = " ".join(re.sub(r"[^a-z ]", " ", bare).split())
    if not words or len(words) > 90:
        return None
    for column, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return column
    return None


# What a list says of a unit's kind, or its own name says; the first that fits is taken.
_KINDS: list[tuple[str, str]] = [
    ("province", r"(dang bo )?(tinh uy|thanh uy)\b.*|dang bo tinh\b.*|tinh|tinh uy thanh uy"),
    ("district", r"(dang bo )?huyen\b.*|huyen uy\b.*|thi uy|thanh pho thuoc tinh"),
    (
        "agency_organisation",
        r"(dang bo|dang uy) (co quan|cac co quan|khoi|cong an|quan su|bo chi huy|don bien phong"
        r"|luc luong|uy ban|ubnd|truong|benh vien|cong ty)\b.*",
    ),
    ("section", r"dang bo (bo phan|truc thuoc)\b.*|dang uy bo phan\b.*"),
    (
        "commune",
        r"(dang bo|dang uy) (xa|phuong|thi tran|dac khu)\b.*|xa|phuong|thi tran|dac khu|dang bo co so"
        r"|dang uy xa|dang bo xa phuong thi tran dac khu",
    ),
    ("grassroots_cell", r"chi bo co so\b.*|cbcs"),
    (
        "village_cell",
        r"(chi bo )?(thon|ban|xom|lang|ap|buon|khu dan cu|nong thon)\b.*",
    ),
    ("street_cell", r"(chi bo )?(khu pho|to dan pho|tdp|khu \d+|khu|duong pho|tieu khu)\b.*"),
    (
        "school_cell",
        r"(chi bo )?(truong|nha truong|mam non|tieu hoc|thcs|thpt|th|giao duc|pho thong)\b.*",
    ),
    ("health_cell", r"(chi bo )?(y te|tram y te|benh vien|trung tam y te|phong kham)\b.*"),
    (
        "armed_cell",
        r"(chi bo )?(luc luong|vu trang|cong an|quan su|ban chqs|ban chi huy|bien phong|don bien phong"
        r"|quan doi|bo doi)\b.*",
    ),
    (
        "enterprise_cell",
        r"(chi bo )?(doanh nghiep|cong ty|hop tac xa|htx|nha may|lam truong|ngan hang|quy tin dung)\b.*",
    ),
    (
        "agency_cell",
        r"(chi bo )?(co quan|hanh chinh|khoi dang|khoi|van phong|uy ban|ubnd|mat tran|phong|ban to chuc"
        r"|su nghiep|dang|toa an|vien kiem sat|kho bac|thue|kiem lam|hat kiem lam|bao hiem)\b.*",
    ),
]
_KIND_PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in _KINDS]
_BODIES = re.compile(r"\bban (to chuc|tuyen giao|dan van|noi chinh|chqs|chi huy|quan ly)\b")


def kind_of(text: str) -> str | None:
    """Return the code of the kind that a word or a unit's name says, or None."""
    words = " ".join(re.sub(r"[^a-z0-9 ]", " ", fold(text)).split())
    # "Ban Tổ chức" is an office, "bản Máy" a village; without marks they look alike.
    if _BODIES.search(words):
        words = _BODIES.sub("co quan", words)
    for kind, pattern in _KIND_PATTERNS:
        if pattern.fullmatch(words):
            return kind
    return None
