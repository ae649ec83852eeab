"""What is reported of tasks between two meetings."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from chibo.base.time import local_moment
from chibo.example.cell import Cell, OpenTask, Report
from chibo.example.chance import happens
from chibo.people.models import Person
from chibo.resolutions.models import Result

_HOURS = (time(6, 40), time(12, 10), time(18, 25), time(20, 50))


def reports_of(told: Mapping[str, Any]) -> list[Report]:
    """Return the reports a story tells: [[amount, words], [amount, words, done]], spread evenly
    up to `by`, a part of the time there is.
    """
    rows = list(told.get("results", []))
    return [
        Report(
            when=told.get("by", 0.95) * (place + 1) / len(rows),
            amount=None if row[0] is None else Decimal(row[0]),
            text=row[1],
            is_done=len(row) > 2,
        )
        for place, row in enumerate(rows)
    ]


def report(cell: Cell, since: date, until: date) -> None:
    """Let owners report what was due to be said from one day up to another (not of it)."""
    for row in list(cell.tasks):
        # One that is late already is finished, if at all, in the weeks after it was asked about.
        days = max((row.task.due_on - row.given_on).days, 14)
        while row.reports:
            said = row.reports[0]
            day = max(row.given_on + timedelta(days=round(days * said.when)), since)
            if day >= until:
                break
            row.reports.pop(0)
            _write(cell, row, said, day)
            if said.is_done:
                row.task.done_on = day
                cell.tasks.remove(row)
                break


def _write(cell: Cell, row: OpenTask, said: Report, day: date) -> None:
    task = row.task
    hour = local_moment(day, cell.rng.choice(_HOURS))
    own = task.owner is not None and task.owner.has_smartphone and happens(cell.rng, 0.7)
    secretary = _secretary(cell, day)
    typed_by = task.owner if own else secretary
    result = Result(
        id=cell.key(hour),
        task=task,
        reported_on=day,
        text=said.text,
        amount=said.amount,
        is_done=said.is_done,
        typed_by=typed_by.full_name if typed_by else "",
        for_owner=not own and task.owner != secretary,
    )
    row.said.append(result)
    cell.results[task.pk].append(result)
    cell.rows.add(result)


def _secretary(cell: Cell, day: date) -> Person | None:
    members = cell.stretches.on(day).members
    return members[0].person if members else None
