"""The headings of lists of members, as they occur. No Django, no database."""

import re
from enum import StrEnum

from chibo.base.text import fold


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    BORN = "born"
    BORN_MAN = "born_man"
    BORN_WOMAN = "born_woman"
    JOINED = "joined"
    OFFICIAL = "official"
    # Both days in one cell, as form 7-HSĐV has them.
    JOINED_OFFICIAL = "joined_official"
    CARD = "card"
    # Numbers of card, record and badge in one cell.
    CARD_AND_MORE = "card_and_more"
    POST = "post"
    CELL = "cell"
    CELL_CODE = "cell_code"
    PHONE = "phone"
    NOTE = "note"
    # Known, and not kept: sex, ethnic group, religion, home, education, work, income, identity.
    NOT_KEPT = "not_kept"


# Headings without marks, punctuation and what stands in brackets. The order matters: the
# first that fits is taken.
_HEADINGS: list[tuple[Column, str]] = [
    (Column.NUMBER, r"s ?t ?t|tt|so thu tu|so tt|thu tu"),
    (Column.CELL_CODE, r"ma chi bo|ma don vi|ma cb"),
    (
        Column.NAME,
        r"(ho|ho va|ho ten|ho va ten|ho, ten|ho ten dem|ten)( (ten|dem va ten|chu dem va ten"
        r"|chu lot va ten))?( khai sinh)?( (dang vien|cua dang vien|dv|dong chi))?"
        r"|ho va ten .*(khai sinh|dang dung|thuong dung)|ho ten .*khai sinh|dang vien|ten dang vien",
    ),
    (
        Column.JOINED_OFFICIAL,
        r".*\b(vao dang|ket nap)\b.* (va|ngay|nam) (\w+ )*chinh thuc",
    ),
    (
        Column.OFFICIAL,
        r"(ngay|ngay thang nam|nam|thoi gian|ngay thang)? ?(cong nhan |la |chuyen |vao dang |duoc )?"
        r"(dang vien |dv )?(chinh thuc|ct)( dang| ngay)?|chinh thuc vao dang|ngay cong nhan chinh thuc",
    ),
    (
        Column.JOINED,
        r"(ngay|ngay thang nam|nam|thoi gian|ngay thang)? ?(duoc )?(vao dang|ket nap|vd)"
        r"( dang| vao dang| du bi| lan dau| dang csvn| dcsvn)*|(ngay )?du bi",
    ),
    (
        Column.BORN_WOMAN,
        r"(ngay sinh|nam sinh|ngay thang nam sinh|sinh ngay|ngay thang nam|sinh|tuoi)? ?nu",
    ),
    (
        Column.BORN_MAN,
        r"(ngay sinh|nam sinh|ngay thang nam sinh|sinh ngay|ngay thang nam sinh|sinh|tuoi) ?nam"
        r"|nam gioi|nam",
    ),
    (
        Column.BORN,
        r"(ngay |nam |ngay thang nam |ngay thang |ngay, thang, nam )?sinh( ngay| nam)?( thang nam)?"
        r"|sn|ngay thang nam sinh|sinh ngay thang nam|nam sinh .*|ngay sinh .*",
    ),
    (
        Column.CARD_AND_MORE,
        r"so the.*(ly lich|huy hieu|ho so).*|.*so ly lich.*so the.*",
    ),
    (Column.CARD, r"(so|ma|ma so)? ?(the)( dang| dang vien| dv)?( so)?|stdv|so tdv|so the dang.*"),
    (
        Column.POST,
        r"chuc vu.*|chuc danh.*|nhiem vu( trong)?( chi bo| dang)?|cap uy|chuc trach",
    ),
    (Column.CELL, r"(ten )?(chi bo|cb|don vi|to chuc dang|noi sinh hoat|chi bo sinh hoat)( .*)?"),
    (Column.PHONE, r"(so )?(dien thoai|dt|sdt|di dong)( .*)?"),
    (
        Column.NOTE,
        r"ghi chu.*|luu y|dien( dang vien)?|loai( dang vien)?|tinh trang|dang vien ct (va )?db",
    ),
    (
        Column.NOT_KEPT,
        r"(gioi( tinh)?|dan toc|ton giao|que quan|nguyen quan|ho khau|thuong tru|noi o|cho o"
        r"|dia chi|noi sinh|trinh do|hoc van|van hoa|chuyen mon|ly luan|llct|ngoai ngu|tin hoc"
        r"|nghe nghiep|cong viec|luong|muc luong|thu nhap|he so|cmnd|cccd|can cuoc|so cccd"
        r"|dinh danh|ma dinh danh|hoan canh|gia dinh|thanh phan|thuong binh|bo doi|quan doi"
        r"|huy hieu|so ly lich|so huy hieu|dang phi|nguoi gioi thieu|khen thuong|ky luat"
        r"|xep loai|suc khoe|huu tri|chuyen di|chuyen den|tu tran|ra khoi dang)\b.*",
    ),
]
_PATTERNS = [(column, re.compile(pattern)) for column, pattern in _HEADINGS]


def recognise(heading: str) -> str | None:
    """Return the column a heading names, or None when nobody knows."""
    bare = fold(re.sub(r"[;/+]", " và ", re.sub(r"\([^)]*\)", " ", heading)))
    words = " ".join(re.sub(r"[^a-z ]", " ", bare).split())
    if not words or len(words) > 90:
        return None
    for column, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return column
    return None
