"""An answer from above returns to the cell: as a suggestion for its next agenda."""

from datetime import timedelta

from chibo.base.time import local_day
from chibo.meetings.models import AgendaItem, Meeting
from chibo.supervision.models import PassedUp
from chibo.supervision.queries.passed_up import passed_up_of_cell
from chibo.units.naming import committee_name
from chibo.units.queries import names_by_code

_ORIGIN = "passed_up:"
# An older answer is no news any more; it stays on the page of the cell.
_DAYS = 92
# Length of a title and of a note on an agenda.
_TITLE, _NOTE = 200, 300


def answers_to_tell(meeting: Meeting) -> list[AgendaItem]:
    """Return what a meeting may hear of what its members asked those above for. Three queries.

    That is what was answered within the last quarter of a year and was on no agenda of the cell
    yet. It is only suggested: the committee of the cell takes it up, or leaves it with a reason.
    """
    day = local_day(meeting.starts_at)
    taken_up = (
        AgendaItem.objects.filter(meeting__cell=meeting.cell, origin_key__startswith=_ORIGIN)
        .filter(state=AgendaItem.State.PLANNED)
        .exclude(meeting=meeting)
        .exclude(meeting__state=Meeting.State.CANCELLED)
    )
    told = [key.removeprefix(_ORIGIN) for key in taken_up.values_list("origin_key", flat=True)]
    rows = (
        passed_up_of_cell(meeting.cell, day)
        .filter(answered_on__gt=day - timedelta(days=_DAYS), answered_on__lte=day)
        .exclude(pk__in=told)
        .order_by("answered_on", "pk")
    )
    found = list(rows)
    names = names_by_code([row.unit.code for row in found], day) if found else {}
    return [_item(meeting, row, committee_name(names[row.unit.code])) for row in found]


def _item(meeting: Meeting, row: PassedUp, committee: str) -> AgendaItem:
    # The words of an agenda are part of the record, so they are Vietnamese in every language.
    return AgendaItem(
        meeting=meeting,
        title=_short(f"Nghe trả lời kiến nghị: {row.text}", _TITLE),
        note=_short(f"{committee} trả lời: {row.answer}", _NOTE),
        minutes=5,
        reason=AgendaItem.Reason.PROPOSAL,
        reason_facts={
            "name": row.person.full_name if row.person else "",
            "unit": committee,
            "answered": row.answered_on.isoformat() if row.answered_on else "",
        },
        origin_key=f"{_ORIGIN}{row.pk}",
        state=AgendaItem.State.SUGGESTED,
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
