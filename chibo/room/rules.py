"""What stands on the lines of a room's document. No Django, no clock, no database.

The twin of web/room/document.ts; vectors/standing.json holds the examples both must satisfy.
The reasons are in docs/decisions/0016.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Value = Mapping[str, Any] | None

# As the page writes it, and in no other form: the two languages read others differently.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one line at one moment."""

    key: str
    line: str
    value: Value
    # Keys of the decisions it replaces.
    saw: frozenset[str]
    # The device's clock, and the seconds by which it was known to be slow.
    at: datetime
    skew: float
    by: str
    device: str

    @property
    def moment(self) -> float:
        """Return when it was made, as well as its device could know: seconds since 1970."""
        return self.at.timestamp() + self.skew


class WrongShape(ValueError):
    """What stands in a document as a decision is none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What counts on a line, and the decisions that stand on it, the one that counts first."""

    value: Value
    standing: tuple[Decision, ...]

    @property
    def disputed(self) -> bool:
        """Say whether decisions of different content stand side by side."""
        if _is_beginning(self.standing):
            return False
        return any(one.value != self.value for one in self.standing)


def read_decision(key: str, raw: object) -> Decision:
    """Return a decision as it stands in a document under a key.

    Raises WrongShape.
    """
    if not isinstance(raw, Mapping):
        raise WrongShape(key)
    value, saw, skew = raw.get("value"), raw.get("saw"), raw.get("skew")
    words = [raw.get(name) for name in ("line", "at", "by", "device")]
    if not all(isinstance(word, str) for word in words) or not words[0]:
        raise WrongShape(key)
    if not (value is None or isinstance(value, Mapping)) or "value" not in raw:
        raise WrongShape(key)
    if not isinstance(saw, list) or not all(isinstance(one, str) for one in saw):
        raise WrongShape(key)
    if isinstance(skew, bool) or not isinstance(skew, int | float) or not math.isfinite(skew):
        raise WrongShape(key)
    line, at, by, device = (str(word) for word in words)
    return Decision(key, line, value, frozenset(saw), read_moment(at), float(skew), by, device)


def read_moment(text: object) -> datetime:
    """Return the aware moment of "2026-12-03T12:30:05.120Z".

    Raises WrongShape.
    """
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        raise WrongShape(str(text))
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise WrongShape(text) from None


def outcomes(decisions: Iterable[Decision]) -> dict[str, Outcome]:
    """Return what counts on each line that has decisions.

    The order in which the decisions come makes no difference.
    """
    lines: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        lines[decision.line].append(decision)
    return {line: outcome(among) for line, among in sorted(lines.items())}


def outcome(decisions: Iterable[Decision]) -> Outcome:
    """Return what counts among the decisions of one line: the latest of those nobody replaced.

    Of moments at which something began, the earliest; those are never disputed.
    """
    among = list(decisions)
    replaced = frozenset[str]().union(*(one.saw - {one.key} for one in among))
    standing = [one for one in among if one.key not in replaced]
    standing.sort(key=lambda one: (one.moment, one.key), reverse=True)
    if _is_beginning(standing):
        standing.sort(key=_begun)
    return Outcome(standing[0].value if standing else None, tuple(standing))


# Each device that takes the roll opens the meeting for itself: the first one opened it.
_BEGINNINGS = {"opened", "taken"}


def _is_beginning(standing: Iterable[Decision]) -> bool:
    return any(one.line.partition("/")[0] in _BEGINNINGS for one in standing)


def _begun(decision: Decision) -> tuple[bool, str]:
    """Order beginnings by the moment they name; one taken back, or without one, comes last."""
    at = decision.value.get("at") if decision.value else None
    return (not isinstance(at, str), str(at))
