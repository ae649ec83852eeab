"""Reads of tasks and resolutions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.time import local_day
from chibo.meetings.models import Meeting, Proposal
from chibo.people.models import Account, Person
from chibo.resolutions.models import Resolution, Result, Task, Theme
from chibo.resolutions.rules import TaskFacts, TaskState, plain, state_of
from chibo.units.models import Unit

OPEN = Q(done_on=None, dropped_because="", continued_by=None)


def tasks_where(account: Account, ability: Ability, on: date) -> QuerySet[Task]:
    """Return the tasks on which an account holds an ability, soonest due first."""
    return with_results(
        Task.objects.filter(cell__in=units_where(account, ability, on=on).values("pk"))
    )


def with_results(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return tasks with owner, theme and results (latest first), soonest due first."""
    latest = Result.objects.order_by("-reported_on", "-pk")
    return (
        tasks.select_related("owner", "theme", "meeting")
        .prefetch_related(Prefetch("results", queryset=latest))
        .order_by("due_on", "pk")
    )


def open_tasks(cell: Unit) -> QuerySet[Task]:
    """Return the tasks of a cell neither done nor dropped, soonest due first.

    A task that a later one goes on with is asked about there.
    """
    return with_results(Task.objects.filter(OPEN, cell=cell))


def tasks_of(cell: Unit) -> QuerySet[Task]:
    """Return all tasks of a cell, latest due first."""
    return with_results(Task.objects.filter(cell=cell)).order_by("-due_on", "pk")


def finished_tasks(cell: Unit) -> QuerySet[Task]:
    """Return the tasks of a cell that are done or were let go, latest due first."""
    return tasks_of(cell).filter(Q(done_on__isnull=False) | ~Q(dropped_because=""))


def tasks_owned(person: Person) -> QuerySet[Task]:
    """Return the open tasks of a person, soonest due first."""
    return with_results(Task.objects.filter(OPEN, owner=person))


def last_resolution(cell: Unit, before: Meeting) -> Resolution | None:
    """Return the latest numbered resolution of a regular meeting before this one, or None.

    What other meetings resolved comes back through their unfinished tasks.
    """
    return (
        Resolution.objects.filter(
            meeting__cell=cell,
            meeting__kind=Meeting.Kind.REGULAR,
            meeting__starts_at__lt=before.starts_at,
            number__isnull=False,
        )
        .select_related("meeting")
        .order_by("-meeting__starts_at", "-pk")
        .first()
    )


def draft_of(meeting: Meeting) -> str:
    """Return the text of a meeting's resolution so far; "" while nobody wrote one."""
    resolution = Resolution.objects.filter(meeting=meeting).first()
    return resolution.text if resolution else ""


def facts(task: Task) -> TaskFacts:
    """Return what the rules ask of a task."""
    return TaskFacts(task.due_on, task.done_on, bool(task.dropped_because))


def amount_so_far(task: Task) -> Decimal | None:
    """Return how much the latest result says is done, or None; wants prefetched results."""
    return next((row.amount for row in task.results.all() if row.amount is not None), None)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a list shows it on a day."""

    task: Task
    state: TaskState
    so_far: Decimal | None
    latest: Result | None


def lines(tasks: Iterable[Task], today: date) -> list[TaskLine]:
    """Return tasks as a list shows them; wants prefetched results."""
    return [
        TaskLine(
            task,
            state_of(facts(task), today),
            amount_so_far(task),
            next(iter(task.results.all()), None),
        )
        for task in tasks
    ]


def themes_of(cell: Unit, year: int) -> QuerySet[Theme]:
    """Return the themes of a cell's tasks due in a year, each with `given` and `done`."""
    due = Q(task__cell=cell, task__due_on__year=year)
    return (
        Theme.objects.filter(due)
        .annotate(
            given=Count("task", filter=due, distinct=True),
            done=Count("task", filter=due & Q(task__done_on__isnull=False), distinct=True),
        )
        .order_by("position", "pk")
    )


@dataclass(frozen=True, slots=True)
class Knot:
    """One station of a task's thread: proposal, item, resolution, task, result or dropped."""

    kind: str
    day: date
    words: str
    url: str = ""


def thread(task: Task) -> list[Knot]:
    """Return where a task came from and what came of it, oldest first.

    Back through the tasks it goes on with to the proposal at the beginning, where there is one.
    """
    chain = [task]
    while chain[0].continues_id is not None and len(chain) < 24:
        chain.insert(0, with_results(Task.objects.filter(pk=chain[0].continues_id)).get())
    knots = _beginning(chain[0])
    for link in chain:
        knots.append(
            Knot(
                "item",
                local_day(link.meeting.starts_at),
                link.item.title,
                link.meeting.get_absolute_url(),
            )
        )
        resolution = Resolution.objects.filter(
            meeting=link.meeting_id, number__isnull=False
        ).first()
        if resolution is not None:
            knots.append(Knot("resolution", local_day(link.meeting.starts_at), resolution.label))
        knots.append(Knot("task", link.due_on, link.what, link.get_absolute_url()))
        knots += [_result_knot(row, link) for row in reversed(link.results.all())]
        if link.dropped_on is not None:
            knots.append(Knot("dropped", link.dropped_on, link.dropped_because))
    return knots


def _beginning(task: Task) -> list[Knot]:
    kind, _sep, key = task.item.origin_key.partition(":")
    proposal = Proposal.objects.filter(pk=key).first() if kind == "proposal" else None
    if proposal is None:
        return []
    words = f"{proposal.person.full_name}: {proposal.text}"
    return [Knot("proposal", proposal.raised_on, words)]


def _result_knot(row: Result, task: Task) -> Knot:
    amount = ""
    if row.amount is not None and task.amount is not None:
        amount = f"{plain(row.amount)}/{plain(task.amount)} {task.measure}"
    return Knot("result", row.reported_on, ". ".join(filter(None, [amount, row.text])))
