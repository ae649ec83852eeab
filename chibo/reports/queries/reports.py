"""Which reports there are, and who may read and keep them."""

from datetime import date

from django.db.models import QuerySet

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.people.models import Account
from chibo.quality.rules.spans import Span
from chibo.reports.models import Report
from chibo.units.models import Unit
from chibo.units.queries import existing

STANDARD = ""


def unit_for_report(
    account: Account, ability: Ability, code: str, on: date, today: date
) -> Unit | None:
    """Return a unit with cells below it where an account holds an ability; None for none."""
    reach = units_where(account, ability, on=today)
    rows = existing(on).filter(pk__in=reach.values("pk"), kind__is_cell=False, code=code)
    return rows.select_related("kind").first()


def report_of(unit: Unit, span: Span, form: str = STANDARD) -> Report | None:
    """Return the last version of a report, with what is frozen in it; None for none."""
    return (
        Report.objects.filter(unit=unit, first=span.first, length=span.length, form=form)
        .select_related("unit", "supersedes")
        .order_by("-version")
        .first()
    )


def versions_of(report: Report) -> QuerySet[Report]:
    """Return every version of a report, the last first, without what is frozen."""
    return (
        Report.objects.filter(
            unit=report.unit_id, first=report.first, length=report.length, form=report.form
        )
        .defer("frozen")
        .select_related("unit")
        .order_by("-version")
    )


def reports_of(unit: Unit) -> QuerySet[Report]:
    """Return the reports of a unit in every version, the latest span first, nothing frozen."""
    return (
        Report.objects.filter(unit=unit)
        .defer("frozen")
        .order_by("-first", "-length", "form", "-version")
    )
