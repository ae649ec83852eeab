"""Reports from below: expected, received, on time, returned, approved; and what they come to."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from chibo.access.queries import granted_at, units_where
from chibo.access.rules import Ability
from chibo.base.time import local_day
from chibo.guidance.names import Name
from chibo.guidance.queries import reporting_values
from chibo.people.models import Account
from chibo.quality.rules.spans import Span
from chibo.reports.catalogue import lines
from chibo.reports.models import Report, Sending
from chibo.reports.queries.reports import STANDARD
from chibo.reports.queries.tables import tables_of
from chibo.reports.rules.climbing import GRASSROOTS, Differs, Pair, differences, due_on, owes
from chibo.reports.rules.columns import Table
from chibo.reports.rules.lines import count
from chibo.units.models import Ancestry, Unit
from chibo.units.queries import children, counts_of

# A report in one of these states is with the unit above.
WITH_ABOVE = (Report.State.SENT, Report.State.RECEIVED, Report.State.APPROVED)
_DAYS = 10


@dataclass(frozen=True, slots=True)
class FromBelow:
    """What one unit sent. report: its last version, None where there is none.

    first_sent: when some version of it was first sent, by which it is on time.
    """

    unit: Unit
    report: Report | None
    sending: Sending | None
    first_sent: datetime | None
    due: date

    @property
    def is_there(self) -> bool:
        """Say whether a report of it is with the unit above."""
        return self.report is not None and self.report.state in WITH_ABOVE

    @property
    def is_on_time(self) -> bool:
        """Say whether it was sent by the day it was due."""
        return self.first_sent is not None and local_day(self.first_sent) <= self.due


@dataclass(frozen=True, slots=True)
class Below:
    """The reports of a span from below a unit, in the order of the tree; nothing is ranked."""

    unit: Unit
    span: Span
    due: date
    rows: tuple[FromBelow, ...]

    @property
    def there(self) -> list[FromBelow]:
        """Return those whose report is with the unit."""
        return [row for row in self.rows if row.is_there]

    def count(self, state: str) -> int:
        """Return how many reports stand in a state."""
        return sum(row.report is not None and row.report.state == state for row in self.rows)


def due_day(unit: Unit, span: Span) -> date:
    """Return by when a unit's report of a span is due."""
    value = reporting_values(unit, span.last_day).get(Name.REPORT_DAYS)
    return due_on(span, int(value.value) if value else _DAYS)


def expected(unit: Unit, on: date) -> list[Unit]:
    """Return the units directly below that owe a report on a day, in the order of the tree."""
    value = reporting_values(unit, on).get(Name.REPORT_OWED)
    rows = list(children(unit, on).filter(kind__is_cell=False).select_related("kind"))
    cells = counts_of([row.pk for row in rows], on)
    return [
        row
        for row in rows
        if row.pk in cells
        and cells[row.pk].cells
        and owes(
            is_grassroots=row.kind.is_grassroots,
            is_above=row.kind.is_above_grassroots,
            owed_from=value.value if value else GRASSROOTS,
        )
    ]


def below(unit: Unit, span: Span, today: date) -> Below:
    """Return the reports of a span from below a unit. Always the same few queries."""
    units = expected(unit, min(today, span.last_day))
    due = due_day(unit, span)
    versions = _versions([one.pk for one in units], span)
    rows = []
    for one in units:
        own = versions.get(one.pk, [])
        last = own[-1] if own else None
        sendings = [row.sending for row in own if hasattr(row, "sending")]
        rows.append(
            FromBelow(
                one,
                last,
                last.sending if last is not None and hasattr(last, "sending") else None,
                min((sent.sent_at for sent in sendings), default=None),
                due,
            )
        )
    return Below(unit, span, due, tuple(rows))


def _versions(units: Collection[int], span: Span) -> Mapping[int, list[Report]]:
    rows = (
        Report.objects.filter(unit__in=units, first=span.first, length=span.length, form=STANDARD)
        .defer("frozen")
        .select_related("sending", "unit")
        .order_by("version")
    )
    found: dict[int, list[Report]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row)
    return found


def differing(found: Below, today: date) -> list[Differs]:
    """Return where the unit's own figures are not the sum of the reports it received.

    Its own figures are counted here in the cells of those whose reports are there, so that a
    report still missing makes no difference. The organisations above cells are in no single
    report and are left out.
    """
    there = found.there
    if not there:
        return []
    within = _cells_of([row.unit.pk for row in there], found.span)
    tables = tables_of(found.unit, found.span, today)
    mine: dict[str, Pair] = {}
    for key, line in lines().items():
        if line.table is not Table.ORGANISATIONS:
            rows = [row for row in tables[line.table] if row["cell"] in within]
            one = count(line, rows)
            mine[key] = (one.numerator, one.denominator)
    frozen = dict(
        Report.objects.filter(pk__in=[row.report.pk for row in there if row.report]).values_list(
            "unit", "frozen__figures"
        )
    )
    return differences(mine, [(row.unit.full_name, _pairs(frozen[row.unit.pk])) for row in there])


def _cells_of(units: Collection[int], span: Span) -> set[str]:
    """The codes of cells that stood below some units at any time of a span."""
    lines_of_span = Ancestry.objects.filter(
        Q(until=None) | Q(until__gt=span.first), ancestor__in=units, since__lte=span.last_day
    )
    return set(lines_of_span.filter(unit__kind__is_cell=True).values_list("unit__code", flat=True))


def _pairs(figures: Mapping[str, Mapping[str, object]] | None) -> dict[str, Pair]:
    found: dict[str, Pair] = {}
    for key, one in (figures or {}).items():
        above, base = one.get("numerator"), one.get("denominator")
        if isinstance(above, int) and (base is None or isinstance(base, int)):
            found[key] = (above, base)
    return found


def report_climbing(account: Account, report_id: uuid.UUID, today: date) -> Report | None:
    """Return a report that an account sends, or that lies with a unit whose reports it keeps."""
    keeps = units_where(account, Ability.KEEP_REPORTS, on=today).values("pk")
    rows = Report.objects.filter(Q(unit__in=keeps) | Q(sending__to__in=keeps))
    return (
        rows.defer("frozen")
        .select_related("unit__kind", "sending__to")
        .filter(pk=report_id)
        .first()
    )


def keeps(account: Account, unit: Unit, today: date) -> bool:
    """Say whether an account keeps a unit's own reports: whoever is above neither signs nor sends them."""
    return unit.pk in granted_at(account, [Ability.KEEP_REPORTS], today)
