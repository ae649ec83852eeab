"""What is due from whom. No Django, no clock, no database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Due(StrEnum):
    """A kind of thing to do."""

    PLAN = "plan"
    NOTICE = "notice"
    DOCUMENTS = "documents"
    MEET = "meet"
    CLOSE = "close"
    SEAL = "seal"
    PREPARATION = "preparation"
    TASK = "task"
    THEME = "theme"
    REQUEST = "request"
    # Of an official, in the cells he follows.
    FOLLOW_UP = "follow_up"
    SIT_IN = "sit_in"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do by a day; key: of the meeting, preparation, task, visit or cell it is about."""

    what: Due
    by: date
    key: str
    words: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class MeetingDeadlines:
    """The deadlines of one meeting; None where nobody set one."""

    key: str
    state: str
    day: date
    notice_days: int | None
    seal_days: int | None


def meeting_duty(meeting: MeetingDeadlines) -> Duty | None:
    """Return the next thing to do with a meeting, or None when it is in the book.

    Without a deadline for the notice it is due on the day before the meeting.
    """
    match meeting.state:
        case "planned":
            before = 1 if meeting.notice_days is None else meeting.notice_days
            return Duty(Due.NOTICE, _days(meeting.day, -before), meeting.key)
        case "noticed":
            return Duty(Due.MEET, meeting.day, meeting.key)
        case "held":
            return Duty(Due.CLOSE, meeting.day, meeting.key)
        case "closed":
            return Duty(Due.SEAL, _days(meeting.day, meeting.seal_days or 0), meeting.key)
    return None


def _days(day: date, count: int) -> date:
    return date.fromordinal(day.toordinal() + count)


# A week's minutes can still be typed again from paper and from memory; a month's cannot.
BACKUP_DAYS = 7


def days_without_backup(last: date | None, first: date | None, today: date) -> int | None:
    """Return for how many days nothing was backed up, or None when that is not too long.

    last: the day of the last backup. first: the day of the oldest line of the log, from which
    days are counted where there never was a backup; None when nothing was ever written.
    """
    since = last or first
    if since is None:
        return None
    days = (today - since).days
    return days if days > BACKUP_DAYS else None


def room_needed(database: int) -> int:
    """Return how many bytes must be free: for a backup with its copy, and a while to go on."""
    return 2 * database + 500_000_000
