"""What is on record of meetings: their records, and what lies around them."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import Max

from chibo.base.time import local_day, quarter_of
from chibo.book.models import Posting, SealedRecord
from chibo.book.record import record_of
from chibo.meetings.models import Huddle, Material, Meeting, RollMark
from chibo.meetings.queries import WITH_ROLL
from chibo.quality.presence import known_presence
from chibo.quality.rules.evidence import Evidence, Run
from chibo.quality.rules.from_record import Around, evidence_of


def evidence_for(meeting: Meeting, at: datetime) -> Evidence:
    """Return what is on record of a meeting: as sealed, or as it stands now."""
    sealed = evidence_of_sealed([meeting])
    if meeting.pk in sealed:
        return sealed[meeting.pk]
    around = replace(arounds([meeting])[meeting.pk], now=at)
    return evidence_of(record_of(meeting, at), around)


def evidence_of_sealed(meetings: Iterable[Meeting]) -> Mapping[uuid.UUID, Evidence]:
    """Return what is on record of those meetings that are in the book, by id.

    Seven queries, and one of each room that knows who sat in.
    """
    asked = {meeting.pk: meeting for meeting in meetings}
    pages = SealedRecord.objects.filter(meeting__in=asked, kind=SealedRecord.Kind.MEETING)
    records = {page.meeting_id: json.loads(bytes(page.canonical)) for page in pages}
    around = arounds(asked[key] for key in records)
    return {key: evidence_of(record, around[key]) for key, record in records.items()}


def arounds(meetings: Iterable[Meeting]) -> Mapping[uuid.UUID, Around]:
    """Return what is known of meetings beside their records, by id.

    Six queries, and one of each room that knows who sat in.
    """
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
    visited = known_presence(asked)
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
            superior_present=True if meeting.pk in visited else None,
            beside=years.beside(meeting),
        )
        for meeting in asked
    }


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None


def runs_before(meetings: Iterable[Meeting]) -> Mapping[uuid.UUID, Mapping[int, "RunSoFar"]]:
    """Return how runs of excused absences stood when meetings began, by id and person."""
    asked = list(meetings)
    years = _Years(asked)
    return {meeting.pk: years.runs_before(meeting) for meeting in asked}


@dataclass(frozen=True, slots=True)
class RunSoFar:
    """How many meetings running a member is absent with a reason now, and was at the longest."""

    name: str
    now: int
    longest: int


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
        runs = self._runs(meeting, with_it=True).values()
        return tuple(Run(one.name, one.longest) for one in runs if one.longest)

    def runs_before(self, meeting: Meeting) -> Mapping[int, "RunSoFar"]:
        """Return how each member's runs stood in the year when a meeting began, by person."""
        return self._runs(meeting, with_it=False)

    def _runs(self, meeting: Meeting, *, with_it: bool) -> dict[int, "RunSoFar"]:
        found: dict[int, RunSoFar] = {}
        for row in self._of(meeting):
            later = row.starts_at > meeting.starts_at or (row.pk == meeting.pk and not with_it)
            if row.pk not in self._marks or later:
                continue
            for _key, person, name, mark in self._marks[row.pk]:
                before = found.get(person)
                now = before.now + 1 if before else 1
                now = now if mark == RollMark.Mark.EXCUSED else 0
                found[person] = RunSoFar(name, now, max(now, before.longest if before else 0))
        return found

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
