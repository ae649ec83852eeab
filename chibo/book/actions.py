"""Closing a meeting, entering it in the book, correcting it afterwards."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from chibo.access.queries import may
from chibo.access.rules import Ability
from chibo.audit.log import record as log
from chibo.base.time import local_day
from chibo.book import facts, passages
from chibo.book.models import Posting, SealedRecord
from chibo.book.queries import closing_gaps, pages_of
from chibo.book.record import instant, record_of
from chibo.book.rules import FORMAT, canonical, digest, findings
from chibo.book.stages import write_stage
from chibo.meetings.actions.guards import RECORDABLE, CannotChange, locked
from chibo.meetings.models import Entrustment, Meeting, Vote
from chibo.meetings.rules import Gap
from chibo.people.models import Account
from chibo.people.queries import term_on
from chibo.resolutions.models import Resolution
from chibo.units.models import Unit


class Incomplete(CannotChange):
    """Something the minutes need is missing; `gaps` says what, in the order to fill it."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__([gap.what for gap in gaps])
        self.gaps = gaps


class NothingToCorrect(CannotChange):
    """Only what is in the book is corrected by an annex."""


class PostedBeforeItWasHeld(CannotChange):
    """The papers of a meeting cannot be posted before it."""


class PostedInTheFuture(CannotChange):
    """The day has not come yet."""


def close_meeting(*, meeting_id: uuid.UUID, by: str, at: datetime) -> Meeting:
    """Close a held meeting: the cell has approved its minutes. Numbers are given now.

    The minutes get the next number of the term, and so does the resolution when it was
    carried. The meeting ends now unless its end was written before.

    Raises WrongState, or Incomplete with what is missing; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, RECORDABLE)
        missing = closing_gaps(meeting)
        if missing:
            raise Incomplete(missing)
        term = term_on(meeting.cell, local_day(meeting.starts_at))
        meeting.state = Meeting.State.CLOSED
        meeting.closed_at = at
        meeting.ended_at = meeting.ended_at or at
        meeting.term = term
        if meeting.minutes_number is None:
            same = Meeting.objects.filter(cell=meeting.cell, term=term)
            meeting.minutes_number = _next(same.aggregate(last=Max("minutes_number"))["last"])
        meeting.save(update_fields=["state", "closed_at", "ended_at", "term", "minutes_number"])
        _number_resolution(meeting)
        _approve_what_was_typed(meeting, by, at)
        write_stage(meeting)
        log("meeting.closed", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def _approve_what_was_typed(meeting: Meeting, by: str, at: datetime) -> None:
    """Whoever of the cell closes the minutes approves what an office typed of them."""
    waiting = Entrustment.objects.filter(meeting=meeting, approved_by=None)
    if not waiting.exists():
        return
    account = Account.objects.select_related("person").filter(username=by).first()
    if account is not None and may(account, Ability.CLOSE_MEETING, meeting.cell, local_day(at)):
        waiting.update(
            approved_by=account.person, approved_how=Entrustment.How.HERE, approved_on=local_day(at)
        )


def _number_resolution(meeting: Meeting) -> None:
    """Give the resolution its vote and number; one that was not carried gets none."""
    resolution = Resolution.objects.filter(meeting=meeting).first()
    if resolution is None:
        return
    votes = Vote.objects.filter(item__meeting=meeting, on=Vote.On.RESOLUTION)
    vote = votes.order_by("-voted_at", "-pk").first()
    if vote is None:
        return
    resolution.vote = vote
    if not vote.carried:
        # Voted on again after the minutes were opened for a correction.
        resolution.number = resolution.term = None
    elif resolution.number is None:
        resolution.term = meeting.term
        same = Resolution.objects.filter(
            meeting__cell=meeting.cell, term=meeting.term, symbol=resolution.symbol
        )
        resolution.number = _next(same.aggregate(last=Max("number"))["last"])
    resolution.save(update_fields=["vote", "number", "term"])


def _next(last: int | None) -> int:
    return 1 if last is None else last + 1


def reopen_meeting(*, meeting_id: uuid.UUID, by: str, at: datetime) -> Meeting:
    """Open closed minutes again for a correction, as long as they are not in the book.

    Numbers already given stay with the meeting; the cell approves anew.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, (Meeting.State.CLOSED,))
        meeting.state = Meeting.State.HELD
        meeting.closed_at = None
        meeting.approved = False
        meeting.save(update_fields=["state", "closed_at", "approved"])
        # What is typed from now on was not approved by anybody.
        Entrustment.objects.filter(meeting=meeting).update(
            approved_by=None, approved_how="", approved_on=None
        )
        write_stage(meeting)
        log("meeting.reopened", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return meeting


def seal_meeting(*, meeting_id: uuid.UUID, by: str, at: datetime) -> SealedRecord:
    """Enter a closed meeting in the book; nothing of it changes from then on.

    Writes, in the same transaction, the sealed record bound to the one before, its passages
    for searching, and the monthly facts that boards and reports read.

    Raises WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, (Meeting.State.CLOSED,))
        content = record_of(meeting, at)
        page = _append(meeting, SealedRecord.Kind.MEETING, content, by=by, at=at)
        meeting.state = Meeting.State.SEALED
        meeting.save(update_fields=["state"])
        facts.write(meeting.cell, content, at)
        log(
            "meeting.sealed", meeting, by=by, at=at, unit_code=meeting.cell.code, sha256=page.sha256
        )
    return page


def add_annex(*, meeting_id: uuid.UUID, text: str, by: str, at: datetime) -> SealedRecord:
    """Correct minutes that are in the book, by an annex of its own page.

    Raises NothingToCorrect or WrongState; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, (Meeting.State.SEALED,))
        if not text.strip():
            raise NothingToCorrect
        content = {"meeting": {"id": str(meeting.pk)}, "correction": text.strip()}
        page = _append(meeting, SealedRecord.Kind.ANNEX, content, by=by, at=at)
        log("meeting.corrected", meeting, by=by, at=at, unit_code=meeting.cell.code)
    return page


