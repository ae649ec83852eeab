"""`chibo rebuild-search`: make the words for searching anew from the minutes books."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chibo.book import passages
from chibo.book.models import Passage, SealedRecord
from chibo.units.models import Unit


class Command(BaseCommand):
    help = "Make anew, from the sealed pages, what the search page looks through; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cell", help="code of one cell; all cells without it")
        parser.add_argument("--dry-run", action="store_true", help="only say which books there are")

    def handle(self, *args: Any, **options: Any) -> None:
        books = Unit.objects.filter(pk__in=SealedRecord.objects.order_by().values("cell"))
        if options["cell"]:
            books = books.filter(code=options["cell"])
            if not books.exists():
                raise CommandError(f"No book of a cell {options['cell']}")
        for cell in books.order_by("code"):
            if not options["dry_run"]:
                passages.rebuild(cell)
            found = Passage.objects.filter(cell=cell).count()
            self.stdout.write(f"{cell.code}\t{found} passages")
