"""Names, numbers and words of the example."""

from datetime import UTC, date, datetime

import pytest

from chibo.base.text import nfc
from chibo.example.chance import chance, fill, key
from chibo.example.months import storm_month, year_before
from chibo.example.names import name
from chibo.example.places import COMMUNES, ORGANISATIONS, SINGLE_CELLS, all_cells
from chibo.example.sizes import MEMBERS, sizes


@pytest.mark.parametrize(
    ("pattern", "families"),
    [
        ("mong", {"Thao", "Sùng", "Giàng", "Hơ", "Lâu", "Vàng", "Thào"}),
        ("muong", {"Bùi", "Phạm", "Trương", "Quách", "Cao", "Đinh", "Hà"}),
    ],
)
def test_a_name_follows_its_pattern(pattern: str, families: set[str]) -> None:
    rng = chance(1, pattern)
    taken: set[str] = set()

    made = [name(rng, {pattern: 100}, woman=number % 2 == 0, taken=taken) for number in range(60)]

    assert {full_name.split()[0] for full_name in made} == families
    assert len(set(made)) == 60
    assert all(nfc(full_name) == full_name for full_name in made)
    assert all("Thị" in full_name for full_name in made[::2])


def test_a_key_is_a_uuid_of_version_7_and_sorts_by_its_moment() -> None:
    rng = chance(1)
    keys = [key(rng, datetime(2026, month, 3, tzinfo=UTC)) for month in range(1, 13)]

    assert {made.version for made in keys} == {7}
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{muong} tắc", {"Mương Nà Lốc tắc"}),
        ("còn {3-4} hộ", {"Còn 3 hộ", "Còn 4 hộ"}),
        ("{ba|bốn} tổ", {"Ba tổ", "Bốn tổ"}),
    ],
)
def test_braces_are_filled(text: str, expected: set[str]) -> None:
    rng = chance(1)

    assert {fill(text, rng, {"muong": "mương Nà Lốc"}) for _ in range(40)} == expected


@pytest.mark.parametrize("seed", [1, 2021])
def test_sizes_differ_and_make_up_the_sum(seed: int) -> None:
    plans = all_cells()
    found = sizes(seed, plans)

    assert sum(found.values()) == MEMBERS
    assert len(set(found.values())) > 25
    assert min(found.values()) >= 4
    assert len(COMMUNES) + len(ORGANISATIONS) + len(SINGLE_CELLS) == 37


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 23), date(2026, 10, 1)),
        (date(2026, 10, 5), date(2026, 9, 1)),
        (date(2026, 6, 1), date(2025, 10, 1)),
    ],
)
def test_the_storm_is_over(today: date, expected: date) -> None:
    assert storm_month(today) == expected
    assert len(year_before(today)) == 12
