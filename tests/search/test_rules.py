"""What one asks for, whether a text answers it, and what of the text is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.text import fold, words_apart
from chibo.search.rules import MOST_TERMS, Piece, answers, excerpt, marked, terms

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằếệịọốởỡụữýỵ"
words = st.text(LETTERS, min_size=1, max_size=6)
texts = st.lists(words, min_size=1, max_size=40).map(" ".join)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Đường  mương", [("duong",), ("muong",)]),
        ("mương MƯƠNG muong", [("muong",)]),
        ('nạo "Nà Khà"', [("nao",), ("na", "kha")]),
        ("“Nà Khà” «cấp ủy»", [("na", "kha"), ("cap", "uy")]),
        ("cấp uỷ", [("cap",), ("uy",)]),
        ("05-NQ/CB", [("05", "nq", "cb")]),
        ("H'Mai Y", [("h", "mai"), ("y",)]),
        ("A Sềnh", [("a",), ("senh",)]),
        ('mương "chưa đóng', [("muong",), ("chua",), ("dong",)]),
        ('"" – ... ?', []),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_asked_for(asked: str, found: list[tuple[str, ...]]) -> None:
    assert [term.words for term in terms(asked)] == found


def test_more_words_than_a_sentence_has_are_left_out() -> None:
    assert len(terms(" ".join(f"v{number}" for number in range(40)))) == MOST_TERMS


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("duong", True), ("ĐƯỜNG", True), ("đường bản", True), ("bản đường", True),
        ('"con đường"', True), ('"đường con"', False), ("đường mương", False),
        # Whole words: a name of one letter is not in every word that has it.
        ("y", True), ("a", False), ("duon", False),
        ("Y Blô", True), ('"Y-Blô"', True),
    ],
)  # fmt: skip
def test_all_words_must_occur_in_any_order(asked: str, is_found: bool) -> None:
    folded = words_apart("Con đường qua bản Ngàm", "Y-Blô: Đổ bê tông.")

    assert answers(terms(asked), folded) is is_found


@given(texts, st.data())
def test_any_words_of_a_text_find_it_however_they_are_typed(text: str, data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(text.split()), min_size=1, max_size=MOST_TERMS))
    typed = [
        data.draw(st.sampled_from([word, word.upper(), fold(word), unicodedata.normalize("NFD", word)]))
        for word in some
    ]  # fmt: skip

    assert answers(terms(" ".join(typed)), words_apart(text))


@given(texts, words)
def test_a_word_that_is_not_there_finds_nothing(text: str, word: str) -> None:
    assert answers(terms(word), words_apart(text)) is (fold(word) in fold(text).split())


@given(texts, st.data())
def test_a_phrase_is_found_only_as_it_stands(text: str, data: st.DataObject) -> None:
    every = text.split()
    begin = data.draw(st.integers(0, len(every) - 1))
    phrase = every[begin : begin + 3]

    assert answers(terms(f'"{" ".join(phrase)}"'), words_apart(text))
    turned = " ".join(reversed(phrase))
    apart = f" {fold(text)} "
    assert answers(terms(f'"{turned}"'), words_apart(text)) is (f" {fold(turned)} " in apart)


@given(texts, st.data())
def test_marking_changes_no_letter_and_marks_what_was_sought(
    text: str, data: st.DataObject
) -> None:
    sought = terms(" ".join(data.draw(st.lists(st.sampled_from(text.split()), max_size=3))))

    pieces = marked(text, sought)

    assert "".join(piece.text for piece in pieces) == text
    assert {fold(piece.text) for piece in pieces if piece.is_hit} == {
        " ".join(term.words) for term in sought
    }


@given(texts, st.data())
def test_an_excerpt_is_short_and_shows_the_first_hit(text: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(text.split()))

    pieces = excerpt(text, terms(word))

    hits = [piece.text for piece in pieces if piece.is_hit]
    assert fold(hits[0]) == fold(word)
    assert all(piece.text.strip(" …") in text for piece in pieces)
    assert len("".join(piece.text for piece in pieces).split()) <= 210


def test_an_excerpt_says_what_is_left_out() -> None:
    text = " ".join(f"t{number}" for number in range(100))

    pieces = excerpt(text, terms("t50"))

    assert pieces == [
        Piece("… "),
        Piece("t44 t45 t46 t47 t48 t49 "),
        Piece("t50", is_hit=True),
        Piece(" " + " ".join(f"t{number}" for number in range(51, 71))),
        Piece(" …"),
    ]
    assert excerpt("Giữ sạch mương.", terms("khac")) == [Piece("Giữ sạch mương.")]
    assert excerpt("", terms("khac")) == []


def test_what_was_found_far_apart_is_shown_in_parts() -> None:
    text = " ".join(["đầu", *["giữa"] * 60, "cuối", *["nữa"] * 60])

    pieces = excerpt(text, terms("dau cuoi"))

    assert [piece.text for piece in pieces if piece.is_hit] == ["đầu", "cuối"]
    assert [piece.text for piece in pieces].count(" … ") == 1
    assert pieces[-1] == Piece(" …")


def test_the_page_repeats_words_as_they_were_typed() -> None:
    asked = terms("Mương “nà lốc” MƯƠNG")

    assert [term.shown for term in asked] == ["Mương", "“nà lốc”"]
    assert [term.needle for term in asked] == [" muong ", " na loc "]
