"""How the cells of the example score their meetings, and what those above make of it.

As the action would write it: points are proposed from the same record, people decide the rest. Not
every cell scores itself, and those above do not get to every meeting.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction

from chibo.audit.models import Entry
from chibo.base.time import local_day, local_moment
from chibo.book.record import Record
from chibo.example.cell import Cell
from chibo.example.chance import happens, key
from chibo.example.sitting import Sitting
from chibo.guidance.names import Name
from chibo.meetings.models import Meeting
from chibo.quality.actions.assessing import Given, kept
from chibo.quality.models import Assessment
from chibo.quality.queries.sheets import parsed
from chibo.quality.rules.evidence import Evidence
from chibo.quality.rules.from_record import Around, evidence_of
from chibo.quality.rules.lines import Decision
from chibo.quality.rules.scoring import Score, score

# By character: for how many days a cell has scored itself, how often, how often whole, and between
# which parts of a line's most it gives itself.
_SELF = {
    "good": (400, 0.95, 0.98, (0.88, 1.0)),
    "fair": (190, 0.8, 0.92, (0.7, 0.98)),
    "poor": (160, 0.6, 0.85, (0.4, 0.8)),
}
_BY_THE_COMMITTEE = 0.3
_BY_WHO_SAT_IN = 0.6
OFFICE_AT = "TT"
_BECAUSE = (
    "biên bản chưa rõ việc giao cho ai",
    "ít người phát biểu",
    "kết luận chưa nêu thời hạn",
    "nội dung còn chung chung",
    "nhiệm vụ tháng trước còn dở",
)
_NOTES = {
    "good": "Giữ nền nếp; tháng sau giao thêm việc cho đảng viên trẻ.",
    "fair": "Còn ít người phát biểu; chủ trì gợi ý từng người ở nội dung chính.",
    "poor": "Bắt đầu muộn, nhiệm vụ tháng trước còn dở; chi ủy đôn đốc từng việc.",
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the record of a meeting gives by itself, and what it is read from."""

    evidence: Evidence
    score: Score

    def decided(self, given: Given) -> Score:
        """Return the score with what people decided."""
        return score(self.score.sheet, self.evidence, given.decisions, given.events)


def propose(cell: Cell, meeting: Meeting, record: Record) -> Proposed | None:
    """Return what is proposed for a regular meeting; None before the cell's meetings are scored."""
    since = local_day(cell.now) - timedelta(days=_SELF[cell.character.name][0])
    regular = meeting.kind == Meeting.Kind.REGULAR
    if cell.sheet is None or not regular or local_day(meeting.starts_at) < since:
        return None
    evidence = evidence_of(record, Around())
    return Proposed(evidence, score(parsed(cell.sheet), evidence))


def score_itself(cell: Cell, sitting: Sitting, proposed: Proposed) -> Assessment | None:
    """Return the cell's own score, written before its minutes were closed; None without one."""
    meeting, rng = sitting.meeting, cell.scoring
    _days, often, whole, between = _SELF[cell.character.name]
    if meeting.ended_at is None or not happens(rng, often):
        return None
    decisions = {
        line.key: Decision(_points(cell, line.most, between)) for line in proposed.score.open_lines
    }
    is_whole = happens(rng, whole) or not decisions
    if not is_whole:
        decisions.pop(rng.choice(sorted(decisions)))
    note = _NOTES[cell.character.name] if happens(rng, 0.5) else ""
    made = _made(
        cell,
        meeting,
        "self",
        proposed,
        Given(decisions, {}, note),
        at=meeting.ended_at - timedelta(minutes=2),
        by=cell.clerk,
    )
    if is_whole:
        poll = sitting.room.poll(Name.VOTE_ORDINARY, meeting.ended_at)
        against = rng.choice((0, 0, 0, 1)) if poll.voters_present > poll.needed else 0
        made.in_favour = poll.voters_present - against
        made.vote_base, made.vote_needed = poll.base, poll.needed
    return made


def score_from_above(
    cell: Cell, sitting: Sitting, proposed: Proposed, own: Assessment | None, sealed_at: datetime
) -> None:
    """Write what those above gave a meeting that is in the book, where they got to it."""
    committee = sitting.room.stretch.path[-2].code
    # Of one committee there are accounts to sign in with.
    at = "" if committee == OFFICE_AT else f".{committee.lower()}"
    sides = [("superior", _BY_THE_COMMITTEE, f"vanphong{at}")]
    if sitting.guests:
        sides.insert(0, ("attending", _BY_WHO_SAT_IN, f"canbo{at}"))
    for kind, often, by in sides:
        days = cell.scoring.randint(1, 9)
        when = local_moment(local_day(sealed_at) + timedelta(days=days), time(9, 5 + days))
        if happens(cell.scoring, often) and when < cell.now:
            given = Given(_mostly_the_same(cell, proposed, own), {})
            _made(cell, sitting.meeting, kind, proposed, given, at=when, by=by)


def _mostly_the_same(cell: Cell, proposed: Proposed, own: Assessment | None) -> dict[str, Decision]:
    """What somebody above decides: mostly what the cell gave itself, here and there less."""
    rng = cell.scoring
    gave = {line["criterion"]: line["points"] for line in own.lines} if own else {}
    found = {}
    for line in proposed.score.open_lines:
        if gave.get(line.key) is None:
            between = _SELF[cell.character.name][3]
            found[line.key] = Decision(_points(cell, line.most, between))
            continue
        mark, because = Fraction(gave[line.key]), ""
        if happens(rng, 0.2) and mark >= 1:
            mark = max(Fraction(0), mark - rng.choice((1, 1, 2, 3)))
            because = rng.choice(_BECAUSE)
        found[line.key] = Decision(mark, because=because)
    return found


def _points(cell: Cell, most: Fraction, between: tuple[float, float]) -> Fraction:
    """Some of a line's points, to half a point."""
    return Fraction(round(2 * float(most) * cell.scoring.uniform(*between)), 2)


def _made(
    cell: Cell,
    meeting: Meeting,
    kind: str,
    proposed: Proposed,
    given: Given,
    *,
    at: datetime,
    by: str,
) -> Assessment:
    """Take an assessment to be written, with its line of the log."""
    assert cell.sheet is not None  # noqa: S101 - nothing is proposed without a sheet
    made = Assessment(
        id=key(cell.scoring, at),
        meeting=meeting,
        sheet=cell.sheet,
        kind=kind,
        **kept(proposed.decided(given), proposed.score, given),
        written_by=by,
        written_at=at,
    )
    line = Entry(
        at=at,
        account=by,
        verb="meeting.assessed",
        subject="quality.assessment",
        subject_key=str(made.pk),
        unit_code=cell.plan.code,
        detail={"side": kind},
    )
    cell.rows.add(made, line)
    return made
