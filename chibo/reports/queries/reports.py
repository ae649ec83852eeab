"""Which reports there are."""

from django.db.models import QuerySet

from chibo.quality.rules.spans import Span
from chibo.reports.models import Report
from chibo.units.models import Unit

STANDARD = ""


def report_of(
    unit: Unit, span: Span, form: str = STANDARD, *, version: int | None = None
) -> Report | None:
    """Return a version of a report with what is frozen in it, the last one unless another is asked.

    None for none.
    """
    rows = Report.objects.filter(unit=unit, first=span.first, length=span.length, form=form)
    if version is not None:
        rows = rows.filter(version=version)
    return rows.select_related("unit", "supersedes").order_by("-version").first()


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
