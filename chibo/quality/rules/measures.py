"""What the record of one meeting proves. A new measure is one function here and one test.

What is not on record is unknown, never nothing and never full. Law 6.
"""

from datetime import datetime
from fractions import Fraction

from chibo.base.text import marked as _
from chibo.base.time import local_day
from chibo.quality.rules.conditions import Marks, Stretch
from chibo.quality.rules.evidence import Called, Evidence, Item, Reviewed
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

# The lengths that any document we know of asks for, to check a sheet that sets none of its own.
KNOWN_NORMS = (90, 120)


def marks_of_norm(minutes: int) -> Marks:
    """Return what conditions on minutes missing may name: the asked length and half of it."""
    return {"norm": Fraction(minutes), "half": Fraction(minutes, 2)}


def _possible_short(minutes: int) -> tuple[Stretch, Marks]:
    return Stretch(Fraction(0), Fraction(minutes)), marks_of_norm(minutes)


# ---------------------------------------------------------------- time


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))


@measure(
    "minutes_held",
    title=_("length of the meeting"),
    says=_("%(opened)s to %(ended)s, %(value)s"),
    unit=MeasureUnit.MINUTES,
    source="HD-42/2025",
)
def minutes_held(of: Evidence) -> Measured:
    """From opening to end, in whole minutes."""
    if of.opened_at is None or of.ended_at is None:
        return unknown(_("the meeting has no end yet"))
    length = _minutes(of.opened_at, of.ended_at)
    return count(length, opened=of.opened_at, ended=of.ended_at)


@measure(
    "minutes_short",
    title=_("minutes missing from the asked length"),
    says=_("%(opened)s to %(ended)s, %(held)s minutes; asked: %(norm)s"),
    unit=MeasureUnit.MINUTES,
    better=Better.LESS,
    source="HD-42/2025",
    version=2,
    possible=tuple(_possible_short(minutes) for minutes in KNOWN_NORMS),
)
def minutes_short(of: Evidence) -> Measured:
    """How much is missing from the asked length; nothing when it was reached.

    A meeting that still sits and has reached it can only grow longer, so that is known already.
    """
    ended = of.ended_at or of.sits_at
    if of.opened_at is None or ended is None:
        return unknown(_("the meeting has no end yet"))
    if of.norm_minutes is None:
        return unknown(_("no length is asked of this meeting"))
    length = _minutes(of.opened_at, ended)
    if of.ended_at is None and length < of.norm_minutes:
        return unknown(_("the meeting has no end yet"))
    return Measured(
        Fraction(max(0, of.norm_minutes - length)),
        marks=marks_of_norm(of.norm_minutes),
        facts={
            "opened": of.opened_at,
            "ended": ended,
            "held": length,
            "norm": of.norm_minutes,
        },
    )


@measure(
    "on_planned_day",
    title=_("held on the planned day"),
    says=_("planned for %(planned)s, held on %(held)s"),
    unit=MeasureUnit.ANSWER,
)
def on_planned_day(of: Evidence) -> Measured:
    """Whether it was held on the day first planned."""
    held = local_day(of.opened_at or of.starts_at)
    return answer(yes=held == of.planned_on, planned=of.planned_on, held=held)


# ---------------------------------------------------------------- who came


def _lines(lines: list[Called]) -> tuple[Row, ...]:
    return tuple(Row("member", str(line.person), line.name) for line in lines)


@measure(
    "attendance",
    title=_("share of members who came"),
    says=_("%(part)s of %(whole)s = %(value)s; %(unexcused)s absent without reason"),
    unit=MeasureUnit.PERCENT,
    source="HD-42/2025",
)
def attendance(of: Evidence) -> Measured:
    """Those who came of those who must, in percent; who must come is people.rules' answer."""
    if not of.attended:
        return unknown(_("no roll was taken"))
    absent = [line for line in of.roll if line.must_attend and line.state != "present"]
    without = sum(line.state == "unexcused" for line in absent)
    return share(of.attended, of.must_attend, _lines(absent), unexcused=without)


