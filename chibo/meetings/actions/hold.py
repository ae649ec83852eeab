"""Holding a meeting: the roll, what is taken up, said, voted and concluded."""

import uuid
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.keys import uuid7
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.meetings import queries, rules
from chibo.meetings.actions.guards import (
    PLANNABLE,
    RECORDABLE,
    CannotChange,
    check_seen,
    locked,
    locked_item,
)
from chibo.meetings.models import AgendaItem, Guest, Meeting, Proposal, RollMark, Speech, Vote
from chibo.people.models import Person
from chibo.people.queries import belongs_on, has_post_on, secretary_on


class NotOfCell(CannotChange):
    """The person is not a member of the cell on the day of the meeting."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.full_name)
        self.person = person


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


class EndsBeforeItBegan(CannotChange):
    """The meeting would end before it was opened."""


class EndsInTheFuture(CannotChange):
    """The hour of the end has not come yet: nothing is written down before it happened."""


class NeedsChairReason(CannotChange):
    """Another than the secretary is in the chair, and the minutes must say why."""


def open_meeting(*, meeting_id: uuid.UUID, by: str, at: datetime) -> Meeting:
    """Open a planned meeting: from now on there is a roll to take.

    Who chairs and who writes is said afterwards, by `seat`.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, PLANNABLE)
        meeting.state = Meeting.State.HELD
        meeting.opened_at = at
        meeting.save(update_fields=["state", "opened_at"])
        record("meeting.opened", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def seat(
    *,
    meeting_id: uuid.UUID,
    chair: Person | None,
    meeting_secretary: Person | None,
    by: str,
    at: datetime,
    chair_because: str = "",
) -> Meeting:
    """Say who chairs and who writes the minutes.

    chair_because: why it is not the secretary, whom the minutes expect; they print it.

    Raises WrongState, NotOfCell for the minute-taker, or NeedsChairReason; then nothing has
    changed. The chair may have his official membership elsewhere.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        if meeting_secretary is not None:
            _must_belong(meeting, meeting_secretary)
        if chair is not None and not chair_because.strip():
            _must_be_secretary(meeting, chair)
        meeting.chair = chair
        meeting.chair_because = nfc(chair_because)
        meeting.meeting_secretary = meeting_secretary
        meeting.save(update_fields=["chair", "chair_because", "meeting_secretary"])
        record("meeting.seated", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def mark_roll(
    *,
    meeting_id: uuid.UUID,
    person: Person,
    mark: str | None,
    by: str,
    at: datetime,
    reason: str = "",
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
) -> None:
    """Write one line of the roll; mark None takes it back to not called.

    arrived_at: for who is present; the opening of the meeting unless given.

    Raises WrongState or NotOfCell; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        _must_belong(meeting, person)
        if mark is None:
            meeting.roll.filter(person=person).delete()
        else:
            present = mark == RollMark.Mark.PRESENT
            RollMark.objects.update_or_create(
                meeting=meeting,
                person=person,
                defaults={
                    "mark": mark,
                    "reason": nfc(reason) if mark == RollMark.Mark.EXCUSED else "",
                    "arrived_at": (arrived_at or meeting.opened_at) if present else None,
                    "left_at": left_at if present else None,
                },
            )
        record(
            "roll.marked",
            meeting,
            by=by,
            at=at,
            unit_code=meeting.cell.code,
            person=person.pk,
            mark=mark,
        )


def mark_rest_present(
    *, meeting_id: uuid.UUID, by: str, at: datetime, arrived_at: datetime | None = None
) -> int:
    """Mark all who must attend and are not called yet as present; return how many.

    For the usual evening on which nearly everybody came: the few absent are marked first.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        left = queries.roll_of(meeting, at).lines_in("uncalled")
        RollMark.objects.bulk_create(
            [
                RollMark(
                    meeting=meeting,
                    person=line.member.person,
                    mark=RollMark.Mark.PRESENT,
                    arrived_at=arrived_at or meeting.opened_at,
                )
                for line in left
            ]
        )
        record(
            "roll.rest_present", meeting, by=by, at=at, unit_code=meeting.cell.code, count=len(left)
        )
    return len(left)


def add_guest(*, meeting_id: uuid.UUID, name: str, title: str, by: str, at: datetime) -> Guest:
    """Write down someone who sits in; guests count in no figure of attendance.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        guest = Guest.objects.create(meeting=meeting, name=nfc(name), title=nfc(title))
        record("guest.added", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return guest


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
            _propose(speech, person, meeting)
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
        proposal, created = _propose(speech, speech.person, item.meeting)
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
        roll = queries.roll_of(meeting, at)
        if roll.attended == 0:
            raise NoRoll
        if roll.needed is not None and roll.present_now < roll.needed:
            raise TooFew(roll.present_now, roll.needed)
        poll = queries.poll_of(meeting, on, at)
        problem = rules.count_problem(
            in_favour=in_favour,
            against=against,
            other=other,
            voters_present=poll.voters_present,
        )
        if problem is not None:
            raise BadVote(in_favour + against + other, poll.voters_present)
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
        _answer(item)
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


def end_meeting(*, meeting_id: uuid.UUID, ended_at: datetime, by: str, at: datetime) -> Meeting:
    """Write when a meeting ended; may be corrected until the minutes are closed.

    Raises WrongState, EndsBeforeItBegan or EndsInTheFuture; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        if ended_at > at:
            raise EndsInTheFuture
        if meeting.opened_at is not None and ended_at < meeting.opened_at:
            raise EndsBeforeItBegan
        meeting.ended_at = ended_at
        meeting.save(update_fields=["ended_at"])
        record("meeting.ended", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def read_back(
    *,
    meeting_id: uuid.UUID,
    was_read: bool,
    approved: bool,
    reserved_opinions: str,
    by: str,
    at: datetime,
    seen: str = "",
) -> Meeting:
    """Write whether the minutes were read back and approved, and who kept an opinion of their own.

    seen: fingerprint of the reserved opinions as the form showed them.

    Raises WrongState or Stale; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        check_seen(seen, meeting, meeting.reserved_opinions)
        meeting.read_back = was_read
        meeting.approved = approved
        meeting.reserved_opinions = reserved_opinions.strip()
        meeting.save(update_fields=["read_back", "approved", "reserved_opinions"])
        record("minutes.read_back", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def _answer(item: AgendaItem) -> None:
    kind, _sep, key = item.origin_key.partition(":")
    if kind == "proposal" and item.conclusion:
        Proposal.objects.filter(pk=key).update(
            answer=item.conclusion, answered_on=local_day(item.meeting.starts_at)
        )


def _must_belong(meeting: Meeting, person: Person) -> None:
    day = local_day(meeting.starts_at)
    # A committee's own meeting has only those in posts.
    asked = has_post_on if meeting.kind == Meeting.Kind.COMMITTEE else belongs_on
    if not asked(person, meeting.cell_id, day):
        raise NotOfCell(person)


def _must_be_secretary(meeting: Meeting, chair: Person) -> None:
    secretary = secretary_on(meeting.cell_id, local_day(meeting.starts_at))
    if secretary is not None and secretary != chair.pk:
        raise NeedsChairReason


def _must_be_present(meeting: Meeting, person: Person) -> None:
    if not meeting.roll.filter(person=person, mark=RollMark.Mark.PRESENT).exists():
        raise NotPresent(person)


def _propose(speech: Speech, person: Person, meeting: Meeting) -> tuple[Proposal, bool]:
    return Proposal.objects.get_or_create(
        speech=speech,
        defaults={
            "cell": meeting.cell,
            "person": person,
            "text": speech.gist,
            "raised_on": local_day(meeting.starts_at),
        },
    )
