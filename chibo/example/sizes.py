"""How many members each cell has: unlike each other, and 3,970 together."""

from collections.abc import Sequence

from chibo.example.chance import chance
from chibo.example.places import MAY, NGAM, WITHOUT_COMMITTEE, CellPlan

MEMBERS = 3970
_FIXED = {MAY: 27, NGAM: 57, WITHOUT_COMMITTEE: 6}
# Mean and spread before all are brought to the sum.
_USUAL = {
    "village": (24, 8),
    "street": (34, 9),
    "school": (19, 7),
    "agency": (16, 6),
    "health": (12, 5),
    "police": (20, 7),
    "army": (20, 5),
    "border": (21, 6),
    "enterprise": (14, 5),
}
# Some cells have too few official members for a committee.
_TINY = 0.09
_TINY_IN = ("school", "health", "agency", "enterprise", "village")


def sizes(seed: int, plans: Sequence[CellPlan]) -> dict[str, int]:
    """Return the number of members of each cell by its code."""
    rng = chance(seed, "sizes")
    found = {}
    for plan in plans:
        mean, spread = _USUAL[plan.flavour]
        size = max(10, round(rng.gauss(mean, spread)))
        if plan.flavour in _TINY_IN and rng.random() < _TINY:
            size = rng.randint(4, 8)
        found[plan.code] = _FIXED.get(plan.code, size)
    # One more here, one fewer there, until the sum is right; the small stay small.
    movable = [code for code, size in found.items() if size >= 10 and code not in _FIXED]
    while (missing := MEMBERS - sum(found.values())) != 0:
        code = rng.choice(movable)
        step = 1 if missing > 0 else -1
        if 10 <= found[code] + step <= 62:
            found[code] += step
    return found
