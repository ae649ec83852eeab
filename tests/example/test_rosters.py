"""The example's rosters, on a commune whose cells have somebody who follows them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chibo.example.rosters import plan_quarters
from chibo.supervision.models import Roster
from tests.factories.rosters import commune

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_last_quarter_and_this_one_are_planned_and_told_before_they_begin() -> None:
    place = commune()

    plan_quarters(place.unit, NOW)

    rosters = Roster.objects.order_by("first")
    assert [one.first for one in rosters] == [date(2026, 7, 1), date(2026, 10, 1)]
    for roster in rosters:
        visits = list(roster.visits.all())
        assert {one.cell for one in visits} == set(place.cells)
        assert all(one.told_day == one.day for one in visits)
        assert roster.published_at is not None
        assert roster.published_at.date() == roster.first - timedelta(days=10)


@pytest.mark.django_db
def test_where_nobody_follows_a_cell_nothing_is_planned() -> None:
    place = commune()
    for cell in place.cells:
        cell.assignments.all().delete()

    plan_quarters(place.unit, NOW)

    assert not Roster.objects.exists()
