"""Reads of visits: the cells an official writes slips for, slips, and who sees them."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from chibo.access.queries import offices_above, units_where
from chibo.access.rules import Ability
from chibo.base.periods import valid_on
from chibo.base.text import fold
from chibo.base.time import local_day, local_moment, month_start
from chibo.meetings.models import Meeting
from chibo.people.models import Account, Person
from chibo.people.queries import must_attend_of, own_members
from chibo.quality.models import Assessment, ScoreSheet
from chibo.quality.noted import NotedMarks
from chibo.quality.queries.sheets import InForce, parsed, sheets_for
from chibo.supervision.models import Assignment, PassedUp, Visit
from chibo.units.models import Unit, UnitName
from chibo.units.queries import existing, path

_TO_COME = (Meeting.State.PLANNED, Meeting.State.NOTICED, Meeting.State.HELD)
# How people address one another; no part of a name.
_FORMS_OF_ADDRESS = ("dong chi", "d/c", "dc", "ong", "ba", "bac", "anh", "chi", "co", "chu")


def visits_where(account: Account, on: date) -> QuerySet[Visit]:
    """Return the slips an account may read, latest first.

    Those about its own cell, those about the cells whose figures it sees, and those it wrote.
    """
    read = units_where(account, Ability.SEE_CELL, Ability.SEE_FIGURES, on=on)
    return _whole().filter(Q(cell__in=read.values("pk")) | Q(official=account.person_id))


# As the cell was called on the day of the visit.
_name_then = UnitName.objects.filter(
    Q(until=None) | Q(until__gt=OuterRef("day")),
    unit=OuterRef("cell"),
    since__lte=OuterRef("day"),
)


def _whole() -> QuerySet[Visit]:
    asked = PassedUp.objects.select_related("person", "unit").order_by("pk")
    return (
        Visit.objects.select_related("official", "cell__kind", "meeting")
        .annotate(cell_name=Subquery(_name_then.values("full_name")[:1]))
        .prefetch_related(Prefetch("passed_up", queryset=asked))
        .order_by("-day", "-pk")
    )


def slips_of(official: Person) -> QuerySet[Visit]:
    """Return the slips an official sent, latest first."""
    return _whole().filter(official=official)


def slips_about(cell: Unit) -> QuerySet[Visit]:
    """Return the slips about a cell, latest first."""
    return _whole().filter(cell=cell)


def writable_cells(account: Account, on: date) -> QuerySet[Unit]:
    """Return the cells an account may write slips for on a day, with their names, by code."""
    reach = units_where(account, Ability.WRITE_SLIP, on=on).values("pk")
    cells = existing(on).filter(pk__in=reach, kind__is_cell=True)
    return cells.select_related("kind").order_by("code")


def assigned_cells(account: Account, on: date) -> QuerySet[Unit]:
    """Return those of an account's writable cells that its person follows on a day."""
    follows = Assignment.objects.filter(valid_on(on), official=account.person_id)
    return writable_cells(account, on).filter(pk__in=follows.values("cell"))


def named(words: str, on: date) -> QuerySet[Unit]:
    """Return the units whose name of a day has some words in it, or whose code they are."""
    found = UnitName.objects.filter(valid_on(on), folded__contains=fold(words)).values("unit")
    return Unit.objects.filter(Q(pk__in=found) | Q(code__iexact=words))


def marks_waiting(official: Person) -> QuerySet[Visit]:
    """Return an official's slips whose marks can be written now: the meeting is in the book.

    Those he wrote as an assessment already are left out.
    """
    written = Assessment.objects.filter(
        meeting=OuterRef("meeting"), kind=Assessment.Kind.ATTENDING, replaced_at=None
    )
    sealed = slips_of(official).filter(meeting__state=Meeting.State.SEALED)
    return sealed.exclude(marks={}).filter(~Exists(written))


def noted_marks(meeting: Meeting, account: Account) -> NotedMarks | None:
    """Return what an account's person noted of a meeting by the score sheet, or None."""
    visit = Visit.objects.filter(meeting=meeting, official=account.person_id).first()
    if visit is None or not visit.marks:
        return None
    return NotedMarks(
        sheet=str(visit.marks["sheet"]),
        points=visit.marks["typed"],
        because=dict.fromkeys(visit.marks["typed"], visit.marks["because"]),
    )


