"""`chibo sheet check`: do a score sheet's points add up, and what does it leave open?"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from chibo.quality.rules.checking import check
from chibo.quality.rules.findings import Finding
from chibo.quality.rules.measuring import MEASURES
from chibo.quality.rules.reading import NoSheet, read
from chibo.quality.shipped import shipped
from chibo.quality.showing.findings import placed, sentence


class Command(BaseCommand):
    help = (
        "Check a score sheet, or list the shipped sheets and the measures a sheet can name. "
        "Exit code 1 when something is wrong or must be settled before use."
    )
    # It reads files only: no database is asked whether its tables are there.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["check", "list", "measures"])
        parser.add_argument("sheet", nargs="?", help="check: a file, or the key of a shipped sheet")
        parser.add_argument("--json", action="store_true", help="check: answer with data")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["what"]:
            case "list":
                for key, text in shipped().items():
                    self.stdout.write(f"{key}\t{read(text, shipped().get).sheet.title}")
            case "measures":
                for key, measure in MEASURES.items():
                    self.stdout.write(
                        f"{key}\t{measure.period}\t{measure.unit}\t{_(measure.title)}"
                    )
            case _:
                self._check(options["sheet"], as_json=options["json"])

    def _check(self, named: str | None, *, as_json: bool) -> None:
        if not named:
            raise CommandError("Name a file, or one of: " + ", ".join(shipped()))
        try:
            findings = check(read(_text(named), shipped().get))
        except NoSheet as wrong:
            findings = wrong.findings
        if as_json:
            self.stdout.write(json.dumps([_data(one) for one in findings], ensure_ascii=False))
        else:
            self._say(findings)
        if findings:
            raise SystemExit(1)

    def _say(self, findings: list[Finding]) -> None:
        wrong = [one for one in findings if not one.is_open]
        unsettled = [one for one in findings if one.is_open]
        for one in findings:
            self.stdout.write(placed(one))
        if wrong:
            self.stdout.write(_("Mistakes: %(count)s.") % {"count": len(wrong)})
        if unsettled:
            self.stdout.write(_("To settle before use: %(count)s.") % {"count": len(unsettled)})
        if not findings:
            self.stdout.write(_("The sheet adds up and leaves nothing open."))


def _text(named: str) -> str:
    if named in shipped():
        return shipped()[named]
    try:
        return Path(named).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{named}: {error}") from None


def _data(one: Finding) -> dict[str, Any]:
    return {
        "fault": one.fault,
        "line": one.line,
        "at": one.at,
        "open": one.is_open,
        "facts": dict(one.facts),
        "sentence": sentence(one),
    }
