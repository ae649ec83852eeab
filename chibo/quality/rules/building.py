"""A sheet from the plain values of its file, whose form is known to be right."""

from datetime import date
from fractions import Fraction
from typing import Any

from chibo.quality.rules import sheets
from chibo.quality.rules.conditions import Condition, condition

_WORDS = ("title", "issuer", "seen", "number", "extends", "period", "self_scored")
_LISTS = ("unseen", "meetings", "cells", "levels", "decides")
_DAYS = ("signed_on", "since", "until")
_NUMBERS = ("total", "differs_by")


def sheet_of(data: dict[str, Any]) -> sheets.Sheet:
    """Return the sheet that plain values describe. Raises nothing when their form is right."""
    plain: dict[str, Any] = {name: data[name] for name in _WORDS if name in data}
    plain |= {name: tuple(data[name]) for name in _LISTS if name in data}
    plain |= {name: date.fromisoformat(data[name]) for name in _DAYS if name in data}
    plain |= {name: Fraction(data[name]) for name in _NUMBERS if name in data}
    return sheets.Sheet(
        key=data["sheet"],
        **plain,
        grades=_thresholds(data),
        norms=tuple(
            sheets.Norm(one["minutes"], condition(one["members"])) for one in data.get("norms", [])
        ),
        groups=tuple(_group(one) for one in data.get("groups", [])),
        gates=_gates(data),
        overrides=_overrides(data),
        roll_up=tuple(_roll_up(one) for one in data.get("roll_up", [])),
        settled=tuple(_settled(one) for one in data.get("settled", [])),
    )


def _thresholds(data: dict[str, Any]) -> tuple[sheets.Threshold, ...]:
    return tuple(
        sheets.Threshold(
            one["grade"],
            at_least=_number(one, "at_least"),
            more_than=_number(one, "more_than"),
            needs=tuple(
                sheets.Need(need["reach"], _when(need, "share"), _when(need, "count"))
                for need in one.get("needs", [])
            ),
        )
        for one in data.get("grades", [])
    )


def _gates(data: dict[str, Any]) -> tuple[sheets.Gate, ...]:
    return tuple(
        sheets.Gate(
            one["grade"],
            one["otherwise"],
            full=tuple(one.get("full", [])),
            measure=one.get("measure", ""),
            when=_when(one),
        )
        for one in data.get("gates", [])
    )


def _overrides(data: dict[str, Any]) -> tuple[sheets.Override, ...]:
    return tuple(
        sheets.Override(
            one["override"], one["event"], one["grade"], one.get("measure", ""), _when(one)
        )
        for one in data.get("overrides", [])
    )


def _roll_up(data: dict[str, Any]) -> sheets.RollUp:
    return sheets.RollUp(
        data["period"],
        tuple(data["meetings"]),
        thresholds=_thresholds(data),
        gates=_gates(data),
        overrides=_overrides(data),
    )


def _settled(data: dict[str, Any]) -> sheets.Settled:
    return sheets.Settled(
        data["criterion"],
        data["because"],
        when=_when(data),
        points=_given(data),
        level=data.get("level", ""),
        otherwise=_otherwise(data),
        to=data.get("to", ""),
    )


def _group(data: dict[str, Any]) -> sheets.Group:
    return sheets.Group(
        data["group"],
        data["title"],
        tuple(_criterion(one) for one in data["criteria"]),
        Fraction(data.get("points", 0)),
    )


def _criterion(data: dict[str, Any]) -> sheets.Criterion:
    return sheets.Criterion(
        key=data["criterion"],
        title=data["title"],
        kind=sheets.Kind(data["kind"]),
        points=Fraction(data.get("points", 0)),
        measure=data.get("measure", ""),
        when=_when(data),
        bands=tuple(
            sheets.Band(condition(one["when"]), _given(one), one.get("level", ""))
            for one in data.get("bands", [])
        ),
        caps=tuple(
            sheets.Cap(one["measure"], condition(one["when"]), _given(one), one.get("level", ""))
            for one in data.get("caps", [])
        ),
        each=Fraction(data.get("each", 1)),
        free=data.get("free", 0),
        least=Fraction(data.get("least", 0)),
        guidance=data.get("guidance", ""),
        show=tuple(data.get("show", [])),
        applies=_applies(data.get("applies")),
    )


def _applies(data: dict[str, Any] | None) -> sheets.Applies | None:
    if data is None:
        return None
    return sheets.Applies(
        data["measure"], _when(data) or condition("yes"), _otherwise(data), data.get("to", "")
    )


def _otherwise(data: dict[str, Any]) -> sheets.Otherwise | None:
    return sheets.Otherwise(data["otherwise"]) if "otherwise" in data else None


def _when(data: dict[str, Any], word: str = "when") -> Condition | None:
    return condition(data[word]) if word in data else None


def _number(data: dict[str, Any], word: str) -> Fraction | None:
    return Fraction(data[word]) if word in data else None


def _given(data: dict[str, Any]) -> Fraction | None:
    """Points that are given; None where people decide or a level is given."""
    points = data.get("points", sheets.DECIDE)
    return None if points == sheets.DECIDE else Fraction(points)
