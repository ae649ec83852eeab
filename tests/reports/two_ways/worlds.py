"""Small worlds made by chance: two communes, four cells, four months, and what befalls them.

Cells move and merge by decisions, members become exempt, go elsewhere and are suspended; meetings
move, are called off, stay open or come into the book late; tasks get more time; officials sit in.
What people do with meetings and the tree they do by actions.
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from chibo.base.time import local_moment, month_start
from chibo.book import actions as book
from chibo.book.visits import write_visits
from chibo.meetings.actions import hold, plan
from chibo.meetings.models import Meeting
from chibo.meetings.queries import roll_of
from chibo.people.actions import reorganise
from chibo.people.models import Membership, Person
from chibo.resolutions.actions import extend_task, report_result
from chibo.resolutions.models import Task
from chibo.supervision.models import PassedUp, PlannedVisit, Roster, Visit
from chibo.supervision.rules.roster.quarters import quarter_first
from chibo.units.models import Unit
from chibo.units.steps import Merge, Move, Step
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import EVENING, Village

MONTHS = [date(2026, month, 1) for month in (4, 5, 6, 7)]
_LONG_BEFORE: dict[str, Any] = {"by": "vp", "at": local_moment(date(2026, 1, 5), EVENING)}
_LONG_AFTER = local_moment(date(2026, 12, 1), EVENING)


def world(seed: int) -> Unit:
    """Make a world, and return the province above all of it."""
    rng = Random(seed)  # noqa: S311 (a test's dice)
    province = factories.unit("P", kind="province", name="Tỉnh ủy Thanh Hóa")
    communes = [
        factories.unit(code, kind="commune", name=f"Đảng bộ xã {code}", under=province)
        for code in ("A", "B")
    ]
    villages = [
        made.village(f"{commune.code}.{place}", f"bản {commune.code}{place}", under=commune)
        for commune in communes
        for place in (1, 2)
    ]
    merged_on = _decide(rng)
    for village in villages:
        _set_apart(rng, village)
    for month in MONTHS:
        for village in villages:
            day = month.replace(day=rng.randint(2, 6))
            if village.cell.code != "A.2" or merged_on is None or day < merged_on:
                _month(rng, village, day)
    _give_more_time(rng)
    return province


def _decide(rng: Random) -> date | None:
    """Move one cell to the other commune, and perhaps merge another; return the day of that."""
    moved_on = date(2026, 5, rng.randint(1, 8))
    _carry_out("01-QĐ/TU", moved_on, Move("A.1", "B"))
    if rng.random() < 0.5:
        return None
    merged_on = date(2026, 6, rng.choice((1, 4, 20)))
    _carry_out("02-QĐ/TU", merged_on, Merge("A.2", "B.1"))
    return merged_on


def _carry_out(number: str, on: date, step: Step) -> None:
    reorganise.carry_out(
        number=number,
        signed_on=date(2026, 1, 4),
        effective_on=on,
        title="",
        steps=[step],
        **_LONG_BEFORE,
    )


def _set_apart(rng: Random, village: Village) -> None:
    """Let some be exempt, suspended or elsewhere for a part of the months."""
    for person in village.plain[:3]:
        since = date(2026, rng.randint(3, 6), rng.randint(1, 28))
        until = since + timedelta(days=rng.randint(10, 70))
        match rng.randrange(5):
            case 0:
                factories.standing(person, "exempt", since=since, until=until)
            case 1:
                factories.standing(person, "suspended", since=since, until=until)
            case 2:
                Membership.objects.create(
                    person=person, kind="temporary", place="Dĩ An", since=since, until=until
                )


def _month(rng: Random, village: Village, day: date) -> None:
    _visit(rng, village, day)
    match rng.choices(
        ["met", "moved", "late", "open", "closed", "off", "none"], [6, 2, 2, 1, 1, 1, 1]
    )[0]:
        case "none":
            return
        case "off":
            made.cancelled(village, day)
        case "open":
            _held(rng, village, day)
        case "closed":
            made.close(_held(rng, village, day))
        case "late":
            _seal(_held(rng, village, day), days=rng.choice((3, 20, 90)))
        case "moved":
            _seal(_held(rng, village, day, later=rng.randint(1, 9)), days=1)
        case _:
            _seal(_held(rng, village, day), days=rng.randint(0, 2))
    if rng.random() < 0.3:
        thematic = made.held(village, day + timedelta(days=12), Meeting.Kind.THEMATIC)
        _seal(thematic, days=1)


def _visit(rng: Random, village: Village, day: date) -> None:
    """Let an official be told to sit in, or sit in, or both; perhaps he passes something up."""
    official, month = village.third, month_start(day)
    if rng.random() < 0.5:
        roster, _made = Roster.objects.get_or_create(
            unit=village.commune, first=quarter_first(day), defaults={"made_at": _LONG_BEFORE["at"]}
        )
        PlannedVisit.objects.create(
            roster=roster, official=official, cell=village.cell, sitting=f"{day}", day=day,
            hour=EVENING, told_day=day, told_hour=EVENING, told_at=_LONG_BEFORE["at"],
            cancelled_at=rng.choice([None, None, _LONG_BEFORE["at"]]),
        )  # fmt: skip
    if rng.random() < 0.5:
        visit = Visit.objects.create(
            official=official, cell=village.cell, month=month, day=day, came_at=EVENING,
            minutes_book_seen=rng.choice([None, True, False]),
            received_at=local_moment(day + timedelta(days=rng.choice((0, 5, 40))), EVENING),
        )  # fmt: skip
        answered = day + timedelta(days=rng.randint(1, 60)) if rng.random() < 0.5 else None
        PassedUp.objects.create(
            visit=visit, text="Xin xi măng", unit=village.commune, answered_on=answered,
            answer="Có" if answered else "", answered_by="vp" if answered else "",
        )  # fmt: skip
    write_visits(village.cell, month)


def _held(rng: Random, village: Village, day: date, later: int = 0) -> Meeting:
    meeting = made.opened(village, day) if not later else _moved(village, day, later)
    at = meeting.starts_at
    for line in roll_of(meeting, at).lines:
        kinds = ["present"] * 7 + ["excused", "unexcused"]
        if line.state == "uncalled":
            made.mark(meeting, line.member.person, rng.choice(kinds))
        elif line.state == "exempt" and rng.random() < 0.4:
            made.mark(meeting, line.member.person)
    made.mark(meeting, village.secretary)
    made.mark(meeting, village.deputy)
    made.seat(meeting, village)
    _talk(rng, meeting, [village.secretary, village.deputy])
    if rng.random() < 0.8:
        task = made.task(
            meeting, owner=village.deputy, due_on=at.date() + timedelta(days=rng.randint(5, 50))
        )
        voters = [line for line in roll_of(meeting, at).lines_in("present") if line.member.may_vote]
        made.resolve(meeting, in_favour=rng.choice((len(voters) // 2, len(voters))))
        _report(rng, task, at)
    return made.fresh(meeting)


def _moved(village: Village, day: date, later: int) -> Meeting:
    meeting = made.noticed(village, day)
    plan.move_meeting(
        meeting_id=meeting.pk,
        starts_at=meeting.starts_at + timedelta(days=later),
        place="đình",
        because="lũ",
        version=made.fresh(meeting).version,
        by="bithu",
        at=meeting.starts_at,
    )
    return made.open_now(meeting)


def _talk(rng: Random, meeting: Meeting, people: list[Person]) -> None:
    (item, *_rest) = made.content(meeting)
    for person in people:
        for _ in range(rng.randrange(3)):
            speech = hold.add_speech(
                item_id=item.pk, gist="…", person=person, by="thuky", at=meeting.starts_at
            )
            if rng.random() < 0.3:
                hold.make_proposal(speech_id=speech.pk, by="thuky", at=meeting.starts_at)


def _report(rng: Random, task: Task, at: datetime) -> None:
    """Finish a task before its day, or not."""
    if rng.random() < 0.4:
        report_result(
            task_id=task.pk, text="xong", amount=None, is_done=True,
            reported_on=at.date() + timedelta(days=2), typed_by="…", for_owner=False,
            by="bithu", at=at + timedelta(days=2),
        )  # fmt: skip


def _give_more_time(rng: Random) -> None:
    """Move the day of some tasks when all meetings that looked at them are in the book."""
    for task in Task.objects.filter(done_on=None).order_by("pk"):
        if rng.random() < 0.4:
            extend_task(
                task_id=task.pk,
                until=task.due_on + timedelta(days=200),
                because="mưa",
                by="bithu",
                at=_LONG_AFTER,
            )


def _seal(meeting: Meeting, *, days: int) -> None:
    made.close(meeting)
    book.seal_meeting(
        meeting_id=meeting.pk, by="bithu", at=meeting.starts_at + timedelta(days=days, hours=3)
    )
