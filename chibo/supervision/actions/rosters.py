"""Planning the visits of a quarter, changing them by hand, and telling them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record as log
from chibo.base.time import local_day
from chibo.book.visits import write_visits
from chibo.supervision.models import Capacity, CellDemand, PlannedVisit, Roster
from chibo.supervision.planning.solving import Solution, solve
from chibo.supervision.planning.standing import Reason, Standing, Why
from chibo.supervision.planning.ways import Way, WayKind
from chibo.supervision.queries.quarters import Quarter, When, quarter_of
from chibo.supervision.queries.rosters import month_told, plan_of
from chibo.supervision.rules.roster.problem import Pair, by_key
from chibo.supervision.rules.roster.quarters import next_quarter
from chibo.units.models import Unit


class CannotPlan(Exception):
    """Visits cannot be planned or changed so; the view says why, in the reader's language."""


class NobodyToGo(CannotPlan):
    """Nobody follows a cell of this unit."""


class NoCells(CannotPlan):
    """No cell stands below this unit."""


class QuarterOver(CannotPlan):
    """The quarter is over."""


class Overtaken(CannotPlan):
    """The roster was changed by somebody else meanwhile."""


class NothingNew(CannotPlan):
    """All that is planned was told already."""


@dataclass
class CannotGo(CannotPlan):
    """This official cannot sit in that meeting; why says what keeps him."""

    why: Why


class NoSuchSitting(CannotPlan):
    """The cell does not meet then, or that day is over."""


def plan_roster(
    *, unit: Unit, first: date, own_only: bool, by: str, at: datetime
) -> tuple[Roster, Solution]:
    """Plan the visits of a quarter, or plan them again with as few moved as can be.

    first: the quarter's first day. What was told moves as little as possible; what was set by
    hand, and what is over, stays. The solver works before the transaction, so that nobody waits
    for it; a roster changed meanwhile is not overwritten.

    Raises NobodyToGo, NoCells, QuarterOver, Overtaken or planning.OutOfTime.
    """
    if local_day(at) >= next_quarter(first):
        raise QuarterOver
    seen = Roster.objects.filter(unit=unit, first=first).values_list("version", flat=True).first()
    quarter = quarter_of(unit, first, local_day(at), own_only=own_only)
    if not quarter.cells:
        raise NoCells
    if not quarter.assignments:
        raise NobodyToGo
    solution = solve(quarter.problem)
    with transaction.atomic(durable=True):
        roster = Roster.objects.select_for_update().filter(unit=unit, first=first).first()
        if (roster.version if roster else None) != seen:
            raise Overtaken
        if roster is None:
            roster = Roster.objects.create(unit=unit, first=first, own_only=own_only, made_at=at)
        roster.own_only, roster.made_at = own_only, at
        roster.cost, roster.bound = solution.reckoning.cost, solution.bound
        roster.version += 1
        roster.save(update_fields=["own_only", "made_at", "cost", "bound", "version"])
        _write_plan(roster, quarter, solution.plan, solution.problem.pins)
        log(
            "roster.planned",
            roster,
            by=by,
            at=at,
            unit_code=unit.code,
            visits=len(solution.plan),
            missing=solution.reckoning.missing,
            moved=solution.reckoning.moved,
        )
    return roster, solution


def _write_plan(
    roster: Roster, quarter: Quarter, plan: frozenset[Pair], pins: frozenset[Pair]
) -> None:
    """Keep the rows that stay, since their keys stand in calendars; drop or delete the others."""
    rows = {Pair(row.official_id, row.sitting): row for row in roster.visits.all()}
    for pair, row in rows.items():
        row.is_dropped = pair not in plan
        row.is_pinned = row.is_pinned and pair in pins
        if pair in plan:
            _set_when(row, quarter.sittings[pair.sitting])
    gone = [row.pk for row in rows.values() if row.is_dropped and row.told_day is None]
    PlannedVisit.objects.filter(pk__in=gone).delete()
    PlannedVisit.objects.bulk_update(
        [row for row in rows.values() if row.pk not in gone],
        ["is_dropped", "is_pinned", "day", "hour", "meeting"],
    )
    PlannedVisit.objects.bulk_create(
        _new(roster, pair, quarter.sittings[pair.sitting]) for pair in sorted(plan - set(rows))
    )


