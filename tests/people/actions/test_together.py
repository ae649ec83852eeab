"""Moving several members at once: all of them or nobody."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chibo.people.actions import guards, together
from chibo.people.models import Post
from chibo.units.models import Unit
from tests import factories
from tests.people import lives

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "lan", "at": datetime(2026, 3, 1, 2, tzinfo=UTC)}
APRIL = date(2026, 4, 1)


def test_all_of_them_move(cell: Unit, neighbour: Unit) -> None:
    people = [factories.member(cell, f"Lò Văn {name}") for name in ("Ún", "Ơn", "Ín")]
    stays = factories.member(cell, "Hà Văn Ở")
    factories.post(people[0], cell, "group_leader")

    moved = together.transfer_together(
        person_ids=[person.pk for person in people],
        to=neighbour,
        since=APRIL,
        decision="7-QĐ/ĐU",
        **BY,
    )

    assert [row.decision for row in moved] == ["7-QĐ/ĐU"] * 3
    for person in people:
        assert [row[1] for row in lives.cells_of(person)] == ["TT.MAY", "TT.NGAM"]
    assert [row[1] for row in lives.cells_of(stays)] == ["TT.MAY"]
    assert Post.objects.get().until == APRIL
    assert [line[0] for line in lives.logged()] == ["member.moved"] * 3


def test_one_who_cannot_holds_back_all(cell: Unit, neighbour: Unit) -> None:
    first, there = factories.member(cell, "Lò Văn Ún"), factories.member(neighbour, "Vi Thị Ơn")
    before = lives.rows()

    with pytest.raises(together.OneOfThem) as caught:
        together.transfer_together(person_ids=[first.pk, there.pk], to=neighbour, since=APRIL, **BY)

    assert caught.value.person == there
    assert isinstance(caught.value.refusal, guards.CannotKeep)
    assert lives.rows() == before
    assert lives.logged() == []
