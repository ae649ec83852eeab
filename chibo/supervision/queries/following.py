"""What an official has to do in the cells he follows."""

from datetime import date, time, timedelta

from django.db.models import QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.time import local_moment
from chibo.meetings.models import Meeting
from chibo.people.models import Account, Person
from chibo.supervision.models import Visit
from chibo.supervision.queries.assignments import cells_of, unfollowed
from chibo.supervision.rules.assignments import first_day_of_quarter
from chibo.units.models import Unit
from chibo.units.queries import cells


def follow_ups_of(official: Person) -> QuerySet[Visit]:
    """Return what an official meant to look at again and has not, soonest first, with cells."""
    return (
        Visit.objects.filter(official=official, followed_up_on=None, follow_up_on__isnull=False)
        .select_related("cell")
        .order_by("follow_up_on", "pk")
    )


def follow_ups_where(account: Account, on: date) -> QuerySet[Visit]:
    """Return the visits whose follow-up an account may note as done: its own, or as the office."""
    kept = units_where(account, Ability.KEEP_SUPERVISION, on=on).values("pk")
    own = Visit.objects.filter(official__account=account)
    return (own | Visit.objects.filter(cell__in=kept)).filter(follow_up_on__isnull=False)


def not_visited(official: Person, on: date) -> QuerySet[Unit]:
    """Return the cells an official follows in which nobody sat in this quarter, by code."""
    seen = Visit.objects.filter(day__gte=first_day_of_quarter(on), day__lte=on)
    return cells_of(official, on).exclude(pk__in=seen.values("cell"))


def meetings_ahead(official: Person, today: date, *, days: int = 7) -> QuerySet[Meeting]:
    """Return the meetings of an official's cells from today on for so many days, soonest first.

    Those that are planned or noticed; the committee's own are not his to attend.
    """
    first, last = local_moment(today, time()), local_moment(today + timedelta(days=days), time())
    return (
        Meeting.objects.filter(cell__in=cells_of(official, today).values("pk"))
        .filter(starts_at__gte=first, starts_at__lt=last)
        .filter(state__in=(Meeting.State.PLANNED, Meeting.State.NOTICED))
        .exclude(kind=Meeting.Kind.COMMITTEE)
        .select_related("cell")
        .order_by("starts_at", "pk")
    )


def cells_to_assign(account: Account, on: date) -> QuerySet[Unit]:
    """Return the cells whose supervision an account keeps and that nobody follows, by code."""
    kept = units_where(account, Ability.KEEP_SUPERVISION, on=on).values("pk")
    return unfollowed(cells(on).filter(pk__in=kept), on)
