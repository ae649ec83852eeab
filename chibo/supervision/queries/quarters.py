"""What the roster of a quarter is planned from: officials, cells, sittings, what was set by hand."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Q

from chibo.base.calendar import holiday_name
from chibo.base.periods import valid_on
from chibo.base.time import LOCAL
from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.guidance.queries import limits_for
from chibo.meetings.models import Habit, Meeting
from chibo.meetings.rules import proposed_day
from chibo.people.models import Membership, Person
from chibo.quality.queries.board import cells_in_need
from chibo.supervision.models import (
    Absence,
    Assignment,
    Capacity,
    Distance,
    PlannedVisit,
    Roster,
    Visit,
)
from chibo.supervision.rules.roster.problem import (
    Away,
    Cell,
    Official,
    Pair,
    Problem,
    Sitting,
    half_of,
)
from chibo.supervision.rules.roster.quarters import months_of, next_quarter, quarter_before
from chibo.units.models import Unit
from chibo.units.queries import cells_below, children, parents_of

_A_MONTH, _A_QUARTER = 4, 1


@dataclass(frozen=True, slots=True)
class When:
    """A sitting as people know it: the meeting if one is planned, else the usual day."""

    key: str
    cell: int
    day: date
    hour: time
    meeting: Meeting | None = None

    @property
    def is_expected(self) -> bool:
        """Say whether it is only expected from the cell's usual day."""
        return self.meeting is None


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter laid out for planning, with the rows behind the plain values."""

    unit: Unit
    first: date
    problem: Problem
    officials: Mapping[int, Person]
    cells: Mapping[int, Unit]
    sittings: Mapping[str, When]
    values: Mapping[Name, RuleValue]
    assignments: tuple[Assignment, ...]

    def follows(self, cell: int) -> list[Assignment]:
        """Return who follows a cell."""
        return [one for one in self.assignments if one.cell_id == cell]


def planning_day(first: date, today: date) -> date:
    """Return the day whose tree and assignments a quarter is planned on."""
    return min(max(first, today), next_quarter(first) - timedelta(days=1))


def quarter_of(unit: Unit, first: date, today: date, *, own_only: bool) -> Quarter:
    """Lay out a quarter of a unit. Always the same few queries."""
    on = planning_day(first, today)
    cells = {cell.pk: cell for cell in cells_below(unit, on).select_related("kind")}
    assignments = tuple(assignments_of(unit, cells, on))
    officials = {one.official_id: one.official for one in assignments}
    values = limits_for(unit, on)
    planned = list(
        PlannedVisit.objects.filter(roster__unit=unit, roster__first=first)
        .exclude(is_dropped=True, cancelled_at__isnull=False)
        .order_by("day", "pk")
    )
    officials |= {
        one.pk: one
        for one in Person.objects.filter(
            pk__in={row.official_id for row in planned} - set(officials)
        )
    }
    whens = _whens(cells, first)
    for row in planned:
        if row.is_asked and not row.is_dropped and row.sitting in whens:
            old = whens[row.sitting]
            whens[row.sitting] = When(old.key, old.cell, row.day, row.hour, old.meeting)
    pins = _pins(planned, whens, officials, first, today)
    kept = {pin.sitting for pin in pins}
    open_ = {key: when for key, when in whens.items() if when.day >= today or key in kept}
    places = _places(unit, cells, on)
    problem = Problem(
        first=first,
        cells=tuple(_cells(unit, first, cells, places=places, values=values, today=today)),
        officials=tuple(_officials(unit, officials, assignments, values, on)),
        sittings=tuple(_sittings(open_.values())),
        minutes=_minutes(),
        own_only=own_only,
        pins=frozenset(pins),
        previous=frozenset(
            Pair(row.official_id, row.sitting)
            for row in planned
            if row.told_day is not None and row.cancelled_at is None
        ),
        last_quarter=frozenset(_last_quarter(unit, first)),
    )
    return Quarter(unit, first, problem, officials, cells, whens, values, assignments)


def assignments_of(unit: Unit, cells: Collection[int], on: date) -> list[Assignment]:
    """Return who follows cells for a unit on a day, by name."""
    return list(
        Assignment.objects.filter(valid_on(on), unit=unit, cell__in=cells)
        .select_related("official")
        .order_by("official__name_key", "official", "pk")
    )


def _whens(cells: Collection[int], first: date) -> dict[str, When]:
    """The sittings of the quarter: meetings known, else each month's usual day."""
    months = months_of(first)
    found: dict[str, When] = {}
    taken = set()
    rows = Meeting.objects.filter(
        cell__in=cells, month__in=months, kind__in=[Meeting.Kind.REGULAR, Meeting.Kind.THEMATIC]
    ).exclude(state=Meeting.State.CANCELLED)
    for row in rows.order_by("kind", "starts_at", "pk"):
        start = row.starts_at.astimezone(LOCAL)
        slot = (row.cell_id, start.date(), half_of(start.time()))
        if row.kind == Meeting.Kind.THEMATIC and slot in taken:
            continue  # The same evening as the regular one: one visit sits in both.
        taken.add(slot)
        key = _key(row.cell_id, row.month, row.kind)
        found[key] = When(key, row.cell_id, start.date(), start.time(), row)
    for habit in Habit.objects.filter(valid_on(first), cell__in=cells).order_by("since", "pk"):
        for month in months:
            key = _key(habit.cell_id, month, Meeting.Kind.REGULAR)
            if key not in found or found[key].meeting is None:
                day = proposed_day(month, habit.day, holiday_name).day
                found[key] = When(key, habit.cell_id, day, habit.hour)
    return found


