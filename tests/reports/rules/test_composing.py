"""A form is put together line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.reports.rules.composing import Entry, NoEntry, added, headed, moved, taken_out

A, B, C = Entry(key="a"), Entry(key="b"), Entry(key="c")
FIRST, SECOND = Entry(heading="Một"), Entry(heading="Hai")


def test_lines_go_to_the_end_and_no_line_stands_twice() -> None:
    assert added([A], ["b", "a", "b"]) == [A, B]


def test_lines_go_under_a_heading() -> None:
    assert added([FIRST, A, SECOND, B], ["c"], under=0) == [FIRST, A, C, SECOND, B]


def test_a_heading_goes_to_the_end() -> None:
    assert headed([A], "Hai") == [A, SECOND]


@pytest.mark.parametrize(
    ("place", "up", "expected"),
    [
        pytest.param(1, True, [B, A, C], id="up"),
        pytest.param(1, False, [A, C, B], id="down"),
        pytest.param(0, True, [A, B, C], id="the first stays"),
        pytest.param(2, False, [A, B, C], id="the last stays"),
    ],
)
def test_a_line_moves_one_place(place: int, up: bool, expected: list[Entry]) -> None:
    assert moved([A, B, C], place, up=up) == expected


def test_a_line_is_taken_out() -> None:
    assert taken_out([A, B, C], 1) == [A, C]


@pytest.mark.parametrize("place", [-1, 1])
def test_what_is_not_there_is_neither_moved_nor_taken_out(place: int) -> None:
    with pytest.raises(NoEntry):
        moved([A], place, up=True)
    with pytest.raises(NoEntry):
        taken_out([A], place)


@given(st.lists(st.sampled_from([A, B, C, FIRST]), min_size=1), st.data())
def test_moving_loses_nothing(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))

    found = moved(entries, place, up=data.draw(st.booleans()))

    assert sorted(map(repr, found)) == sorted(map(repr, entries))
