"""Figures of the tree on a day, for a reader or for another program."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chibo.base.periods import covers
from chibo.people.queries import count_members
from chibo.units import queries
from chibo.units.models import Unit


def day(text: str) -> date:
    """Read 2025-06-30 or 30/06/2025."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise ArgumentTypeError(f"no day: {text}; write 2025-06-30 or 30/06/2025")


class Command(BaseCommand):
    help = "Count grassroots organisations, cells, village cells and members on a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", help="code of a unit; counts it and all below it")
        parser.add_argument(
            "--as-of", type=day, help="day, 2025-06-30 or 30/06/2025; today if left out"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["as_of"] or timezone.localdate()
        unit = _unit(options["unit"], on) if options["unit"] else None
        cells = queries.cells(on) if unit is None else queries.cells_below(unit, on)
        figures = {**asdict(queries.counts(on, unit)), "members": count_members(cells, on)}
        if options["json"]:
            self.stdout.write(json.dumps(figures))
            return
        for name, figure in figures.items():
            self.stdout.write(f"{name}\t{figure}")


def _unit(code: str, on: date) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CommandError(f"No unit has the code {code}.")
    if not covers(unit.since, unit.until, on):
        end = f" to {unit.until}" if unit.until else ""
        raise CommandError(f"{code} did not exist on {on}: it does from {unit.since}{end}.")
    return unit
