"""Importing a list of members: all of it in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from chibo.audit.log import record
from chibo.base.cells import Remark
from chibo.people.importing import writing
from chibo.people.importing.known import known_cells, register_for
from chibo.people.importing.plan import Deed, Plan, plan_members
from chibo.people.importing.rows import MemberRow
from chibo.units.models import Unit


class CannotImport(Exception):
    """A list cannot be imported as it stands; nothing was written."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class HasProblems(CannotImport):
    """Some rows stop the import; the plan's remarks say which."""


class NotAsShown(CannotImport):
    """The register has changed since the plan was shown: look again."""


@dataclass(frozen=True, slots=True)
class MemberList:
    """A list as it was read, with what a person said about it.

    remarks: told while reading. cell: code for rows that name none, or "". titles: the lines
    above the table, which may name the cell. since: from when new people are members here, on
    record; on: the day of the list, from which changes of known ones hold.
    """

    rows: Sequence[MemberRow]
    remarks: Sequence[Remark]
    on: date
    since: date
    cell: str = ""
    titles: Sequence[str] = ()


def plan_import(members: MemberList, *, reach: QuerySet[Unit] | None) -> Plan:
    """Return what a list would change; reads only. reach: the units allowed, None for all."""
    cells = known_cells(reach, members.on)
    default = cells.by_code.get(members.cell.lower()) or cells.in_titles(members.titles)
    register = register_for(members.rows, cells, default, members.on)
    return plan_members(
        members.rows,
        members.remarks,
        cells=cells,
        register=register,
        default=default,
        on=members.on,
    )


def import_members(
    members: MemberList,
    *,
    reach: QuerySet[Unit] | None,
    shown: str | None,
    source: str,
    by: str,
    at: datetime,
) -> Plan:
    """Write all that a list says anew; what is on the register already is left as it is.

    shown: the digest of the plan that was confirmed; None takes whatever it is now.
    source: the file's name, for the log.

    Raises HasProblems or NotAsShown (both CannotImport); then nothing has changed.
    """
    with transaction.atomic(durable=True):
        plan = plan_import(members, reach=reach)
        if plan.stops:
            raise HasProblems(plan)
        if shown is not None and plan.digest != shown:
            raise NotAsShown(plan)
        to_do = [one for one in plan.planned if one.deed is not Deed.SAME]
        if to_do:
            writing.write(to_do, since=members.since, on=members.on)
            codes = {one.cell.code for one in to_do}
            record(
                "members.imported",
                Unit.objects.get(code=min(codes)),
                by=by,
                at=at,
                unit_code=min(codes) if len(codes) == 1 else "",
                file=source,
                created=plan.count(Deed.CREATE),
                changed=plan.count(Deed.CHANGE),
                cells=len(codes),
            )
    return plan
