"""What the tables say of a meeting, in the words of a room's document.

Folding compares it with what the devices wrote, and finds by it what the desk has changed.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from chibo.meetings.models import AgendaItem, Guest, Meeting, RollMark, Speech, Vote
from chibo.resolutions.models import Resolution, Task
from chibo.room.lines import Clean, amount_text, moment_text, person_text
from chibo.room.models import RoomDocument
from chibo.room.parts import TEXT, parts


class Rows:
    """The rows of one meeting, read once, by line. One query a table."""

    def __init__(self, meeting: Meeting, document: RoomDocument) -> None:
        self.meeting = meeting
        self.document = document
        self.items = {row.pk: row for row in _planned(meeting)}
        self.marks = {row.person_id: row for row in meeting.roll.order_by("pk")}
        self.guests = {row.pk: row for row in meeting.guests.order_by("pk")}
        said = Speech.objects.filter(item__meeting=meeting).select_related("proposal")
        self.speeches = {row.pk: row for row in said.order_by("said_at", "pk")}
        votes = Vote.objects.filter(item__meeting=meeting).order_by("voted_at", "pk")
        self.votes = self._numbered(list(votes))
        self.tasks = {row.pk: row for row in Task.objects.filter(meeting=meeting).order_by("pk")}
        self.resolution = Resolution.objects.filter(meeting=meeting).first()
        self.parts = self._of_parts()

    def item(self, key: str | uuid.UUID) -> AgendaItem | None:
        """Return the item a document calls by a key, or None."""
        name = str(key)
        return self.items.get(uuid.UUID(self.document.rows.get(f"item/{name}", name)))

    def called(self, item: AgendaItem) -> str:
        """Return the key by which the document calls an item."""
        line = next((line for line, key in self.document.rows.items() if key == str(item.pk)), "")
        return line.removeprefix("item/") if line.startswith("item/") else str(item.pk)

    def lines(self) -> dict[str, Clean]:
        """Return what the rows say, line by line; of what is not there, nothing."""
        meeting = self.meeting
        found: dict[str, Clean] = {}
        if meeting.opened_at is not None:
            found["opened"] = {"at": moment_text(meeting.opened_at)}
        if meeting.chair_id or meeting.meeting_secretary_id:
            found["seat"] = seat_value(meeting)
        if meeting.ended_at is not None:
            found["end"] = {"at": moment_text(meeting.ended_at)}
        if meeting.read_back or meeting.approved:
            found["read"] = {"was_read": meeting.read_back, "approved": meeting.approved}
        found |= {f"roll/{key}": mark_value(mark) for key, mark in self.marks.items()}
        found |= {f"guest/{key}": guest_value(guest) for key, guest in self.guests.items()}
        found |= {
            f"taken/{self.called(item)}": {"at": moment_text(item.started_at)}
            for item in self.items.values()
            if item.started_at is not None
        }
        found |= {
            f"speech/{key}": speech_value(one, self.called(self.items[one.item_id]))
            for key, one in self.speeches.items()
            if one.item_id in self.items
        }
        found |= {line: vote_value(vote) for line, vote in self.votes.items()}
        found |= {
            f"task/{key}": task_value(task, self.called(self.items[task.item_id]))
            for key, task in self.tasks.items()
            if task.item_id in self.items
        }
        found |= {f"{TEXT}{name}": {"text": text} for name, text in self.texts().items()}
        return found | self.parts

    def texts(self) -> dict[str, str]:
        """Return the paragraphs that are not empty, by name."""
        found = {f"speech/{key}": speech.gist for key, speech in self.speeches.items()}
        found |= {f"conclusion/{self.called(i)}": i.conclusion for i in self.items.values()}
        found["resolution"] = self.resolution.text if self.resolution else ""
        found["reserved"] = self.meeting.reserved_opinions
        return {name: text for name, text in found.items() if text}

    def read_parts(self) -> None:
        """Read again what other rooms' rows say."""
        self.parts = self._of_parts()

    def _of_parts(self) -> dict[str, Clean]:
        return {line: said for part in parts() for line, said in part.lines(self.meeting).items()}

    def _numbered(self, votes: list[Vote]) -> dict[str, Vote]:
        """Give each vote its line: the one the document knows, else the next free number."""
        known = {key: line for line, key in self.document.rows.items() if line[:5] == "vote/"}
        found = {known[str(vote.pk)]: vote for vote in votes if str(vote.pk) in known}
        for vote in votes:
            if str(vote.pk) in known or vote.item_id not in self.items:
                continue
            item, number = self.called(self.items[vote.item_id]), 1
            while f"vote/{item}/{number}" in found:
                number += 1
            found[f"vote/{item}/{number}"] = vote
        return found


def seat_value(meeting: Meeting) -> Clean:
    """Return who chairs and who writes."""
    return {
        "chair": person_text(meeting.chair_id),
        "chair_because": meeting.chair_because,
        "meeting_secretary": person_text(meeting.meeting_secretary_id),
    }


def mark_value(mark: RollMark) -> Clean:
    """Return a line of the roll."""
    return {
        "mark": mark.mark,
        "reason": mark.reason,
        "arrived_at": moment_text(mark.arrived_at),
        "left_at": moment_text(mark.left_at),
    }


def guest_value(guest: Guest) -> Clean:
    """Return someone who sits in."""
    return {"name": guest.name, "title": guest.title}


def speech_value(speech: Speech, item: str) -> Clean:
    """Return who spoke to an item, and when."""
    return {
        "item": item,
        "person": person_text(speech.person_id),
        "guest": speech.guest,
        "said_at": moment_text(speech.said_at),
        "is_proposal": hasattr(speech, "proposal"),
    }


def vote_value(vote: Vote) -> Clean:
    """Return counted votes."""
    names = ("question", "on", "method", "in_favour", "against", "other")
    value: dict[str, Any] = {name: getattr(vote, name) for name in names}
    return value | {"at": moment_text(vote.voted_at)}


def task_value(task: Task, item: str) -> Clean:
    """Return a task as the meeting gave it."""
    return {
        "item": item,
        "what": task.what,
        "owner": person_text(task.owner_id),
        "owner_group": task.owner_group,
        "due_on": task.due_on.isoformat(),
        "expected": task.expected,
        "amount": amount_text(task.amount),
        "measure": task.measure,
        "theme": task.theme_id or "",
    }


def changed(before: Mapping[str, Clean], now: Mapping[str, Clean]) -> dict[str, Clean | None]:
    """Return the lines that read otherwise than before, with what they say now."""
    lines = sorted({*before, *now})
    return {line: now.get(line) for line in lines if before.get(line) != now.get(line)}


def _planned(meeting: Meeting) -> list[AgendaItem]:
    on_agenda = meeting.items.filter(state=AgendaItem.State.PLANNED)
    return list(on_agenda.order_by("position", "pk"))
