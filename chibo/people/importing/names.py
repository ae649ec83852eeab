"""Names of people as lists hold them, made as we keep them. No Django, no database."""

import re
import unicodedata
from functools import lru_cache

from chibo.base.text import nfc

_TITLES = re.compile(
    r"^(?:[Đđ]/c|[Đđ]\.c|[Đđ]c)[\s.:]+|^[Đđ]/c|^[Đđ]ồng chí[\s.:]+"
    # Đồng is a family name too: "Đồng Chí Thanh" is one whole name.
    r"|^(?:ĐỒNG CHÍ|Đồng Chí)[\s.:]+(?=\S+\s+\S+\s+\S)|^Đ/C[\s.:]*|^ĐC[\s.:]+",
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_BIRTH_NAME = re.compile(
    r"\(.*\)|(?:tên )?(?:khai sinh|thường gọi|thường dùng|bí danh)\b.*", re.IGNORECASE
)


def clean_name(text: str) -> tuple[str, bool]:
    """Return a name without "đ/c", and whether a second name was left out.

    A name all in capitals, or all in small letters, gets capitals where they belong. Letters
    that stand alone as middle names stay. Two lines that are two names stay two lines.
    """
    lines = [line for line in (_bare(part) for part in text.split("\n")) if line]
    kept = [line for line in (_BIRTH_NAME.sub("", line).strip(" ,;-") for line in lines) if line]
    return "\n".join(map(_capitals, kept)), kept != lines


def _bare(text: str) -> str:
    before, name = None, nfc(text)
    while before != name:
        before, name = name, _TITLES.sub("", name).strip(" .,;:*-")
    return name


def _capitals(name: str) -> str:
    if not (name.isupper() or name.islower()):
        return name
    return re.sub(r"[^\W\d_]+", lambda found: found.group().capitalize(), name)


def is_name(text: str) -> bool:
    """Say whether a text can be a person's name: letters, up to eight words."""
    words = re.split(r"[ '’.-]+", text)
    return len(words) <= 8 and all(word.isalpha() for word in words if word) and len(text) > 1


def same_name_key(name: str) -> str:
    """Return what two spellings of one name share: case and the place of a tone mark."""
    return " ".join(_syllable_key(word) for word in nfc(name).lower().split())


@lru_cache(maxsize=4096)
def _syllable_key(word: str) -> str:
    # hoà and hòa, thuý and thúy: the same letters and the same tone, whichever bears it.
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(char for char in parts if char in _TONES)
    letters = "".join(char for char in parts if char not in _TONES)
    return unicodedata.normalize("NFC", letters) + tones
