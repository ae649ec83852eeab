"""Cells that need help, as a paper names them."""

from chibo.reports.rules.board_needs import Reason
from chibo.reports.rules.gathering import MOST_NAMES
from chibo.reports.rules.needing import in_need


def test_cells_are_named_with_their_reasons_in_the_order_of_the_tree() -> None:
    found = in_need(
        [
            ("Chi bộ bản Son", [Reason.NO_SECRETARY, Reason.LATE]),
            ("Chi bộ bản Hậu", [Reason.UNMET]),
            ("Chi bộ bản Bàng", [Reason.UNMET, Reason.SILENT]),
        ]
    )

    assert found == "bản Son (khuyết bí thư, biên bản vào sổ muộn); bản Bàng (ít người phát biểu)"


def test_nobody_is_named_where_there_is_none_or_too_many() -> None:
    many = [(f"Chi bộ {number}", [Reason.LATE]) for number in range(MOST_NAMES + 1)]

    assert in_need([]) == in_need(many) == ""


def test_every_reason_but_that_of_meetings_has_its_words() -> None:
    words = {one: in_need([("A", [one])]) for one in Reason}

    assert [one for one, said in words.items() if not said] == [Reason.UNMET]
