from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chibo.quality.rules.looking_back import lost, suggestions


def lines(**points: float | None) -> list[dict[str, Any]]:
    """Return kept lines of five points each."""
    return [
        {
            "criterion": key,
            "title": key.upper(),
            "most": "5",
            "points": None if given is None else str(given),
        }
        for key, given in points.items()
    ]


def test_what_cost_points_is_counted_the_dearest_first() -> None:
    year = [lines(a=5, b=3, c=None), lines(a=4.5, b=2, c=5), lines(a=5, b=5, c=0)]

    assert [(one.key, one.times, one.of, str(one.points)) for one in lost(year)] == [
        ("b", 2, 3, "5"),
        ("c", 1, 3, "5"),
        ("a", 1, 3, "1/2"),
    ]


def test_what_is_open_cost_nothing_yet() -> None:
    assert lost([lines(a=None)]) == []


def test_a_suggestion_takes_two_of_the_last_three_meetings() -> None:
    year = [lines(a=0, b=5), lines(a=0, b=4), lines(a=5, b=5), lines(a=5, b=4)]

    assert [(one.key, one.times, one.of) for one in suggestions(year)] == [("b", 2, 3)]


def test_there_are_never_more_than_two() -> None:
    assert len(suggestions([lines(a=1, b=2, c=3, d=4)] * 3)) == 2


def test_one_meeting_suggests_nothing() -> None:
    assert suggestions([lines(a=0)]) == []


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 5)), max_size=6))
def test_what_is_suggested_did_cost_points(year: list[dict[str, int]]) -> None:
    assessed = [lines(**month) for month in year]

    costly = {one.key for one in lost(assessed)}
    assert {one.key for one in suggestions(assessed)} <= costly
