"""How meetings were assessed, by whom, and whose grade holds."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db.models import QuerySet

from chibo.meetings.models import Meeting
from chibo.people.models import Account
from chibo.quality.models import Assessment, Scored
from chibo.quality.rules.sheets import Sheet

_Scored = TypeVar("_Scored", bound=Scored)


def current(meeting: Meeting) -> dict[str, Assessment]:
    """Return how a meeting is assessed now, by whose it is."""
    rows = Assessment.objects.filter(meeting=meeting, replaced_at=None)
    return {row.kind: row for row in rows}


def deciding(sheet: Sheet, given: Mapping[str, _Scored]) -> _Scored | None:
    """Return the assessment whose grade holds: the first of those the sheet lets decide."""
    return next((given[side] for side in sheet.decides if side in given), None)


def writers(given: Iterable[Scored]) -> dict[str, str]:
    """Return the names of those who wrote assessments, by the name they sign in with."""
    accounts = Account.objects.filter(username__in={one.written_by for one in given})
    return {one.username: one.shown_name for one in accounts.select_related("person")}


def earlier(meeting: Meeting) -> QuerySet[Assessment]:
    """Return the assessments of a meeting that were replaced, latest first."""
    rows = Assessment.objects.filter(meeting=meeting).exclude(replaced_at=None)
    return rows.order_by("-replaced_at", "-pk")
