"""What the commands that import and export have in common; they only name the kind of list."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.base.dates import UnreadableDate, read_date
from chibo.documents.importing import sentences
from chibo.documents.importing.kinds import Author, Kind, Refused, Said
from chibo.documents.importing.reading import List, read_list
from chibo.documents.importing.showing import Row, Shown, Told
from chibo.documents.spreadsheets.reading import LIMITS
from chibo.documents.spreadsheets.workbook import FileTooLarge, UnreadableFile
from chibo.units.models import Unit
from chibo.units.queries import existing, subtree


def day(text: str) -> date:
    """Read a whole day as people write it."""
    try:
        read = read_date(text)
    except UnreadableDate as error:
        raise ArgumentTypeError(str(error)) from None
    if not read.is_exact:
        raise ArgumentTypeError(f"{text!r}: give a whole day")
    return read.first_day()


def mapping(text: str) -> tuple[str, str]:
    """Read Heading=field; an empty field leaves the column out."""
    heading, sign, field = text.rpartition("=")
    if not sign:
        raise ArgumentTypeError(f'{text!r}: write "Heading=field"')
    return heading, field.strip()


class ImportCommand(BaseCommand):
    """Read a list, show what it would do, and do it; all or nothing, and twice is once."""

    kind: ClassVar[Kind]
    unit_option: ClassVar[str]
    unit_help: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="XLSX, XLS, ODS or CSV")
        parser.add_argument("--dry-run", action="store_true", help="show, write nothing")
        parser.add_argument("--json", action="store_true", help="answer in JSON")
        parser.add_argument("--sheet", metavar="NAME", help="the sheet to read")
        parser.add_argument(
            "--map",
            type=mapping,
            action="append",
            default=[],
            metavar="HEADING=FIELD",
            help=f"what a column holds: {', '.join(self.kind.fields)}",
        )
        parser.add_argument(f"--{self.unit_option}", dest="unit", default="", help=self.unit_help)
        parser.add_argument(
            "--since", type=day, help="from when what is new holds; 1 January of this year"
        )
        parser.add_argument("--on", type=day, help="the day of the list; today")

    def handle(self, *args: Any, **options: Any) -> None:
        on: date = options["on"] or timezone.localdate()
        since: date = options["since"] or on.replace(month=1, day=1)
        said = Said(on=on, since=since, unit=options["unit"])
        if said.unit and not Unit.objects.filter(code=said.unit).exists():
            raise CommandError(f"No unit {said.unit}")
        path: Path = options["file"]
        source = self._read(path, options["sheet"], dict(options["map"]))
        author = Author("chibo", timezone.now(), path.name)
        refused = False
        try:
            if options["dry_run"]:
                shown = self.kind.show(source, said, None)
                refused = bool(shown.problems)
            else:
                shown = self.kind.write(source, said, None, shown=None, author=author)
        except Refused as error:
            shown, refused = error.shown, True
        if options["json"]:
            self._answer(shown, source, wrote=not (refused or options["dry_run"]))
        else:
            self._tell(shown, source)
        if refused:
            raise CommandError(_("Nothing was imported: put the rows above right first."))
        if not options["json"] and not options["dry_run"]:
            self.stdout.write(_("Done.") if shown.writes else _("Nothing new: nothing changed."))

    def _read(self, path: Path, sheet: str | None, by_heading: dict[str, str]) -> List:
        unknown = {field for field in by_heading.values() if field} - {*self.kind.fields}
        if unknown:
            raise CommandError(f"No field {', '.join(sorted(unknown))}")
        try:
            if path.stat().st_size > LIMITS.file:
                raise FileTooLarge(LIMITS.file)
            return read_list(
                path.read_bytes(),
                name=path.name,
                recognise=self.kind.recognise,
                sheet=sheet,
                by_heading=by_heading,
            )
        except OSError as error:
            raise CommandError(str(error)) from None
        except UnreadableFile as error:
            raise CommandError(sentences.refusal(error)) from None

    def _tell(self, shown: Shown, source: List) -> None:
        for mapped in source.mapped:
            words = sentences.column(mapped.field) if mapped.fate == "read" else _("not kept")
            self.stdout.write(f"{mapped.letters}\t{mapped.heading.text}\t→ {words}")
        for left in source.left_out:
            why = sentences.SKIPPED[left.why]()
            line = _("row %(row)s") % {"row": left.row}
            self.stdout.write(f"{line}\t{why}: {left.text}")
        for row in shown.rows:
            if row.deed != "same":
                sign = "+" if row.deed == "create" else "~"
                self.stdout.write(
                    f"{sign} {row.row}\t{row.who}\t{row.where}\t{'; '.join(row.what)}"
                )
        for remark in (*shown.notes, *shown.problems):
            self.stdout.write(_line(remark))
        self.stdout.write(
            _("%(new)s new, %(changed)s changed, %(same)s as they are.")
            % {"new": shown.created, "changed": shown.changed, "same": shown.same}
        )
        if shown.absent:
            self.stdout.write(
                _("On record and not in the list, left as they are: %(names)s")
                % {"names": ", ".join(shown.absent)}
            )

    def _answer(self, shown: Shown, source: List, *, wrote: bool) -> None:
        answer = {
            "written": wrote,
            "created": shown.created,
            "changed": shown.changed,
            "same": shown.same,
            "sheet": source.sheet,
            "columns": [
                {
                    "column": mapped.letters,
                    "heading": mapped.heading.text,
                    "field": mapped.field,
                    "fate": mapped.fate,
                }
                for mapped in source.mapped
            ],
            "rows": [_row(row) for row in shown.rows if row.deed != "same"],
            "problems": [asdict(remark) for remark in shown.problems],
            "notes": [asdict(remark) for remark in shown.notes],
            "left_out": [asdict(left) for left in source.left_out],
            "absent": list(shown.absent),
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def _row(row: Row) -> dict[str, Any]:
    return asdict(row)


def _line(remark: Told) -> str:
    sign = "▲" if remark.stops else "–"
    where = f"{remark.letters}{remark.row}" if remark.letters else str(remark.row)
    return f"{sign} {where}\t{remark.column}\t{remark.text}"


class ExportCommand(BaseCommand):
    """Write a list that the import reads back."""

    kind: ClassVar[Kind]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="XLSX to write")
        parser.add_argument("--unit", metavar="CODE", help="this unit and all below it only")
        parser.add_argument("--on", type=day, help="as it stands on this day; today")

    def handle(self, *args: Any, **options: Any) -> None:
        on: date = options["on"] or timezone.localdate()
        units, title = existing(on), ""
        if options["unit"]:
            unit = units.filter(code=options["unit"]).first()
            if unit is None:
                raise CommandError(f"No unit {options['unit']}")
            units, title = subtree(unit, on), (unit.full_name or unit.code).upper()
        path: Path = options["file"]
        path.write_bytes(self.kind.table(units, on, title))
        self.stdout.write(str(path))
