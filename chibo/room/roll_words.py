"""A line of the roll in shape and words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from chibo.base.templatetags.words import clock, day
from chibo.meetings.queries import Roll, RollLine
from chibo.people.models import Post

_SHAPES = {"present": "done", "excused": "half", "unexcused": "missed", "uncalled": "wait"}
_BY_RIGHT = ("exempt", "temporarily_exempt", "elsewhere", "suspended", "detained", "guest")


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One person of the roll as the room shows him."""

    person: Any
    state: str
    # Name of the look in the style sheet, and of the shape beside the name.
    look: str
    shape: str
    post: str
    words: str
    is_marked: bool


def groups(roll: Roll) -> list[tuple[str, list[ShownLine]]]:
    """Return the roll in the order the room wants: who is left to call comes first."""
    return [
        ("uncalled", _shown(roll.lines_in("uncalled"))),
        ("absent", _shown(roll.lines_in("excused", "unexcused"))),
        ("present", _shown(roll.lines_in("present"))),
        ("by_right", _shown(roll.lines_in(*_BY_RIGHT))),
    ]


def _shown(lines: list[RollLine]) -> list[ShownLine]:
    return [
        ShownLine(
            person=line.member.person,
            state=line.state,
            look=_look(line.state),
            shape=_SHAPES.get(line.state, "away" if line.state == "elsewhere" else "none"),
            post=str(Post.Kind(line.member.posts[0]).label) if line.member.posts else "",
            words=_words(line),
            is_marked=line.mark is not None,
        )
        for line in lines
    ]


def _look(state: str) -> str:
    if state in _SHAPES:
        return state
    return "away" if state == "elsewhere" else "exempt"


def _words(line: RollLine) -> str:  # noqa: C901 (one flat list of cases)
    mark = line.mark
    match line.state:
        case "present" if mark and mark.left_at:
            return _("present %(since)s to %(until)s") % {
                "since": clock(mark.arrived_at),
                "until": clock(mark.left_at),
            }
        case "present":
            return _("present since %(since)s") % {
                "since": clock(mark.arrived_at if mark else None)
            }
        case "excused" if mark and mark.reason:
            return _("absent with reason: %(reason)s") % {"reason": mark.reason}
        case "excused":
            return _("absent with reason")
        case "unexcused":
            return _("absent without reason")
        case "uncalled":
            return _("not called yet")
        case "elsewhere":
            return _("attending elsewhere for a time")
        case "guest":
            return _("here for a time, from another cell")
        case "suspended" | "detained":
            return _("suspended")
    for_a_time = line.state == "temporarily_exempt"
    since = next((row.since for row in line.member.standings), None)
    if since is None:
        return _("exempt for a time") if for_a_time else _("exempt")
    if for_a_time:
        return _("exempt for a time, since %(day)s") % {"day": day(since)}
    return _("exempt since %(day)s") % {"day": day(since)}
