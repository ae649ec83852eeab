"""Assigning cells to an official, ending that, and the access that goes with it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chibo.access.models import Grant
from chibo.access.queries import may, units_where
from chibo.access.rules import Ability
from chibo.people.models import Account, Person
from chibo.supervision.actions import assignments as actions
from chibo.supervision.models import Assignment
from chibo.units.models import Unit
from tests import factories
from tests.factories import supervision as made
from tests.factories.access import next_to
from tests.factories.meetings import Village
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 20, 2, tzinfo=UTC)
TODAY = date(2026, 6, 20)
SIGNED, FROM = date(2026, 6, 10), date(2026, 6, 15)
BY: dict[str, Any] = {"by": "vanphong", "at": AT}


def assign(village: Village, official: Person, *cells: Unit, **more: Any) -> list[Assignment]:
    given: dict[str, Any] = {
        "official": official,
        "cells": cells,
        "unit": village.commune,
        "decision_number": "15-QĐ/ĐU",
        "decided_on": SIGNED,
        "since": FROM,
    }
    return actions.assign_cells(**{**given, **more}, **BY)


def end(official: Person, *rows: Assignment, **more: Any) -> list[Assignment]:
    given: dict[str, Any] = {
        "official": official,
        "assignments": [row.pk for row in rows],
        "until": date(2026, 9, 1),
        "because": "chuyển công tác",
    }
    return actions.end_assignments(**{**given, **more}, **BY)


def account_of(official: Person) -> Account:
    return factories.account("duyen", of=official)


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def test_one_decision_assigns_several_cells(village: Village, official: Person) -> None:
    second = next_to(village)

    with logged("cells.assigned", "TT"):
        assign(village, official, village.cell, second)

    rows = Assignment.objects.order_by("cell__code")
    assert [
        (row.cell.code, row.decision_number, row.since, row.until, row.grant) for row in rows
    ] == [
        ("TT.01", "15-QĐ/ĐU", FROM, None, None),
        ("TT.02", "15-QĐ/ĐU", FROM, None, None),
    ]


def test_the_account_of_the_official_sees_the_cells_for_the_same_days(
    village: Village, official: Person
) -> None:
    account = account_of(official)

    (row,) = assign(village, official, village.cell, until=date(2027, 1, 1))

    assert row.grant is not None
    assert (row.grant.role, row.grant.since, row.grant.until) == (
        "supervisor",
        FROM,
        date(2027, 1, 1),
    )
    assert not may(fresh(account), Ability.WRITE_SLIP, village.cell, FROM - timedelta(days=1))
    assert may(fresh(account), Ability.WRITE_SLIP, village.cell, FROM)
    assert not may(fresh(account), Ability.WRITE_SLIP, village.cell, date(2027, 1, 1))


def test_following_cells_does_not_make_them_home_or_show_their_drafts(
    village: Village, official: Person
) -> None:
    account = account_of(official)

    assign(village, official, village.cell)

    assert not may(account, Ability.SEE_CELL, village.cell, TODAY)
    assert list(units_where(account, Ability.SEE_FIGURES, on=TODAY)) == [village.cell]


def test_the_role_ends_with_the_assignment_and_a_broader_one_stays(
    village: Village, official: Person
) -> None:
    account = account_of(official)
    Grant.objects.create(
        account=account, role="supervisor", unit=village.commune, since=date(2026, 1, 1)
    )
    (row,) = assign(village, official, village.cell)

    with logged("cells.taken_from", "TT"):
        end(official, row)

    row.refresh_from_db()
    assert (row.until, row.ended_because) == (date(2026, 9, 1), "chuyển công tác")
    grants = Grant.objects.order_by("unit__code").values_list("unit__code", "until")
    assert list(grants) == [("TT", None), ("TT.01", date(2026, 9, 1))]
    assert may(fresh(account), Ability.WRITE_SLIP, village.cell, date(2026, 9, 2))


def test_a_role_held_before_is_not_ended(village: Village, official: Person) -> None:
    account = account_of(official)
    before = Grant.objects.create(
        account=account, role="supervisor", unit=village.cell, since=date(2026, 1, 1)
    )
    (row,) = assign(village, official, village.cell)
    assert row.grant is None

    end(official, row)

    before.refresh_from_db()
    assert before.until is None


def test_an_account_opened_later_is_given_the_cells(village: Village, official: Person) -> None:
    (row,) = assign(village, official, village.cell)
    with refused(actions.NoAccount):
        actions.open_cells(official=official, **BY)
    account = account_of(official)

    with logged("cells.opened", "TT"):
        actions.open_cells(official=official, **BY)

    row.refresh_from_db()
    assert row.grant is not None
    assert (row.grant.account, row.grant.since) == (account, TODAY)
    with refused(actions.SeesAlready):
        actions.open_cells(official=official, **BY)


def test_an_office_may_take_the_role_back_and_the_assignment_stays(
    village: Village, official: Person
) -> None:
    account_of(official)
    (row,) = assign(village, official, village.cell)
    Grant.objects.all().delete()

    row.refresh_from_db()

    assert row.grant is None


def test_who_followed_once_may_follow_again(village: Village, official: Person) -> None:
    (row,) = assign(village, official, village.cell)
    end(official, row)

    assign(village, official, village.cell, since=date(2026, 9, 1))

    assert Assignment.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "error"),
    [
        pytest.param({"since": SIGNED - timedelta(days=1)}, actions.BeforeDecision, id="too early"),
        pytest.param({"until": FROM}, actions.NotLater, id="ends before it begins"),
        pytest.param({"cells": []}, actions.NoCells, id="no cells"),
        pytest.param(
            {"decided_on": date(2019, 1, 1), "since": date(2019, 1, 1)},
            actions.CellNotThere,
            id="the cell was not founded yet",
        ),
    ],
)
def test_what_cannot_be_assigned(
    village: Village, official: Person, more: dict[str, Any], error: type[Exception]
) -> None:
    account_of(official)

    with refused(error):
        assign(village, official, village.cell, **more)


def test_a_committee_is_not_followed_as_a_cell(village: Village, official: Person) -> None:
    with refused(actions.CellNotThere):
        assign(village, official, village.commune)


def test_nobody_follows_a_cell_twice_at_once(village: Village, official: Person) -> None:
    second = next_to(village)
    assign(village, official, second)

    with refused(actions.AlreadyFollows) as caught:
        assign(village, official, village.cell, second, since=date(2026, 7, 1))

    assert isinstance(caught.value, actions.AlreadyFollows)
    assert caught.value.held.cell == second


def test_an_end_needs_a_reason_and_a_later_day(village: Village, official: Person) -> None:
    (row,) = assign(village, official, village.cell)

    with refused(actions.NeedsReason):
        end(official, row, because="  ")
    with refused(actions.NotLater):
        end(official, row, until=FROM)
    with refused(actions.NoCells):
        end(official)
    end(official, row)
    with refused(actions.EndedAlready):
        end(official, row)


def test_an_end_can_be_brought_forward(village: Village, official: Person) -> None:
    account_of(official)
    (row,) = assign(village, official, village.cell)
    end(official, row)

    end(official, row, until=date(2026, 8, 1))

    row.refresh_from_db()
    assert row.until == date(2026, 8, 1)
    assert row.grant is not None
    assert row.grant.until == date(2026, 8, 1)


def test_a_mistake_is_taken_back_with_its_role(village: Village, official: Person) -> None:
    account_of(official)
    (row,) = assign(village, official, village.cell)

    with logged("assignment.taken_back", "TT.01"):
        actions.take_back_assignment(assignment_id=row.pk, **BY)

    assert not Assignment.objects.exists()
    assert not Grant.objects.filter(role="supervisor", until=None).exists()


def test_what_led_to_a_slip_was_no_mistake(village: Village, official: Person) -> None:
    (row,) = assign(village, official, village.cell)
    made.visit(official, village.cell, date(2026, 6, 18))

    with refused(actions.HasVisited):
        actions.take_back_assignment(assignment_id=row.pk, **BY)
