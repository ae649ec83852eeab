"""Who follows which cells as of a day, through moves, renames, mergers and their undoing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chibo.people.actions import reorganise
from chibo.people.models import Person
from chibo.supervision.queries import assignments as queries
from chibo.units.models import Decision, Unit
from chibo.units.queries import cells
from chibo.units.steps import Dissolve, Found, Merge, Move, Rename, Split, Step
from tests import factories
from tests.factories import supervision as made
from tests.factories.access import next_to
from tests.factories.meetings import AT, BY, Village
from tests.factories.units import LONG_AGO

pytestmark = pytest.mark.django_db

ON = date(2026, 7, 1)
BEFORE, LATER = ON - timedelta(days=1), date(2026, 12, 1)


@pytest.fixture
def second(village: Village) -> Unit:
    return next_to(village)


def decide(*steps: Step, on: date = ON) -> Decision:
    return reorganise.carry_out(
        number="7-QĐ/TU",
        signed_on=on - timedelta(days=10),
        effective_on=on,
        title="Ví dụ",
        steps=steps,
        **BY,
    )


def followers(cell: Unit, on: date) -> list[str]:
    return [row.official.full_name for row in queries.followers_of(cell, on)]


def followed(unit: Unit, on: date) -> list[tuple[str, list[str]]]:
    rows = queries.assignments_of_unit(unit, on)
    return [(row.cell.code, [one.official.full_name for one in row.assignments]) for row in rows]


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(lambda v: [Rename("TT.01", "bản Mới", "Chi bộ bản Mới")], id="renamed"),
        pytest.param(lambda v: [Move("TT.01", "XK")], id="moved"),
        pytest.param(lambda v: [Move("TT.02", "XK"), Merge("TT", "XK")], id="its commune merged"),
        pytest.param(
            lambda v: [Split("TT.01", Found("TT.08", "village_cell", "bản Hạ", "Chi bộ bản Hạ", "TT"))],
            id="split",
        ),
    ],
)  # fmt: skip
def test_a_cell_keeps_who_follows_it(
    village: Village,
    second: Unit,
    official: Person,
    steps: Callable[[Village], list[Step]],
) -> None:
    factories.unit("XK", kind="commune", name="Đảng bộ xã khác")
    made.assignment(official, village.cell, village.commune)

    decide(*steps(village))

    for day in (BEFORE, ON, LATER):
        assert followers(village.cell, day) == ["Hà Thị Duyên"]
        assert [cell.code for cell in queries.cells_of(official, day)] == ["TT.01"]


def test_after_a_move_it_stands_with_the_committee_it_moved_to(
    village: Village, second: Unit, agency: Unit, official: Person
) -> None:
    other = factories.unit("XK", kind="commune", name="Đảng bộ xã khác")
    made.assignment(official, village.cell, village.commune)

    decide(Move("TT.01", "XK"))

    mine = ("TT.01", ["Hà Thị Duyên"])
    assert mine in followed(village.commune, BEFORE)
    assert mine not in followed(village.commune, ON)
    assert followed(other, ON) == [mine]


def test_a_cell_that_split_off_has_nobody(village: Village, official: Person) -> None:
    made.assignment(official, village.cell, village.commune)

    decide(Split("TT.01", Found("TT.08", "village_cell", "bản Hạ", "Chi bộ bản Hạ", "TT")))

    assert followers(Unit.objects.get(code="TT.08"), ON) == []


def test_an_assignment_ends_with_its_merged_cell_and_no_row_is_written(
    village: Village, second: Unit, official: Person
) -> None:
    row = made.assignment(official, village.cell, village.commune)

    decide(
        Found("TT.20", "village_cell", "bản Máy Ngàm", "Chi bộ bản Máy Ngàm", "TT"),
        Merge("TT.01", "TT.20"),
        Merge("TT.02", "TT.20"),
    )

    new = Unit.objects.get(code="TT.20")
    row.refresh_from_db()
    assert row.until is None
    assert followers(village.cell, BEFORE) == ["Hà Thị Duyên"]
    assert followers(village.cell, ON) == []
    assert followers(new, ON) == []
    assert list(queries.cells_of(official, ON)) == []
    nobody = queries.unfollowed(cells(ON), ON).values_list("code", flat=True)
    assert "TT.20" in nobody
    assert "TT.01" not in nobody


def test_the_new_cell_says_who_followed_what_was_merged_into_it(
    village: Village, second: Unit, official: Person
) -> None:
    left = factories.member(second, "Lò Văn Cũ")
    made.assignment(left, village.cell, village.commune, until=date(2025, 1, 1))
    made.assignment(official, village.cell, village.commune)

    decide(Merge("TT.01", "TT.02"))

    assert queries.arrivals([second], BEFORE) == {}
    (arrival,) = queries.arrivals([second], ON)[second.pk]
    assert (arrival.name, arrival.on, arrival.number) == ("Chi bộ bản Máy", ON, "7-QĐ/TU")
    assert arrival.followers == (official,)


def test_a_merger_undone_before_its_day_leaves_all_as_it_was(
    village: Village, second: Unit, official: Person
) -> None:
    made.assignment(official, village.cell, village.commune)
    decision = decide(Merge("TT.01", "TT.02"))

    reorganise.undo_decision(decision_id=decision.pk, by="vanphong", at=AT)

    assert followers(village.cell, LATER) == ["Hà Thị Duyên"]


def test_a_dissolved_cell_has_nobody(village: Village, second: Unit, official: Person) -> None:
    made.assignment(official, second, village.commune)

    decide(Dissolve("TT.02"))

    assert (followers(second, BEFORE), followers(second, ON)) == (["Hà Thị Duyên"], [])


def test_two_may_follow_one_cell_and_each_only_in_his_days(
    village: Village, official: Person
) -> None:
    made.assignment(village.third, village.cell, village.commune, until=ON)
    made.assignment(official, village.cell, village.commune, since=BEFORE)

    assert followers(village.cell, date(2026, 1, 1)) == ["Vi Văn Chiến"]
    assert followers(village.cell, BEFORE) == ["Vi Văn Chiến", "Hà Thị Duyên"]
    assert followers(village.cell, ON) == ["Hà Thị Duyên"]


def test_shares_count_a_cell_once_however_many_follow_it(
    village: Village, second: Unit, agency: Unit, official: Person
) -> None:
    province = factories.unit("TH", kind="province", name="Đảng bộ tỉnh")
    factories.units.move(village.commune, to=province, on=LONG_AGO)
    for who in (village.third, official):
        made.assignment(who, village.cell, village.commune)

    (share,) = queries.shares(province, ON)

    assert (share.unit.code, share.followed, share.cells) == ("TT", 1, 3)


def test_candidates_are_found_without_marks_and_with_what_they_follow(
    village: Village, official: Person
) -> None:
    made.assignment(official, village.cell, village.commune)
    factories.unit("XK", kind="commune", name="Đảng bộ xã khác")

    (found,) = queries.candidates(village.commune, "duyen", ON)

    assert (found.person, found.cell, found.follows) == (official, "Chi bộ cơ quan xã", 1)
    assert [one.person for one in queries.candidates(village.commune, "", ON)] == [official]
    assert queries.candidates(Unit.objects.get(code="XK"), "duyen", ON) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_unit_asks_as_many_questions_for_one_cell_as_for_many(
    village: Village,
    official: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    more: list[Any] = [
        factories.unit(f"TT.3{number}", under=village.commune) for number in range(count)
    ]
    for cell in more:
        made.assignment(official, cell, village.commune)

    with django_assert_num_queries(4):
        queries.assignments_of_unit(village.commune, ON)
    with django_assert_num_queries(5):
        queries.candidates(village.commune, "", ON)
