"""A meeting as one plain record: what is read back, printed and sealed.

Written live while the meeting is open and frozen when it is sealed; documents are made from it
and from nothing else, so that paper and book cannot differ. The form is in docs/record.md.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from chibo.base.time import local_day
from chibo.book.parts import parts_of
from chibo.meetings import queries as meetings
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.queries import Roll, RollLine
from chibo.meetings.typists import typed_on_behalf
from chibo.people.models import Person, Post
from chibo.people.queries import CellMember, posts_on
from chibo.people.rules import Place, Why
from chibo.resolutions import queries as resolutions
from chibo.resolutions.models import Resolution, Task
from chibo.resolutions.rules import plain
from chibo.units import queries as units

Record = dict[str, Any]

_CHAIRING = {Post.Kind.SECRETARY, Post.Kind.DEPUTY_SECRETARY, Post.Kind.COMMITTEE_MEMBER}


def record_of(meeting: Meeting, at: datetime) -> Record:
    """Return the record of a meeting as it stands at a moment, without its place in the book."""
    roll = meetings.roll_of(meeting, meeting.ended_at or at)
    known = {line.member.person.pk: line.member for line in roll.lines}
    _seat(meeting, known)
    resolution = Resolution.objects.filter(meeting=meeting).select_related("vote").first()
    return {
        "cell": _cell(meeting),
        "meeting": _meeting(meeting),
        "people": _people(roll),
        "quorum": {"needed": roll.needed, "enough": roll.enough},
        "chair": _chair(meeting, known),
        "meeting_secretary": _person(meeting.meeting_secretary),
        "roll": [_line(line) for line in roll.lines],
        "guests": [
            {"name": guest.name, "title": guest.title}
            for guest in meeting.guests.order_by("name", "pk")
        ],
        "items": _items(meeting),
        "resolution": _resolution(resolution),
        "reserved_opinions": meeting.reserved_opinions,
        "read_back": meeting.read_back,
        "approved": meeting.approved,
        "rules": [
            {"name": str(name), "value": row.value, "source": row.source_id}
            for name, row in sorted(roll.values.items())
        ],
        **_by_hand(meeting),
        **_on_behalf(meeting),
        **parts_of(meeting),
    }


def _on_behalf(meeting: Meeting) -> Record:
    """Who of an office typed for the cell, with whose consent and approval. Else nothing."""
    typed = typed_on_behalf(meeting)
    given = typed.given
    if given is None or not typed.names:
        return {}
    approved = given.approved_by
    return {
        "on_behalf": {
            "office": typed.office,
            "typed_by": typed.names,
            "consent": {
                "by": given.consented_by.full_name,
                "how": given.how,
                "on": given.consented_on.isoformat(),
                "recorded_by": given.recorded_by,
                "confirmed": given.confirmed_at is not None,
            },
            "approval": {
                "by": approved.full_name,
                "how": given.approved_how,
                "on": given.approved_on.isoformat() if given.approved_on else "",
            }
            if approved
            else None,
        }
    }


def _by_hand(meeting: Meeting) -> Record:
    """What was written by hand: each page by its hash. Nothing where there is none."""
    pages = [
        {
            "sha256": page.sha256,
            "size": page.size,
            "media_type": page.media_type,
            "attached_by": page.attached_by,
            "attached_at": instant(page.attached_at),
        }
        for page in meetings.pages_of(meeting)
    ]
    return {"pages": pages} if pages else {}


def _seat(meeting: Meeting, known: Mapping[int, CellMember]) -> None:
    """Spare two questions: who chairs and who writes are nearly always on the roll."""
    chair = known.get(meeting.chair_id or 0)
    if chair is not None:
        meeting.chair = chair.person
    meeting_secretary = known.get(meeting.meeting_secretary_id or 0)
    if meeting_secretary is not None:
        meeting.meeting_secretary = meeting_secretary.person


def _day(meeting: Meeting) -> date:
    return local_day(meeting.starts_at)


def _cell(meeting: Meeting) -> Record:
    above = units.path(meeting.cell, _day(meeting))
    own, parent = above[-1], above[-2] if len(above) > 1 else None
    return {
        "code": meeting.cell.code,
        "name": own.full_name,
        "parent": parent.full_name if parent else "",
        "path": [unit.code for unit in above],
        "place": own.place or (parent.place if parent else ""),
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
    own = [line for line in roll.lines if line.member.rule.place is not Place.GUEST_FOR_A_TIME]
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
        "here_for_a_time": len(roll.lines) - len(own),
        "here_for_a_time_present": sum(
            line.state == "present" for line in roll.lines if line not in own
        ),
        "must_attend": roll.base,
        "attended": roll.attended,
        "official_present": sum(line.member.is_official for line in came),
        "probationary_present": sum(not line.member.is_official for line in came),
    }


def _chair(meeting: Meeting, known: Mapping[int, CellMember]) -> Record | None:
    if meeting.chair is None:
        return None
    member = known.get(meeting.chair.pk)
    # Who is no member here has at most an office here.
    posts = member.posts if member else posts_on(meeting.chair, meeting.cell_id, _day(meeting))
    post = next((kind for kind in posts if kind in _CHAIRING), "")
    return {**_known(meeting.chair), "post": post, "because": meeting.chair_because}


def _person(person: Person | None) -> Record | None:
    return None if person is None else _known(person)


def _known(person: Person) -> Record:
    return {"id": person.pk, "name": person.full_name}


def _line(line: RollLine) -> Record:
    mark = line.mark
    return {
        **_known(line.member.person),
        "class": "official" if line.member.is_official else "probationary",
        "posts": list(line.member.posts),
        "must_attend": line.member.must_attend,
        "may_vote": line.member.may_vote,
        "state": line.state,
        "reason": mark.reason if mark else "",
        "arrived_at": instant(mark.arrived_at) if mark else None,
        "left_at": instant(mark.left_at) if mark else None,
    }


def _items(meeting: Meeting) -> list[Record]:
    number = 0
    found = []
    for item in meetings.agenda_with_record(meeting):
        if item.part == AgendaItem.Part.BODY:
            number += 1
        found.append(_item(item, number if item.part == AgendaItem.Part.BODY else None))
    return found


def _item(item: AgendaItem, number: int | None) -> Record:
    return {
        "id": str(item.pk),
        "part": item.part,
        "number": number,
        "title": item.title,
        "reason": item.reason,
        "origin": item.origin_key,
        "presenter": item.presenter.full_name if item.presenter else "",
        "started_at": instant(item.started_at),
        "review": _review(item),
        "speeches": [
            {
                "name": speech.person.full_name if speech.person else speech.guest,
                "person": speech.person_id,
                "text": speech.gist,
                "is_proposal": hasattr(speech, "proposal"),
            }
            for speech in item.speeches.all()
        ],
        "votes": [
            {
                "question": vote.question,
                "on": vote.on,
                "method": vote.method,
                "in_favour": vote.in_favour,
                "against": vote.against,
                "other": vote.other,
                "base": vote.base,
                "needed": vote.needed,
                "carried": vote.carried,
            }
            for vote in sorted(item.votes.all(), key=lambda vote: (vote.voted_at, vote.pk))
        ],
        "conclusion": item.conclusion,
        "tasks": [_task(task) for task in _in_order(item.tasks.all())],
    }


def _in_order(tasks: Iterable[Task]) -> list[Task]:
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


def _review(item: AgendaItem) -> list[Record]:
    """The tasks of the resolution an item reviews, each with what came of it so far."""
    kind, _sep, key = item.origin_key.partition(":")
    if kind != "resolution":
        return []
    resolution = Resolution.objects.get(pk=key)
    tasks = resolutions.with_results(Task.objects.filter(meeting=resolution.meeting_id))
    return [
        {**_task(task), "result": _result(task), "is_done": task.done_on is not None}
        for task in tasks
    ]


def _result(task: Task) -> str:
    so_far = resolutions.amount_so_far(task)
    words = []
    if so_far is not None and task.amount is not None:
        words.append(f"{plain(so_far)}/{plain(task.amount)} {task.measure}".strip())
    latest = next(iter(task.results.all()), None)
    if latest is not None and latest.text:
        words.append(latest.text)
    if task.dropped_because:
        # The book's words are Vietnamese in every language.
        words.append(f"thôi giao: {task.dropped_because}")
    return "; ".join(words)


def _resolution(resolution: Resolution | None) -> Record | None:
    if resolution is None:
        return None
    vote = resolution.vote
    return {
        "number": resolution.number,
        "symbol": resolution.symbol,
        "text": resolution.text,
        "in_favour": vote.in_favour if vote else None,
        "base": vote.base if vote else None,
        "needed": vote.needed if vote else None,
        "carried": vote.carried if vote else None,
    }


def instant(moment: datetime | None) -> str | None:
    """Return an instant as the record writes it: UTC to the second."""
    if moment is None:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def speakers(record: Record) -> int:
    """Return how many members spoke, each counted once."""
    return len(
        {
            speech["person"]
            for item in record["items"]
            for speech in item["speeches"]
            if speech["person"] is not None
        }
    )


def day_of(record: Record) -> str:
    """Return the day of a record's meeting as ISO text, in Vietnam's time."""
    starts = datetime.fromisoformat(record["meeting"]["starts_at"])
    return local_day(starts).isoformat()
