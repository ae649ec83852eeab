"""What holds for a cell on a day, read once for each stretch of days on which nothing changes."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.guidance.queries import values_for
from chibo.meetings.models import Habit
from chibo.meetings.queries import habit_on
from chibo.people.models import Membership, Post, Standing, Term
from chibo.people.queries import CellMember, members_of, term_on
from chibo.units.models import Placement, Unit
from chibo.units.queries import path


@dataclass(frozen=True)
class Stretch:
    """The members of a cell, its rules and its place in the tree for some days."""

    members: tuple[CellMember, ...]
    values: Mapping[Name, RuleValue]
    path: tuple[Unit, ...]
    term: Term | None
    habit: Habit | None

    @cached_property
    def committee(self) -> tuple[CellMember, ...]:
        """Return those who hold a post, the secretary first."""
        return tuple(member for member in self.members if member.posts)


class Stretches:
    """The stretches of one cell."""

    def __init__(self, cell: Unit, common: frozenset[date]) -> None:
        self._cell = cell
        self._turns = sorted(common | _own_turns(cell))
        self._read: dict[int, Stretch] = {}

    def on(self, day: date) -> Stretch:
        """Return what holds on a day."""
        number = bisect_right(self._turns, day)
        if number not in self._read:
            self._read[number] = Stretch(
                members=tuple(members_of(self._cell, day)),
                values=values_for(self._cell, day),
                path=tuple(path(self._cell, day)),
                term=term_on(self._cell, day),
                habit=habit_on(self._cell, day),
            )
        return self._read[number]


def common_turns() -> frozenset[date]:
    """Return the days on which rules or places in the tree change anywhere."""
    days: set[date | None] = set()
    for rows in (
        RuleValue.objects.values_list("since", "until"),
        Placement.objects.values_list("since", "until"),
        Term.objects.values_list("since", "until"),
        Habit.objects.values_list("since", "until"),
    ):
        for since, until in rows.order_by().distinct():
            days |= {since, until}
    return frozenset(day for day in days if day is not None)


def _own_turns(cell: Unit) -> set[date]:
    """The days on which something changes for a member of the cell."""
    rows = list(Membership.objects.filter(cell=cell).select_related("person"))
    people = [row.person_id for row in rows]
    days: set[date | None] = set()
    for row in rows:
        days |= {row.since, row.until}
    days |= {date.fromisoformat(row.person.official) for row in rows if row.person.official}
    for spans in (
        Membership.objects.filter(person__in=people).values_list("since", "until"),
        Standing.objects.filter(person__in=people).values_list("since", "until"),
        Post.objects.filter(unit=cell).values_list("since", "until"),
    ):
        for since, until in spans.order_by():
            days |= {since, until}
    return {day for day in days if day is not None}
