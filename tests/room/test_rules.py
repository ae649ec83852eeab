"""What stands on a line; vectors/standing.json holds what the page must answer too."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.room.rules import Decision, WrongShape, outcome, outcomes, read_decision

EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


def decision(
    key: str, value: dict[str, Any] | None, *saw: str, minute: int = 0, skew: float = 0,
    line: str = "roll/1",
) -> Decision:  # fmt: skip
    at = EVENING + timedelta(minutes=minute)
    return Decision(key, line, value, frozenset(saw), at, skew, "thuky", "phone")


HERE, ILL = {"mark": "present"}, {"mark": "excused"}


@pytest.mark.parametrize(
    ("decisions", "value", "disputed", "standing"),
    [
        pytest.param([], None, False, [], id="nothing was decided"),
        pytest.param([decision("a", HERE)], HERE, False, ["a"], id="one decided"),
        pytest.param(
            [decision("a", HERE, minute=5), decision("b", ILL, "a")],
            ILL, False, ["b"], id="who saw the other replaces it, whatever the clocks say",
        ),
        pytest.param(
            [decision("a", HERE), decision("b", HERE, minute=1)],
            HERE, False, ["b", "a"], id="two that agree are no dispute",
        ),
        pytest.param(
            [decision("a", HERE, minute=1), decision("b", ILL)],
            HERE, True, ["a", "b"], id="the later one counts and both are shown",
        ),
        pytest.param(
            [decision("a", HERE, minute=60), decision("b", ILL, skew=7200)],
            ILL, True, ["b", "a"], id="a slow clock is put right before it is compared",
        ),
        pytest.param(
            [decision("a", HERE), decision("b", ILL)],
            ILL, True, ["b", "a"], id="at one moment the larger key counts",
        ),
        pytest.param(
            [decision("a", HERE), decision("b", ILL), decision("c", HERE, "a", "b")],
            HERE, False, ["c"], id="choosing settles it",
        ),
        pytest.param(
            [decision("b", ILL, "not here yet")],
            ILL, False, ["b"], id="what it replaces may come later",
        ),
        pytest.param(
            [decision("a", HERE), decision("b", None, "a")],
            None, False, ["b"], id="a line is taken back",
        ),
        pytest.param(
            [decision("a", HERE, "a")], HERE, False, ["a"], id="nobody replaces himself",
        ),
    ],
)  # fmt: skip
def test_what_stands(
    decisions: list[Decision], value: object, disputed: bool, standing: list[str]
) -> None:
    found = outcome(decisions)

    assert (found.value, found.disputed) == (value, disputed)
    assert [one.key for one in found.standing] == standing


def test_the_first_opening_counts_and_is_never_disputed() -> None:
    early, late = {"at": "2026-12-03T12:30:00.000Z"}, {"at": "2026-12-03T12:41:00.000Z"}

    found = outcome(
        [decision("a", late, minute=9, line="opened"), decision("b", early, line="opened")]
    )

    assert (found.value, found.disputed) == (early, False)


WHOLE = {
    "line": "roll/1", "value": {}, "saw": [], "at": "2026-12-03T12:30:05.120Z", "skew": 0,
    "by": "thuky", "device": "phone",
}  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(7, id="no object"),
        pytest.param({}, id="nothing in it"),
        *(
            pytest.param({**WHOLE, name: bad}, id=f"{name} is {bad!r}")
            for name, bad in [
                ("line", ""),
                ("line", 3),
                ("value", "x"),
                ("value", [1]),
                ("saw", "x"),
                ("saw", [1]),
                ("at", "yesterday"),
                ("at", "2026-12-03T12:30:05"),
                ("at", None),
                ("skew", "0"),
                ("skew", float("nan")),
                ("skew", True),
                ("by", None),
                ("device", 1),
            ]
        ),
    ],
)
def test_what_has_the_wrong_shape_is_no_decision(raw: object) -> None:
    assert read_decision("k", WHOLE).moment == pytest.approx(1796301005.12)

    with pytest.raises(WrongShape):
        read_decision("k", raw)


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
