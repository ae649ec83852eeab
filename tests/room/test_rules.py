"""What stands on a line; vectors/standing.json holds what the page must answer too."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.room.rules import Decision, WrongShape, outcomes, read_decision
from tests.support.vectors import vectors

EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


def decision(
    key: str, value: dict[str, Any] | None, *saw: str, minute: int = 0, skew: float = 0,
    line: str = "roll/1",
) -> Decision:  # fmt: skip
    at = EVENING + timedelta(minutes=minute)
    return Decision(key, line, value, frozenset(saw), at, skew, "thuky", "phone")


HERE, ILL = {"mark": "present"}, {"mark": "excused"}


@pytest.mark.parametrize("case", vectors("standing"), ids=lambda case: case["name"])
def test_what_stands(case: dict[str, Any]) -> None:
    read = []
    for key, raw in case["decisions"].items():
        with suppress(WrongShape):
            read.append(read_decision(key, raw))

    found = outcomes(read)

    assert {
        line: {
            "value": one.value,
            "disputed": one.disputed,
            "standing": [each.key for each in one.standing],
        }
        for line, one in found.items()
    } == case["expected"]


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    """Decisions as devices make them: each replaces what it saw of those before."""
    made: list[Decision] = []
    for number in range(draw(st.integers(0, 12))):
        line = draw(st.sampled_from(["roll/1", "roll/2", "seat"]))
        before = [one.key for one in made if one.line == line]
        saw = draw(st.sets(st.sampled_from(before))) if before else set()
        value = draw(st.sampled_from([HERE, ILL, None]))
        minute, skew = draw(st.integers(-60, 60)), draw(st.integers(-3600, 3600))
        made.append(decision(f"{number:02}", value, *saw, minute=minute, skew=skew, line=line))
    return made


@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference(made: list[Decision], chance: Any) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)
    by_key = {one.key: one for one in [*shuffled, *made]}

    assert outcomes(by_key.values()) == outcomes(made)


@given(histories())
def test_nothing_is_merged_away(made: list[Decision]) -> None:
    found = outcomes(made)

    for one in made:
        replaced = any(one.key in other.saw for other in made if other.line == one.line)
        assert replaced or one in found[one.line].standing
