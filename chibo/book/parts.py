"""What rooms that know more than the book add to a record: a part each, in the words they keep.

The book cannot ask them, so they say here, once at the start, how their part is made.
"""

from collections.abc import Callable
from typing import Any

from chibo.meetings.models import Meeting

# From a meeting to keys and plain values; nothing where there is nothing to add.
Part = Callable[[Meeting], dict[str, Any]]

_PARTS: list[Part] = []


def add_part(part: Part) -> None:
    """Let a part be written into every record from now on."""
    if part not in _PARTS:
        _PARTS.append(part)


def parts_of(meeting: Meeting) -> dict[str, Any]:
    """Return what the parts say of a meeting, together."""
    found: dict[str, Any] = {}
    for part in _PARTS:
        found |= part(meeting)
    return found
