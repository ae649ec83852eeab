"""The year of one cell, month by month, as its own actions would have written it."""

from datetime import date, datetime, time, timedelta

from chibo.base.time import local_day, local_moment
from chibo.book import facts, passages
from chibo.example import agenda, returning, story
from chibo.example.cell import Cell
from chibo.example.chance import happens
from chibo.example.issues import Issue, Line, Reason, of_season, spoken
from chibo.example.months import Date, dates, month_to_come
from chibo.example.pages import note_closing, seal
from chibo.example.preparing import prepare, prepare_next
from chibo.example.reports import report
from chibo.example.room import Room
from chibo.example.sitting import Clock, Sitting, Taken, approve, close, open_at, take_up
from chibo.example.themes import plan_themes
from chibo.example.topics import phrases
from chibo.example.visits import guest_of
from chibo.guidance.names import Name
from chibo.meetings.models import AgendaItem, Meeting
from chibo.people.rules import official_from

State = Meeting.State
_TO_COME = (State.PLANNED, State.NOTICED)
_SEALING_HOURS = (time(8, 10), time(11, 40), time(16, 30), time(20, 15))


def live(cell: Cell) -> None:
    """Let a cell live through its year and write all that comes of it."""
    today = local_day(cell.now)
    habit = cell.stretches.on(today).habit
    assert habit is not None  # noqa: S101 - customs gave every cell one
    told_since: date | None = today - timedelta(days=400)
    for day in dates(cell.plan, cell.character, habit, cell.rng, cell.now):
        on = local_day(day.starts_at)
        if day.kind == Meeting.Kind.REGULAR and told_since is not None:
            # What is told after the day of sealing is told to the next meeting.
            report(cell, told_since, min(on, today + timedelta(days=1)))
        meeting = _planned(cell, day, habit.place)
        if day.state in (*_TO_COME, State.CANCELLED):
            _not_held(cell, meeting, day)
            continue
        sealed_on = _held(cell, meeting, day)
        if day.kind == Meeting.Kind.REGULAR:
            told_since = sealed_on + timedelta(days=1) if sealed_on else None
    if told_since is not None:
        report(cell, told_since, today + timedelta(days=1))
    plan_themes(cell)
    cell.rows.write()
    facts.rebuild(cell.unit)
    passages.rebuild(cell.unit)


def _planned(cell: Cell, day: Date, place: str) -> Meeting:
    on = local_day(day.starts_at)
    at = _before(cell, day.starts_at, 12)
    moved = on != day.planned_on
    meeting = Meeting(
        id=cell.key(at),
        cell=cell.unit,
        kind=day.kind,
        month=day.month,
        theme=day.theme,
        planned_on=day.planned_on,
        starts_at=day.starts_at,
        place=place,
        moved_because=day.because if moved else "",
        state=day.state,
        version=2 if moved else 1,
    )
    cell.rows.add(meeting)
    return meeting


def _before(cell: Cell, moment: datetime, days: int) -> datetime:
    return min(moment, cell.now) - timedelta(days=days)


def _not_held(cell: Cell, meeting: Meeting, day: Date) -> None:
    at = _before(cell, day.starts_at, 12)
    if meeting.state == State.CANCELLED:
        meeting.cancelled_because = day.because
        cell.rows.add(*agenda.fixed(cell, meeting, at), *agenda.suggested(cell, meeting, at))
        return
    prepare_next(cell, meeting, at)


def _held(cell: Cell, meeting: Meeting, day: Date) -> date | None:
    """Hold one meeting; return the day it came into the book, or None."""
    stretch = cell.stretches.on(local_day(day.starts_at))
    at = _before(cell, day.starts_at, 12)
    meeting.opened_at = open_at(cell, meeting)
    room = Room(cell, meeting, stretch)
    sitting = Sitting(meeting, room)
    items = agenda.fixed(cell, meeting, at)
    opening = next(item for item in items if item.part == AgendaItem.Part.OPENING)
    closing = next(item for item in items if item.part == AgendaItem.Part.CLOSING)
    cell.rows.add(*room.marks.values(), *items)
    clock = Clock(meeting.opened_at)
    opening.started_at = clock.now
    sitting.taken.append(Taken(opening))
    sitting.guests = guest_of(cell, meeting, at)
    cell.rows.add(*sitting.guests)
    clock.on(12)
    if day.kind == Meeting.Kind.THEMATIC:
        _theme(cell, sitting, [item for item in items if item not in (opening, closing)], clock)
    else:
        _content(cell, sitting, clock, at)
    close(cell, sitting, closing, clock)
    prepare(cell, sitting)
    return _enter(cell, sitting, day.state)


