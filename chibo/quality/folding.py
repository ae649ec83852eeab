"""The cell's own score as the offline room writes it: its lines, and writing what they say."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from chibo.meetings.actions.guards import CannotChange, WrongState
from chibo.meetings.models import Meeting
from chibo.quality.actions import assessing
from chibo.quality.actions.assessing import Given
from chibo.quality.models import Assessment
from chibo.quality.queries.evidence import evidence_for
from chibo.quality.queries.sheets import sheet_for
from chibo.quality.rules.lines import Decision, Why, fits
from chibo.quality.rules.scoring import Score, score
from chibo.quality.rules.sheets import Sheet
from chibo.quality.rules.stretches import plain
from chibo.room.lines import Clean, key_of, kind_of
from chibo.room.models import OpenPoint
from chibo.room.parts import TEXT, Unwritten

KINDS = frozenset({"score", "score-event", "score-vote"})
NOTE = "score-note"

_NOTE_LINE = TEXT + NOTE

Lines = Mapping[str, Clean | None]


class NoSuchLine(CannotChange):
    """The sheet in force has no such criterion or event."""


class DoesNotApply(CannotChange):
    """The criterion does not apply to this meeting, so nobody gives it points."""


def lines_of(meeting: Meeting) -> dict[str, Clean]:
    """Return what people decided in the cell's own score, in the words of a room's document."""
    own = _own(meeting)
    if own is None:
        return {}
    found: dict[str, Clean] = {
        f"score/{line['criterion']}": {name: line[name] for name in _SAID}
        for line in own.lines
        if line["why"] == Why.DECIDED
    }
    found |= {f"score-event/{key}": {"happened": said} for key, said in own.events.items()}
    if own.in_favour is not None:
        found["score-vote"] = {"in_favour": own.in_favour}
    if own.note:
        found[_NOTE_LINE] = {"text": own.note}
    return found


_SAID = ("points", "level", "passed", "because")


def write(meeting: Meeting, lines: Lines, *, by: str, at: datetime) -> list[Unwritten]:
    """Write the cell's own score as the room decided it; return the lines that could not be.

    By the same checks as the page's. What is refused leaves its criterion as proposed, and the
    rest is written. Inside a transaction, the meeting locked.
    """
    before = _own(meeting)
    if meeting.state not in assessing.OPEN_TO_SELF:
        return _late(meeting, before, lines)
    said = {line: value for line, value in lines.items() if value is not None}
    if before is None and not said:
        return []
    in_force = sheet_for(meeting)
    if in_force is None:
        return [_unwritten(line, assessing.NoSheet()) for line in said]
    evidence = evidence_for(meeting, at)
    if evidence.attended == 0:
        return [_unwritten(line, assessing.NoRoll()) for line in said]
    proposal = score(in_force.sheet, evidence)
    sifted = _Sifted(in_force.sheet, proposal)
    for line, value in said.items():
        sifted.take(line, value)
    given = sifted.given
    found = score(in_force.sheet, evidence, assessing.changes(proposal, given), given.events)
    vote, refused = _vote(meeting, found, given, at)
    fields = {**assessing.fields_of(in_force, proposal, found, given), **vote}
    if before is None or any(getattr(before, name) != one for name, one in fields.items()):
        assessing.write_down(meeting, Assessment.Kind.SELF, fields, before=before, by=by, at=at)
    return [*sifted.unwritten, *refused]


def _own(meeting: Meeting) -> Assessment | None:
    rows = Assessment.objects.filter(meeting=meeting, kind=Assessment.Kind.SELF, replaced_at=None)
    return rows.select_related("sheet").first()


def _vote(
    meeting: Meeting, found: Score, given: Given, at: datetime
) -> tuple[Mapping[str, int | None], list[Unwritten]]:
    try:
        return assessing.vote_of(meeting, found, given, at), []
    except CannotChange as error:
        without = replace(given, in_favour=None)
        return assessing.vote_of(meeting, found, without, at), [_unwritten("score-vote", error)]


@dataclass(slots=True)
class _Sifted:
    """The room's decisions: those that can be, and those that cannot with the reason."""

    sheet: Sheet
    proposal: Score
    decisions: dict[str, Decision] = field(default_factory=dict)
    events: dict[str, bool] = field(default_factory=dict)
    note: str = ""
    in_favour: int | None = None
    unwritten: list[Unwritten] = field(default_factory=list)

    @property
    def given(self) -> Given:
        return Given(self.decisions, self.events, self.note, self.in_favour)

    def take(self, line: str, value: Clean) -> None:
        try:
            self._take(line, value)
        except CannotChange as error:
            self.unwritten.append(_unwritten(line, error))

    def _take(self, line: str, value: Clean) -> None:
        match kind_of(line):
            case "score":
                self._decide(line, value)
            case "score-event":
                if key_of(line) not in {one.key for one in self.sheet.overrides}:
                    raise NoSuchLine(line)
                self.events[key_of(line)] = value["happened"]
            case "score-vote":
                self.in_favour = value["in_favour"]
            case _:
                self.note = value["text"]

    def _decide(self, name: str, value: Clean) -> None:
        line = next((one for one in self.proposal.lines if one.key == key_of(name)), None)
        if line is None:
            raise NoSuchLine(name)
        if line.why in (Why.SPREAD, Why.LEFT_OUT):
            raise DoesNotApply(name)
        decision = _decision(value)
        if not fits(line, decision, self.sheet):
            self.unwritten.append(Unwritten(name, OpenPoint.Kind.UNREADABLE))
            return
        assessing.check_line(line, decision)
        self.decisions[line.key] = decision


def _decision(value: Clean) -> Decision:
    points = value["points"]
    return Decision(
        None if points is None else Fraction(points),
        value["level"],
        value["passed"],
        value["because"],
    )


def _late(meeting: Meeting, before: Assessment | None, lines: Lines) -> list[Unwritten]:
    """What is not in a score that no longer changes, or in none that could be yet."""
    kept = {line["criterion"]: line for line in before.lines} if before else {}
    own = lines_of(meeting)
    missing = [
        line
        for line, value in lines.items()
        if value != own.get(line) and not _is_proposed(kept.get(key_of(line)), value)
    ]
    if meeting.state in (Meeting.State.SEALED, Meeting.State.CANCELLED):
        return [Unwritten(line, OpenPoint.Kind.LATE) for line in missing]
    return [_unwritten(line, WrongState(meeting.state)) for line in missing]


def _is_proposed(kept: Mapping[str, Any] | None, value: Clean | None) -> bool:
    """Say whether a line has by proposal what was decided for it."""
    if kept is None or value is None or "points" not in value:
        return False
    points, mine = kept["points"], value["points"]
    return (points, kept["passed"]) == (mine, value["passed"]) and bool(
        points or kept["passed"] is not None or kept["level"] == value["level"]
    )


def _unwritten(line: str, error: CannotChange) -> Unwritten:
    return Unwritten(line, OpenPoint.Kind.REFUSED, type(error).__name__, _facts(error))


def _facts(error: CannotChange) -> dict[str, Any]:
    """Return what a refusal's sentence names."""
    match error:
        case assessing.BadPoints(line=line):
            return {"most": plain(line.most)}
        case assessing.StillOpen(lines=lines):
            return {"lines": ", ".join(line.key for line in lines)}
    return {}
