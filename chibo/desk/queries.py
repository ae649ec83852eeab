"""What lies on a person's desk today, gathered from all rooms."""

from datetime import date

from django.db.models import QuerySet

from chibo.audit.models import Entry
from chibo.base.templatetags.words import clock
from chibo.base.time import local_day, month_start
from chibo.book.models import MonthlyFacts
from chibo.desk import rules
from chibo.desk.backup.making import MADE
from chibo.desk.rules import Due, Duty, MeetingDeadlines, meeting_duty
from chibo.guidance.names import Name
from chibo.guidance.queries import values_for
from chibo.meetings import queries as meetings
from chibo.meetings.models import Entrustment, Meeting, Preparation
from chibo.meetings.rules import end_of_quarter
from chibo.meetings.thematic import quarter_without_theme
from chibo.people.models import Person
from chibo.reports.queries.requests import open_answers
from chibo.resolutions.models import Task
from chibo.resolutions.queries import open_tasks, tasks_owned
from chibo.supervision.queries import following as supervision
from chibo.units.models import Unit
from chibo.units.queries import names_by_code


def last_backup() -> date | None:
    """Return the day of the last backup, or None when there was none."""
    last = Entry.objects.filter(verb=MADE).order_by("-at").values_list("at", flat=True).first()
    return local_day(last) if last else None


def days_without_backup(today: date) -> int | None:
    """Return for how many days nothing was backed up, or None when that is not too long."""
    first = Entry.objects.order_by("at").values_list("at", flat=True).first()
    return rules.days_without_backup(last_backup(), local_day(first) if first else None, today)


def duties_of_cell(cell: Unit, meeting: Meeting | None, today: date) -> list[Duty]:
    """Return what is due from a cell's committee, soonest first."""
    found: list[Duty] = []
    if meeting is None:
        found.append(Duty(Due.PLAN, today, cell.code))
    else:
        values = values_for(cell, local_day(meeting.starts_at))
        notice, seal = values.get(Name.NOTICE_DAYS), values.get(Name.SEAL_DAYS)
        duty = meeting_duty(
            MeetingDeadlines(
                key=str(meeting.pk),
                state=meeting.state,
                day=local_day(meeting.starts_at),
                notice_days=int(notice.value) if notice else None,
                seal_days=int(seal.value) if seal else None,
            )
        )
        found += [duty] if duty else []
        found += [
            Duty(Due.PREPARATION, row.due_on, str(meeting.pk), row.what, row.person.full_name)
            for row in _preparations(meeting)
        ]
    found += [_task_duty(task) for task in open_tasks(cell)]
    found += [
        Duty(
            Due.REQUEST,
            row.request.due_on,
            f"{row.request_id}/{cell.code}",
            row.request.question,
        )
        for row in open_answers([cell.pk])
    ]
    quarter = quarter_without_theme(cell, today)
    if quarter is not None:
        found.append(Duty(Due.THEME, end_of_quarter(today), cell.code, str(quarter)))
    return sorted(found, key=lambda duty: (duty.by, duty.what, duty.key))


def unconfirmed(cell: Unit) -> QuerySet[Entrustment]:
    """Return what an office wrote down as asked for by this cell, and nobody confirmed yet."""
    return Entrustment.objects.filter(
        meeting__cell=cell, confirmed_at=None, ended_at=None
    ).select_related("meeting", "consented_by")


def duties_of_person(person: Person, today: date) -> list[Duty]:
    """Return what one member has promised and not done yet, soonest first."""
    tasks = [_task_duty(task) for task in tasks_owned(person)]
    asked = Preparation.objects.filter(
        person=person, done_on=None, meeting__starts_at__date__gte=today
    ).exclude(meeting__state=Meeting.State.CANCELLED)
    found = tasks + [
        Duty(Due.PREPARATION, row.due_on, str(row.meeting_id), row.what)
        for row in asked.order_by("due_on", "pk")
    ]
    return sorted(found, key=lambda duty: (duty.by, duty.key))


def duties_of_official(official: Person, today: date) -> list[Duty]:
    """Return what is due from an official in the cells he follows, soonest first.

    What a visit left to be looked at again, the meetings of the coming seven days, and cells in
    which nobody has sat in this quarter. Nothing for who follows none. Four queries.
    """
    visits = list(supervision.follow_ups_of(official))
    meetings_ahead = list(supervision.meetings_ahead(official, today))
    not_visited = list(supervision.not_visited(official, today))
    codes = {row.cell.code for row in visits} | {row.cell.code for row in meetings_ahead}
    names = names_by_code(codes, today) if codes else {}
    found = [
        Duty(
            Due.FOLLOW_UP,
            row.follow_up_on or today,
            str(row.pk),
            row.follow_up,
            names[row.cell.code],
        )
        for row in visits
    ]
    found += [
        Duty(
            Due.SIT_IN,
            local_day(row.starts_at),
            row.cell.code,
            names[row.cell.code],
            f"{clock(row.starts_at)}, {row.place}",
        )
        for row in meetings_ahead
    ]
    last_day = end_of_quarter(today)
    found += [Duty(Due.VISIT, last_day, cell.code, cell.full_name) for cell in not_visited]
    return sorted(found, key=lambda duty: (duty.by, duty.what, duty.key))


def _preparations(meeting: Meeting) -> list[Preparation]:
    """What is still to be prepared; once a meeting was held there is nothing to prepare."""
    if meeting.state in meetings.WITH_ROLL:
        return []
    rows = meeting.preparations.filter(done_on=None).select_related("person")
    return list(rows.order_by("due_on", "pk"))


def _task_duty(task: Task) -> Duty:
    owner = task.owner.full_name if task.owner else task.owner_group
    return Duty(Due.TASK, task.due_on, str(task.pk), task.what, owner)


def year_marks(
    cell: Unit, year: int, today: date, facts: dict[int, MonthlyFacts]
) -> list[tuple[str, bool]]:
    """Return the twelve marks of a cell's year: shape and whether a thematic meeting was held.

    facts: the cell's monthly facts of that year, by month.

    ok: met on the planned day; moved: on another day; missed: the month is over without;
    open: this month, not yet; next: to come; none: before the cell's first meeting here, of
    which nothing is known.
    """
    first = meetings.meetings_of(cell).order_by("month").values_list("month", flat=True).first()
    held = set(
        Meeting.objects.filter(cell=cell, kind=Meeting.Kind.REGULAR, month__year=year)
        .filter(state__in=meetings.WITH_ROLL)
        .values_list("month", flat=True)
    )
    months = [date(year, month, 1) for month in range(1, 13)]
    known = first or month_start(today)
    return [
        ("none", False) if month < known else _mark(month, facts.get(month.month), held, today)
        for month in months
    ]


def _mark(month: date, row: MonthlyFacts | None, held: set[date], today: date) -> tuple[str, bool]:
    thematic = row is not None and row.thematic_met
    if row is not None and row.regular_met:
        return ("ok" if row.regular_on_time else "moved"), thematic
    this_month = month_start(today)
    if month in held or month == this_month:
        return "open", thematic
    return ("next" if month > this_month else "missed"), thematic
