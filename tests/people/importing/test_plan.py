from collections.abc import Sequence
from datetime import date

import pytest

from chibo.people.importing.cells import Cells, KnownCell
from chibo.people.importing.matching import KnownMember, Register
from chibo.people.importing.plan import Change, Deed, Plan, plan_members
from chibo.people.importing.rows import MemberRow

MAY = KnownCell(1, "MAY", "bản Máy", "Chi bộ bản Máy")
NGAM = KnownCell(2, "NGAM", "bản Ngàm", "Chi bộ bản Ngàm")
ON = date(2024, 12, 31)


def row(name: str = "Lò Văn Ất", number: int = 7, **fields: object) -> MemberRow:
    values = {"born": "1968-09-05", "official": "1996-02-03", "cell": "bản Máy"}
    return MemberRow(number, name, **(values | fields))  # type: ignore[arg-type]  # of any field


def known(person_id: int = 1, name: str = "Lò Văn Ất", **fields: object) -> KnownMember:
    values = {"born": "1968-09-05", "official": "1996-02-03", "cell": "MAY"}
    return KnownMember(person_id, name, **(values | fields))  # type: ignore[arg-type]  # of any field


def plan(rows: Sequence[MemberRow], members: Sequence[KnownMember] = ()) -> Plan:
    return plan_members(
        rows, [], cells=Cells([MAY, NGAM]), register=Register(members), default=None, on=ON
    )


def told(found: Plan) -> list[tuple[int, str, bool]]:
    return [(remark.row, remark.code, remark.stops) for remark in found.remarks]


def one(found: Plan) -> tuple[Deed, int | None, tuple[Change, ...]]:
    (planned,) = found.planned
    return planned.deed, planned.person_id, planned.changes


def test_a_stranger_is_written_anew() -> None:
    assert one(plan([row()])) == (Deed.CREATE, None, ())


def test_what_the_register_has_already_changes_nothing() -> None:
    assert one(plan([row()], [known()])) == (Deed.SAME, 1, ())


@pytest.mark.parametrize(
    ("listed", "on_record"),
    [
        pytest.param({"card": "00000001", "born": ""}, {"card": "00000001"}, id="by card"),
        pytest.param({}, {}, id="by cell, name and birth date"),
        pytest.param({"born": "1968"}, {}, id="the list knows the year only"),
        pytest.param({"born": ""}, {}, id="the list has no birth date, there is one of the name"),
        pytest.param({"name": "LÒ VĂN ẤT".title()}, {}, id="by name in other capitals"),
    ],
)
def test_a_known_person_is_found(listed: dict[str, object], on_record: dict[str, object]) -> None:
    assert one(plan([row(**listed)], [known(**on_record)])) == (Deed.SAME, 1, ())  # type: ignore[arg-type]  # of any field


@pytest.mark.parametrize(
    ("listed", "on_record", "change"),
    [
        ({"card": "00000001"}, {}, Change("card", "", "00000001")),
        ({"joined": "1995-02-03"}, {"joined": "1995"}, Change("joined", "1995", "1995-02-03")),
        ({"joined": "1995-02-03"}, {"joined": "1994"}, Change("joined", "1994", "1995-02-03")),
        ({"name": "Lò Văn Ất"}, {"name": "Lò Văn At"}, Change("name", "Lò Văn At", "Lò Văn Ất")),
        ({"posts": ("secretary",)}, {}, Change("post", "", "secretary")),
        ({"standings": ("exempt",)}, {}, Change("standing", "", "exempt")),
        ({"away": "Hà Nội"}, {}, Change("away", "", "Hà Nội")),
        ({}, {"official": ""}, Change("official", "", "1996-02-03")),
        (
            {"card": "00000001"},
            {"card": "00000001", "cell": "NGAM"},
            Change("cell", "NGAM", "MAY"),
        ),
    ],
)
def test_what_a_list_says_anew_is_shown_as_a_change(
    listed: dict[str, object], on_record: dict[str, object], change: Change
) -> None:
    found = plan([row(**listed)], [known(**on_record)])  # type: ignore[arg-type]  # of any field

    assert one(found) == (Deed.CHANGE, 1, (change,))
    assert not found.stops


@pytest.mark.parametrize(
    ("listed", "on_record"),
    [
        pytest.param({"born": "1968"}, {}, id="a rougher date"),
        pytest.param({"joined": ""}, {"joined": "1995"}, id="a blank"),
        pytest.param({}, {"posts": frozenset({"secretary"})}, id="no post"),
        pytest.param({}, {"standings": frozenset({"exempt"})}, id="no mark"),
        pytest.param(
            {"official": "1997", "official_is_computed": True}, {}, id="a day only computed"
        ),
    ],
)
def test_a_list_takes_nothing_away(listed: dict[str, object], on_record: dict[str, object]) -> None:
    assert one(plan([row(**listed)], [known(**on_record)])) == (Deed.SAME, 1, ())  # type: ignore[arg-type]  # of any field


