"""Figures in a text: kept by name, read as numbers, edited between brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.reports.rules.tokens import (
    NotAFigure,
    OpenBracket,
    boxed,
    labels,
    named,
    own_numbers,
    pieces,
    read,
    unboxed,
)
from tests.reports.stating import figure, figures

FIGURES = figures(held=(565, 570), members=3970, poor=(4, 565), graded=4, none=(0, 0)) | {
    "length": figure(
        "length", 54240, 565, shown="mean", unit={"vi": "phút", "en": "minutes"}
    ),
    "held@2025-q3": figure("held", 550, 570, span="2025-q3"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kept", "reads"),
    [
        ("Đã họp ⟦held⟧ buổi, đạt ⟦held.share⟧.", "Đã họp 565/570 buổi, đạt 99,1%."),
        ("⟦members⟧ đảng viên", "3.970 đảng viên"),
        ("⟦graded.first⟧ buổi", "Bốn buổi"),
        ("⟦members.first⟧ đảng viên", "3.970 đảng viên"),
        ("⟦held.n⟧ trên ⟦held.d⟧", "565 trên 570"),
        ("trung bình ⟦length⟧", "trung bình 96 phút"),
        ("⟦none⟧, ⟦none.share⟧", "không có, không có"),
        ("từ ⟦held@2025-q3.share⟧", "từ 96,5%"),
        ("nay so với ⟦held@2024-q3.share⟧", "nay so với không có"),
    ],
)
def test_a_figure_is_read_as_a_number(kept: str, reads: str) -> None:
    assert read(kept, FIGURES) == reads


def test_a_text_falls_into_words_and_figures_that_can_be_opened() -> None:
    assert pieces("Họp ⟦held⟧ buổi.", FIGURES) == [
        ("Họp ", ""),
        ("565/570", "held"),
        (" buổi.", ""),
    ]


def test_two_figures_that_print_alike_are_told_apart_in_the_text_box() -> None:
    shown = labels(["poor.n", "graded", "held"], FIGURES)

    assert shown == {"poor.n": "4 (tên poor)", "graded": "4 (tên graded)", "held": "565/570"}
    kept = "Kém ⟦poor.n⟧, chấm ⟦graded⟧"
    assert unboxed(boxed(kept, shown), shown) == kept


@pytest.mark.parametrize("typed", ["⟦566/570⟧", "⟦held⟧", "⟦⟧", "⟦99,1%⟧"])
def test_what_is_no_figure_of_the_place_is_refused(typed: str) -> None:
    with pytest.raises(NotAFigure) as refused:
        unboxed(f"Đã họp {typed} buổi", labels(["held"], FIGURES))

    assert f"⟦{refused.value.text}⟧" == typed


@pytest.mark.parametrize("typed", ["Đã họp ⟦565/570 buổi", "Đã họp 565/570⟧ buổi", "⟦⟦565/570⟧⟧"])
def test_an_open_bracket_is_refused(typed: str) -> None:
    with pytest.raises((OpenBracket, NotAFigure)):
        unboxed(typed, labels(["held"], FIGURES))


def test_spaces_that_a_text_box_adds_do_not_matter() -> None:
    assert unboxed("Đã họp ⟦ 565/570 ⟧", labels(["held"], FIGURES)) == "Đã họp ⟦held⟧"


@pytest.mark.parametrize(
    ("text", "drafted", "found"),
    [
        ("Có 10 chi bộ, 12,5%.", "", ["10", "12,5%"]),
        ("Họp ⟦held⟧ buổi, còn 5 buổi.", "Họp ⟦held⟧ buổi, còn 5 buổi do lũ.", []),
        ("Theo Hướng dẫn 42-HD/BTCTW.", "", []),
        ("Trong quý III/2026.", "", []),
        ("Không có số nào.", "", []),
    ],
)
def test_numbers_written_by_hand_are_found(text: str, drafted: str, found: list[str]) -> None:
    assert own_numbers(text, drafted) == found


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(exclude_characters="⟦⟧", exclude_categories=["C"])),
            st.sampled_from([f"⟦{name}⟧" for name in ("held", "held.share", "poor.n", "graded")]),
        )
    )
)
def test_what_is_boxed_and_saved_unchanged_is_kept_unchanged(parts: list[str]) -> None:
    kept = "".join(parts)
    shown = labels(named(kept), FIGURES)

    assert unboxed(boxed(kept, shown), shown) == kept
