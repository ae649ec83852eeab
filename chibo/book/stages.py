"""How far a month's regular meeting is on its way from plan to book, as its facts keep it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from chibo.base.time import local_day
from chibo.book.models import MonthlyFacts
from chibo.guidance.names import Name
from chibo.guidance.queries import values_for
from chibo.meetings.models import Meeting
from chibo.units.models import Unit

Stage = Mapping[str, Any]

# The columns of the monthly facts that a meeting fills, as they are before one is planned.
UNPLANNED: Stage = {
    "state": "",
    "planned_on": None,
    "meets_on": None,
    "noticed_on": None,
    "closed_on": None,
    "reason": "",
    "seal_due_on": None,
}


def write_stage(meeting: Meeting) -> None:
    """Bring how far a regular meeting is on its way into the row of its month.

    Called inside the transaction of the step.
    """
    if meeting.kind != Meeting.Kind.REGULAR:
        return
    # The lock of the book: figures computed anew meanwhile would put the earlier stage back.
    Unit.objects.select_for_update().get(pk=meeting.cell_id)
    stage = stages_of(meeting.cell, meeting.month).get(meeting.month, UNPLANNED)
    MonthlyFacts.objects.update_or_create(
        cell_id=meeting.cell_id, month=meeting.month, defaults=dict(stage)
    )


def stages_of(cell: Unit, month: date | None = None) -> dict[date, Stage]:
    """Return the stage of each month for which a cell planned a regular meeting.

    Where one was called off and another planned, it is that of the other. month: only of this one.
    """
    rows = Meeting.objects.filter(cell=cell, kind=Meeting.Kind.REGULAR)
    if month is not None:
        rows = rows.filter(month=month)
    found: dict[date, Meeting] = {}
    for row in rows.order_by("starts_at", "pk"):
        before = found.get(row.month)
        if before is None or before.state == Meeting.State.CANCELLED:
            found[row.month] = row
    return {month: _stage(cell, row) for month, row in found.items()}


def _stage(cell: Unit, meeting: Meeting) -> Stage:
    day = local_day(meeting.starts_at)
    return {
        "state": str(meeting.state),
        "planned_on": meeting.planned_on,
        "meets_on": day,
        "noticed_on": local_day(meeting.noticed_at) if meeting.noticed_at else None,
        "closed_on": local_day(meeting.closed_at) if meeting.closed_at else None,
        "reason": meeting.moved_because or meeting.cancelled_because,
        "seal_due_on": _seal_due_on(cell, meeting, day),
    }


def _seal_due_on(cell: Unit, meeting: Meeting, day: date) -> date | None:
    """By when the minutes are to be in the book; a sealed record says by which value itself."""
    if meeting.state in (Meeting.State.CANCELLED, Meeting.State.SEALED):
        return None
    value = values_for(cell, day).get(Name.SEAL_DAYS)
    return day + timedelta(days=int(value.value)) if value else None
