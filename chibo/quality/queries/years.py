"""What is on record of a cell's year, by which sheet it is scored, and how it was."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import QuerySet

from chibo.book.models import SealedRecord
from chibo.meetings.models import Meeting
from chibo.quality.models import ScoreSheet, YearAssessment
from chibo.quality.queries.sheets import InForce, nearest, parsed
from chibo.quality.rules.evidence import MeetingOfYear, YearEvidence
from chibo.quality.rules.from_record import Around, evidence_of
from chibo.quality.rules.sheets import Sheet
from chibo.quality.rules.years import meeting_of_year, months_due
from chibo.units.models import Ancestry, Unit


def year_evidence(cell: Unit, year: int, today: date) -> YearEvidence:
    """Return what the book has of a cell's year. One query."""
    return years_evidence([cell], year, today)[cell.pk]


def years_evidence(cells: Iterable[Unit], year: int, today: date) -> Mapping[int, YearEvidence]:
    """Return what the book has of a year of some cells, by their ids. One query.

    today: months that are not over then owe no meeting yet. A committee's own meetings are not of
    the cell's year.
    """
    asked = {cell.pk: cell for cell in cells}
    meetings: dict[int, list[MeetingOfYear]] = {key: [] for key in asked}
    pages = (
        SealedRecord.objects.filter(
            cell__in=asked,
            kind=SealedRecord.Kind.MEETING,
            meeting__month__gte=date(year, 1, 1),
            meeting__month__lt=date(year + 1, 1, 1),
        )
        .exclude(meeting__kind=Meeting.Kind.COMMITTEE)
        .order_by("cell", "meeting__starts_at", "meeting")
        .values_list("cell", "meeting", "meeting__month", "canonical")
    )
    # Page by page: the records of a district do not fit beside each other.
    for cell, meeting, month, canonical in pages.iterator(chunk_size=100):
        of = evidence_of(json.loads(bytes(canonical)), Around())
        meetings[cell].append(meeting_of_year(str(meeting), month.month, of))
    return {
        key: YearEvidence(year, _due(cell, year, today, meetings[key]), tuple(meetings[key]))
        for key, cell in asked.items()
    }


def _due(cell: Unit, year: int, today: date, meetings: list[MeetingOfYear]) -> tuple[int, ...]:
    met = {one.month for one in meetings if one.kind == Meeting.Kind.REGULAR}
    return months_due(year, since=cell.since, until=cell.until, today=today, met=met)


def sheet_for_year(cell: Unit, year: int, today: date) -> InForce | None:
    """Return the annual sheet a cell's year is scored by; None when there is none. Three queries.

    The one it was assessed by before; else of those in force on the year's last day, or today
    within it, or on the last day of a cell that ended before, the nearest unit's.
    """
    before = (
        YearAssessment.objects.filter(cell=cell, year=year)
        .select_related("sheet__base__base")
        .order_by("-written_at", "-pk")
        .first()
    )
    if before is not None:
        return InForce(before.sheet, parsed(before.sheet))
    rows = ScoreSheet.objects.exclude(since=None).select_related("base__base")
    above = Ancestry.objects.filter(unit=cell)
    return nearest(day_of_year(cell, year, today), rows, above, lambda one: _is_for(one, cell))


def day_of_year(cell: Unit, year: int, today: date) -> date:
    """Return the day of a year on which its sheet is asked for; see `sheet_for_year`."""
    last = min(date(year, 12, 31), today)
    return last if cell.until is None else min(last, cell.until - timedelta(days=1))


def _is_for(sheet: Sheet, cell: Unit) -> bool:
    return sheet.period == "year" and (not sheet.cells or cell.kind_id in sheet.cells)


def current(cell: Unit, year: int) -> dict[str, YearAssessment]:
    """Return how a cell's year is assessed now, by whose it is."""
    rows = YearAssessment.objects.filter(cell=cell, year=year, replaced_at=None)
    return {row.kind: row for row in rows}


def earlier(cell: Unit, year: int) -> QuerySet[YearAssessment]:
    """Return the assessments of a cell's year that were replaced, latest first."""
    rows = YearAssessment.objects.filter(cell=cell, year=year).exclude(replaced_at=None)
    return rows.order_by("-replaced_at", "-pk")
