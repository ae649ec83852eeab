"""A cell's thematic plan as it is read: by the cell itself, and by those above as it was told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from chibo.base.time import month_start, quarter_of
from chibo.meetings import rules
from chibo.meetings.models import Meeting, PlannedTheme, ThemePlan
from chibo.meetings.queries import WITH_ROLL
from chibo.units.models import Unit

# A theme as it was told; see ThemePlan.lines.
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """One theme of a plan. theme: its row, for the cell's own eyes; None where it was only told."""

    month: date
    title: str
    presenter: str
    theme: PlannedTheme | None
    # What carries it out, planned or held.
    meeting: Meeting | None
    # Its quarter is not over.
    is_ahead: bool

    @property
    def was_held(self) -> bool:
        """Say whether the meeting on it was held."""
        return self.meeting is not None and self.meeting.state in WITH_ROLL


@dataclass(frozen=True, slots=True)
class ShownQuarter:
    """One quarter: where it stands, its themes, and thematic meetings no theme was planned for."""

    quarter: rules.ThematicQuarter
    themes: tuple[ShownTheme, ...]
    others: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A cell's plan of a year. told: as it was last told. is_changed: since then."""

    quarters: tuple[ShownQuarter, ...]
    dropped: tuple[PlannedTheme, ...]
    told: ThemePlan | None
    is_changed: bool

    @property
    def themes(self) -> list[ShownTheme]:
        """Return the themes of the year in order."""
        return [theme for quarter in self.quarters for theme in quarter.themes]

    @property
    def to_do(self) -> ShownTheme | None:
        """Return the next theme for which no meeting is planned."""
        ahead = (one for one in self.themes if one.meeting is None and one.is_ahead)
        return next(ahead, None)

    @property
    def waits_to_be_told(self) -> bool:
        """Say whether the superior does not know the plan as it stands."""
        return self.is_changed or (self.told is None and bool(self.themes))


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One cell's plan of a year in a list: as it was told, and where its quarters stand."""

    cell: Unit
    told: ThemePlan | None
    is_changed: bool
    quarters: tuple[rules.ThematicQuarter, ...]


def live_themes(cell: Unit, year: int) -> QuerySet[PlannedTheme]:
    """Return the themes of a cell's plan that were not let go, in order."""
    return _themes(year).filter(cell=cell, dropped_on=None)


def told_of(cell: Unit, year: int) -> ThemePlan | None:
    """Return a cell's plan of a year as it was last told, or None."""
    return ThemePlan.objects.filter(cell=cell, year=year).order_by("told_at", "pk").last()


def lines_of(themes: Iterable[PlannedTheme]) -> list[Line]:
    """Return themes as the superior is told them."""
    return [
        {
            "key": str(theme.pk),
            "month": f"{theme.month:%Y-%m}",
            "title": theme.title,
            "presenter": theme.presenter.full_name if theme.presenter else "",
        }
        for theme in themes
    ]


def plan_of(cell: Unit, year: int, today: date, *, inside: bool) -> ShownPlan:
    """Return a cell's plan of a year; from outside as it was told. Three queries."""
    rows = list(_themes(year).filter(cell=cell))
    live = [row for row in rows if row.dropped_on is None]
    meetings = list(_meetings(year).filter(cell=cell))
    told = told_of(cell, year)
    now = lines_of(live)
    lines = now if inside else (told.lines if told else [])
    themes = [_facts(line, rows) for line in lines]
    facts = [_thematic(meeting) for meeting in meetings]
    carried = rules.carried_by(themes, facts)
    by_key = {str(meeting.pk): meeting for meeting in meetings}
    own = {str(row.pk): row for row in live} if inside else {}
    quarters = rules.thematic_quarters(year, themes, facts, today)
    shown = [
        ShownTheme(
            month=theme.month,
            title=line["title"],
            presenter=line["presenter"],
            theme=own.get(theme.key),
            meeting=by_key.get(carried.get(theme.key, "")),
            is_ahead=not quarters[quarter_of(theme.month) - 1].is_over,
        )
        for theme, line in zip(themes, lines, strict=True)
    ]
    beside = [
        meeting
        for meeting in meetings
        if str(meeting.pk) not in carried.values() and meeting.month.year == year
    ]
    return ShownPlan(
        quarters=tuple(
            ShownQuarter(
                quarter,
                tuple(one for one in shown if quarter_of(one.month) == quarter.number),
                tuple(one for one in beside if quarter_of(one.month) == quarter.number),
            )
            for quarter in quarters
        ),
        dropped=tuple(row for row in rows if row.dropped_on is not None) if inside else (),
        told=told,
        is_changed=told is not None and told.lines != now,
    )


