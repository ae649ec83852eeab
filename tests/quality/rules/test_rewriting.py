"""What a page changes in a sheet's file, and what it leaves."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.quality.rules.reading import read
from chibo.quality.rules.rewriting import flattened, plain, rewritten
from chibo.quality.shipped import shipped

SHEET = """\
# Of the commune.
sheet: small
title: Phiếu nhỏ  # short
issuer: "Đảng ủy xã"
seen: local
total: 10
grades:
  - {grade: Tốt, at_least: 9}
  # What is left.
  - {grade: Kém}
groups:
  - group: "1"
    title: Dự họp
    points: 10
    criteria:
      # By the roll.
      - criterion: "1.1"
        title: Tỷ lệ dự
        kind: bands
        points: 10
        measure: attendance
        bands:
          - {when: ">= 90", points: 10}
          - {when: "< 90", points: 2.5}
"""


@pytest.mark.parametrize("text", [*shipped().values(), SHEET])
def test_a_sheet_that_stays_is_not_touched(text: str) -> None:
    assert rewritten(text, plain(text)) == text


def test_only_what_changes_is_written_anew() -> None:
    data = plain(SHEET)
    data["title"] = "Phiếu lớn"
    data["groups"][0]["criteria"][0]["bands"][1]["points"] = Decimal("2.25")
    data["number"] = "12-HD/ĐU"

    assert rewritten(SHEET, data) == (
        SHEET.replace("Phiếu nhỏ", "Phiếu lớn").replace("2.5}", "2.25}") + "number: 12-HD/ĐU\n"
    )


def test_a_row_that_goes_leaves_the_others_as_they_were() -> None:
    data = plain(SHEET)
    del data["grades"][0]

    assert rewritten(SHEET, data) == SHEET.replace("  - {grade: Tốt, at_least: 9}\n", "")


def test_what_moves_takes_its_comments_along() -> None:
    text = SHEET + '  - group: "2"\n    title: Khác  # the rest\n    criteria: []\n'
    data = plain(text)
    data["groups"].reverse()

    moved = rewritten(text, data)

    assert plain(moved) == data
    assert moved.index("# the rest") < moved.index("# By the roll.")


def test_a_number_and_the_same_word_are_two_things() -> None:
    data = plain(SHEET)
    data["groups"][0]["group"] = "10"

    assert plain(rewritten(SHEET, data)) == data
    assert 'group: "10"' in rewritten(SHEET, data) or "group: '10'" in rewritten(SHEET, data)


LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(
    " ?:,'\"{}[]&*#-0"
)
WORDS = st.text(LETTERS, min_size=1, max_size=9).map(str.strip).filter(bool)
AMOUNTS = st.integers(0, 99) | st.decimals(0, 99, places=2).map(lambda one: one.normalize()).filter(
    lambda one: one != one.to_integral_value()
)


@given(st.data())
def test_whatever_changes_is_read_again_as_it_was_written(drawn: st.DataObject) -> None:
    data: dict[str, Any] = plain(shipped()["hd12-2018"])
    groups = data["groups"]
    for _step in range(drawn.draw(st.integers(1, 4))):
        group = drawn.draw(st.sampled_from(groups))
        match drawn.draw(st.sampled_from(["title", "points", "shuffle", "drop", "new", "bands"])):
            case "title":
                group["title"] = drawn.draw(WORDS)
            case "points":
                group["points"] = drawn.draw(AMOUNTS)
            case "shuffle":
                group["criteria"] = drawn.draw(st.permutations(group["criteria"]))
            case "drop" if len(groups) > 1:
                groups.remove(group)
            case "new":
                group["criteria"].append(
                    {"criterion": "9", "title": drawn.draw(WORDS), "guidance": drawn.draw(WORDS)}
                )
            case "bands" if group["criteria"]:
                bands = [{"when": f">= {drawn.draw(AMOUNTS)}", "points": drawn.draw(AMOUNTS)}]
                group["criteria"][0]["bands"] = bands
    wanted = deepcopy(data)

    text = rewritten(shipped()["hd12-2018"], data)

    assert plain(text) == wanted
    assert data == wanted


@pytest.mark.parametrize("key", sorted(shipped()))
def test_a_sheet_flattened_says_itself_what_it_inherited(key: str) -> None:
    layer = read(shipped()[key], shipped().get)

    alone = read(flattened(shipped()[key], shipped().get))

    wanted = {name: value for name, value in layer.located.data.items() if name != "extends"}
    assert alone.located.data == wanted
    assert alone.sheet.criteria == layer.sheet.criteria


def test_a_layer_keeps_the_comments_of_the_sheet_it_stands_on() -> None:
    text = flattened(shipped()["binh-thuan-layer"], shipped().get)

    assert "# The note only implies that regular content may then be worth more." in text
