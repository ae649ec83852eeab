from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.cells import Cell, Line, Remark
from chibo.people.importing.cards import Card, UnreadableCard, read_card
from chibo.people.importing.marks import read_marks, read_posts
from chibo.people.importing.names import clean_name, same_name_key
from chibo.people.importing.rows import MemberRow, read_row

ON = date(2024, 12, 31)
WHOLE: dict[str, Cell] = {
    "name": "Lò Văn Ất",
    "born": "05/09/1968",
    "joined": "03/02/1995",
    "official": "03/02/1996",
    "card": "00123456",
}
ROW = MemberRow(
    row=7,
    name="Lò Văn Ất",
    born="1968-09-05",
    joined="1995-02-03",
    official="1996-02-03",
    card="00123456",
)


def read(**cells: Cell) -> tuple[MemberRow | None, list[tuple[str, str, bool]]]:
    """Read a whole row with some cells changed; return it and its remarks without their data."""
    row, remarks = read_row(Line(7, WHOLE | cells), on=ON)
    return row, [(remark.field, remark.code, remark.stops) for remark in remarks]


def changed(**fields: object) -> MemberRow:
    values = {name: getattr(ROW, name) for name in MemberRow.__slots__}
    return MemberRow(**(values | fields))


def test_a_whole_row_reads_without_a_remark() -> None:
    assert read() == (ROW, [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LÒ VĂN ẤT", "Lò Văn Ất"),
        ("lò văn ất", "Lò Văn Ất"),
        ("Đ/c Lò Văn Ất", "Lò Văn Ất"),
        ("đ/c: Lò  Văn Ất", "Lò Văn Ất"),
        ("Đ/C LÒ VĂN ẤT", "Lò Văn Ất"),
        ("đ/cLò Văn Ất", "Lò Văn Ất"),
        ("Đồng chí Lò Văn Ất", "Lò Văn Ất"),
        ("Lo\u0300 Va\u0306n A\u0302\u0301t", "Lò Văn Ất"),
        ("Vừ A Chống", "Vừ A Chống"),
        ("VỪ A CHỐNG", "Vừ A Chống"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Đồng Chí Thanh", "Đồng Chí Thanh"),
        ("Đặng Công Minh", "Đặng Công Minh"),
    ],
)
def test_names_lose_their_titles_and_keep_their_letters(text: str, name: str) -> None:
    assert clean_name(text) == (name, False)


def test_a_birth_name_on_a_second_line_is_left_out_and_told() -> None:
    assert clean_name("Lò Văn Ất\n(Lò Văn Ót)") == ("Lò Văn Ất", True)
    assert read(name="Lò Văn Ất\n(Lò Văn Ót)") == (
        ROW,
        [("name", "second_name_not_kept", False)],
    )


def test_both_spellings_of_one_tone_are_one_name() -> None:
    assert same_name_key("Hoà Thuý") == same_name_key("Hòa Thúy")
    assert same_name_key("Hà Bảy") != same_name_key("Hà Bay")


@pytest.mark.parametrize(
    ("cell", "card"),
    [
        (None, Card("")),
        ("chưa có", Card("")),
        ("-", Card("")),
        ("00123456", Card("00123456")),
        ("00.123456", Card("00123456")),
        ("00 123 456", Card("00123456")),
        ("Số thẻ: 00123456", Card("00123456")),
        (123456, Card("00123456", lost_zeros=True)),
        ("123456", Card("00123456", lost_zeros=True)),
        (12345678.0, Card("12345678")),
        ("038068000123", Card("038068000123")),
        (38068000123, Card("038068000123", lost_zeros=True)),
        ("00123456\nHS 12\nHH 30", Card("00123456", left_out=True)),
    ],
)
def test_card_numbers_get_their_zeros_back(cell: Cell, card: Card) -> None:
    assert read_card(cell) == card


@pytest.mark.parametrize("cell", ["thẻ cũ", "12/2010", "1234567890123", 0, 86.1])
def test_what_is_no_card_number_is_refused(cell: Cell) -> None:
    with pytest.raises(UnreadableCard):
        read_card(cell)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("DB", {"probationary": True}),
        ("ĐVDB", {"probationary": True}),
        ("đảng viên dự bị", {"probationary": True}),
        ("CT", {"official": True}),
        ("ĐVCT", {"official": True}),
        ("MSH", {"standings": frozenset({"exempt"})}),
        ("miễn công tác, sinh hoạt", {"standings": frozenset({"exempt"})}),
        ("SHT", {"is_guest": True}),
        ("SHTT", {"is_guest": True}),
        ("đi làm ăn xa", {"standings": frozenset({"working_away"})}),
        ("chuyển SHTT về Hà Nội", {"away": "Hà Nội"}),
        ("ĐVCT; MSH", {"official": True, "standings": frozenset({"exempt"})}),
        ("đã mất 2023", {"has_left": True}),
        ("đã chuyển đi", {"has_left": True}),
        ("mất thẻ", {"unread": ("mất thẻ",)}),
        ("Trưởng bản", {"unread": ("Trưởng bản",)}),
        ("", {}),
    ],
)
def test_short_words_in_remarks(text: str, kept: dict[str, object]) -> None:
    marks = read_marks(text)

    default = read_marks("")
    said = {
        name: getattr(marks, name)
        for name in ("probationary", "official", "standings", "is_guest", "away", "has_left")
        if getattr(marks, name) != getattr(default, name)
    }
    assert said | ({"unread": marks.unread} if marks.unread else {}) == kept


