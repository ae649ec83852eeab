"""A commune with cells that meet on usual days, and officials who follow them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone

from chibo.guidance.loading import load_guidance
from chibo.meetings.models import Habit
from chibo.people.models import Person
from chibo.supervision.actions import rosters
from chibo.supervision.models import Assignment, Roster
from chibo.supervision.rules.roster.quarters import next_quarter, quarter_first
from chibo.units.models import Unit
from tests.factories.meetings import Village
from tests.factories.people import person
from tests.factories.units import LONG_AGO, unit

QUARTER = date(2026, 7, 1)
AT = datetime(2026, 6, 20, 2, tzinfo=UTC)
BY: dict[str, Any] = {"by": "vanphong", "at": AT}


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, its cells by their order, and its officials."""

    unit: Unit
    cells: list[Unit]
    officials: list[Person]


def habit(cell: Unit, *, day: int = 3, hour: time = time(19, 30)) -> Habit:
    """Let a cell usually meet on a day of the month."""
    return Habit.objects.create(cell=cell, day=day, hour=hour, place="Nhà văn hóa", since=LONG_AGO)


def follows(official: Person, cell: Unit, unit: Unit, **more: Any) -> Assignment:
    """Let an official follow a cell for a unit."""
    given: dict[str, Any] = {
        "decision_number": "12-QĐ/ĐU",
        "decided_on": date(2026, 1, 6),
        "since": date(2026, 1, 6),
    }
    return Assignment.objects.create(official=official, cell=cell, unit=unit, **given | more)


def planned_ahead(village: Village) -> Roster:
    """Plan next quarter for a village cell that its third member follows, and tell nobody yet."""
    habit(village.cell)
    follows(village.third, village.cell, village.commune)
    first = next_quarter(quarter_first(timezone.localdate()))
    roster, _solution = rosters.plan_roster(
        unit=village.commune, first=first, own_only=False, by="vanphong", at=timezone.now()
    )
    return roster


def commune(
    *, cells: int = 4, officials: int = 2, day: int = 3, above: Unit | None = None
) -> Commune:
    """Make a commune whose cells all meet on one evening, each followed by one official."""
    load_guidance()
    top = above or unit("TT", kind="commune", name="Đảng bộ xã Trung Thượng")
    names = ("Lò Văn Ún", "Vi Thị Na", "Hà Văn Sơn", "Ngân Thị Lệ")
    people = [person(names[number]) for number in range(officials)]
    made = []
    for number in range(cells):
        cell = unit(f"TT.{number + 1:02}", name=f"bản {number + 1}", under=top)
        habit(cell, day=day)
        follows(people[number % officials], cell, top)
        made.append(cell)
    return Commune(top, made, people)
