"""The rules of a thematic plan: which meeting carries out which theme, where a quarter stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.meetings.rules import (
    QuarterState,
    ThematicFacts,
    ThemeFacts,
    carried_by,
    end_of_quarter,
    is_year_open,
    thematic_quarters,
)


def month(number: int, year: int = 2026) -> date:
    return date(year, number, 1)


def theme(key: str, of: int, meeting: str = "") -> ThemeFacts:
    return ThemeFacts(key, month(of), meeting)


def met(key: str, of: int, *, was_held: bool = True, year: int = 2026) -> ThematicFacts:
    return ThematicFacts(key, month(of, year), was_held)


@pytest.mark.parametrize(
    ("themes", "meetings", "expected"),
    [
        pytest.param([theme("a", 3)], [met("M", 3)], {"a": "M"}, id="of its month"),
        pytest.param([theme("a", 3)], [met("M", 4)], {}, id="of another month"),
        pytest.param(
            [theme("a", 2, "M")], [met("M", 3)], {"a": "M"}, id="chosen, in another month"
        ),
        pytest.param(
            [theme("a", 3), theme("b", 2, "M")], [met("M", 3)], {"b": "M"},
            id="chosen goes before the month",
        ),
        pytest.param(
            [theme("a", 3), theme("b", 3)], [met("M", 3)], {"a": "M"}, id="a meeting has one theme"
        ),
        pytest.param(
            [theme("a", 3), theme("b", 3)], [met("M", 3), met("N", 3)], {"a": "M", "b": "N"},
            id="two of a month in order",
        ),
        pytest.param(
            [theme("a", 3, "gone")], [met("M", 3)], {"a": "M"}, id="the chosen one was called off"
        ),
        pytest.param([], [met("M", 3)], {}, id="no plan"),
    ],
)  # fmt: skip
def test_a_meeting_carries_out_the_theme_it_was_planned_for_or_that_of_its_month(
    themes: list[ThemeFacts], meetings: list[ThematicFacts], expected: dict[str, str]
) -> None:
    assert carried_by(themes, meetings) == expected


MONTHS = st.integers(1, 12)


@given(
    st.lists(st.tuples(MONTHS, st.sampled_from(["", "0", "1", "2", "9"]))),
    st.lists(MONTHS, max_size=8),
)
def test_no_meeting_carries_out_two_themes_unless_both_were_given_it(
    planned: list[tuple[int, str]], held: list[int]
) -> None:
    chosen = [name for _of, name in planned if name]
    if len(chosen) != len(set(chosen)):
        return  # the database refuses it
    themes = [theme(f"t{place}", of, name) for place, (of, name) in enumerate(planned)]
    meetings = [met(str(place), of) for place, of in enumerate(held)]

    found = carried_by(themes, meetings)

    assert len(set(found.values())) == len(found)
    assert set(found) <= {one.key for one in themes}
    assert set(found.values()) <= {one.key for one in meetings}


@pytest.mark.parametrize(
    ("themes", "meetings", "today", "expected"),
    [
        pytest.param([], [], date(2026, 1, 1), "open open open open", id="nothing"),
        pytest.param([], [], date(2026, 4, 1), "missed open open open", id="a quarter is over"),
        pytest.param([], [], date(2026, 3, 31), "open open open open", id="on its last day"),
        pytest.param([], [], date(2027, 1, 1), "missed missed missed missed", id="the year is"),
        pytest.param(
            [theme("a", 4), theme("b", 12)], [], date(2026, 2, 1), "open planned open planned",
            id="planned",
        ),
        pytest.param(
            [theme("a", 1)], [], date(2026, 4, 1), "missed open open open", id="planned, never held"
        ),
        pytest.param(
            [], [met("M", 6)], date(2026, 8, 1), "missed met open open", id="held without a plan"
        ),
        pytest.param(
            [theme("a", 8)], [met("M", 9, was_held=False)], date(2026, 7, 1),
            "missed missed planned open", id="a meeting to come is not held",
        ),
        pytest.param(
            [theme("a", 12)], [met("M", 1, year=2027)], date(2027, 1, 20),
            "missed missed missed missed", id="held in the next year",
        ),
    ],
)  # fmt: skip
def test_where_the_quarters_stand(
    themes: list[ThemeFacts], meetings: list[ThematicFacts], today: date, expected: str
) -> None:
    found = thematic_quarters(2026, themes, meetings, today)

    assert " ".join(quarter.state for quarter in found) == expected
    assert [quarter.name for quarter in found] == ["I", "II", "III", "IV"]


def test_a_quarter_counts_its_themes_and_meetings() -> None:
    themes, meetings = [theme("a", 1), theme("b", 3)], [met("M", 2), met("N", 2, was_held=False)]

    first = thematic_quarters(2026, themes, meetings, date(2026, 2, 20))[0]

    assert (first.planned, first.met, first.state) == (2, 1, QuarterState.MET)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 8, 31), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_last_day_of_a_quarter(day: date, expected: date) -> None:
    assert end_of_quarter(day) == expected


@pytest.mark.parametrize(
    ("year", "expected"), [(2024, False), (2025, True), (2026, True), (2027, True), (2028, False)]
)
def test_a_plan_is_written_for_this_year_and_the_next_and_filled_in_for_the_last(
    year: int, expected: bool
) -> None:
    assert is_year_open(year, date(2026, 6, 1)) is expected