def was_held(theme: PlannedTheme) -> bool:
    """Say whether the meeting on a theme was held. Two queries."""
    year = theme.month.year
    themes = [_row_facts(row) for row in live_themes(theme.cell, year)]
    meetings = [_thematic(one) for one in _meetings(year).filter(cell=theme.cell)]
    mine = rules.carried_by(themes, meetings).get(str(theme.pk))
    return any(one.key == mine and one.was_held for one in meetings)


def waiting_themes(cell: Unit, today: date) -> list[PlannedTheme]:
    """Return the themes, of this quarter and later, for which no meeting is planned. Two queries."""
    first = _quarter_start(today)
    rows = PlannedTheme.objects.filter(cell=cell, dropped_on=None, month__gte=first)
    themes = list(rows.select_related("presenter").order_by("month", "pk"))
    meetings = Meeting.objects.filter(_called, cell=cell)
    later = meetings.filter(Q(month__gte=first) | Q(planned_theme__in=themes))
    carried = rules.carried_by(map(_row_facts, themes), map(_thematic, later.order_by(*_ORDER)))
    return [theme for theme in themes if str(theme.pk) not in carried]


def quarter_without_theme(cell: Unit, today: date) -> int | None:
    """Return the quarter of a day when the cell neither plans nor holds anything in it."""
    within = Q(month__gte=_quarter_start(today), month__lte=rules.end_of_quarter(today))
    if PlannedTheme.objects.filter(within, cell=cell, dropped_on=None).exists():
        return None
    if Meeting.objects.filter(within, _called, cell=cell).exists():
        return None
    return quarter_of(today)


def plan_rows(cells: Collection[Unit], year: int, today: date) -> list[PlanRow]:
    """Return the plans of cells as those above see them, in the order given. Three queries."""
    within = [cell.pk for cell in cells]
    told = {
        plan.cell_id: plan
        for plan in ThemePlan.objects.filter(cell__in=within, year=year).order_by("told_at", "pk")
    }
    rows = _by_cell(_themes(year).filter(cell__in=within))
    meetings = _by_cell(_meetings(year).filter(cell__in=within))
    found = []
    for cell in cells:
        plan, themes = told.get(cell.pk), rows[cell.pk]
        now = lines_of(row for row in themes if row.dropped_on is None)
        quarters = rules.thematic_quarters(
            year,
            [_facts(line, themes) for line in plan.lines] if plan else [],
            map(_thematic, meetings[cell.pk]),
            today,
        )
        is_changed = plan is not None and plan.lines != now
        found.append(PlanRow(cell, plan, is_changed, quarters))
    return found


_ORDER = ("starts_at", "pk")
_called = Q(kind=Meeting.Kind.THEMATIC) & ~Q(state=Meeting.State.CANCELLED)


def _themes(year: int) -> QuerySet[PlannedTheme]:
    rows = PlannedTheme.objects.filter(month__year=year)
    return rows.select_related("presenter").order_by("month", "pk")


def _meetings(year: int) -> QuerySet[Meeting]:
    """The thematic meetings of a year, and those of another that a theme of this one has."""
    of_year = Q(month__year=year) | Q(planned_theme__month__year=year)
    return Meeting.objects.filter(_called, of_year).order_by(*_ORDER)


def _facts(line: Line, rows: Iterable[PlannedTheme]) -> rules.ThemeFacts:
    month = date.fromisoformat(f"{line['month']}-01")
    mine = next((row for row in rows if str(row.pk) == line["key"]), None)
    return rules.ThemeFacts(line["key"], month, _meeting_key(mine))


def _row_facts(row: PlannedTheme) -> rules.ThemeFacts:
    return rules.ThemeFacts(str(row.pk), row.month, _meeting_key(row))


def _meeting_key(row: PlannedTheme | None) -> str:
    return str(row.meeting_id) if row is not None and row.meeting_id else ""


def _thematic(meeting: Meeting) -> rules.ThematicFacts:
    return rules.ThematicFacts(str(meeting.pk), meeting.month, meeting.state in WITH_ROLL)


def _quarter_start(day: date) -> date:
    return month_start(day).replace(month=3 * quarter_of(day) - 2)


def _by_cell(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.cell_id].append(row)
    return found
