"""`chibo book verify` and `chibo book rebuild-facts`: are the books and their figures whole?"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.book.actions import FlawedBook, rebuild_facts
from chibo.book.facts import Difference, differences
from chibo.book.queries import books, pages_of, photograph_findings
from chibo.book.rules import findings
from chibo.units.models import Unit


class Command(BaseCommand):
    help = (
        "Check the minutes books, or compute their monthly figures anew. Exit code 1 when a book "
        "was tampered with, and with --check when figures would change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what",
            choices=["verify", "rebuild-facts"],
            help="verify: check the chain of hashes; rebuild-facts: compute the monthly facts anew",
        )
        parser.add_argument("--cell", help="code of one cell; all cells without it")
        parser.add_argument(
            "--check",
            action="store_true",
            help="rebuild-facts: say what would change, write nothing",
        )
        parser.add_argument("--json", action="store_true", help="answer with data")

    def handle(self, *args: Any, **options: Any) -> None:
        cells = books()
        if options["cell"]:
            # Also a cell without a book: figures may be left that no record stands behind.
            cells = Unit.objects.filter(code=options["cell"])
            if options["what"] == "verify":
                cells = books().filter(code=options["cell"])
            if not cells.exists():
                raise CommandError(f"No book of a cell {options['cell']}")
        elif options["what"] == "rebuild-facts":
            cells = (cells | Unit.objects.filter(facts__isnull=False)).distinct().order_by("code")
        if options["what"] == "verify":
            self._verify(cells, as_json=options["json"])
        else:
            self._rebuild(cells, check=options["check"], as_json=options["json"])

    def _verify(self, cells: QuerySet[Unit], *, as_json: bool) -> None:
        found = {}
        checked = 0
        for cell in cells:
            pages = pages_of(cell)
            checked += len(pages)
            flaws = findings(pages) + photograph_findings(cell)
            if flaws:
                found[cell.code] = [{"page": flaw.sequence, "flaw": flaw.flaw} for flaw in flaws]
        if as_json:
            self.stdout.write(json.dumps({"checked": checked, "findings": found}))
        else:
            for code, rows in found.items():
                for row in rows:
                    self.stdout.write(f"{code}\tpage {row['page']}\t{row['flaw']}")
            self.stdout.write(
                f"{checked} records checked, {sum(map(len, found.values()))} findings"
            )
        if found:
            raise SystemExit(1)

    def _rebuild(self, cells: QuerySet[Unit], *, check: bool, as_json: bool) -> None:
        found: dict[str, list[Difference]] = {}
        flawed = []
        for cell in cells:
            if check:
                wrong = differences(cell) if not findings(pages_of(cell)) else None
            else:
                wrong = _rebuilt(cell)
            if wrong is None:
                flawed.append(cell.code)
            elif wrong:
                found[cell.code] = wrong
        if as_json:
            self.stdout.write(json.dumps({"changed": _data(found), "flawed": flawed}))
        else:
            self._say(found, flawed, check=check)
        if flawed or (check and found):
            raise SystemExit(1)

    def _say(self, found: dict[str, list[Difference]], flawed: list[str], *, check: bool) -> None:
        for code, months in found.items():
            for wrong in months:
                for name, (old, new) in wrong.fields.items():
                    self.stdout.write(f"{code}\t{wrong.month:%Y-%m}\t{name}\t{old} → {new}")
        for code in flawed:
            self.stdout.write(
                _("%(cell)s: the book was tampered with. Run: chibo book verify --cell %(cell)s")
                % {"cell": code}
            )
        months_found = sum(map(len, found.values()))
        sentence = (
            _("Months that would change: %(count)s. Nothing was written.")
            if check
            else _("Months put right: %(count)s.")
        )
        self.stdout.write(sentence % {"count": months_found})


def _rebuilt(cell: Unit) -> list[Difference] | None:
    try:
        return rebuild_facts(cell=cell, by="chibo", at=timezone.now())
    except FlawedBook:
        return None


def _data(found: dict[str, list[Difference]]) -> list[dict[str, Any]]:
    return [
        {
            "cell": code,
            "month": f"{wrong.month:%Y-%m}",
            "fields": {
                name: [
                    value if value is None or isinstance(value, int) else str(value)
                    for value in both
                ]
                for name, both in wrong.fields.items()
            },
        }
        for code, months in found.items()
        for wrong in months
    ]
