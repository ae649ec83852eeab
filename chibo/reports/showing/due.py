"""What reporting asks of an office today: requests to answer, reports to send and to look at."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.access.queries import granted_at
from chibo.access.rules import Ability
from chibo.people.models import Account
from chibo.quality.rules.spans import span_of
from chibo.quality.showing.boards import span_name
from chibo.reports.models import Report, Sending
from chibo.reports.queries.climbing import WITH_ABOVE, due_day, expected
from chibo.reports.queries.reports import report_of
from chibo.reports.queries.requests import open_answers
from chibo.reports.showing.spans import ended_span
from chibo.reports.showing.units import names_of
from chibo.units.models import Unit
from chibo.units.queries import parents_of

# More of one kind than this nobody reads on a page of today.
_MOST = 10


@dataclass(frozen=True, slots=True)
class DueUpwards:
    """One thing to do: its page, who asks for it, and by when; None without a day."""

    title: str
    url: str
    note: str = ""
    by: date | None = None


def due_upwards(account: Account, today: date) -> list[DueUpwards]:
    """Return what is due from the committees whose reports an account keeps, soonest first."""
    units = granted_at(account, [Ability.KEEP_REPORTS], today)
    if not units:
        return []
    found = [*_requests(units), *_to_send(units, today), *_to_look_at(units)]
    return sorted(found, key=lambda one: (one.by or date.max, one.title))


def _requests(units: list[int]) -> list[DueUpwards]:
    rows = list(open_answers(units)[:_MOST])
    names = names_of(row.request.unit for row in rows)
    return [
        DueUpwards(
            row.request.question,
            reverse("reports:answer", args=[row.request_id, row.unit.code]),
            names.get(row.request.unit_id, ""),
            row.request.due_on,
        )
        for row in rows
    ]


def _to_send(units: list[int], today: date) -> list[DueUpwards]:
    """The report of the quarter that is over, where one is owed and not with the unit above."""
    span = ended_span(3, today)
    above = parents_of(units, today)
    found = []
    for unit in Unit.objects.filter(pk__in=above).select_related("kind").order_by("code"):
        if all(one.pk != unit.pk for one in expected(above[unit.pk], today)):
            continue
        report = report_of(unit, span)
        if report is not None and report.state in WITH_ABOVE:
            continue
        words = {"span": span_name(span), "above": above[unit.pk].full_name}
        found.append(
            DueUpwards(
                _("Report of %(span)s to %(above)s") % words,
                reverse("reports:climbing", args=[report.pk])
                if report is not None
                else reverse("reports:figures", args=[unit.code, span.key]),
                report.because if report is not None else "",
                due_day(above[unit.pk], span),
            )
        )
    return found


def _to_look_at(units: list[int]) -> list[DueUpwards]:
    """Reports from below that nobody looked at yet, by span."""
    rows = Sending.objects.filter(report__state=Report.State.SENT, to__in=units)
    rows = rows.select_related("to", "report").defer("report__frozen")
    counted: dict[tuple[str, str], int] = {}
    for row in rows.order_by("report__first", "report__length"):
        key = row.to.code, row.report.span.key
        counted[key] = counted.get(key, 0) + 1
    return [
        DueUpwards(
            ngettext(
                "%(count)s report of %(span)s to look at",
                "%(count)s reports of %(span)s to look at",
                count,
            )
            % {"count": count, "span": span_name(span)},
            reverse("reports:below", args=[code, key]),
        )
        for (code, key), count in counted.items()
        if (span := span_of(key)) is not None
    ]
