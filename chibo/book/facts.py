"""What one sealed record adds to its cell's month."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from chibo.base.time import local_day
from chibo.book.models import MonthlyFacts, SealedRecord
from chibo.book.queries import pages_of
from chibo.book.record import Record, day_of, speakers
from chibo.book.rules import findings
from chibo.book.scores import UNSCORED, Scores, scores_of
from chibo.book.stages import UNPLANNED, Stage, stages_of
from chibo.book.visits import UNVISITED, visits_of
from chibo.guidance.names import Name
from chibo.meetings.models import Meeting
from chibo.units.models import Unit

# A month in which nothing was held yet, as the columns' defaults have it.
_UNMET: dict[str, Any] = {
    **UNPLANNED,
    "regular_met": False,
    "regular_on_time": False,
    "thematic_met": False,
    "must_attend": 0,
    "attended": 0,
    "unexcused": 0,
    "speakers": 0,
    "length_minutes": 0,
    "tasks_due": 0,
    "tasks_done": 0,
    "members": 0,
    "official": 0,
    "exempt": 0,
    "elsewhere": 0,
    "resolutions": 0,
    "tasks_given": 0,
    "proposals": 0,
    "typed_on_behalf": False,
    "held_on": None,
    "sealed_on": None,
    **UNVISITED,
    **UNSCORED,
}
_COMPUTED = ("path", *_UNMET)
_NONE: dict[str, Any] = dict.fromkeys(_COMPUTED)


def write(cell: Unit, record: Record, sealed_at: datetime) -> None:
    """Bring a meeting's figures into the row of its month.

    Regular and extraordinary meetings of a month share one row; the regular one gives the
    attendance. A committee's own meeting has no place in it.
    """
    if not _has_month(record):
        return
    month = _month_of(record)
    row, _created = MonthlyFacts.objects.get_or_create(cell=cell, month=month)
    figures = _adds(record, sealed_at, scores_of([_id_of(record)])[_id_of(record)])
    if not row.path:
        figures = {"path": _path_of(record), **figures}
    if "seal_due_on" in figures:
        figures = {**stages_of(cell, month)[month], **figures}
    for name, value in figures.items():
        setattr(row, name, value)
    if figures:
        row.save(update_fields=list(figures))


def write_scores(meeting: Meeting) -> None:
    """Bring how a meeting in the book was scored since into the row of its month.

    Called inside the transaction that scores it.
    """
    if meeting.state != Meeting.State.SEALED or meeting.kind != Meeting.Kind.REGULAR:
        return
    # The lock of the book: figures computed anew meanwhile would put the earlier scores back.
    Unit.objects.select_for_update().get(pk=meeting.cell_id)
    row = MonthlyFacts.objects.filter(cell=meeting.cell_id, month=meeting.month)
    row.update(**scores_of([meeting.pk])[meeting.pk])


def _id_of(record: Record) -> uuid.UUID:
    return uuid.UUID(record["meeting"]["id"])


def _has_month(record: Record) -> bool:
    """Say whether a meeting has a place in the figures; a committee's own has none."""
    return bool(record["meeting"]["kind"] != "committee")


def _month_of(record: Record) -> date:
    return date.fromisoformat(record["meeting"]["month"])


def _path_of(record: Record) -> str:
    return "/".join(record["cell"]["path"])


def _adds(record: Record, sealed_at: datetime, scores: Scores) -> dict[str, Any]:
    """What one record sets in the row of its month."""
    match record["meeting"]["kind"]:
        case "regular":
            return {**_figures(record, sealed_at), **scores}
        case "thematic":
            return {"thematic_met": True}
    return {}


def _figures(record: Record, sealed_at: datetime) -> dict[str, Any]:
    meeting = record["meeting"]
    reviewed = [task for item in record["items"] for task in item["review"]]
    day = day_of(record)
    due = [task for task in reviewed if task["due_on"] <= day]
    speeches = [speech for item in record["items"] for speech in item["speeches"]]
    return {
        **_members(record["people"]),
        "resolutions": int(bool(record["resolution"] and record["resolution"]["carried"])),
        "tasks_given": sum(len(item["tasks"]) for item in record["items"]),
        "proposals": sum(speech["is_proposal"] for speech in speeches),
        "typed_on_behalf": "on_behalf" in record,
        "seal_due_on": _seal_due_on(record, date.fromisoformat(day)),
        "path": _path_of(record),
        "regular_met": True,
        "regular_on_time": day == meeting["planned_on"],
        "must_attend": record["people"]["must_attend"],
        "attended": record["people"]["attended"],
        "unexcused": sum(line["state"] == "unexcused" for line in record["roll"]),
        "speakers": speakers(record),
        "length_minutes": _minutes(meeting["opened_at"], meeting["ended_at"]),
        # What was let go was promised and not done: else a month is made good by letting go.
        "tasks_due": len(due),
        "tasks_done": sum(task["is_done"] for task in due),
        "held_on": date.fromisoformat(day),
        "sealed_on": local_day(sealed_at),
    }


