"""Reads of the book."""

import json
import uuid
from datetime import date

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Min, QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.book.models import MonthlyFacts, SealedRecord
from chibo.book.rules import Finding, Flaw, Page, digest, findings
from chibo.meetings import queries as meetings
from chibo.meetings.models import AgendaItem, Meeting, RecordPage, Vote
from chibo.meetings.rules import Gap, ItemFacts, MeetingFacts, gaps
from chibo.people.models import Account
from chibo.resolutions.models import Resolution
from chibo.units.models import Unit


def records_where(account: Account, on: date) -> QuerySet[SealedRecord]:
    """Return the sealed records an account may read, by cell, latest first.

    Those of its own cell, and, as what goes up, those of the units whose figures it sees.
    """
    read = units_where(account, Ability.SEE_CELL, Ability.SEE_FIGURES, on=on)
    return (
        SealedRecord.objects.filter(cell__in=read.values("pk"))
        .select_related("cell", "meeting__cell__kind")
        .order_by("cell__code", "-sequence")
    )


def book_of(cell: Unit) -> QuerySet[SealedRecord]:
    """Return the pages of a cell's book, latest first."""
    return (
        SealedRecord.objects.filter(cell=cell)
        .select_related("meeting")
        .defer("canonical")
        .order_by("-sequence")
    )


def books(using: str = DEFAULT_DB_ALIAS) -> QuerySet[Unit]:
    """Return the cells that have a book, by code.

    using: the database to read, when it is not the one Chibo runs on.
    """
    begun = SealedRecord.objects.using(using).order_by().values("cell")
    return Unit.objects.using(using).filter(pk__in=begun).order_by("code")


def flawed_lately(count: int) -> list[str]:
    """Return the codes of the cells in whose books the pages entered last do not hold together.

    count: how many pages to look at, of all books together. `chibo book verify` looks at all.
    """
    latest = SealedRecord.objects.order_by("-sealed_at", "-pk")[:count]
    since: dict[int, int] = {}
    for row in latest.only("cell", "sequence"):
        since[row.cell_id] = min(row.sequence, since.get(row.cell_id, row.sequence))
    flawed = []
    for cell in Unit.objects.filter(pk__in=since).order_by("code"):
        pages = pages_of(cell, since=since[cell.pk] - 1)
        before = pages.pop(0) if pages[0].sequence < since[cell.pk] else None
        if findings(pages, before):
            flawed.append(cell.code)
    return flawed


def pages_of(cell: Unit, using: str = DEFAULT_DB_ALIAS, *, since: int = 1) -> list[Page]:
    """Return the pages of a cell's book as they are stored, first to last.

    since: the number of the first page wanted.
    """
    rows = SealedRecord.objects.using(using).filter(cell=cell.pk, sequence__gte=since)
    return [
        Page(row.sequence, bytes(row.canonical), row.sha256, row.previous_sha256)
        for row in rows.order_by("sequence").iterator()
    ]


def photograph_findings(cell: Unit) -> list[Finding]:
    """Return the pages of a book whose photographed pages are not as they were sealed."""
    attached = set(RecordPage.objects.filter(meeting__cell=cell).values_list("meeting", flat=True))
    rows = SealedRecord.objects.filter(cell=cell, kind=SealedRecord.Kind.MEETING)
    return [
        Finding(row.sequence, Flaw.PHOTOGRAPH)
        for row in rows.select_related("meeting").order_by("sequence").iterator()
        # Few meetings have any; the others are not read as JSON.
        if (row.meeting_id in attached or b'"pages":[' in bytes(row.canonical))
        and _kept_by_hash(row) != _sealed_by_hash(row)
    ]


def _sealed_by_hash(row: SealedRecord) -> list[str]:
    try:
        pages = json.loads(bytes(row.canonical)).get("pages", [])
    except ValueError:
        return []  # the chain itself says that it cannot be read
    return [page["sha256"] for page in pages]


def _kept_by_hash(row: SealedRecord) -> list[str]:
    found = []
    for page in meetings.pages_of(row.meeting):
        try:
            with page.file.open() as kept:
                found.append(digest(kept.read()))
        except OSError:
            found.append("")
    return found


def minutes_of(meeting_id: uuid.UUID) -> SealedRecord | None:
    """Return the sealed minutes of a meeting, or None."""
    return SealedRecord.objects.filter(meeting=meeting_id, kind=SealedRecord.Kind.MEETING).first()


def first_month_in_book() -> date | None:
    """Return the first month of which anything is in any book here; what came before is not known."""
    in_book = MonthlyFacts.objects.exclude(path="")
    first: date | None = in_book.aggregate(first=Min("month"))["first"]
    return first


def facts_of_year(cell: Unit, year: int) -> dict[int, MonthlyFacts]:
    """Return a cell's monthly facts of a year by month 1..12, of which something is in the book."""
    rows = MonthlyFacts.objects.exclude(path="").filter(
        cell=cell, month__gte=date(year, 1, 1), month__lt=date(year + 1, 1, 1)
    )
    return {row.month.month: row for row in rows}


def closing_gaps(meeting: Meeting) -> list[Gap]:
    """Return what a held meeting still lacks before its minutes can be closed."""
    roll = meetings.roll_of(meeting, meeting.ended_at or meeting.starts_at)
    items = meetings.agenda(meeting).filter(part=AgendaItem.Part.BODY)
    facts = MeetingFacts(
        has_chair=meeting.chair_id is not None,
        has_meeting_secretary=meeting.meeting_secretary_id is not None,
        uncalled=tuple(
            (str(line.member.person.pk), line.member.person.full_name)
            for line in roll.lines_in("uncalled")
        ),
        present=roll.attended,
        needed=roll.needed,
        items=tuple(
            ItemFacts(
                key=str(item.pk),
                name=item.title,
                has_conclusion=bool(item.conclusion),
                needs_vote=item.needs_vote,
                has_vote=bool(item.votes.all()),
            )
            for item in items.prefetch_related("votes")
        ),
        unvoted_resolution=_unvoted_resolution(meeting),
        read_back=meeting.read_back,
        approved=meeting.approved,
    )

    return gaps(facts)


def _unvoted_resolution(meeting: Meeting) -> str:
    """Return the key of the closing part when a resolution was drafted and not voted on."""
    drafted = Resolution.objects.filter(meeting=meeting).exclude(text="")
    voted = Vote.objects.filter(item__meeting=meeting, on=Vote.On.RESOLUTION)
    if not drafted.exists() or voted.exists():
        return ""
    closing = meetings.agenda(meeting).filter(part=AgendaItem.Part.CLOSING).first()
    return str(closing.pk) if closing else ""
