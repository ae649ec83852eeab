"""How often officials were to sit in and did, as the facts of a month keep it.

The book cannot ask the room that plans and records visits, so that room says here, once at the
start, how to find those of a cell.
"""

from collections.abc import Callable, Mapping
from datetime import date

from chibo.book.models import MonthlyFacts
from chibo.units.models import Unit

Visits = Mapping[str, int]
# From a cell to what is known of each of its months: "visits_due", "visits_done", or one of them.
Source = Callable[[Unit], Mapping[date, Visits]]

# The columns of the monthly facts that visits fill, as they are without any.
UNVISITED: Visits = {"visits_due": 0, "visits_done": 0}

_SOURCES: list[Source] = []


def add_visits(source: Source) -> None:
    """Let a room say from now on which visits cells were to have and had."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def visits_of(cell: Unit) -> dict[date, Visits]:
    """Return the visits of each month of a cell of which any room knows some."""
    found: dict[date, dict[str, int]] = {}
    for source in _SOURCES:
        for month, visits in source(cell).items():
            found.setdefault(month, {**UNVISITED}).update(visits)
    return dict(found)


def write_months_of_visits(cell: Unit) -> None:
    """Bring the visits of all months of a cell into rows that are there, where many were written."""
    for month, visits in visits_of(cell).items():
        MonthlyFacts.objects.filter(cell=cell, month=month).update(**visits)


def write_visits(cell: Unit, month: date) -> None:
    """Bring the visits of a cell's month into its row.

    Called inside the transaction that changes them. month: its first day.
    """
    # The lock of the book: figures computed anew meanwhile would put the earlier counts back.
    Unit.objects.select_for_update().get(pk=cell.pk)
    visits = visits_of(cell).get(month)
    if visits is not None:
        MonthlyFacts.objects.update_or_create(cell=cell, month=month, defaults=dict(visits))
        return
    row = MonthlyFacts.objects.filter(cell=cell, month=month)
    # A month of which nothing is known has no row.
    row.filter(path="", state="").delete()
    row.update(**UNVISITED)
