"""Which of the visits set by hand can stand together."""

from collections.abc import Iterable
from dataclasses import replace

from chibo.supervision.rules.roster.checks import between
from chibo.supervision.rules.roster.problem import Pair, Problem, by_key


def standing_pins(problem: Problem) -> tuple[Problem, tuple[Pair, ...]]:
    """Return a problem with only the pins that can be kept, and those that cannot.

    A pin falls when its official is away or gone, its meeting is gone, or he is pinned at that
    time elsewhere. Of two that clash the one of the earlier key stays: any choice is as good.
    """
    sittings = by_key(problem.sittings)
    officials = {official.key: official for official in problem.officials}
    kept: list[Pair] = []
    for pin in sorted(problem.pins):
        official, sitting = officials.get(pin.official), sittings.get(pin.sitting)
        if official is None or sitting is None or official.is_away(sitting.day):
            continue
        others = (sittings[one.sitting] for one in kept if one.official == pin.official)
        if all(between(problem, sitting, other) is None for other in others):
            kept.append(pin)
    return replace(problem, pins=frozenset(kept)), _without(problem.pins, kept)


def _without(pins: Iterable[Pair], kept: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(set(pins) - set(kept)))