def test_two_of_one_name_are_told_apart_by_birth_date_or_card() -> None:
    rows = [
        row(number=1, born="1968"),
        row(number=2, born="1970"),
        row(number=3, born="1970", card="00000001"),
        row(number=4, born="1970", card="00000002"),
    ]

    assert told(plan([rows[0], rows[1]])) == []
    assert told(plan([rows[2], rows[3]])) == []
    assert told(plan([rows[1], rows[3]])) == [(4, "same_name", True)]
    assert told(plan([row(number=1, born=""), row(number=2)])) == [(2, "same_name", True)]


def test_two_of_one_name_on_the_register_are_never_guessed_between() -> None:
    members = [known(1, born="1968-09-05"), known(2, born="1970-01-01")]

    assert told(plan([row(born="")], members)) == [(7, "several_in_register", True)]
    assert one(plan([row(born="1970-01-01")], members)) == (Deed.SAME, 2, ())


def test_one_of_the_same_name_with_another_birth_date_is_new_and_told() -> None:
    found = plan([row(born="1975")], [known()])

    assert (one(found), told(found)) == ((Deed.CREATE, None, ()), [(7, "namesake", False)])


def test_someone_of_the_same_name_and_day_in_another_cell_is_told() -> None:
    found = plan([row()], [known(cell="NGAM")])

    assert (one(found), told(found)) == ((Deed.CREATE, None, ()), [(7, "maybe_moved", False)])


@pytest.mark.parametrize(
    ("on_record", "code"),
    [
        pytest.param({"in_reach": False}, "card_elsewhere", id="of someone out of reach"),
        pytest.param({"cell": ""}, "card_of_former", id="of someone who left"),
        pytest.param({"name": "Hà Thị Bảy", "born": "1990"}, "card_of_other", id="of another"),
    ],
)
def test_a_card_of_someone_else_stops(on_record: dict[str, object], code: str) -> None:
    found = plan([row(card="00000001")], [known(card="00000001", **on_record)])  # type: ignore[arg-type]  # of any field

    assert told(found) == [(7, code, True)]


def test_one_person_on_two_rows_stops() -> None:
    rows = [row(number=1, card="00000001"), row(number=2, card="00000001")]

    assert told(plan(rows)) == [(2, "card_twice", True)]
    assert told(plan([row(number=1), row(number=2, born="1968")], [known()])) == [
        (2, "person_twice", True)
    ]


def test_a_cell_has_one_secretary() -> None:
    first = row(number=1, posts=("secretary",))
    second = row("Hà Thị Bảy", number=2, posts=("secretary",))
    holder = known(5, "Vi Văn Cảnh", posts=frozenset({"secretary"}))

    assert told(plan([first, second])) == [(2, "two_secretaries", True)]
    assert told(plan([first], [holder])) == [(1, "other_secretary", True)]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"cell": ""}, "cell_missing"),
        ({"cell": "bản Na Tao"}, "cell_unknown"),
        ({"cell": "", "section": "Chi bộ bản Na Tao"}, "cell_unknown"),
    ],
)
def test_a_row_without_a_known_cell_stops(fields: dict[str, object], code: str) -> None:
    found = plan([row(**fields)])  # type: ignore[arg-type]  # of any field

    assert told(found) == [(7, code, True)]


def test_the_cell_comes_from_its_column_then_the_line_above_then_what_was_chosen() -> None:
    rows = [
        row(number=1, cell_code="NGAM", section="Chi bộ bản Máy"),
        row("Hà Thị Bảy", number=2, cell="", section="Chi bộ bản Ngàm"),
        row("Vi Văn Cảnh", number=3, cell=""),
    ]

    found = plan_members(
        rows, [], cells=Cells([MAY, NGAM]), register=Register([]), default=MAY, on=ON
    )

    assert [planned.cell.code for planned in found.planned] == ["NGAM", "NGAM", "MAY"]


def test_whom_the_list_leaves_out_is_told_and_stays() -> None:
    absent = known(2, "Hà Thị Bảy")

    assert plan([row()], [known(), absent, known(3, "Ai Đó", cell="NGAM")]).absent == (absent,)


def test_a_digest_differs_when_what_would_be_written_differs() -> None:
    assert plan([row()]).digest == plan([row()]).digest
    assert plan([row()]).digest != plan([row()], [known()]).digest
