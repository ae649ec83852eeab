"""Sending a visit slip."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from chibo.access.queries import may
from chibo.access.rules import Ability
from chibo.audit.log import record
from chibo.base.periods import covers
from chibo.base.time import local_day, month_start
from chibo.book.visits import write_visits
from chibo.documents.secrecy import Mark, classification_mark
from chibo.people.models import Account
from chibo.supervision.models import PassedUp, Visit
from chibo.supervision.queries.visits import asked_of, meeting_on
from chibo.supervision.rules.visits import Fault, Noted, Proposed, faults
from chibo.units.models import Unit

_NOTED = (
    "day",
    "came_at",
    "left_at",
    "present",
    "must_attend",
    "speakers",
    "length_minutes",
    "agenda",
    "minutes_book_seen",
    "strong_points",
    "weak_points",
    "follow_up",
    "follow_up_on",
    "marks",
)


class CannotSend(Exception):
    """A slip cannot be taken in so; the view says why, in the reader's language."""


class NoPerson(CannotSend):
    """The account stands for no person: a slip is of somebody who sat there."""


class NotFollowed(CannotSend):
    """The account may write no slip for the cell on the day of the visit."""


class NoSuchCell(CannotSend):
    """The cell did not exist on the day of the visit."""


class Implausible(CannotSend):
    """What was noted cannot be; `faults` say what."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__(*found)
        self.faults = found


class Classified(CannotSend):
    """A text bears a mark of secrecy; such things stay on paper."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(mark)
        self.mark = mark


class AlreadySent(CannotSend):
    """The official's slip about this cell and day is there already, under another key."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(str(visit.pk))
        self.visit = visit


class TakenKey(CannotSend):
    """The key is that of a slip of somebody else, or about another cell."""


def send_visit(
    *, key: uuid.UUID, account: Account, cell: Unit, noted: Noted, by: str, at: datetime
) -> Visit:
    """Take in an official's slip about one sitting of a cell.

    key: made where it was written. The same slip sent again changes nothing; another content
    under the same key takes the place of the one before, and what it changed is in the log.
    It finds the cell's meeting of the day where one is known, and counts for its month.

    Raises NoPerson, NotFollowed, NoSuchCell, Implausible, Classified, AlreadySent or TakenKey;
    then nothing has changed.
    """
    with transaction.atomic(durable=True):
        official = _checked(account, cell, noted, at)
        # Two devices that send one slip at once: PostgreSQL lets the second wait here.
        Unit.objects.select_for_update().get(pk=cell.pk)
        visit = Visit.objects.filter(pk=key).first()
        if visit is not None and (visit.official_id, visit.cell_id) != (official, cell.pk):
            raise TakenKey
        _check_day(key, official, cell, noted)
        if visit is None:
            visit = _received(key, official, cell, noted, by=by, at=at)
            write_visits(cell, visit.month)
            return visit
        month = visit.month
        visit = _replaced(visit, cell, noted, by=by, at=at)
        if month != visit.month:
            write_visits(cell, month)
            write_visits(cell, visit.month)
        return visit


def _checked(account: Account, cell: Unit, noted: Noted, at: datetime) -> int:
    """Return the key of the person whose slip it is, once all that can be checked holds."""
    if account.person_id is None:
        raise NoPerson
    found = faults(noted, local_day(at))
    if found:
        raise Implausible(found)
    if not covers(cell.since, cell.until, noted.day):
        raise NoSuchCell
    if not may(account, Ability.WRITE_SLIP, cell, noted.day):
        raise NotFollowed
    texts = (noted.strong_points, noted.weak_points, noted.follow_up)
    mark = classification_mark("", "\n".join([*texts, *(one.text for one in noted.proposals)]))
    if mark is not None:
        raise Classified(mark)
    return account.person_id


def _check_day(key: uuid.UUID, official: int, cell: Unit, noted: Noted) -> None:
    others = Visit.objects.filter(official=official, cell=cell, day=noted.day)
    other = others.exclude(pk=key).first()
    if other is not None:
        raise AlreadySent(other)


def _received(
    key: uuid.UUID, official: int, cell: Unit, noted: Noted, *, by: str, at: datetime
) -> Visit:
    visit = Visit.objects.create(
        id=key, official_id=official, cell=cell, received_at=at, **_fields(cell, noted)
    )
    _pass_up(visit, cell, noted.proposals)
    asked = len(noted.proposals)
    record("visit.sent", visit, by=by, at=at, unit_code=cell.code, passed_up=asked)
    return visit


def _replaced(visit: Visit, cell: Unit, noted: Noted, *, by: str, at: datetime) -> Visit:
    fields = _fields(cell, noted)
    changed = [name for name in fields if getattr(visit, name) != fields[name]]
    detail = {
        name: [_plain(getattr(visit, name)), _plain(fields[name])]
        for name in changed
        if name in _NOTED
    }
    if changed:
        for name in changed:
            setattr(visit, name, fields[name])
        visit.save(update_fields=changed)
    added, gone = _pass_up(visit, cell, noted.proposals)
    if changed or added or gone:
        # What members said is not in the log; how much of it changed is.
        if added or gone:
            detail["passed_up"] = [gone, added]
        record("visit.changed", visit, by=by, at=at, unit_code=cell.code, **detail)
    return visit


def _fields(cell: Unit, noted: Noted) -> dict[str, Any]:
    meeting = meeting_on(cell, noted.day)
    month = meeting.month if meeting else month_start(noted.day)
    return {name: getattr(noted, name) for name in _NOTED} | {"meeting": meeting, "month": month}


def _pass_up(visit: Visit, cell: Unit, proposals: Iterable[Proposed]) -> tuple[int, int]:
    """Bring what is passed up to what the slip says; return how many came and how many went.

    What was answered stays: the answer is on its way to the cell.
    """
    wanted = list(dict.fromkeys(proposals))
    kept = list(PassedUp.objects.filter(visit=visit))
    known = {Proposed(row.text, row.person_id) for row in kept}
    gone = [
        row.pk for row in kept if not row.answer and Proposed(row.text, row.person_id) not in wanted
    ]
    PassedUp.objects.filter(pk__in=gone).delete()
    added = [one for one in wanted if one not in known]
    if added:
        unit = asked_of(cell, visit.day)
        for one in added:
            PassedUp.objects.create(visit=visit, unit=unit, text=one.text, person_id=one.person)
    return len(added), len(gone)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
