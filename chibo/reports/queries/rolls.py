"""The rows of the rows: where a month's figures are on record, and the roll of one meeting."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.book.models import SealedRecord
from chibo.book.queries import records_where
from chibo.book.record import Record
from chibo.meetings.models import Meeting
from chibo.people.models import Account


@dataclass(frozen=True, slots=True)
class RollLine:
    """One member on a sealed roll: how the book has him."""

    name: str
    state: str
    reason: str
    must_attend: bool


@dataclass(frozen=True, slots=True)
class SealedRoll:
    """The roll of sealed minutes with its counts. Where more count than must attend, exempt ones came."""

    lines: tuple[RollLine, ...]
    base: int
    attended: int

    @property
    def came_all_the_same(self) -> int:
        """Return how many came who need not, and count on both sides of the rate."""
        return self.base - sum(line.must_attend for line in self.lines)


def meetings_behind(
    account: Account, cells: Iterable[str], first: date, last: date, today: date
) -> dict[tuple[str, date], uuid.UUID]:
    """Return the sealed regular meetings an account may read, by code of the cell and month."""
    rows = records_where(account, today).filter(
        kind=SealedRecord.Kind.MEETING,
        meeting__kind=Meeting.Kind.REGULAR,
        meeting__month__gte=first,
        meeting__month__lte=last,
        cell__code__in=set(cells),
    )
    return {
        (code, month): meeting
        for code, month, meeting in rows.values_list("cell__code", "meeting__month", "meeting")
    }


def roll_of(record: SealedRecord) -> SealedRoll:
    """Return the roll of sealed minutes, in its order."""
    content: Record = json.loads(bytes(record.canonical))
    lines = tuple(
        RollLine(line["name"], line["state"], line["reason"], line["must_attend"])
        for line in content["roll"]
    )
    return SealedRoll(lines, content["people"]["must_attend"], content["people"]["attended"])
