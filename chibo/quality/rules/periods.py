"""What the meetings of a cell's quarter or year come to by the sheet's rule: needs, gates, events.

A rule's gates and events ask the measures of a year, over the meetings of the period. What is
measured counts when the period is over; before that it can still go either way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chibo.quality.rules.asked import Asked
from chibo.quality.rules.evidence import YearEvidence
from chibo.quality.rules.grading import forced, roll_up, through_gates
from chibo.quality.rules.measuring import Measured
from chibo.quality.rules.sheets import Gate, Override, RollUp, Sheet


@dataclass(frozen=True, slots=True)
class Graded:
    """A meeting of the period. grade: "" when it has none. full: the criteria it has full marks in."""

    grade: str
    full: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GateHeld:
    """A gate of the rule, and whether the period passes it; None while that is open."""

    gate: Gate
    passes: bool | None
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class EventSaid:
    """An event of the rule, and whether it happened; None while nobody measured or said it."""

    override: Override
    happened: bool | None
    measured: Measured | None = None

    @property
    def is_asked(self) -> bool:
        """Say whether people answer it, since nothing measures it."""
        return not self.override.measure


@dataclass(frozen=True, slots=True)
class Period:
    """What the meetings of a period come to.

    spread: how many have each grade, best first. ungraded: held and without a grade. to_come:
    meetings still to come. lowest, highest: between what its grade lies, the open either way; None
    when there is nothing to grade. has_needs: whether the rule says how grades come to one;
    without that only its gates and events narrow what the period can be.
    """

    spread: tuple[tuple[str, int], ...]
    ungraded: int
    to_come: int
    has_needs: bool
    gates: tuple[GateHeld, ...] = ()
    events: tuple[EventSaid, ...] = ()
    lowest: str | None = None
    highest: str | None = None

    @property
    def grade(self) -> str | None:
        """Return its grade; None while something open can still change it."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def graded(self) -> int:
        """Return how many of its meetings have a grade."""
        return sum(count for _grade, count in self.spread)

    @property
    def asked(self) -> tuple[EventSaid, ...]:
        """Return the events that people answer."""
        return tuple(one for one in self.events if one.is_asked)


def period_of(
    rule: RollUp,
    sheet: Sheet,
    meetings: Sequence[Graded],
    evidence: YearEvidence,
    events: Mapping[str, bool] | None = None,
    *,
    to_come: int = 0,
    is_over: bool = True,
) -> Period:
    """Return what the meetings of a period come to; nothing is invented for what is open.

    meetings: those held, of the kinds the rule counts. evidence: of the period only. events: what
    people said of the rule's events, by key. to_come: meetings still due.
    """
    order = sheet.grade_names
    graded = [one for one in meetings if one.grade in order]
    grades = [one.grade for one in graded]
    ungraded = len(meetings) - len(graded)
    asked = Asked(sheet, evidence)
    base = roll_up(rule, order, grades, ungraded=ungraded + to_come)
    whole = not to_come and not ungraded
    gates = tuple(
        _by_measure(one, asked, is_over=is_over)
        if one.measure
        else _by_marks(one, sheet, graded, whole=whole)
        for one in rule.gates
    )
    said = tuple(_event(one, asked, events or {}, is_over=is_over) for one in rule.overrides)
    found = Period(base.spread, ungraded, to_come, bool(rule.thresholds), gates, said)
    if not (meetings or to_come) or not (rule.thresholds or rule.gates or rule.overrides):
        return found
    ends = sorted((order.index(base.highest or order[0]), order.index(base.lowest or order[-1])))
    possible = set(_outcomes(order[ends[0] : ends[1] + 1], order, gates, said))
    return Period(
        base.spread,
        ungraded,
        to_come,
        found.has_needs,
        gates,
        said,
        lowest=max(possible, key=order.index),
        highest=min(possible, key=order.index),
    )


def _by_measure(gate: Gate, asked: Asked, *, is_over: bool) -> GateHeld:
    holds = asked.holds(gate.measure, gate.when)
    return GateHeld(gate, holds if is_over else None, asked(gate.measure))


def _by_marks(gate: Gate, sheet: Sheet, graded: Sequence[Graded], *, whole: bool) -> GateHeld:
    """Every meeting of the period must have full marks in what the gate names.

    whole: whether nothing is to come and every meeting is graded.
    """
    wanted = {key for name in gate.full for key in sheet.within(name)}
    if any(not wanted <= one.full for one in graded):
        return GateHeld(gate, passes=False)
    return GateHeld(gate, passes=True if whole else None)


def _event(
    override: Override, asked: Asked, events: Mapping[str, bool], *, is_over: bool
) -> EventSaid:
    if not override.measure:
        return EventSaid(override, events.get(override.key))
    happened = asked.holds(override.measure, override.when) if is_over else None
    return EventSaid(override, happened, asked(override.measure))


def _outcomes(
    bases: Iterable[str],
    order: Sequence[str],
    gates: Sequence[GateHeld],
    events: Sequence[EventSaid],
) -> Iterable[str]:
    """Every grade the period can come to, whichever way the open goes.

    A gate may lead lower than a worse grade that has none, so the ends alone would not do.
    """
    happened = [one.override for one in events if one.happened]
    unanswered = [one.override for one in events if one.happened is None]
    for base in bases:
        for best in (True, False):
            passing = {one.gate: best if one.passes is None else one.passes for one in gates}
            grade, _gated = through_gates(base, list(passing), passing.__getitem__)
            yield forced(grade, order, happened)[0]
            yield forced(grade, order, [*happened, *unanswered])[0]
