"""On worlds made by chance both ways of counting agree, line by line, as of several days."""

from datetime import date

import pytest

from chibo.book import facts
from chibo.quality.rules.spans import span_of
from chibo.reports.queries.figures import figures_of
from chibo.units.models import Unit
from tests.reports.two_ways.straight import LINES, straight
from tests.reports.two_ways.worlds import world

pytestmark = pytest.mark.django_db

# In the middle of the span, at its end, and long after.
DAYS = [date(2026, 6, 10), date(2026, 6, 30), date(2026, 8, 1), date(2026, 12, 31)]


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_agree(seed: int) -> None:
    world(seed)

    for code in ("P", "A", "B"):
        unit = Unit.objects.get(code=code)
        for key, as_of in [("2026-q2", day) for day in DAYS] + [("2026-h2", DAYS[-1])]:
            span = span_of(key)
            assert span is not None
            counted = {
                line: (figure.numerator, figure.denominator)
                for line, figure in figures_of(unit, span, as_of).figures.items()
                if line in LINES
            }
            assert counted == straight(unit, span, as_of), (seed, code, key, as_of)
    for cell in Unit.objects.filter(kind__is_cell=True):
        assert facts.differences(cell) == []