@pytest.mark.parametrize(
    ("text", "posts", "unread"),
    [
        ("Bí thư", ("secretary",), ()),
        ("BT chi bộ", ("secretary",), ()),
        ("PBT, CUV", ("deputy_secretary", "committee_member"), ()),
        ("Chi uỷ viên", ("committee_member",), ()),
        ("Bí thư kiêm Trưởng bản", ("secretary",), ("Trưởng bản",)),
        ("Đảng viên", (), ()),
        # Of a body above the cell: told, and not taken for the cell's own.
        ("Đảng ủy viên", (), ("Đảng ủy viên",)),
        ("Bí thư Đảng ủy; Chi ủy viên", ("committee_member",), ("Bí thư Đảng ủy",)),
        ("Tổ trưởng tổ đảng số 2", ("group_leader",), ()),
    ],
)
def test_posts_as_lists_write_them(
    text: str, posts: tuple[str, ...], unread: tuple[str, ...]
) -> None:
    assert read_posts(text) == (posts, unread)


def test_the_birth_date_may_stand_under_men_or_women() -> None:
    row, remarks = read(born=None, born_woman=1968)

    assert (row, remarks) == (changed(born="1968"), [])


def test_both_days_may_stand_in_one_cell() -> None:
    under_both = read(joined=None, official=None, joined_official="3/2/1995\n3/2/1996")
    under_one = read(joined="3/2/1995\n3/2/1996", official=None)

    assert under_both == under_one == (ROW, [])


