"""What a phone carries so that a meeting can be scored on it: the sheet, and what lies around."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from chibo.book.record import record_of
from chibo.meetings.models import Meeting
from chibo.quality.queries.evidence import RunSoFar, arounds, runs_before
from chibo.quality.queries.sheets import sheets_for
from chibo.quality.rules.carried import values_of
from chibo.quality.rules.evidence import Evidence
from chibo.quality.rules.from_record import Around, Record, evidence_of
from chibo.room.lines import moment_text
from chibo.room.parts import Carried, Plain


def carried(meetings: Sequence[Meeting], at: datetime) -> Carried:
    """Return the sheets in force for meetings, and what the room cannot know of each."""
    in_force = sheets_for(meetings)
    around = arounds(meetings)
    runs = runs_before(meetings)
    sheets = {str(one.row.pk): values_of(one.sheet) for one in in_force.values() if one}
    known = {}
    for meeting in meetings:
        one = in_force[meeting.pk]
        record = record_of(meeting, at)
        evidence = evidence_of(record, around[meeting.pk])
        known[meeting.pk] = {
            "sheet": str(one.row.pk) if one else None,
            "norms": _norms(record),
            "runs": {str(key): _run(run) for key, run in runs[meeting.pk].items()},
            **_around(evidence, around[meeting.pk]),
        }
    return Carried({"sheets": sheets}, known)


def _around(evidence: Evidence, around: Around) -> Plain:
    """What is on record beside what the room writes; its twin is in web/room/scoring/known.ts."""
    return {
        "planned_on": evidence.planned_on.isoformat(),
        "has_committee": evidence.has_committee,
        "reviewed": _reviewed(evidence),
        "huddle_on": _day(around.huddle_on),
        "noticed_at": moment_text(around.noticed_at),
        "documents_at": moment_text(around.documents_at),
        "sealed_on": _day(around.sealed_on),
        "posted_on": _day(around.posted_on),
        "with_theme": around.with_theme,
        "themes_on": [day.isoformat() for day in around.themes_on],
        "superior_present": around.superior_present,
        "beside": _beside(around.beside),
    }


def _norms(record: Record) -> dict[str, int]:
    """The lengths asked of a meeting alone and of a combined evening, where any is."""
    values = {row["name"]: row["value"] for row in record["rules"]}
    names = {"alone": "meeting.minutes", "combined": "meeting.minutes_combined"}
    return {word: int(values[name]) for word, name in names.items() if name in values}


def _run(run: RunSoFar) -> list[int]:
    return [run.now, run.longest]


def _reviewed(evidence: Evidence) -> list[dict[str, Any]] | None:
    if evidence.reviewed is None:
        return None
    return [
        {
            "key": one.key,
            "what": one.what,
            "owner": one.owner,
            "due_on": one.due_on.isoformat(),
            "is_done": one.is_done,
        }
        for one in evidence.reviewed
    ]


def _beside(half: tuple[datetime, datetime | None] | None) -> list[str | None] | None:
    return None if half is None else [moment_text(half[0]), moment_text(half[1])]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
