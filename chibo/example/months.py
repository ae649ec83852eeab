"""When a cell meets: its day, and what moves, cancels or delays it. A storm comes once a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from chibo.base.calendar import holiday_name
from chibo.base.time import local_day, local_moment, month_start, next_month
from chibo.example.chance import happens
from chibo.example.character import Character
from chibo.example.places import MAY, NGAM, CellPlan
from chibo.example.topics import phrases
from chibo.meetings.models import Habit, Meeting
from chibo.meetings.rules import proposed_day

_STORMY = ("TT", "THA", "SL", "SH", "TL", "TTH")
_MONTHS = 12

State = Meeting.State


@dataclass(frozen=True, slots=True)
class Date:
    """One meeting of the year, before it is filled."""

    kind: str
    month: date
    planned_on: date
    starts_at: datetime
    # What it came to: planned, noticed, held, closed, sealed or cancelled.
    state: str
    because: str = ""
    theme: str = ""


def year_before(today: date) -> list[date]:
    """Return the first days of the twelve months that end with this one, oldest first."""
    months = [month_start(today)]
    while len(months) < _MONTHS:
        months.insert(0, month_start(months[0] - timedelta(days=1)))
    return months


def storm_month(today: date) -> date:
    """Return the month of the storm: the last October or September that is over."""
    return next(month for month in reversed(year_before(today)[:-1]) if month.month in (9, 10))


def is_stormy(plan: CellPlan) -> bool:
    """Say whether the storm came over a cell's commune."""
    return plan.flavour in ("village", "street") and plan.parent in _STORMY


def group(flavour: str) -> str:
    """Return whose phrases a flavour uses: village, street, armed or office."""
    if flavour in ("village", "street"):
        return flavour
    return "armed" if flavour in ("army", "border", "police") else "office"


def dates(
    plan: CellPlan, character: Character, habit: Habit, rng: Random, now: datetime
) -> Iterator[Date]:
    """Yield the meetings of a cell's year up to now, and the next where it is planned."""
    today = local_day(now)
    months = year_before(today)
    quarter = rng.randrange(3)
    for month in months:
        own = _own_day(month, habit)
        if own >= today:
            yield from _to_come(plan, habit, own, today, rng=rng)
            return
        regular = _regular(plan, character, habit, month, rng=rng, today=today)
        if regular is not None:
            yield regular
        if (month.month + quarter) % 3 == 0 and happens(rng, character.thematic):
            thematic = _thematic(plan, habit, month, rng, today)
            if thematic is not None:
                yield thematic
    ahead = happens(rng, character.plans_ahead)
    if ahead or plan.code in (MAY, NGAM):
        own = _own_day(next_month(today), habit)
        yield from _to_come(plan, habit, own, today, rng=rng)


def month_to_come(habit: Habit, today: date) -> date:
    """Return the month whose regular meeting is the next one, today's included."""
    month = month_start(today)
    return month if _own_day(month, habit) >= today else next_month(month)


def place_of(flavour: str) -> str:
    """Return whether a flavour is at home in a village (or street) or in an office."""
    return "village" if flavour in ("village", "street") else "office"


def _own_day(month: date, habit: Habit) -> date:
    return proposed_day(month, habit.day, holiday_name).day


def _to_come(
    plan: CellPlan, habit: Habit, own: date, today: date, *, rng: Random
) -> Iterator[Date]:
    """The next meeting; in bản Máy and bản Ngàm the notice is still to be sent."""
    near = (own - today).days <= 4 and plan.code not in (MAY, NGAM)
    state = State.NOTICED if near and happens(rng, 0.7) else State.PLANNED
    yield _date(month_start(own), own, own, habit, state)


def _regular(
    plan: CellPlan, character: Character, habit: Habit, month: date, *, rng: Random, today: date
) -> Date | None:
    """One month's meeting: as planned, moved, called off, or (seldom) nothing at all."""
    own = _own_day(month, habit)
    storm = is_stormy(plan) and month == storm_month(today)
    # Bản Máy never missed a month; only the storm moved it.
    may = plan.code == MAY
    fate = rng.random()
    words = phrases()
    because = words["moved"]["storm" if storm else _whose(plan)]
    if not may and fate < (0.08 if storm else character.misses):
        reasons = words["cancelled"]["storm" if storm else _whose(plan)]
        if not storm and happens(rng, 0.2):
            return None
        return _date(month, own, own, habit, State.CANCELLED, because=rng.choice(reasons))
    if (may and storm) or (
        not may and fate < (0.8 if storm else character.misses + character.moves)
    ):
        day = _later(month, own, rng, 5 if storm else 1)
        if day != own and day < today:
            return _date(
                month, own, day, habit, _past(month, rng, today), because=rng.choice(because)
            )
    if month == month_start(today) and plan.code not in (MAY, NGAM) and happens(rng, 0.04):
        day = _later(month, max(own, today), rng, 1)
        if day > today:
            state = State.NOTICED if (day - today).days <= 3 else State.PLANNED
            return _date(month, own, day, habit, state, because=rng.choice(because))
    came_to = State.SEALED if plan.code in (MAY, NGAM) else _past(month, rng, today)
    return _date(month, own, own, habit, came_to)


def _past(month: date, rng: Random, today: date) -> str:
    """What a past meeting came to; only this month's may still be open."""
    if month == month_start(today):
        return rng.choices([State.SEALED, State.CLOSED, State.HELD], [88, 7, 5])[0]
    return State.SEALED


def _thematic(plan: CellPlan, habit: Habit, month: date, rng: Random, today: date) -> Date | None:
    day = month.replace(day=rng.randint(13, 18))
    if day >= today:
        return None
    theme = rng.choice(phrases()["thematic"]["themes"][group(plan.flavour)])
    starts_at = local_moment(day, habit.hour)
    return Date(Meeting.Kind.THEMATIC, month, day, starts_at, State.SEALED, theme=theme)


def _whose(plan: CellPlan) -> str:
    return "common" if plan.flavour in ("village", "street") else "office"


def _later(month: date, own: date, rng: Random, least: int) -> date:
    """A day some days later, still of the month."""
    day = own + timedelta(days=rng.randint(least, least + 6))
    return day if month_start(day) == month else own


def _date(
    month: date, planned: date, day: date, habit: Habit, state: str, *, because: str = ""
) -> Date:
    starts_at = local_moment(day, habit.hour)
    return Date(Meeting.Kind.REGULAR, month, planned, starts_at, state, because)
