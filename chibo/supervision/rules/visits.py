"""What a visit slip may say. No Django, no clock, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from fractions import Fraction

# No cell sits longer than a working day and its evening.
LONGEST = 12 * 60


@dataclass(frozen=True, slots=True)
class Proposed:
    """What somebody asked those above for; person: his key, None for the cell as a whole."""

    text: str
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """What an official noted of one sitting. None and "" are what he did not note."""

    day: date
    came_at: time
    left_at: time | None = None
    present: int | None = None
    must_attend: int | None = None
    speakers: int | None = None
    # Of the whole meeting, in minutes; he may have come late.
    length_minutes: int | None = None
    agenda: str = ""
    minutes_book_seen: bool | None = None
    strong_points: str = ""
    weak_points: str = ""
    follow_up: str = ""
    follow_up_on: date | None = None
    proposals: tuple[Proposed, ...] = ()
    # "sheet": the id of a score sheet, "typed": by criterion, "because"; empty without marks.
    marks: Mapping[str, object] = field(default_factory=dict)


class Fault(StrEnum):
    """What cannot be in a slip."""

    AHEAD = "ahead"
    LEFT_BEFORE_COMING = "left_before_coming"
    MORE_THAN_MUST_ATTEND = "more_than_must_attend"
    MORE_SPEAKERS_THAN_PRESENT = "more_speakers_than_present"
    TOO_LONG = "too_long"
    FOLLOW_UP_WITHOUT_DAY = "follow_up_without_day"
    DAY_WITHOUT_FOLLOW_UP = "day_without_follow_up"
    FOLLOW_UP_BEFORE_VISIT = "follow_up_before_visit"


def faults(noted: Noted, today: date) -> list[Fault]:
    """Return what cannot be in a slip, in the order of its fields; nothing when all can.

    today: the day in Vietnam on which it is looked at.
    """
    found = {
        Fault.AHEAD: noted.day > today,
        Fault.LEFT_BEFORE_COMING: noted.left_at is not None and noted.left_at <= noted.came_at,
        Fault.MORE_THAN_MUST_ATTEND: _exceeds(noted.present, noted.must_attend),
        Fault.MORE_SPEAKERS_THAN_PRESENT: _exceeds(noted.speakers, noted.present),
        Fault.TOO_LONG: _exceeds(noted.length_minutes, LONGEST),
        Fault.FOLLOW_UP_WITHOUT_DAY: bool(noted.follow_up) and noted.follow_up_on is None,
        Fault.DAY_WITHOUT_FOLLOW_UP: not noted.follow_up and noted.follow_up_on is not None,
        Fault.FOLLOW_UP_BEFORE_VISIT: noted.follow_up_on is not None
        and noted.follow_up_on < noted.day,
    }
    return [fault for fault, is_so in found.items() if is_so]


def read_points(text: str, most: Fraction) -> Fraction | None:
    """Return the points a text means, "2" or "2,5"; None when a line of so many cannot have them.

    Hundredths at the finest, from nothing to the most the line gives.
    """
    try:
        points = Fraction(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None
    is_possible = 0 <= points <= most and (points * 100).denominator == 1
    return points if is_possible else None


def _exceeds(count: int | None, most: int | None) -> bool:
    return count is not None and most is not None and count > most
