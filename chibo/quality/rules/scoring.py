"""The points a sheet gives for evidence, and the grade they come to.

Where nothing is on record, or the sheet leaves it to people, a line stays open: it has no points
until someone decides, and the grade is known only when it is the same whichever way that goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from chibo.quality.rules.asked import Asked
from chibo.quality.rules.evidence import Evidence, YearEvidence
from chibo.quality.rules.grading import (
    Changed,
    forced,
    grade_by_needs,
    grade_by_points,
    through_gates,
)
from chibo.quality.rules.lines import Decision, Line, Why, line_of
from chibo.quality.rules.sheets import Criterion, Gate, Group, Kind, Otherwise, Override, Sheet

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What lines come to when every open one goes one way."""

    points: Fraction
    grade: str
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A sheet filled in. lowest, highest: with every open line at nothing, and at its most.

    most: the sheet's total without what was left out. None of a sheet that left out everything.
    """

    sheet: Sheet
    lines: tuple[Line, ...]
    most: Fraction
    lowest: Outcome
    highest: Outcome
    # Overrides nobody measured and nobody answered.
    unanswered: tuple[Override, ...] = ()

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """Return the lines people still have to decide."""
        return tuple(line for line in self.lines if line.is_open)

    @property
    def grade(self) -> str | None:
        """Return the grade; None while open lines can still change it."""
        return self.lowest.grade if self.lowest.grade == self.highest.grade else None

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is open."""
        return not self.open_lines and not self.unanswered


def score(
    sheet: Sheet,
    evidence: Evidence | YearEvidence,
    decisions: Mapping[str, Decision] | None = None,
    events: Mapping[str, bool] | None = None,
) -> Score:
    """Score evidence with a sheet that has no open findings.

    decisions: what people decided, by criterion. events: whether an override happened, by key.
    """
    asked = Asked(sheet, evidence)
    decided = decisions or {}
    lines = []
    for group in sheet.groups:
        scales = _scales(group, asked)
        for criterion in group.criteria:
            line = line_of(criterion, group, asked, decided.get(criterion.key))
            lines.append(_scaled(line, scales.get(criterion.key, Fraction(1))))
    return _scored(asked, tuple(lines), events or {})


# ---------------------------------------------------------------- points that go to others


def _scales(group: Group, asked: Asked) -> dict[str, Fraction]:
    """By how much the lines of a group grow that get the points of those that do not apply."""
    given: dict[str, Fraction] = {}
    applying = [one for one in group.criteria if asked.otherwise(one) is None and _shares(one)]
    for criterion in group.criteria:
        otherwise = asked.otherwise(criterion)
        if otherwise is None or otherwise[0] != Otherwise.REDISTRIBUTE:
            continue
        heirs = [one for one in applying if not otherwise[1] or one.key == otherwise[1]]
        whole = sum((one.points for one in heirs), _NOTHING)
        for heir in heirs:
            more = criterion.points * heir.points / whole
            given[heir.key] = given.get(heir.key, _NOTHING) + more
    points = {one.key: one.points for one in group.criteria}
    return {key: (points[key] + more) / points[key] for key, more in given.items()}


def _shares(criterion: Criterion) -> bool:
    return criterion.points > 0 and criterion.kind != Kind.BONUS


def _scaled(line: Line, scale: Fraction) -> Line:
    if scale == 1:
        return line
    # What people decided is said in the larger points already.
    grows = line.points is not None and line.why != Why.DECIDED
    change = line.change
    if change is not None and change.points is not None:
        change = replace(change, points=change.points * scale)
    return replace(
        line,
        most=line.most * scale,
        points=line.points * scale if grows and line.points is not None else line.points,
        change=change,
    )


# ---------------------------------------------------------------- what the lines come to


def _scored(asked: Asked, lines: tuple[Line, ...], events: Mapping[str, bool]) -> Score:
    sheet = asked.sheet
    happened, unanswered = _events(asked, sheet.overrides, events)
    most = sum((most_of_group(group, lines) for group in sheet.groups), _NOTHING)
    return Score(
        sheet,
        lines,
        most,
        lowest=_outcome(asked, lines, most, [*happened, *unanswered], best=False),
        highest=_outcome(asked, lines, most, happened, best=True),
        unanswered=tuple(unanswered),
    )


