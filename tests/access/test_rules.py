"""Which role holds which ability, and what no role above a cell holds."""

from itertools import pairwise

import pytest

from chibo.access.models import Grant
from chibo.access.rules import ABILITIES, Ability, grantable, roles_with

INSIDE = {
    Ability.SEE_CELL, Ability.SEE_DRAFTS, Ability.PREPARE_MEETING, Ability.KEEP_ROLL,
    Ability.CLOSE_MEETING, Ability.REPORT_TASK, Ability.KEEP_TASKS,
}  # fmt: skip


def test_every_role_has_its_abilities() -> None:
    assert set(ABILITIES) == set(Grant.Role.values)


@pytest.mark.parametrize("role", ["office", "supervisor", "board", "technician"])
def test_nobody_above_a_cell_does_anything_inside_it(role: str) -> None:
    assert ABILITIES[role] & INSIDE == set()


def test_each_in_the_cell_may_do_all_that_the_one_before_may() -> None:
    ladder = ["member", "meeting_secretary", "committee_member", "deputy_secretary"]

    steps = [ABILITIES[role] for role in ladder]

    assert all(lower < higher for lower, higher in pairwise(steps))
    assert ABILITIES["secretary"] == ABILITIES["deputy_secretary"]


@pytest.mark.parametrize("ability", list(Ability))
def test_asked_either_way_the_answer_is_the_same(ability: Ability) -> None:
    assert roles_with(ability) == {role for role in ABILITIES if ability in ABILITIES[role]}
    assert roles_with(ability), "an ability that nobody holds"


def test_an_office_gives_each_role_where_it_belongs() -> None:
    assert set(grantable(is_cell=True)) | set(grantable(is_cell=False)) == set(Grant.Role.values)
