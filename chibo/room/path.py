"""The five stations of a meeting and where it stands among them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from chibo.base.templatetags.words import clock, short_day
from chibo.base.time import local_day
from chibo.guidance.names import Name
from chibo.guidance.queries import values_for
from chibo.meetings.models import Meeting

_ORDER: list[str] = [
    Meeting.State.PLANNED,
    Meeting.State.NOTICED,
    Meeting.State.HELD,
    Meeting.State.CLOSED,
    Meeting.State.SEALED,
]


@dataclass(frozen=True, slots=True)
class Station:
    """One station: done, now or todo, with the day it was or is due."""

    name: str
    state: str
    note: str


def stations(meeting: Meeting) -> list[Station]:
    """Return the stations of a meeting's path, first to last. One query for the deadlines."""
    day = local_day(meeting.starts_at)
    values = values_for(meeting.cell, day)
    reached = _ORDER.index(meeting.state) if meeting.state in _ORDER else -1
    seal_days = values.get(Name.SEAL_DAYS)
    notice_days = values.get(Name.NOTICE_DAYS)
    notes = [
        _("set for %(day)s") % {"day": short_day(meeting.planned_on)},
        _notice_note(meeting, day, int(notice_days.value) if notice_days else None),
        f"{short_day(meeting.starts_at)}, {clock(meeting.opened_at or meeting.starts_at)}",
        short_day(meeting.closed_at) or _("at the end of the meeting"),
        _("by %(day)s") % {"day": short_day(day + timedelta(days=int(seal_days.value)))}
        if seal_days
        else "",
    ]
    names = [_("Plan"), _("Notice"), _("Meeting"), _("Close"), _("In the book")]
    return [
        Station(name, _state(place, reached), note)
        for place, (name, note) in enumerate(zip(names, notes, strict=True))
    ]


def _state(place: int, reached: int) -> str:
    # A held meeting is being closed: its own station is done, the next is now.
    if place <= reached:
        return "done"
    return "now" if place == reached + 1 else "todo"


def _notice_note(meeting: Meeting, day: date, days_before: int | None) -> str:
    if meeting.noticed_at is not None:
        return _("sent %(day)s") % {"day": short_day(meeting.noticed_at)}
    if days_before is None:
        return ""
    return _("by %(day)s") % {"day": short_day(day - timedelta(days=days_before))}
