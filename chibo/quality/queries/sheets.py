"""Which sheet a meeting is scored by."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chibo.base.periods import covers
from chibo.base.time import local_day
from chibo.meetings.models import Meeting
from chibo.quality.models import Assessment, ScoreSheet
from chibo.quality.rules.reading import read
from chibo.quality.rules.sheets import Sheet
from chibo.units.models import Ancestry


@dataclass(frozen=True, slots=True)
class InForce:
    """A sheet as it is read, with its row."""

    row: ScoreSheet
    sheet: Sheet


def parsed(row: ScoreSheet) -> Sheet:
    """Return a row's sheet. Its text was checked before it was put in force."""
    return _parsed(row.text, tuple(_bases(row)))


def _bases(row: ScoreSheet) -> Iterable[tuple[str, str]]:
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
