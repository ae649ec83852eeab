"""What a meeting takes up: topics of the season, with words, proposals and tasks to come."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chibo.base.time import local_day
from chibo.example.cell import Cell, OpenProposal, OpenTask, Report
from chibo.example.chance import happens
from chibo.example.months import is_stormy, place_of, storm_month
from chibo.example.room import Room
from chibo.example.topics import Ask, Topic, Work, common_asks, storm_topic, topics_for
from chibo.meetings.models import AgendaItem, Vote
from chibo.people.models import Person
from chibo.resolutions.models import Task

Reason = AgendaItem.Reason


@dataclass(slots=True)
class Line:
    """What one person says; with an answer it is a proposal."""

    person: Person
    text: str
    answer: str = ""
    # Meetings until it is answered; -1 answers at once.
    waits: int = 0


@dataclass(slots=True)
class Given:
    """A task as the meeting gives it, with what is going to come of it."""

    what: str
    owner: Person | None
    group: str
    due_on: date
    expected: str
    amount: Decimal | None
    measure: str
    theme: str
    reports: list[Report]
    then: str
    done_words: tuple[str, ...]
    continues: Task | None = None
    following: dict[str, Any] | None = None


@dataclass(slots=True)
class Issue:
    """One item of the content from its title to its tasks."""

    title: str
    minutes: int
    presenter: Person | None = None
    reason: str = Reason.OWN
    facts: dict[str, Any] = field(default_factory=dict)
    origin: str = ""
    lines: list[Line] = field(default_factory=list)
    conclusion: str = ""
    direct: str = ""
    question: str = ""
    vote_on: str = Vote.On.ORDINARY
    given: list[Given] = field(default_factory=list)
    # A suggestion waits in the agenda already and is taken over, not written anew.
    is_suggested: bool = False
    # Left for another meeting, with the reason.
    postponed: str = ""
    answers: OpenProposal | None = None
    # The open task an unfinished item is about, and what the meeting decides on it.
    about: OpenTask | None = None
    decides: str = ""
    until: date | None = None


def of_season(cell: Cell, room: Room, day: date, count: int) -> list[Issue]:
    """Return so many items of the committee's own, those not taken up for long first."""
    found = []
    if is_stormy(cell.plan) and day.replace(day=1) == storm_month(local_day(cell.now)):
        found.append(_issue(cell, room, storm_topic(), day))
    topics = [
        topic
        for topic in topics_for(cell.plan.flavour, day.month)
        if topic.key not in cell.leaves_out
    ]
    mixed = cell.rng.sample(topics, len(topics))
    mixed.sort(key=lambda topic: cell.newest(topic.key))
    # First something of the cell's own kind of work, then whatever has waited longest.
    mixed.sort(key=lambda topic: "any" in topic.flavours)
    chosen = mixed[:1]
    chosen += sorted(mixed[1:], key=lambda topic: cell.newest(topic.key))
    for topic in chosen[: max(0, count - len(found))]:
        cell.remember(topic.key)
        found.append(_issue(cell, room, topic, day))
    return found


def _issue(cell: Cell, room: Room, topic: Topic, day: date) -> Issue:
    presenter = room.presenter()
    issue = Issue(
        title=cell.fill(topic.title),
        minutes=cell.rng.choice([10, 10, 15, 15, 20]),
        presenter=presenter,
        conclusion=cell.fill(cell.fresh(topic.conclude, 1)[0]),
        direct=cell.fill(topic.direct),
    )
    issue.lines = spoken(cell, room, topic.say, without=presenter)
    if topic.vote and happens(cell.rng, 0.7):
        issue.question = cell.fill(topic.vote)
    if happens(cell.rng, cell.character.proposes / 2):
        propose(cell, room, issue, topic.ask or common_asks(place_of(cell.plan.flavour)))
    issue.given = [
        _given(cell, room, work, topic.theme, day)
        for work in topic.work
        if happens(cell.rng, 0.6 if cell.character.name == "poor" else 0.85)
    ]
    return issue


def spoken(
    cell: Cell,
    room: Room,
    say: tuple[str, ...] | list[str],
    *,
    without: Person | None,
    more: int = 0,
    **words: str,
) -> list[Line]:
    """Return what some of those present say, each something else.

    more: how many more than usual take the floor.
    """
    count = cell.rng.randint(*cell.character.speaks) + more
    people = room.speakers(count, without=without)
    texts = cell.fresh(say, len(people))
    return [
        Line(person, cell.fill(text, **words)) for person, text in zip(people, texts, strict=False)
    ]


def propose(cell: Cell, room: Room, issue: Issue, asks: tuple[Ask, ...]) -> None:
    """Let someone ask for something, unless three proposals wait already."""
    if len(cell.proposals) >= 3:
        return
    text = cell.fresh([ask.text for ask in asks], 1)[0]
    ask = next(ask for ask in asks if ask.text == text)
    waits = -1 if happens(cell.rng, 0.3) else 0
    if not happens(cell.rng, cell.character.answers):
        waits = cell.rng.randint(1, 2)
    for person in room.speakers(1, without=issue.presenter):
        issue.lines.append(Line(person, cell.fill(text), cell.fill(ask.answer), waits))


def _given(cell: Cell, room: Room, work: Work, theme: str, day: date) -> Given:
    amount = None
    if work.amount:
        low, high, step = work.amount
        amount = Decimal(cell.rng.randrange(low, high + 1, step))
    words = {"n": str(amount or "")}
    given = Given(
        what=cell.fill(work.what, **words),
        owner=None if work.who else room.worker(),
        group=work.who,
        due_on=cell.due(day),
        expected=cell.fill(work.expected, **words) if work.expected else "",
        amount=amount,
        measure=work.measure,
        theme=theme,
        reports=[],
        then="",
        done_words=work.done,
    )
    # Some work is not for one month.
    if happens(cell.rng, 0.15):
        given.due_on += timedelta(days=31)
    given.reports, given.then = fate(cell, amount, work.partly, work.done)
    return given


def fate(
    cell: Cell, amount: Decimal | None, partly: tuple[str, ...], done: tuple[str, ...]
) -> tuple[list[Report], str]:
    """Return what will be reported of a task, and what the cell decides if it comes back."""
    rng = cell.rng
    if happens(rng, cell.character.finishes):
        return [Report(rng.uniform(0.4, 1.0), amount, rng.choice(done), is_done=True)], ""
    then = rng.choices(["extend", "go_on", "open", "drop"], [60, 15, 18, 7])[0]
    if amount is None or amount < 3:
        then = "extend" if then == "go_on" else then
    if happens(rng, 0.25):
        return [], then
    part = None if amount is None else _part(amount, rng.uniform(0.25, 0.8))
    return [Report(rng.uniform(0.5, 1.0), part, rng.choice(partly), is_done=False)], then


def _part(amount: Decimal, share: float) -> Decimal:
    """A part of an amount, as round as people say it."""
    part = int(float(amount) * share)
    if amount >= 100:
        part -= part % 10
    return Decimal(max(part, 1) if amount > 1 else 0)
