"""What members asked those above for: where it lies, how long it waits, what was answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Count, Q, QuerySet

from chibo.access.queries import granted_at, offices_above, units_where
from chibo.access.rules import Ability
from chibo.base.time import local_day, local_moment
from chibo.people.models import Account, Person
from chibo.supervision.models import PassedUp, PassedUpStep
from chibo.supervision.rules.passed_up import (
    LATE_AFTER_DAYS,
    PassedUpCounts,
    days_waiting,
    is_late,
    predecessors,
)
from chibo.units.models import Placement, Unit, UnitEvent
from chibo.units.naming import committee_name
from chibo.units.queries import names_by_code


def passed_up_counts(
    cells: QuerySet[Unit] | Collection[int], since: date, until: date
) -> PassedUpCounts:
    """Return what members of some cells asked for in [since, until), and what came of it.

    What was asked counts on the day of the meeting, whenever its slip came in. One query.
    """
    asked = Q(visit__day__gte=since, visit__day__lt=until)
    answered = Q(answered_on__lt=until)
    rows = PassedUp.objects.filter(visit__cell__in=cells, visit__day__lt=until)
    return PassedUpCounts(
        **rows.aggregate(
            asked=Count("pk", filter=asked),
            answered=Count("pk", filter=asked & answered),
            answered_in_period=Count("pk", filter=Q(answered_on__gte=since) & answered),
            open=Count("pk", filter=Q(answered_on=None) | Q(answered_on__gte=until)),
        )
    )


def asked_of(unit: Unit, on: date) -> QuerySet[PassedUp]:
    """Return what lies with a unit, the oldest first; with it what lay with units it took over.

    A committee that was merged or dissolved answers nothing any more: its successor does.
    """
    return _shown(PassedUp.objects.filter(unit__in=_stands_for(unit, on)))


def handed_on_by(unit: Unit, on: date) -> QuerySet[PassedUp]:
    """Return what a unit had and passed on to the committee above it, the oldest first."""
    here = _stands_for(unit, on)
    gone = PassedUpStep.objects.filter(unit__in=here).values("passed_up")
    return _shown(PassedUp.objects.filter(pk__in=gone).exclude(unit__in=here))


def passed_up_where(account: Account, on: date) -> QuerySet[PassedUp]:
    """Return what an account may answer or look at: it lies with, or was with, its committee."""
    reach = units_where(account, Ability.KEEP_SUPERVISION, on=on)
    mine = predecessors_among(reach, on)
    gone = PassedUpStep.objects.filter(unit__in=mine).values("passed_up")
    return _shown(PassedUp.objects.filter(Q(unit__in=mine) | Q(pk__in=gone)))


def to_answer_where(account: Account, on: date) -> QuerySet[PassedUp]:
    """Return what lies with a committee of an account, for it to answer or to hand on."""
    reach = units_where(account, Ability.KEEP_SUPERVISION, on=on)
    return _shown(PassedUp.objects.filter(unit__in=predecessors_among(reach, on)))


def passed_up_of_cell(cell: Unit, on: date) -> QuerySet[PassedUp]:
    """Return what members of a cell asked those above for, the latest first.

    With what was asked in cells merged into it: those who asked are members here now.
    """
    rows = PassedUp.objects.filter(visit__cell__in=_stands_for(cell, on))
    return _shown(rows).order_by("-visit__day", "-pk")


def passed_up_by(person: Person) -> QuerySet[PassedUp]:
    """Return what one member asked those above for, the latest first."""
    return _shown(PassedUp.objects.filter(person=person)).order_by("-visit__day", "-pk")


def late_for(account: Account, today: date) -> QuerySet[PassedUp]:
    """Return what waits too long for an answer of the committees whose office an account is.

    Only of the units its role was granted at, so that the province is not reminded of what a
    commune has to answer.
    """
    granted = Unit.objects.filter(pk__in=granted_at(account, [Ability.KEEP_SUPERVISION], today))
    before = local_moment(today - timedelta(days=LATE_AFTER_DAYS), time())
    return _shown(
        PassedUp.objects.filter(
            unit__in=predecessors_among(granted, today),
            answered_on=None,
            visit__received_at__lt=before,
        )
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal as a list shows it on a day; days: it has waited, or waited for its answer."""

    row: PassedUp
    cell: str
    unit: str
    came_on: date
    days: int
    is_late: bool


def lines(rows: Collection[PassedUp], today: date) -> list[Asked]:
    """Return proposals as lists show them, with the names of today. One query."""
    codes = {row.visit.cell.code for row in rows} | {row.unit.code for row in rows}
    names = names_by_code(codes, today) if codes else {}
    return [_line(row, names, today) for row in rows]


def _line(row: PassedUp, names: dict[str, str], today: date) -> Asked:
    came = local_day(row.visit.received_at)
    return Asked(
        row,
        names.get(row.visit.cell.code, row.visit.cell.code),
        committee_name(names.get(row.unit.code, row.unit.code)),
        came,
        days_waiting(came, row.answered_on or today),
        is_late(came, row.answered_on, today),
    )


@dataclass(frozen=True, slots=True)
class Station:
    """A committee that had a proposal; left_on: None where it still lies."""

    unit: str
    since: date
    left_on: date | None
    note: str


def trail(row: PassedUp, today: date) -> list[Station]:
    """Return which committees had a proposal, the first one first. Two queries."""
    steps = list(row.steps.select_related("unit").order_by("passed_on", "pk"))
    codes = [*(step.unit.code for step in steps), row.unit.code]
    names = {code: committee_name(name) for code, name in names_by_code(codes, today).items()}
    came = local_day(row.visit.received_at)
    found = []
    for step in steps:
        found.append(Station(names[step.unit.code], came, step.passed_on, step.note))
        came = step.passed_on
    return [*found, Station(names[row.unit.code], came, None, "")]


def next_above(unit: Unit, on: date) -> Unit | None:
    """Return the nearest committee above a unit that has an office to answer; None: there is none.

    Source: who is asked first and cannot answer hands it up the line of committees; a rule of
    this house.
    """
    above = offices_above(unit, on, Ability.KEEP_SUPERVISION)
    return next((one for one in above if one.pk != unit.pk), None)


def predecessors_among(units: QuerySet[Unit], on: date) -> set[int]:
    """Return the ids of some units and of those that ended and for which they answer now."""
    here = set(units.values_list("pk", flat=True))
    went_into = _went_into(on)
    heirs = here & set(went_into.values())
    return here.union(*(predecessors(unit, went_into) for unit in heirs))


def _stands_for(unit: Unit, on: date) -> set[int]:
    return {unit.pk} | predecessors(unit.pk, _went_into(on))


def _went_into(on: date) -> dict[int, int]:
    """For each unit ended up to a day the one it was merged into, or that stood above it."""
    ended = UnitEvent.objects.filter(
        kind__in=(UnitEvent.Kind.MERGE, UnitEvent.Kind.DISSOLVE),
        decision__effective_on__lte=on,
    )
    found = dict(ended.values_list("unit", "other").order_by("pk"))
    gone = [unit for unit, into in found.items() if into is None]
    last = Placement.objects.filter(unit__in=gone, until__isnull=False).order_by("until", "pk")
    above = dict(last.values_list("unit", "parent"))
    return {
        unit: heir
        for unit, into in found.items()
        if (heir := into if into is not None else above.get(unit)) is not None
    }


def _shown(rows: QuerySet[PassedUp]) -> QuerySet[PassedUp]:
    return rows.select_related("visit__cell", "visit__official", "person", "unit").order_by(
        "visit__received_at", "pk"
    )
