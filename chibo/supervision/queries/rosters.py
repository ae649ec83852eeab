"""Reads of rosters: one's own visits, a cell's, a unit's."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.time import month_start
from chibo.people.models import Account, Person
from chibo.supervision.models import PlannedVisit, Roster
from chibo.supervision.rules.roster.problem import Pair
from chibo.units.models import Unit
from chibo.units.queries import existing, names_by_code


def units_planned(account: Account, on: date) -> QuerySet[Unit]:
    """Return the units above cells whose visits an account plans, in the order of the tree."""
    reach = units_where(account, Ability.KEEP_SUPERVISION, on=on)
    return (
        existing(on)
        .filter(pk__in=reach.values("pk"), kind__is_cell=False)
        .select_related("kind")
        .order_by("kind__level", "code")
    )


def roster_of(unit: Unit, first: date) -> Roster | None:
    """Return a unit's roster of a quarter, or None."""
    return Roster.objects.filter(unit=unit, first=first).select_related("unit").first()


def rosters_kept(account: Account, on: date) -> QuerySet[Roster]:
    """Return the rosters that an account plans."""
    reach = units_where(account, Ability.KEEP_SUPERVISION, on=on)
    return Roster.objects.filter(unit__in=reach.values("pk")).select_related("unit")


def visits_planned(roster: Roster) -> list[PlannedVisit]:
    """Return the visits as planned, by day, with officials and meetings; dropped ones left out."""
    return list(
        roster.visits.filter(is_dropped=False)
        .select_related("official", "cell", "meeting")
        .order_by("day", "hour", "pk")
    )


def plan_of(roster: Roster) -> frozenset[Pair]:
    """Return the visits of a roster as the planning knows them."""
    rows = roster.visits.filter(is_dropped=False).values_list("official", "sitting")
    return frozenset(Pair(official, sitting) for official, sitting in rows)


def visits_told(official: Person, first: date, until: date) -> list[PlannedVisit]:
    """Return what an official was told for some days and stands, by day."""
    return list(
        _told()
        .filter(official=official, told_day__gte=first, told_day__lt=until)
        .order_by("told_day", "told_hour", "pk")
    )


def feed_of(official: Person, since: date) -> list[PlannedVisit]:
    """Return what an official's calendar holds from a day on, what was cancelled included."""
    return list(
        PlannedVisit.objects.filter(official=official, told_day__gte=since)
        .select_related("cell", "meeting", "roster")
        .order_by("told_day", "told_hour", "pk")
    )


def visits_to_come(
    *, cell: Unit | None = None, official: Person | None = None, on: date
) -> list[PlannedVisit]:
    """Return what a cell or an official was told, from a day on, soonest first."""
    of = Q(cell=cell) if cell is not None else Q(official=official)
    return list(_told().filter(of, told_day__gte=on).order_by("told_day", "told_hour", "pk")[:6])


def own_visits(official: Person | None, on: date) -> list[tuple[PlannedVisit, str]]:
    """Return where an official was told to go next, each with the cell's name."""
    visits = visits_to_come(official=official, on=on) if official is not None else []
    names = names_by_code([one.cell.code for one in visits], on)
    return [(one, names.get(one.cell.code, one.cell.code)) for one in visits]


def visits_due(cell: Unit) -> Mapping[date, Mapping[str, int]]:
    """Return how many visits of a cell were told for each month, as the facts keep it. One query."""
    found: Counter[date] = Counter(month_told(one) for one in _told().filter(cell=cell))
    return {month: {"visits_due": count} for month, count in sorted(found.items())}


def month_told(visit: PlannedVisit) -> date:
    """Return the month for which a visit that was told counts: of its meeting, else of its day."""
    if visit.meeting is not None:
        return visit.meeting.month
    return month_start(visit.told_day or visit.day)


def _told() -> QuerySet[PlannedVisit]:
    return PlannedVisit.objects.filter(told_day__isnull=False, cancelled_at=None).select_related(
        "official", "cell", "meeting", "roster"
    )
