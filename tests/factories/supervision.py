"""Who follows which cells, and slips with what was passed up, for tests."""

from datetime import date, datetime, time
from typing import Any

from chibo.base.time import local_moment, month_start
from chibo.people.models import Person
from chibo.supervision.models import Assignment, PassedUp, Visit
from chibo.units.models import Unit
from tests.factories.meetings import JUNE
from tests.factories.units import LONG_AGO


def assignment(
    official: Person,
    cell: Unit,
    unit: Unit,
    *,
    since: date = LONG_AGO,
    until: date | None = None,
    number: str = "15-QĐ/ĐU",
) -> Assignment:
    """Return a new assignment, without the role that an action would give with it."""
    return Assignment.objects.create(
        official=official,
        cell=cell,
        unit=unit,
        decision_number=number,
        decided_on=since,
        since=since,
        until=until,
    )


def visit(
    official: Person,
    cell: Unit,
    day: date = JUNE,
    *,
    received_at: datetime | None = None,
    **more: Any,
) -> Visit:
    """Return the slip of an official about a cell's meeting of a day."""
    return Visit.objects.create(
        official=official,
        cell=cell,
        month=month_start(day),
        day=day,
        came_at=time(19, 15),
        received_at=received_at or local_moment(day, time(21)),
        **more,
    )


def passed_up(
    of: Visit, unit: Unit, text: str = "Đề nghị kéo điện vào khu mới.", **more: Any
) -> PassedUp:
    """Return what a member asked a committee for through a visitor."""
    return PassedUp.objects.create(visit=of, unit=unit, text=text, **more)
