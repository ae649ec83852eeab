"""One meeting acted out: its rows in the order in which a room would have made them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chibo.base.time import local_day
from chibo.example.cell import Cell, OpenProposal, OpenTask
from chibo.example.chance import happens
from chibo.example.issues import Given, Issue, Line
from chibo.example.room import Room
from chibo.example.topics import phrases
from chibo.guidance.names import Name
from chibo.meetings.models import AgendaItem, Guest, Meeting, Proposal, Speech, Vote
from chibo.resolutions.models import Extension, Resolution, Task

_NOT_CARRIED = "Chưa đủ số tán thành; để lại, bàn tiếp ở buổi sinh hoạt sau."
_NAMES = {Vote.On.ADMISSION: Name.VOTE_ADMISSION}


@dataclass(slots=True)
class Taken:
    """An item of the agenda with all that came of it."""

    item: AgendaItem
    # Each with whether it was a proposal.
    speeches: list[tuple[Speech, bool]] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


@dataclass(slots=True)
class Sitting:
    """A held meeting, whole."""

    meeting: Meeting
    room: Room
    taken: list[Taken] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    resolution: Resolution | None = None
    resolution_vote: Vote | None = None
    directions: list[str] = field(default_factory=list)


class Clock:
    """The hour in the room as the meeting goes on."""

    def __init__(self, opened_at: datetime) -> None:
        self.now = opened_at

    def on(self, minutes: float) -> datetime:
        """Let some minutes pass and return the hour."""
        self.now += timedelta(minutes=round(minutes))
        return self.now


def take_up(cell: Cell, sitting: Sitting, issue: Issue, item: AgendaItem, clock: Clock) -> None:
    """Act out one item of the content: words, vote, conclusion, tasks."""
    pace = cell.character.pace
    taken = Taken(item)
    sitting.taken.append(taken)
    item.started_at = clock.now
    length = issue.minutes * pace / (len(issue.lines) + 2)
    for line in issue.lines:
        taken.speeches.append(_say(cell, sitting, item, line, clock.on(max(length, 1))))
    at = clock.on(max(length, 2))
    if issue.question:
        taken.votes.append(
            vote(
                cell,
                sitting,
                item,
                issue.question,
                on=issue.vote_on,
                at=at,
                clear=_is_clear(issue),
            )
        )
    item.conclusion = sitting.room.said(issue.conclusion)
    if taken.votes and not taken.votes[-1].carried:
        item.conclusion = _NOT_CARRIED
        return
    if issue.direct:
        sitting.directions.append(sitting.room.said(issue.direct))
    if issue.answers is not None and issue.answers.waits < 0:
        _answer(cell, issue.answers, at)
    if issue.about is not None:
        _decide(cell, issue, issue.about, at)
    for given in issue.given:
        taken.tasks.append(_give(cell, sitting, item, given, at))
    clock.on(max(length, 2))


def _is_clear(issue: Issue) -> bool:
    """A person is proposed when the cell is of one mind; the count still has to be enough."""
    return issue.vote_on == Vote.On.ADMISSION


def _say(
    cell: Cell, sitting: Sitting, item: AgendaItem, line: Line, at: datetime
) -> tuple[Speech, bool]:
    speech = Speech(
        id=cell.key(at),
        item=item,
        person=line.person,
        gist=sitting.room.said(line.text),
        said_at=at,
    )
    cell.rows.add(speech)
    if not line.answer:
        return speech, False
    proposal = Proposal(
        id=cell.key(at),
        cell=cell.unit,
        person=line.person,
        speech=speech,
        text=speech.gist,
        raised_on=local_day(sitting.meeting.starts_at),
    )
    cell.rows.add(proposal)
    waiting = OpenProposal(proposal, sitting.room.said(line.answer), line.waits)
    cell.proposals.append(waiting)
    if line.waits < 0:
        _answer(cell, waiting, at)
    return speech, True


def _answer(cell: Cell, waiting: OpenProposal, at: datetime) -> None:
    waiting.proposal.answer = waiting.answer
    waiting.proposal.answered_on = local_day(at)
    cell.proposals.remove(waiting)


def _decide(cell: Cell, issue: Issue, row: OpenTask, at: datetime) -> None:
    """Do with an unfinished task what the meeting concluded."""
    task, words = row.task, phrases()["unfinished"]
    if issue.decides == "drop":
        task.dropped_because = words["drop_because"]
        task.dropped_on = local_day(at)
        cell.tasks.remove(row)
    elif issue.decides == "go_on":
        # Asked about from now on where it goes on.
        cell.tasks.remove(row)
    elif issue.decides == "extend" and issue.until is not None:
        cell.rows.add(
            Extension(
                task=task,
                until=issue.until,
                before=task.due_on,
                because=cell.rng.choice(words["extend_because"]),
                given_at=at,
            )
        )
        task.due_on = issue.until


def _give(cell: Cell, sitting: Sitting, item: AgendaItem, given: Given, at: datetime) -> Task:
    task = Task(
        id=cell.key(at),
        cell=cell.unit,
        meeting=sitting.meeting,
        item=item,
        continues=given.continues,
        what=given.what,
        owner=given.owner,
        owner_group=given.group,
        due_on=given.due_on,
        expected=given.expected,
        amount=given.amount,
        measure=given.measure,
        theme_id=given.theme or None,
    )
    cell.rows.add(task)
    cell.given[sitting.meeting.pk].append(task)
    cell.tasks.append(
        OpenTask(
            task=task,
            given_on=local_day(at),
            reports=given.reports,
            then=given.then,
            done_words=given.done_words,
            following=given.following,
        )
    )
    return task


def vote(
    cell: Cell,
    sitting: Sitting,
    item: AgendaItem,
    question: str,
    *,
    on: str,
    at: datetime,
    clear: bool = False,
) -> Vote:
    """Count a vote on the base the rules give; most are of one mind, not all always are."""
    rng = cell.rng
    poll = sitting.room.poll(_NAMES.get(Vote.On(on), Name.VOTE_ORDINARY), at)
    against = other = 0
    if not clear and poll.voters_present > 5:
        against = rng.choices([0, 1, 2, 3], [70, 18, 8, 4])[0]
        other = rng.choices([0, 1, 2], [85, 12, 3])[0]
    row = Vote(
        id=cell.key(at),
        item=item,
        question=question,
        method=Vote.Method.BALLOT if on == Vote.On.ADMISSION else Vote.Method.HANDS,
        on=on,
        in_favour=poll.voters_present - against - other,
        against=against,
        other=other,
        base=poll.base,
        needed=poll.needed,
        voted_at=at,
    )
    cell.rows.add(row)
    return row


def close(cell: Cell, sitting: Sitting, item: AgendaItem, clock: Clock) -> None:
    """Act out the last item: the vote on the resolution, the minutes read back, the end."""
    meeting = sitting.meeting
    item.started_at = clock.now
    taken = Taken(item)
    sitting.taken.append(taken)
    if meeting.kind == Meeting.Kind.REGULAR:
        words = phrases()["resolution"]
        month = f"{meeting.month:%m/%Y}"
        at = clock.on(4)
        sitting.resolution_vote = vote(
            cell, sitting, item, words["question"].format(month=month), on=Vote.On.RESOLUTION, at=at
        )
        taken.votes.append(sitting.resolution_vote)
        directions = list(dict.fromkeys(sitting.directions))
        sitting.resolution = Resolution(
            id=cell.key(at),
            meeting=meeting,
            text="\n".join([*directions, sitting.room.said(words["last"])]),
        )
        cell.rows.add(sitting.resolution)
        _reserve(cell, sitting, sitting.resolution_vote)
    meeting.ended_at = clock.on(6 if cell.character.name == "good" else 3)


def _reserve(cell: Cell, sitting: Sitting, counted: Vote) -> None:
    """Now and then one who voted against keeps his own opinion."""
    village = cell.plan.flavour == "village"
    if counted.against and village and happens(cell.rng, 0.25):
        person = sitting.room.speakers(1)[0]
        line = cell.rng.choice(phrases()["reserved"])
        sitting.meeting.reserved_opinions = line.format(name=person.full_name)


def approve(cell: Cell, sitting: Sitting) -> None:
    """Close the minutes: the cell approved them, numbers are given as `book` gives them."""
    meeting = sitting.meeting
    term = sitting.room.stretch.term
    numbers = cell.numbers[term]
    numbers.minutes += 1
    meeting.read_back = meeting.approved = True
    meeting.closed_at = meeting.ended_at
    meeting.term = term
    meeting.minutes_number = numbers.minutes
    resolution, counted = sitting.resolution, sitting.resolution_vote
    if resolution is None or counted is None:
        return
    resolution.vote = counted
    if counted.carried:
        numbers.resolutions += 1
        resolution.number = numbers.resolutions
        resolution.term = term
        cell.resolution = resolution
        cell.reviewed[str(resolution.pk)] = cell.given[meeting.pk]


def open_at(cell: Cell, meeting: Meeting) -> datetime:
    """Return when a meeting was opened: on the hour in good cells, later in others."""
    late = cell.rng.randint(0, cell.character.starts_late)
    return meeting.starts_at + timedelta(minutes=late)
