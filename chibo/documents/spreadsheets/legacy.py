"""Text typed in the fonts of before Unicode: TCVN3 (".VnTime") and VNI ("VNI-Times").

Such a file holds Latin letters and signs that only its font showed as Vietnamese: "NguyÔn" and
"Nguyeãn" are Nguyễn. Once read they are ordinary characters of U+0080..U+00FF, so this works
on text, whatever kind of file it came from.

A word is told by whether it could be a Vietnamese syllable as it stands, or read as one of the
two. Some could be both ("bé" is a word, and is "bộ" in TCVN3): those follow their column.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from chibo.base.cells import Cell
from chibo.documents.spreadsheets.workbook import Row


class Legacy(StrEnum):
    """A way of writing Vietnamese from before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"


# TCVN 5712:1993, the set VN3: one code a letter. Capitals with a tone exist only as fonts.
_TCVN3 = {
    **dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True)),
    **dict(zip(range(0xB5, 0xBA), "àảãáạ", strict=True)),
    **dict(zip((0xBB, 0xBC, 0xBD, 0xBE, 0xC6), "ằẳẵắặ", strict=True)),
    **dict(zip(range(0xC7, 0xCC), "ầẩẫấậ", strict=True)),
    **dict(zip((0xCC, 0xCE, 0xCF, 0xD0, 0xD1), "èẻẽéẹ", strict=True)),
    **dict(zip(range(0xD2, 0xD7), "ềểễếệ", strict=True)),
    **dict(zip((0xD7, 0xD8, 0xDC, 0xDD, 0xDE), "ìỉĩíị", strict=True)),
    **dict(zip((0xDF, 0xE1, 0xE2, 0xE3, 0xE4), "òỏõóọ", strict=True)),
    **dict(zip(range(0xE5, 0xEA), "ồổỗốộ", strict=True)),
    **dict(zip(range(0xEA, 0xEF), "ờởỡớợ", strict=True)),
    **dict(zip((0xEF, 0xF1, 0xF2, 0xF3, 0xF4), "ùủũúụ", strict=True)),
    **dict(zip(range(0xF5, 0xFA), "ừửữứự", strict=True)),
    **dict(zip(range(0xFA, 0xFF), "ỳỷỹýỵ", strict=True)),
}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

