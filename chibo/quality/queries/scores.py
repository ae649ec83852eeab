"""How meetings were scored, as the book's monthly facts keep it (book.scores)."""

import uuid
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from chibo.quality.models import Assessment
from chibo.quality.queries.assessments import deciding
from chibo.quality.queries.sheets import parsed

_Given = dict[str, Assessment]


def scores_for_facts(
    meetings: Collection[uuid.UUID],
) -> Mapping[uuid.UUID, Mapping[str, Any]]:
    """Return the columns of the facts that scores fill, by meeting. One query."""
    rows = Assessment.objects.filter(meeting__in=meetings, replaced_at=None).select_related(
        "sheet__base__base"
    )
    given: dict[uuid.UUID, _Given] = {}
    for row in rows.order_by("written_at", "pk"):
        given.setdefault(row.meeting_id, {})[row.kind] = row
    return {key: _scores(sides) for key, sides in given.items()}


def _scores(given: _Given) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for side, one in given.items():
        found |= {f"{side}_points": one.points, f"{side}_most": one.most}
        found[f"{side}_grade"] = one.grade
    # All sides score by the sheet of the first.
    sheet = next(iter(given.values())).sheet
    decides = deciding(parsed(sheet), given)
    found |= {"grade": decides.grade if decides else "", "sheet": sheet.pk}
    own = given.get(Assessment.Kind.SELF)
    if own is not None:
        found |= _against_the_record(own)
    return found


def _against_the_record(own: Assessment) -> dict[str, Decimal]:
    """Of the lines the record proves, what it gave, the most, and what the cell gave itself."""
    proved = [
        line
        for line in own.lines
        if line["value"] is not None and line["proposed"] is not None and line["points"] is not None
    ]
    return {
        column: sum((Decimal(line[word]) for line in proved), Decimal(0))
        for column, word in (
            ("evidence_points", "proposed"),
            ("evidence_most", "most"),
            ("evidence_given", "points"),
        )
    }