def _key(cell: int, month: date, kind: str) -> str:
    return f"{cell}:{month:%Y-%m}" + ("" if kind == Meeting.Kind.REGULAR else ":t")


def _sittings(whens: Iterable[When]) -> Iterable[Sitting]:
    for when in whens:
        yield Sitting(when.key, when.cell, when.day, half_of(when.hour), when.is_expected)


def _pins(
    planned: Iterable[PlannedVisit],
    whens: Mapping[str, When],
    officials: Collection[int],
    first: date,
    today: date,
) -> set[Pair]:
    """What stays: set by hand, told for a day that is over, or seen by a slip."""
    pins = {
        Pair(row.official_id, row.sitting)
        for row in planned
        if not row.is_dropped
        and row.sitting in whens
        and (row.is_pinned or (row.told_day is not None and row.told_day < today))
    }
    by_day = {(when.cell, when.day): key for key, when in whens.items()}
    slips = Visit.objects.filter(official__in=officials, month__in=months_of(first))
    for official, cell, day in slips.values_list("official", "cell", "day"):
        if (cell, day) in by_day:
            pins.add(Pair(official, by_day[cell, day]))
    return pins


def _places(unit: Unit, cells: Mapping[int, Unit], on: date) -> dict[int, int]:
    """Where each cell meets: the unit above it, or it itself directly below the planning unit."""
    parents = parents_of(cells, on)
    return {
        key: parents[key].pk if key in parents and parents[key].pk != unit.pk else key
        for key in cells
    }


def places_of(unit: Unit, on: date) -> list[Unit]:
    """Return the places that ways are known between: what stands directly below a unit, by code."""
    return sorted(children(unit, on), key=lambda one: one.code)


def ways_between(places: Collection[Unit]) -> list[Distance]:
    """Return the ways known between some places."""
    keys = [one.pk for one in places]
    return list(Distance.objects.filter(one__in=keys, other__in=keys).order_by("one", "other"))


def _cells(
    unit: Unit,
    first: date,
    cells: Mapping[int, Unit],
    *,
    places: Mapping[int, int],
    values: Mapping[Name, RuleValue],
    today: date,
) -> Iterable[Cell]:
    helped = cells_in_need(list(cells.values()), unit, min(today, next_quarter(first)))
    usual = _number(values, Name.VISITS, _A_QUARTER)
    more = max(usual, _number(values, Name.VISITS_HELPED, usual))
    roster = Roster.objects.filter(unit=unit, first=first)
    asked = dict(roster.exclude(demands=None).values_list("demands__cell", "demands__visits"))
    for key in cells:
        helps = key in helped
        visits = asked.get(key, more if helps else usual)
        yield Cell(key, places[key], visits=visits, helps=helps)


def _officials(
    unit: Unit,
    people: Collection[int],
    assignments: Iterable[Assignment],
    values: Mapping[Name, RuleValue],
    on: date,
) -> Iterable[Official]:
    own: dict[int, set[int]] = {}
    for one in assignments:
        own.setdefault(one.official_id, set()).add(one.cell_id)
    usual = _number(values, Name.VISITS_OF_OFFICIAL, _A_MONTH)
    capacity = dict(
        Capacity.objects.filter(unit=unit, official__in=people).values_list("official", "per_month")
    )
    away: dict[int, list[Away]] = {}
    for row in Absence.objects.filter(official__in=people).order_by("since", "pk"):
        away.setdefault(row.official_id, []).append(Away(row.since, row.until))
    homes = _homes(unit, people, on)
    for key in people:
        per_month = capacity.get(key, usual)
        yield Official(
            key,
            per_month=per_month,
            per_quarter=3 * per_month,
            own=frozenset(own.get(key, set())),
            away=tuple(away.get(key, [])),
            home=homes.get(key),
        )


def _homes(unit: Unit, people: Collection[int], on: date) -> dict[int, int]:
    """Where each official comes from: the place of the cell he belongs to."""
    rows = Membership.objects.filter(valid_on(on), person__in=people).order_by("since", "pk")
    cells = dict(rows.values_list("person", "cell"))
    places = _places(unit, Unit.objects.in_bulk(set(cells.values())), on)
    return {person: places[cell] for person, cell in cells.items()}


def _minutes() -> dict[tuple[int, int], int]:
    rows = Distance.objects.values_list("one", "other", "minutes")
    return {(one, other): minutes for one, other, minutes in rows}


def _last_quarter(unit: Unit, first: date) -> set[tuple[int, int]]:
    before = quarter_before(first)
    told = PlannedVisit.objects.filter(
        roster__unit=unit, roster__first=before, cancelled_at=None, told_day__isnull=False
    )
    slips = Visit.objects.filter(month__in=months_of(before))
    return {
        *told.values_list("official", "cell"),
        *slips.values_list("official", "cell"),
    }


def _number(values: Mapping[Name, RuleValue], name: Name, otherwise: int) -> int:
    row = values.get(name)
    return int(row.value) if row else otherwise


def loads(visits: Iterable[PlannedVisit]) -> Counter[int]:
    """Return how many visits each official has in a plan."""
    return Counter(visit.official_id for visit in visits)


def absences_of(unit: Unit, officials: Collection[int], today: date) -> list[Absence]:
    """Return the days that officials of a unit are away, from today on, by name."""
    return list(
        Absence.objects.filter(Q(unit=unit) | Q(official__in=officials), until__gt=today)
        .select_related("official")
        .order_by("official__name_key", "since", "pk")
    )
