"""Writing one line of a room's document into its table, by the rules of the desk's forms.

Each function gets what the line says, checks first and then writes, so that a refusal leaves
the rows as they were. None as the value takes the line back.
"""

import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from chibo.meetings import queries as meetings
from chibo.meetings.actions import ending, hold, opening
from chibo.meetings.actions.guards import PLANNABLE, RECORDABLE, CannotChange, WrongState
from chibo.meetings.models import AgendaItem, Guest, Proposal, RollMark, Speech, Vote
from chibo.people.models import Person
from chibo.resolutions.actions import check_task, task_behind
from chibo.resolutions.models import Resolution, Task, Theme
from chibo.room.lines import Clean, key_of, kind_of, uuid_in
from chibo.room.models import RoomDocument
from chibo.room.rows import Rows
from chibo.room.rules import WrongShape, read_moment


class NoSuchItem(CannotChange):
    """What was written belongs to an item that is not on the agenda."""


class StaysInRecord(CannotChange):
    """It was taken back, but something else in the record rests on it."""


class OfAnotherMeeting(CannotChange):
    """The key names something of another meeting."""


class NothingSaid(CannotChange):
    """Somebody is down as having spoken, and nothing of what was said is there."""


class Folding:
    """One pass over a meeting: its rows, who is called to it, and the moment of the pass."""

    def __init__(self, document: RoomDocument, rows: Rows, *, at: datetime) -> None:
        self.document = document
        self.rows = rows
        self.meeting = rows.meeting
        self.at = at
        self.texts: dict[str, str] = {}
        self.called = meetings.called(self.meeting)
        self.people = {one.person.pk: one.person for one in self.called.members}
        self.elsewhere: set[str] = set()

    def look_elsewhere(self, lines: Iterable[str]) -> None:
        """Find the lines whose keys other meetings use: one query a table.

        No device of ours makes such keys; without this a forged one would stop every fold.
        """
        for kind, table in _KEYED.items():
            keys = [key_of(line) for line in lines if kind_of(line) == kind]
            asked = {key: f"{kind}/{key}" for key in keys if _is_key(key)}
            others = table.objects.filter(pk__in=asked).exclude(pk__in=self._own(kind))
            self.elsewhere |= {asked[str(pk)] for pk in others.values_list("pk", flat=True)}

    def _own(self, kind: str) -> Iterable[uuid.UUID]:
        rows = self.rows
        own: dict[str, Iterable[uuid.UUID]] = {
            "speech": rows.speeches, "task": rows.tasks, "guest": rows.guests, "item": rows.items
        }  # fmt: skip
        return own[kind]

    def apply(self, line: str, value: Clean | None) -> None:
        """Make the row of a line say what the line says.

        Raises CannotChange or WrongShape; then the row is as it was.
        """
        kind = kind_of(line)
        allowed = (*PLANNABLE, *RECORDABLE) if kind in _BEFORE else RECORDABLE
        if self.meeting.state not in allowed:
            raise WrongState(self.meeting.state)
        if line in self.elsewhere:
            raise OfAnotherMeeting(line)
        _WRITERS[kind](self, key_of(line), value)

    def person(self, key: str | None) -> Person | None:
        """Return a member called to the meeting by the key a document has.

        Raises NotOfCell.
        """
        if key is None:
            return None
        person = self.people.get(int(key))
        if person is None:
            raise opening.NotOfCell(Person(pk=int(key), full_name=f"#{key}"))
        return person

    def item(self, key: str) -> AgendaItem:
        """Return the item a document calls by a key.

        Raises NoSuchItem.
        """
        item = self.rows.item(uuid_in(key))
        if item is None:
            raise NoSuchItem(key)
        # One meeting, one object: what is written on it shows through every item.
        item.meeting = self.meeting
        return item


def _opened(folding: Folding, _key: str, value: Clean | None) -> None:
    if value is None:
        raise StaysInRecord
    opening.write_opening(folding.meeting, opened_at=read_moment(value["at"]), at=folding.at)


def _seat(folding: Folding, _key: str, value: Clean | None) -> None:
    found = value or {"chair": None, "meeting_secretary": None, "chair_because": ""}
    opening.write_seats(
        folding.meeting,
        _anybody(folding, found["chair"]),
        folding.person(found["meeting_secretary"]),
        found["chair_because"],
    )


def _anybody(folding: Folding, key: str | None) -> Person | None:
    """The chair may have his official membership elsewhere."""
    if key is None or int(key) in folding.people:
        return folding.person(key)
    found = Person.objects.filter(pk=int(key)).first()
    return found or folding.person(key)


