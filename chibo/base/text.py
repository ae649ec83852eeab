"""Vietnamese text: one Unicode form, search without marks, order by given name."""

import re
import unicodedata
from functools import lru_cache

# Letters and digits with the marks on them; all else stands between words.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
# The alphabet of the dictionaries since 1998, and digits after it.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz0123456789"
# Order of tones in dictionaries: level, falling, asking, broken, rising, heavy.
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
# Two digits each, so that databases sort keys alike in every locale; all tones come before all
# letters, so that a word stands before those it begins.
_TONE_RANK = {tone: f"{rank:02}" for rank, tone in enumerate(_TONES, start=1)}
_LEVEL, _OTHER = "00", "09"
_LETTER_RANK = {letter: f"{rank:02}" for rank, letter in enumerate(_LETTERS, start=10)}


def nfc(text: str) -> str:
    """Return text in Unicode NFC with runs of white space made one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


# Names, headings and words come again and again.
@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return text for searching: lower case, without marks, đ as d.

    SQLite and PostgreSQL fold Vietnamese differently, so we store this form and search it.
    """
    bare = unicodedata.normalize("NFD", text.lower())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(bare.replace("đ", "d").replace("ð", "d").split())


def words_at(text: str) -> list[tuple[int, int, str]]:
    """Return the words of a text in order: where each begins and ends, and its folded form.

    "Số 05-NQ/CB" has four: so, 05, nq, cb.
    """
    found = [(*match.span(), fold(match[0])) for match in _WORD.finditer(text)]
    return [word for word in found if word[2]]


def words_apart(*texts: str) -> str:
    """Return the folded words of texts, each with a space before and after: " so 05 nq cb ".

    A word or phrase made so occurs in texts made so exactly when it occurs as whole words. A bar
    keeps phrases from running from one text into the next. Nothing for texts without words.
    """
    each = (" ".join(word for _begin, _end, word in words_at(text)) for text in texts)
    return "|".join(f" {words} " for words in each if words)


def name_key(full_name: str) -> str:
    """Return the key that sorts people as a Vietnamese list does.

    By given name (the last word), then family name and middle names, word by word as in a
    dictionary: letters before tones, so An, Anh, Ân; and all Hà before all Há before all Hạ.
    Both spellings hoà and hòa give one key. At most 202 digits for a name of 100 letters.
    """
    words = nfc(full_name).lower().split()
    return "".join(map(_word_key, [*words[-1:], *words[:-1]]))


@lru_cache(maxsize=4096)
def _word_key(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    tone = next((_TONE_RANK[char] for char in parts if char in _TONE_RANK), _LEVEL)
    kept = "".join(char for char in parts if char not in _TONE_RANK)
    letters = unicodedata.normalize("NFC", kept)
    return "".join(_LETTER_RANK.get(char, _OTHER) for char in letters) + tone


def marked(text: str) -> str:
    """Return a text as it is, marked for translation where no Django is known.

    Imported as `_`, by which the catalogues find it; whoever shows it translates it.
    """
    return text
