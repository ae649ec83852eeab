"""Members go along with their cells, and come back when the decision is undone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chibo.people.actions import guards, members, posts, reorganise
from chibo.people.actions.persons import Particulars
from chibo.people.models import Membership, Post
from chibo.people.queries import count_members, count_members_of
from chibo.units import queries, undoing
from chibo.units.events import CannotChangeTree
from chibo.units.models import Decision, Unit
from chibo.units.steps import Dissolve, Found, Merge, Move, Step
from tests import factories
from tests.factories.units import LONG_AGO
from tests.people import lives
from tests.units import pictures

pytestmark = pytest.mark.django_db

BEFORE = datetime(2025, 6, 20, 2, tzinfo=UTC)
SIGNED, LAST_DAY, FIRST_DAY = date(2025, 6, 16), date(2025, 6, 30), date(2025, 7, 1)
BY: dict[str, Any] = {"by": "vp", "at": BEFORE}
MAY, AUGUST, YEAR_END = date(2025, 5, 1), date(2025, 8, 1), date(2026, 1, 1)


def carry_out(*steps: Step, on: date = FIRST_DAY, number: str = "05-QĐ/ĐU") -> Decision:
    return reorganise.carry_out(
        number=number, signed_on=SIGNED, effective_on=on, title="", steps=steps, **BY
    )


def undo(decision: Decision) -> None:
    reorganise.undo_decision(decision_id=decision.pk, **BY)


def test_members_of_a_merged_cell_are_in_the_other_from_the_day(
    cell: Unit, neighbour: Unit
) -> None:
    person = factories.member(cell)
    secretary = factories.member(cell, "Hà Văn Thuấn")
    held = factories.post(secretary, cell, "secretary", until=YEAR_END)
    Membership.objects.create(
        person=person, cell=neighbour, kind="temporary", since=MAY, until=YEAR_END
    )
    guest = factories.member(neighbour, "Lương Thị Ngoan")
    Membership.objects.create(person=guest, cell=cell, kind="temporary", since=MAY)

    decision = carry_out(Merge("TT.MAY", "TT.NGAM"))

    assert lives.cells_of(person) == [
        ("official", "TT.MAY", LONG_AGO, FIRST_DAY, "moved"),
        ("temporary", "TT.NGAM", MAY, FIRST_DAY, "returned"),
        ("official", "TT.NGAM", FIRST_DAY, None, ""),
    ]
    assert lives.cells_of(guest) == [
        ("official", "TT.NGAM", LONG_AGO, None, ""),
        ("temporary", "TT.MAY", MAY, FIRST_DAY, "returned"),
    ]
    held.refresh_from_db()
    assert (held.until, held.cut_by, held.cut_from) == (FIRST_DAY, decision, YEAR_END)
    assert count_members(queries.cells(LAST_DAY), LAST_DAY) == 3
    assert count_members(queries.cells(FIRST_DAY), FIRST_DAY) == 3
    assert lives.logged() == [
        (
            "decision.carried_out", str(decision.pk), "",
            {"moved": 2, "number": "05-QĐ/ĐU", "effective_on": "2025-07-01"},
        )
    ]  # fmt: skip


def test_undone_before_its_day_everybody_is_where_he_was(cell: Unit, neighbour: Unit) -> None:
    person = factories.member(cell, until=YEAR_END)
    factories.post(person, cell, "secretary", until=YEAR_END)
    factories.post(person, cell, "committee_member")
    host = factories.member(neighbour, "Lương Thị Ngoan")
    Membership.objects.create(person=host, cell=cell, kind="temporary", since=MAY, until=YEAR_END)
    people, tree = lives.without_ids(), pictures.rows()

    undo(carry_out(Merge("TT.MAY", "TT.NGAM")))

    assert lives.without_ids() == people
    assert pictures.rows() == tree


def test_a_cell_merged_twice_on_one_day_brings_its_members_to_the_last(
    cell: Unit, neighbour: Unit, commune: Unit
) -> None:
    person = factories.member(cell)
    people, tree = lives.without_ids(), pictures.rows()

    decision = carry_out(
        Found("TT.MOI", "village_cell", "bản Mới", "Chi bộ bản Mới", "TT"),
        Merge("TT.MAY", "TT.NGAM"),
        Merge("TT.NGAM", "TT.MOI"),
    )

    assert lives.cells_of(person) == [
        ("official", "TT.MAY", LONG_AGO, FIRST_DAY, "moved"),
        ("official", "TT.MOI", FIRST_DAY, None, ""),
    ]
    undo(decision)
    assert lives.without_ids() == people
    assert pictures.rows() == tree


def test_what_happens_between_the_paper_and_its_day_is_followed_and_kept(
    cell: Unit, neighbour: Unit
) -> None:
    dies, moves, outlives = (factories.member(cell, name) for name in ("Một", "Hai", "Ba"))
    other = factories.unit("TT.KHAC")
    decision = carry_out(Merge("TT.MAY", "TT.NGAM"))
    june = date(2025, 6, 25)

    members.leave(person_id=dies.pk, on=june, ending="died", **BY)
    members.transfer(person_id=moves.pk, to=other, since=june, **BY)
    new = members.enter(particulars=Particulars("Bốn"), cell=cell, since=june, **BY)
    members.leave(person_id=outlives.pk, on=AUGUST, ending="moved_out", **BY)

    assert lives.cells_of(dies) == [("official", "TT.MAY", LONG_AGO, june, "died")]
    assert lives.cells_of(moves) == [
        ("official", "TT.MAY", LONG_AGO, june, "moved"),
        ("official", "TT.KHAC", june, None, ""),
    ]
    assert lives.cells_of(new) == [
        ("official", "TT.MAY", june, FIRST_DAY, "moved"),
        ("official", "TT.NGAM", FIRST_DAY, None, ""),
    ]
    undo(decision)
    assert lives.cells_of(dies) == [("official", "TT.MAY", LONG_AGO, june, "died")]
    assert lives.cells_of(new) == [("official", "TT.MAY", june, None, "")]
    assert lives.cells_of(outlives) == [("official", "TT.MAY", LONG_AGO, AUGUST, "moved_out")]


def test_a_post_begun_in_a_cell_that_will_end_ends_with_it_and_goes_on_if_it_does_not(
    cell: Unit, neighbour: Unit
) -> None:
    person = factories.member(cell)
    decision = carry_out(Merge("TT.MAY", "TT.NGAM"))

    with pytest.raises(guards.OutsideMembership):
        posts.begin_post(
            person_id=person.pk, unit=neighbour, kind="secretary", since=MAY, until=None, **BY
        )
    posts.begin_post(
        person_id=person.pk, unit=Unit.objects.get(code="TT.MAY"), kind="secretary",
        since=date(2025, 6, 25), until=YEAR_END, **BY,
    )  # fmt: skip

    assert Post.objects.get().until == FIRST_DAY
    undo(decision)
    assert Post.objects.get().until == YEAR_END


def test_a_cell_with_members_is_not_dissolved(cell: Unit, neighbour: Unit) -> None:
    factories.member(cell)
    people, tree = lives.rows(), pictures.rows()

    with pytest.raises(reorganise.StillHasMembers) as caught:
        carry_out(Dissolve("TT.MAY"))

    assert (caught.value.code, caught.value.members) == ("TT.MAY", 1)
    assert (lives.rows(), pictures.rows()) == (people, tree)


def test_a_cell_with_members_is_not_merged_into_what_is_no_cell(cell: Unit) -> None:
    factories.member(cell)
    people, tree = lives.rows(), pictures.rows()

    with pytest.raises(guards.NotACell):
        carry_out(Merge("TT.MAY", "TT"))

    assert (lives.rows(), pictures.rows()) == (people, tree)


@pytest.mark.parametrize("since", [FIRST_DAY, AUGUST])
def test_a_cell_does_not_end_under_those_still_to_come(
    cell: Unit, neighbour: Unit, since: date
) -> None:
    factories.member(cell, since=since)

    with pytest.raises(guards.LaterEntry):
        carry_out(Merge("TT.MAY", "TT.NGAM"))


def test_a_founded_cell_with_members_of_its_own_keeps_its_decision(commune: Unit) -> None:
    decision = carry_out(Found("TT.MOI", "village_cell", "bản Mới", "Chi bộ bản Mới", "TT"))
    members.enter(
        particulars=Particulars("Bốn"), cell=Unit.objects.get(code="TT.MOI"), since=AUGUST, **BY
    )
    people, tree = lives.rows(), pictures.rows()

    with pytest.raises(undoing.StillInUse):
        undo(decision)

    assert (lives.rows(), pictures.rows()) == (people, tree)


def test_a_second_merger_is_undone_before_the_first(cell: Unit, neighbour: Unit) -> None:
    person = factories.member(cell)
    factories.unit("TT.BA")
    people = lives.without_ids()
    first = carry_out(Merge("TT.MAY", "TT.NGAM"))
    second = carry_out(Merge("TT.NGAM", "TT.BA"), on=AUGUST, number="06-QĐ/ĐU")

    assert lives.cells_of(person) == [
        ("official", "TT.MAY", LONG_AGO, FIRST_DAY, "moved"),
        ("official", "TT.NGAM", FIRST_DAY, AUGUST, "moved"),
        ("official", "TT.BA", AUGUST, None, ""),
    ]
    with pytest.raises(undoing.LaterDecision):
        undo(first)
    undo(second)
    undo(first)
    assert lives.without_ids() == people


def test_a_decision_in_effect_is_not_undone(cell: Unit, neighbour: Unit) -> None:
    factories.member(cell)
    decision = carry_out(Merge("TT.MAY", "TT.NGAM"))
    people, tree = lives.rows(), pictures.rows()

    with pytest.raises(undoing.InEffect):
        # Midnight in Vietnam, still 30 June in London.
        reorganise.undo_decision(
            decision_id=decision.pk, by="vp", at=datetime(2025, 6, 30, 17, tzinfo=UTC)
        )

    assert (lives.rows(), pictures.rows()) == (people, tree)


def test_members_are_counted_on_the_tree_of_the_day(cell: Unit, commune: Unit) -> None:
    upper = factories.unit("TH", kind="province")
    factories.member(cell)
    carry_out(Move("TT", "TH"))
    ids = [upper.pk, commune.pk, cell.pk]

    assert count_members_of(ids, LAST_DAY) == dict(zip(ids, (0, 1, 1), strict=True))
    assert count_members_of(ids, FIRST_DAY) == dict.fromkeys(ids, 1)


def test_all_refusals_of_the_tree_are_one_family() -> None:
    assert issubclass(reorganise.StillHasMembers, CannotChangeTree)
    assert issubclass(undoing.StillInUse, CannotChangeTree)
