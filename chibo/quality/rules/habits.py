"""What a cell's latest meetings have in common that may be worth changing. Law 2: its own only.

A habit rests on the record of at least two of the last three meetings in the book, names what was
measured in each, and comes with one thing to try. It scores nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chibo.quality.rules import measures  # noqa: F401 - they enter the catalogue
from chibo.quality.rules.evidence import Evidence
from chibo.quality.rules.measuring import MEASURES, Measured

LATEST = 3
TIMES = 2
MOST = 2

# From where on something is worth a word. Ours, from no document: they grade nobody.
_FEW_SPEAK = Fraction(40)
_FEW_COME = Fraction(85)
_MANY_UNDONE = Fraction(70)
_LATE_PAPERS = Fraction(24)
_LATE_BOOK = Fraction(5)


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that comes back: in how many of so many meetings, and what was measured there.

    key: what it is; the words are in quality.showing.habits. measure: which measure it is about, so that
    it can stand for the points its criterion cost. item: the place of the first item left out.
    """

    key: str
    measure: str
    times: int
    of: int
    measured: tuple[Measured, ...]
    item: int = 0


def habits(latest: Sequence[Evidence]) -> list[Habit]:
    """Return what the last meetings have in common. latest: oldest first."""
    last = list(latest[-LATEST:])
    found = [_stopped_short(last)]
    found += [_measured(last, *rule) for rule in _RULES]
    return [one for one in found if one is not None]


_Rule = tuple[str, str, Callable[[Fraction], bool]]

# In the order of what helps most; two are shown.
_RULES: tuple[_Rule, ...] = (
    ("few_speak", "speakers", lambda value: value < _FEW_SPEAK),
    ("tasks_undone", "tasks_done", lambda value: value < _MANY_UNDONE),
    ("few_come", "attendance", lambda value: value < _FEW_COME),
    ("no_conclusion", "conclusions", lambda value: value < 100),
    ("papers_late", "documents_hours", lambda value: value < _LATE_PAPERS),
    ("late_in_book", "sealed_days", lambda value: value > _LATE_BOOK),
)


def _measured(
    latest: list[Evidence], key: str, measure: str, is_weak: Callable[[Fraction], bool]
) -> Habit | None:
    measured = [MEASURES[measure].of(one) for one in latest]
    weak = [one for one in measured if one.value is not None and is_weak(one.value)]
    if len(weak) < TIMES:
        return None
    return Habit(key, measure, len(weak), len(latest), tuple(weak))


def _stopped_short(latest: list[Evidence]) -> Habit | None:
    """Meetings that ended before their last items, and the first item that one of them left out."""
    left = [place for place in map(_first_left_out, latest) if place]
    if len(left) < TIMES:
        return None
    return Habit("stopped_short", "steps", len(left), len(latest), (), item=min(left))


def _first_left_out(of: Evidence) -> int:
    """The number of the first item after which nothing was taken up; 0 when all were."""
    body = [item.taken_up or item.has_conclusion for item in of.items if item.part == "body"]
    reached = max((place for place, taken in enumerate(body, start=1) if taken), default=0)
    return reached + 1 if 0 < reached < len(body) else 0


def chosen(found: Sequence[Habit], costly: Sequence[str]) -> list[Habit]:
    """Return the one or two that are shown: first those whose measure cost points.

    costly: measures of criteria that cost points again and again, the dearest first.
    """
    ranks = {measure: place for place, measure in enumerate(costly)}
    return sorted(found, key=lambda one: ranks.get(one.measure, len(ranks)))[:MOST]
