"""What a measure is, and the catalogue that every measure enters itself into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from chibo.quality.rules.conditions import Marks, Stretch


class MeasureUnit(StrEnum):
    """What a value counts. Whole numbers, but percent."""

    PERCENT = "percent"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    COUNT = "count"
    # 1 or 0.
    ANSWER = "answer"


class Better(StrEnum):
    """Which way a value is better, where there is one."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a value: what it is, its key, and how it reads."""

    kind: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and what stands behind it.

    value: None when nothing on record proves one; `why` says what is missing.
    part, whole: of a share. marks: numbers that conditions may name. facts: for the sentence.
    """

    value: Fraction | None
    part: int | None = None
    whole: int | None = None
    rows: tuple[Row, ...] = ()
    marks: Marks = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A named pure function over evidence.

    title, says: as they are shown, to be translated; `says` has the facts as %(name)s.
    possible: the values it can have, for each way the marks can stand.
    version: counts the changes of what it measures; a score keeps the one it was made with.
    """

    key: str
    title: str
    says: str
    unit: MeasureUnit
    better: Better
    source: str
    version: int
    period: str
    possible: tuple[tuple[Stretch, Marks], ...]
    of: Callable[[Any], Measured]


MEASURES: dict[str, Measure] = {}

_POSSIBLE = {
    MeasureUnit.PERCENT: Stretch(Fraction(0), Fraction(100)),
    MeasureUnit.ANSWER: Stretch(Fraction(0), Fraction(1)),
}
_FROM_NOTHING = Stretch(low=Fraction(0))


def measure(
    key: str,
    *,
    title: str,
    says: str,
    unit: MeasureUnit,
    better: Better = Better.MORE,
    source: str = "",
    version: int = 1,
    period: str = "meeting",
    possible: tuple[tuple[Stretch, Marks], ...] = (),
) -> Callable[[Callable[[Any], Measured]], Callable[[Any], Measured]]:
    """Enter a function into the catalogue under a key."""

    def enter(of: Callable[[Any], Measured]) -> Callable[[Any], Measured]:
        MEASURES[key] = Measure(
            key=key,
            title=title,
            says=says,
            unit=unit,
            better=better,
            source=source,
            version=version,
            period=period,
            possible=possible or ((_POSSIBLE.get(unit, _FROM_NOTHING), {}),),
            of=of,
        )
        return of

    return enter


def share(part: int, whole: int, rows: tuple[Row, ...] = (), **facts: Any) -> Measured:
    """Return a share in percent, exact; `whole` is more than nothing."""
    return Measured(Fraction(100 * part, whole), part, whole, rows, facts=facts)


def count(number: int, rows: tuple[Row, ...] = (), **facts: Any) -> Measured:
    """Return a counted value."""
    return Measured(Fraction(number), rows=rows, facts=facts)


def answer(*, yes: bool, rows: tuple[Row, ...] = (), **facts: Any) -> Measured:
    """Return yes or no."""
    return Measured(Fraction(int(yes)), rows=rows, facts=facts)


def unknown(why: str, rows: tuple[Row, ...] = ()) -> Measured:
    """Return that nothing proves a value. why: what is not on record, to be translated."""
    return Measured(None, rows=rows, why=why)
