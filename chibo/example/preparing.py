"""What comes before a meeting: the huddle, who prepares what, the notice."""

from datetime import date, datetime, time, timedelta

from chibo.base.time import local_day, local_moment
from chibo.example import agenda, returning
from chibo.example.cell import Cell
from chibo.example.chance import happens
from chibo.example.issues import Issue
from chibo.example.places import MAY, NGAM
from chibo.example.sitting import Sitting
from chibo.example.stretches import Stretch
from chibo.example.topics import phrases, topics_for
from chibo.meetings.models import AgendaItem, Huddle, Meeting, Preparation
from chibo.people.models import Person
from chibo.resolutions.models import Resolution

_EVENING = time(19)


def prepare(cell: Cell, sitting: Sitting) -> None:
    """Write how a held meeting had been prepared: in good cells with huddle and jobs."""
    meeting = sitting.meeting
    day = local_day(meeting.starts_at)
    if happens(cell.rng, 0.97 if cell.character.name == "good" else 0.8):
        noticed = day - timedelta(days=cell.rng.randint(2, 5))
        meeting.noticed_at = local_moment(noticed, time(17, 30))
    body = [taken.item for taken in sitting.taken if taken.item.part == AgendaItem.Part.BODY]
    if meeting.kind != Meeting.Kind.REGULAR or not happens(cell.rng, cell.character.huddles):
        return
    held_on = day - timedelta(days=cell.rng.randint(4, 7))
    _huddle(cell, meeting, sitting.room.stretch, body, held_on)
    for row in _jobs(cell, meeting, sitting.room.stretch, body, day - timedelta(days=2)):
        row.done_on = row.due_on - timedelta(days=cell.rng.randint(0, 1))
        cell.rows.add(row)


def prepare_next(cell: Cell, meeting: Meeting, at: datetime) -> None:
    """Prepare a meeting to come as far as the cell has got with it."""
    day = local_day(meeting.starts_at)
    stretch = cell.stretches.on(min(day, local_day(cell.now)))
    committee = [member.person for member in stretch.committee]
    issues = returning.carried(cell, day)
    if cell.character.name != "poor" or meeting.state == Meeting.State.NOTICED or not issues:
        issues += _own(cell, committee, day)
    pairs = agenda.items(cell, meeting, issues, at)
    items = [item for _, item in pairs]
    cell.rows.add(*agenda.fixed(cell, meeting, at), *agenda.suggested(cell, meeting, at), *items)
    today = local_day(cell.now)
    if meeting.state == Meeting.State.NOTICED:
        meeting.noticed_at = local_moment(today - timedelta(days=1), time(17, 30))
    if cell.plan.code in (MAY, NGAM) or happens(cell.rng, cell.character.huddles / 2):
        _huddle(cell, meeting, stretch, items, today - timedelta(days=1))
        _jobs_to_do(cell, meeting, stretch, items, today)
    if cell.plan.code == MAY:
        text = "\n".join(issue.direct for issue in issues if issue.direct)
        cell.rows.add(Resolution(id=cell.key(at), meeting=meeting, text=text))


def _own(cell: Cell, committee: list[Person], day: date) -> list[Issue]:
    topics = [
        topic
        for topic in topics_for(cell.plan.flavour, day.month)
        if topic.key not in cell.leaves_out and "any" not in topic.flavours
    ]
    return [
        Issue(
            title=cell.fill(topic.title),
            minutes=15,
            presenter=cell.rng.choice(committee) if committee else None,
            question=cell.fill(topic.vote) if topic.vote else "",
            direct=cell.fill(topic.direct),
        )
        for topic in sorted(topics, key=lambda topic: cell.newest(topic.key))[:1]
    ]


def _huddle(
    cell: Cell, meeting: Meeting, stretch: Stretch, items: list[AgendaItem], on: date
) -> None:
    """The committee's talk; a cell with only a secretary has none to hold."""
    committee = [member.person for member in stretch.committee]
    if len(committee) < 2 or not items:
        return
    item = next((item for item in items if item.needs_vote), items[0])
    came = [person for person in committee if happens(cell.rng, 0.93)] or committee[:1]
    words = cell.fill(cell.rng.choice(phrases()["huddle"]), item=item.title)
    held_at = local_moment(on, _EVENING)
    cell.rows.add_huddle(Huddle(meeting=meeting, held_at=held_at, decisions=words), came)


def _jobs(
    cell: Cell, meeting: Meeting, stretch: Stretch, items: list[AgendaItem], due: date
) -> list[Preparation]:
    committee = [member.person for member in stretch.committee]
    if not committee or not items:
        return []
    return [
        Preparation(
            id=cell.key(local_moment(due, _EVENING)),
            meeting=meeting,
            what=cell.fill(what, item=items[-1].title)[:200],
            person=committee[place % len(committee)],
            due_on=due,
        )
        for place, what in enumerate(phrases()["preparations"][: cell.rng.randint(2, 4)])
    ]


def _jobs_to_do(
    cell: Cell, meeting: Meeting, stretch: Stretch, items: list[AgendaItem], today: date
) -> None:
    """Some done, some due in the next days, so that the secretary's day has something in it."""
    last = local_day(meeting.starts_at) - timedelta(days=1)
    for place, row in enumerate(_jobs(cell, meeting, stretch, items, last)):
        row.due_on = min(today + timedelta(days=1 + place), last)
        if place == 0:
            row.done_on = today
        cell.rows.add(row)
