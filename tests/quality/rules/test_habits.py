from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.quality.rules.evidence import Evidence, Item
from chibo.quality.rules.habits import MOST, chosen, habits
from tests.factories.evidence import a_meeting, body, reviewed, roll

GOOD: dict[str, Any] = {"items": body(6, 6), "reviewed": reviewed(done=5, of=5)}


def agenda(*taken: bool) -> tuple[Item, ...]:
    """Return items of content, each taken up or not."""
    return tuple(
        Item(f"item-{place}", "body", f"Nội dung {place + 1}", took, has_conclusion=took)
        for place, took in enumerate(taken)
    )


def found(*meetings: dict[str, Any]) -> list[tuple[str, int, int]]:
    made = [a_meeting(**{**GOOD, **facts}) for facts in meetings]
    return [(one.key, one.times, one.of) for one in habits(made)]


def test_good_meetings_have_nothing_to_change() -> None:
    assert found({}, {}, {}) == []


def test_what_came_once_is_no_habit() -> None:
    assert found({"items": body(1)}, {}, {}) == []


@pytest.mark.parametrize(
    ("weak", "key"),
    [
        pytest.param({"items": body(4, 4)}, "few_speak", id="8 of 22 spoke"),
        pytest.param({"reviewed": reviewed(done=2, of=3)}, "tasks_undone", id="2 of 3 tasks"),
        pytest.param(
            {"roll": roll(present=20, excused=4), "items": body(5, 5)}, "few_come", id="20 of 24"
        ),
        pytest.param({"items": body(6, 6, concluded=1)}, "no_conclusion", id="1 of 2 concluded"),
    ],
)
def test_what_came_twice_in_three_meetings_is_one(weak: dict[str, Any], key: str) -> None:
    assert found(weak, {}, weak) == [(key, 2, 3)]
    assert found(weak, weak) == [(key, 2, 2)]


@pytest.mark.parametrize(
    "fine",
    [
        pytest.param({"items": body(5, 4)}, id="9 of 22 spoke, over 40 percent"),
        pytest.param({"reviewed": reviewed(done=7, of=10)}, id="7 of 10 tasks are 70 percent"),
        pytest.param(
            {"roll": roll(present=17, excused=3), "items": body(5, 5)}, id="17 of 20 are 85 percent"
        ),
        pytest.param({"reviewed": None}, id="no task was due"),
        pytest.param({"documents_at": None}, id="no paper on record is not a late one"),
    ],
)
def test_at_the_edge_there_is_none(fine: dict[str, Any]) -> None:
    assert found(fine, fine, fine) == []


def test_only_the_last_three_meetings_count() -> None:
    weak = {"items": body(1)}

    assert found(weak, weak, {}, {}, {}) == []


def test_meetings_that_end_before_an_item_are_told_with_its_number() -> None:
    short = [agenda(True, True, True, False), agenda(True, True, False, False, False)]
    made = [a_meeting(**{**GOOD, "items": items}) for items in short]

    (one,) = [habit for habit in habits(made) if habit.key == "stopped_short"]

    assert (one.times, one.of, one.item) == (2, 2, 3)


@pytest.mark.parametrize(
    "items",
    [
        pytest.param(agenda(True, False, True), id="one in between was passed over"),
        pytest.param(agenda(False, False), id="nothing was written of any"),
        pytest.param((), id="no items"),
    ],
)
def test_what_only_was_not_written_down_is_no_early_end(items: tuple[Item, ...]) -> None:
    made = [a_meeting(**{**GOOD, "items": items})] * 3

    assert [one.key for one in habits(made) if one.key == "stopped_short"] == []


def test_those_that_cost_points_come_first_and_never_more_than_two() -> None:
    weak: dict[str, Any] = {
        "items": body(1, concluded=0), "reviewed": reviewed(done=0, of=4),
        "roll": roll(present=10, excused=14),
    }  # fmt: skip
    all_found = habits([a_meeting(**weak)] * 3)

    assert len(all_found) > MOST
    assert [one.measure for one in chosen(all_found, ["attendance", "tasks_done"])] == [
        "attendance",
        "tasks_done",
    ]
    assert [one.key for one in chosen(all_found, [])] == [one.key for one in all_found[:MOST]]


@given(st.lists(st.integers(0, 12).map(lambda count: a_meeting(items=body(count))), max_size=5))
def test_a_habit_is_always_of_the_last_three(meetings: list[Evidence]) -> None:
    for one in habits(meetings):
        assert 2 <= one.times <= one.of <= 3
        assert one.of == min(3, len(meetings))
