"""Importing a list of units: all of it in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from chibo.audit.log import record
from chibo.base.cells import Remark
from chibo.units.importing import writing
from chibo.units.importing.known import known_kinds, known_units
from chibo.units.importing.plan import Deed, Plan, plan_units
from chibo.units.importing.rows import UnitRow
from chibo.units.models import Unit


class CannotImport(Exception):
    """A list cannot be imported as it stands; nothing was written."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class HasProblems(CannotImport):
    """Some rows stop the import; the plan's remarks say which."""


class NotAsShown(CannotImport):
    """The tree has changed since the plan was shown: look again."""


@dataclass(frozen=True, slots=True)
class UnitList:
    """A list as it was read, with what a person said about it.

    parent: code of the unit above those whose row names none, or "". since: founding day of
    those whose row names none; on: the day of the list, from which renames and moves hold.
    """

    rows: Sequence[UnitRow]
    remarks: Sequence[Remark]
    on: date
    since: date
    parent: str = ""


def plan_import(units: UnitList, *, reach: QuerySet[Unit] | None) -> Plan:
    """Return what a list would change; reads only. reach: the units allowed, None for all."""
    return plan_units(
        units.rows,
        units.remarks,
        known=known_units(reach, units.on),
        kinds=known_kinds(),
        parent=units.parent,
        since=units.since,
        on=units.on,
    )


def import_units(
    units: UnitList,
    *,
    reach: QuerySet[Unit] | None,
    shown: str | None,
    source: str,
    by: str,
    at: datetime,
) -> Plan:
    """Write all that a list says anew; what is there already is left as it is.

    shown: the digest of the plan that was confirmed; None takes whatever it is now.
    source: the file's name, for the log.

    Raises HasProblems or NotAsShown (both CannotImport); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        plan = plan_import(units, reach=reach)
        if plan.stops:
            raise HasProblems(plan)
        if shown is not None and plan.digest != shown:
            raise NotAsShown(plan)
        to_do = [one for one in plan.planned if one.deed is not Deed.SAME]
        if to_do:
            writing.write(to_do, on=units.on)
            record(
                "units.imported",
                Unit.objects.get(code=to_do[0].code),
                by=by,
                at=at,
                unit_code=to_do[0].parent or to_do[0].code,
                file=source,
                created=plan.count(Deed.CREATE),
                changed=plan.count(Deed.CHANGE),
            )
    return plan
