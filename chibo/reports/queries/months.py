"""One row for each cell and month of a span: what was due of it and what it came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chibo.base.time import next_month
from chibo.book.models import MonthlyFacts
from chibo.book.queries import first_month_in_book
from chibo.meetings.queries import WITH_ROLL
from chibo.quality.rules.boards import MISSED, state_of
from chibo.quality.rules.spans import Span
from chibo.reports.queries.places import CellThen, Places, where
from chibo.reports.rules.columns import Row

# Taken over from the facts as they are, once the minutes are in the book.
_COUNTED = (
    "must_attend", "attended", "unexcused", "speakers", "length_minutes", "tasks_due",
    "tasks_done", "tasks_given", "resolutions", "proposals",
)  # fmt: skip
_FACTS = (
    *_COUNTED, "cell", "month", "state", "reason", "regular_met", "regular_on_time",
    "thematic_met", "held_on", "meets_on", "sealed_on", "seal_due_on", "typed_on_behalf", "grade",
    "visits_due", "visits_done",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What the months of all cells share: where they stood, since when anything is known, as of when."""

    places: Places
    first: date
    as_of: date


def months_of(places: Places, span: Span, as_of: date) -> list[Row]:
    """Return the months of cells that were due or of which something is known. Two queries."""
    facts: dict[tuple[int, date], dict[str, object]] = {
        (row["cell"], row["month"]): row
        for row in MonthlyFacts.objects.filter(
            cell__in=places.cells, month__gte=span.first, month__lte=span.last_day
        ).values(*_FACTS)
    }
    known = _Known(places, first_month_in_book() or span.first, as_of)
    rows = []
    for key, cell in places.cells.items():
        for month in span.months:
            found = _month(known, cell, month, facts.get((key, month), {}))
            if found is not None:
                rows.append(found)
    return rows


def _month(known: _Known, cell: CellThen, month: date, fact: Mapping[str, object]) -> Row | None:
    """One cell's month; None when nothing was due of it and nothing is known."""
    sealed_on, held_on = _day(fact, "sealed_on"), _day(fact, "held_on")
    met = bool(fact.get("regular_met")) and sealed_on is not None and sealed_on <= known.as_of
    last = min(next_month(month) - timedelta(days=1), max(known.as_of, month))
    day = held_on or _day(fact, "meets_on") or last
    if not cell.is_below(day):
        return None
    state = state_of(
        month, met=met, grade="", since=cell.unit.since, until=cell.unit.until,
        known=known.first, today=known.as_of,
    )  # fmt: skip
    if state is None and not fact:
        return None
    due_on = _day(fact, "seal_due_on")
    return {
        **where(known.places, cell, day),
        "month": month,
        "expected": int(met or state == MISSED),
        "met": int(met),
        "on_time": int(met and bool(fact["regular_on_time"])),
        "moved": int(met and not fact["regular_on_time"]),
        "waits": int(not met and _was_held(fact, known.as_of)),
        "state": str(fact.get("state", "")),
        "reason": str(fact.get("reason", "")),
        "held_on": held_on if met else None,
        "sealed_on": sealed_on if met else None,
        "seal_due": int(met and due_on is not None),
        "sealed_on_time": int(
            met and due_on is not None and sealed_on is not None and sealed_on <= due_on
        ),
        "thematic": int(bool(fact.get("thematic_met"))),
        **{name: number(fact, name) if met else 0 for name in _COUNTED},
        "excused": _excused(fact) if met else 0,
        "typed_on_behalf": int(met and bool(fact["typed_on_behalf"])),
        "grade": str(fact["grade"]) if met else "",
        "visits_due": number(fact, "visits_due"),
        "visits_done": number(fact, "visits_done"),
        "visits_kept": min(number(fact, "visits_due"), number(fact, "visits_done")),
    }


def _was_held(fact: Mapping[str, object], as_of: date) -> bool:
    held_on = _day(fact, "held_on") or _day(fact, "meets_on")
    return fact.get("state") in WITH_ROLL and held_on is not None and held_on <= as_of


def _excused(fact: Mapping[str, object]) -> int:
    return number(fact, "must_attend") - number(fact, "attended") - number(fact, "unexcused")


def number(fact: Mapping[str, object], name: str) -> int:
    """Return a whole number of a row; 0 where it holds none."""
    value = fact.get(name, 0)
    return value if isinstance(value, int) else 0


def _day(fact: Mapping[str, object], name: str) -> date | None:
    value = fact.get(name)
    return value if isinstance(value, date) else None
