"""Who stands above whom on each day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chibo.units.rules import Cycle, Line, Placed, Span, lines

FIRST = date(2025, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]
ALWAYS = Span(FIRST, None)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_a_unit_without_a_parent_has_itself_above_it_at_depth_0() -> None:
    assert lines({1: ALWAYS}, []) == [Line(1, 1, 0, ALWAYS)]


def test_a_line_to_the_top_holds_while_all_its_steps_do() -> None:
    cell_under_commune = Placed(3, 2, Span(day(1), day(9)))
    commune_under_province = Placed(2, 1, Span(day(4), None))

    found = lines({1: ALWAYS, 2: ALWAYS, 3: ALWAYS}, [cell_under_commune, commune_under_province])

    assert set(found) == {
        Line(1, 1, 0, ALWAYS),
        Line(2, 2, 0, ALWAYS),
        Line(3, 3, 0, ALWAYS),
        Line(1, 2, 1, Span(day(4), None)),
        Line(2, 3, 1, Span(day(1), day(9))),
        Line(1, 3, 2, Span(day(4), day(9))),
    }


@pytest.mark.parametrize(
    "circle",
    [
        pytest.param([(1, 2), (2, 1)], id="each below the other"),
        pytest.param([(1, 2), (2, 3), (3, 1)], id="three in a circle"),
        pytest.param([(4, 1), (1, 2), (2, 1)], id="a circle above a unit outside it"),
    ],
)
def test_a_unit_cannot_stand_below_itself(circle: list[tuple[int, int]]) -> None:
    lives = dict.fromkeys((1, 2, 3, 4), ALWAYS)

    with pytest.raises(Cycle):
        lines(lives, [Placed(unit, parent, ALWAYS) for unit, parent in circle])


def test_a_circle_whose_halves_never_meet_is_none() -> None:
    before, after = Span(day(0), day(5)), Span(day(5), None)

    found = lines({1: ALWAYS, 2: ALWAYS}, [Placed(1, 2, before), Placed(2, 1, after)])

    assert {(line.ancestor, line.unit, line.span) for line in found if line.depth} == {
        (2, 1, before),
        (1, 2, after),
    }


@st.composite
def histories(draw: st.DrawFn) -> list[Placed]:
    """Return placements of five units, at most one a unit and day."""
    placements = []
    for unit in range(5):
        edges = sorted(draw(st.sets(st.integers(0, 11), max_size=4)))
        for start, end in pairwise([*edges, None]):
            parent = draw(st.sampled_from([None, *({0, 1, 2, 3, 4} - {unit})]))
            if start is not None and parent is not None:
                until = None if end is None else day(end)
                placements.append(Placed(unit, parent, Span(day(start), until)))
    return placements


def holds(span: Span, on: date) -> bool:
    return span.since <= on and (span.until is None or on < span.until)


def climbed(unit: int, placements: list[Placed], on: date) -> list[int]:
    """Return the units above one on a day, nearest first, by asking for the parent again and again."""
    above = [unit]
    while True:
        step = next((p for p in placements if p.unit == above[-1] and holds(p.span, on)), None)
        if step is None:
            return above
        assert step.parent not in above, "a circle"
        above.append(step.parent)


def has_circle(placements: list[Placed]) -> bool:
    for on in DAYS:
        for unit in range(5):
            try:
                climbed(unit, placements, on)
            except AssertionError:
                return True
    return False


@given(histories())
def test_the_lines_of_each_day_are_what_climbing_finds(placements: list[Placed]) -> None:
    assume(not has_circle(placements))

    found = lines(dict.fromkeys(range(5), ALWAYS), placements)

    for on in DAYS:
        of_day = [(line.unit, line.depth, line.ancestor) for line in found if holds(line.span, on)]
        climbs = [
            (unit, depth, ancestor)
            for unit in range(5)
            for depth, ancestor in enumerate(climbed(unit, placements, on))
        ]
        assert sorted(of_day) == climbs


@given(histories())
def test_a_circle_on_any_day_is_refused_and_nothing_else_is(placements: list[Placed]) -> None:
    refused = False
    try:
        lines(dict.fromkeys(range(5), ALWAYS), placements)
    except Cycle:
        refused = True

    assert refused is has_circle(placements)
