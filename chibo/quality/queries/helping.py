"""What it takes to say that a cell needs help: the limits in force, and the low grades of sheets."""

import uuid
from collections.abc import Collection, Mapping

from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.quality.models import ScoreSheet
from chibo.quality.queries.sheets import parsed
from chibo.quality.rules.helping import Limits
from chibo.quality.rules.sheets import Sheet


def limits_in(values: Mapping[Name, RuleValue]) -> Limits:
    """Return the limits among some values in force; None for each that nobody set."""
    return Limits(
        weak=number_in(values, Name.HELP_WEAK),
        speakers=number_in(values, Name.HELP_SPEAKERS),
        silent=number_in(values, Name.HELP_SILENT),
        late=number_in(values, Name.HELP_LATE_DAYS),
        below=number_in(values, Name.HELP_ATTENDANCE),
        absent=number_in(values, Name.HELP_ABSENT),
    )


def number_in(values: Mapping[Name, RuleValue], name: Name) -> int | None:
    """Return the number that a value in force says; None when nobody set it."""
    row = values.get(name)
    return int(row.value) if row else None


def sheets_by_id(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Sheet]:
    """Return score sheets by their ids, as monthly facts name them. One query."""
    found = ScoreSheet.objects.filter(pk__in=keys).select_related("base__base")
    return {row.pk: parsed(row) for row in found}
