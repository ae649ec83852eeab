"""The tables that report lines count in, for a unit and a span, as known on a day.

What happened in a month counts where the cell stood on the day of its meeting, else on the last day
of the month; what exists counts where it stands on the last day of the span.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from chibo.base.time import local_moment
from chibo.people.queries import Tally, tallies_of
from chibo.quality.rules.spans import Span
from chibo.reports.queries.months import months_of, number
from chibo.reports.queries.places import Places, places_of, where
from chibo.reports.rules.columns import Row, Table
from chibo.supervision.models import PassedUp, Visit
from chibo.units.models import Unit, UnitEvent
from chibo.units.queries import subtree

Tables = Mapping[Table, list[Row]]


def tables_of(unit: Unit, span: Span, as_of: date) -> Tables:
    """Return every table of a unit and a span, each by cell and day. Always the same few queries.

    as_of: what was not in the book by that day did not happen yet.
    """
    places = places_of(unit, span)
    months = months_of(places, span, as_of)
    return {
        Table.MONTHS: months,
        Table.CELLS: _cells(places, span, as_of, months),
        Table.ORGANISATIONS: _organisations(unit, min(span.last_day, as_of)),
        Table.EVENTS: _events(places, span, as_of),
        Table.VISITS: _visits(places, span, as_of),
        Table.PROPOSALS: _proposals(places, span, as_of),
    }


def _cells(places: Places, span: Span, as_of: date, months: list[Row]) -> list[Row]:
    on = min(span.last_day, as_of)
    here = {key: cell for key, cell in places.cells.items() if cell.is_below(on)}
    now = tallies_of(list(here), on)
    before = tallies_of(list(here), span.first - timedelta(days=1))
    of_cell: dict[object, list[Row]] = {}
    for row in months:
        of_cell.setdefault(row["cell"], []).append(row)
    return [
        {
            **where(places, cell, on),
            **_members(now[key]),
            "members_before": before[key].members,
            **_year(of_cell.get(cell.unit.code, [])),
        }
        for key, cell in here.items()
    ]


def _members(tally: Tally) -> dict[str, int]:
    return {
        "members": tally.members,
        "official": tally.official,
        "probationary": tally.probationary,
        "exempt": tally.exempt,
        "elsewhere": tally.elsewhere,
    }


def _year(months: list[Row]) -> dict[str, int]:
    due = sum(bool(row["expected"]) for row in months)
    met = sum(bool(row["met"]) for row in months)
    return {
        "due_months": due,
        "met_months": met,
        "missed_months": due - met,
        "thematic_months": sum(bool(row["thematic"]) for row in months),
        "visits": sum(number(row, "visits_done") for row in months),
    }


def _organisations(unit: Unit, on: date) -> list[Row]:
    rows = subtree(unit, on).filter(kind__is_cell=False).select_related("kind")
    return [
        {
            "cell": row.code,
            "name": row.full_name,
            "kind": row.kind.name,
            "is_grassroots": int(row.kind.is_grassroots),
        }
        for row in rows.order_by("kind__level", "code")
    ]


def _events(places: Places, span: Span, as_of: date) -> list[Row]:
    rows = (
        UnitEvent.objects.filter(
            unit__in=places.cells,
            decision__effective_on__gte=span.first,
            decision__effective_on__lte=min(span.last_day, as_of),
            decision__undone_at=None,
        )
        .select_related("decision")
        .order_by("decision__effective_on", "pk")
    )
    found: list[Row] = []
    for row in rows:
        cell, day = places.cells[row.unit_id], row.decision.effective_on
        # One that ends stood here the day before.
        if cell.is_below(day) or cell.is_below(day - timedelta(days=1)):
            found.append(
                {
                    **where(places, cell, day),
                    "what": str(row.kind),
                    "day": day,
                    "decision": row.decision.number,
                }
            )
    return found


def _visits(places: Places, span: Span, as_of: date) -> list[Row]:
    rows = Visit.objects.filter(
        cell__in=places.cells,
        month__gte=span.first,
        month__lte=span.last_day,
        received_at__lt=_after(as_of),
    ).order_by("cell__code", "day", "pk")
    return [
        {
            **where(places, cell, row.day),
            "id": str(row.pk),
            "day": row.day,
            "agenda": row.agenda,
            "book_noted": int(row.minutes_book_seen is not None),
            "book_seen": int(bool(row.minutes_book_seen)),
            "length_minutes": row.length_minutes,
            "follow_up": int(bool(row.follow_up)),
            "followed_up": int(row.followed_up_on is not None and row.followed_up_on <= as_of),
        }
        for row in rows
        if (cell := places.cells[row.cell_id]).is_below(row.day)
    ]


def _proposals(places: Places, span: Span, as_of: date) -> list[Row]:
    rows = (
        PassedUp.objects.filter(
            visit__cell__in=places.cells,
            visit__month__gte=span.first,
            visit__month__lte=span.last_day,
            visit__received_at__lt=_after(as_of),
        )
        .select_related("visit")
        .order_by("visit__cell__code", "visit__day", "pk")
    )
    return [
        {
            **where(places, cell, row.visit.day),
            "id": str(row.visit_id),
            "day": row.visit.day,
            "text": row.text,
            "answered": int(row.answered_on is not None and row.answered_on <= as_of),
            "answered_on": row.answered_on,
        }
        for row in rows
        if (cell := places.cells[row.visit.cell_id]).is_below(row.visit.day)
    ]


def _after(day: date) -> datetime:
    """The first moment that is not known on a day any more."""
    return local_moment(day + timedelta(days=1), time.min)
