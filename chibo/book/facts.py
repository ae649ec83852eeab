"""What one sealed record adds to its cell's month."""

import json
from datetime import date, datetime
from typing import Any

from chibo.base.time import local_day
from chibo.book.models import MonthlyFacts, SealedRecord
from chibo.book.record import Record, day_of, speakers
from chibo.units.models import Unit


def write(cell: Unit, record: Record, sealed_at: datetime) -> None:
    """Bring a meeting's figures into the row of its month.

    Regular and extraordinary meetings of a month share one row; the regular one gives the
    attendance. A committee's own meeting has no place in it.
    """
    kind = record["meeting"]["kind"]
    if kind == "committee":
        return
    row, _created = MonthlyFacts.objects.get_or_create(
        cell=cell,
        month=date.fromisoformat(record["meeting"]["month"]),
        defaults={"path": "/".join(record["cell"]["path"])},
    )
    figures = _figures(record, sealed_at) if kind == "regular" else {}
    if kind == "thematic":
        figures = {"thematic_met": True}
    for name, value in figures.items():
        setattr(row, name, value)
    if figures:
        row.save(update_fields=list(figures))


def _figures(record: Record, sealed_at: datetime) -> dict[str, Any]:
    meeting = record["meeting"]
    reviewed = [task for item in record["items"] for task in item["review"]]
    day = day_of(record)
    due = [task for task in reviewed if task["due_on"] <= day]
    return {
        "path": "/".join(record["cell"]["path"]),
        "regular_met": True,
        "regular_on_time": day == meeting["planned_on"],
        "must_attend": record["people"]["must_attend"],
        "attended": record["people"]["attended"],
        "unexcused": sum(line["state"] == "unexcused" for line in record["roll"]),
        "speakers": speakers(record),
        "length_minutes": _minutes(meeting["opened_at"], meeting["ended_at"]),
        "tasks_due": len(due),
        "tasks_done": sum(task["is_done"] for task in due),
        "sealed_on": local_day(sealed_at),
    }


def _minutes(since: str, until: str) -> int:
    length = datetime.fromisoformat(until) - datetime.fromisoformat(since)
    return round(length.total_seconds() / 60)


def rebuild(cell: Unit) -> None:
    """Compute a cell's facts anew from its sealed records."""
    MonthlyFacts.objects.filter(cell=cell).delete()
    pages = SealedRecord.objects.filter(cell=cell, kind=SealedRecord.Kind.MEETING)
    for page in pages.order_by("sequence").iterator():
        write(cell, json.loads(bytes(page.canonical)), page.sealed_at)
