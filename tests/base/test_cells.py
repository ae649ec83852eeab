from datetime import date

from chibo.base.cells import Cell, Remark, cell_text, in_order


def test_a_cell_is_told_as_a_person_would_type_it() -> None:
    cells: list[Cell] = [None, "x", 5, 5.0, 86.1, date(1988, 9, 5), True]

    assert [cell_text(cell) for cell in cells] == ["", "x", "5", "5", "86.1", "05/09/1988", "x"]


def test_remarks_come_by_row_with_what_stops_first() -> None:
    note = Remark(3, "born", "missing", stops=False)
    stop = Remark(3, "name", "missing")
    early = Remark(2, "name", "missing")

    assert in_order([note, stop, early]) == (early, stop, note)
