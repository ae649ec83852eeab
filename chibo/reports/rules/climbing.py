"""Reports that climb the tree: who owes one, by when, and what the sum of them differs from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chibo.quality.rules.spans import Span

# Values of "reports.owed_from": grassroots organisations and all above, or those above only.
GRASSROOTS, ABOVE = "grassroots", "above"

Pair = tuple[int, int | None]


def owes(*, is_grassroots: bool, is_above: bool, owed_from: str) -> bool:
    """Say whether a unit with cells below it, itself none, owes the one above a report."""
    return is_above or (is_grassroots and owed_from == GRASSROOTS)


def due_on(span: Span, days_after: int) -> date:
    """Return the last day on which the report of a span is on time."""
    return span.last_day + timedelta(days=days_after)


@dataclass(frozen=True, slots=True)
class Differs:
    """A line of which the unit's own figure is not the sum of the reports it received.

    reported: of each unit that sent one, in order.
    """

    key: str
    own: Pair
    sum: Pair
    reported: tuple[tuple[str, Pair], ...]


def differences(
    own: Mapping[str, Pair], reported: Sequence[tuple[str, Mapping[str, Pair]]]
) -> list[Differs]:
    """Return the lines that differ, in the order of one's own figures.

    own: numerator and denominator by line. reported: of each unit that sent a report, by its name.
    A line that some report does not state is not compared.
    """
    found = []
    for key, mine in own.items():
        stated = [(name, figures[key]) for name, figures in reported if key in figures]
        if not stated or len(stated) < len(reported):
            continue
        total = _sum(pair for _name, pair in stated)
        if total != mine:
            found.append(Differs(key, mine, total, tuple(stated)))
    return found


def _sum(pairs: Iterable[Pair]) -> Pair:
    known = list(pairs)
    above = sum(numerator for numerator, _below in known)
    bases = [below for _above, below in known if below is not None]
    return above, sum(bases) if bases else None
