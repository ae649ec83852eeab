"""The cell's own score as a part of its meeting's record (docs/record.md)."""

from typing import Any

from chibo.meetings.models import Meeting
from chibo.quality.models import Assessment


def assessment_part(meeting: Meeting) -> dict[str, Any]:
    """Return what the cell gave itself; nothing where it did not score itself. One query."""
    own = (
        Assessment.objects.filter(meeting=meeting, kind=Assessment.Kind.SELF, replaced_at=None)
        .select_related("sheet")
        .first()
    )
    return part_of(own) if own else {}


def part_of(own: Assessment) -> dict[str, Any]:
    """Return what the cell gave itself as the record holds it."""
    vote = None
    if own.in_favour is not None:
        vote = {"in_favour": own.in_favour, "base": own.vote_base, "needed": own.vote_needed}
    return {
        "assessment": {
            "sheet": {
                "key": own.sheet.key,
                "title": own.sheet.title,
                "sha256": own.sheet.sha256,
            },
            "points": _plain(own.points),
            "most": _plain(own.most),
            "grade": own.grade,
            "note": own.note,
            "vote": vote,
            "events": own.events,
            "lines": own.lines,
        }
    }


def _plain(number: Any) -> str:
    return f"{number.normalize():f}"
