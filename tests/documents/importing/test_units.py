"""Whole files of units down to the tree in the database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from chibo.audit.models import Entry
from chibo.base.cells import Cell
from chibo.documents.importing.kinds import UNITS, Author, Refused, Said
from chibo.documents.importing.reading import List, read_list
from chibo.documents.importing.showing import Shown
from chibo.units.loading import load_kinds
from chibo.units.models import Ancestry, Decision, Placement, Unit, UnitEvent, UnitName
from chibo.units.queries import existing, path
from tests import factories
from tests.documents.spreadsheets import files

pytestmark = pytest.mark.django_db(transaction=True)

ON, SINCE = date(2024, 12, 31), date(2024, 1, 1)
AUTHOR = Author("lan", datetime(2024, 12, 31, 8, tzinfo=UTC), "dv.xlsx")
LIST: list[list[Cell]] = [
    ["DANH SÁCH TỔ CHỨC ĐẢNG"],
    [],
    [
        "STT",
        "Mã đơn vị",
        "Tên đơn vị",
        "Loại",
        "Đơn vị cấp trên",
        "Ngày thành lập",
        "Số quyết định",
    ],
    [1, "TT.MAY", "CHI BỘ BẢN MÁY", "Chi bộ thôn, bản", "Đảng bộ xã Trung Thượng", "1985", None],
    [2, None, "Chi bộ bản Ngàm", None, "TT", "05/06/1990", "12-QĐ/HU"],
    [3, "TT", "Đảng bộ xã Trung Thượng", "xã", "QS", "03/02/1988", None],
    [4, "QS", "Huyện ủy Quan Sơn", None, None, None, None],
    [None, "Tổng cộng: 4 tổ chức"],
]


@pytest.fixture(autouse=True)
def _kinds() -> None:
    load_kinds()


def listed(rows: Sequence[Sequence[Cell]]) -> List:
    return read_list(files.xlsx(rows), name="dv.xlsx", recognise=UNITS.recognise)


def bring_in(rows: Sequence[Sequence[Cell]], on: date = ON, parent: str = "") -> Shown:
    said = Said(on=on, since=SINCE, unit=parent)
    return UNITS.write(listed(rows), said, None, shown=None, author=AUTHOR)


def problems(rows: Sequence[Sequence[Cell]], parent: str = "") -> list[tuple[int, str]]:
    with pytest.raises(Refused) as refused:
        bring_in(rows, parent=parent)
    return [(told.row, told.letters) for told in refused.value.shown.problems]


def counts() -> tuple[int, ...]:
    models = (Unit, UnitName, Placement, UnitEvent, Decision, Ancestry, Entry)
    return tuple(model.objects.count() for model in models)


def test_a_tree_in_any_order_with_names_or_codes_for_those_above() -> None:
    bring_in(LIST)

    units = existing(ON).order_by("code")
    told = [(unit.code, unit.kind_id, unit.name, unit.full_name, unit.since) for unit in units]
    assert told == [
        ("QS", "district", "Huyện ủy Quan Sơn", "Huyện ủy Quan Sơn", SINCE),
        (
            "TT",
            "commune",
            "Đảng bộ xã Trung Thượng",
            "Đảng bộ xã Trung Thượng",
            date(1988, 2, 3),
        ),
        ("TT.MAY", "village_cell", "bản Máy", "Chi bộ bản Máy", date(1985, 1, 1)),
        ("TT.NGAM", "village_cell", "bản Ngàm", "Chi bộ bản Ngàm", date(1990, 6, 5)),
    ]
    placed = Placement.objects.order_by("unit__code").values_list("unit__code", "since")
    assert list(placed) == [
        ("TT", SINCE),
        ("TT.MAY", date(1988, 2, 3)),
        ("TT.NGAM", date(1990, 6, 5)),
    ]
    above = path(Unit.objects.get(code="TT.MAY"), ON)
    assert [unit.code for unit in above] == ["QS", "TT", "TT.MAY"]
    (event,) = UnitEvent.objects.all()
    assert (event.unit.code, event.decision.number) == ("TT.NGAM", "12-QĐ/HU")


def test_twice_is_once() -> None:
    bring_in(LIST)
    before = counts()

    shown = bring_in(LIST)

    assert (shown.created, shown.changed, shown.same) == (0, 0, 4)
    assert counts() == before


def test_what_is_exported_reads_back_without_a_change() -> None:
    bring_in(LIST)
    before = counts()

    table = UNITS.table(existing(ON), ON, "HUYỆN ỦY QUAN SƠN")
    source = read_list(table, name="x.xlsx", recognise=UNITS.recognise)
    shown = UNITS.write(source, Said(ON, SINCE), None, shown=None, author=AUTHOR)

    assert (shown.created, shown.changed, shown.same, shown.problems) == (0, 0, 4, ())
    assert counts() == before


def test_a_changed_list_renames_and_moves_from_its_day_and_keeps_what_was() -> None:
    bring_in(LIST)
    changed = [list(row) for row in LIST]
    changed[3][2:5] = ["Chi bộ bản Máy Mới", "Chi bộ thôn, bản", "QS"]

    bring_in(changed, on=date(2025, 7, 1))

    may = Unit.objects.get(code="TT.MAY")
    names = may.names.order_by("since").values_list("full_name", "since", "until")
    assert list(names) == [
        ("Chi bộ bản Máy", date(1985, 1, 1), date(2025, 7, 1)),
        ("Chi bộ bản Máy Mới", date(2025, 7, 1), None),
    ]
    for day, code in ((ON, "TT"), (date(2025, 7, 1), "QS")):
        above = path(may, day)[-2]
        assert above.code == code


def test_an_earlier_day_of_founding_is_put_right_and_a_later_one_refused() -> None:
    bring_in(LIST)
    earlier, later = ([list(row) for row in LIST] for _ in range(2))
    earlier[4][5] = "01/01/1980"
    later[4][5] = "01/01/1999"

    bring_in(earlier)

    assert Unit.objects.get(code="TT.NGAM").since == date(1980, 1, 1)
    assert problems(later) == [(5, "F")]


def test_rows_that_name_no_unit_above_stand_under_the_one_chosen() -> None:
    factories.unit("SH", kind="commune", name="Đảng bộ xã Sơn Hà")
    rows: list[list[Cell]] = [["Mã đơn vị", "Tên chi bộ"], ["SH.1", "Chi bộ bản Xuân Sơn"]]

    bring_in(rows, parent="SH")

    above = path(Unit.objects.get(code="SH.1"), ON)[-2]
    assert above.code == "SH"


@pytest.mark.parametrize(
    ("row", "place"),
    [
        pytest.param(["X", "Chi bộ bản Khà", None, "Đảng bộ xã Na Mèo"], "D", id="unknown above"),
        pytest.param(["X", "Chi bộ bản Khà", None, "SH.1"], "D", id="under a cell"),
        pytest.param(["SH", "Chi bộ bản Khà", None, None], "A", id="its row twice"),
        pytest.param(["X", "Đảng bộ xã X", None, "X"], "D", id="under itself"),
        pytest.param(["X", "Câu lạc bộ X", None, "SH"], "C", id="of no known kind"),
    ],
)
def test_a_row_that_cannot_stand_stops_all(row: list[Cell], place: str) -> None:
    rows: list[list[Cell]] = [
        ["Mã đơn vị", "Tên đơn vị", "Loại", "Đơn vị cấp trên"],
        ["SH", "Đảng bộ xã Sơn Hà", None, None],
        ["SH.1", "Chi bộ bản Xuân Sơn", None, "SH"],
        row,
    ]

    assert problems(rows) == [(4, place)]
    assert counts() == (0,) * 7


def test_out_of_reach_nothing_changes() -> None:
    bring_in(LIST)
    reach = Unit.objects.filter(code__startswith="TT")
    changed = [list(row) for row in LIST]
    changed[6][2] = "Huyện ủy Quan Hóa"
    new: list[list[Cell]] = [
        ["Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên"],
        ["QS.1", "Chi bộ cơ quan Một", "QS"],
        ["TT.1", "Chi bộ bản Mới", "TT"],
        ["XX", "Huyện ủy Khác", None],
    ]

    said = Said(ON, SINCE)

    assert [told.row for told in UNITS.show(listed(changed), said, reach).problems] == [7]
    assert [told.row for told in UNITS.show(listed(new), said, reach).problems] == [2, 4]
