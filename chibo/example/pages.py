"""The sealed page of a meeting, written from what the example holds in hand.

`book.record.record_of` asks the database some twenty times for one meeting, and there are
nearly three thousand. The form is written here a second time, and a test proves for meetings
of several kinds that `record_of` says the same.
"""

from datetime import datetime

from chibo.audit.models import Entry
from chibo.book.models import SealedRecord
from chibo.book.record import Record, instant
from chibo.book.rules import FORMAT, canonical, digest
from chibo.example.cell import Cell
from chibo.example.scores import propose, score_from_above, score_itself
from chibo.example.sitting import Sitting, Taken
from chibo.meetings.models import AgendaItem, Meeting, Vote
from chibo.meetings.queries import Roll, RollLine
from chibo.people.models import Person
from chibo.people.rules import Place, Why
from chibo.quality.part import part_of
from chibo.resolutions.models import Result, Task
from chibo.resolutions.rules import plain


def seal(cell: Cell, sitting: Sitting, at: datetime) -> None:
    """Enter a closed meeting in the cell's book, bound to the page before."""
    meeting, book = sitting.meeting, cell.book
    record = _record(cell, sitting)
    proposed = propose(cell, meeting, record)
    own = score_itself(cell, sitting, proposed) if proposed else None
    book.sequence += 1
    sealed = canonical(
        {
            **record,
            **(part_of(own) if own else {}),
            "format": FORMAT,
            "kind": str(SealedRecord.Kind.MEETING),
            "sequence": book.sequence,
            "previous": book.last_hash,
            "sealed_at": instant(at),
            "sealed_by": cell.clerk,
        }
    )
    page = SealedRecord(
        cell=cell.unit,
        sequence=book.sequence,
        kind=SealedRecord.Kind.MEETING,
        meeting=meeting,
        canonical=sealed,
        sha256=digest(sealed),
        previous_sha256=book.last_hash,
        sealed_at=at,
        sealed_by=cell.clerk,
    )
    book.last_hash, book.last_at = page.sha256, at
    meeting.state = Meeting.State.SEALED
    if proposed:
        score_from_above(cell, sitting, proposed, own, at)
    cell.rows.add(page, _entry(cell, meeting, "meeting.sealed", at, sha256=page.sha256))


def note_closing(cell: Cell, meeting: Meeting) -> None:
    """Write the line of the log that closing leaves."""
    if meeting.closed_at is not None:
        cell.rows.add(_entry(cell, meeting, "meeting.closed", meeting.closed_at))


def _entry(cell: Cell, meeting: Meeting, verb: str, at: datetime, **detail: str) -> Entry:
    return Entry(
        at=at,
        account=cell.clerk,
        verb=verb,
        subject="meetings.meeting",
        subject_key=str(meeting.pk),
        unit_code=cell.plan.code,
        detail=detail,
    )


def _record(cell: Cell, sitting: Sitting) -> Record:
    meeting, room = sitting.meeting, sitting.room
    assert meeting.ended_at is not None  # noqa: S101 - only ended meetings are sealed
    roll = room.roll(meeting.ended_at)
    return {
        "cell": _cell(cell, sitting),
        "meeting": _meeting(meeting),
        "people": _people(roll),
        "quorum": {"needed": roll.needed, "enough": roll.enough},
        "chair": {
            "id": room.chair.pk,
            "name": room.chair.full_name,
            "post": str(room.chair_posts[0]) if room.chair_posts else "",
            "because": meeting.chair_because,
        },
        "meeting_secretary": _known(meeting.meeting_secretary),
        "roll": [_line(line) for line in roll.lines],
        "guests": [{"name": guest.name, "title": guest.title} for guest in sitting.guests],
        "items": _items(cell, sitting),
        "resolution": _resolution(sitting),
        "reserved_opinions": meeting.reserved_opinions,
        "read_back": meeting.read_back,
        "approved": meeting.approved,
        "rules": [
            {"name": str(name), "value": row.value, "source": row.source_id}
            for name, row in sorted(room.stretch.values.items())
        ],
    }


def _cell(cell: Cell, sitting: Sitting) -> Record:
    above = sitting.room.stretch.path
    own, parent = above[-1], above[-2]
    return {
        "code": cell.plan.code,
        "name": own.full_name,
        "parent": parent.full_name,
        "path": [unit.code for unit in above],
        "place": own.place or parent.place,
    }


def _meeting(meeting: Meeting) -> Record:
    return {
        "id": str(meeting.pk),
        "kind": meeting.kind,
        "month": meeting.month.isoformat(),
        "theme": meeting.theme,
        "planned_on": meeting.planned_on.isoformat(),
        "starts_at": instant(meeting.starts_at),
        "opened_at": instant(meeting.opened_at),
        "ended_at": instant(meeting.ended_at),
        "place": meeting.place,
        "moved_because": meeting.moved_because,
        "number": meeting.minutes_number,
        "term": meeting.term.name if meeting.term else "",
    }


