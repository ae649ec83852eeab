"""The members of a cell on a day, to the edges of every period."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.people import queries
from chibo.people.models import Membership
from chibo.people.rules import Why
from chibo.units.models import Unit
from tests import factories
from tests.factories import meetings as made

pytestmark = pytest.mark.django_db

SINCE, UNTIL, TODAY = date(2026, 3, 1), date(2026, 7, 1), date(2026, 5, 3)
BEFORE, LAST = date(2026, 2, 28), date(2026, 6, 30)


def names(cell: Unit, on: date) -> list[str]:
    return [member.person.full_name for member in queries.members_of(cell, on)]


@pytest.mark.parametrize(
    ("day", "there"), [(BEFORE, False), (SINCE, True), (LAST, True), (UNTIL, False)]
)
def test_a_member_is_there_from_his_first_day_to_the_day_before_his_end(
    cell: Unit, day: date, there: bool
) -> None:
    factories.member(cell, since=SINCE, until=UNTIL)

    assert names(cell, day) == (["Lò Văn Ún"] if there else [])
    assert queries.count_members(Unit.objects.all(), day) == there


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (BEFORE, Why.NONE),
        (SINCE, Why.TEMPORARILY_EXEMPT),
        (LAST, Why.TEMPORARILY_EXEMPT),
        (UNTIL, Why.NONE),
    ],
)
def test_an_exemption_for_a_time_ends_by_itself(cell: Unit, day: date, why: Why) -> None:
    person = factories.member(cell)
    factories.standing(person, "temporarily_exempt", since=SINCE, until=UNTIL)

    (member,) = queries.members_of(cell, day)

    assert member.absent_by_right is why
    assert member.must_attend is (why is Why.NONE)


def test_who_is_elsewhere_for_a_time_is_a_guest_there_and_counts_nowhere_twice(
    cell: Unit, neighbour: Unit
) -> None:
    person = factories.member(cell)
    Membership.objects.create(
        person=person, cell=neighbour, kind="temporary", since=SINCE, until=UNTIL
    )

    ((here,), (there,)) = queries.members_of(cell, TODAY), queries.members_of(neighbour, TODAY)

    assert (here.absent_by_right, there.absent_by_right) == (Why.ELSEWHERE, Why.GUEST)
    assert (here.may_vote, there.may_vote) == (True, False)
    assert queries.count_members(Unit.objects.all(), TODAY) == 1
    assert queries.official_members(neighbour, TODAY) == 0


def test_who_is_in_a_cell_of_another_province_is_elsewhere(cell: Unit) -> None:
    person = factories.member(cell)
    Membership.objects.create(person=person, place="Dĩ An", kind="temporary", since=SINCE)

    (member,) = queries.members_of(cell, TODAY)

    assert member.absent_by_right is Why.ELSEWHERE


def test_working_away_alone_is_no_reason_to_stay_away(cell: Unit) -> None:
    factories.standing(factories.member(cell), "working_away")

    (member,) = queries.members_of(cell, TODAY)

    assert member.must_attend


def test_members_stand_by_office_then_by_given_name(cell: Unit) -> None:
    for name in ("Vi Thị Đào", "Lò Văn Dũng", "Hà Văn An", "Lò A Ánh", "Vi Văn Ân"):
        factories.member(cell, name)
    secretary = factories.member(cell, "Vi Văn Yên")
    factories.post(secretary, cell, "secretary")

    assert names(cell, TODAY) == [
        "Vi Văn Yên", "Hà Văn An", "Lò A Ánh", "Vi Văn Ân", "Lò Văn Dũng", "Vi Thị Đào",
    ]  # fmt: skip


def test_search_finds_a_name_without_its_marks(cell: Unit, neighbour: Unit) -> None:
    found = factories.member(cell, "Lò Văn Đường")
    factories.member(neighbour, "Vi Thị Dương")

    assert list(queries.search("duong", Unit.objects.filter(pk=cell.pk), TODAY)) == [found]
    assert queries.search("duong", Unit.objects.all(), TODAY).count() == 2


def test_a_record_belongs_to_the_cell_of_the_day_and_then_to_the_last(
    cell: Unit, neighbour: Unit
) -> None:
    mine, other = Unit.objects.filter(pk=cell.pk), Unit.objects.filter(pk=neighbour.pk)
    gone = factories.member(cell, "Một", until=SINCE)
    moved = factories.member(cell, "Hai", until=SINCE)
    Membership.objects.create(person=moved, cell=neighbour, since=SINCE)

    assert set(queries.people_of(mine, TODAY)) == {gone}
    assert set(queries.people_of(other, TODAY)) == {moved}
    assert set(queries.people_of(mine, BEFORE)) == {gone, moved}


@pytest.mark.parametrize("members", [1, 3, 100])
def test_a_cell_takes_four_queries_whatever_its_size(
    cell: Unit, neighbour: Unit, members: int
) -> None:
    for number in range(members):
        person = factories.member(cell, f"Lò Văn {number}")
        factories.standing(person, "exempt")
        factories.post(person, cell, "committee_member")
        Membership.objects.create(person=person, cell=neighbour, kind="temporary", since=SINCE)

    with CaptureQueriesContext(connection) as asked:
        found = queries.members_of(cell, TODAY)
        [
            (one.person.full_name, one.standings, one.elsewhere and one.elsewhere.cell)
            for one in found
        ]

    assert (len(found), len(asked)) == (members, 4)


def test_how_many_must_attend_is_what_the_members_one_by_one_say() -> None:
    villages = [made.village("TT.01")]
    villages.append(made.village("TT.02", "bản Ngàm", under=villages[0].commune))
    first, second = villages
    # Away for a time in the cell next door, and a guest there.
    Membership.objects.create(
        person=first.plain[0], cell=second.cell, kind="temporary", since=SINCE, until=UNTIL
    )
    factories.standing(second.deputy, "temporarily_exempt", since=SINCE, until=UNTIL)
    cells = [one.cell for one in villages]

    for day in (BEFORE, SINCE, LAST, UNTIL):
        expected = {
            cell.pk: sum(one.must_attend for one in queries.members_of(cell, day)) for cell in cells
        }
        assert queries.must_attend_of([cell.pk for cell in cells], day) == expected
    assert list(expected.values()) == [8, 8]
