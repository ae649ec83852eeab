"""Who of an office typed which line of a meeting that a cell entrusted to it.

Read from the log, which holds who wrote each line and cannot be rewritten; nothing is asked of it
where nothing was entrusted.
"""

from dataclasses import dataclass, field
from datetime import date

from chibo.access.queries import may
from chibo.access.rules import Ability
from chibo.audit.models import Entry
from chibo.base.time import local_day
from chibo.meetings.models import Entrustment, Meeting
from chibo.people.models import Account

# Lines of the roll are written on the meeting; all others on a row of their own.
_ROLL = "roll.marked"
_REST = "roll.rest_present"


@dataclass(slots=True)
class Typed:
    """What was typed on behalf.

    given: the last entrustment, also one taken back since; None where nothing was entrusted.
    lines: by the key of a row, or `roll/<person>`, who typed it last. names: all who typed anything.
    """

    given: Entrustment | None = None
    lines: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    @property
    def office(self) -> str:
        """Return how minutes call the office that types."""
        return self.given.office_name if self.given else ""


def typed_on_behalf(meeting: Meeting) -> Typed:
    """Return which lines of a meeting somebody of an office typed for its cell."""
    rows = Entrustment.objects.filter(meeting=meeting).order_by("recorded_at")
    given = list(rows.select_related("consented_by", "approved_by"))
    if not given:
        return Typed()
    found = Typed(given[-1])
    helpers = _Helpers(meeting)
    entries = Entry.objects.filter(unit_code=meeting.cell.code, at__gte=given[0].recorded_at)
    keys = _keys(meeting)
    for entry in entries.filter(subject_key__in=keys).order_by("at", "pk"):
        name = helpers.name(entry.account, local_day(entry.at))
        for line in _lines(entry, meeting):
            if name:
                found.lines[line] = name
            else:
                # Written anew by the cell itself.
                found.lines.pop(line, None)
        if name and name not in found.names and entry.verb.partition(".")[0] in _WRITING:
            found.names.append(name)
    return found


# What is written of a meeting; giving and taking back the trust itself is not.
_WRITING = {
    "meeting",
    "roll",
    "guest",
    "item",
    "speech",
    "proposal",
    "vote",
    "task",
    "resolution",
    "minutes",
}


def _keys(meeting: Meeting) -> list[str]:
    keys = [str(meeting.pk)]
    for item in meeting.items.prefetch_related("speeches", "votes", "tasks"):
        keys.append(str(item.pk))
        for rows in (item.speeches, item.votes, item.tasks):
            keys += [str(row.pk) for row in rows.all()]
    keys += [str(key) for key in meeting.guests.values_list("pk", flat=True)]
    return keys


def _lines(entry: Entry, meeting: Meeting) -> list[str]:
    if entry.verb == _ROLL:
        return [f"roll/{entry.detail['person']}"]
    if entry.verb == _REST:
        return [f"roll/{person}" for person in entry.detail.get("people", [])]
    # The key of the meeting itself would label the whole of it; taking an item up writes nothing.
    unlabelled = entry.subject_key == str(meeting.pk) or entry.verb == "item.taken_up"
    return [] if unlabelled else [entry.subject_key]


class _Helpers:
    """Who of the accounts in the log was not one of the cell on the day, by name."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._known: dict[tuple[str, date], str] = {}

    def name(self, username: str, on: date) -> str:
        if (username, on) not in self._known:
            self._known[username, on] = self._find(username, on)
        return self._known[username, on]

    def _find(self, username: str, on: date) -> str:
        account = Account.objects.filter(username=username).select_related("person").first()
        if account is None or may(account, Ability.KEEP_ROLL, self._meeting.cell, on):
            return ""
        return account.shown_name