def _people(roll: Roll) -> Record:
    own = [line for line in roll.lines if not _is_guest(line)]
    guests = [line for line in roll.lines if _is_guest(line)]
    came = [line for line in own if line.state == "present"]

    def by_right(*reasons: Why) -> int:
        return sum(line.member.absent_by_right in reasons for line in own)

    return {
        "total": len(own),
        "official": sum(line.member.is_official for line in own),
        "probationary": sum(not line.member.is_official for line in own),
        "exempt": by_right(Why.EXEMPT),
        "temporarily_exempt": by_right(Why.TEMPORARILY_EXEMPT),
        "elsewhere": by_right(Why.ELSEWHERE),
        "suspended": by_right(Why.SUSPENDED, Why.DETAINED),
        "here_for_a_time": len(guests),
        "here_for_a_time_present": sum(line.state == "present" for line in guests),
        "must_attend": roll.base,
        "attended": roll.attended,
        "official_present": sum(line.member.is_official for line in came),
        "probationary_present": sum(not line.member.is_official for line in came),
    }


def _is_guest(line: RollLine) -> bool:
    return line.member.rule.place is Place.GUEST_FOR_A_TIME


def _known(person: Person | None) -> Record | None:
    return None if person is None else {"id": person.pk, "name": person.full_name}


def _line(line: RollLine) -> Record:
    mark, member = line.mark, line.member
    return {
        "id": member.person.pk,
        "name": member.person.full_name,
        "class": "official" if member.is_official else "probationary",
        "posts": list(member.posts),
        "must_attend": member.must_attend,
        "may_vote": member.may_vote,
        "state": line.state,
        "reason": mark.reason if mark else "",
        "arrived_at": instant(mark.arrived_at) if mark else None,
        "left_at": instant(mark.left_at) if mark else None,
    }


def _items(cell: Cell, sitting: Sitting) -> list[Record]:
    found = []
    number = 0
    for taken in sitting.taken:
        is_body = taken.item.part == AgendaItem.Part.BODY
        number += is_body
        found.append(_item(cell, taken, number if is_body else None))
    return found


def _item(cell: Cell, taken: Taken, number: int | None) -> Record:
    item = taken.item
    return {
        "id": str(item.pk),
        "part": item.part,
        "number": number,
        "title": item.title,
        "reason": item.reason,
        "origin": item.origin_key,
        "presenter": item.presenter.full_name if item.presenter else "",
        "started_at": instant(item.started_at),
        "review": _review(cell, item),
        "speeches": [
            {
                "name": speech.person.full_name if speech.person else speech.guest,
                "person": speech.person_id,
                "text": speech.gist,
                "is_proposal": is_proposal,
            }
            for speech, is_proposal in taken.speeches
        ],
        "votes": [_vote(row) for row in taken.votes],
        "conclusion": item.conclusion,
        "tasks": [_task(task) for task in _in_order(taken.tasks)],
    }


def _vote(row: Vote) -> Record:
    return {
        "question": row.question,
        "on": row.on,
        "method": row.method,
        "in_favour": row.in_favour,
        "against": row.against,
        "other": row.other,
        "base": row.base,
        "needed": row.needed,
        "carried": row.carried,
    }


def _in_order(tasks: list[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.due_on, task.pk))


def _task(task: Task) -> Record:
    return {
        "id": str(task.pk),
        "what": task.what,
        "owner": task.owner.full_name if task.owner else task.owner_group,
        "owner_is_group": task.owner is None,
        "due_on": task.due_on.isoformat(),
        "expected": task.expected,
        "amount": plain(task.amount) if task.amount is not None else "",
        "measure": task.measure,
        "theme": task.theme_id or "",
        "continues": str(task.continues_id or ""),
    }


def _review(cell: Cell, item: AgendaItem) -> list[Record]:
    if item.reason != AgendaItem.Reason.REVIEW:
        return []
    _kind, _sep, key = item.origin_key.partition(":")
    return [
        {
            **_task(task),
            "result": _result(task, cell.results[task.pk]),
            "is_done": task.done_on is not None,
        }
        for task in _in_order(cell.reviewed[key])
    ]


def _result(task: Task, results: list[Result]) -> str:
    so_far = next((row.amount for row in reversed(results) if row.amount is not None), None)
    words = []
    if so_far is not None and task.amount is not None:
        words.append(f"{plain(so_far)}/{plain(task.amount)} {task.measure}".strip())
    if results and results[-1].text:
        words.append(results[-1].text)
    return "; ".join(words)


def _resolution(sitting: Sitting) -> Record | None:
    resolution, counted = sitting.resolution, sitting.resolution_vote
    if resolution is None or counted is None:
        return None
    return {
        "number": resolution.number,
        "symbol": resolution.symbol,
        "text": resolution.text,
        "in_favour": counted.in_favour,
        "base": counted.base,
        "needed": counted.needed,
        "carried": counted.carried,
    }
