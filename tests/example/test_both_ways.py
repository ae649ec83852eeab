"""On the example world both ways of counting agree, line by line."""

from datetime import datetime

import pytest

from chibo.base.time import local_day
from chibo.quality.rules.spans import span_of
from chibo.reports.catalogue import lines
from chibo.reports.queries.figures import figures_of
from chibo.units.models import Unit
from tests.reports.two_ways.straight import LINES, straight

pytestmark = pytest.mark.django_db


def test_every_line_is_counted_both_ways() -> None:
    assert set(LINES) == set(lines())


@pytest.mark.parametrize("key", ["2026-q3", "2026-10", "2026"])
@pytest.mark.parametrize("code", ["TH", "TT"])
def test_both_ways_agree(world: datetime, code: str, key: str) -> None:
    unit, span, as_of = Unit.objects.get(code=code), span_of(key), local_day(world)
    assert span is not None

    counted = {
        line: (figure.numerator, figure.denominator)
        for line, figure in figures_of(unit, span, as_of).figures.items()
        if line in LINES
    }

    assert counted == straight(unit, span, as_of)
