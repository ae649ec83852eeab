"""One line of a score: its points or level, where they come from, what would have changed them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import ceil

from chibo.quality.rules.asked import Asked
from chibo.quality.rules.conditions import Condition
from chibo.quality.rules.measuring import Measured
from chibo.quality.rules.sheets import Band, Cap, Criterion, Group, Kind, Otherwise, Sheet

_NOTHING = Fraction(0)


class Why(StrEnum):
    """Where a line's points come from, or why it has none."""

    MEASURED = "measured"
    CAPPED = "capped"
    DECIDED = "decided"
    # It does not apply: full, its points spread over others, or left out of the most.
    FULL = "full"
    SPREAD = "spread"
    LEFT_OUT = "left_out"
    # Open: nothing on record; the sheet leaves it to people.
    NO_EVIDENCE = "no_evidence"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided for a line, and why where it differs from the proposal."""

    points: Fraction | None = None
    level: str = ""
    passed: bool | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What would have given more: a condition, its points or level, how many more it takes."""

    measure: str
    when: Condition
    points: Fraction | None = None
    level: str = ""
    more: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as it was scored. points and level: None and "" while it is open."""

    criterion: Criterion
    group: str
    most: Fraction
    why: Why
    points: Fraction | None = None
    level: str = ""
    # Of a criterion that is passed or not.
    passed: bool | None = None
    measured: Measured | None = None
    # What gave the points: the condition of a band, or the cap that held.
    when: Condition | None = None
    cap: Cap | None = None
    change: Change | None = None
    shown: tuple[tuple[str, Measured], ...] = ()
    because: str = ""

    @property
    def key(self) -> str:
        """Return the criterion's key."""
        return self.criterion.key

    @property
    def is_open(self) -> bool:
        """Say whether people still have to decide."""
        return self.why in (Why.NO_EVIDENCE, Why.PEOPLE)


def line_of(
    criterion: Criterion, group: Group, asked: Asked, decided: Decision | None = None
) -> Line:
    """Return a criterion scored by what is on record, or as people decided."""
    line = _proposed(criterion, group, asked)
    if decided is None or line.why in (Why.SPREAD, Why.LEFT_OUT):
        return line
    return _decided(line, decided, asked.sheet)


def _decided(line: Line, decided: Decision, sheet: Sheet) -> Line:
    """A line as people decided it; a decision of another form than the line's says nothing."""
    if not fits(line, decided, sheet):
        return line
    line = replace(line, why=Why.DECIDED, points=None, level="", because=decided.because)
    if line.criterion.kind == Kind.PASS:
        level = sheet.levels[0 if decided.passed else -1] if sheet.levels else ""
        return replace(line, passed=decided.passed, level=level)
    if sheet.has_points:
        return replace(line, points=decided.points)
    return replace(line, level=decided.level)


def fits(line: Line, decided: Decision, sheet: Sheet) -> bool:
    """Say whether a decision is of the form its line takes: passed, points or one of the levels."""
    if line.criterion.kind == Kind.PASS:
        return decided.passed is not None
    return decided.points is not None if sheet.has_points else decided.level in sheet.levels


def _proposed(criterion: Criterion, group: Group, asked: Asked) -> Line:
    line = Line(
        criterion,
        group.key,
        criterion.points,
        Why.PEOPLE,
        measured=asked(criterion.measure) if criterion.measure else None,
        shown=tuple((key, asked(key)) for key in criterion.show),
    )
    otherwise = asked.otherwise(criterion)
    if otherwise is not None:
        return _not_applying(line, otherwise[0], asked.sheet)
    if line.measured is None:
        return line
    if line.measured.value is None:
        return replace(line, why=Why.NO_EVIDENCE)
    match criterion.kind:
        case Kind.BANDS:
            return _capped(_banded(line, asked.sheet), asked)
        case Kind.YES_NO | Kind.BONUS | Kind.PASS:
            return _capped(_answered(line, asked), asked)
        case Kind.DEDUCT:
            return _capped(_deducted(line), asked)
    return line


