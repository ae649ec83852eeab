"""Phones that write a meeting's document as the page does, without a browser."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pycrdt import Doc, Map, Text

from chibo.base.keys import uuid7
from chibo.meetings.models import AgendaItem, Meeting
from chibo.people.models import Person
from chibo.room.lines import moment_text
from chibo.room.rules import WrongShape, outcome, read_decision

# 19:30 of the day in June on which the factories hold their meetings.
EVENING = datetime(2026, 6, 3, 12, 30, tzinfo=UTC)
NEXT_DAY = EVENING + timedelta(days=1)


class Phone:
    """One device: its document, and its clock, which goes on a second at each decision."""

    def __init__(self, name: str = "phone", *, at: datetime = EVENING, skew: float = 0) -> None:
        self.name = name
        self.at = at
        self.skew = skew
        self.doc: Doc[Any] = Doc()
        self.decided: Map[Any] = self.doc.get("decisions", type=Map)

    def decide(self, line: str, value: Mapping[str, Any] | None) -> str:
        """Write a decision that replaces what this phone sees standing; return its key."""
        self.at += timedelta(seconds=1)
        key = str(uuid7())
        self.decided[key] = {
            "line": line,
            "value": value,
            "saw": self.standing(line),
            "at": moment_text(self.at),
            "skew": self.skew,
            "by": "thuky",
            "device": self.name,
        }
        return key

    def standing(self, line: str) -> list[str]:
        """Return the keys of what stands on a line, as this phone sees it."""
        found = []
        for key, raw in (self.decided.to_py() or {}).items():
            try:
                found.append(read_decision(key, raw))
            except WrongShape:
                continue
        return sorted(one.key for one in outcome(d for d in found if d.line == line).standing)

    def write(self, name: str, text: str) -> None:
        """Add some words at the end of a paragraph."""
        paragraph = self.doc.get(name, type=Text)
        paragraph += text

    def sent(self) -> bytes:
        """Return all it wrote and heard."""
        return self.doc.get_update()

    def hear(self, data: bytes) -> None:
        """Take in what another one sent."""
        self.doc.apply_update(data)

    # What a minute-taker does.

    def open(self) -> None:
        """Open the meeting."""
        self.decide("opened", {"at": moment_text(self.at)})

    def mark(self, person: Person, mark: str | None = "present", reason: str = "") -> None:
        """Call somebody."""
        value = {"mark": mark, "reason": reason, "arrived_at": None, "left_at": None}
        self.decide(f"roll/{person.pk}", value if mark else None)

    def speech(
        self, item: AgendaItem, person: Person, gist: str, *, is_proposal: bool = False
    ) -> str:
        """Write what somebody said; return its key."""
        key = str(uuid7())
        self.write(f"speech/{key}", gist)
        value = {"item": str(item.pk), "person": str(person.pk), "guest": ""}
        said = {"said_at": moment_text(self.at), "is_proposal": is_proposal}
        self.decide(f"speech/{key}", value | said)
        return key

    def vote(self, item: AgendaItem, in_favour: int, against: int = 0, *, on: str = "") -> str:
        """Count a vote on an item, its first; return the line."""
        line = f"vote/{item.pk}/1"
        closing = item.part == AgendaItem.Part.CLOSING
        self.decide(
            line,
            {
                "question": item.title,
                "on": on or ("resolution" if closing else "ordinary"),
                "method": "hands",
                "in_favour": in_favour,
                "against": against,
                "other": 0,
                "at": moment_text(self.at),
            },
        )
        return line

    def task(self, item: AgendaItem, owner: Person, due_on: str = "2026-06-20") -> str:
        """Give a task; return its key."""
        key = str(uuid7())
        names = ("owner_group", "expected", "measure", "theme")
        value = dict.fromkeys(names, "") | {"item": str(item.pk), "what": "Nạo vét 400 m mương"}
        more = {"owner": str(owner.pk), "due_on": due_on, "amount": "400"}
        self.decide(f"task/{key}", value | more)
        return key

    def seat(self, chair: Person, meeting_secretary: Person) -> None:
        """Say who chairs and who writes."""
        value = {"chair": str(chair.pk), "meeting_secretary": str(meeting_secretary.pk)}
        self.decide("seat", value | {"chair_because": ""})

    def finish(self, meeting: Meeting) -> None:
        """Conclude every item, end the meeting and read the minutes back."""
        for item in meeting.items.filter(state=AgendaItem.State.PLANNED):
            self.write(f"conclusion/{item.pk}", f"Thống nhất: {item.title}.")
        self.decide("end", {"at": moment_text(self.at)})
        self.decide("read", {"was_read": True, "approved": True})


def key_like(line: str) -> uuid.UUID:
    """Return the key that a line ends with."""
    return uuid.UUID(line.rpartition("/")[2])
