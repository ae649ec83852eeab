"""What is otherwise now than when a report was signed, and in which rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from chibo.reports.rules.lines import Line, behind
from chibo.reports.rules.prints import Stated
from chibo.reports.rules.standing import Rows, Standing

_MOST = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs: as signed, as it is now, and the rows that make the difference.

    rows: names with their month or day, "bản Máy, 2026-08-01"; at most three, more: the others.
    """

    then: Stated
    now: Stated
    rows: tuple[str, ...]
    more: int


def changes(signed: Standing, now: Standing, lines: Mapping[str, Line]) -> list[Change]:
    """Return the figures that differ, in the order of the report."""
    found = []
    for key, then in signed.figures.items():
        later = now.figures.get(key)
        if later is None or "@" in key:
            continue
        if (then.numerator, then.denominator) == (later.numerator, later.denominator):
            continue
        line = lines.get(key)
        differing = _differing(line, signed, now) if line else []
        found.append(Change(then, later, tuple(differing[:_MOST]), max(0, len(differing) - _MOST)))
    return found


def _differing(line: Line, signed: Standing, now: Standing) -> list[str]:
    before, after = (
        _counted(line, one.rows.get(line.table, Rows((), ()))) for one in (signed, now)
    )
    names = [*after, *(key for key in before if key not in after)]
    return [
        f"{name}, {day}" if day else name
        for code, name, day in names
        if before.get((code, name, day)) != after.get((code, name, day))
    ]


def _counted(line: Line, rows: Rows) -> dict[tuple[str, str, str], list[tuple[object, ...]]]:
    """What each row gives to a figure, above and below the line, by cell and day."""
    found: dict[tuple[str, str, str], list[tuple[object, ...]]] = {}
    mappings = rows.as_mappings()
    for base in (False, True):
        counted = line.denominator if base and line.denominator else line.numerator
        for row in behind(line, mappings, base=base):
            key = (
                str(row["cell"]),
                str(row["name"]),
                str(row.get("month") or row.get("day") or ""),
            )
            found.setdefault(key, []).append((base, row.get(counted.what, 1)))
    return found
