"""What an open point says: what is not in the record, why, and what to do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from chibo.people.models import Person
from chibo.room.lines import key_of, kind_of
from chibo.room.models import OpenPoint
from chibo.room.parts import part_of


@dataclass(frozen=True, slots=True)
class Told:
    """An open point as a page shows it: what it is about, why it is open, and what was written."""

    about: str
    why: str
    written: tuple[str, ...]


def told(points: Iterable[OpenPoint]) -> list[Told]:
    """Return open points as a page shows them. One query for all names."""
    found = list(points)
    people = [key_of(one.line) for one in found if kind_of(one.line) == "roll"]
    keys = [int(key) for key in people if key.isdecimal() and len(key) <= 18]
    names = {str(one.pk): one.full_name for one in Person.objects.filter(pk__in=keys)}
    return [Told(_about(one.line, names), sentence_of(one), _words_of(one)) for one in found]


def _about(line: str, names: Mapping[str, str]) -> str:
    kind, part = kind_of(line), part_of(line)
    if part is not None:
        return part.about(line)
    if kind == "roll":
        return names.get(key_of(line), _("somebody who is not of the cell"))
    return {
        "vote": _("a vote"),
        "seat": _("who chairs and who writes"),
        "speech": _("a speech"),
        "task": _("a task"),
        "text": _("a paragraph"),
    }.get(kind, _("a line of the record"))


_SAID = ("what", "question", "reason", "name", "points", "level", "because")


def _words_of(point: OpenPoint) -> tuple[str, ...]:
    """The words in what was written: a gist, a task, a reason, a mark, a paragraph."""
    found = []
    for one in point.written:
        value = one.get("value") if isinstance(one, dict) else None
        said = [one.get("text", "")] if isinstance(one, dict) else [str(one or "")]
        if isinstance(value, dict):
            said += [str(value.get(name) or "") for name in _SAID]
        found.append(" · ".join(filter(None, said)))
    return tuple(filter(None, found))


def sentence_of(point: OpenPoint) -> str:
    """Return the sentence of a point in the reader's language."""
    match point.kind:
        case OpenPoint.Kind.DISPUTED:
            return _("Two devices wrote it differently. Choose what is right.")
        case OpenPoint.Kind.LATE:
            return _(
                "It came after the minutes were closed and is not in them. If it belongs there, open the minutes again, or write a correction once they are in the book."
            )
        case OpenPoint.Kind.UNREADABLE:
            return _("It cannot be read, so it is not in the minutes. Write it anew.")
    part = part_of(point.line)
    if part is not None:
        return part.why(point.reason, point.facts)
    say = _REASONS.get(point.reason)
    return say(point.facts) if say else _("A rule does not allow it. Ask the committee office.")


_REASONS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "NotPresent": lambda _facts: _(
        "Whoever spoke is not marked present. Mark the person present, or take the speech back."
    ),
    "NoRoll": lambda _facts: _("Cannot vote yet: the roll was not taken."),
    "TooFew": lambda facts: (
        _("At the vote %(present)s were present and %(needed)s are needed. Check who was there.")
        % {"present": facts.get("present", "?"), "needed": facts.get("needed", "?")}
    ),
    "BadVote": lambda facts: (
        _("%(cast)s votes, but only %(voters)s who may vote are present. Count again.")
        % {"cast": facts.get("cast", "?"), "voters": facts.get("voters_present", "?")}
    ),
    "NotOfCell": lambda _facts: _(
        "The person is not a member of this cell on the day of the meeting. Choose another one."
    ),
    "NeedsChairReason": lambda _facts: _("Write why the secretary is not in the chair."),
    "NoOwner": lambda _facts: _("Nobody is to do this task. Give it to somebody."),
    "DueBeforeMeeting": lambda _facts: _(
        "The task is due before the meeting that gives it. Give a later day."
    ),
    "OpensInTheFuture": lambda _facts: _(
        "The opening lies in the future: the clock of that phone was wrong. Check its clock."
    ),
    "EndsInTheFuture": lambda _facts: _(
        "The end lies in the future: the clock of that phone was wrong. Say again when it ended."
    ),
    "EndsBeforeItBegan": lambda _facts: _(
        "The meeting cannot end before it began. Check the hour."
    ),
    "WrongState": lambda _facts: _("The meeting was not opened. Open it, then this is written."),
    "NoSuchItem": lambda _facts: _(
        "Its item is no longer on the agenda. Write it down at another item."
    ),
    "StaysInRecord": lambda _facts: _(
        "It was taken back, but something else in the record rests on it. Take that back first."
    ),
    "OfAnotherMeeting": lambda _facts: _("It belongs to another meeting and is not written here."),
    "NoMeeting": lambda _facts: _(
        "No meeting of that month was found and none could be planned. Check the day and hour on that phone, or plan the meeting, then put it into the minutes again."
    ),
    "NothingSaid": lambda _facts: _("Words are missing. Write them, or take it back."),
}