def _roll(folding: Folding, key: str, value: Clean | None) -> None:
    person = folding.person(key)
    assert person is not None  # noqa: S101 (a line of the roll has a key)
    before = folding.rows.marks.get(person.pk)
    if value is None:
        if before is not None:
            before.delete()
            del folding.rows.marks[person.pk]
        return
    mark = before or RollMark(meeting=folding.meeting, person=person)
    present = value["mark"] == RollMark.Mark.PRESENT
    mark.mark, mark.reason = value["mark"], value["reason"]
    mark.arrived_at = _moment(value["arrived_at"])
    if present and mark.arrived_at is None:
        mark.arrived_at = folding.meeting.opened_at
    mark.left_at = _moment(value["left_at"])
    mark.save(force_insert=before is None)
    folding.rows.marks[person.pk] = mark


def _guest(folding: Folding, key: str, value: Clean | None) -> None:
    before = folding.rows.guests.get(uuid_in(key))
    if value is None:
        if before is not None:
            before.delete()
            del folding.rows.guests[uuid_in(key)]
        return
    if not value["name"]:
        raise NothingSaid(key)
    guest = before or Guest(pk=uuid_in(key), meeting=folding.meeting)
    guest.name, guest.title = value["name"], value["title"]
    guest.save(force_insert=before is None)
    folding.rows.guests[guest.pk] = guest


def _item(folding: Folding, key: str, value: Clean | None) -> None:
    """An item made in the room; one of the agenda that every meeting has is found by its words."""
    before = folding.rows.item(uuid_in(key))
    if value is None:
        if before is not None:
            _take_item_back(folding, before)
        return
    if not value["title"]:
        raise NothingSaid(key)
    if before is None and value["origin"] == "fixed":
        same = [i for i in folding.rows.items.values() if i.title == value["title"]]
        if same:
            folding.document.rows[f"item/{uuid_in(key)}"] = str(same[0].pk)
            return
    item = before or AgendaItem(pk=uuid_in(key), meeting=folding.meeting)
    for name in ("title", "minutes", "needs_vote", "part", "position"):
        setattr(item, name, value[name])
    item.save(force_insert=before is None)
    folding.rows.items[item.pk] = item


def _take_item_back(folding: Folding, item: AgendaItem) -> None:
    if item.conclusion or item.speeches.exists() or item.votes.exists() or item.tasks.exists():
        raise StaysInRecord(item.title)
    del folding.rows.items[item.pk]
    item.delete()


def _taken(folding: Folding, key: str, value: Clean | None) -> None:
    item = folding.item(key)
    item.started_at = _moment(value["at"]) if value else None
    item.save(update_fields=["started_at"])


def _speech(folding: Folding, key: str, value: Clean | None) -> None:
    before = folding.rows.speeches.get(uuid_in(key))
    if value is None:
        if before is not None:
            _unpropose(before)
            del folding.rows.speeches[before.pk]
            before.delete()
        return
    item, person = folding.item(value["item"]), folding.person(value["person"])
    if person is not None and not _is_present(folding, person):
        raise hold.NotPresent(person)
    gist = folding.texts.get(f"speech/{key}", "").strip()
    if not gist:
        raise NothingSaid(person.full_name if person else value["guest"])
    speech = before or Speech(pk=uuid_in(key))
    speech.item, speech.person, speech.guest = item, person, value["guest"]
    speech.gist, speech.said_at = gist, read_moment(value["said_at"])
    if not value["is_proposal"] and before is not None:
        _unpropose(before)
    speech.save(force_insert=before is None)
    folding.rows.speeches[speech.pk] = speech
    if value["is_proposal"] and person is not None:
        hold.propose(speech, person, folding.meeting)


def _unpropose(speech: Speech) -> None:
    proposal = Proposal.objects.filter(speech=speech).first()
    if proposal is None:
        return
    if proposal.answered_on is not None:
        raise StaysInRecord(proposal.text[:80])
    proposal.delete()


def _is_present(folding: Folding, person: Person) -> bool:
    mark = folding.rows.marks.get(person.pk)
    return mark is not None and mark.mark == RollMark.Mark.PRESENT


def _vote(folding: Folding, key: str, value: Clean | None) -> None:
    line = f"vote/{key}"
    before = folding.rows.votes.get(line)
    if value is None:
        if before is not None:
            _take_vote_back(folding, line, before)
        return
    item, voted_at = folding.item(key.partition("/")[0]), read_moment(value["at"])
    if not value["question"]:
        raise NothingSaid(item.title)
    poll = hold.check_vote(
        folding.called,
        list(folding.rows.marks.values()),
        on=value["on"],
        counts=(value["in_favour"], value["against"], value["other"]),
        at=voted_at,
    )
    vote = before or Vote(pk=uuid.uuid5(folding.document.pk, line), item=item)
    for name in ("question", "on", "method", "in_favour", "against", "other"):
        setattr(vote, name, value[name])
    vote.base, vote.needed, vote.voted_at = poll.base, poll.needed, voted_at
    vote.save(force_insert=before is None)
    folding.rows.votes[line] = vote
    folding.document.rows[line] = str(vote.pk)


