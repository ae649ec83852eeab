"""In which meetings somebody of the superior committee sat, as rooms that know of it say.

Scores cannot ask the room that records visits, so that room says here, once at the start, how to
find them. It knows of those in which somebody sat; of the others nobody knows, which is not "no".
"""

import uuid
from collections.abc import Callable, Collection

from chibo.meetings.models import Meeting

# From meetings to the ids of those in which an official is known to have sat.
Source = Callable[[Collection[Meeting]], Collection[uuid.UUID]]

_SOURCES: list[Source] = []


def add_presence(source: Source) -> None:
    """Let a room say from now on in which meetings officials sat."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def known_presence(meetings: Collection[Meeting]) -> set[uuid.UUID]:
    """Return the ids of those meetings in which an official is known to have sat."""
    return {key for source in _SOURCES for key in source(meetings)}
