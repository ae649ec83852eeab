"""Reads of the tree: how it looks, and how many questions that takes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.units import queries
from chibo.units.models import Unit
from chibo.units.queries import Counts
from tests import factories
from tests.units import reform

pytestmark = pytest.mark.django_db

TODAY = date(2025, 6, 30)


def test_branches_stop_above_the_cells_of_grassroots_organisations() -> None:
    reform.before()

    found = queries.branches(Unit.objects.all(), TODAY)

    assert [(one.unit.code, [child.code for child in one.children]) for one in found] == [
        ("TH", ["TH.QS"]),
        ("TH.QS", ["QS.CA", "QS.THPT", "QS.TL", "QS.TT", "QS.TX"]),
    ]


def test_what_is_not_shown_is_no_branch_and_its_children_are_roots() -> None:
    reform.before()

    found = queries.branches(Unit.objects.filter(code__startswith="QS.TT"), TODAY)

    assert [(one.unit.code, len(one.children)) for one in found] == [("QS.TT", 2)]


def test_counts_of_many_units_are_those_of_each() -> None:
    reform.before()
    units = list(Unit.objects.all())

    found = queries.counts_of([unit.pk for unit in units], TODAY)

    assert found == {unit.pk: queries.counts(TODAY, unit) for unit in units}
    assert queries.counts(TODAY) == Counts(5, 7, 5)


@pytest.mark.parametrize(
    ("day", "there"),
    [(date(2024, 12, 31), []), (date(2025, 1, 1), ["A"]), (date(2025, 12, 31), ["A"]), (date(2026, 1, 1), [])],
)  # fmt: skip
def test_a_unit_exists_from_its_first_day_to_the_day_before_its_end(
    day: date, there: list[str]
) -> None:
    made = factories.unit("A", since=date(2025, 1, 1))
    Unit.objects.filter(pk=made.pk).update(until=date(2026, 1, 1))

    assert [unit.code for unit in queries.existing(day)] == there


def test_search_ignores_marks_and_asks_the_name_of_the_day() -> None:
    unit = factories.unit("A", name="bản Đường Xá")

    assert list(queries.search("duong xa", TODAY)) == [unit]
    assert list(queries.search("đường", date(2019, 1, 1))) == []


def test_the_tree_takes_as_many_queries_for_three_communes_as_for_one() -> None:
    province = factories.unit("TH", kind="province")
    counted = []
    for number in (1, 2, 3):
        reform.commune(f"C{number}", f"Xã {number}", province, "A", "B")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            [one.full_name for one in queries.branches(Unit.objects.all(), TODAY)[0].children]
        counted.append(len(asked))

    assert counted == [2, 2, 2]
