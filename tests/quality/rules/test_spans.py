from datetime import date

import pytest

from chibo.quality.rules.spans import around, span_of


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-h1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-h2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
    ],
)
def test_an_address_names_a_span(key: str, first: date, last: date) -> None:
    span = span_of(key)

    assert span is not None
    assert (span.months[0], span.last_day, span.key) == (first, last, key)


@pytest.mark.parametrize(
    "key", ["", "26", "2026-13", "2026-q5", "2026-1", "1999", "2026-q", "2026-h3", "x"]
)
def test_other_words_name_none(key: str) -> None:
    assert span_of(key) is None


@pytest.mark.parametrize(
    ("length", "keys"),
    [
        (1, ("2025-12", "2026-01", "2026-02")),
        (3, ("2025-q4", "2026-q1", "2026-q2")),
        (6, ("2025-h2", "2026-h1", "2026-h2")),
        (12, ("2025", "2026", "2027")),
    ],
)
def test_before_and_after_a_span_are_others_of_its_length(
    length: int, keys: tuple[str, str, str]
) -> None:
    span = around(date(2026, 1, 31), length)

    assert (span.before.key, span.key, span.after.key) == keys