def _members(people: Mapping[str, int]) -> dict[str, int]:
    return {
        "members": people["total"],
        "official": people["official"],
        "exempt": people["exempt"] + people["temporarily_exempt"],
        "elsewhere": people["elsewhere"],
    }


def _seal_due_on(record: Record, day: date) -> date | None:
    """By when the minutes were to be in the book, under the value the meeting used."""
    for rule in record["rules"]:
        if rule["name"] == Name.SEAL_DAYS:
            return day + timedelta(days=int(rule["value"]))
    return None


def _minutes(since: str, until: str) -> int:
    length = datetime.fromisoformat(until) - datetime.fromisoformat(since)
    return round(length.total_seconds() / 60)


@dataclass(frozen=True, slots=True)
class Difference:
    """A month whose stored row is not what its sealed records come to.

    fields: name → (stored, computed). A row that is missing has None for each stored value, one
    that no record stands behind has None for each computed value.
    """

    month: date
    fields: dict[str, tuple[Any, Any]]


def differences(cell: Unit) -> list[Difference]:
    """Return the months of a cell whose rows are wrong, in order; none if all is well."""
    # Stored rows first: a page sealed meanwhile then never looks like a row without a record.
    rows = MonthlyFacts.objects.filter(cell=cell)
    stored = {row.month: {name: getattr(row, name) for name in _COMPUTED} for row in rows}
    computed = _months(cell)
    found = []
    for month in sorted(stored.keys() | computed.keys()):
        old, new = stored.get(month, _NONE), computed.get(month, _NONE)
        fields = {
            name: (old[name], new[name])
            for name in _COMPUTED
            if old is _NONE or new is _NONE or old[name] != new[name]
        }
        if fields:
            found.append(Difference(month, fields))
    return found


def rebuild(cell: Unit) -> list[Difference]:
    """Put right the months of a cell that differ from its sealed records, and return them.

    Only columns that are computed here are written. Called inside a transaction.
    """
    found = differences(cell)
    for wrong in found:
        row = MonthlyFacts.objects.filter(cell=cell, month=wrong.month)
        computed = {name: new for name, (_old, new) in wrong.fields.items()}
        if computed.get("path", "") is None:  # no record stands behind it
            row.delete()
        elif not row.update(**computed):
            MonthlyFacts.objects.create(cell=cell, month=wrong.month, **computed)
    return found


def complete() -> int:
    """Put right the months written before they held all they hold now; return how many cells.

    Nothing is computed from a book that was tampered with: `chibo book verify` says which.
    """
    known = MonthlyFacts.objects.filter(cell=OuterRef("cell"), month=OuterRef("month"))
    waiting = (
        Meeting.objects.filter(~Exists(known.exclude(state="")), kind=Meeting.Kind.REGULAR)
        .order_by()
        .values("cell")
    )
    cells = [
        cell
        for cell in Unit.objects.filter(pk__in=waiting).order_by("code")
        if not findings(pages_of(cell))
    ]
    for cell in cells:
        with transaction.atomic():
            Unit.objects.select_for_update().get(pk=cell.pk)
            rebuild(cell)
    return len(cells)


def _months(cell: Unit) -> dict[date, dict[str, Any]]:
    """What each month comes to: its stage, its visits, the sealed records in their order."""
    months = {month: _unmet(stage) for month, stage in stages_of(cell).items()}
    for month, visits in visits_of(cell).items():
        months.setdefault(month, _unmet(UNPLANNED)).update(visits)
    pages = SealedRecord.objects.filter(cell=cell, kind=SealedRecord.Kind.MEETING)
    scores = scores_of(list(pages.values_list("meeting", flat=True)))
    for page in pages.order_by("sequence").iterator():
        record: Record = json.loads(bytes(page.canonical))
        if _has_month(record):
            row = months.setdefault(_month_of(record), _unmet(UNPLANNED))
            row["path"] = row["path"] or _path_of(record)
            row.update(_adds(record, page.sealed_at, scores[page.meeting_id]))
    return months


def _unmet(stage: Stage) -> dict[str, Any]:
    return {"path": "", **_UNMET, **stage}