def note_posting(*, meeting_id: uuid.UUID, posted_on: date, by: str, at: datetime) -> Posting:
    """Note on which day a meeting's papers were put on the Party's e-handbook; the last one holds.

    Raises WrongState, PostedBeforeItWasHeld or PostedInTheFuture; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        meeting = locked(meeting_id, (Meeting.State.SEALED,))
        if posted_on < local_day(meeting.opened_at or meeting.starts_at):
            raise PostedBeforeItWasHeld
        if posted_on > local_day(at):
            raise PostedInTheFuture
        posting, _created = Posting.objects.update_or_create(
            meeting=meeting,
            defaults={"posted_on": posted_on, "noted_by": by, "noted_at": at},
        )
        log(
            "meeting.posted",
            meeting,
            by=by,
            at=at,
            unit_code=meeting.cell.code,
            day=posted_on.isoformat(),
        )
    return posting


def _append(
    meeting: Meeting, kind: str, content: dict[str, Any], *, by: str, at: datetime
) -> SealedRecord:
    # The cell's row is the lock of its book: two pages cannot take one number.
    cell = Unit.objects.select_for_update().get(pk=meeting.cell_id)
    last = SealedRecord.objects.filter(cell=cell).order_by("-sequence").first()
    sequence = _next(last.sequence if last else None)
    previous = last.sha256 if last else ""
    sealed = canonical(
        {
            **content,
            "format": FORMAT,
            "kind": str(kind),
            "sequence": sequence,
            "previous": previous,
            "sealed_at": instant(at),
            "sealed_by": by,
        }
    )
    page = SealedRecord.objects.create(
        cell=cell,
        sequence=sequence,
        kind=kind,
        meeting=meeting,
        canonical=sealed,
        sha256=digest(sealed),
        previous_sha256=previous,
        sealed_at=at,
        sealed_by=by,
    )
    passages.write(page)
    return page


class FlawedBook(Exception):
    """A book was tampered with, so nothing can be computed from it."""


def rebuild_facts(*, cell: Unit, by: str, at: datetime) -> list[facts.Difference]:
    """Put right the monthly facts of a cell that differ from its book, and return those.

    Raises FlawedBook; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        Unit.objects.select_for_update().get(pk=cell.pk)
        if findings(pages_of(cell)):
            raise FlawedBook
        found = facts.rebuild(cell)
        if found:
            months = [f"{wrong.month:%Y-%m}" for wrong in found]
            log("facts.rebuilt", cell, by=by, at=at, unit_code=cell.code, months=months)
    return found
