"""Who owes a report, by when, and where the sum of those received differs."""

from datetime import date

import pytest

from chibo.quality.rules.spans import around
from chibo.reports.rules.climbing import Differs, differences, due_on, owes


@pytest.mark.parametrize(
    ("is_grassroots", "is_above", "owed_from", "expected"),
    [
        (True, False, "grassroots", True),
        (True, False, "above", False),
        (False, True, "grassroots", True),
        (False, True, "above", True),
        (False, False, "grassroots", False),
    ],
)
def test_who_owes_a_report_is_a_setting(
    is_grassroots: bool, is_above: bool, owed_from: str, expected: bool
) -> None:
    assert owes(is_grassroots=is_grassroots, is_above=is_above, owed_from=owed_from) is expected


def test_a_report_is_due_so_many_days_after_its_span() -> None:
    assert due_on(around(date(2026, 8, 1), 3), 10) == date(2026, 10, 10)


def test_lines_that_differ_are_shown_with_what_each_reported() -> None:
    own = {"held": (69, 69), "members": (499, None)}
    reported = [
        ("Xã A", {"held": (40, 40), "members": (300, None)}),
        ("Xã B", {"held": (28, 29), "members": (199, None)}),
    ]

    assert differences(own, reported) == [
        Differs("held", (69, 69), (68, 69), (("Xã A", (40, 40)), ("Xã B", (28, 29))))
    ]


def test_a_line_that_a_report_does_not_state_is_not_compared() -> None:
    assert differences({"held": (2, 2)}, [("Xã A", {"held": (1, 1)}), ("Xã B", {})]) == []


def test_without_reports_nothing_differs() -> None:
    assert differences({"held": (2, 2)}, []) == []
