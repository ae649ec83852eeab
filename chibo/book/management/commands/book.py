"""`chibo book verify`: find every altered, missing or reordered record."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chibo.book.models import SealedRecord
from chibo.book.queries import pages_of
from chibo.book.rules import findings
from chibo.units.models import Unit


class Command(BaseCommand):
    help = "Check the minutes books."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"], help="verify: check the chain of hashes")
        parser.add_argument("--cell", help="code of one cell; all cells without it")
        parser.add_argument("--json", action="store_true", help="answer with data")

    def handle(self, *args: Any, **options: Any) -> None:
        cells = Unit.objects.filter(pk__in=SealedRecord.objects.order_by().values("cell")).order_by(
            "code"
        )
        if options["cell"]:
            cells = cells.filter(code=options["cell"])
            if not cells.exists():
                raise CommandError(f"No book of a cell {options['cell']}")
        found = {}
        checked = 0
        for cell in cells:
            pages = pages_of(cell)
            checked += len(pages)
            flaws = findings(pages)
            if flaws:
                found[cell.code] = [{"page": flaw.sequence, "flaw": flaw.flaw} for flaw in flaws]
        if options["json"]:
            self.stdout.write(json.dumps({"checked": checked, "findings": found}))
        else:
            self._say(checked, found)
        if found:
            raise SystemExit(1)

    def _say(self, checked: int, found: dict[str, list[dict[str, Any]]]) -> None:
        for code, flaws in found.items():
            for flaw in flaws:
                self.stdout.write(f"{code}\tpage {flaw['page']}\t{flaw['flaw']}")
        self.stdout.write(f"{checked} records checked, {sum(map(len, found.values()))} findings")
