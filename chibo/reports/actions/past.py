"""Bringing in figures of before, all of a file or nothing, and taking a file back. Decision 0033."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record as log
from chibo.base.time import local_day
from chibo.reports.importing.plan import Known, Plan
from chibo.reports.models import PastFigures, PastImport
from chibo.reports.queries.past import known_for
from chibo.units.models import Unit


class CannotImportPast(Exception):
    """The table was not brought in; plan: what stands in the way, or what changed."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class HasMistakes(CannotImportPast):
    """Something must be put right first."""


class NothingThere(CannotImportPast):
    """No row has a figure."""


class ChangedSince(CannotImportPast):
    """What would be entered is not what was shown."""


class UndoneAlready(Exception):
    """The file was taken back already."""


def import_past(
    *,
    unit: Unit,
    planned: Callable[[Known], Plan],
    shown: str,
    file: str,
    by: str,
    at: datetime,
) -> PastImport:
    """Enter a table of old figures of a unit and those below it.

    planned: makes the plan from what is on record now. shown: its digest as it was confirmed.
    Raises HasMistakes, NothingThere or ChangedSince; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        Unit.objects.select_for_update().get(pk=unit.pk)
        plan = planned(known_for(unit, local_day(at)))
        if plan.stops:
            raise HasMistakes(plan)
        if not plan.planned:
            raise NothingThere(plan)
        if plan.digest != shown:
            raise ChangedSince(plan)
        made = PastImport.objects.create(
            unit=unit, file=file[:200], rows=len(plan.planned), imported_at=at, imported_by=by
        )
        units = dict(
            Unit.objects.filter(code__in={one.unit for one in plan.planned}).values_list(
                "code", "pk"
            )
        )
        PastFigures.objects.bulk_create(
            PastFigures(
                brought_in=made, unit_id=units[one.unit], month=one.month, **dict(one.figures)
            )
            for one in plan.planned
        )
        log("past.imported", made, by=by, at=at, unit_code=unit.code, rows=made.rows)
    return made


def undo_past(*, import_id: uuid.UUID, by: str, at: datetime) -> PastImport:
    """Take back what a file brought in; that it was brought in stays. Raises UndoneAlready."""
    with transaction.atomic(durable=True):
        rows = PastImport.objects.select_for_update(of=("self",)).select_related("unit")
        made = rows.get(pk=import_id)
        if made.undone_at is not None:
            raise UndoneAlready
        made.figures.all().delete()
        made.undone_at, made.undone_by = at, by
        made.save(update_fields=["undone_at", "undone_by"])
        log("past.undone", made, by=by, at=at, unit_code=made.unit.code, rows=made.rows)
    return made
