"""Folding a room's document into ordinary rows, as often as needed."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chibo.audit.log import record
from chibo.base.keys import uuid7
from chibo.base.time import local_day, month_start
from chibo.meetings.actions import plan
from chibo.meetings.actions.guards import CannotChange
from chibo.meetings.models import Meeting
from chibo.meetings.queries import habit_on
from chibo.people.models import Person
from chibo.resolutions.actions import carry_over
from chibo.room.actions.applying import ORDER, Folding
from chibo.room.document import Document
from chibo.room.lines import Clean, clean, kind_of, moment_text
from chibo.room.merging import load, locked_document, take_in
from chibo.room.models import OpenPoint, RoomDocument
from chibo.room.parts import TEXT, Part, part_of, parts
from chibo.room.rows import Rows, changed
from chibo.room.rules import (
    Decision,
    Outcome,
    WrongShape,
    outcomes,
    read_decision,
    read_moment,
)
from chibo.units.queries import names_on

_LOCKED = (Meeting.State.CLOSED, Meeting.State.SEALED, Meeting.State.CANCELLED)

# So many updates lie beside the merged state before they are merged into it.
_BESIDE = 40

# Paragraphs that stay in the room.
_NOTES = "note"


@dataclass(frozen=True, slots=True)
class Point:
    """What a fold found that is not in the record, before it is a row."""

    line: str
    kind: str
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    written: tuple[Any, ...] = ()


def fold(*, document_id: uuid.UUID, by: str, at: datetime) -> list[OpenPoint]:
    """Fold what the devices wrote into the rows of the meeting; return what stays open.

    Whatever the desk's forms changed since the last time goes into the document first, so
    that neither overwrites the other unseen. What a rule refuses becomes an open point with its
    reason, and is tried again at the next fold; nothing is dropped. Once the minutes are
    closed, every difference is an open point.
    """
    row = RoomDocument.objects.select_related("cell__kind").get(pk=document_id)
    if row.meeting_id is None:
        row = _attach(row, by=by, at=at)
    if row.part_of_id is not None:
        return fold(document_id=row.part_of_id, by=by, at=at)
    if row.meeting_id is None:
        return list(row.open_points.order_by("pk"))
    with transaction.atomic(durable=True):
        row = locked_document(document_id)
        meetings = Meeting.objects.select_for_update(of=("self",)).select_related("cell__kind")
        meeting = meetings.get(room_document=row)
        rows = Rows(meeting, row)
        _take_in_desk(row, rows.lines(), by=by, at=at)
        document = load(row)
        points = _fold_lines(Folding(row, rows, at=at), document, by=by)
        row.folded = rows.lines()
        row.folded_number, row.folded_at = row.number, at
        if row.number - row.merged >= _BESIDE:
            # Not beyond the fold: what the desk changes later is compared with this state.
            row.state, row.merged = document.since(), row.number
        row.save(update_fields=["folded", "folded_number", "folded_at", "rows", "state", "merged"])
        open_points = _keep_points(row, points, at=at)
        record("room.folded", row, by=by, at=at, unit_code=row.cell.code, open=len(open_points))
    return open_points


def _attach(row: RoomDocument, *, by: str, at: datetime) -> RoomDocument:
    """Find or plan the meeting of a document that a device began by itself; return the document.

    The meeting is planned for when the device opened it; while it has not, there is nothing.
    Where other devices write the same meeting under its own key, theirs takes this one in.
    """
    opened = _outcomes(_readable(row)[0]).get("opened")
    if row.part_of_id is not None or opened is None or opened.value is None:
        return row
    try:
        opened_at = read_moment((clean("opened", opened.value) or {}).get("at"))
    except WrongShape:
        return row
    meeting = _same_meeting(row) or _planned(row, opened_at, by=by, at=at)
    if meeting is None:
        _find_no_meeting(row, opened, by=by, at=at)
        return row
    with transaction.atomic(durable=True):
        locked = locked_document(row.pk)
        other = RoomDocument.objects.filter(meeting=meeting).first()
        if other is None:
            locked.meeting = meeting
        else:
            locked.part_of = other
            take_in(locked_document(other.pk), load(locked).since(), device=None, by=by, at=at)
        locked.save(update_fields=["meeting", "part_of"])
        record("room.attached", locked, by=by, at=at, unit_code=row.cell.code)
    return locked


def _find_no_meeting(row: RoomDocument, opened: Outcome, *, by: str, at: datetime) -> None:
    """Say that the meeting of a document can neither be found nor planned."""
    with transaction.atomic(durable=True):
        locked = locked_document(row.pk)
        refused, told = OpenPoint.Kind.REFUSED, _told(opened, {})
        _keep_points(locked, [Point("opened", refused, "NoMeeting", written=told)], at=at)
        record("room.unattached", locked, by=by, at=at, unit_code=row.cell.code)


def _same_meeting(row: RoomDocument) -> Meeting | None:
    rows = Meeting.objects.filter(cell=row.cell, kind=row.kind, month=row.month)
    return rows.exclude(state=Meeting.State.CANCELLED).order_by("starts_at", "pk").first()


def _planned(row: RoomDocument, opened_at: datetime, *, by: str, at: datetime) -> Meeting | None:
    day = local_day(opened_at)
    if month_start(day) != row.month or opened_at > at:
        return None
    try:
        meeting = plan.plan_meeting(
            cell=row.cell, kind=row.kind, starts_at=opened_at,
            place=_place_of(row, day), month=row.month, by=by, at=at,
        )  # fmt: skip
    except (plan.AlreadyPlanned, plan.CellNotThere):
        return None
    carry_over(meeting_id=meeting.pk, by=by, at=at)
    return meeting


def _place_of(row: RoomDocument, day: date) -> str:
    habit, named = habit_on(row.cell, day), names_on(row.cell, day)
    return habit.place if habit else named.name if named else row.cell.code


def _take_in_desk(row: RoomDocument, now: Mapping[str, Clean], *, by: str, at: datetime) -> None:
    """Write into the document what the rows say otherwise than after the last fold.

    It is written into the document as that fold saw it: a decision of the desk replaces what was
    folded then and no later one, and the desk's letters go where they stood then.
    """
    document = load(row, until=row.folded_number)
    before, vector = document.since(), document.vector()
    told: dict[str, list[str]] = {}
    decided = {}
    for key, raw in row.decisions.values_list("key", "raw"):
        if isinstance(raw, dict):
            told.setdefault(str(raw.get("line")), []).append(key)
    folded = document.decisions()
    for line, value in changed(row.folded, now).items():
        if line.startswith(TEXT):
            _write_text(row, document, line.removeprefix(TEXT), value)
        elif kind_of(line) != "item":
            decided[str(uuid7())] = {
                "line": line, "value": value,
                "saw": sorted(key for key in told.get(line, []) if key in folded),
                "at": moment_text(at), "skew": 0, "by": "", "device": "",
            }  # fmt: skip
    document.put(decided | _forgotten(row))
    # The vectors alone do not tell: taking letters out does not move them.
    if document.since() != before:
        take_in(row, document.since(vector), device=None, by=by, at=at)


def _forgotten(row: RoomDocument) -> dict[str, Any]:
    """Decisions that came once and that the document was made to forget, or to tell otherwise."""
    told = load(row).decisions()
    kept = row.decisions.values_list("key", "raw")
    return {key: raw for key, raw in kept if told.get(key, raw) != raw or key not in told}


def _write_text(row: RoomDocument, document: Document, name: str, value: Clean | None) -> None:
    text = value["text"] if value else ""
    if text and name not in document.texts():
        document.seed_text(name, text, of=str(row.pk))
    else:
        document.write_text(name, text)


def _readable(row: RoomDocument) -> tuple[list[Decision], list[Point]]:
    """Return the decisions of a document, and a point for each that is none."""
    decisions, points = [], []
    for key, raw in row.decisions.order_by("key").values_list("key", "raw"):
        try:
            decisions.append(read_decision(key, raw))
        except WrongShape:
            points.append(Point(f"?/{key}", OpenPoint.Kind.UNREADABLE, written=(raw,)))
    return decisions, points


def _outcomes(decisions: list[Decision]) -> dict[str, Outcome]:
    """Return what counts on each line, told in their one form where they can be read."""
    return outcomes(_in_one_form(one) for one in decisions)


def _in_one_form(decision: Decision) -> Decision:
    if decision.value is None:
        return decision
    try:
        value = clean(decision.line, decision.value)
    except WrongShape:
        return decision
    return Decision(
        decision.key, decision.line, value, decision.saw, decision.at, decision.skew,
        decision.by, decision.device,
    )  # fmt: skip


def _fold_lines(folding: Folding, document: Document, *, by: str) -> list[Point]:
    decisions, points = _readable(folding.document)
    found = _outcomes(decisions)
    texts = document.texts()
    folding.texts = texts
    wanted: dict[str, Clean | None] = {}
    for line, one in found.items():
        if one.disputed:
            written = _told(one, texts)
            points.append(Point(line, OpenPoint.Kind.DISPUTED, written=written))
        wanted[line] = None if one.value is None else dict(one.value)
    wanted |= _wanted_texts(folding, texts, found)
    now = folding.rows.lines()
    folding.look_elsewhere(wanted)
    for line in sorted(wanted, key=_place):
        if part_of(line) is None:
            points += _fold_line(folding, line, wanted[line], now, found.get(line))
    for part in parts():
        # After the room's own lines: a score rests on what they wrote.
        mine = {line: value for line, value in wanted.items() if part.reads(line)}
        points += _fold_part(folding, part, mine, found, by=by)
    return points


def _fold_part(
    folding: Folding,
    part: Part,
    wanted: Mapping[str, Clean | None],
    found: Mapping[str, Outcome],
    *,
    by: str,
) -> list[Point]:
    """Let another room write the lines it reads; what it could not write is an open point."""
    written = {
        line: _told(found[line], folding.texts) if line in found else ((value or {}).get("text"),)
        for line, value in wanted.items()
    }
    asked, points = {}, []
    for line, value in wanted.items():
        try:
            asked[line] = value if line.startswith(TEXT) else clean(line, value)
        except WrongShape:
            points.append(Point(line, OpenPoint.Kind.UNREADABLE, written=written[line]))
    if _is_of_devices(asked, found, folding.rows.parts):
        unwritten = part.write(folding.meeting, asked, by=by, at=folding.at)
        folding.rows.read_parts()
        points += [
            Point(one.line, one.kind, one.reason, one.facts, written[one.line]) for one in unwritten
        ]
    return points


def _is_of_devices(
    asked: Mapping[str, Clean | None], found: Mapping[str, Outcome], now: Mapping[str, Clean]
) -> bool:
    """Say whether devices wrote any of some lines; what the desk wrote is there already."""
    said = (one.device for line in asked if line in found for one in found[line].standing)
    return any(said) or any(value != now.get(line) for line, value in asked.items())


def _place(line: str) -> tuple[int, str]:
    kind = kind_of(line)
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), line)


def _wanted_texts(
    folding: Folding, texts: Mapping[str, str], found: Mapping[str, Outcome]
) -> dict[str, Clean | None]:
    """The paragraphs to be in the record: those of a line taken back are not."""
    kept = {TEXT + name: {"text": text.strip()} for name, text in texts.items()}
    gone = {line for line in folding.rows.lines() if line.startswith(TEXT)} - set(kept)
    wanted: dict[str, Clean | None] = dict.fromkeys(gone)
    for line, value in kept.items():
        name = line.removeprefix(TEXT)
        # A new speech is written with its speaker; alone only when he stays.
        with_line = name in found and line not in folding.rows.lines()
        taken_back = name in found and found[name].value is None
        if kind_of(name) != _NOTES and not with_line and not taken_back and value["text"]:
            wanted[line] = value
    return {
        line: value
        for line, value in wanted.items()
        if value is not None or kind_of(line.removeprefix(TEXT)) != "speech"
    }


def _fold_line(
    folding: Folding,
    line: str,
    value: Clean | None,
    now: Mapping[str, Clean],
    among: Outcome | None,
) -> list[Point]:
    written = _told(among, folding.texts) if among else ((value or {}).get("text"),)
    try:
        wanted = value if line.startswith(TEXT) else clean(line, value)
        current = folding.rows.lines().get(line) if line.startswith(TEXT) else now.get(line)
        if _same(wanted, current) or _known_item(folding, line):
            return []
        if folding.meeting.state in _LOCKED:
            return [Point(line, OpenPoint.Kind.LATE, written=written)]
        folding.apply(line, wanted)
    except WrongShape:
        return [Point(line, OpenPoint.Kind.UNREADABLE, written=written)]
    except CannotChange as error:
        reason, facts = type(error).__name__, _facts(error)
        return [Point(line, OpenPoint.Kind.REFUSED, reason, facts, written)]
    return []


def _same(wanted: Clean | None, current: Clean | None) -> bool:
    if wanted == current:
        return True
    # "Present" without an hour is present from the opening on.
    if wanted and current and wanted.get("mark") == "present" and wanted["arrived_at"] is None:
        return {**wanted, "arrived_at": current.get("arrived_at")} == current
    return False


def _known_item(folding: Folding, line: str) -> bool:
    """An item of the plan under the device's own key: the plan's words stay."""
    return kind_of(line) == "item" and line in folding.document.rows


def _told(among: Outcome, texts: Mapping[str, str]) -> tuple[dict[str, Any], ...]:
    """Return what stands on a line as a point shows it, a speech with its words."""
    return tuple(
        {
            "key": one.key,
            "value": one.value,
            "at": moment_text(one.at),
            "skew": one.skew,
            "by": one.by,
            "device": one.device,
            "text": texts.get(one.line, ""),
        }
        for one in among.standing
    )


def _facts(error: CannotChange) -> dict[str, Any]:
    """Return what the refusal's sentence names, as plain values."""
    facts: dict[str, Any] = {}
    for name, value in vars(error).items():
        if isinstance(value, Person):
            facts[name] = value.full_name
        elif isinstance(value, str | int):
            facts[name] = value
        elif hasattr(value, "isoformat"):
            facts[name] = value.isoformat()
    return facts


def _keep_points(row: RoomDocument, points: list[Point], *, at: datetime) -> list[OpenPoint]:
    """Make the table say what is open now; what stays open keeps since when."""
    before = {(one.line, one.kind): one for one in row.open_points.order_by("pk")}
    wanted = {(one.line[:120], one.kind): one for one in points}
    row.open_points.filter(
        pk__in=[one.pk for key, one in before.items() if key not in wanted]
    ).delete()
    for (line, kind), point in wanted.items():
        facts = json.loads(json.dumps({"facts": dict(point.facts), "written": point.written}))
        now = {"reason": point.reason[:40], **facts}
        old = before.get((line, kind))
        if old is None:
            row.open_points.create(line=line, kind=kind, since=at, **now)
        elif any(getattr(old, name) != value for name, value in now.items()):
            row.open_points.filter(pk=old.pk).update(**now)
    return list(row.open_points.order_by("since", "line", "kind"))
