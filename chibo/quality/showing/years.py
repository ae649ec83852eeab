"""A cell's year as plain values, for the command: meetings, what they come to, the annual sheet."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chibo.quality.frozen import frozen, text
from chibo.quality.looking_back import Assessed, CellPeriod, year_of
from chibo.quality.models import Scored
from chibo.quality.queries import years
from chibo.quality.rules.lines import Line
from chibo.quality.rules.scoring import score
from chibo.quality.showing import lines
from chibo.quality.showing.periods import period_name, period_view
from chibo.units.models import Unit


def year_data(cell: Unit, year: int, today: date) -> dict[str, Any]:
    """Return a cell's year: each meeting's grade, the roll-up, and the annual sheet's lines."""
    found = year_of(cell, year, today, inside=True)
    return {
        "cell": cell.code,
        "year": year,
        "meetings": [_meeting(one) for one in found.meetings],
        "periods": [_period(one) for one in found.periods],
        "annual": _annual(cell, year, today),
    }


def explained(line: Line) -> dict[str, Any]:
    """Return why a line has its points, in words."""
    return {
        "says": lines.sentences(line),
        "because": lines.why_words(line),
        "change": lines.change_words(line.change) if line.change else "",
        "rows": [lines.row_words(row) for row in line.measured.rows] if line.measured else [],
    }


def side_data(one: Scored) -> dict[str, Any]:
    """Return what one side gave."""
    return {
        "points": str(one.points),
        "most": str(one.most),
        "grade": one.grade,
        "lines": one.lines,
        "written_by": one.written_by,
        "written_at": one.written_at.isoformat(),
    }


def _meeting(one: Assessed) -> dict[str, Any]:
    decides = one.decides
    return {
        "meeting": str(one.meeting.pk),
        "kind": one.meeting.kind,
        "month": f"{one.meeting.month:%Y-%m}",
        "sheet": one.in_force.sheet.key if one.in_force else None,
        "decides": decides.kind if decides else None,
        "points": str(decides.points) if decides else None,
        "most": str(decides.most) if decides else None,
        "grade": (decides.grade or None) if decides else None,
    }


def _period(one: CellPeriod) -> dict[str, Any]:
    found = one.found
    return {
        "quarter": one.number or None,
        "sheet": one.in_force.sheet.key,
        "is_over": one.is_over,
        "spread": dict(found.spread),
        "not_graded": found.ungraded,
        "without_minutes": one.missed,
        "to_come": found.to_come,
        "has_rule": found.has_needs,
        "grade": found.grade,
        "lowest": found.lowest,
        "highest": found.highest,
        "asks": [
            {"says": words, "met": {"done": True, "missed": False}.get(state)}
            for words, state in period_view(one, None).asks
        ],
        "events": [
            {
                "event": event.override.key,
                "says": event.override.event,
                "grade": event.override.grade,
                "happened": event.happened,
            }
            for event in found.asked
        ],
    }


def _annual(cell: Unit, year: int, today: date) -> dict[str, Any] | None:
    in_force = years.sheet_for_year(cell, year, today)
    if in_force is None:
        return None
    found = score(in_force.sheet, years.year_evidence(cell, year, today))
    kept = frozen(found.lines, found.lines)
    return {
        "sheet": in_force.sheet.key,
        "sheet_sha256": in_force.row.sha256,
        "lowest": {"points": text(found.lowest.points), "grade": found.lowest.grade},
        "highest": {"points": text(found.highest.points), "grade": found.highest.grade},
        "most": text(found.most),
        "grade": found.grade,
        "lines": [{**one, **explained(line)} for one, line in zip(kept, found.lines, strict=True)],
        "assessments": {kind: side_data(one) for kind, one in years.current(cell, year).items()},
    }


def year_lines(data: dict[str, Any]) -> Iterable[str]:
    """Return a cell's year, as `year_data` has it, in lines to read."""
    for one in data["meetings"]:
        grade = one["grade"] or _("not graded")
        points = f"{one['points']}/{one['most']}" if one["points"] else "–"
        yield f"{one['month']}\t{one['kind']}\t{points}\t{grade}"
    for one in data["periods"]:
        spread = ", ".join(f"{grade} {count}" for grade, count in one["spread"].items())
        ends = one["grade"] or " – ".join(
            end for end in (one["lowest"], one["highest"]) if end is not None
        )
        yield f"{period_name(one['quarter'] or 0)}\t{spread}\t{ends or '–'}"
        yield from (f"\t{asked['says']}" for asked in one["asks"])
    for line in (data["annual"] or {}).get("lines", ()):
        points = "?" if line["points"] is None else line["points"]
        yield f"{line['criterion']}\t{points}/{line['most']}\t{'; '.join(line['says'])}"
