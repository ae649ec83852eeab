"""The thematic plan of a cell's year: what it meant to take up, and what it told those above."""

from datetime import date, datetime, time, timedelta
from random import Random

from chibo.audit.models import Entry
from chibo.base.time import local_day, local_moment
from chibo.example.cell import Cell
from chibo.example.chance import chance, happens, key
from chibo.example.months import group
from chibo.example.places import MAY, NGAM
from chibo.example.topics import phrases
from chibo.meetings.models import AgendaItem, Meeting, PlannedTheme, ThemePlan
from chibo.meetings.rules import end_of_quarter
from chibo.meetings.thematic import lines_of
from chibo.people.models import Person

# How likely a cell made a plan, told it, and moved something afterwards.
_LIKELY = {"good": (1.0, 0.95, 0.15), "fair": (0.8, 0.7, 0.3), "poor": (0.35, 0.3, 0.3)}


def plan_themes(cell: Cell) -> None:
    """Write a cell's plan of this year around the thematic meetings it held.

    Its chance is its own, so that nothing else of the world depends on it.
    """
    rng = chance(cell.seed, cell.plan.code, "themes")
    plans, tells, moves = _LIKELY[cell.character.name]
    is_shown = cell.plan.code in (MAY, NGAM)
    if not (happens(rng, plans) or is_shown):
        return
    today = local_day(cell.now)
    january = local_moment(date(today.year, 1, rng.randint(4, 24)), time(9, 30))
    begun = min(january, cell.now - timedelta(hours=3))
    themes = [*_held(cell, rng, begun), *_to_come(cell, rng, begun)]
    if not themes:
        return
    themes.sort(key=lambda theme: (theme.month, theme.pk))
    # In bản Ngàm something changed since those above were told.
    told_at = min(begun + timedelta(days=2), cell.now - timedelta(hours=1))
    tells_now = happens(rng, tells) or is_shown
    plan = _told(cell, rng, themes, told_at) if tells_now else None
    if themes[-1].presenter is None and (happens(rng, moves) or cell.plan.code == NGAM):
        themes[-1].presenter = _someone(cell, rng, today)
    cell.rows.add(*themes)
    if plan is not None:
        cell.rows.add(plan, _entry(cell, plan, told_at))


def _held(cell: Cell, rng: Random, at: datetime) -> list[PlannedTheme]:
    """A theme for each thematic meeting of the year; its meeting is that of its month."""
    this_year = local_day(cell.now).year
    held = [
        row for row in cell.rows.of(Meeting)
        if row.kind == Meeting.Kind.THEMATIC and row.month.year == this_year
    ]  # fmt: skip
    presenters = {
        item.meeting_id: item.presenter
        for item in cell.rows.of(AgendaItem)
        if item.part == AgendaItem.Part.BODY and item.presenter is not None
    }
    return [
        _theme(cell, rng, at, row.month, title=row.theme, presenter=presenters.get(row.pk))
        for row in held
    ]


def _to_come(cell: Cell, rng: Random, at: datetime) -> list[PlannedTheme]:
    """One for the last month of this quarter, where the cell held none in it; in two villages anyway."""
    today = local_day(cell.now)
    last = end_of_quarter(today).replace(day=1)
    met = any(
        row.kind == Meeting.Kind.THEMATIC and end_of_quarter(row.month) == end_of_quarter(last)
        for row in cell.rows.of(Meeting)
    )
    plans = not met and happens(rng, cell.character.thematic)
    if not plans and cell.plan.code not in (MAY, NGAM):
        return []
    title = rng.choice(phrases()["thematic"]["themes"][group(cell.plan.flavour)])
    presenter = None if cell.plan.code == NGAM else _someone(cell, rng, today)
    return [_theme(cell, rng, at, last, title=title, presenter=presenter)]


def _theme(
    cell: Cell, rng: Random, at: datetime, month: date, *, title: str, presenter: Person | None
) -> PlannedTheme:
    return PlannedTheme(
        id=key(rng, at), cell=cell.unit, month=month, first_month=month, title=title,
        presenter=presenter,
    )  # fmt: skip


def _someone(cell: Cell, rng: Random, day: date) -> Person | None:
    committee = cell.stretches.on(day).committee
    return rng.choice(committee).person if committee else None


def _told(cell: Cell, rng: Random, themes: list[PlannedTheme], at: datetime) -> ThemePlan:
    return ThemePlan(
        id=key(rng, at), cell=cell.unit, year=themes[0].month.year, lines=lines_of(themes),
        told_at=at, told_by=cell.clerk,
    )  # fmt: skip


def _entry(cell: Cell, plan: ThemePlan, at: datetime) -> Entry:
    return Entry(
        at=at, account=cell.clerk, verb="theme_plan.told", subject="meetings.themeplan",
        subject_key=str(plan.pk), unit_code=cell.plan.code, detail={"year": plan.year},
    )  # fmt: skip
