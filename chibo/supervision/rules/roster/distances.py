"""Reading a list of ways, one a line, as it is pasted from a spreadsheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chibo.base.text import fold

# Half a day on the road is a slip of the pen.
MOST_MINUTES = 600


class Wrong(StrEnum):
    """What is wrong with a line."""

    PARTS = "parts"
    PLACE = "place"
    SAME = "same"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line that cannot be read: its number from 1, why, and the word that is wrong."""

    number: int
    wrong: Wrong
    word: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """What was read: minutes by two places, the smaller key first; and the lines that are wrong."""

    minutes: Mapping[tuple[int, int], int]
    wrong: tuple[WrongLine, ...]


def read_ways(text: str, places: Mapping[str, int]) -> Ways:
    """Read ways from lines of two places and minutes, parted by tabs or semicolons.

    places: keys by code and by name. Marks and capitals do not matter; empty lines are left out;
    the later of two lines about the same places holds.
    """
    known = {fold(name): key for name, key in places.items()}
    minutes: dict[tuple[int, int], int] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _read(number, line, known)
        if isinstance(found, WrongLine):
            wrong.append(found)
        else:
            one, other, takes = found
            minutes[min(one, other), max(one, other)] = takes
    return Ways(minutes, tuple(wrong))


def _read(number: int, line: str, known: Mapping[str, int]) -> tuple[int, int, int] | WrongLine:
    parts = [part.strip() for part in re.split(r"[\t;]", line)]
    if len(parts) != 3 or not all(parts):
        return WrongLine(number, Wrong.PARTS)
    *names, takes = parts
    for name in names:
        if fold(name) not in known:
            return WrongLine(number, Wrong.PLACE, name)
    one, other = (known[fold(name)] for name in names)
    if one == other:
        return WrongLine(number, Wrong.SAME, names[0])
    if not takes.isdecimal() or not 1 <= int(takes) <= MOST_MINUTES:
        return WrongLine(number, Wrong.MINUTES, takes)
    return one, other, int(takes)
