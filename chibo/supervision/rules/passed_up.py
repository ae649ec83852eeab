"""What members asked those above for, until it is answered. No Django, no clock, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# After so many days without an answer the committee's office is reminded of it.
LATE_AFTER_DAYS = 15


@dataclass(frozen=True, slots=True)
class PassedUpCounts:
    """What members of some cells asked those above for, and what came of it.

    asked: in the period. answered: of these, before its end. answered_in_period: in the period,
    whenever it was asked. open: asked before the end of the period and not answered before it.
    """

    asked: int
    answered: int
    answered_in_period: int
    open: int


def days_waiting(came_on: date, until: date) -> int:
    """Return for how many days a proposal has waited, or waited until it was answered."""
    return max(0, (until - came_on).days)


def is_late(came_on: date, answered_on: date | None, today: date) -> bool:
    """Say whether a proposal waits longer than an office should let it wait."""
    return answered_on is None and days_waiting(came_on, today) > LATE_AFTER_DAYS


def predecessors(unit: int, went_into: Mapping[int, int]) -> frozenset[int]:
    """Return the units that have ended and for which a unit answers now.

    went_into: for each ended unit the one it was merged into, or, where it was dissolved, the
    one that stood above it.
    """
    found: set[int] = set()
    waiting = [unit]
    while waiting:
        into = waiting.pop()
        new = {ended for ended, heir in went_into.items() if heir == into} - found - {unit}
        found |= new
        waiting.extend(new)
    return frozenset(found)
