"""A cell's year as its page shows it: each meeting's grades, what cost points, what the year comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.meetings.models import Meeting
from chibo.meetings.queries import WITH_ROLL
from chibo.quality.models import Assessment
from chibo.quality.queries.sheets import InForce, sheets_for
from chibo.quality.rules.grading import Rolled, roll_up
from chibo.quality.rules.looking_back import Lost, lost, suggestions
from chibo.quality.rules.sheets import RollUp
from chibo.units.models import Unit

_NO_RULE = RollUp("year", (Meeting.Kind.REGULAR,))


@dataclass(frozen=True, slots=True)
class Assessed:
    """One meeting of the year with what each side gave it, in the order of the columns."""

    meeting: Meeting
    in_force: InForce | None
    given: tuple[Assessment | None, ...]
    # Whose grade holds.
    decides: Assessment | None


@dataclass(frozen=True, slots=True)
class Year:
    """A cell's year. rolled: None while no sheet is in force for any of its meetings."""

    meetings: list[Assessed]
    lost: list[Lost]
    suggestions: list[Lost]
    rolled: Rolled | None
    # Whether the sheet has a rule for the year at all.
    has_rule: bool


def year_of(cell: Unit, year: int, *, inside: bool) -> Year:
    """Return a cell's year. inside: with what is not in the book yet. Five queries."""
    states = WITH_ROLL if inside else (Meeting.State.SEALED,)
    rows = (
        Meeting.objects.filter(
            cell=cell,
            month__gte=date(year, 1, 1),
            month__lt=date(year + 1, 1, 1),
            state__in=states,
            kind__in=(Meeting.Kind.REGULAR, Meeting.Kind.THEMATIC),
        )
        .select_related("cell")
        .order_by("starts_at", "pk")
    )
    meetings = list(_assessed(list(rows)))
    kept = [one.decides.lines for one in meetings if one.decides is not None]
    rolled, has_rule = _rolled(meetings)
    return Year(meetings, lost(kept), suggestions(kept), rolled, has_rule)


def _assessed(meetings: list[Meeting]) -> Iterable[Assessed]:
    sheets = sheets_for(meetings)
    rows = Assessment.objects.filter(
        meeting__in=[meeting.pk for meeting in meetings], replaced_at=None
    )
    given = {(row.meeting_id, row.kind): row for row in rows}
    for meeting in meetings:
        in_force = sheets[meeting.pk]
        order = in_force.sheet.decides if in_force else ()
        by_order = (given.get((meeting.pk, side)) for side in order)
        yield Assessed(
            meeting,
            in_force,
            tuple(given.get((meeting.pk, side)) for side in Assessment.Kind.values),
            next((one for one in by_order if one is not None), None),
        )


def _rolled(meetings: list[Assessed]) -> tuple[Rolled | None, bool]:
    """What the regular meetings come to by the sheet of the latest of them."""
    regular = [one for one in meetings if one.meeting.kind == Meeting.Kind.REGULAR]
    latest = next((one.in_force for one in reversed(regular) if one.in_force), None)
    if latest is None:
        return None, False
    rule = next((one for one in latest.sheet.roll_up if one.period == "year"), _NO_RULE)
    names = latest.sheet.grade_names
    grades = [one.decides.grade for one in regular if one.decides and one.decides.grade in names]
    rolled = roll_up(rule, names, grades, ungraded=len(regular) - len(grades))
    return rolled, bool(rule.thresholds)