def _events(
    asked: Asked, overrides: tuple[Override, ...], events: Mapping[str, bool]
) -> tuple[list[Override], list[Override]]:
    happened, unanswered = [], []
    for one in overrides:
        said = asked.holds(one.measure, one.when) if one.measure else None
        said = events.get(one.key, said)
        if said is None:
            unanswered.append(one)
        elif said:
            happened.append(one)
    return happened, unanswered


def _of_group(group: Group, lines: tuple[Line, ...]) -> list[Line]:
    return [line for line in lines if line.group == group.key]


def most_of_group(group: Group, lines: tuple[Line, ...]) -> Fraction:
    """Return the most a group gives, without what was left out."""
    gone = sum(
        (line.criterion.points for line in _of_group(group, lines) if line.why == Why.LEFT_OUT),
        _NOTHING,
    )
    return group.points - gone


def points_of(line: Line, *, best: bool) -> Fraction:
    """Return a line's points, an open one's as if it went one way."""
    if line.points is not None:
        return line.points
    return line.most if best and line.is_open else _NOTHING


def points_of_group(group: Group, lines: tuple[Line, ...], *, best: bool) -> Fraction:
    """Return the points of a group, never more than it has: a bonus does not exceed it."""
    added = sum((points_of(line, best=best) for line in _of_group(group, lines)), _NOTHING)
    return min(added, most_of_group(group, lines))


def _outcome(
    asked: Asked,
    lines: tuple[Line, ...],
    most: Fraction,
    happened: list[Override],
    *,
    best: bool,
) -> Outcome:
    sheet = asked.sheet
    points = sum((points_of_group(group, lines, best=best) for group in sheet.groups), _NOTHING)
    grade = _grade(sheet, lines, points, most, best=best)
    grade, gated = through_gates(
        grade, sheet.gates, lambda gate: _passes(gate, asked, lines, best=best)
    )
    grade, changed = forced(grade, sheet.grade_names, happened)
    return Outcome(points, grade, (*gated, *changed))


def _grade(
    sheet: Sheet, lines: tuple[Line, ...], points: Fraction, most: Fraction, *, best: bool
) -> str:
    if sheet.has_points:
        # Thresholds are written for the whole sheet; what was left out counts for neither side.
        share = points * sheet.total / most if most else _NOTHING
        return grade_by_points(sheet.grades, share)
    open_level = sheet.levels[0 if best else -1]
    levels = [line.level or open_level for line in lines if line.why != Why.LEFT_OUT]
    return grade_by_needs(sheet.grades, sheet.levels, levels or [open_level])


def _passes(gate: Gate, asked: Asked, lines: tuple[Line, ...], *, best: bool) -> bool:
    if gate.measure:
        holds = asked.holds(gate.measure, gate.when)
        return best if holds is None else holds
    return all(_is_full(key, asked.sheet, lines, best=best) for key in gate.full)


def _is_full(key: str, sheet: Sheet, lines: tuple[Line, ...], *, best: bool) -> bool:
    group = next((one for one in sheet.groups if one.key == key), None)
    if group is not None and sheet.has_points:
        inside = [line for line in _of_group(group, lines) if line.criterion.kind == Kind.PASS]
        whole = points_of_group(group, lines, best=best) == most_of_group(group, lines)
        return whole and all(_line_full(line, sheet, best=best) for line in inside)
    wanted = sheet.within(key)
    return all(_line_full(line, sheet, best=best) for line in lines if line.key in wanted)


def _line_full(line: Line, sheet: Sheet, *, best: bool) -> bool:
    if line.is_open:
        return best
    if line.criterion.kind == Kind.PASS:
        return line.passed is not False
    if sheet.has_points:
        return points_of(line, best=best) == line.most
    return line.level in ("", sheet.levels[0])
