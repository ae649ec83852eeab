"""What short words in remarks and posts say. No Django, no database.

What is read is kept as facts; what is not is told and not stored: a remark may say anything.
"""

import re
from dataclasses import dataclass, field

from chibo.base.dates import PartialDate, UnreadableDate, read_dates
from chibo.base.text import fold


@dataclass(frozen=True, slots=True)
class Marks:
    """What a remark says of a member. end: of an exemption for a time, where it is named."""

    probationary: bool = False
    official: bool = False
    standings: frozenset[str] = frozenset()
    end: PartialDate | None = None
    # Here for a time from another cell, or away from this one for a time, and where.
    is_guest: bool = False
    away: str = ""
    # He is no member here any more; an import does not say since when.
    has_left: bool = False
    unread: tuple[str, ...] = field(default=())


_PARTS = re.compile(r"[;,\n+]| - |\.(?:\s|$)")
_PROBATION = re.compile(r"(d/?v ?)?(db|du bi)|dang vien (db|du bi)|dvdb|d\.b")
_OFFICIAL = re.compile(r"(d/?v ?)?(ct|chinh thuc)|dang vien (ct|chinh thuc)|dvct")
_LEFT = re.compile(
    r"da (chet|mat)\b.*|(chet|mat)( nam| ngay|,|$).*|(da )?(tu tran|qua doi)\b.*|(da )?(xoa ten|khai tru|xin ra khoi dang|ra khoi dang)\b.*"
    r"|(da )?chuyen (sinh hoat )?(chinh thuc|di|dang di|shcd)\b.*"
)
_FOR_A_TIME = re.compile(r"(duoc )?(tam mien|mien (\w+ )*(co thoi han|tam thoi))\b.*")
_EXEMPT = re.compile(r"(d/?v ?|dang vien )?(duoc )?(msh|m\.s\.h|mien)\b.*")
_SUSPENDED = re.compile(r"(dang bi |bi )?dinh chi\b.*")
_DETAINED = re.compile(r"(dang bi |bi )?tam (giam|giu)\b.*")
_WORKING_AWAY = re.compile(
    r"(dang )?(di )?(lam an xa|lam xa|lam viec xa|lam an o xa|xuat khau lao dong|xkld)\b.*"
    r"|(dang )?(di )?(lam an|lam viec|lao dong) (o|tai) .*"
)
_ELSEWHERE = re.compile(
    r"(dang )?(di|chuyen)( di)? (sinh hoat tam thoi|shtt|sht|sh tam thoi)\b.*"
    r"|(sinh hoat tam thoi|shtt|sht|sh tam thoi) (o|tai) .*|(sinh hoat tam thoi|shtt) noi khac"
)
_GUEST = re.compile(r"(d/?v ?|dang vien )?(sinh hoat tam thoi|shtt|sht|sh tam thoi)\b.*")
_PLACE = re.compile(r"\b(?:ở|tại|về|sang)\s+(.+)$", re.IGNORECASE)


def read_marks(text: str) -> Marks:
    """Return what a remark says; parts that say nothing we keep come back in `unread`."""
    found: dict[str, bool] = {}
    standings: set[str] = set()
    end: PartialDate | None = None
    away = ""
    unread = []
    for part in _parts(text):
        bare = fold(part).strip(" .:*")
        if _PROBATION.fullmatch(bare):
            found["probationary"] = True
        elif _OFFICIAL.fullmatch(bare):
            found["official"] = True
        elif _LEFT.fullmatch(bare):
            found["has_left"] = True
        elif _FOR_A_TIME.fullmatch(bare):
            standings.add("temporarily_exempt")
            end = _end(part)
        elif _ELSEWHERE.fullmatch(bare):
            place = _PLACE.search(part)
            away = place.group(1) if place else part
        elif _GUEST.fullmatch(bare):
            found["is_guest"] = True
        elif kind := _standing(bare):
            standings.add(kind)
        else:
            unread.append(part)
    return Marks(standings=frozenset(standings), end=end, away=away, unread=tuple(unread), **found)


def _standing(bare: str) -> str:
    for pattern, kind in (
        (_EXEMPT, "exempt"),
        (_SUSPENDED, "suspended"),
        (_DETAINED, "detained"),
        (_WORKING_AWAY, "working_away"),
    ):
        if pattern.fullmatch(bare):
            return kind
    return ""


def _parts(text: str) -> list[str]:
    # "MSH, SHTT": each says a thing; but "miễn công tác, sinh hoạt" is one.
    joined = re.sub(r"(công tác)\s*,\s*(sinh hoạt)", r"\1 \2", text, flags=re.IGNORECASE)
    return [part.strip() for part in _PARTS.split(joined) if part and part.strip(" -*.")]


def _end(part: str) -> PartialDate | None:
    try:
        return read_dates(part)[-1]
    except UnreadableDate:
        return None


_POSTS = [
    ("secretary", re.compile(r"(bi thu|bt|b\.thu|bthu)( (chi bo|cb))?")),
    ("deputy_secretary", re.compile(r"(pho bi thu|p bi thu|pbt|p\.bi thu|p\.bt)( (chi bo|cb))?")),
    (
        "committee_member",
        re.compile(r"(chi uy vien|cuv|uy vien|chi uy|uv|c\.u\.v)( (chi uy|chi bo|bch))?"),
    ),
    ("group_leader", re.compile(r"(to truong|to truong to) ?(to )?dang( .*)?")),
]
_NO_POST = re.compile(r"(d/?v|dang vien|dvct|dvdb|khong|-|x)( (chinh thuc|du bi|ct|db))?")
_BETWEEN_POSTS = re.compile(r"[;,\n+&]|\bkiêm\b| - |–|\bvà\b", re.IGNORECASE)


def read_posts(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the posts of a cell that a text names, and the parts that name none we keep."""
    posts: list[str] = []
    unread = []
    for part in _BETWEEN_POSTS.split(text):
        bare = fold(part).strip(" .:*")
        if not bare or _NO_POST.fullmatch(bare):
            continue
        kind = next((kind for kind, pattern in _POSTS if pattern.fullmatch(bare)), None)
        if kind is None:
            unread.append(part.strip())
        elif kind not in posts:
            posts.append(kind)
    return tuple(posts), tuple(unread)
