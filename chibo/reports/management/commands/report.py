"""`chibo report quarterly --unit CODE --quarter 2026-Q3 --out DIR`: a unit's report as files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.documents.glyphs import FontsMissing
from chibo.documents.queries import template_for
from chibo.documents.sheets import Kind
from chibo.quality.rules.spans import Span, span_of
from chibo.quality.showing.boards import span_name
from chibo.reports.papers.files import KINDS, file_name, file_of
from chibo.reports.queries.reports import report_of
from chibo.reports.queries.standing import standing_of, standing_of_report
from chibo.units.models import Unit

# What is reported, by which option the span is named, and how many months it has.
_SPANS = {
    "monthly": ("month", "2026-09", 1),
    "quarterly": ("quarter", "2026-Q3", 3),
    "half-yearly": ("half", "2026-H2", 6),
    "yearly": ("year", "2026", 12),
}


class Command(BaseCommand):
    help = (
        "Write the report of a unit: as it was signed, else drafted from the minutes books and "
        "marked as a draft. Nothing is changed."
    )
    # Addresses and pages are not asked for, and reading them all takes as long as the report.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=_SPANS, help="which of the family")
        parser.add_argument("--unit", required=True, help="code of the unit that reports")
        for option, example, _months in _SPANS.values():
            parser.add_argument(f"--{option}", help=f"such as {example}")
        parser.add_argument("--out", type=Path, required=True, help="directory for the files")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        span = _span(options)
        unit = Unit.objects.filter(code=options["unit"], kind__is_cell=False).first()
        if unit is None:
            raise CommandError(
                _("No organisation with cells below it has the code %(code)s.")
                % {"code": options["unit"]}
            )
        if span.first > today:
            raise CommandError(_("%(span)s has not begun.") % {"span": span_name(span)})
        report = report_of(unit, span)
        standing = (
            standing_of(unit, span, today) if report is None else standing_of_report(report, today)
        )
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            template = template_for(unit, Kind.REPORT, today) if kind == "docx" else None
            try:
                data = file_of(kind, standing, report, at=timezone.now(), template=template)
            except FontsMissing as error:
                self.stderr.write(
                    _("No PDF: the document fonts are not installed (%(font)s).") % {"font": error}
                )
                continue
            path = folder / file_name(standing, kind)
            path.write_bytes(data)
            self.stdout.write(str(path))
        if standing.is_open:
            self.stderr.write(
                _("%(span)s is not over: the figures are not final.") % {"span": span_name(span)}
            )


def _span(options: dict[str, Any]) -> Span:
    option, example, months = _SPANS[options["kind"]]
    told = options[option] or ""
    span = span_of(told.lower())
    if span is None or span.length != months:
        raise CommandError(
            _("Name the span with --%(option)s, such as %(example)s.")
            % {"option": option, "example": example}
        )
    return span