@pytest.mark.parametrize(
    ("cells", "row", "remark"),
    [
        pytest.param(
            {"born": None}, changed(born=""), ("born", "born_missing", False), id="no birth date"
        ),
        pytest.param(
            {"joined": None}, changed(joined=""), ("joined", "joined_missing", False), id="no entry"
        ),
        pytest.param(
            {"official": None},
            changed(official_is_computed=True),
            ("official", "official_computed", False),
            id="no day of becoming official: twelve months later",
        ),
        pytest.param(
            {"card": 123456}, ROW, ("card", "card_zeros", False), id="a card without its zeros"
        ),
        pytest.param(
            {"note": "Trưởng bản"}, ROW, ("note", "note_not_kept", False), id="a remark of no use"
        ),
        pytest.param(
            {"note": "SHTT"}, changed(is_guest=True), ("note", "is_guest", False), id="a guest"
        ),
        pytest.param(
            {"post": "Trưởng bản"}, ROW, ("post", "post_not_kept", False), id="no post of a cell"
        ),
    ],
)
def test_who_lacks_something_is_kept_and_it_is_told(
    cells: dict[str, Cell], row: MemberRow, remark: tuple[str, str, bool]
) -> None:
    assert read(**cells) == (row, [remark])


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        ({"name": None}, ("name", "name_missing", True)),
        ({"name": "Lò Văn Ất\nHà Thị Bảy"}, ("name", "two_names", True)),
        ({"name": "Lò Văn 2"}, ("name", "not_a_name", True)),
        ({"born": "31/02/1968"}, ("born", "date_no_such_day", True)),
        ({"born": "05/9/68"}, ("born", "date_short_year", True)),
        ({"born": "hỏi lại"}, ("born", "date_not_a_date", True)),
        ({"born_woman": "1968"}, ("born_woman", "born_twice", True)),
        ({"joined": "03/02/2025", "official": "03/02/2026"}, ("joined", "date_to_come", True)),
        ({"official": "03/02/1994"}, ("official", "official_before_joined", True)),
        ({"joined": "03/02/1960"}, ("joined", "joined_before_born", True)),
        ({"joined": "1/1/1995\n3/2/1995"}, ("joined", "too_many_dates", True)),
        ({"card": "thẻ cũ"}, ("card", "card_unreadable", True)),
        ({"note": "DB"}, ("note", "official_and_probationary", True)),
        ({"note": "đã mất"}, ("note", "has_left", True)),
        ({"note": "tạm miễn"}, ("note", "exemption_needs_end", True)),
        ({"note": "tạm miễn đến 30/6/2024"}, ("note", "exemption_over", True)),
    ],
)
def test_what_cannot_be_understood_stops_the_row(
    cells: dict[str, Cell], remark: tuple[str, str, bool]
) -> None:
    assert read(**cells) == (None, [remark])


def test_an_exemption_for_a_time_ends_after_the_day_named() -> None:
    row, _ = read(note="tạm miễn SH đến 30/6/2025")
    month, _ = read(note="tạm miễn đến tháng 6 năm 2025")

    assert row == changed(standings=("temporarily_exempt",), standing_until=date(2025, 7, 1))
    assert month == row


@pytest.mark.parametrize(
    ("cells", "official", "codes"),
    [
        ({"note": "DB"}, "", []),
        ({"joined": "03/02/2024"}, "", []),
        ({"joined": "2020"}, "2021", ["official_computed"]),
        ({"joined": "02/2020"}, "2021-02", ["official_computed"]),
    ],
)
def test_who_has_no_day_of_becoming_official(
    cells: dict[str, Cell], official: str, codes: list[str]
) -> None:
    row, remarks = read(**{"official": None, **cells})

    assert row is not None
    assert row.official == official
    assert [code for _, code, _ in remarks] == codes


def test_whether_someone_is_on_probation_is_not_guessed() -> None:
    row, remarks = read(joined=None, official=None)

    assert (row, remarks) == (
        None,
        [("joined", "joined_missing", False), ("official", "class_unknown", True)],
    )


def test_a_remark_carries_what_stood_in_the_cell() -> None:
    _, remarks = read_row(Line(9, WHOLE | {"born": "05/9/68"}), on=ON)

    assert remarks == (Remark(9, "born", "date_short_year", {"text": "05/9/68"}),)


cells = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(-5, 10**13),
    st.floats(),
    st.booleans(),
    st.dates(),
)
fields = st.sampled_from(
    ["name", "born", "joined", "official", "joined_official", "card", "post", "note", "phone"]
)


@given(st.dictionaries(fields, cells))
def test_any_row_is_a_member_or_stopped_by_a_remark(line: dict[str, Cell]) -> None:
    row, remarks = read_row(Line(1, line), on=ON)

    assert (row is None) is any(remark.stops for remark in remarks)