def _new(roster: Roster, pair: Pair, when: When) -> PlannedVisit:
    row = PlannedVisit(
        roster=roster, official_id=pair.official, cell_id=when.cell, sitting=pair.sitting
    )
    _set_when(row, when)
    return row


def _set_when(row: PlannedVisit, when: When) -> None:
    row.day, row.hour, row.meeting = when.day, when.hour, when.meeting


def set_visit(
    *,
    roster_id: uuid.UUID,
    official_id: int,
    sitting: str,
    instead_of: uuid.UUID | None,
    by: str,
    at: datetime,
) -> PlannedVisit:
    """Send an official to a sitting by hand; it stays when the quarter is planned again.

    instead_of: a visit that this one replaces, or None. He may go beyond his number of visits
    and to a cell he does not follow, but not to two places at once.

    Raises NoSuchSitting, CannotGo or QuarterOver; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        roster = _locked(roster_id, at)
        row = _place(roster, official_id, sitting, at, instead_of=instead_of)
        _changed(roster, "roster.visit_set", row, by=by, at=at)
    return row


def _place(
    roster: Roster,
    official_id: int,
    sitting: str,
    at: datetime,
    *,
    instead_of: uuid.UUID | None = None,
    day: date | None = None,
) -> PlannedVisit:
    quarter = quarter_of(roster.unit, roster.first, local_day(at), own_only=roster.own_only)
    known, when = by_key(quarter.problem.sittings).get(sitting), quarter.sittings.get(sitting)
    if known is None or when is None or official_id not in quarter.officials:
        raise NoSuchSitting
    if known.day < local_day(at):
        raise NoSuchSitting
    old = roster.visits.filter(pk=instead_of).first() if instead_of else None
    without = plan_of(roster) - ({Pair(old.official_id, old.sitting)} if old else set())
    without -= {Pair(official_id, sitting)}
    if day is not None:
        when = When(when.key, when.cell, day, when.hour, when.meeting)
        known = type(known)(known.key, known.cell, day, known.half, known.expected)
    _may_go(quarter, without, official_id, known)
    if old is not None and (old.official_id, old.sitting) != (official_id, sitting):
        _take_out(old)
    row = roster.visits.filter(official=official_id, sitting=sitting).first()
    row = row or _new(roster, Pair(official_id, sitting), when)
    _set_when(row, when)
    row.is_pinned, row.is_dropped, row.is_asked = True, False, day is not None
    row.save()
    return row


def _may_go(quarter: Quarter, plan: frozenset[Pair], official: int, sitting: object) -> None:
    known = by_key(quarter.problem.sittings)
    standing = Standing(quarter.problem, [pair for pair in plan if pair.sitting in known])
    goes = next(one for one in quarter.problem.officials if one.key == official)
    why = standing.why(goes, sitting)  # type: ignore[arg-type]
    if why.reason in {Reason.AWAY, Reason.BUSY, Reason.FAR}:
        raise CannotGo(why)


def _take_out(row: PlannedVisit) -> None:
    """Plan a visit no longer: told ones wait to be cancelled, others were never there."""
    if row.told_day is None:
        row.delete()
        return
    row.is_dropped, row.is_pinned = True, False
    row.save(update_fields=["is_dropped", "is_pinned"])


def pin_visit(*, visit_id: uuid.UUID, is_pinned: bool, by: str, at: datetime) -> PlannedVisit:
    """Keep a visit as it is when the quarter is planned again, or no longer.

    Raises QuarterOver; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        row = PlannedVisit.objects.select_for_update().get(pk=visit_id)
        roster = _locked(row.roster_id, at)
        row.is_pinned = is_pinned
        row.is_asked = row.is_asked and is_pinned
        row.save(update_fields=["is_pinned", "is_asked"])
        verb = "roster.visit_pinned" if is_pinned else "roster.visit_unpinned"
        _changed(roster, verb, row, by=by, at=at)
    return row


