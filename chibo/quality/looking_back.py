"""A cell's year as its page shows it: each meeting's grades, what cost points, what periods come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.meetings.models import Meeting
from chibo.meetings.queries import WITH_ROLL
from chibo.quality.models import Assessment, PeriodAnswer
from chibo.quality.queries.sheets import InForce, sheets_for
from chibo.quality.queries.years import year_evidence
from chibo.quality.rules.looking_back import Lost, lost, suggestions
from chibo.quality.rules.periods import Graded, Period, period_of
from chibo.quality.rules.sheets import RollUp, Sheet
from chibo.quality.rules.years import (
    is_over,
    months_due,
    months_of_quarter,
    months_to_come,
    within,
)
from chibo.units.models import Unit

# The year itself, where quarters are 1..4.
WHOLE = 0


@dataclass(frozen=True, slots=True)
class Assessed:
    """One meeting of the year with what each side gave it, in the order of the columns."""

    meeting: Meeting
    in_force: InForce | None
    given: tuple[Assessment | None, ...]
    # Whose grade holds.
    decides: Assessment | None


@dataclass(frozen=True, slots=True)
class CellPeriod:
    """A quarter or the whole of a cell's year, by the sheet of its latest meeting, else the year's.

    number: 1..4, or 0 for the year. missed: months over in which a meeting was due and of which
    none is on record here. said: what each side answered to the rule's events, by event.
    """

    number: int
    in_force: InForce
    rule: RollUp
    found: Period
    missed: int
    is_over: bool
    said: Mapping[str, Mapping[str, PeriodAnswer]]


@dataclass(frozen=True, slots=True)
class Year:
    """A cell's year. whole: None while no sheet is in force for any of its meetings.

    quarters: those in which the cell met or should have, in order.
    """

    meetings: list[Assessed]
    lost: list[Lost]
    suggestions: list[Lost]
    whole: CellPeriod | None
    quarters: tuple[CellPeriod, ...]

    @property
    def periods(self) -> tuple[CellPeriod, ...]:
        """Return the quarters and the year."""
        return (*self.quarters, *([self.whole] if self.whole else []))


def year_of(cell: Unit, year: int, today: date, *, inside: bool) -> Year:
    """Return a cell's year. inside: with what is not in the book yet. Seven queries at most."""
    states = WITH_ROLL if inside else (Meeting.State.SEALED,)
    rows = (
        Meeting.objects.filter(
            cell=cell,
            month__gte=date(year, 1, 1),
            month__lt=date(year + 1, 1, 1),
            state__in=states,
            kind__in=(Meeting.Kind.REGULAR, Meeting.Kind.THEMATIC),
        )
        .select_related("cell")
        .order_by("starts_at", "pk")
    )
    meetings = list(_assessed(list(rows)))
    kept = [one.decides.lines for one in meetings if one.decides is not None]
    whole, quarters = _Periods(cell, year, today, meetings).found()
    return Year(meetings, lost(kept), suggestions(kept), whole, quarters)


def _assessed(meetings: list[Meeting]) -> Iterable[Assessed]:
    sheets = sheets_for(meetings)
    rows = Assessment.objects.filter(
        meeting__in=[meeting.pk for meeting in meetings], replaced_at=None
    )
    given = {(row.meeting_id, row.kind): row for row in rows}
    for meeting in meetings:
        in_force = sheets[meeting.pk]
        order = in_force.sheet.decides if in_force else ()
        by_order = (given.get((meeting.pk, side)) for side in order)
        yield Assessed(
            meeting,
            in_force,
            tuple(given.get((meeting.pk, side)) for side in Assessment.Kind.values),
            next((one for one in by_order if one is not None), None),
        )


class _Periods:
    """The quarters and the whole of one cell's year."""

    def __init__(self, cell: Unit, year: int, today: date, meetings: list[Assessed]) -> None:
        self._year, self._today, self._until = year, today, cell.until
        self._meetings = meetings
        self._latest = _latest(meetings)
        met = {
            one.meeting.month.month for one in meetings if one.meeting.kind == Meeting.Kind.REGULAR
        }
        known: dict[str, Any] = {"since": cell.since, "until": cell.until, "today": today}
        self._missed = set(months_due(year, **known, met=met)) - met
        self._to_come = set(months_to_come(year, **known, met=met))
        self._evidence = year_evidence(cell, year, today)
        self._answers = list(PeriodAnswer.objects.filter(cell=cell, year=year, replaced_at=None))

    def found(self) -> tuple[CellPeriod | None, tuple[CellPeriod, ...]]:
        quarters = (self._period(number, months_of_quarter(number)) for number in range(1, 5))
        whole = self._period(WHOLE, range(1, 13))
        return whole, tuple(one for one in quarters if one is not None)

    def _period(self, number: int, months: range) -> CellPeriod | None:
        here = [one for one in self._meetings if one.meeting.month.month in months]
        in_force = _latest(here) or self._latest
        of_the_cell = here or (self._missed | self._to_come) & set(months)
        if in_force is None or not of_the_cell:
            return None
        name = "quarter" if number else "year"
        none = RollUp(name, (Meeting.Kind.REGULAR,))
        rule = next((one for one in in_force.sheet.roll_up if one.period == name), none)
        said = self._said(number)
        to_come = len(self._to_come & set(months)) if Meeting.Kind.REGULAR in rule.kinds else 0
        over = is_over(self._year, until=self._until, today=self._today, last=months[-1])
        found = period_of(
            rule,
            in_force.sheet,
            [_graded(one, in_force.sheet) for one in here if one.meeting.kind in rule.kinds],
            within(self._evidence, months),
            {event: _holding(sides, in_force.sheet) for event, sides in said.items()},
            to_come=to_come,
            is_over=over,
        )
        missed = len(self._missed & set(months))
        return CellPeriod(number, in_force, rule, found, missed, over, said)

    def _said(self, number: int) -> dict[str, dict[str, PeriodAnswer]]:
        found: dict[str, dict[str, PeriodAnswer]] = {}
        for row in self._answers:
            if row.quarter == number:
                found.setdefault(row.event, {})[row.kind] = row
        return found


def _latest(meetings: list[Assessed]) -> InForce | None:
    regular = (one for one in reversed(meetings) if one.meeting.kind == Meeting.Kind.REGULAR)
    return next((one.in_force for one in regular if one.in_force), None)


def _graded(one: Assessed, sheet: Sheet) -> Graded:
    if one.decides is None:
        return Graded("")
    best = sheet.levels[0] if sheet.levels else None
    full = {line["criterion"] for line in one.decides.lines if _is_full(line, best)}
    return Graded(one.decides.grade, frozenset(full))


def _is_full(line: Mapping[str, Any], best: str | None) -> bool:
    """Say whether a kept line has full marks; one that does not apply asks for none."""
    if line["passed"] is not None:
        return bool(line["passed"])
    if best is not None:
        return line["level"] in ("", best)
    return bool(line["points"] == line["most"])


def _holding(sides: Mapping[str, PeriodAnswer], sheet: Sheet) -> bool:
    """Whose answer holds: the first side the sheet lets decide."""
    order = [*sheet.decides, *sides]
    return next(sides[side].happened for side in order if side in sides)
