"""What the sealed records of a cell's year prove, for sheets that grade a year.

A roll-up of a quarter asks the same of the quarter's meetings.
"""

from collections import Counter

from chibo.base.text import marked as _
from chibo.quality.rules.evidence import MeetingOfYear, YearEvidence
from chibo.quality.rules.measuring import (
    Better,
    Measured,
    MeasureUnit,
    Row,
    answer,
    count,
    measure,
    share,
    unknown,
)


def _regular(of: YearEvidence) -> list[MeetingOfYear]:
    return [one for one in of.meetings if one.kind == "regular"]


def _met(of: YearEvidence) -> set[int]:
    """Return the months in which a meeting was due and is in the book."""
    return {one.month for one in _regular(of)} & set(of.months)


def _rows(meetings: list[MeetingOfYear]) -> tuple[Row, ...]:
    return tuple(Row("meeting", one.key, one.held_on.isoformat()) for one in meetings)


@measure(
    "year_attendance",
    title=_("share of members who came, over the year"),
    says=_("%(part)s of %(whole)s in the year = %(value)s"),
    unit=MeasureUnit.PERCENT,
    period="year",
)
def year_attendance(of: YearEvidence) -> Measured:
    """All who came to regular meetings of all who had to, in percent."""
    meetings = _regular(of)
    whole = sum(one.must_attend for one in meetings)
    if not whole:
        return unknown(_("no regular meeting of the year is in the book"))
    return share(sum(one.attended for one in meetings), whole, _rows(meetings))


@measure(
    "year_met",
    title=_("share of months with a regular meeting"),
    says=_("met in %(part)s of %(whole)s months"),
    unit=MeasureUnit.PERCENT,
    period="year",
)
def year_met(of: YearEvidence) -> Measured:
    """Months with a regular meeting in the book, of those in which one was due, in percent."""
    if not of.months:
        return unknown(_("no month of the year is over yet"))
    met = _met(of)
    return share(len(met), len(of.months), _rows(_regular(of)))


@measure(
    "year_on_planned_day",
    title=_("share of regular meetings held on the planned day"),
    says=_("%(part)s of %(whole)s on the planned day = %(value)s"),
    unit=MeasureUnit.PERCENT,
    period="year",
)
def year_on_planned_day(of: YearEvidence) -> Measured:
    """Regular meetings held on the day first planned, in percent."""
    meetings = _regular(of)
    if not meetings:
        return unknown(_("no regular meeting of the year is in the book"))
    moved = [one for one in meetings if not one.on_planned_day]
    return share(len(meetings) - len(moved), len(meetings), _rows(moved))


@measure(
    "year_excused_most",
    title=_("most excused absences of one member in the year"),
    says=_("most excused absences of one member: %(value)s"),
    unit=MeasureUnit.COUNT,
    better=Better.LESS,
    period="year",
)
def year_excused_most(of: YearEvidence) -> Measured:
    """The most meetings of the year that one member was absent from with a reason."""
    meetings = _regular(of)
    if not meetings:
        return unknown(_("no regular meeting of the year is in the book"))
    times = Counter(line.person for one in meetings for line in one.excused)
    names = {line.person: line.name for one in meetings for line in one.excused}
    most = max(times.values(), default=0)
    behind = (names[person] for person, often in times.items() if often == most)
    return count(most, tuple(Row("member", "", name) for name in behind))


@measure(
    "year_unexcused",
    title=_("absences without reason in the year"),
    says=_("absences without reason in the year: %(value)s"),
    unit=MeasureUnit.COUNT,
    better=Better.LESS,
    period="year",
)
def year_unexcused(of: YearEvidence) -> Measured:
    """How often in the year someone was absent from a regular meeting without a reason."""
    meetings = _regular(of)
    if not meetings:
        return unknown(_("no regular meeting of the year is in the book"))
    behind = [one for one in meetings if one.unexcused]
    return count(sum(one.unexcused for one in behind), _rows(behind))


@measure(
    "year_tasks_done",
    title=_("share of the year's tasks that were done when due"),
    says=_("%(part)s of %(whole)s tasks done = %(value)s"),
    unit=MeasureUnit.PERCENT,
    period="year",
)
def year_tasks_done(of: YearEvidence) -> Measured:
    """Tasks that were done when they were reviewed, of those due by then, in percent."""
    whole = sum(one.tasks_due for one in of.meetings)
    if not whole:
        return unknown(_("no task of the year was due"))
    behind = [one for one in of.meetings if one.tasks_done < one.tasks_due]
    return share(sum(one.tasks_done for one in of.meetings), whole, _rows(behind))


@measure(
    "year_themes",
    title=_("quarters of the year with a thematic meeting"),
    says=_("a thematic meeting in %(value)s quarters"),
    unit=MeasureUnit.COUNT,
    period="year",
)
def year_themes(of: YearEvidence) -> Measured:
    """In how many quarters a thematic meeting is in the book."""
    meetings = [one for one in of.meetings if one.kind == "thematic"]
    quarters = {(one.month - 1) // 3 for one in meetings}
    return count(len(quarters), _rows(meetings))


@measure(
    "year_met_every_month",
    title=_("a regular meeting in every month"),
    says=_("a regular meeting in every month: %(value)s"),
    unit=MeasureUnit.ANSWER,
    period="year",
)
def year_met_every_month(of: YearEvidence) -> Measured:
    """Whether every month in which a meeting was due has one in the book."""
    if not of.months:
        return unknown(_("no month of the year is over yet"))
    return answer(yes=_met(of) == set(of.months))
