"""Reports on their way up, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from chibo.base.templatetags.words import day
from chibo.reports.catalogue import lines
from chibo.reports.models import Report
from chibo.reports.queries.climbing import Below, FromBelow
from chibo.reports.rules.climbing import Differs, Pair
from chibo.reports.showing.figures import language, number


def figures(found: Below) -> list[tuple[str, int]]:
    """Return the figures of a page of reports from below, each out of those expected."""
    there = found.there
    return [
        (_("reports there"), len(there)),
        (_("sent in time"), sum(row.is_on_time for row in found.rows)),
        (_("returned, with a reason"), found.count(Report.State.RETURNED)),
        (_("approved"), found.count(Report.State.APPROVED)),
    ]


def standing(row: FromBelow, today: date) -> tuple[str, str]:
    """Return how one report stands: the shape of its state, and words."""
    report, sending = row.report, row.sending
    match report.state if report else "":
        case Report.State.APPROVED if sending:
            return "done", _("approved on %(day)s") % {"day": day(sending.decided_at)}
        case Report.State.RECEIVED if sending:
            return "due", _("in hand since %(day)s") % {"day": day(sending.received_at)}
        case Report.State.SENT if sending:
            return "due", _("sent on %(day)s, not looked at yet") % {"day": day(sending.sent_at)}
    was_returned = row.first_sent is not None
    if was_returned:
        return "wait", _("returned, being mended")
    if today > row.due:
        return "missed", _("not sent, was due on %(day)s") % {"day": day(row.due)}
    return "wait", _("not sent yet")


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that differs: own figure, sum, and what each unit reported."""

    name: str
    own: str
    sum: str
    reported: tuple[tuple[str, str], ...]


def differing(found: Iterable[Differs]) -> list[Difference]:
    """Return the lines that differ as people read them."""
    return [
        Difference(
            lines()[one.key].name[language()],
            _pair(one.own),
            _pair(one.sum),
            tuple((name, _pair(pair)) for name, pair in one.reported),
        )
        for one in found
    ]


def _pair(pair: Pair) -> str:
    above, base = pair
    return number(above) if base is None else f"{number(above)}/{number(base)}"


def report_url(report: Report) -> str:
    """Return the page of a report; "" where there is none."""
    try:
        return report.get_absolute_url()
    except NoReverseMatch:
        return ""
