"""The rosters of the example: the commune's visits of last quarter and of this one."""

from datetime import date, datetime, time, timedelta

from chibo.base.time import local_day, local_moment
from chibo.supervision.actions import rosters
from chibo.supervision.models import Assignment
from chibo.supervision.rules.roster.quarters import quarter_before, quarter_first
from chibo.units.models import Unit

_BY = "vanphong"


def plan_quarters(unit: Unit, now: datetime) -> None:
    """Plan and tell the visits of a unit for last quarter and this one; after its assignments.

    Where nobody follows a cell there is nothing to plan. Each is told ten days before it begins.
    """
    this = quarter_first(local_day(now))
    for first in (quarter_before(this), this):
        told = local_moment(first - timedelta(days=10), time(9))
        if _follows(unit, first):
            roster, _solution = rosters.plan_roster(
                unit=unit, first=first, own_only=False, by=_BY, at=told
            )
            rosters.publish_roster(roster_id=roster.pk, by=_BY, at=told)


def _follows(unit: Unit, on: date) -> bool:
    return Assignment.objects.filter(unit=unit, since__lte=on).exclude(until__lte=on).exists()
