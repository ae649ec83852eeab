"""Evidence from a meeting's record and from what the record does not hold.

The record is the one that is read back, printed and sealed (docs/record.md), so a score rests on
what the cell approved.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from chibo.quality.rules.evidence import Called, Evidence, Item, Reviewed, Run, Speaker

Record = dict[str, Any]

_ALONE = {"secretary"}
# Who looks later than this after the opening types in a meeting of another day.
_LONGEST_SITTING = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a meeting beside its record; see the fields of Evidence."""

    huddle_on: date | None = None
    noticed_at: datetime | None = None
    documents_at: datetime | None = None
    sealed_on: date | None = None
    posted_on: date | None = None
    with_theme: bool = False
    themes_on: tuple[date, ...] = ()
    excused_runs: tuple[Run, ...] = ()
    superior_present: bool | None = None
    # When the other half of a combined evening began and ended.
    beside: tuple[datetime, datetime | None] | None = None
    # When somebody looks.
    now: datetime | None = None


def evidence_of(record: Record, around: Around) -> Evidence:
    """Return what is on record of a meeting."""
    meeting = record["meeting"]
    opened, ended = _times(meeting, around)
    return Evidence(
        kind=meeting["kind"],
        starts_at=datetime.fromisoformat(meeting["starts_at"]),
        planned_on=date.fromisoformat(meeting["planned_on"]),
        roll=tuple(_called(line) for line in record["roll"]),
        must_attend=record["people"]["must_attend"],
        attended=record["people"]["attended"],
        items=tuple(_item(item) for item in record["items"]),
        opened_at=opened,
        ended_at=ended,
        sits_at=around.now if ended is None and _sits(opened, around.now) else None,
        norm_minutes=_norm(record, combined=around.beside is not None),
        members=record["people"]["total"],
        chair=_name(record["chair"]),
        meeting_secretary=_name(record["meeting_secretary"]),
        reviewed=_reviewed(record["items"]),
        resolution_voted=_voted(record),
        read_back=record["read_back"],
        approved=record["approved"],
        has_committee=any(set(line["posts"]) - _ALONE for line in record["roll"]),
        huddle_on=around.huddle_on,
        noticed_at=around.noticed_at,
        documents_at=around.documents_at,
        sealed_on=around.sealed_on,
        posted_on=around.posted_on,
        with_theme=around.with_theme,
        themes_on=around.themes_on,
        excused_runs=around.excused_runs,
        superior_present=around.superior_present,
        guests=tuple(guest["name"] for guest in record["guests"]),
    )


def _times(meeting: Record, around: Around) -> tuple[datetime | None, datetime | None]:
    """From when to when it sat; a combined evening is one sitting (HD 42)."""
    opened, ended = _moment(meeting["opened_at"]), _moment(meeting["ended_at"])
    if around.beside is None or opened is None or ended is None:
        return opened, ended
    other_opened, other_ended = around.beside
    return min(opened, other_opened), max(ended, other_ended or ended)


def _sits(opened: datetime | None, now: datetime | None) -> bool:
    return opened is not None and now is not None and now - opened <= _LONGEST_SITTING


def _norm(record: Record, *, combined: bool) -> int | None:
    values = {row["name"]: row["value"] for row in record["rules"]}
    name = "meeting.minutes_combined" if combined else "meeting.minutes"
    return int(values[name]) if name in values else None


def _voted(record: Record) -> bool | None:
    """Whether what was drafted was voted on: a resolution gets its vote only when minutes close."""
    resolution = record["resolution"]
    if resolution is None or not resolution["text"].strip():
        return None
    counted = (vote["on"] == "resolution" for item in record["items"] for vote in item["votes"])
    return resolution["in_favour"] is not None or any(counted)


def _called(line: Record) -> Called:
    return Called(line["id"], line["name"], line["must_attend"], line["state"])


def _item(item: Record) -> Item:
    return Item(
        key=item["id"],
        part=item["part"],
        title=item["title"],
        taken_up=item["started_at"] is not None or bool(item["speeches"]),
        has_conclusion=bool(item["conclusion"]),
        speakers=tuple(Speaker(said["person"], said["name"]) for said in item["speeches"]),
        tasks=len(item["tasks"]),
    )


def _reviewed(items: list[Record]) -> tuple[Reviewed, ...] | None:
    reviews = [item for item in items if item["origin"].startswith("resolution:")]
    if not reviews:
        return None
    return tuple(
        Reviewed(
            key=task["id"],
            what=task["what"],
            owner=task["owner"],
            due_on=date.fromisoformat(task["due_on"]),
            is_done=task["is_done"],
        )
        for item in reviews
        for task in item["review"]
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _name(person: Record | None) -> str:
    return person["name"] if person else ""