def _take_vote_back(folding: Folding, line: str, vote: Vote) -> None:
    if Resolution.objects.filter(vote=vote).exists():
        raise StaysInRecord(vote.question)
    vote.delete()
    del folding.rows.votes[line]
    folding.document.rows.pop(line, None)


def _task(folding: Folding, key: str, value: Clean | None) -> None:
    before = folding.rows.tasks.get(uuid_in(key))
    if value is None:
        if before is not None:
            _take_task_back(folding, before)
        return
    item, owner = folding.item(value["item"]), folding.person(value["owner"])
    if not value["what"]:
        raise NothingSaid(item.title)
    due_on = date.fromisoformat(value["due_on"])
    check_task(folding.meeting, owner, value["owner_group"], due_on)
    task = before or Task(
        pk=uuid_in(key), cell=folding.meeting.cell, meeting=folding.meeting, item=item,
        continues_id=task_behind(item),
    )  # fmt: skip
    task.item, task.owner, task.due_on = item, owner, due_on
    for name in ("what", "owner_group", "expected", "measure"):
        setattr(task, name, value[name])
    task.amount = Decimal(value["amount"]) if value["amount"] else None
    task.theme = Theme.objects.filter(pk=value["theme"]).first() if value["theme"] else None
    task.save(force_insert=before is None)
    folding.rows.tasks[task.pk] = task


def _take_task_back(folding: Folding, task: Task) -> None:
    if task.results.exists() or task.extensions.exists() or task.continued_by.exists():
        raise StaysInRecord(task.what)
    del folding.rows.tasks[task.pk]
    task.delete()


def _end(folding: Folding, _key: str, value: Clean | None) -> None:
    ended_at = _moment(value["at"]) if value else None
    if ended_at is not None:
        ending.check_end(folding.meeting, ended_at, folding.at)
    folding.meeting.ended_at = ended_at
    folding.meeting.save(update_fields=["ended_at"])


def _read(folding: Folding, _key: str, value: Clean | None) -> None:
    folding.meeting.read_back = bool(value and value["was_read"])
    folding.meeting.approved = bool(value and value["approved"])
    folding.meeting.save(update_fields=["read_back", "approved"])


def _text(folding: Folding, name: str, value: Clean | None) -> None:
    """A paragraph; the gist of a speech is written with its speaker, and alone when he stays."""
    text = value["text"].strip() if value else ""
    kind, _sep, key = name.partition("/")
    if kind == "conclusion":
        _conclusion(folding, key, text)
    elif kind == "resolution":
        folding.rows.resolution, _created = Resolution.objects.update_or_create(
            meeting=folding.meeting, defaults={"text": text}
        )
    elif kind == "reserved":
        folding.meeting.reserved_opinions = text
        folding.meeting.save(update_fields=["reserved_opinions"])
    elif kind == "speech":
        _gist(folding, uuid_in(key), text)
    else:
        raise WrongShape(name)


def _conclusion(folding: Folding, key: str, text: str) -> None:
    item = folding.item(key)
    item.conclusion = text
    item.started_at = item.started_at or folding.at
    item.save(update_fields=["conclusion", "started_at"])
    hold.answer_origin(item)


def _gist(folding: Folding, key: uuid.UUID, text: str) -> None:
    speech = folding.rows.speeches.get(key)
    if speech is None or not text:
        raise NothingSaid(text[:80])
    speech.gist = text
    speech.save(update_fields=["gist"])
    Proposal.objects.filter(speech=speech, answered_on=None).update(text=text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else read_moment(text).astimezone(UTC)


def _is_key(text: str) -> bool:
    try:
        uuid_in(text)
    except WrongShape:
        return False
    return True


_KEYED: dict[str, Any] = {"speech": Speech, "task": Task, "guest": Guest, "item": AgendaItem}

_WRITERS: dict[str, Callable[[Folding, str, Clean | None], None]] = {
    "opened": _opened,
    "seat": _seat,
    "guest": _guest,
    "roll": _roll,
    "item": _item,
    "taken": _taken,
    "speech": _speech,
    "vote": _vote,
    "task": _task,
    "end": _end,
    "read": _read,
    "text": _text,
}

# The order of a meeting: each kind rests on those before it.
ORDER = list(_WRITERS)

# What can be written before the meeting is opened.
_BEFORE = {"opened", "item"}
