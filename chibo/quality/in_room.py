"""The cell's own score as a part of the offline room: see docs/decisions/0024."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from chibo.quality import carrying, folding
from chibo.room.lines import key_of, kind_of
from chibo.room.parts import Part


def about(line: str) -> str:
    """Return what a line of the score is about."""
    match kind_of(line):
        case "score":
            return _("the mark for %(number)s") % {"number": key_of(line)}
        case "score-event":
            return _("what decides above the points")
        case "score-vote":
            return _("the vote on the score")
    return _("weak points and how to mend them")


def why(reason: str, facts: Mapping[str, Any]) -> str:
    """Return why a line of the score is not written, and what to do."""
    say = _REASONS.get(reason)
    return say(facts) if say else _("A rule does not allow it. Ask the committee office.")


_REASONS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "BadPoints": lambda facts: (
        _("Write points from 0 to %(most)s, such as 2 or 2,5.") % {"most": facts.get("most", "?")}
    ),
    "NoReason": lambda _facts: _(
        "The record says otherwise. Write in a few words why you change it."
    ),
    "StillOpen": lambda facts: (
        _("The cell votes on a whole score. Still open: %(lines)s. Decide these first.")
        % {"lines": facts.get("lines", "?")}
    ),
    "BadVote": lambda _facts: _(
        "More are in favour than have a vote and were present. Count again."
    ),
    "NoRoll": lambda _facts: _(
        "Cannot score: nobody is marked present. Mark who came, then it is written."
    ),
    "NoSheet": lambda _facts: _(
        "No score sheet is in force for this kind of meeting. The committee above puts one in force."
    ),
    "NoSuchLine": lambda _facts: _(
        "The score sheet in force has no such line. Take it back, and score what the sheet asks."
    ),
    "DoesNotApply": lambda _facts: _(
        "This line does not apply to the meeting, so it has no points. Take it back."
    ),
    "WrongState": lambda _facts: _("The meeting was not opened. Open it, then this is written."),
}

PART = Part(
    name="score",
    kinds=folding.KINDS,
    texts=frozenset({folding.NOTE}),
    carried=carrying.carried,
    lines=folding.lines_of,
    write=folding.write,
    about=about,
    why=why,
)