def named_sheet(key: str) -> InForce | None:
    """Return a sheet that was put in force somewhere by its id as text; None for any other text."""
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        return None
    rows = ScoreSheet.objects.exclude(since=None).select_related("base__base")
    row = rows.filter(pk=wanted).first()
    return InForce(row, parsed(row)) if row else None


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known before a slip about a cell is written."""

    must_attend: int
    # The last slip of anybody.
    before: Visit | None
    # The sheet of the day's meeting, of a regular one where none is known.
    in_force: InForce | None


def beginnings(cells: Iterable[Unit], on: date) -> dict[int, Beginning]:
    """Return what is known of each of some cells on a day, by id. Nine queries."""
    listed = list(cells)
    keys = [cell.pk for cell in listed]
    expected = must_attend_of(keys, on)
    latest = Visit.objects.filter(cell=OuterRef("pk")).order_by("-day", "-pk").values("pk")[:1]
    last = Unit.objects.filter(pk__in=keys).annotate(last=Subquery(latest)).values("last")
    before = {visit.cell_id: visit for visit in _whole().filter(pk__in=last)}
    meetings = _meetings_on(listed, on)
    sheets = sheets_for(meetings.values())
    return {
        key: Beginning(expected[key], before.get(key), sheets[meetings[key].pk]) for key in keys
    }


def _meetings_on(cells: Iterable[Unit], on: date) -> dict[int, Meeting]:
    """The meeting of a day of each cell, by id; one that is not on record where none is known."""
    rows = _on_day(on).filter(cell__in=[cell.pk for cell in cells]).select_related("cell__kind")
    regular_last = sorted(rows, key=lambda one: one.kind == Meeting.Kind.REGULAR)
    known = {one.cell_id: one for one in regular_last}
    day = {"starts_at": local_moment(on, time.min), "month": month_start(on)}
    return {cell.pk: known.get(cell.pk) or Meeting(cell=cell, **day) for cell in cells}


@dataclass(frozen=True, slots=True)
class Followed:
    """A cell in an official's list: its next known meeting, and the last visit of anybody."""

    cell: Unit
    meeting: Meeting | None
    last: Visit | None


def followed(cells: Iterable[Unit], on: date) -> list[Followed]:
    """Return cells with their next meeting from a day on and the last visit. Two queries."""
    listed = list(cells)
    keys = [cell.pk for cell in listed]
    meetings = _next_meetings(keys, on)
    last: dict[int, Visit] = {}
    rows = Visit.objects.filter(cell__in=keys).select_related("official")
    for row in rows.order_by("day", "pk"):
        last[row.cell_id] = row
    return [Followed(cell, meetings.get(cell.pk), last.get(cell.pk)) for cell in listed]


def _next_meetings(cells: Collection[int], on: date) -> dict[int, Meeting]:
    rows = Meeting.objects.filter(
        cell__in=cells, state__in=_TO_COME, starts_at__gte=local_moment(on, time.min)
    ).exclude(kind=Meeting.Kind.COMMITTEE)
    # The earliest is written last.
    return {row.cell_id: row for row in rows.order_by("-starts_at", "-pk")}


def meeting_on(cell: Unit, day: date) -> Meeting | None:
    """Return the meeting of a cell on a day, the regular one of several; None when none is known."""
    found = list(_on_day(day).filter(cell=cell).order_by("starts_at", "pk"))
    regular = (row for row in found if row.kind == Meeting.Kind.REGULAR)
    return next(regular, found[0] if found else None)


def _on_day(day: date) -> QuerySet[Meeting]:
    """Meetings planned for or opened on a day in which one can sit; a committee's is its own."""
    since = local_moment(day, time.min)
    until = since + timedelta(days=1)
    within = Q(starts_at__gte=since, starts_at__lt=until) | Q(
        opened_at__gte=since, opened_at__lt=until
    )
    rows = Meeting.objects.filter(within).exclude(state=Meeting.State.CANCELLED)
    return rows.exclude(kind=Meeting.Kind.COMMITTEE)


def asked_of(cell: Unit, on: date) -> Unit:
    """Return the committee that answers what a cell's members pass up on a day.

    The nearest above the cell that has an office; else the one right above; a cell that stands
    alone answers itself.
    """
    offices = offices_above(cell, on)
    if offices:
        return offices[0]
    above = [unit for unit in path(cell, on) if unit.pk != cell.pk]
    return above[-1] if above else cell


def proposer(cell: Unit, name: str, on: date) -> Person | None:
    """Return the one member of a cell on a day who is called so, marks and address ignored.

    None when nobody is, or more than one.
    """
    words = fold(name)
    for address in _FORMS_OF_ADDRESS:
        words = words.removeprefix(f"{address} ")
    found = [one for one in own_members(cell, on) if fold(one.full_name) == words]
    return found[0] if len(found) == 1 else None


def visits_done(cell: Unit) -> Mapping[date, Mapping[str, int]]:
    """Return how many slips about a cell count for each month, as the facts keep it. One query."""
    rows = Visit.objects.filter(cell=cell).values_list("month").annotate(Count("pk"))
    return {month: {"visits_done": count} for month, count in rows.order_by("month")}


def slips_between(first: date, until: date) -> set[tuple[int, int, date]]:
    """Return who wrote a slip about which cell on which day of [first, until), by ids. One query."""
    rows = Visit.objects.filter(day__gte=first, day__lt=until)
    return set(rows.values_list("official", "cell", "day"))


def sat_in(meetings: Collection[Meeting]) -> set[uuid.UUID]:
    """Return the ids of those meetings that somebody wrote a slip about. One query.

    A slip that knew no meeting of its day counts for the cell's regular one of that day.
    """
    rows = Visit.objects.filter(cell__in={one.cell_id for one in meetings})
    known = set(rows.values_list("meeting", "cell", "day"))
    named = {meeting for meeting, _cell, _day in known}
    apart = {(cell, day) for meeting, cell, day in known if meeting is None}
    return {
        one.pk
        for one in meetings
        if one.pk in named
        or (one.kind == Meeting.Kind.REGULAR and (one.cell_id, _day_of(one)) in apart)
    }


def _day_of(meeting: Meeting) -> date:
    began: datetime = meeting.opened_at or meeting.starts_at
    return local_day(began)
