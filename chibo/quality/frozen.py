"""An assessment's lines as they are kept: plain values that explain themselves without this code.

Points are text, "2.5"; a measured value is [numerator, denominator]; None is open.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from chibo.quality.rules.lines import Decision, Line, Why
from chibo.quality.rules.measuring import MEASURES, Measured

Frozen = dict[str, Any]


def frozen(lines: Iterable[Line], proposed: Iterable[Line]) -> list[Frozen]:
    """Return lines as plain values, each beside what was proposed for it."""
    return [_frozen(line, one) for line, one in zip(lines, proposed, strict=True)]


def _frozen(line: Line, proposed: Line) -> Frozen:
    measure = line.criterion.measure
    return {
        "criterion": line.key,
        "title": line.criterion.title,
        "most": text(line.most),
        "points": text(line.points),
        "level": line.level,
        "passed": line.passed,
        "why": line.why,
        "because": line.because,
        "proposed": text(proposed.points),
        "measure": measure,
        "version": MEASURES[measure].version if measure else None,
        "value": _value(line.measured),
        "part": line.measured.part if line.measured else None,
        "whole": line.measured.whole if line.measured else None,
    }


def decisions(lines: Iterable[Frozen]) -> dict[str, Decision]:
    """Return what people decided in kept lines."""
    return {
        line["criterion"]: Decision(
            points=None if line["points"] is None else Fraction(line["points"]),
            level=line["level"],
            passed=line["passed"],
            because=line["because"],
        )
        for line in lines
        if line["why"] == Why.DECIDED
    }


def text(points: Fraction | None) -> str | None:
    """Return points as text: "5", "2.5", to two places."""
    if points is None:
        return None
    return f"{rounded(points).normalize():f}"


def rounded(points: Fraction) -> Decimal:
    """Return points to two places; a half goes up."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _value(measured: Measured | None) -> list[int] | None:
    if measured is None or measured.value is None:
        return None
    return [measured.value.numerator, measured.value.denominator]
