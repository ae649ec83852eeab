"""The thematic plan: its themes, their moving and letting go, and telling the superior."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.seen import fingerprint
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.meetings import rules, thematic
from chibo.meetings.actions.guards import CannotChange
from chibo.meetings.actions.opening import NotOfCell
from chibo.meetings.models import AgendaItem, Meeting, PlannedTheme, Preparation, ThemePlan
from chibo.people.models import Person
from chibo.people.queries import members_of
from chibo.units.models import Unit


class YearOver(CannotChange):
    """The plan of that year is not written any more, or not yet."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class OutsideYear(CannotChange):
    """A theme moves only within the year of its plan; next year's plan is another."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class NeedsThemeReason(CannotChange):
    """Moving a theme or letting it go needs a reason."""


class ThemeHeld(CannotChange):
    """The meeting on this theme was held."""


class ThemeDropped(CannotChange):
    """The theme was let go."""


class ThemeTaken(CannotChange):
    """Another meeting is planned for this theme, or it is not of this cell."""


class StaleTheme(CannotChange):
    """Someone saved this theme since the form was shown; nothing was written."""


class NothingToTell(CannotChange):
    """A plan without a theme tells nobody anything."""


class AlreadyTold(CannotChange):
    """The superior was told, and nothing has changed since."""

    def __init__(self, plan: ThemePlan) -> None:
        super().__init__(str(plan.pk))
        self.plan = plan


def plan_theme(
    *,
    cell: Unit,
    month: date,
    title: str,
    by: str,
    at: datetime,
    presenter: Person | None = None,
    note: str = "",
) -> PlannedTheme:
    """Put a theme into a cell's plan.

    month: its first day. presenter: a member of the cell today, or nobody yet.

    Raises YearOver or NotOfCell; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        _check(cell, month.year, presenter, local_day(at))
        theme = PlannedTheme.objects.create(
            cell=cell,
            month=month,
            first_month=month,
            title=nfc(title),
            presenter=presenter,
            note=nfc(note),
        )
        record("theme.planned", theme, by=by, at=at, unit_code=cell.code)
    return theme


def change_theme(
    *,
    theme_id: uuid.UUID,
    month: date,
    title: str,
    presenter: Person | None,
    note: str,
    because: str,
    by: str,
    at: datetime,
    seen: str = "",
) -> PlannedTheme:
    """Change a theme's words, presenter or month; the month first planned is kept.

    because: why not the month first planned; kept only then. seen: fingerprint of the theme as
    the form showed it.

    Raises StaleTheme, ThemeDropped, ThemeHeld, OutsideYear, YearOver, NotOfCell or
    NeedsThemeReason; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        theme = _locked(theme_id)
        if seen and seen != fingerprint(*seen_of_theme(theme)):
            raise StaleTheme
        if month.year != theme.month.year:
            raise OutsideYear(theme.month.year)
        # Who presented it and has left since stays named.
        newcomer = presenter if presenter is None or presenter.pk != theme.presenter_id else None
        _check(theme.cell, month.year, newcomer, local_day(at))
        if month != theme.first_month and not because.strip():
            raise NeedsThemeReason
        if month != theme.month:
            # The meeting planned for it stays where it was.
            theme.meeting = None
        theme.month = month
        theme.moved_because = nfc(because) if month != theme.first_month else ""
        theme.title = nfc(title)
        theme.presenter = presenter
        theme.note = nfc(note)
        fields = ["month", "moved_because", "title", "presenter", "note", "meeting"]
        theme.save(update_fields=fields)
        record("theme.changed", theme, by=by, at=at, unit_code=theme.cell.code)
    return theme


def seen_of_theme(theme: PlannedTheme) -> tuple[object, ...]:
    """Return what a form that changes a theme shows of it."""
    return theme.month, theme.moved_because, theme.title, theme.presenter_id, theme.note


def let_theme_go(*, theme_id: uuid.UUID, because: str, by: str, at: datetime) -> PlannedTheme:
    """Let a theme go, with the reason; it stays in the plan as let go.

    Raises ThemeDropped, ThemeHeld or NeedsThemeReason; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        theme = _locked(theme_id)
        if not because.strip():
            raise NeedsThemeReason
        theme.dropped_on = local_day(at)
        theme.dropped_because = nfc(because)
        theme.save(update_fields=["dropped_on", "dropped_because"])
        record("theme.let_go", theme, by=by, at=at, unit_code=theme.cell.code)
    return theme


def tell_plan(*, cell: Unit, year: int, by: str, at: datetime) -> ThemePlan:
    """Tell the superior the plan of a year as it stands; what was told before is kept.

    Raises NothingToTell or AlreadyTold; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        # Two who tell at once queue here.
        Unit.objects.select_for_update().get(pk=cell.pk)
        lines = thematic.lines_of(thematic.live_themes(cell, year))
        before = thematic.told_of(cell, year)
        if before is not None and before.lines == lines:
            raise AlreadyTold(before)
        if not lines and before is None:
            raise NothingToTell
        plan = ThemePlan.objects.create(cell=cell, year=year, lines=lines, told_at=at, told_by=by)
        record("theme_plan.told", plan, by=by, at=at, unit_code=cell.code, year=year)
    return plan


@dataclass(frozen=True, slots=True)
class Carries:
    """The theme that a new meeting carries out. what, due_on: what its presenter prepares by when."""

    theme_id: uuid.UUID
    what: str
    due_on: date


def carry(meeting: Meeting, carries: Carries) -> None:
    """Let a meeting just planned carry out a theme; its presenter prepares it.

    For an action inside its transaction. Who is no member on the day of the meeting is asked for
    nothing.

    Raises ThemeTaken.
    """
    themes = PlannedTheme.objects.select_for_update(of=("self",))
    theme = themes.select_related("meeting", "presenter").get(pk=carries.theme_id)
    other = theme.meeting is not None and theme.meeting.state != Meeting.State.CANCELLED
    if other or theme.cell_id != meeting.cell_id or theme.dropped_on is not None:
        raise ThemeTaken
    theme.meeting = meeting
    theme.save(update_fields=["meeting"])
    day = local_day(meeting.starts_at)
    if theme.presenter is None or not _is_member(theme.presenter, meeting.cell, day):
        return
    Preparation.objects.create(
        meeting=meeting, what=nfc(carries.what)[:200], person=theme.presenter, due_on=carries.due_on
    )
    body = meeting.items.filter(part=AgendaItem.Part.BODY, reason=AgendaItem.Reason.TEMPLATE)
    first = body.order_by("position", "pk").first()
    if first is not None:
        first.presenter = theme.presenter
        first.save(update_fields=["presenter"])


def _locked(theme_id: uuid.UUID) -> PlannedTheme:
    """Return a theme locked for writing, neither let go nor held."""
    rows = PlannedTheme.objects.select_for_update(of=("self",)).select_related("cell")
    theme = rows.get(pk=theme_id)
    if theme.dropped_on is not None:
        raise ThemeDropped
    if thematic.was_held(theme):
        raise ThemeHeld
    return theme


def _check(cell: Unit, year: int, presenter: Person | None, today: date) -> None:
    if not rules.is_year_open(year, today):
        raise YearOver(year)
    if presenter is not None and not _is_member(presenter, cell, today):
        raise NotOfCell(presenter)


def _is_member(person: Person, cell: Unit, on: date) -> bool:
    return any(member.person.pk == person.pk for member in members_of(cell, on))
