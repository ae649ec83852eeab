"""The headings of old tables of monthly figures, as they occur. No Django, no database."""

import re

from chibo.base.text import fold
from chibo.reports.rules.past import FIGURES

# Fields of a column; a unit is called "name" as everywhere in lists.
NUMBER, NAME, MONTH, YEAR = "number", "name", "month", "year"
FIELDS = (NUMBER, NAME, MONTH, YEAR, *FIGURES)

# Headings without marks and punctuation; the first that fits is taken.
_HEADINGS: list[tuple[str, str]] = [
    (NUMBER, r"s ?t ?t|tt|so thu tu|so tt"),
    (MONTH, r"thang( nam)?|ky|thoi gian|thang bao cao"),
    (YEAR, r"nam|nam bao cao"),
    (NAME, r"(ten )?(don vi|chi bo|dang bo|to chuc dang|to chuc)( .*)?|ma( don vi| chi bo)?"),
    ("thematic", r".*chuyen de.*"),
    ("on_time", r".*(dung lich|dung ngay|dung han|dung quy dinh).*"),
    ("expected", r".*(phai hop|phai sinh hoat|theo quy dinh|theo ke hoach|can hop)|so chi bo"),
    ("must_attend", r".*(phai du|phai tham gia|phai co mat|trieu tap).*"),
    ("attended", r".*(co mat|du hop|du sinh hoat|tham gia sinh hoat|tham du|thuc te du).*"),
    ("good", r"(.*\b)?(xep loai |loai )?tot"),
    ("fair", r"(.*\b)?(xep loai |loai )?kha"),
    ("average", r"(.*\b)?(xep loai |loai )?(trung binh|tb)"),
    ("poor", r"(.*\b)?(xep loai |loai )?(kem|yeu|yeu kem)"),
    ("met", r".*(da hop|da sinh hoat|hop thuong ky|sinh hoat thuong ky|so buoi|so ky).*"),
    ("members", r"(tong )?(so )?(dang vien|dv)( .*)?|tong so dang vien"),
]
_PATTERNS = [(field, re.compile(pattern)) for field, pattern in _HEADINGS]


def recognise(heading: str) -> str | None:
    """Return the field a heading names, or None when nobody knows."""
    bare = fold(re.sub(r"\([^)]*\)", " ", heading))
    words = " ".join(re.sub(r"[^a-z ]", " ", bare).split())
    if not words or len(words) > 90:
        return None
    return next((field for field, pattern in _PATTERNS if pattern.fullmatch(words)), None)
