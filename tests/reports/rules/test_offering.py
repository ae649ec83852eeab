"""What was noted in many cells is offered once."""

from datetime import date

from chibo.reports.rules.offering import Point, gathered, sentences_of

DAY = date(2026, 8, 3)


def point(number: int, words: str, cell: str, *, asked: bool = False) -> Point:
    return Point(f"visit:{number}", words, f"Chi bộ {cell}", DAY, asked, answered=asked)


def test_what_is_said_alike_is_one_point_and_the_frequent_comes_first() -> None:
    found = gathered(
        [
            point(1, "Bắt đầu muộn.", "bản Bàng"),
            point(2, "Ít người phát biểu.", "bản Máy"),
            point(3, "Xin thêm loa.", "bản Máy", asked=True),
            point(4, "ít người  phát biểu", "bản Ngàm"),
        ]
    )

    assert [(one.text, one.asked, one.answered) for one in found] == [
        ("Các chi bộ bản Máy, bản Ngàm: Ít người phát biểu.", False, 0),
        ("Chi bộ bản Bàng: Bắt đầu muộn.", False, 0),
        ("Chi bộ bản Máy: Xin thêm loa.", True, 1),
    ]
    assert found[0].origins == {"visit:2", "visit:4"}


def test_one_cell_counts_once_and_many_are_not_all_named() -> None:
    twice = [point(1, "Sổ chép muộn.", "A"), point(2, "Sổ chép muộn.", "A")]
    (one,) = gathered(twice)
    (many,) = gathered(point(number, "Sổ chép muộn.", str(number)) for number in range(6))

    assert one.text == "Chi bộ A: Sổ chép muộn."
    assert many.text == "Nhiều chi bộ (0, 1, 2, 3, …): Sổ chép muộn."


def test_a_note_falls_into_its_sentences() -> None:
    assert sentences_of("Bắt đầu muộn. Ít người nói!\nSổ chép muộn") == [
        "Bắt đầu muộn.",
        "Ít người nói!",
        "Sổ chép muộn",
    ]
