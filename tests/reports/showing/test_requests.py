"""What a request costs, as one says it."""

import pytest
from django.utils import translation

from chibo.reports.rules.asking import Cost
from chibo.reports.showing.requests import cost_words


@pytest.mark.parametrize(
    ("units", "minutes", "to", "expected"),
    [
        (94, 15, "village_cells", "94 chi bộ × 15 phút = 23 giờ rưỡi"),
        (23, 15, "cells", "23 chi bộ × 15 phút = gần 6 giờ"),
        (4, 30, "cells", "4 chi bộ × 30 phút = 2 giờ"),
        (2, 15, "cells", "2 chi bộ × 15 phút = 30 phút"),
        (5000, 15, "cells", "5.000 chi bộ × 15 phút = 1.250 giờ"),
        (12, 20, "committees", "12 cấp ủy × 20 phút = 4 giờ"),
    ],
)
def test_a_cost_is_said_as_one_says_it(units: int, minutes: int, to: str, expected: str) -> None:
    with translation.override("vi"):
        assert cost_words(Cost(units, minutes), to) == expected