@measure(
    "unexcused",
    title=_("members absent without reason"),
    says=_("absent without reason: %(value)s"),
    unit=MeasureUnit.COUNT,
    better=Better.LESS,
    source="HD-42/2025",
)
def unexcused(of: Evidence) -> Measured:
    """How many who must come were absent without a reason."""
    if not of.attended:
        return unknown(_("no roll was taken"))
    absent = [line for line in of.roll if line.must_attend and line.state == "unexcused"]
    return count(len(absent), _lines(absent))


@measure(
    "excused_run",
    title=_("longest run of one member's excused absences this year"),
    says=_("longest run of excused absences: %(value)s"),
    unit=MeasureUnit.COUNT,
    better=Better.LESS,
    source="HD-12/2018",
)
def excused_run(of: Evidence) -> Measured:
    """The most meetings running that one member was absent with a reason this year."""
    if not of.attended:
        return unknown(_("no roll was taken"))
    longest = max((run.length for run in of.excused_runs), default=0)
    behind = [run for run in of.excused_runs if run.length == longest]
    return count(longest, tuple(Row("member", "", run.name) for run in behind))


@measure(
    "superior_present",
    title=_("someone of the superior committee sat in"),
    says=_("guests: %(guests)s"),
    unit=MeasureUnit.ANSWER,
    source="HD-42/2025",
)
def superior_present(of: Evidence) -> Measured:
    """Whether someone of the superior committee sat in, as far as it was noted."""
    rows = tuple(Row("guest", "", name) for name in of.guests)
    if of.superior_present is None:
        return unknown(_("nobody noted whether a superior sat in"), rows)
    return answer(yes=of.superior_present, rows=rows, guests=", ".join(of.guests) or "–")


# ---------------------------------------------------------------- prepared


