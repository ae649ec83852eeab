"""What rooms that know more add to the offline room: to what a phone carries, and to folding.

The room cannot ask them, so they say here, once at the start, what they carry and which lines of
a document they read. See docs/decisions/0024.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from chibo.meetings.models import Meeting
from chibo.room.lines import Clean, kind_of

# Lines and texts of a document live apart there; among rows a text is a line of its own kind.
TEXT = "text/"

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a phone carries of a part: of the cell, and of each of its meetings by id."""

    of_cell: Plain
    of_meetings: Mapping[uuid.UUID, Plain]


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A line that a part did not write: why, and what its sentence names.

    kind: a value of OpenPoint.Kind.
    """

    line: str
    kind: str
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class Write(Protocol):
    """Makes the rows say what some lines say; inside the transaction of a fold.

    What cannot be written comes back; the rest is written. A second time it writes nothing.
    """

    def __call__(
        self, meeting: Meeting, lines: Mapping[str, Clean | None], *, by: str, at: datetime
    ) -> list[Unwritten]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """What one room adds."""

    # Under which name a copy carries it.
    name: str
    # Which lines and which paragraphs of a document it reads.
    kinds: frozenset[str]
    texts: frozenset[str]
    carried: Callable[[Sequence[Meeting], datetime], Carried]
    # What its rows say of a meeting, in the words of a document.
    lines: Callable[[Meeting], dict[str, Clean]]
    write: Write
    # What a line is about, and why it is not written, in words.
    about: Callable[[str], str]
    why: Callable[[str, Mapping[str, Any]], str]

    def reads(self, line: str) -> bool:
        """Say whether a line, or a paragraph as "text/…", is read by it."""
        return kind_of(line) in self.kinds or line.removeprefix(TEXT) in self.texts


_PARTS: list[Part] = []


def add_part(part: Part) -> None:
    """Let a part be carried and folded from now on."""
    if part not in _PARTS:
        _PARTS.append(part)


def parts() -> tuple[Part, ...]:
    """Return the parts."""
    return tuple(_PARTS)


def part_of(line: str) -> Part | None:
    """Return the part that reads a line, or None when the room does so itself."""
    return next((part for part in _PARTS if part.reads(line)), None)
