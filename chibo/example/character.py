"""What sets one cell apart from another: how well it meets and how well it follows up."""

from collections.abc import Mapping
from dataclasses import dataclass

from chibo.example.chance import chance
from chibo.example.places import MAY, NGAM, CellPlan


@dataclass(frozen=True, slots=True)
class Character:
    """Probabilities of one month, 0..1; lengths in minutes, delays in days."""

    name: str
    attends: float
    unexcused: float
    starts_late: int
    pace: float
    speaks: tuple[int, int]
    proposes: float
    answers: float
    finishes: float
    moves: float
    misses: float
    huddles: float
    thematic: float
    plans_ahead: float
    seals_after: tuple[int, int]


_GOOD = Character(
    "good", 0.95, 0.05, 3, 1.2, (3, 5), 0.5, 0.8, 0.88, 0.02, 0.0, 0.95, 0.97, 0.7, (0, 1)
)
_FAIR = Character(
    "fair", 0.9, 0.25, 8, 1.1, (2, 3), 0.3, 0.55, 0.7, 0.06, 0.01, 0.65, 0.8, 0.35, (0, 3)
)
_POOR = Character(
    "poor", 0.8, 0.5, 18, 0.7, (1, 2), 0.12, 0.3, 0.45, 0.12, 0.07, 0.2, 0.4, 0.1, (2, 16)
)


def character_of(seed: int, plan: CellPlan) -> Character:
    """Return the character of a cell: four in ten good, as many fair, the others poor."""
    if plan.code == MAY:
        return _GOOD
    if plan.code == NGAM:
        return _FAIR
    return chance(seed, plan.code, "character").choices([_GOOD, _FAIR, _POOR], [40, 40, 20])[0]


_FIELDS = ("Na Hin", "Na Khoang", "Piềng Luông", "Na Chắng", "Pá Lào", "Na Tông", "Co Muông")
_STREAMS = ("suối Xia", "suối Luồng", "suối Hạ", "suối Pọng", "suối Nà", "suối Cánh")
_CANALS = ("mương Nà Pó", "mương Pá Luông", "mương Co Lương", "mương Na Khai", "mương Huổi Lầu")


def words_of(seed: int, plan: CellPlan) -> Mapping[str, str]:
    """Return the names of a cell's own fields and waters, the same all year."""
    rng = chance(seed, plan.code, "words")
    if plan.code == MAY:
        return {"dong": "đồng Na Hin", "suoi": "suối Khà", "muong": "mương Nà Lốc"}
    return {
        "dong": f"đồng {rng.choice(_FIELDS)}",
        "suoi": rng.choice(_STREAMS),
        "muong": rng.choice(_CANALS),
    }
