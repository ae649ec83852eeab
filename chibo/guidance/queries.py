"""Which value holds for a unit on a day."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from chibo.base.periods import valid_on
from chibo.guidance.models import RuleValue
from chibo.guidance.names import BOARDS, REPORTING, Name
from chibo.units.models import Ancestry, Unit

_OF_BOARDS = [name for name in Name if name.startswith(BOARDS)]


def values_for(unit: Unit, on: date) -> Mapping[Name, RuleValue]:
    """Return the values in force for a unit on a day; those nobody set are missing.

    The nearest unit above that sets a value decides; below it, the latest begun. Two queries,
    sources included.
    """
    return _in_force(unit, on, ~Q(name__in=_OF_BOARDS) & ~Q(name__startswith=REPORTING))


def limits_for(unit: Unit, on: date) -> Mapping[Name, RuleValue]:
    """Return the limits of boards in force for a unit on a day, found in the same way."""
    return _in_force(unit, on, Q(name__in=_OF_BOARDS))


def reporting_values(unit: Unit, on: date) -> Mapping[Name, RuleValue]:
    """Return the values of reporting upwards in force for a unit on a day, found in the same way."""
    return _in_force(unit, on, Q(name__startswith=REPORTING))


def _in_force(unit: Unit, on: date, which: Q) -> Mapping[Name, RuleValue]:
    above = Ancestry.objects.filter(valid_on(on), unit=unit)
    depths = dict(above.values_list("ancestor_id", "depth").order_by("pk"))
    rows = (
        RuleValue.objects.filter(which, valid_on(on))
        .filter(Q(unit=None) | Q(unit__in=depths))
        .select_related("source")
    )

    def nearness(row: RuleValue) -> tuple[int, int]:
        # The far end first, so that the nearest is written last and stays.
        depth = depths[row.unit_id] if row.unit_id is not None else len(depths)
        return -depth, row.since.toordinal()

    return {Name(row.name): row for row in sorted(rows, key=nearness)}
