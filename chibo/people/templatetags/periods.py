"""Days of registers, ends of periods and offices, as people say them."""

from datetime import date, timedelta
from typing import Protocol

from django import template

from chibo.base.dates import PartialDate
from chibo.base.templatetags.words import day
from chibo.people.titles import title
from chibo.units.models import Unit

register = template.Library()


class _Period(Protocol):
    until: date | None


@register.filter
def written(text: str) -> str:
    """Return "05/09/1988", "09/1988" or "1988" of a day as a register holds it."""
    return PartialDate.from_iso(text).display() if text else ""


@register.filter
def office(kind: str, unit: Unit) -> str:
    """Return what an office is called at a unit."""
    return title(kind, unit.kind)


@register.filter
def last_day(row: _Period) -> str:
    """Return the last day on which a period holds: the one before it ends."""
    return day(row.until - timedelta(days=1) if row.until else None)
