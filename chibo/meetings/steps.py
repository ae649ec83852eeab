"""Whom the actions tell that a meeting went a step: planned, moved, noticed, opened, called off.

The book keeps how far each month is on its way, and this room cannot ask it; so the book says here,
once at the start, what is to be told. It is told inside the transaction of the step.
"""

from collections.abc import Callable

from chibo.meetings.models import Meeting

Told = Callable[[Meeting], None]

_TOLD: list[Told] = []


def tell(told: Told) -> None:
    """Tell somebody from now on of every step of every meeting."""
    if told not in _TOLD:
        _TOLD.append(told)


def went_a_step(meeting: Meeting) -> None:
    """Say that a meeting went a step, inside the action that took it."""
    for told in _TOLD:
        told(meeting)
