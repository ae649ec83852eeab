"""One form of a text, searching without marks, and the order of Vietnamese names."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.text import fold, name_key, nfc, words_apart, words_at

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
MARKED = LETTERS + "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
words = st.text(MARKED, min_size=1, max_size=7)
names = st.lists(words, min_size=1, max_size=5).map(" ".join)


def test_text_is_composed_and_its_spaces_are_single() -> None:
    taken_apart = unicodedata.normalize("NFD", " Nguyễn\u00a0 Văn\tÚt\n")

    assert nfc(taken_apart) == "Nguyễn Văn Út"


@given(st.text())
def test_a_text_made_one_stays_so(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert nfc(unicodedata.normalize("NFD", text)) == nfc(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường", "duong"), ("ĐƯỜNG", "duong"), ("đường", "duong"),
        # The Icelandic letter that looks the same, typed by mistake.
        ("Ðường", "duong"),
        ("Nguyễn  Thị Ửng", "nguyen thi ung"), ("hoà", "hoa"), ("hòa", "hoa"),
        ("Thao A Sềnh", "thao a senh"), ("Số 05-NQ/CB", "so 05-nq/cb"), ("", ""),
    ],
)  # fmt: skip
def test_text_is_found_without_its_marks(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(names)
def test_what_is_folded_has_no_marks_and_folds_no_further(name: str) -> None:
    folded = fold(name)

    assert folded.replace(" ", "").isascii()
    assert fold(folded) == folded
    assert fold(name.upper()) == folded


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Số 05-NQ/CB", " so 05 nq cb "), ("H'Mai, Y-Blô", " h mai y blo "),
        ("  (Đường)  Nà_Khà ", " duong na kha "), ("TT.01", " tt 01 "), ("", ""), (" – … ", ""),
    ],
)  # fmt: skip
def test_words_stand_apart_for_searching(text: str, apart: str) -> None:
    assert words_apart(text) == apart
    assert words_apart(unicodedata.normalize("NFD", text)) == apart


@given(st.lists(names, min_size=1, max_size=4))
def test_a_word_is_found_in_texts_exactly_when_one_of_them_has_it_whole(texts: list[str]) -> None:
    apart = words_apart(*texts)

    every = {word for text in texts for word in fold(text).split()}
    assert all(words_apart(word.upper()) in apart for word in every)
    assert set(apart.replace("|", " ").split()) == every
    assert (" a " in apart) is ("a" in every)


def test_a_phrase_does_not_run_from_one_text_into_the_next() -> None:
    assert words_apart("nạo vét") not in words_apart("Chi bộ nạo", "vét mương")
    assert words_apart("nạo vét") in words_apart("Chi bộ", "Nạo Vét mương")


@given(names)
def test_words_stand_where_they_were_written(name: str) -> None:
    found = words_at(name)

    assert [fold(name[begin:end]) for begin, end, _word in found] == fold(name).split()


def in_order(listed: list[str]) -> None:
    keys = [name_key(name) for name in listed]
    for (before, key), (after, next_key) in pairwise(zip(listed, keys, strict=True)):
        assert key < next_key, f"{after} before {before}"


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(["Lê An", "Lê Anh", "Lê Ăn", "Lê Ân", "Lê Bé"], id="the letters of a"),
        pytest.param(["Vi Dân", "Vi Dũng", "Vi Đan", "Vi Đức", "Vi Em"], id="d before đ"),
        pytest.param(["Lò E", "Lò Én", "Lò Ê", "Lò Gấm"], id="e before ê"),
        pytest.param(["Lò On", "Lò Ông", "Lò Ơn", "Lò Pẩn"], id="o, ô, ơ"),
        pytest.param(["Lò Tu", "Lò Tú", "Lò Tư", "Lò Tý"], id="u, ư, y"),
        pytest.param(
            ["Lò Ha", "Lò Hà", "Lò Hả", "Lò Hã", "Lò Há", "Lò Hạ"], id="the order of tones"
        ),
        pytest.param(["An Văn Hà", "Vi Văn Hà", "An Văn Há"], id="a given name with all its tones"),
        pytest.param(["Hà An", "Hàn An", "Hàng An"], id="a family name that begins another"),
        pytest.param(["Lò An", "Lò Văn An", "Lò Văn Bảo An"], id="without a middle name first"),
        pytest.param(["Lò A Páo", "Lò Án Páo", "Lò Văn Páo"], id="a middle name of one letter"),
        pytest.param(["Ngân Hạ", "Ngân Hai", "Ngân Han"], id="letters before tones"),
        pytest.param(["Lò Văn 1", "Lò Văn 2"], id="numbered people of tests and lists"),
    ],
)
def test_people_are_sorted_by_given_name_as_in_a_vietnamese_list(listed: list[str]) -> None:
    in_order(listed)


def test_a_real_list_comes_out_as_a_secretary_writes_it() -> None:
    written = [
        "Trương Văn An", "Lê Thị Ánh", "Bùi Ngọc Ân", "Ngân Thị Bướm", "Vi Văn Chiến",
        "Lữ Thị Diễm", "Phạm Văn Dậu", "Hà Thị Duyến", "Ngân Văn Dự", "Hà Công Đoàn",
        "Lò Thị Hiền", "Nguyễn Thị Hợp", "Trương Thị Lành", "Phạm Thị Lụa", "Lữ Thị Mai",
        "Lương Thị Ngoan", "Bùi Thị Nhẫn", "Hà Văn Nọi", "Vi Thị Óng", "Lữ Văn Pẩn",
        "Thao A Sềnh", "Vi Thị Thắm", "Hà Văn Thuấn", "Ngân Văn Tím", "Lò Văn Ún",
        "Hà Thị Xoan", "Lò Văn Xôm",
    ]  # fmt: skip
    dau, diem = written.index("Phạm Văn Dậu"), written.index("Lữ Thị Diễm")
    written[dau], written[diem] = written[diem], written[dau]

    assert sorted(written, key=name_key) == written


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lê Hoà", "Lê Hòa"), ("Vi Thuý", "Vi Thúy"), ("LÒ VĂN ÚN", "Lò Văn Ún"), ("Lò  Ún", "Lò Ún")],
)
def test_two_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    assert name_key(unicodedata.normalize("NFD", one)) == name_key(other)


@given(names, names)
def test_other_given_names_decide_before_any_family_name(one: str, other: str) -> None:
    one_alone, other_alone = (
        name_key(one.rsplit(maxsplit=1)[-1]),
        name_key(other.rsplit(maxsplit=1)[-1]),
    )

    if one_alone != other_alone:
        assert (name_key(one) < name_key(other)) is (one_alone < other_alone)


@given(words, words, words)
def test_a_longer_name_comes_after_the_same_without_its_last_middle_name(
    family: str, middle: str, given_name: str
) -> None:
    assert name_key(f"{family} {given_name}") < name_key(f"{family} {middle} {given_name}")


@given(st.text(max_size=100))
def test_every_key_is_digits_alone_and_fits_its_column(text: str) -> None:
    key = name_key(text)

    assert len(key) <= 250
    assert key == "" or key.isascii()
    assert key == "" or key.isdecimal()
