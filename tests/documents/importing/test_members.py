"""Whole files of members, as they really come, down to the rows in the database."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from chibo.audit.models import Entry
from chibo.base.cells import Cell
from chibo.documents.importing.kinds import MEMBERS, Author, Refused, Said
from chibo.documents.importing.reading import List, Secret, UnknownHeading, read_list
from chibo.documents.importing.showing import Shown
from chibo.people.models import Membership, Person, Post, Standing
from chibo.units.models import Unit
from chibo.units.queries import existing
from tests import factories
from tests.documents.spreadsheets import files

pytestmark = pytest.mark.django_db(transaction=True)

ON, SINCE = date(2024, 12, 31), date(2024, 1, 1)
AT = datetime(2024, 12, 31, 8, tzinfo=UTC)
SAID = Said(on=ON, since=SINCE)

MESSY: list[list[Cell]] = [
    ["ĐẢNG BỘ XÃ TRUNG THƯỢNG", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
    ["CHI BỘ BẢN MÁY"],
    [],
    [None, None, "DANH SÁCH ĐẢNG VIÊN"],
    [
        "TT",
        "Họ và tên",
        "Ngày sinh",
        None,
        "Dân tộc",
        "Ngày, tháng, năm",
        None,
        "Chức vụ",
        "Số thẻ",
    ],
    [None, None, "Nam", "Nữ", None, "vào Đảng", "chính thức", None, None, "Ghi chú"],
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    [1, "Đ/c LÒ VĂN ẤT", "05/9/1958", None, "Thái", "3.2.1985", "03-02-1986", "Bí thư", 123456],
    [2, "Hà Thị Bảy", None, 1962, "Mường", date(1990, 5, 19), "19/5/1991", "CUV", None, "MSH"],
    [
        3,
        "Vi Văn  Cảnh",
        "10/1970",
        None,
        "",
        "ngày 02 tháng 9 năm 2001",
        "2/9/2002",
        None,
        "chưa có",
    ],
    [None, "Ngân Thị Dần", None, "1988", "Thái", "3/2/2024", None, None, None, "ĐVDB"],
    [5, "Lương Văn Én", 32391, None, "Thái", "2010", "2011", "ĐV", None, "đi làm ăn xa"],
    [],
    [None, "Tổng cộng: 05 đảng viên"],
    [None, None, None, None, None, "Trung Thượng, ngày 31 tháng 12 năm 2024"],
    [None, "NGƯỜI LẬP", None, None, None, "T/M CHI BỘ"],
    [None, None, None, None, None, "Lò Văn Ất"],
]
HEAD: list[Cell] = ["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ"]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def may() -> Unit:
    above = factories.unit("TT", kind="commune", name="Đảng bộ xã Trung Thượng")
    return factories.unit("TT.MAY", name="bản Máy", under=above)


def listed(rows: Iterable[Sequence[Cell]], name: str = "ds.xlsx") -> List:
    return read_list(files.xlsx(rows), name=name, recognise=MEMBERS.recognise)


def bring_in(rows: Iterable[Sequence[Cell]], said: Said = SAID, shown: str | None = None) -> Shown:
    return MEMBERS.write(listed(rows), said, None, shown=shown, author=Author("lan", AT, "ds.xlsx"))


def people() -> list[tuple[str, ...]]:
    fields = ("full_name", "born", "joined", "official", "card_number")
    return list(Person.objects.order_by("pk").values_list(*fields))


def counts() -> tuple[int, ...]:
    models = (Person, Membership, Standing, Post, Entry)
    return tuple(model.objects.count() for model in models)


@pytest.mark.parametrize(
    "merged",
    [
        pytest.param({}, id="blanks beside headings"),
        pytest.param(
            {
                "A2:E2": "CHI BỘ BẢN MÁY",
                "A5:A6": "TT",
                "B5:B6": "Họ và tên",
                "C5:D5": "Ngày sinh",
                "E5:E6": "Dân tộc",
                "F5:G5": "Ngày, tháng, năm",
                "H5:H6": "Chức vụ",
                "I5:I6": "Số thẻ",
            },
            id="merged headings",
        ),
    ],
)
def test_a_list_as_it_really_comes(may: Unit, merged: dict[str, str]) -> None:
    source = read_list(files.xlsx(MESSY, merged), name="ds.xlsx", recognise=MEMBERS.recognise)
    author = Author("lan", AT, "ds.xlsx")

    shown = MEMBERS.write(source, SAID, None, shown=None, author=author)

    assert people() == [
        ("Lò Văn Ất", "1958-09-05", "1985-02-03", "1986-02-03", "00123456"),
        ("Hà Thị Bảy", "1962", "1990-05-19", "1991-05-19", ""),
        ("Vi Văn Cảnh", "1970-10", "2001-09-02", "2002-09-02", ""),
        ("Ngân Thị Dần", "1988", "2024-02-03", "", ""),
        ("Lương Văn Én", "1988-09-05", "2010", "2011", ""),
    ]
    held = Membership.objects.values_list("cell", "kind", "since", "until").distinct()
    assert list(held) == [(may.pk, "official", SINCE, None)]
    posts = Post.objects.order_by("pk").values_list("person__full_name", "kind", "unit", "since")
    assert list(posts) == [
        ("Lò Văn Ất", "secretary", may.pk, SINCE),
        ("Hà Thị Bảy", "committee_member", may.pk, SINCE),
    ]
    standings = Standing.objects.order_by("pk").values_list("person__full_name", "kind", "since")
    assert list(standings) == [
        ("Hà Thị Bảy", "exempt", SINCE),
        ("Lương Văn Én", "working_away", SINCE),
    ]
    assert (shown.created, shown.changed, shown.same, shown.problems) == (5, 0, 0, ())


def test_what_is_not_kept_and_what_was_left_out_is_told(may: Unit) -> None:
    source = listed(MESSY)

    assert [(one.letters, one.heading.text, one.field) for one in source.mapped] == [
        ("A", "TT", "number"),
        ("B", "Họ và tên", "name"),
        ("C", "Ngày sinh Nam", "born_man"),
        ("D", "Ngày sinh Nữ", "born_woman"),
        ("E", "Dân tộc", "not_kept"),
        ("F", "Ngày, tháng, năm vào Đảng", "joined"),
        ("G", "Ngày, tháng, năm chính thức", "official"),
        ("H", "Chức vụ", "post"),
        ("I", "Số thẻ", "card"),
        ("J", "Ghi chú", "note"),
    ]
    assert [(left.row, left.why) for left in source.left_out] == [
        (14, "total"),
        (15, "total"),
        (16, "total"),
        (17, "total"),
    ]


def test_twice_is_once(may: Unit) -> None:
    bring_in(MESSY)
    before = counts()

    shown = bring_in(MESSY)

    assert (shown.created, shown.changed, shown.same) == (0, 0, 5)
    assert counts() == before


def test_it_leaves_one_line_in_the_log(may: Unit) -> None:
    bring_in(MESSY)

    (entry,) = Entry.objects.all()
    assert (entry.verb, entry.account, entry.at, entry.unit_code, entry.detail) == (
        "members.imported",
        "lan",
        AT,
        "TT.MAY",
        {"file": "ds.xlsx", "created": 5, "changed": 0, "cells": 1},
    )


def test_a_changed_file_shows_what_will_change_and_then_changes_it(may: Unit) -> None:
    bring_in(MESSY)
    changed = [list(row) for row in MESSY]
    changed[8][8] = "00777777"
    changed[9][7] = "Phó bí thư"
    changed[10][2:4] = [None, "05/06/1988"]
    said = Said(on=date(2025, 3, 1), since=date(2025, 1, 1))

    shown = MEMBERS.show(listed(changed), said, None)
    bring_in(changed, said, shown=shown.digest)

    assert [(row.row, row.who, row.what) for row in shown.rows if row.deed == "change"] == [
        (9, "Hà Thị Bảy", ("card number: 00777777",)),
        (10, "Vi Văn Cảnh", ("post: deputy secretary",)),
        (11, "Ngân Thị Dần", ("birth date: 1988 → 05/06/1988",)),
    ]
    assert Person.objects.get(full_name="Hà Thị Bảy").card_number == "00777777"
    assert Person.objects.get(full_name="Ngân Thị Dần").born == "1988-06-05"
    post = Post.objects.get(kind="deputy_secretary")
    assert (post.person.full_name, post.since) == ("Vi Văn Cảnh", date(2025, 3, 1))


def test_one_broken_row_stops_all_and_is_shown_by_row_and_column(may: Unit) -> None:
    broken = [list(row) for row in MESSY]
    broken[9][5] = "31/02/2001"

    with pytest.raises(Refused) as refused:
        bring_in(broken)

    told = [(remark.row, remark.letters, remark.stops) for remark in refused.value.shown.problems]
    assert told == [(10, "F", True)]
    assert counts() == (0, 0, 0, 0, 0)


def test_what_changed_since_it_was_shown_is_shown_again(may: Unit) -> None:
    shown = MEMBERS.show(listed(MESSY), SAID, None)
    factories.member(may, "Hà Thị Bảy", born="1962")
    before = counts()

    with pytest.raises(Refused):
        bring_in(MESSY, shown=shown.digest)

    assert counts() == before


def test_the_register_form_in_two_bands_and_thick_rows(may: Unit) -> None:
    rows: list[list[Cell]] = [
        ["SỔ DANH SÁCH ĐẢNG VIÊN", None, None, None, "Mẫu 7-HSĐV"],
        ["CHI BỘ BẢN MÁY"],
        [
            "Số TT",
            "Họ và tên đang dùng\nHọ và tên khai sinh",
            "Ngày, tháng, năm sinh",
            "Giới tính, dân tộc, tôn giáo",
            "Quê quán",
            "Trình độ học vấn",
            "Nghề nghiệp trước và nay",
        ],
        [1, 2, 3, 4, 5, 6, 7],
        [
            "Ngày vào Đảng\nNgày chính thức",
            "Số thẻ, số lý lịch, số huy hiệu",
            "Chức vụ",
            "Bộ đội, công an, hưu trí",
            "Chuyển đi, chuyển đến",
            "Từ trần, ra khỏi Đảng",
            "Ghi chú",
        ],
        [8, 9, 10, 11, 12, 13, 14],
        [
            1,
            "LÒ VĂN ẤT\n(Lò Văn Ót)",
            "5/9/1958",
            "Nam\nThái\nKhông",
            "Trung Thượng",
            "7/10",
            "Ruộng",
        ],
        ["3/2/1985\n3/2/1986", "123456\nLL 12\n30 năm", "Bí thư", None, None, None, None],
        [2, "HÀ THỊ BẢY", "1962", "Nữ\nMường\nKhông", "Trung Thượng", "10/10", "Ruộng"],
        ["19/5/1990\n19/5/1991", "00123457", None, None, None, None, "MSH"],
    ]

    shown = bring_in(rows)

    assert people() == [
        ("Lò Văn Ất", "1958-09-05", "1985-02-03", "1986-02-03", "00123456"),
        ("Hà Thị Bảy", "1962", "1990-05-19", "1991-05-19", "00123457"),
    ]
    assert [(post.person.full_name, post.kind) for post in Post.objects.all()] == [
        ("Lò Văn Ất", "secretary")
    ]
    assert [note.row for note in shown.notes] == [7, 7, 7]


def test_what_is_exported_reads_back_without_a_change(may: Unit) -> None:
    other = factories.unit("TT.NGAM", name="bản Ngàm", under=Unit.objects.get(code="TT"))
    away = factories.member(other, "Lộc Văn Phúc", born="1990-01-02", card_number="00000009")
    Membership.objects.create(person=away, cell=may, kind="temporary", since=SINCE)
    elsewhere = factories.member(other, "Lộc Thị Quế", born="1991")
    Membership.objects.create(person=elsewhere, place="Hà Nội", kind="temporary", since=SINCE)
    factories.standing(
        factories.member(other, "Lộc Văn Sử", born="1950-05"),
        "temporarily_exempt",
        until=date(2025, 7, 1),
    )
    factories.post(away, other, "deputy_secretary")
    bring_in(MESSY)
    before = counts()

    table = MEMBERS.table(existing(ON), ON, "ĐẢNG BỘ XÃ TRUNG THƯỢNG")
    source = read_list(table, name="x.xlsx", recognise=MEMBERS.recognise)
    shown = MEMBERS.write(source, SAID, None, shown=None, author=Author("lan", AT, "x.xlsx"))

    assert (shown.created, shown.changed, shown.same, shown.problems) == (0, 0, 9, ())
    assert counts() == before


def test_a_member_moves_with_his_card_and_leaves_his_post_behind(may: Unit) -> None:
    other = factories.unit("TT.NGAM", name="bản Ngàm")
    person = factories.member(other, "Lò Văn Ất", born="1958-09-05", card_number="00123456")
    factories.post(person, other, "secretary")

    bring_in(MESSY)

    rows = Membership.objects.filter(person=person).order_by("since")
    assert [(row.cell_id, row.since, row.until, row.ending) for row in rows] == [
        (other.pk, factories.units.LONG_AGO, ON, "moved"),
        (may.pk, ON, None, ""),
    ]
    posts = Post.objects.filter(person=person).order_by("since")
    assert [(post.unit_id, post.until) for post in posts] == [(other.pk, ON), (may.pk, None)]


def test_a_secret_list_is_refused_by_its_name_or_its_stamp() -> None:
    with pytest.raises(Secret):
        listed([HEAD, [1, "Lò Văn Ất"]], name="CV mật 12.xlsx")
    with pytest.raises(Secret):
        listed([["TỐI MẬT"], HEAD, [1, "Lò Văn Ất"]])
    assert len(listed([HEAD, [1, "Lò Văn Mật"], [2, "nuôi ong lấy mật"]]).lines) == 2


def test_a_person_may_say_what_a_column_holds(may: Unit) -> None:
    rows: list[list[Cell]] = [
        ["STT", "Người", "Ngày sinh", "Diễn giải"],
        [1, "Lò Văn Ất", "1958", "DB"],
    ]
    by_heading = {"người": "name", "Diễn giải": "note"}

    source = read_list(
        files.xlsx(rows), name="x.xlsx", recognise=MEMBERS.recognise, by_heading=by_heading
    )

    assert [line.cells for line in source.lines] == [
        {"number": 1, "name": "Lò Văn Ất", "born": "1958", "note": "DB"}
    ]
    with pytest.raises(UnknownHeading):
        read_list(
            files.xlsx(rows), name="x.xlsx", recognise=MEMBERS.recognise, by_heading={"Tên": "name"}
        )


def test_out_of_reach_nothing_is_written_or_seen(may: Unit) -> None:
    other = factories.unit("SH.NGAM", name="bản Ngàm")
    factories.member(other, "Lộc Văn Phúc", card_number="00123456")
    reach = Unit.objects.filter(code="TT.MAY")

    shown = MEMBERS.show(listed(MESSY), SAID, reach)

    assert [(told.row, told.letters) for told in shown.problems] == [(8, "I")]
    assert "Phúc" not in shown.problems[0].text