def _not_applying(line: Line, otherwise: Otherwise, sheet: Sheet) -> Line:
    if otherwise == Otherwise.FULL:
        return replace(
            line,
            why=Why.FULL,
            points=line.most if sheet.has_points else None,
            level="" if sheet.has_points else sheet.levels[0],
            passed=True if line.criterion.kind == Kind.PASS else None,
        )
    why = Why.SPREAD if otherwise == Otherwise.REDISTRIBUTE else Why.LEFT_OUT
    return replace(line, why=why, most=_NOTHING, points=_NOTHING if sheet.has_points else None)


def _banded(line: Line, sheet: Sheet) -> Line:
    measured = _with_value(line)
    bands = sheet.bands_of(line.criterion)
    held = next((one for one in bands if one.when.holds(measured.value, measured.marks)), None)
    if held is None or not held.decides:
        return replace(line, when=held.when if held else None)
    better = _next_better(held, bands, sheet)
    return replace(
        line,
        why=Why.MEASURED,
        points=held.points,
        level=held.level,
        when=held.when,
        change=_change(line.criterion.measure, measured, better) if better else None,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """A measured value that is there."""

    value: Fraction
    measured: Measured

    @property
    def marks(self) -> Mapping[str, Fraction]:
        return self.measured.marks


def _with_value(line: Line) -> _Known:
    measured = line.measured
    if measured is None or measured.value is None:
        raise ValueError(line.key)
    return _Known(measured.value, measured)


def _next_better(held: Band, bands: tuple[Band, ...], sheet: Sheet) -> Band | None:
    if held.points is not None:
        more = [one for one in bands if one.points is not None and one.points > held.points]
        return min(more, key=lambda one: one.points or _NOTHING, default=None)
    order = sheet.levels
    above = [one for one in bands if one.level and order.index(one.level) < order.index(held.level)]
    return max(above, key=lambda one: order.index(one.level), default=None)


def _change(measure: str, known: _Known, better: Band) -> Change:
    more = _more(known.measured, better.when)
    return Change(measure, better.when, better.points, better.level, more)


def _more(measured: Measured, when: Condition) -> int | None:
    """How many more of a share's part it takes; None where it is no share or cannot be."""
    if measured.part is None or not measured.whole:
        return None
    low = when.stretch(measured.marks).low
    if low is None:
        return None
    part = max(measured.part, ceil(low * measured.whole / 100))
    for reached in range(part, measured.whole + 1):
        if when.holds(Fraction(100 * reached, measured.whole), measured.marks):
            return reached - measured.part
    return None


def _answered(line: Line, asked: Asked) -> Line:
    criterion = line.criterion
    known = _with_value(line)
    fulfils = bool(asked.holds(criterion.measure, criterion.when))
    levels = asked.sheet.levels
    change = None
    if not fulfils and criterion.when is not None:
        change = Change(
            criterion.measure,
            criterion.when,
            line.most if asked.sheet.has_points else None,
            levels[0] if levels else "",
            _more(known.measured, criterion.when),
        )
    if criterion.kind == Kind.PASS:
        level = (levels[0] if fulfils else levels[-1]) if levels else ""
        return replace(
            line, why=Why.MEASURED, passed=fulfils, level=level, when=criterion.when, change=change
        )
    points = line.most if fulfils else _NOTHING
    return replace(line, why=Why.MEASURED, points=points, when=criterion.when, change=change)


def _deducted(line: Line) -> Line:
    criterion = line.criterion
    over = max(_NOTHING, _with_value(line).value - criterion.free)
    points = max(criterion.least, criterion.points - over * criterion.each)
    return replace(line, why=Why.MEASURED, points=points)


def _capped(line: Line, asked: Asked) -> Line:
    """Lower a line to the least of its caps that hold; one nobody can prove leaves it open."""
    for cap in line.criterion.caps:
        holds = asked.holds(cap.measure, cap.when)
        if holds is None:
            return replace(line, why=Why.NO_EVIDENCE, points=None, level="", cap=cap)
        if not holds:
            continue
        if cap.points is None and not cap.level:
            return replace(line, why=Why.PEOPLE, points=None, level="", cap=cap)
        if cap.points is not None and line.points is not None and cap.points < line.points:
            line = replace(line, why=Why.CAPPED, points=cap.points, cap=cap, change=None)
        order = asked.sheet.levels
        if cap.level and line.level and order.index(cap.level) > order.index(line.level):
            line = replace(line, why=Why.CAPPED, level=cap.level, cap=cap, change=None)
    return line
