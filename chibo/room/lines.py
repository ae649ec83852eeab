"""What may stand on the lines of a room's document, kind by kind, as docs/decisions/0016 and 0024 have it.

`clean` reads what a device wrote; `rows.py` says the same of our tables. Both speak the same
plain values, so a difference between them is a difference of the record. No Django, no database.
"""

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from chibo.base.text import nfc
from chibo.room.rules import WrongShape, read_moment

Clean = dict[str, Any]
Reader = Callable[[Any], Any]

# What a count may come to; more is a slip of the finger or worse.
_MOST = 9_999
# What a criterion or an event may be called.
_LONGEST_NAME = 60


def clean(line: str, value: Mapping[str, Any] | None) -> Clean | None:
    """Return what was written on a line, with every field there and in its one form.

    Fields nobody knows are left out: a newer device may write them.

    Raises WrongShape.
    """
    kind = kind_of(line)
    if kind not in _FIELDS:
        raise WrongShape(line)
    key_reader: Reader = _KEYS.get(kind, _key)
    key_reader(key_of(line))
    if value is None:
        return None
    readers = _FIELDS[kind]
    found = {name: read(value.get(name)) for name, read in readers.items()}
    return _AFTERWARDS[kind](found) if kind in _AFTERWARDS else found


def kind_of(line: str) -> str:
    """Return what kind of line it is: "roll" of "roll/12"."""
    return line.partition("/")[0]


def key_of(line: str) -> str:
    """Return what it is about: "12" of "roll/12"."""
    return line.partition("/")[2]


def uuid_in(text: object) -> uuid.UUID:
    """Return the key some text is, in the one form in which keys are written.

    Raises WrongShape.
    """
    try:
        key = uuid.UUID(str(text))
    except ValueError:
        raise WrongShape(str(text)) from None
    if str(key) != text:
        raise WrongShape(str(text))
    return key


def moment_text(at: datetime | None) -> str | None:
    """Return a moment as a document has it: in UTC, to the millisecond."""
    if at is None:
        return None
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def person_text(person_id: int | None) -> str | None:
    """Return the key of a person as a document has it."""
    return None if person_id is None else str(person_id)


def amount_text(amount: Decimal | None) -> str | None:
    """Return a number as a document has it: without zeros at its end."""
    return None if amount is None else f"{amount.normalize():f}"


def _words(most: int) -> Reader:
    def read(raw: Any) -> str:
        if not isinstance(raw, str | None):
            raise WrongShape(str(raw))
        return nfc(raw or "")[:most]

    return read


def _one_of(*allowed: str) -> Reader:
    def read(raw: Any) -> str:
        if raw not in allowed:
            raise WrongShape(str(raw))
        return str(raw)

    return read


def _count(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= _MOST:
        raise WrongShape(str(raw))
    return raw


def _moment(raw: Any) -> str | None:
    return moment_text(read_moment(raw))


def _perhaps(read: Reader) -> Reader:
    return lambda raw: None if raw in (None, "") else read(raw)


def _person(raw: Any) -> str:
    # Eighteen digits fit in the database's numbers.
    if not re.fullmatch(r"[0-9]{1,18}", str(raw), re.ASCII):
        raise WrongShape(str(raw))
    return str(int(raw))


def _key(raw: Any) -> str:
    return str(uuid_in(raw))


def _flag(raw: Any) -> bool:
    return raw is True


def _day(raw: Any) -> str:
    try:
        return date.fromisoformat(str(raw)).isoformat()
    except ValueError:
        raise WrongShape(str(raw)) from None


def _amount(raw: Any) -> str | None:
    try:
        amount = Decimal(str(raw))
    except InvalidOperation:
        raise WrongShape(str(raw)) from None
    if not amount.is_finite() or not 0 <= amount < 10**8:
        raise WrongShape(str(raw))
    return amount_text(amount.quantize(Decimal("0.01")))


def _mark(found: Clean) -> Clean:
    """Times go with who is present, a reason with who is excused."""
    present, excused = found["mark"] == "present", found["mark"] == "excused"
    return {
        **found,
        "reason": found["reason"] if excused else "",
        "arrived_at": found["arrived_at"] if present else None,
        "left_at": found["left_at"] if present else None,
    }


def _speaker(found: Clean) -> Clean:
    if (found["person"] is None) == (found["guest"] == ""):
        raise WrongShape(str(found["person"]))
    return found


def _owner(found: Clean) -> Clean:
    return {**found, "owner_group": "" if found["owner"] else found["owner_group"]}


def _points(raw: Any) -> str:
    if not re.fullmatch(r"-?[0-9]{1,6}(\.[0-9]{1,6})?", str(raw), re.ASCII):
        raise WrongShape(str(raw))
    return f"{Decimal(str(raw)).normalize():f}"


def _answer(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise WrongShape(str(raw))
    return raw


def _name(raw: Any) -> None:
    if not 0 < len(raw) <= _LONGEST_NAME:
        raise WrongShape(raw)


def _none(raw: Any) -> None:
    if raw:
        raise WrongShape(raw)


def _numbered(raw: Any) -> None:
    key, _sep, number = raw.partition("/")
    uuid_in(key)
    if not number.isascii() or not number.isdecimal():
        raise WrongShape(raw)


# What a line is about, where that is not the key of a row.
_KEYS: dict[str, Reader] = {
    **dict.fromkeys(("opened", "seat", "end", "read", "score-vote"), _none),
    **dict.fromkeys(("score", "score-event"), _name),
    "roll": _person,
    "vote": _numbered,
}

_FIELDS: dict[str, dict[str, Reader]] = {
    "opened": {"at": _moment},
    "seat": {
        "chair": _perhaps(_person),
        "chair_because": _words(200),
        "meeting_secretary": _perhaps(_person),
    },
    "roll": {
        "mark": _one_of("present", "excused", "unexcused"),
        "reason": _words(120),
        "arrived_at": _perhaps(_moment),
        "left_at": _perhaps(_moment),
    },
    "guest": {"name": _words(100), "title": _words(120)},
    "item": {
        "title": _words(200),
        "minutes": _count,
        "needs_vote": _flag,
        "part": _one_of("opening", "body", "closing"),
        "position": _count,
        "origin": _words(60),
    },
    "taken": {"at": _moment},
    "speech": {
        "item": _key,
        "person": _perhaps(_person),
        "guest": _words(100),
        "said_at": _moment,
        "is_proposal": _flag,
    },
    "vote": {
        "question": _words(300),
        "on": _one_of("ordinary", "resolution", "admission", "removal"),
        "method": _one_of("hands", "ballot"),
        "in_favour": _count,
        "against": _count,
        "other": _count,
        "at": _moment,
    },
    "task": {
        "item": _key,
        "what": _words(200),
        "owner": _perhaps(_person),
        "owner_group": _words(100),
        "due_on": _day,
        "expected": _words(200),
        "amount": _perhaps(_amount),
        "measure": _words(30),
        "theme": _words(30),
    },
    "end": {"at": _moment},
    "read": {"was_read": _flag, "approved": _flag},
    "score": {
        "points": _perhaps(_points),
        "level": _words(60),
        "passed": _perhaps(_answer),
        "because": _words(300),
    },
    "score-event": {"happened": _answer},
    "score-vote": {"in_favour": _count},
}

_AFTERWARDS: dict[str, Callable[[Clean], Clean]] = {
    "roll": _mark,
    "speech": _speaker,
    "task": _owner,
}
