"""Conditions on a measured value, as a sheet writes them, and the stretches of numbers they hold.

">= 75 and < 90", "> 50", "= 0", "yes". An end may be the name of a mark that only the
meeting fixes: "> 30 and < half" where half the asked length is 45 minutes for one cell and 60 for
another.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

Marks = Mapping[str, Fraction]

_COMPARISON = re.compile(
    r"(?P<sign>>=|<=|≥|≤|>|<|=)\s*(?:(?P<number>-?\d+(?:[.,]\d+)?)\s*%?|(?P<mark>[a-z_]+))"
)
_SIGNS = {"≥": ">=", "≤": "<="}
_ANSWERS = {"yes": ">= 1", "no": "< 1"}


class NotACondition(Exception):
    """A text that is no condition; `text` is what stood there."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Stretch:
    """All numbers between two ends; an end of None goes on for ever."""

    low: Fraction | None = None
    high: Fraction | None = None
    with_low: bool = True
    with_high: bool = True

    def __contains__(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (self.with_low and value == self.low)
        below = self.high is None or value < self.high or (self.with_high and value == self.high)
        return above and below

    @property
    def is_empty(self) -> bool:
        """Say whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        if self.low == self.high:
            return not (self.with_low and self.with_high)
        return self.low > self.high

    def and_(self, other: "Stretch") -> "Stretch":
        """Return the numbers that lie in both."""
        low, with_low = _tighter_low(self, other)
        high, with_high = _tighter_high(self, other)
        return Stretch(low, high, with_low, with_high)

    def of_whole_numbers(self) -> "Stretch":
        """Return the same whole numbers with ends that are whole and belong to it."""
        low, high = self.low, self.high
        if low is not None:
            low = Fraction(low.__ceil__() + (not self.with_low and low.denominator == 1))
        if high is not None:
            high = Fraction(high.__floor__() - (not self.with_high and high.denominator == 1))
        return Stretch(low, high)


def _tighter_low(one: Stretch, other: Stretch) -> tuple[Fraction | None, bool]:
    ends = [(end.low, end.with_low) for end in (one, other) if end.low is not None]
    # Of two equal ends the one that leaves the number out is the tighter.
    return max(ends, key=lambda end: (end[0], not end[1]), default=(None, True))


def _tighter_high(one: Stretch, other: Stretch) -> tuple[Fraction | None, bool]:
    ends = [(end.high, end.with_high) for end in (one, other) if end.high is not None]
    return min(ends, key=lambda end: (end[0], end[1]), default=(None, True))


@dataclass(frozen=True, slots=True)
class Condition:
    """What a value must fulfil, as it was written."""

    text: str
    comparisons: tuple[tuple[str, Fraction | str], ...]

    def __str__(self) -> str:
        return self.text

    @property
    def marks(self) -> set[str]:
        """Return the names of the marks it needs."""
        return {end for _sign, end in self.comparisons if isinstance(end, str)}

    def stretch(self, marks: Marks) -> Stretch:
        """Return the numbers that fulfil it. Raises KeyError for a mark nobody fixed."""
        found = Stretch()
        for sign, end in self.comparisons:
            number = marks[end] if isinstance(end, str) else end
            found = found.and_(_SIDES[sign](number))
        return found

    def holds(self, value: Fraction, marks: Marks) -> bool:
        """Say whether a value fulfils it."""
        return value in self.stretch(marks)


_SIDES = {
    ">=": lambda end: Stretch(low=end),
    ">": lambda end: Stretch(low=end, with_low=False),
    "<=": lambda end: Stretch(high=end),
    "<": lambda end: Stretch(high=end, with_high=False),
    "=": lambda end: Stretch(low=end, high=end),
}


@cache
def condition(text: str) -> Condition:
    """Read a condition. Raises NotACondition."""
    plain = _ANSWERS.get(text.strip(), text.strip())
    comparisons = []
    for part in re.split(r"\s+and\s+", plain):
        found = _COMPARISON.fullmatch(part.strip())
        if found is None:
            raise NotACondition(text)
        sign = _SIGNS.get(found["sign"], found["sign"])
        number = found["number"]
        end = found["mark"] if number is None else Fraction(number.replace(",", "."))
        comparisons.append((sign, end))
    return Condition(text.strip(), tuple(comparisons))


def uncovered(stretches: Iterable[Stretch], within: Stretch) -> list[Stretch]:
    """Return the numbers within a stretch that lie in none of some others, from low to high."""
    left = [within]
    for taken in stretches:
        left = [rest for piece in left for rest in _without(piece, taken)]
    return sorted(left, key=lambda piece: (piece.low is not None, piece.low or 0))


def _without(piece: Stretch, taken: Stretch) -> list[Stretch]:
    if piece.and_(taken).is_empty:
        return [piece]
    sides = []
    if taken.low is not None:
        sides.append(Stretch(high=taken.low, with_high=not taken.with_low))
    if taken.high is not None:
        sides.append(Stretch(low=taken.high, with_low=not taken.with_high))
    rests = [piece.and_(side) for side in sides]
    return [rest for rest in rests if not rest.is_empty]
