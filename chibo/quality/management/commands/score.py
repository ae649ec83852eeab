"""`chibo score MEETING`: what a meeting is proposed, line by line, and why; a year's spread; or a cell's year."""

import json
import uuid
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.meetings.models import Meeting
from chibo.quality.frozen import frozen, text
from chibo.quality.queries import assessments
from chibo.quality.queries.evidence import evidence_for, evidence_of_sealed
from chibo.quality.queries.sheets import InForce, sheet_for, sheets_for
from chibo.quality.rules.scoring import Score, score
from chibo.quality.showing import lines
from chibo.quality.showing import scores as showing
from chibo.quality.showing.years import explained, side_data, year_data, year_lines
from chibo.units.models import Unit

# Meetings whose rolls and pages are held in memory at once.
_BATCH = 500


class Command(BaseCommand):
    help = (
        "Explain the points a meeting is proposed: of each criterion what was measured, by which "
        "words of the sheet, the rows behind it and what would have changed it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "meeting", type=uuid.UUID, nargs="?", help="the id of a meeting, as in its address"
        )
        parser.add_argument(
            "--year",
            type=int,
            help="instead of one meeting: how many of the year's in the book would have each grade",
        )
        parser.add_argument(
            "--cell", help="with --year: explain the year of this cell, by its code"
        )
        parser.add_argument("--json", action="store_true", help="answer with data")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["cell"]:
            self._year_of_cell(options["cell"], options["year"], as_json=options["json"])
            return
        if options["year"]:
            self._year(options["year"], as_json=options["json"])
            return
        meeting = Meeting.objects.filter(pk=options["meeting"]).select_related("cell__kind").first()
        if meeting is None:
            raise CommandError(f"No meeting {options['meeting']}")
        in_force = sheet_for(meeting)
        if in_force is None:
            raise CommandError(_("No score sheet is in force for this kind of meeting."))
        evidence = evidence_for(meeting, timezone.now())
        if evidence.attended == 0:
            raise CommandError(_("Cannot score: this meeting has no roll."))
        found = score(in_force.sheet, evidence)
        if options["json"]:
            data = self._data(found, in_force, meeting)
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))
        else:
            self._say(found)

    def _year(self, year: int, *, as_json: bool) -> None:
        spread = spread_of(year)
        if as_json:
            self.stdout.write(json.dumps(spread, ensure_ascii=False))
            return
        for words, count in spread.items():
            self.stdout.write(f"{words}\t{count}")

    def _year_of_cell(self, code: str, year: int | None, *, as_json: bool) -> None:
        if year is None:
            raise CommandError(f"Which year of {code}? Add --year 2026")
        cell = Unit.objects.filter(code=code, kind__is_cell=True).first()
        if cell is None:
            raise CommandError(f"No cell {code}")
        data = year_data(cell, year, timezone.localdate())
        if as_json:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))
            return
        for line in year_lines(data):
            self.stdout.write(line)

    def _say(self, found: Score) -> None:
        for line in found.lines:
            points = "?" if line.points is None else text(line.points)
            words = "; ".join(lines.sentences(line))
            self.stdout.write(f"{line.key}\t{points}/{text(line.most)}\t{words}")
        sheet = found.sheet
        lowest = showing.outcome_words(found.lowest, has_points=sheet.has_points)
        highest = showing.outcome_words(found.highest, has_points=sheet.has_points)
        self.stdout.write(
            _("Lowest: %(low)s. Highest: %(high)s.") % {"low": lowest, "high": highest}
        )

    def _data(self, found: Score, in_force: InForce, meeting: Meeting) -> dict[str, Any]:
        given = {kind: side_data(one) for kind, one in assessments.current(meeting).items()}
        kept = frozen(found.lines, found.lines)
        return {
            "meeting": str(meeting.pk),
            "sheet": in_force.sheet.key,
            "sheet_sha256": in_force.row.sha256,
            "lowest": {"points": text(found.lowest.points), "grade": found.lowest.grade},
            "highest": {"points": text(found.highest.points), "grade": found.highest.grade},
            "most": text(found.most),
            "grade": found.grade,
            "lines": [
                {**one, **explained(line)} for one, line in zip(kept, found.lines, strict=True)
            ],
            "assessments": given,
        }


def spread_of(year: int) -> dict[str, int]:
    """Return how many meetings of a year in the book the record alone gives each grade.

    What people decide is open, so most lie between two grades: "Khá – Tốt".
    """
    rows = Meeting.objects.filter(state=Meeting.State.SEALED, month__year=year)
    meetings = list(rows.select_related("cell").order_by("starts_at", "pk"))
    found: Counter[str] = Counter()
    for first in range(0, len(meetings), _BATCH):
        batch = meetings[first : first + _BATCH]
        sheets = sheets_for(batch)
        for key, evidence in evidence_of_sealed(batch).items():
            in_force = sheets[key]
            if in_force is None:
                found[_("no sheet in force")] += 1
                continue
            one = score(in_force.sheet, evidence)
            found[one.grade or f"{one.lowest.grade} – {one.highest.grade}"] += 1
    return dict(found)