def _content(cell: Cell, sitting: Sitting, clock: Clock, at: datetime) -> None:
    meeting, room = sitting.meeting, sitting.room
    on = local_day(meeting.starts_at)
    carried = returning.carried(cell, on)
    ago = _months_to_next(cell, meeting.month)
    for issue in carried:
        returning.talk(cell, room, issue, on)
    own = story.tell(cell, room, carried, on, ago)
    own += _of_persons(cell, room, on, meeting)
    suggestions = agenda.suggested(cell, meeting, at)
    taken = [item for item in suggestions if happens(cell.rng, 0.75)]
    room_left = cell.rng.randint(2, 3) if cell.character.name == "good" else cell.rng.randint(1, 2)
    own += of_season(cell, room, on, max(1, room_left - len(taken) - max(0, len(carried) - 2)))
    issues = [*carried, *(_recurring(cell, room, item) for item in taken), *own]
    pairs = agenda.items(cell, meeting, issues, at)
    chosen = {item.origin_key for item in taken}
    cell.rows.add(*(item for item in suggestions if item.origin_key not in chosen))
    for issue, item in pairs:
        cell.rows.add(item)
        if not issue.postponed:
            take_up(cell, sitting, issue, item, clock)


def _months_to_next(cell: Cell, month: date) -> int:
    """How many months lie between a meeting and the next one to come."""
    today = local_day(cell.now)
    habit = cell.stretches.on(today).habit
    assert habit is not None  # noqa: S101 - customs gave every cell one
    to_come = month_to_come(habit, today)
    return (to_come.year - month.year) * 12 + to_come.month - month.month


def _recurring(cell: Cell, room: Room, item: AgendaItem) -> Issue:
    words = phrases()["recurring"][item.origin_key.partition(":")[2]]
    presenter = room.presenter()
    return Issue(
        title=item.title,
        minutes=item.minutes,
        presenter=presenter,
        reason=Reason.RECURRING,
        facts=item.reason_facts,
        origin=item.origin_key,
        lines=spoken(cell, room, words["say"], without=presenter),
        conclusion=cell.fill(cell.rng.choice(words["conclude"])),
        direct=words["direct"],
    )


def _of_persons(cell: Cell, room: Room, on: date, meeting: Meeting) -> list[Issue]:
    """Who is proposed for admission or recognition: one by one, where the votes are there."""
    assert meeting.opened_at is not None  # noqa: S101 - it was opened above
    poll = room.poll(Name.VOTE_ADMISSION, meeting.opened_at + timedelta(minutes=15))
    if poll.voters_present < poll.needed:
        return []
    return [returning.of_person(cell, room, kind, who) for who, kind in _proposed(cell, on)[:2]]


def _proposed(cell: Cell, on: date) -> list[tuple[str, str]]:
    """The names of those whose probation ended lately and of those to be admitted soon."""
    found = [
        (member.person.full_name, "recognition")
        for member in cell.stretches.on(on).members
        if member.person.official
        and on - timedelta(days=31) < date.fromisoformat(member.person.official) <= on
        and official_from(date.fromisoformat(member.person.ceremony)).isoformat()
        == member.person.official
    ]
    soon = cell.stretches.on(on + timedelta(days=75))
    now = {member.person.pk for member in cell.stretches.on(on + timedelta(days=44)).members}
    found += [
        (member.person.full_name, "admission")
        for member in soon.members
        if member.person.pk not in now and not member.person.official
    ]
    return found


def _theme(cell: Cell, sitting: Sitting, body: list[AgendaItem], clock: Clock) -> None:
    """Act out a thematic meeting: one presents, the others talk it through."""
    words, room = phrases()["thematic"], sitting.room
    theme = sitting.meeting.theme
    presenter = room.presenter()
    text = cell.fill(cell.rng.choice(words["present"]), theme=theme)
    first = Issue(title="", minutes=20, conclusion=words["heard"])
    first.lines = [Line(presenter, text)]
    talk = Issue(title="", minutes=40, conclusion=cell.rng.choice(words["conclude"]))
    talk.lines = spoken(cell, room, words["say"], without=presenter, more=3)
    for issue, item in zip((first, talk), body, strict=True):
        item.presenter = presenter if issue is first else None
        take_up(cell, sitting, issue, item, clock)


def _enter(cell: Cell, sitting: Sitting, state: str) -> date | None:
    """Close and seal as far as the meeting got."""
    meeting = sitting.meeting
    meeting.state = state
    if state == State.HELD:
        meeting.read_back = meeting.approved = False
        return None
    approve(cell, sitting)
    note_closing(cell, meeting)
    if state == State.CLOSED or meeting.ended_at is None:
        return None
    days = cell.rng.randint(*cell.character.seals_after)
    at = meeting.ended_at + timedelta(minutes=15)
    if days:
        on = local_day(meeting.ended_at) + timedelta(days=days)
        at = local_moment(on, cell.rng.choice(_SEALING_HOURS))
    if cell.book.last_at is not None:
        at = max(at, cell.book.last_at + timedelta(minutes=5))
    if at >= cell.now:
        meeting.state = State.CLOSED
        return None
    seal(cell, sitting, at)
    return local_day(at)
