"""Which Word template a unit's papers use."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from chibo.base.periods import valid_on
from chibo.documents.models import CommitteeTemplate
from chibo.documents.sheets import Kind
from chibo.units.models import Unit


def template_for(unit: Unit, kind: Kind, on: date) -> bytes | None:
    """Return the template a unit's papers of a kind use on a day; None means ours. One query."""
    row = _reaching(unit, on).filter(kind=kind).first()
    return bytes(row.content) if row else None


def templates_for(unit: Unit, on: date) -> Mapping[Kind, CommitteeTemplate]:
    """Return the templates a unit's papers use on a day, by kind; kinds that use ours are missing.

    Without their content. One query.
    """
    rows = _reaching(unit, on).select_related("unit").defer("content")
    found: dict[Kind, CommitteeTemplate] = {}
    for row in rows:
        found.setdefault(Kind(row.kind), row)
    return found


def own_template(unit: Unit, kind: Kind, on: date) -> CommitteeTemplate | None:
    """Return the template that a unit itself put in force for a kind of paper, or None."""
    return CommitteeTemplate.objects.filter(valid_on(on), unit=unit, kind=kind).first()


def _reaching(unit: Unit, on: date) -> QuerySet[CommitteeTemplate]:
    """The templates in force at a unit and above it, the nearest first."""
    return CommitteeTemplate.objects.filter(
        valid_on(on), valid_on(on, "unit__below__"), unit__below__unit=unit
    ).order_by("unit__below__depth", "pk")
