"""The sentences that come with the program, whatever the figures are."""

from hypothesis import given
from hypothesis import strategies as st

from chibo.reports.catalogue import lines
from chibo.reports.rules.comparing import Past
from chibo.reports.rules.drafting import draft, written
from chibo.reports.rules.lines import Figure
from chibo.reports.rules.prints import NOTHING, Stated, stated
from chibo.reports.rules.template import figures_in
from chibo.reports.rules.tokens import read
from chibo.reports.template import template

WORDS = {"until": "30/9/2026", "span": "quý III/2026", "reasons": "do lũ", "moves": "do mưa"}


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Stated]:
    """Return a figure for every line, none larger than what it is out of."""
    found = {}
    for key, line in lines().items():
        base = draw(st.integers(0, 12)) if line.denominator else None
        most = 12 if base is None else base * (90 if line.shown == "mean" else 1)
        found[key] = stated(Figure(line, draw(st.integers(0, most)), base), "2026-q3")
    return found


@given(worlds(), worlds(), st.booleans())
def test_every_sentence_reads_whole_and_speaks_of_nothing_that_is_not(
    now: dict[str, Stated], before: dict[str, Stated], has_past: bool
) -> None:
    past = Past("2025-q3", "cùng kỳ năm trước (quý III/2025)", before if has_past else {}, "")
    known = now | {f"{key}@2025-q3": one for key, one in past.figures.items()}

    parts = written(draft(template(), now, WORDS, past), [])

    for text in (read(one.text, known) for part in parts for one in part.said):
        assert text.endswith(".")
        assert text[0] == text[0].upper()
        assert NOTHING not in text
        assert not any(mark in text for mark in "{}⟦⟧")
        assert "  " not in text
        assert " ." not in text


def test_a_section_may_hold_every_figure_its_sentences_can_name() -> None:
    meetings = next(one for one in template().sections if one.key == "meetings")

    found = figures_in(meetings, lines())

    assert {"held", "held.share", "not_held.first", "thematic_cells"} <= set(found)
    assert "attendance" not in found
