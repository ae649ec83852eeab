"""Writing how a meeting was assessed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from chibo.audit.log import record as log
from chibo.book.facts import write_scores
from chibo.meetings.actions.guards import CannotChange, locked
from chibo.meetings.models import Meeting, Vote
from chibo.meetings.queries import poll_of
from chibo.meetings.rules import count_problem
from chibo.quality import frozen
from chibo.quality.models import Assessment
from chibo.quality.queries.evidence import evidence_for
from chibo.quality.queries.sheets import InForce, sheet_for
from chibo.quality.rules.lines import Decision, Line, Why
from chibo.quality.rules.scoring import Score, score
from chibo.quality.rules.sheets import Kind

OPEN_TO_SELF = (Meeting.State.HELD, Meeting.State.CLOSED)
_ABOVE = (Meeting.State.SEALED,)


class NoSheet(CannotChange):
    """No score sheet is in force for this meeting."""


class NoRoll(CannotChange):
    """Nobody was called: nothing is scored before it happened. Law 5."""


class BadPoints(CannotChange):
    """Points that a line cannot have: below nothing, or more than its most."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.key)
        self.line = line


class NoReason(CannotChange):
    """What the record proves was changed without saying why."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.key)
        self.line = line


class StillOpen(CannotChange):
    """The cell votes on a whole score; `lines` are still open."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        super().__init__([line.key for line in lines])
        self.lines = lines


class BadVote(CannotChange):
    """More votes than there are voters, or fewer than none."""


class Overtaken(CannotChange):
    """Somebody else wrote an assessment meanwhile; `by` says who."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


@dataclass(frozen=True, slots=True)
class Given:
    """What a side decides: by criterion and by event, and its note.

    in_favour: how many of the cell voted for its own score; None while it has not voted.
    """

    decisions: Mapping[str, Decision]
    events: Mapping[str, bool]
    note: str = ""
    in_favour: int | None = None


def assess(
    *,
    meeting_id: uuid.UUID,
    kind: str,
    given: Given,
    by: str,
    at: datetime,
    seen: str = "",
) -> Assessment:
    """Write one side's assessment of a meeting; one it wrote before is kept as replaced.

    The cell's own is written while its minutes are open, those from above once they are in the
    book. seen: the key of the assessment the form showed, "" when there was none.

    Raises WrongState, NoSheet, NoRoll, BadPoints, NoReason, StillOpen, BadVote or Overtaken; then
    nothing has changed.
    """
    with transaction.atomic(durable=True):
        own = kind == Assessment.Kind.SELF
        meeting = locked(meeting_id, OPEN_TO_SELF if own else _ABOVE)
        before = Assessment.objects.filter(meeting=meeting, kind=kind, replaced_at=None).first()
        if before is not None and str(before.pk) != seen:
            raise Overtaken(before.written_by)
        in_force = sheet_for(meeting)
        if in_force is None:
            raise NoSheet
        evidence = evidence_for(meeting, at)
        if evidence.attended == 0:
            raise NoRoll
        proposal = score(in_force.sheet, evidence)
        check(proposal, given)
        found = score(in_force.sheet, evidence, changes(proposal, given), given.events)
        vote = vote_of(meeting, found, given, at) if own else _NO_VOTE
        fields = {**fields_of(in_force, proposal, found, given), **vote}
        return write_down(meeting, kind, fields, before=before, by=by, at=at)


# What the offline room and the score of a year share with the page.


def fields_of(in_force: InForce, proposal: Score, found: Score, given: Given) -> dict[str, Any]:
    """Return what an assessment keeps of a score, without the vote."""
    return {"sheet": in_force.row, **kept(found, proposal, given)}


def kept(found: Score, proposal: Score, given: Given) -> dict[str, Any]:
    """Return what is kept of a score: its lines as they stood, points and grade."""
    return {
        "lines": frozen.frozen(found.lines, proposal.lines),
        "events": dict(given.events),
        "points": frozen.rounded(found.lowest.points),
        "most": frozen.rounded(found.most),
        "grade": found.grade or "",
        "note": given.note.strip(),
    }


def write_down(
    meeting: Meeting,
    kind: str,
    fields: Mapping[str, Any],
    *,
    before: Assessment | None,
    by: str,
    at: datetime,
) -> Assessment:
    """Write an assessment in the place of the one before, which is kept; inside a transaction."""
    if before is not None:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    written = Assessment.objects.create(
        meeting=meeting, kind=kind, written_by=by, written_at=at, **fields
    )
    write_scores(meeting)
    log("meeting.assessed", written, by=by, at=at, unit_code=meeting.cell.code, side=kind)
    return written


def changes(proposal: Score, given: Given) -> dict[str, Decision]:
    """Return what was decided beyond the proposal; the same points again are no decision."""
    lines = {line.key: line for line in proposal.lines}
    return {
        key: decision
        for key, decision in given.decisions.items()
        if key in lines and _differs(lines[key], decision)
    }


def _differs(line: Line, decision: Decision) -> bool:
    if line.is_open:
        return True
    if line.criterion.kind == Kind.PASS:
        # Its level follows from whether it is passed.
        return line.passed != decision.passed
    return (line.points, line.level) != (decision.points, decision.level)


def check(proposal: Score, given: Given) -> None:
    """Raise BadPoints or NoReason where one of the lines cannot be decided so."""
    for line in proposal.lines:
        check_line(line, given.decisions.get(line.key))


def check_line(line: Line, decision: Decision | None) -> None:
    """Raise BadPoints or NoReason where a line cannot be decided so. line: as proposed."""
    if decision is None or not _differs(line, decision):
        return
    points = decision.points
    if points is not None and not _is_possible(points, line.most):
        raise BadPoints(line)
    if not line.is_open and not decision.because.strip():
        raise NoReason(line)


def _is_possible(points: Fraction, most: Fraction) -> bool:
    return 0 <= points <= most and (points * 100).denominator == 1


_NO_VOTE: dict[str, int | None] = {"in_favour": None, "vote_base": None, "vote_needed": None}


def vote_of(meeting: Meeting, found: Score, given: Given, at: datetime) -> dict[str, int | None]:
    """Return how the cell voted on its own score. Raises StillOpen or BadVote."""
    if given.in_favour is None:
        return _NO_VOTE
    if not found.is_whole:
        # What waits for a later day, such as the papers' posting, is open for everyone.
        waiting = tuple(line for line in found.open_lines if line.why != Why.NO_EVIDENCE)
        if waiting:
            raise StillOpen(waiting)
    poll = poll_of(meeting, Vote.On.ORDINARY, meeting.ended_at or at)
    problem = count_problem(
        in_favour=given.in_favour, against=0, other=0, voters_present=poll.voters_present
    )
    if problem is not None or given.in_favour > poll.base:
        raise BadVote
    return {"in_favour": given.in_favour, "vote_base": poll.base, "vote_needed": poll.needed}
