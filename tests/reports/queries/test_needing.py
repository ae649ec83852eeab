"""Cells that need help, for a report."""

from datetime import date
from typing import Any

import pytest

from chibo.people.models import Post
from chibo.quality.rules.spans import Span
from chibo.reports.queries.needing import cells_in_need
from chibo.reports.rules.board_needs import Reason
from tests.factories import meetings as made
from tests.factories.meetings import JUNE, Village

pytestmark = pytest.mark.django_db

Q2 = Span(date(2026, 4, 1), 3)
AS_OF = date(2026, 7, 10)


def test_a_cell_without_a_secretary_needs_help(village: Village) -> None:
    made.sealed(village, JUNE)
    Post.objects.filter(kind=Post.Kind.SECRETARY).update(until=date(2026, 6, 20))

    ((name, reasons),) = cells_in_need(village.commune, Q2, AS_OF)

    assert name == "Chi bộ bản Máy"
    assert Reason.NO_SECRETARY in reasons


def test_the_questions_asked_do_not_grow_with_the_cells(
    village: Village, django_assert_max_num_queries: Any
) -> None:
    made.sealed(village, JUNE)
    with django_assert_max_num_queries(20) as one:
        cells_in_need(village.commune, Q2, AS_OF)
    for code in ("TT.02", "TT.03"):
        made.sealed(made.village(code, f"bản {code}", under=village.commune), JUNE)
    with django_assert_max_num_queries(len(one)):
        cells_in_need(village.commune, Q2, AS_OF)
