"""Finding a secrecy stamp on a document. No Django, no clock, no database.

State secrets never enter this program. A stamp is refused; a sentence about secrecy, honey (mật
ong), density (mật độ) or comrade Mật is not. Where a line can be read both ways we refuse: a
paper entered by hand costs a minute.

Source: [L-117/2025] (articles to confirm); the grades are mật, tối mật, tuyệt mật.
"""

import re
import unicodedata
from enum import StrEnum
from itertools import pairwise

from chibo.base.text import fold


class Mark(StrEnum):
    """A grade of secrecy, named by its Vietnamese word."""

    MAT = "mat"
    TOI_MAT = "toi_mat"
    TUYET_MAT = "tuyet_mat"


_GRADES = {"mật": Mark.MAT, "tối mật": Mark.TOI_MAT, "tuyệt mật": Mark.TUYET_MAT}
_RANK = list(Mark)

# What may stand around a stamp on its line: brackets, stars, rules, stops.
_FRAME = " \t\u00a0*[](){}<>|_.,:;!?-–—=~•·\"'“”‘’«»/\\"
# Two columns of a head come out of a PDF on one line.
_COLUMNS = re.compile(r"\t|[ \u00a0]{2,}|\|")
_SPACED = re.compile(r"(?:\w )+\w")
_DECLARED = re.compile(
    r"\bđộ\s+(?:bảo\s+)?mật\s*[:：]\s*[\[(“\"*]*\s*(tuyệt\s+mật|tối\s+mật|mật)\b", re.IGNORECASE
)
_CAPITALS = re.compile(r"(?<!\w)(?:(TUYỆT|TỐI)\s+)?MẬT(?!\w)")
_COPY_NUMBER = re.compile(r"\W+bản\s+số\b.*$", re.IGNORECASE)
# Capitals that speak about secrecy: headings of laws, lists and lessons.
_ABOUT = re.compile(r"BÍ MẬT|DANH MỤC|QUY ĐỊNH|QUY CHẾ|BẢO VỆ|BẢO MẬT|(?<!\w)ĐỘ(?!\w)")

_WORDS = re.compile(r"[^\W_]+")
# Before "mật" in a file's name these make it a grade: "công văn mật", "CV mat 12".
_PAPERS = re.compile(
    "cv|vb|tl|bc|kh|độ|dấu|bản|do|dau|văn bản|công văn|tài liệu|báo cáo|kế hoạch|tờ trình|"
    "quyết định|nghị quyết|thông báo|biên bản|chỉ thị|kết luận|hướng dẫn|phụ lục|mẫu|van ban|"
    "cong van|tai lieu|bao cao|ke hoach|to trinh|quyet dinh|nghi quyet|thong bao|bien ban|chi thi|"
    "ket luan|huong dan|phu luc|mau"
)
# Beside "mật" these make another word of it: bí mật, vắng mặt, mật ong, mật độ.
_INNOCENT_BEFORE = re.compile(
    "bí|bảo|thân|cơ|nội|tuyến|đường|rỉ|nước|bi|bao|than|co|vắng|vang|ra|gặp|gap|bề|be|thay"
)
_INNOCENT_AFTER = re.compile("ong|ngữ|ngọt|khẩu|mã|độ|thiết|thám|vụ|mía")


def classification_mark(name: str, text: str) -> Mark | None:
    """Return the highest secrecy mark on a document, or None.

    name: of the file, with or without its ending, marks or not; text: of the document, line by
    line, any Unicode form.
    """
    marks = [*_marks_of_name(_nfc(name)), *_marks_of_text(_nfc(text))]
    return max(marks, key=_RANK.index, default=None)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _marks_of_text(text: str) -> list[Mark]:
    marks = [_grade(found[1]) for found in _DECLARED.finditer(text)]
    for line in text.splitlines():
        marks += [mark for part in _COLUMNS.split(line) if (mark := _stamp(part))]
        marks += _in_capitals(line)
        if mark := _stamp(line):
            marks.append(mark)
    return marks


def _grade(words: str) -> Mark:
    return _GRADES[" ".join(words.lower().split())]


def _stamp(line: str) -> Mark | None:
    """Return the mark that stands alone on a line: MẬT, TỐI MẬT, Tuyệt mật, "M Ậ T"."""
    words = " ".join(_COPY_NUMBER.sub("", line).strip(_FRAME).split())
    if _SPACED.fullmatch(words):
        words = re.sub("(TUYỆT|TỐI)(?=MẬT)", r"\1 ", words.replace(" ", ""))
    mark = _GRADES.get(words.lower())
    # "Mật" in small letters alone is a name in a list; the other two grades are never one.
    if mark is Mark.MAT and words != "MẬT":
        return None
    return mark


def _in_capitals(line: str) -> list[Mark]:
    found = {match[1] for match in _CAPITALS.finditer(line)}
    # Two grades on a line, or a word about secrecy: it speaks about grades and bears none.
    if len(found) != 1 or found == {None} or _ABOUT.search(line):
        return []
    return [_grade(f"{found.pop()} mật")]


def _marks_of_name(name: str) -> list[Mark]:
    stem = re.sub(r"\.\w{1,5}$", "", name.strip())
    words = _WORDS.findall(stem)
    low = [word.lower() for word in words]
    marks = [
        mark
        for first, second in pairwise(low)
        for adverb, mark in (("tối", Mark.TOI_MAT), ("tuyệt", Mark.TUYET_MAT))
        if _is(first, adverb) and _is(second, "mật")
    ]
    if any(_is(word, "mật") and _is_grade(stem, words, place) for place, word in enumerate(low)):
        marks.append(Mark.MAT)
    return marks


def _is(word: str, expected: str) -> bool:
    """Say whether a word of a file's name is the expected one, with its marks or without any."""
    return word in (expected, fold(expected))


def _is_grade(stem: str, words: list[str], place: int) -> bool:
    """Say whether the "mật" at a place in a file's name is a grade, not part of another word."""
    if len(words) == 1 or re.search(rf"[\[({{]\s*{words[place]}\s*[\])}}]", stem):
        return True
    low = [word.lower() for word in words]
    before = low[place - 1] if place else ""
    after = low[place + 1] if place + 1 < len(low) else ""
    if _INNOCENT_BEFORE.fullmatch(before) or _INNOCENT_AFTER.fullmatch(after):
        return False
    # Without marks it may be mặt, mất or mắt: only the end, or a number, tells a grade.
    if low[place] == "mat" and after not in ("", "so") and not after.isdigit():
        return False
    if _PAPERS.fullmatch(before) or _PAPERS.fullmatch(" ".join(low[max(place - 2, 0) : place])):
        return True
    # A stamp typed into a name of small letters: "bc quy 1 MẬT", "MẬT - cv 12".
    return words[place] == "MẬT" and stem != stem.upper()
