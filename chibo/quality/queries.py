"""Reads of score sheets, of what is on record, and of assessments."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby

from django.db.models import Max, Q, QuerySet

from chibo.base.periods import valid_on
from chibo.base.time import local_day, quarter_of
from chibo.book.models import Posting, SealedRecord
from chibo.book.record import Record, record_of
from chibo.meetings.models import Huddle, Material, Meeting, RollMark
from chibo.meetings.queries import WITH_ROLL
from chibo.people.models import Account
from chibo.quality.models import Assessment, ScoreSheet
from chibo.quality.rules.evidence import Evidence, Run
from chibo.quality.rules.from_record import Around, evidence_of
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
    """Return the sheet a meeting is scored by; None when none is in force for it.

    The one it was assessed by before; else of those in force on its day for its kind and its
    cell's kind that of the nearest unit, and of these the latest begun.
    """
    assessed = Assessment.objects.filter(meeting=meeting).select_related("sheet__base__base")
    before = assessed.order_by("written_at").first()
    if before is not None:
        return InForce(before.sheet, parsed(before.sheet))
    day = local_day(meeting.starts_at)
    depths = dict(
        Ancestry.objects.filter(valid_on(day), unit=meeting.cell_id).values_list(
            "ancestor_id", "depth"
        )
    )
    rows = (
        ScoreSheet.objects.filter(valid_on(day))
        .filter(Q(unit=None) | Q(unit__in=depths))
        .select_related("base__base")
    )

    def nearness(row: ScoreSheet) -> tuple[int, int]:
        depth = depths[row.unit_id] if row.unit_id is not None else len(depths)
        return depth, -(row.since or date.min).toordinal()

    for row in sorted(rows, key=nearness):
        sheet = parsed(row)
        if _is_for(sheet, meeting):
            return InForce(row, sheet)
    return None


def _is_for(sheet: Sheet, meeting: Meeting) -> bool:
    kinds = not sheet.cells or meeting.cell.kind_id in sheet.cells
    return kinds and meeting.kind in sheet.meetings and sheet.period == "meeting"


def current(meeting: Meeting) -> dict[str, Assessment]:
    """Return how a meeting is assessed now, by whose it is."""
    rows = Assessment.objects.filter(meeting=meeting, replaced_at=None)
    return {row.kind: row for row in rows}


def deciding(sheet: Sheet, given: Mapping[str, Assessment]) -> Assessment | None:
    """Return the assessment whose grade holds: the first of those the sheet lets decide."""
    return next((given[side] for side in sheet.decides if side in given), None)


def writers(given: Iterable[Assessment]) -> dict[str, str]:
    """Return the names of those who wrote assessments, by the name they sign in with."""
    accounts = Account.objects.filter(username__in={one.written_by for one in given})
    return {one.username: one.shown_name for one in accounts.select_related("person")}


def earlier(meeting: Meeting) -> QuerySet[Assessment]:
    """Return the assessments of a meeting that were replaced, latest first."""
    rows = Assessment.objects.filter(meeting=meeting).exclude(replaced_at=None)
    return rows.order_by("-replaced_at", "-pk")


# ---------------------------------------------------------------- evidence


def evidence_for(meeting: Meeting, at: datetime) -> Evidence:
    """Return what is on record of a meeting: as sealed, or as it stands now."""
    sealed = SealedRecord.objects.filter(meeting=meeting, kind=SealedRecord.Kind.MEETING).first()
    record: Record = json.loads(bytes(sealed.canonical)) if sealed else record_of(meeting, at)
    return evidence_of(record, arounds([meeting])[meeting.pk])


def arounds(meetings: Iterable[Meeting]) -> Mapping[object, Around]:
    """Return what is known of meetings beside their records, by id. Six queries."""
    asked = list(meetings)
    keys = [meeting.pk for meeting in asked]
    huddles = dict(Huddle.objects.filter(meeting__in=keys).values_list("meeting", "held_at"))
    posted = dict(
        Material.objects.filter(meeting__in=keys)
        .values("meeting")
        .annotate(last=Max("posted_at"))
        .values_list("meeting", "last")
    )
    sealed = dict(
        SealedRecord.objects.filter(meeting__in=keys, kind=SealedRecord.Kind.MEETING).values_list(
            "meeting", "sealed_at"
        )
    )
    on_handbook = dict(Posting.objects.filter(meeting__in=keys).values_list("meeting", "posted_on"))
    years = _Years(asked)
    return {
        meeting.pk: Around(
            huddle_on=_day(huddles.get(meeting.pk)),
            noticed_at=meeting.noticed_at,
            documents_at=posted.get(meeting.pk),
            sealed_on=_day(sealed.get(meeting.pk)),
            posted_on=on_handbook.get(meeting.pk),
            with_theme=years.has_theme(meeting),
            themes_on=years.themes_of_quarter(meeting),
            excused_runs=years.excused_runs(meeting),
            beside=years.beside(meeting),
        )
        for meeting in asked
    }


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None


class _Years:
    """The meetings of some cells over the years of some meetings, and who was excused."""

    def __init__(self, asked: list[Meeting]) -> None:
        cells = {meeting.cell_id for meeting in asked}
        years = {meeting.month.year for meeting in asked}
        rows = (
            Meeting.objects.filter(cell__in=cells, month__year__in=years)
            .exclude(state=Meeting.State.CANCELLED)
            .only("cell", "kind", "state", "month", "starts_at", "opened_at", "ended_at")
            .order_by("starts_at", "pk")
        )
        self._meetings: dict[tuple[int, int], list[Meeting]] = {}
        for row in rows:
            self._meetings.setdefault((row.cell_id, row.month.year), []).append(row)
        regular = [
            row.pk for row in rows if row.kind == Meeting.Kind.REGULAR and row.state in WITH_ROLL
        ]
        marks = (
            RollMark.objects.filter(meeting__in=regular)
            .order_by("meeting", "pk")
            .values_list("meeting", "person", "person__full_name", "mark")
        )
        self._marks = {key: list(lines) for key, lines in groupby(marks, key=lambda line: line[0])}

    def _of(self, meeting: Meeting) -> list[Meeting]:
        return self._meetings.get((meeting.cell_id, meeting.month.year), [])

    def _themes(self, meeting: Meeting) -> list[Meeting]:
        return [row for row in self._of(meeting) if row.kind == Meeting.Kind.THEMATIC]

    def has_theme(self, meeting: Meeting) -> bool:
        """Say whether a thematic meeting belongs to the month."""
        return any(row.month == meeting.month for row in self._themes(meeting))

    def themes_of_quarter(self, meeting: Meeting) -> tuple[date, ...]:
        """Return the days of the thematic meetings held in the quarter up to a meeting."""
        quarter = quarter_of(meeting.month)
        return tuple(
            local_day(row.starts_at)
            for row in self._themes(meeting)
            if row.state in WITH_ROLL
            and quarter_of(row.month) == quarter
            and row.starts_at <= meeting.starts_at
        )

    def excused_runs(self, meeting: Meeting) -> tuple[Run, ...]:
        """Return each member's longest run of excused absences in the year up to a meeting."""
        now: dict[int, int] = {}
        longest: dict[int, int] = {}
        names: dict[int, str] = {}
        for row in self._of(meeting):
            if row.pk not in self._marks or row.starts_at > meeting.starts_at:
                continue
            for _key, person, name, mark in self._marks[row.pk]:
                now[person] = now.get(person, 0) + 1 if mark == RollMark.Mark.EXCUSED else 0
                longest[person] = max(longest.get(person, 0), now[person])
                names[person] = name
        return tuple(Run(names[person], run) for person, run in longest.items() if run)

    def beside(self, meeting: Meeting) -> tuple[datetime, datetime | None] | None:
        """Return when the other half of a combined evening sat; see meetings.queries.beside."""
        halves = {Meeting.Kind.REGULAR, Meeting.Kind.THEMATIC}
        if meeting.kind not in halves:
            return None
        day = local_day(meeting.starts_at)
        for row in self._of(meeting):
            other = row.pk != meeting.pk and row.kind in halves and row.kind != meeting.kind
            if other and row.opened_at is not None and local_day(row.starts_at) == day:
                return row.opened_at, row.ended_at
        return None
