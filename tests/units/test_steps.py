"""Steps as lines of a table and as JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.units.steps import (
    BadStep,
    Dissolve,
    Found,
    Merge,
    MissingColumns,
    Move,
    Rename,
    Split,
    Step,
    UnknownWord,
    as_json,
    as_table,
    from_json,
    named_codes,
    read_table,
)

WRITTEN = {
    "found": "thành lập",
    "rename": "đổi tên",
    "move": "chuyển",
    "merge": "sáp nhập",
    "split": "chia tách",
    "dissolve": "giải thể",
}
WORDS = {word: english for english, word in WRITTEN.items()}

TABLE = """\
Thành lập\tXTT\tcommune\tTrung Thượng\tĐảng bộ xã Trung Thượng\tTH\tTrung Thượng

đổi tên\tQS.TL\tTam Lư\tĐảng bộ xã Tam Lư\t\t
chuyển\tQS.TL\tTH\t\t\t
sáp nhập | QS.TT | XTT
chia tách | TT.NGAM | TT.HA | village_cell | bản Hạ | Chi bộ bản Hạ | XTT
dissolve | QS
"""
STEPS: list[Step] = [
    Found("XTT", "commune", "Trung Thượng", "Đảng bộ xã Trung Thượng", "TH", "Trung Thượng"),
    Rename("QS.TL", "Tam Lư", "Đảng bộ xã Tam Lư"),
    Move("QS.TL", "TH"),
    Merge("QS.TT", "XTT"),
    Split("TT.NGAM", Found("TT.HA", "village_cell", "bản Hạ", "Chi bộ bản Hạ", "XTT")),
    Dissolve("QS"),
]

word = st.text("abcđêM. 1", min_size=1, max_size=6).map(str.strip).filter(bool)
parents = st.none() | word
founded = st.builds(Found, word, word, word, word, parents, st.just("") | word)
steps = st.one_of(
    founded,
    st.builds(Rename, word, word, word),
    st.builds(Move, word, parents),
    st.builds(Merge, word, word),
    st.builds(Split, word, founded),
    st.builds(Dissolve, word),
)


def test_a_table_is_read_with_tabs_or_bars_in_either_language() -> None:
    assert read_table(TABLE, WORDS) == STEPS


@given(st.lists(steps))
def test_what_is_written_as_a_table_is_read_as_the_same(listed: list[Step]) -> None:
    assert read_table(as_table(listed, WRITTEN), WORDS) == listed


@given(st.lists(steps))
def test_what_is_written_as_json_is_read_as_the_same(listed: list[Step]) -> None:
    assert from_json(as_json(listed)) == listed


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        pytest.param("chuyển | A | B\nxóa | A", UnknownWord(2, "xóa"), id="an unknown word"),
        pytest.param("\n\nsáp nhập | A", MissingColumns(3, "merge", 2), id="a column missing"),
        pytest.param("sáp nhập | A |", MissingColumns(1, "merge", 2), id="an empty column"),
        pytest.param("giải thể | A | B", MissingColumns(1, "dissolve", 1), id="one too many"),
        pytest.param(
            "thành lập | A | commune | x", MissingColumns(1, "found", 4), id="no full name"
        ),
        pytest.param("chuyển", MissingColumns(1, "move", 1), id="nothing after the word"),
    ],
)
def test_a_bad_line_is_named(text: str, refusal: BadStep) -> None:
    with pytest.raises(type(refusal)) as caught:
        read_table(text, WORDS)

    assert vars(caught.value) == vars(refusal)


def test_the_codes_that_steps_rest_on_are_those_they_do_not_found() -> None:
    assert named_codes(STEPS) == {"TH", "QS.TL", "QS.TT", "TT.NGAM", "QS"}
    moved_under_a_new_top: list[Step] = [Found("A", "commune", "x", "x", None), Move("B", "A")]
    assert named_codes(moved_under_a_new_top) == {None, "B"}
