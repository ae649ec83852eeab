"""What a side typed on the score page, made into decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from chibo.base.text import nfc
from chibo.quality.actions.assessing import Given
from chibo.quality.rules.lines import Decision, Line
from chibo.quality.rules.scoring import Score
from chibo.quality.rules.sheets import Kind
from chibo.quality.rules.stretches import plain

_LONGEST = 300
_YES_NO = {"yes": True, "no": False}


@dataclass(slots=True)
class Filled:
    """A filled-in score: as typed, what it comes to, and what is wrong by criterion."""

    points: dict[str, str] = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    events: dict[str, bool] = field(default_factory=dict)
    note: str = ""
    in_favour: int | None = None
    vote_error: str = ""

    @property
    def is_valid(self) -> bool:
        """Say whether everything typed can be read."""
        return not self.errors and not self.vote_error

    @property
    def given(self) -> Given:
        """Return what the side decides."""
        return Given(self.decisions, self.events, self.note, self.in_favour)


def filled(proposal: Score, post: Mapping[str, str]) -> Filled:
    """Read a posted score. An empty field leaves its line as it was proposed."""
    found = Filled(note=nfc(post.get("note", "")).strip())
    for line in proposal.lines:
        typed = nfc(post.get(f"points-{line.key}", "")).strip()
        because = nfc(post.get(f"because-{line.key}", "")).strip()[:_LONGEST]
        found.points[line.key], found.because[line.key] = typed, because
        if typed:
            _read(line, typed, because, found)
    for one in proposal.sheet.overrides:
        said = post.get(f"event-{one.key}", "")
        if said in _YES_NO:
            found.events[one.key] = _YES_NO[said]
    _read_vote(post.get("in_favour", "").strip(), found)
    return found


def _read(line: Line, typed: str, because: str, found: Filled) -> None:
    if line.criterion.kind == Kind.PASS:
        if typed in _YES_NO:
            found.decisions[line.key] = Decision(passed=_YES_NO[typed], because=because)
        return
    if not line.most:
        found.decisions[line.key] = Decision(level=typed, because=because)
        return
    try:
        points = Fraction(typed.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        found.errors[line.key] = points_error(line)
        return
    found.decisions[line.key] = Decision(points, because=because)


def _read_vote(typed: str, found: Filled) -> None:
    if not typed:
        return
    if typed.isascii() and typed.isdigit() and len(typed) < 5:
        found.in_favour = int(typed)
    else:
        found.vote_error = _("Write how many were in favour as a whole number.")


def points_error(line: Line) -> str:
    """Return what points a line can have."""
    return points_of_line(line.most)


def points_of_line(most: Fraction) -> str:
    """Return what points can be given where there are at most so many."""
    return _("Write points from 0 to %(most)s, such as 2 or 2,5.") % {"most": plain(most)}
