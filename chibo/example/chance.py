"""Chance that comes out the same again: numbers, keys and words from a seed."""

import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from random import Random

_BRACES = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")


def chance(*parts: object) -> Random:
    """Return a source of chance of its own for each thing named, so that one cell more or
    fewer changes nothing in the others.
    """
    return Random("/".join(map(str, parts)))  # noqa: S311 - made-up data keeps no secret


def happens(rng: Random, probability: float) -> bool:
    """Say whether something of a probability 0..1 comes about this time."""
    return rng.random() < probability


def key(rng: Random, moment: datetime) -> uuid.UUID:
    """Return a key shaped as a UUIDv7 of a moment, made of the seed instead of the machine."""
    value = int(moment.timestamp() * 1000) << 80
    value |= 0x7 << 76 | rng.getrandbits(12) << 64
    value |= 0b10 << 62 | rng.getrandbits(62)
    return uuid.UUID(int=value)


def fill(text: str, rng: Random, words: Mapping[str, str]) -> str:
    """Return a text with its braces filled: a known word, a number of a range, one of several.

    The first letter becomes a capital: a sentence may begin with a word of the cell.
    """

    def one(found: re.Match[str]) -> str:
        inside: str = found.group(1)
        if inside in words:
            return words[inside]
        numbers = _RANGE.fullmatch(inside)
        if numbers:
            return str(rng.randint(int(numbers.group(1)), int(numbers.group(2))))
        return rng.choice(inside.split("|"))

    return capital(_BRACES.sub(one, text))


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]
