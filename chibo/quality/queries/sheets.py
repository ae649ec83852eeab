"""Which sheet a meeting is scored by."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from django.db.models import Q, QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.periods import covers, valid_on
from chibo.base.time import local_day, local_moment
from chibo.meetings.models import Meeting
from chibo.people.models import Account
from chibo.quality.models import Assessment, ScoreSheet
from chibo.quality.rules.checking import check
from chibo.quality.rules.findings import Finding
from chibo.quality.rules.reading import read
from chibo.quality.rules.sheets import Sheet
from chibo.units.models import Ancestry, Unit


@dataclass(frozen=True, slots=True)
class InForce:
    """A sheet as it is read, with its row."""

    row: ScoreSheet
    sheet: Sheet


def parsed(row: ScoreSheet) -> Sheet:
    """Return a row's sheet. Its text was read before it was kept."""
    return _parsed(row.text, tuple(bases_of(row)))


def findings_of(row: ScoreSheet) -> list[Finding]:
    """Return what is wrong or open in a sheet."""
    return check(read(row.text, dict(bases_of(row)).get))


def bases_of(row: ScoreSheet) -> Iterable[tuple[str, str]]:
    """Return the keys and texts of the sheets one goes on with, the next one first."""
    base = row.base
    while base is not None:
        yield base.key, base.text
        base = base.base


@lru_cache(maxsize=64)
def _parsed(text: str, bases: tuple[tuple[str, str], ...]) -> Sheet:
    return read(text, dict(bases).get).sheet


def sheet_for(meeting: Meeting) -> InForce | None:
    """Return the sheet a meeting is scored by; None when none is in force for it."""
    return sheets_for([meeting])[meeting.pk]


def sheets_for(meetings: Iterable[Meeting]) -> Mapping[uuid.UUID, InForce | None]:
    """Return the sheets meetings are scored by, by id. Three queries; wants cells with them.

    The one a meeting was assessed by before; else of those in force on its day for its kind and
    its cell's kind that of the nearest unit, and of these the latest begun.
    """
    asked = list(meetings)
    assessed = Assessment.objects.filter(meeting__in=[one.pk for one in asked])
    before = {
        one.meeting_id: one.sheet
        for one in assessed.select_related("sheet__base__base").order_by("-written_at")
    }
    rows = list(ScoreSheet.objects.exclude(since=None).select_related("base__base"))
    lines = list(Ancestry.objects.filter(unit__in={one.cell_id for one in asked}))
    return {
        one.pk: InForce(before[one.pk], parsed(before[one.pk]))
        if one.pk in before
        else _nearest(one, rows, [line for line in lines if line.unit_id == one.cell_id])
        for one in asked
    }


def _nearest(
    meeting: Meeting, rows: Iterable[ScoreSheet], above: Iterable[Ancestry]
) -> InForce | None:
    day = local_day(meeting.starts_at)
    return nearest(day, rows, above, lambda sheet: _is_for(sheet, meeting))


def nearest(
    day: date,
    rows: Iterable[ScoreSheet],
    above: Iterable[Ancestry],
    fits: Callable[[Sheet], bool],
) -> InForce | None:
    """Return the first fitting sheet in force on a day: the nearest unit's, then the latest begun.

    above: the lines of ancestry of the cell.
    """
    depths = {line.ancestor_id: line.depth for line in above if covers(line.since, line.until, day)}

    def nearness(row: ScoreSheet) -> tuple[int, int]:
        depth = len(depths) if row.unit_id is None else depths[row.unit_id]
        return depth, -(row.since or date.min).toordinal()

    here = (
        row
        for row in rows
        if covers(row.since, row.until, day) and (row.unit_id is None or row.unit_id in depths)
    )
    found = (InForce(row, parsed(row)) for row in sorted(here, key=nearness))
    return next((one for one in found if fits(one.sheet)), None)


def _is_for(sheet: Sheet, meeting: Meeting) -> bool:
    kinds = not sheet.cells or meeting.cell.kind_id in sheet.cells
    return kinds and meeting.kind in sheet.meetings and sheet.period == "meeting"


# ---------------------------------------------------------------- writing sheets


def kept_by(account: Account, on: date) -> QuerySet[ScoreSheet]:
    """Return the sheets an account may change, put in force and end."""
    reach = units_where(account, Ability.KEEP_SHEETS, on=on)
    return ScoreSheet.objects.filter(unit__in=reach.values("pk"))


def seen_by(account: Account, on: date) -> QuerySet[ScoreSheet]:
    """Return the sheets an account may read: its own drafts, and all that bind or came with us."""
    own = kept_by(account, on).values("pk")
    return ScoreSheet.objects.filter(Q(pk__in=own) | Q(unit=None) | ~Q(since=None))


def in_force_at(unit: Unit, on: date) -> QuerySet[ScoreSheet]:
    """Return the sheets in force, now or later, for cells at or below a unit; the latest first."""
    lines = Ancestry.objects.filter(valid_on(on))
    near = Q(unit__in=lines.filter(unit=unit).values("ancestor"))
    near |= Q(unit__in=lines.filter(ancestor=unit).values("unit")) | Q(unit=None)
    rows = ScoreSheet.objects.filter(near).exclude(since=None).exclude(until__lte=on)
    return rows.select_related("unit", "base__base").order_by("-since", "title", "pk")


def drafts_at(unit: Unit, on: date) -> QuerySet[ScoreSheet]:
    """Return the sheets being written for cells at or below a unit, by title."""
    below = Ancestry.objects.filter(valid_on(on), ancestor=unit)
    rows = ScoreSheet.objects.filter(unit__in=below.values("unit"), since=None)
    return rows.select_related("unit", "base__base").order_by("title", "pk")


def shipped_sheets() -> QuerySet[ScoreSheet]:
    """Return the sheets that came with the program, by title."""
    rows = ScoreSheet.objects.filter(unit=None)
    return rows.select_related("base__base").order_by("title", "pk")


def last_sealed(sheet: Sheet, unit: Unit, since: date) -> date | None:
    """Return the latest day from `since` on of a meeting in the book that a sheet would score.

    Of the cells below a unit on the meeting's day; None where there is none.
    """
    if sheet.period != "meeting":
        return None
    cells = Ancestry.objects.filter(ancestor=unit)
    if sheet.cells:
        cells = cells.filter(unit__kind__in=sheet.cells)
    rows = (
        Meeting.objects.filter(
            cell__in=cells.values("unit"),
            state=Meeting.State.SEALED,
            kind__in=sheet.meetings,
            starts_at__gte=local_moment(since, time.min),
        )
        .order_by("-starts_at", "-pk")
        .values_list("cell", "starts_at")
    )
    lines: dict[int, list[Ancestry]] = {}
    for line in cells:
        lines.setdefault(line.unit_id, []).append(line)
    days = ((cell, local_day(starts)) for cell, starts in rows.iterator())
    return next(
        (
            day
            for cell, day in days
            if any(covers(line.since, line.until, day) for line in lines[cell])
        ),
        None,
    )
