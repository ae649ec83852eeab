"""The agenda of a meeting before it is held, as planning and carrying over would write it."""

from collections.abc import Iterable
from datetime import datetime

from chibo.example.cell import Cell
from chibo.example.issues import Issue
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.standing_items import fixed_items, recurring_items

# As `meetings.actions.plan` leaves room between the parts.
_POSITION = {"opening": 0, "body": 100, "closing": 900}


def fixed(cell: Cell, meeting: Meeting, at: datetime) -> list[AgendaItem]:
    """Return the items every meeting of the kind has, in their places."""
    return [
        AgendaItem(
            id=cell.key(at),
            meeting=meeting,
            part=item.part,
            position=_POSITION[item.part] + place,
            title=item.title,
            note=item.note,
            minutes=item.minutes,
            needs_vote=item.needs_vote,
            reason=AgendaItem.Reason.TEMPLATE,
        )
        for place, item in enumerate(fixed_items(meeting.kind, cell.unit.kind_id))
    ]


def suggested(cell: Cell, meeting: Meeting, at: datetime) -> list[AgendaItem]:
    """Return what the month brings and the committee may take or leave."""
    if meeting.kind != Meeting.Kind.REGULAR:
        return []
    return [
        AgendaItem(
            id=cell.key(at),
            meeting=meeting,
            position=_POSITION["body"] + 50 + place,
            title=item.title,
            minutes=item.minutes,
            reason=AgendaItem.Reason.RECURRING,
            reason_facts={"month": meeting.month.month},
            origin_key=f"recurring:{item.recurring}",
            state=AgendaItem.State.SUGGESTED,
        )
        for place, item in enumerate(recurring_items(meeting.month.month, cell.unit.kind_id))
    ]


def items(
    cell: Cell, meeting: Meeting, issues: Iterable[Issue], at: datetime
) -> list[tuple[Issue, AgendaItem]]:
    """Return an item for each issue, one after the other; what is put off keeps its place."""
    return [
        (
            issue,
            AgendaItem(
                id=cell.key(at),
                meeting=meeting,
                position=_POSITION["body"] + place,
                title=issue.title[:200],
                minutes=issue.minutes,
                presenter=issue.presenter,
                needs_vote=bool(issue.question),
                reason=issue.reason,
                reason_facts=issue.facts,
                origin_key=issue.origin,
                state=AgendaItem.State.POSTPONED if issue.postponed else AgendaItem.State.PLANNED,
                postponed_because=issue.postponed,
            ),
        )
        for place, issue in enumerate(issues)
    ]
