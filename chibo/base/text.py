"""Vietnamese text: one Unicode form, search without marks, order by given name."""

import unicodedata

# What follows the letter decides; alphabet of the dictionaries since 1998.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Order of tones in dictionaries: level, falling, asking, broken, rising, heavy.
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_TONE_RANK = {tone: rank for rank, tone in enumerate(_TONES, start=1)}
_LETTER_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_LETTERS)}


def nfc(text: str) -> str:
    """Return text in Unicode NFC with runs of white space made one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return text for searching: lower case, without marks, đ as d.

    SQLite and PostgreSQL fold Vietnamese differently, so we store this form and search it.
    """
    bare = unicodedata.normalize("NFD", text.lower())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(bare.replace("đ", "d").split())


def name_key(full_name: str) -> str:
    """Return the key that sorts people as a Vietnamese list does.

    By given name (the last word), then family name and middle names; letters before tones:
    An, Anh, Ân; and Hà before Há before Hạ. Both spellings hoà and hòa give one key.
    """
    words = nfc(full_name).lower().split()
    ordered = [*words[-1:], *words[:-1]]
    letters = " ".join("".join(_letter_ranks(word)) for word in ordered)
    tones = " ".join(_tone_rank(word) for word in ordered)
    return f"{letters}|{tones}"


def _letter_ranks(word: str) -> list[str]:
    bare = unicodedata.normalize("NFD", word)
    kept = "".join(char for char in bare if char not in _TONE_RANK)
    return [_LETTER_RANK.get(char, char) for char in unicodedata.normalize("NFC", kept)]


def _tone_rank(word: str) -> str:
    for char in unicodedata.normalize("NFD", word):
        if char in _TONE_RANK:
            return str(_TONE_RANK[char])
    return "0"
