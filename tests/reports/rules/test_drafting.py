"""What a report says of figures, and what people put in its place."""

from datetime import date

import pytest

from chibo.reports.rules.columns import Row
from chibo.reports.rules.comparing import Past, compared
from chibo.reports.rules.drafting import Text, draft, written
from chibo.reports.rules.gathering import reasons, unmet
from chibo.reports.rules.template import BadTemplate, Template, template_of
from chibo.reports.rules.tokens import read
from tests.reports.stating import figures

TOLD = {
    "sections": [
        {
            "key": "meetings",
            "heading": "Sinh hoạt",
            "sentences": [
                {
                    "key": "held",
                    "when": "held.d > 0",
                    "say": [
                        "Đã họp {held} buổi",
                        {"when": "moved > 0", "say": "; đổi ngày {moved} buổi"},
                        ".",
                    ],
                },
                {"key": "why", "when": ["missed > 0"], "say": "{missed.first} buổi không họp: {reasons}."},
                {
                    "key": "grades",
                    "say": [
                        "Xếp loại ",
                        {
                            "join": ", ",
                            "each": [
                                {"when": "good > 0", "say": "Tốt {good}"},
                                {"when": "poor > 0", "say": "Kém {poor}"},
                            ],
                        },
                        ".",
                    ],
                },
            ],
        },
        {"key": "compared", "heading": "So với cùng kỳ"},
    ],
    "compared": {"held": "tỷ lệ đã họp"},
}  # fmt: skip
NO_PAST = Past("", "", {})


def template() -> Template:
    return template_of(TOLD, ["held", "moved", "missed", "good", "poor"])


def drafted(
    counts: dict[str, int | tuple[int, int]], words: dict[str, str] | None = None
) -> list[str]:
    given: dict[str, int | tuple[int, int]] = {
        "held": (3, 4), "moved": 0, "missed": 1, "good": 0, "poor": 0,
    }  # fmt: skip
    known = figures(**(given | counts))
    words = {"reasons": "do lũ"} if words is None else words
    (part, _compared) = written(draft(template(), known, words, NO_PAST), [])
    return [read(one.text, known) for one in part.said]


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({}, ["Đã họp 3/4 buổi.", "Một buổi không họp: do lũ."]),
        ({"moved": 2, "missed": 0}, ["Đã họp 3/4 buổi; đổi ngày 2 buổi."]),
        ({"held": (0, 0), "missed": 0}, []),
        ({"missed": 0, "good": 2, "poor": 1}, ["Đã họp 3/4 buổi.", "Xếp loại Tốt 2, Kém 1."]),
        ({"missed": 0, "poor": 1}, ["Đã họp 3/4 buổi.", "Xếp loại Kém 1."]),
    ],
)
def test_nothing_is_said_of_what_is_zero(
    counts: dict[str, int | tuple[int, int]], says: list[str]
) -> None:
    assert drafted(counts) == says


def test_a_sentence_without_a_word_it_needs_is_not_said() -> None:
    assert drafted({}, {}) == ["Đã họp 3/4 buổi."]


def test_a_template_that_compares_what_is_no_line_is_refused() -> None:
    with pytest.raises(BadTemplate):
        template_of(TOLD, ["moved"])


def test_people_replace_leave_out_and_add_and_the_draft_is_kept_beside() -> None:
    known = figures(held=(3, 4), moved=0, missed=1, good=0, poor=0)
    texts = [
        Text("1", "meetings", "held", "Họp được ⟦held⟧ buổi, tăng 2 buổi.", left_out=False, by="lan"),
        Text("2", "meetings", "why", "", left_out=True, by="lan"),
        Text("3", "meetings", "", "Bà con phấn khởi.", left_out=False, by="lan"),
    ]  # fmt: skip

    (part, _rest) = written(draft(template(), known, {"reasons": "do lũ"}, NO_PAST), texts)

    assert [(one.key, one.state, one.by_hand) for one in part.sentences] == [
        ("held", "changed", ("2",)),
        ("why", "left_out", ()),
        ("3", "added", ()),
    ]
    assert [read(one.text, known) for one in part.said] == [
        "Họp được 3/4 buổi, tăng 2 buổi.",
        "Bà con phấn khởi.",
    ]
    assert part.sentences[0].drafted == "Đã họp ⟦held⟧ buổi."


def test_what_was_left_out_and_is_not_drafted_any_more_is_gone() -> None:
    known = figures(held=(4, 4), moved=0, missed=0, good=0, poor=0)
    texts = [Text("2", "meetings", "why", "", left_out=True, by="lan")]

    (part, _rest) = written(draft(template(), known, {}, NO_PAST), texts)

    assert [one.key for one in part.sentences] == ["held"]


def row(reason: str = "", *, waits: int = 0, cell: str = "A", name: str = "Chi bộ bản Máy") -> Row:
    month = date(2026, 8, 1)
    return {"reason": reason, "waits": waits, "cell": cell, "name": name, "month": month}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], ""),
        ([row("Sạt lở đường.")], "do sạt lở đường"),
        ([row("sạt lở đường"), row("Sạt lở  đường")], "do sạt lở đường"),
        (
            [row("khuyết bí thư"), row("sạt lở đường"), row("Sạt lở đường")],
            "2 do sạt lở đường, 1 do khuyết bí thư",
        ),
        ([row("do lũ"), row()], "1 do lũ, 1 chưa ghi lý do"),
        ([row(), row()], "chưa ghi lý do"),
        ([row(waits=1)], "đã họp, biên bản đang hoàn thiện"),
        ([row(waits=1), row("lũ")], "1 do lũ, 1 đã họp, biên bản đang hoàn thiện"),
    ],
)
def test_equal_reasons_are_gathered(rows: list[Row], words: str) -> None:
    assert reasons(rows) == words


def test_many_kinds_of_reasons_end_in_others() -> None:
    rows = [row(reason) for number, reason in enumerate("abcdef") for _ in range(6 - number)]

    assert reasons(rows) == "6 do a, 5 do b, 4 do c, 3 do d, 2 do e, 1 do lý do khác"


def test_cells_are_named_in_the_order_of_the_tree_until_they_are_too_many() -> None:
    rows = [row(cell="B", name="Chi bộ bản Bàng"), row(cell="A"), row(cell="A")]

    assert unmet(rows) == "bản Bàng (tháng 8); bản Máy (tháng 8, 8)"
    assert unmet([row(cell=str(number)) for number in range(13)]) == ""


def test_a_span_is_compared_with_its_own_past() -> None:
    now = figures(held=(565, 570), seen=(80, 100), same=(1, 3), none=(0, 5))
    before = figures(held=(550, 570), seen=(90, 100), same=(333, 1000), none=(0, 9))
    lines = [("held", "đã họp"), ("seen", "có mặt"), ("same", "bằng"), ("none", "không")]

    found = compared(lines, now, Past("2025-q3", "cùng kỳ năm trước (quý III/2025)", before))

    known = now | {f"{key}@2025-q3": one for key, one in before.items()}
    assert [(key, read(text, known)) for key, text in found] == [
        ("rose", "So với cùng kỳ năm trước (quý III/2025), các mặt tăng: đã họp (từ 96,5% lên 99,1%)."),
        ("fell", "Các mặt giảm: có mặt (từ 90% xuống 80%)."),
        ("stayed", "Giữ nguyên: bằng (33,3%)."),
    ]  # fmt: skip


def test_without_a_past_the_report_says_so() -> None:
    assert compared([], {}, Past("", "", {}, "Chưa có số liệu.")) == [
        ("nothing", "Chưa có số liệu.")
    ]
