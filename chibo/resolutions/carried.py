"""What rooms that know more than this one bring onto a meeting's agenda by themselves.

Carrying over cannot ask them, so they say here, once at the start, what they bring.
"""

from collections.abc import Callable

from chibo.meetings.models import AgendaItem, Meeting

# From a regular meeting to items that are not on it yet, each with its reason and its origin.
Carrier = Callable[[Meeting], list[AgendaItem]]

_CARRIERS: list[Carrier] = []


def add_carrier(carrier: Carrier) -> None:
    """Let a room bring items whenever what is open is carried onto an agenda."""
    if carrier not in _CARRIERS:
        _CARRIERS.append(carrier)


def brought(meeting: Meeting) -> list[AgendaItem]:
    """Return what the rooms bring to a meeting, in the order in which they were added."""
    return [item for carrier in _CARRIERS for item in carrier(meeting)]
