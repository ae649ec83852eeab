"""Steps of closing that rooms which know more add to ours, such as the cell's own score.

The room cannot ask them, so they say here, once at the start, what their step is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chibo.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Step:
    """Something the cell does before it closes.

    state: how it stands, a word of shapes ("done", "due") and the words beside it.
    is_early: whether it comes before the minutes are adopted, or after.
    """

    title: str
    says: str
    state: tuple[str, str]
    does: str
    url: str
    is_early: bool


_MAKERS: list[Callable[[Meeting], Step | None]] = []


def add_step(make: Callable[[Meeting], Step | None]) -> None:
    """Let a step be shown whenever a meeting is closed; None where a meeting has none."""
    if make not in _MAKERS:
        _MAKERS.append(make)


def steps_of(meeting: Meeting) -> list[Step]:
    """Return the steps that others add for a meeting."""
    made = (make(meeting) for make in _MAKERS)
    return [step for step in made if step is not None]
