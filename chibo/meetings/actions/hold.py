"""Holding a meeting: what is taken up, said, voted and concluded."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.keys import uuid7
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.meetings import queries, rules
from chibo.meetings.actions.guards import (
    RECORDABLE,
    CannotChange,
    check_seen,
    locked_item,
)
from chibo.meetings.models import AgendaItem, Meeting, Proposal, RollMark, Speech, Vote
from chibo.people.models import Person


class NotPresent(CannotChange):
    """Who is not present can neither chair, nor write, nor speak."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.full_name)
        self.person = person


class NoRoll(CannotChange):
    """Nobody is marked present, so nobody can vote."""


class TooFew(CannotChange):
    """Fewer are present than the cell's own rules ask for a vote."""

    def __init__(self, present: int, needed: int) -> None:
        super().__init__(present, needed)
        self.present = present
        self.needed = needed


class BadVote(CannotChange):
    """Counted votes cannot be: more than the voters present."""

    def __init__(self, cast: int, voters_present: int) -> None:
        super().__init__(cast, voters_present)
        self.cast = cast
        self.voters_present = voters_present


class NotAMember(CannotChange):
    """Only a member makes a proposal that returns to agendas; a guest speaks."""


def take_up(*, item_id: uuid.UUID, by: str, at: datetime) -> AgendaItem:
    """Take up an item; a second time keeps the first time's hour.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        item = locked_item(item_id, RECORDABLE)
        if item.started_at is None:
            item.started_at = at
            item.save(update_fields=["started_at"])
            record("item.taken_up", item, by=by, at=at, unit_code=item.meeting.cell.code)
    return item


def add_speech(
    *,
    item_id: uuid.UUID,
    gist: str,
    by: str,
    at: datetime,
    person: Person | None = None,
    guest: str = "",
    is_proposal: bool = False,
    key: uuid.UUID | None = None,
) -> Speech:
    """Write down who spoke and the gist of it; as a proposal it returns until answered.

    key: made by the page, so that sending twice writes once.

    Raises WrongState or NotPresent; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        item = locked_item(item_id, RECORDABLE)
        meeting = item.meeting
        if person is not None:
            _must_be_present(meeting, person)
        said_before = Speech.objects.filter(pk=key).first() if key else None
        if said_before:
            return said_before
        speech = Speech.objects.create(
            pk=key or uuid7(),
            item=item,
            person=person,
            guest=nfc(guest) if person is None else "",
            gist=gist.strip(),
            said_at=at,
        )
        if is_proposal and person is not None:
            propose(speech, person, meeting)
        record("speech.added", speech, by=by, at=at, unit_code=meeting.cell.code)
    return speech


def make_proposal(*, speech_id: uuid.UUID, by: str, at: datetime) -> Proposal:
    """Record what was said as a proposal; a second time changes nothing.

    Raises WrongState, or NotAMember for what a guest said; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        speech = Speech.objects.select_related("item", "person").get(pk=speech_id)
        item = locked_item(speech.item_id, RECORDABLE)
        if speech.person is None:
            raise NotAMember
        proposal, created = propose(speech, speech.person, item.meeting)
        if created:
            record("proposal.made", proposal, by=by, at=at, unit_code=item.meeting.cell.code)
    return proposal


def record_vote(
    *,
    item_id: uuid.UUID,
    question: str,
    on: str,
    method: str,
    in_favour: int,
    against: int,
    other: int,
    by: str,
    at: datetime,
    key: uuid.UUID | None = None,
) -> Vote:
    """Record a counted vote with the base and the number needed at that moment.

    on: a value of Vote.On, which decides what is enough. method: of Vote.Method.

    Raises WrongState, NoRoll, TooFew or BadVote; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        item = locked_item(item_id, RECORDABLE)
        meeting = item.meeting
        poll = check_vote(
            queries.called(meeting),
            queries.marks_of(meeting),
            on=on,
            counts=(in_favour, against, other),
            at=at,
        )
        vote, created = Vote.objects.get_or_create(
            pk=key or uuid7(),
            defaults={
                "item": item,
                "question": nfc(question),
                "method": method,
                "on": on,
                "in_favour": in_favour,
                "against": against,
                "other": other,
                "base": poll.base,
                "needed": poll.needed,
                "voted_at": at,
            },
        )
        if created:
            record("vote.recorded", vote, by=by, at=at, unit_code=meeting.cell.code)
    return vote


def check_vote(
    called: queries.Called,
    marks: Collection[RollMark],
    *,
    on: str,
    counts: tuple[int, int, int],
    at: datetime,
) -> rules.Poll:
    """Return what a vote is counted on, once it can be.

    counts: in favour, against, other. at: the moment of the vote.

    Raises NoRoll, TooFew or BadVote.
    """
    roll = called.roll(marks, at)
    if roll.attended == 0:
        raise NoRoll
    if roll.needed is not None and roll.present_now < roll.needed:
        raise TooFew(roll.present_now, roll.needed)
    poll = called.poll(marks, on, at)
    in_favour, against, other = counts
    if rules.count_problem(
        in_favour=in_favour, against=against, other=other, voters_present=poll.voters_present
    ):
        raise BadVote(sum(counts), poll.voters_present)
    return poll


def conclude(
    *, item_id: uuid.UUID, conclusion: str, by: str, at: datetime, seen: str = ""
) -> AgendaItem:
    """Write an item's conclusion, as the chair said it.

    Where a member's proposal brought the item here, the conclusion is its answer.
    seen: fingerprint of the conclusion as the form showed it.

    Raises WrongState or Stale; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        item = locked_item(item_id, RECORDABLE)
        check_seen(seen, item.meeting, item.conclusion)
        item.conclusion = conclusion.strip()
        item.started_at = item.started_at or at
        item.save(update_fields=["conclusion", "started_at"])
        answer_origin(item)
        record("item.concluded", item, by=by, at=at, unit_code=item.meeting.cell.code)
    return item


def answer_proposal(*, proposal_id: uuid.UUID, answer: str, by: str, at: datetime) -> Proposal:
    """Answer a member's proposal; it then no longer returns to agendas."""
    with transaction.atomic(durable=True):
        proposal = Proposal.objects.select_related("cell").get(pk=proposal_id)
        proposal.answer = answer.strip()
        proposal.answered_on = local_day(at)
        proposal.save(update_fields=["answer", "answered_on"])
        record("proposal.answered", proposal, by=by, at=at, unit_code=proposal.cell.code)
    return proposal


def answer_origin(item: AgendaItem) -> None:
    """Let an item's conclusion answer the proposal that brought it, inside an action."""
    kind, _sep, key = item.origin_key.partition(":")
    if kind == "proposal" and item.conclusion:
        Proposal.objects.filter(pk=key).update(
            answer=item.conclusion, answered_on=local_day(item.meeting.starts_at)
        )


def _must_be_present(meeting: Meeting, person: Person) -> None:
    if not meeting.roll.filter(person=person, mark=RollMark.Mark.PRESENT).exists():
        raise NotPresent(person)


def propose(speech: Speech, person: Person, meeting: Meeting) -> tuple[Proposal, bool]:
    """Write what was said as a proposal, inside an action; say whether it is new."""
    return Proposal.objects.get_or_create(
        speech=speech,
        defaults={
            "cell": meeting.cell,
            "person": person,
            "text": speech.gist,
            "raised_on": local_day(meeting.starts_at),
        },
    )
