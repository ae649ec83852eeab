"""The drawn shapes: as many segments as people, words escaped, nothing off the page."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.templatetags import shapes

HOSTILE = '"><script>alert(1)</script>'
counts = st.integers(0, 60)


def drawn(markup: str) -> ET.Element:
    """Return a drawing as a tree; raises where it is not well made."""
    return ET.fromstring(markup)  # noqa: S314 (our own)


def segments(markup: str) -> list[str]:
    return [str(part.get("class")).strip() for part in drawn(markup).iter("rect")]


def test_a_bar_has_a_segment_for_each_and_a_mark_where_it_is_enough() -> None:
    bar = shapes.tally(8, 5, 2, needed=6, label="5 trên 8")

    assert segments(bar) == ["seg seg--in"] * 5 + ["seg seg--out"] * 2 + ["seg"]
    (mark,) = drawn(bar).iter("path")
    assert str(mark.get("d")).startswith("M72 ")
    assert drawn(bar).get("aria-label") == "5 trên 8"


def test_votes_against_stand_after_those_in_favour() -> None:
    assert segments(shapes.tally(7, 4, against=2)) == ["seg seg--in"] * 4 + ["seg seg--no"] * 2 + [
        "seg"
    ]


@given(counts, counts, counts, counts, st.none() | counts)
def test_a_bar_is_never_longer_than_its_people(
    total: int, inside: int, outside: int, against: int, needed: int | None
) -> None:
    bar = shapes.tally(total, inside, outside, against, needed, "…")

    width = float(str(drawn(bar).get("viewBox")).split()[2])
    assert len(segments(bar)) == total
    assert len(list(drawn(bar).iter("path"))) == (needed is not None and 0 < needed <= total)
    for word in drawn(bar).iter("text"):
        assert 0 <= float(str(word.get("x"))) <= width


@given(
    st.lists(
        st.tuples(st.sampled_from(["ok", "moved", "missed", "open", "next", "none"]), st.booleans())
    )
)
def test_a_year_has_a_mark_a_month_and_a_second_where_a_theme_was_held(
    marks: list[tuple[str, bool]],
) -> None:
    year = shapes.year_marks(marks, "…")

    used = [str(part.get("href")) for part in drawn(year).iter("use")]
    assert used == [
        href
        for shape, thematic in marks
        for href in ([f"#y-{shape}", "#y-theme"] if thematic else [f"#y-{shape}"])
    ]


@pytest.mark.parametrize(
    ("done", "of", "width"),
    [(0, 400, 0), (200, 400, 64), (400, 400, 128), (900, 400, 128), (5, 0, 0)],
)
def test_a_bar_of_an_amount_is_full_at_most(done: float, of: float, width: int) -> None:
    *_, filled = drawn(shapes.progress(done, of)).iter("rect")

    assert filled.get("width") == str(width)


@given(counts, counts)
def test_a_box_a_task_the_full_ones_first(done: int, of: int) -> None:
    boxes = segments(shapes.pips(done, of))

    assert boxes == ["pip pip--done"] * min(done, of) + ["pip"] * max(0, of - done)


@pytest.mark.parametrize(
    "markup",
    [
        shapes.state("done", HOSTILE),
        shapes.tally(3, 1, label=HOSTILE),
        shapes.year_marks([("ok", False)], HOSTILE),
    ],
)
def test_words_are_escaped(markup: str) -> None:
    assert "<script" not in markup
    assert HOSTILE in unescape(markup)


@pytest.mark.parametrize("name", ["done", "due", "missed", "none", "wait", "book"])
def test_a_state_is_a_shape_that_is_silent_and_a_word_that_is_said(name: str) -> None:
    markup = shapes.state(name, "đã họp")

    assert drawn(markup).get("class") == f"state state--{name}"
    assert re.search(r'<svg[^>]*aria-hidden="true"', markup)
    assert markup.endswith("đã họp</span>")


SHAPES = st.sampled_from(["ok", "moved", "missed", "none", "open", "next"])


@given(st.lists(SHAPES, max_size=90))
def test_every_cell_has_its_mark_within_the_drawing(found: list[str]) -> None:
    marks = drawn(shapes.cell_marks(found, HOSTILE))

    uses = list(marks.iter("use"))
    width, height = int(marks.get("width", "")), int(marks.get("height", ""))
    places = {(int(use.get("x", "")), int(use.get("y", ""))) for use in uses}
    assert [use.get("href") for use in uses] == [f"#y-{shape}" for shape in found]
    assert len(places) == len(found)
    assert all(x + 13 <= width and y + 13 <= height for x, y in places)
    assert marks.get("aria-label") == HOSTILE


@given(st.lists(st.tuples(counts, counts), max_size=12))
def test_a_months_bar_is_as_full_as_its_part(parts: list[tuple[int, int]]) -> None:
    parts = [(min(part), max(part)) for part in parts]

    bars = drawn(shapes.month_bars(parts, "mười hai tháng"))

    filled = [
        int(bar.get("height", "")) for bar in bars.iter("rect") if bar.get("class") == "bars__in"
    ]
    assert filled == [20 * count // of if of else 0 for count, of in parts]
