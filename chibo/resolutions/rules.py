"""Decisions about tasks. No Django, no clock, no database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class TaskState(StrEnum):
    """How a task stands on a day."""

    DONE = "done"
    DROPPED = "dropped"
    LATE = "late"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the state of a task depends on."""

    due_on: date
    done_on: date | None = None
    dropped: bool = False


def state_of(task: TaskFacts, day: date) -> TaskState:
    """Return how a task stands on a day; on its due day it is not late yet."""
    if task.done_on is not None and task.done_on <= day:
        return TaskState.DONE
    if task.dropped:
        return TaskState.DROPPED
    return TaskState.LATE if task.due_on < day else TaskState.OPEN


def returns_to_agenda(task: TaskFacts, meeting_day: date) -> bool:
    """Say whether a task comes onto a meeting's agenda by itself: due by then and not done.

    One that is not due yet is reviewed with its resolution and needs no item of its own.
    """
    return task.done_on is None and not task.dropped and task.due_on <= meeting_day


def share_done(done: Decimal, of: Decimal) -> Decimal:
    """Return how much of an amount is done, 0..1; nothing of nothing is nothing."""
    if of <= 0:
        return Decimal(0)
    return min(max(done / of, Decimal(0)), Decimal(1))


def plain(amount: Decimal) -> str:
    """Return an amount as people write it: no needless zeros, a comma before decimals."""
    return f"{amount.normalize():f}".replace(".", ",")