def _ahead(moment: datetime | None, of: Evidence, missing: str) -> Measured:
    if moment is None:
        return unknown(missing)
    starts = of.opened_at or of.starts_at
    hours = int((starts - moment).total_seconds() // 3600)
    return count(max(0, hours), at=moment, days=max(0, hours) // 24)


@measure(
    "notice_hours",
    title=_("hours from the notice to the meeting"),
    says=_("notice given %(at)s, %(value)s before"),
    unit=MeasureUnit.HOURS,
    source="HD-42/2025",
)
def notice_hours(of: Evidence) -> Measured:
    """Whole hours between the notice and the opening; nothing when it came after."""
    return _ahead(of.noticed_at, of, _("no notice is on record"))


@measure(
    "documents_hours",
    title=_("hours from the last document to the meeting"),
    says=_("documents handed out %(at)s, %(value)s before"),
    unit=MeasureUnit.HOURS,
    source="HD-42/2025",
)
def documents_hours(of: Evidence) -> Measured:
    """Whole hours between the last document's posting and the opening."""
    return _ahead(of.documents_at, of, _("no document is on record"))


@measure(
    "has_committee",
    title=_("the cell has a committee"),
    says=_("the cell has a committee: %(value)s"),
    unit=MeasureUnit.ANSWER,
    source="QD-29/2016",
)
def has_committee(of: Evidence) -> Measured:
    """Whether there is anyone to huddle: a secretary alone has nobody."""
    return answer(yes=of.has_committee)


@measure(
    "huddle_held",
    title=_("the cell committee met before"),
    says=_("the cell committee met on %(on)s"),
    unit=MeasureUnit.ANSWER,
    source="HD-42/2025",
)
def huddle_held(of: Evidence) -> Measured:
    """Whether the cell committee met before the meeting, on record."""
    if of.huddle_on is None:
        return unknown(_("no huddle is on record"))
    before = of.huddle_on <= local_day(of.opened_at or of.starts_at)
    return answer(yes=before, on=of.huddle_on)


# ---------------------------------------------------------------- held


def _body(of: Evidence) -> list[Item]:
    return [item for item in of.items if item.part == "body"]


def _items(items: list[Item]) -> tuple[Row, ...]:
    return tuple(Row("item", item.key, item.title) for item in items)


@measure(
    "speakers",
    title=_("share of those present who spoke"),
    says=_("%(part)s of %(whole)s spoke = %(value)s"),
    unit=MeasureUnit.PERCENT,
    source="HD-42/2025",
)
def speakers(of: Evidence) -> Measured:
    """Members who spoke at least once, of the members present, in percent."""
    present = {line.person for line in of.roll if line.state == "present"}
    if not present:
        return unknown(_("no roll was taken"))
    spoke = {
        one.person: one.name for item in of.items for one in item.speakers if one.person in present
    }
    rows = tuple(Row("member", str(person), name) for person, name in spoke.items())
    return share(len(spoke), len(present), rows)


STEPS = {
    "meeting_secretary": _("a minute-taker is named"),
    "roll": _("the roll is complete"),
    "review": _("the last resolution is compared with its results"),
    "items": _("every item is taken up"),
    "speeches": _("members spoke"),
    "conclusions": _("every item has a conclusion"),
    "vote": _("the resolution is voted on"),
    "read_back": _("the minutes are read back"),
    "approved": _("the minutes are approved"),
}


def steps(of: Evidence) -> dict[str, bool]:
    """Return which steps of a meeting are on record; one that has nothing to do is left out.

    Source: [HD-42/2025] II; order and content in docs/sources.md.
    """
    body = _body(of)
    found: dict[str, bool | None] = {
        "meeting_secretary": bool(of.meeting_secretary),
        "roll": bool(of.roll) and not any(line.state == "uncalled" for line in of.roll),
        "review": None if of.reviewed is None else _reviewed(of),
        "items": all(item.taken_up or item.has_conclusion for item in body),
        "speeches": any(item.speakers for item in of.items),
        "conclusions": all(item.has_conclusion for item in body),
        "vote": of.resolution_voted,
        "read_back": of.read_back,
        "approved": of.approved,
    }
    return {step: done for step, done in found.items() if done is not None}


def _reviewed(of: Evidence) -> bool:
    return bool(of.reviewed)


@measure(
    "steps",
    title=_("steps of the meeting on record"),
    says=_("%(part)s of %(whole)s steps on record"),
    unit=MeasureUnit.PERCENT,
    source="HD-42/2025",
)
def steps_taken(of: Evidence) -> Measured:
    """The steps on record of those this meeting has, in percent."""
    if not of.attended:
        return unknown(_("no roll was taken"))
    found = steps(of)
    left = tuple(Row("step", step, STEPS[step]) for step, done in found.items() if not done)
    return share(sum(found.values()), len(found), left)


@measure(
    "conclusions",
    title=_("share of items with a conclusion"),
    says=_("%(part)s of %(whole)s items have a conclusion"),
    unit=MeasureUnit.PERCENT,
    source="HD-42/2025",
)
def conclusions(of: Evidence) -> Measured:
    """Items of the content that have a conclusion, in percent."""
    body = _body(of)
    if not body:
        return unknown(_("the agenda has no item"))
    without = [item for item in body if not item.has_conclusion]
    return share(len(body) - len(without), len(body), _items(without))


@measure(
    "tasks_given",
    title=_("tasks given with owner and day"),
    says=_("tasks given: %(value)s"),
    unit=MeasureUnit.COUNT,
    source="HD-42/2025",
)
def tasks_given(of: Evidence) -> Measured:
    """How many tasks the meeting gave; each has an owner and a day."""
    giving = [item for item in of.items if item.tasks]
    return count(sum(item.tasks for item in giving), _items(giving))


@measure(
    "with_theme",
    title=_("a month with a thematic meeting"),
    says=_("thematic meeting this month: %(value)s"),
    unit=MeasureUnit.ANSWER,
    source="HD-42/2025",
)
def with_theme(of: Evidence) -> Measured:
    """Whether a thematic meeting belongs to the month."""
    return answer(yes=of.with_theme)


@measure(
    "theme_in_quarter",
    title=_("a thematic meeting in the quarter"),
    says=_("thematic meetings this quarter: %(count)s"),
    unit=MeasureUnit.ANSWER,
    source="HD-42/2025",
)
def theme_in_quarter(of: Evidence) -> Measured:
    """Whether a thematic meeting was held in the quarter, up to this meeting."""
    rows = tuple(Row("day", day.isoformat(), "") for day in of.themes_on)
    return answer(yes=bool(of.themes_on), rows=rows, count=len(of.themes_on))


# ---------------------------------------------------------------- results


def due_of(of: Evidence) -> list[Reviewed]:
    """Return the tasks of the last resolution that were due by the meeting."""
    day = local_day(of.starts_at)
    return [task for task in of.reviewed or () if task.due_on <= day]


@measure(
    "tasks_done",
    title=_("share of the last resolution's tasks that are done"),
    says=_("%(part)s of %(whole)s tasks done = %(value)s"),
    unit=MeasureUnit.PERCENT,
    source="HD-42/2025",
)
def tasks_done(of: Evidence) -> Measured:
    """Tasks of the last resolution due by the meeting that were done at it, in percent."""
    if of.reviewed is None:
        return unknown(_("no resolution was there to review"))
    due = due_of(of)
    if not due:
        return unknown(_("no task of the last resolution was due"))
    left = [task for task in due if not task.is_done]
    rows = tuple(Row("task", task.key, f"{task.what} ({task.owner})") for task in left)
    return share(len(due) - len(left), len(due), rows)


# ---------------------------------------------------------------- ended


@measure(
    "approved",
    title=_("the minutes were read back and approved"),
    says=_("minutes read back and approved: %(value)s"),
    unit=MeasureUnit.ANSWER,
    source="HD-42/2025",
)
def approved(of: Evidence) -> Measured:
    """Whether the cell heard and approved its minutes; open while it sits."""
    if of.approved and of.read_back:
        return answer(yes=True)
    if of.ended_at is None:
        return unknown(_("the meeting has no end yet"))
    return answer(yes=False)


@measure(
    "minutes_complete",
    title=_("share of what minutes must hold"),
    says=_("minutes hold %(part)s of %(whole)s parts"),
    unit=MeasureUnit.PERCENT,
    source="HD-42/2025",
)
def minutes_complete(of: Evidence) -> Measured:
    """Parts that minutes must have: times, chair, minute-taker, roll, conclusions, in percent."""
    if of.ended_at is None:
        return unknown(_("the meeting has no end yet"))
    parts = {
        _("beginning and end"): of.opened_at is not None,
        _("who chaired"): bool(of.chair),
        _("who wrote"): bool(of.meeting_secretary),
        _("who came"): bool(of.roll) and not any(line.state == "uncalled" for line in of.roll),
        _("a conclusion for every item"): all(item.has_conclusion for item in _body(of)),
    }
    left = tuple(Row("part", "", name) for name, there in parts.items() if not there)
    return share(len(parts) - len(left), len(parts), left)


@measure(
    "resolution_voted",
    title=_("the resolution or conclusion was voted on"),
    says=_("resolution voted on: %(value)s"),
    unit=MeasureUnit.ANSWER,
    source="HD-42/2025",
)
def resolution_voted(of: Evidence) -> Measured:
    """Whether what was drafted was voted on."""
    if of.resolution_voted is None:
        return unknown(_("no resolution was drafted"))
    return answer(yes=of.resolution_voted)


@measure(
    "sealed_days",
    title=_("days from the meeting to its place in the book"),
    says=_("in the book on %(on)s, after %(value)s"),
    unit=MeasureUnit.DAYS,
    better=Better.LESS,
    source="HD-42/2025",
)
def sealed_days(of: Evidence) -> Measured:
    """Days from the meeting until its minutes were in the book."""
    if of.sealed_on is None:
        return unknown(_("the minutes are not in the book yet"))
    days = (of.sealed_on - local_day(of.opened_at or of.starts_at)).days
    return count(max(0, days), on=of.sealed_on)


@measure(
    "posted_days",
    title=_("days from the meeting to its papers on the e-handbook"),
    says=_("on the e-handbook on %(on)s, after %(value)s"),
    unit=MeasureUnit.DAYS,
    better=Better.LESS,
    source="HD-42/2025",
)
def posted_days(of: Evidence) -> Measured:
    """Days from the meeting until someone noted its papers as posted on the e-handbook."""
    if of.posted_on is None:
        return unknown(_("nobody noted yet that the papers are on the e-handbook"))
    days = (of.posted_on - local_day(of.opened_at or of.starts_at)).days
    return count(max(0, days), on=of.posted_on)