# VNI: a letter, then a sign that carries its marks; some letters have codes of their own.
_VNI_MARKS = {
    **dict(zip("øùûõï", (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True)),
    "â": _CIRCUMFLEX,
    **dict(
        zip(
            "àáåãä",
            (_CIRCUMFLEX + tone for tone in (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)),
            strict=True,
        )
    ),
    "ê": _BREVE,
    **dict(
        zip(
            "èéúüë",
            (_BREVE + tone for tone in (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)),
            strict=True,
        )
    ),
}
_VNI_LETTERS = dict(zip("ñôöìíæóòîÑÔÖÌÍÆÓÒÎ", "đơưìíỉĩịỵĐƠƯÌÍỈĨỊỴ", strict=True))
_VNI_PAIR = re.compile(f"([aeouyAEOUYôöÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_VNI_ALONE = str.maketrans(_VNI_LETTERS)

_TONES = str.maketrans(dict.fromkeys((_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)))
_SYLLABLE = re.compile(
    # Loose at the front for names of places and peoples (Krông, Đắk), strict in the vowels.
    r"(?:ngh|[bcdđghklmnpqrstvx]{0,3})"
    r"(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ia|iê|ya|yê|ua|uô|ưa|ươ|oa|oă|oe|uâ|uê|uy|uya|uyê|uơ|ue|oo|uă"
    r"|ai|ao|au|ay|âu|ây|eo|êu|iêu|yêu|iu|oi|ôi|ơi|ui|ưi|uôi|ươi|ưu|ươu|oai|oao|oay|oeo|uai|uao"
    r"|uay|uây|uyu|uau|uoa|ueo|io)"
    r"(?:ng|nh|ch|c|m|n|p|t|k)?"
)
_WORD = re.compile(r"[^\W\d_]+|[^\x00-\x7f]+")
_SPACES = re.compile(r"[^\S\n]+")
_UNSEEN = re.compile(r"_x000D_|[\u200b-\u200f\u2060\ufeff]")


def clean(cell: Cell) -> Cell:
    """Return a cell in NFC with its lines trimmed, plain spaces and nothing unseen."""
    if type(cell) is not str:
        return cell
    if cell.isascii() and cell.isalnum():
        return cell
    if cell.isprintable() and "  " not in cell and "_x" not in cell:
        # One line and no space but the plain one: nothing below would find anything.
        return unicodedata.normalize("NFC", cell).strip() or None
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", cell)).replace("\r\n", "\n")
    lines = [_SPACES.sub(" ", line).strip() for line in text.replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip("\n") or None


def without_soft_hyphens(cell: Cell) -> Cell:
    """Return a cell without soft hyphens; after `to_unicode`, for TCVN3 writes ư so."""
    return cell.replace("\u00ad", "") if type(cell) is str else cell


def to_unicode(rows: Sequence[Row]) -> list[Row]:
    """Return rows with the text of old fonts turned into Vietnamese letters.

    A cell that can be told from itself is; one that cannot follows its column, then its sheet.
    """
    seen: dict[int, Counter[Legacy | None]] = {}
    for row in rows:
        for column, cell in enumerate(row):
            if type(cell) is str and not cell.isascii():
                is_clear, kind = evidence(cell)
                if is_clear:
                    seen.setdefault(column, Counter())[kind] += 1
    whole = sum(seen.values(), Counter[Legacy | None]())
    if not any(whole[kind] for kind in Legacy):
        return list(rows)
    usual = {column: counts.most_common(1)[0][0] for column, counts in seen.items()}
    sheet = whole.most_common(1)[0][0]
    return [
        tuple(_in_unicode(cell, usual.get(place, sheet)) for place, cell in enumerate(row))
        for row in rows
    ]


def _in_unicode(cell: Cell, usual: Legacy | None) -> Cell:
    if type(cell) is not str or cell.isascii():
        return cell
    is_clear, kind = evidence(cell)
    kind = kind if is_clear else usual
    return cell if kind is None else convert(cell, kind)


@lru_cache(maxsize=20_000)
def evidence(text: str) -> tuple[bool, Legacy | None]:
    """Say whether a text shows by itself how it is written, and how; None is Unicode."""
    if any(char > "\u00ff" and unicodedata.category(char)[0] in "LM" for char in text):
        return True, None
    scores = {kind: credibility(convert(text, kind)) for kind in Legacy}
    as_it_stands = credibility(text)
    best = max(scores, key=lambda kind: scores[kind])
    others = [as_it_stands, *(score for kind, score in scores.items() if kind is not best)]
    if scores[best] > max(others) and scores[best] > 0.5:
        return True, best
    return as_it_stands > max(scores.values()), None


def convert(text: str, kind: Legacy) -> str:
    """Return a text of an old font in Unicode NFC; a word in capitals stays in capitals."""
    if kind is Legacy.TCVN3:
        return re.sub(r"[^\W_]*[\u00a1-\u00fe][\w\u00a1-\u00fe]*", _tcvn3_word, text)
    joined = _VNI_PAIR.sub(_vni_letter, text).translate(_VNI_ALONE)
    return unicodedata.normalize("NFC", joined)


def _tcvn3_word(found: re.Match[str]) -> str:
    word = found.group().translate(_TCVN3)
    plain = [char for char in found.group() if char.isascii() and char.isalpha()]
    # Capitals with a tone have no code of their own: "NGUYÔN" was typed in a font of capitals.
    return word.upper() if len(plain) > 1 and all(map(str.isupper, plain)) else word


def _vni_letter(found: re.Match[str]) -> str:
    letter, mark = found.groups()
    return letter.translate(_VNI_ALONE) + _VNI_MARKS[mark.lower()]


def credibility(text: str) -> float:
    """Return the share (0..1) of the words beyond plain ASCII that could be Vietnamese."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return 1.0
    return sum(map(_is_syllable, words)) / len(words)


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word.lower())
    bare = parts.translate(_TONES)
    if len(parts) - len(bare) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None
