"""Rows made in memory and written in batches, in the order in which they lean on each other."""

from collections import defaultdict
from typing import TypeVar

from django.db.models import Model, QuerySet

from chibo.audit.models import Entry
from chibo.book.models import SealedRecord
from chibo.meetings.models import (
    AgendaItem,
    Guest,
    Huddle,
    Meeting,
    PlannedTheme,
    Preparation,
    Proposal,
    RollMark,
    Speech,
    ThemePlan,
    Vote,
)
from chibo.people.models import Person
from chibo.quality.models import Assessment
from chibo.resolutions.models import Extension, Resolution, Result, Task

_ORDER: tuple[type[Model], ...] = (
    Meeting,
    PlannedTheme,
    ThemePlan,
    AgendaItem,
    RollMark,
    Guest,
    Speech,
    Proposal,
    Vote,
    Resolution,
    Task,
    Result,
    Extension,
    Preparation,
    SealedRecord,
    Assessment,
    Entry,
)
_BATCH = 500
_Row = TypeVar("_Row", bound=Model)


class Rows:
    """What is still to be written. One action a click would take a quarter of an hour."""

    def __init__(self) -> None:
        self._waiting: dict[type[Model], list[Model]] = defaultdict(list)
        self._huddles: list[tuple[Huddle, list[Person]]] = []

    def add(self, *rows: Model) -> None:
        """Take rows to be written."""
        for row in rows:
            self._waiting[type(row)].append(row)

    def of(self, model: type[_Row]) -> list[_Row]:
        """Return the rows of a table that wait to be written."""
        return [row for row in self._waiting[model] if isinstance(row, model)]

    def add_huddle(self, huddle: Huddle, present: list[Person]) -> None:
        """Take a huddle with those who took part in it."""
        self._huddles.append((huddle, present))

    def write(self) -> None:
        """Write all that is waiting."""
        for model in _ORDER:
            rows: QuerySet[Model] = QuerySet(model)
            rows.bulk_create(self._waiting[model], batch_size=_BATCH)
        Huddle.objects.bulk_create([huddle for huddle, _ in self._huddles], batch_size=_BATCH)
        through = Huddle.present.through
        through.objects.bulk_create(
            [
                through(huddle_id=huddle.pk, person_id=person.pk)
                for huddle, present in self._huddles
                for person in present
            ],
            batch_size=_BATCH,
        )
        self._waiting.clear()
        self._huddles.clear()
