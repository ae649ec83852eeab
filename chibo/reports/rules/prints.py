"""Numbers as a report prints them: 3.970; 565/570; 99,1%; 96 phút; năm."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chibo.base.numbers import grouped as whole
from chibo.base.numbers import in_percent, one_place, to_tenth
from chibo.documents.wording.phrases import in_words
from chibo.reports.rules.lines import Figure, Shown

__all__ = [
    "NOTHING",
    "Stated",
    "first_word",
    "in_full",
    "in_short",
    "percent",
    "restated",
    "stated",
    "to_one_place",
    "whole",
]

NOTHING = "không có"
# Up to here a sentence begins with the word and not with the figure.
_IN_WORDS = 10


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as a report states it, with all that explains it; it needs no catalogue any more.

    span: the key of the span it is of. name, words, unit: by language.
    """

    key: str
    span: str
    section: str
    name: dict[str, str]
    words: dict[str, str]
    unit: dict[str, str]
    table: str
    shown: str
    source: str
    numerator: int
    denominator: int | None

    @property
    def is_nothing(self) -> bool:
        """Say whether there is nothing to divide by."""
        return self.denominator == 0

    @property
    def value(self) -> Fraction | None:
        """Return the share, the mean or the count; None where its base is zero."""
        if self.denominator is None:
            return Fraction(self.numerator)
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def stated(figure: Figure, span: str) -> Stated:
    """Return a counted figure with the definition it was counted by."""
    line = figure.line
    return Stated(
        key=line.key,
        span=span,
        section=line.section,
        name=dict(line.name),
        words=dict(line.words),
        unit=dict(line.unit),
        table=str(line.table),
        shown=str(line.shown),
        source=line.source,
        numerator=figure.numerator,
        denominator=figure.denominator,
    )


def restated(told: dict[str, Any]) -> Stated:
    """Return a figure as a frozen report tells it."""
    return Stated(**told)


def in_full(figure: Stated) -> str:
    """Return a figure with what it is out of: "565/570", "3.970", "96 phút" or "không có"."""
    if figure.denominator is None:
        return whole(figure.numerator)
    if figure.is_nothing:
        return NOTHING
    if figure.shown == Shown.MEAN:
        return f"{to_one_place(Fraction(figure.numerator, figure.denominator))} {figure.unit['vi']}"
    return f"{whole(figure.numerator)}/{whole(figure.denominator)}"


def in_short(figure: Stated) -> str:
    """Return what a figure comes to: "99,1%", "3.970", "96,5 phút" or "không có"."""
    if figure.denominator and figure.shown == Shown.SHARE:
        return percent(Fraction(figure.numerator, figure.denominator))
    return in_full(figure)


def first_word(number: int) -> str:
    """Return a count as a sentence begins with it: "Năm", but "12"."""
    return in_words(number).capitalize() if number <= _IN_WORDS else whole(number)


def percent(share: Fraction) -> str:
    """Return a share as "99,1%"; without decimals only where that is exact."""
    exact = share * 100
    return f"{whole(exact.numerator) if exact.denominator == 1 else one_place(in_percent(share))}%"


def to_one_place(value: Fraction) -> str:
    """Return a number as "80,3"; a whole one without decimals. A half is rounded up."""
    return whole(value.numerator) if value.denominator == 1 else one_place(to_tenth(value))