def take_way_out(*, roster_id: uuid.UUID, way: Way, by: str, at: datetime) -> Roster:
    """Do what a way out of a conflict says; no other visit moves.

    Raises NoSuchSitting, CannotGo or QuarterOver; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        roster = _locked(roster_id, at)
        if way.kind is WayKind.LATER or way.official is None:
            _ask_for_less(roster, way.cell, at)
        else:
            if way.kind is WayKind.ONE_MORE:
                _one_more(roster, way.official, at)
            _place(roster, way.official, way.sitting, at, day=way.day)
        _changed(roster, "roster.way_taken", roster, by=by, at=at, way=str(way.kind))
    return roster


def _ask_for_less(roster: Roster, cell: int, at: datetime) -> None:
    """The cell is due as many visits as it gets."""
    sittings = quarter_of(
        roster.unit, roster.first, local_day(at), own_only=roster.own_only
    ).sittings
    gets = sum(
        pair.sitting in sittings and sittings[pair.sitting].cell == cell for pair in plan_of(roster)
    )
    CellDemand.objects.update_or_create(roster=roster, cell_id=cell, defaults={"visits": gets})


def set_demand(
    *, roster_id: uuid.UUID, cell: Unit, visits: int | None, by: str, at: datetime
) -> Roster:
    """Ask for so many visits to a cell this quarter; None: for as many as the rule says.

    Raises QuarterOver; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        roster = _locked(roster_id, at)
        if visits is None:
            roster.demands.filter(cell=cell).delete()
        else:
            CellDemand.objects.update_or_create(
                roster=roster, cell=cell, defaults={"visits": visits}
            )
        asked = "" if visits is None else str(visits)
        _changed(roster, "roster.demand_set", roster, by=by, at=at, cell=cell.code, visits=asked)
    return roster


def _one_more(roster: Roster, official: int, at: datetime) -> None:
    quarter = quarter_of(roster.unit, roster.first, local_day(at), own_only=roster.own_only)
    now = next(one for one in quarter.problem.officials if one.key == official)
    Capacity.objects.update_or_create(
        official_id=official, unit=roster.unit, defaults={"per_month": now.per_month + 1}
    )


def publish_roster(*, roster_id: uuid.UUID, by: str, at: datetime) -> Mapping[str, int]:
    """Tell officials and cells the visits as planned; return how many are new, changed, cancelled.

    Only what changed gets a higher number in calendars.
    Raises NothingNew or QuarterOver; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        roster = _locked(roster_id, at)
        counts = {"new": 0, "changed": 0, "cancelled": 0}
        changed, months = [], set()
        for row in roster.visits.select_related("cell", "meeting").order_by("pk"):
            before = (row.cell, month_told(row))
            what = _tell(row, at)
            if what:
                counts[what] += 1
                changed.append(row)
                months |= {before, (row.cell, month_told(row))}
        if not changed:
            raise NothingNew
        PlannedVisit.objects.bulk_update(
            changed, ["told_day", "told_hour", "told_at", "cancelled_at", "sequence"]
        )
        roster.published_at, roster.published_by = at, by
        roster.version += 1
        roster.save(update_fields=["published_at", "published_by", "version"])
        for cell, month in sorted(months, key=lambda one: (one[0].code, one[1])):
            write_visits(cell, month)
        log("roster.published", roster, by=by, at=at, unit_code=roster.unit.code, **counts)
    return counts


def _tell(row: PlannedVisit, at: datetime) -> str:
    """Set what is told to what is planned; say what that changed, or nothing."""
    if row.is_dropped:
        if row.cancelled_at is not None:
            return ""
        row.cancelled_at = row.told_at = at
        row.sequence += 1
        return "cancelled"
    was = row.told_day
    same = (row.told_day, row.told_hour) == (row.day, row.hour)
    if same and row.cancelled_at is None:
        return ""
    row.told_day, row.told_hour, row.told_at, row.cancelled_at = row.day, row.hour, at, None
    row.sequence += was is not None
    return "new" if was is None else "changed"


def _locked(roster_id: uuid.UUID, at: datetime) -> Roster:
    roster = Roster.objects.select_for_update().select_related("unit").get(pk=roster_id)
    if local_day(at) >= next_quarter(roster.first):
        raise QuarterOver
    return roster


def _changed(
    roster: Roster, verb: str, subject: PlannedVisit | Roster, *, by: str, at: datetime, **more: str
) -> None:
    roster.version += 1
    roster.save(update_fields=["version"])
    log(verb, subject, by=by, at=at, unit_code=roster.unit.code, **more)
