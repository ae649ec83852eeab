"""Coming, moving, going elsewhere for a time, becoming official, leaving."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chibo.people.actions import guards, members, persons
from chibo.people.actions.persons import Particulars
from chibo.people.models import Membership, Person, Post, Standing
from chibo.units.models import Unit
from tests import factories
from tests.factories.units import LONG_AGO
from tests.people import lives

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
BY: dict[str, Any] = {"by": "lan", "at": AT}
MARCH, APRIL, MAY, JULY = date(2026, 3, 3), date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1)


def test_a_new_member_begins_on_probation_at_his_ceremony(cell: Unit) -> None:
    person = members.admit(
        particulars=Particulars("Vi  Thị Ơn", born="1999", official="2020-01-01"),
        cell=cell,
        joined_on=date(2026, 2, 20),
        ceremony_on=MARCH,
        decision="12-QĐ/ĐU",
        **BY,
    )

    person.refresh_from_db()
    assert (person.full_name, person.folded, person.born) == ("Vi Thị Ơn", "vi thi on", "1999")
    assert (person.joined, person.ceremony, person.official) == ("2026-02-20", "2026-03-03", "")
    assert lives.cells_of(person) == [("official", "TT.MAY", MARCH, None, "")]
    assert lives.logged() == [
        ("member.admitted", str(person.pk), "TT.MAY", {"since": "2026-03-03"})
    ]


def test_one_letter_middle_names_are_kept(cell: Unit) -> None:
    person = members.enter(particulars=Particulars("Lò A Ún"), cell=cell, since=MARCH, **BY)

    assert (person.full_name, person.folded) == ("Lò A Ún", "lo a un")


def test_a_member_moves_with_what_sets_him_apart_but_without_his_posts(
    cell: Unit, neighbour: Unit, commune: Unit
) -> None:
    person = factories.member(cell)
    factories.standing(person, "exempt")
    factories.post(person, cell, "secretary")
    factories.post(person, cell, "deputy_secretary")
    factories.post(person, commune, "standing_member")
    Membership.objects.create(person=person, cell=neighbour, kind="temporary", since=MARCH)

    members.transfer(person_id=person.pk, to=neighbour, since=APRIL, decision="7-GT", **BY)

    assert lives.cells_of(person) == [
        ("official", "TT.MAY", LONG_AGO, APRIL, "moved"),
        ("temporary", "TT.NGAM", MARCH, APRIL, "returned"),
        ("official", "TT.NGAM", APRIL, None, ""),
    ]
    assert list(Standing.objects.values_list("until", flat=True)) == [None]
    assert dict(Post.objects.values_list("kind", "until")) == {
        "secretary": APRIL,
        # A deputy may have his own membership elsewhere.
        "deputy_secretary": None,
        "standing_member": None,
    }
    assert lives.logged() == [
        (
            "member.moved", str(person.pk), "TT.NGAM",
            {"since": "2026-04-01", "came_from": "TT.MAY"},
        )
    ]  # fmt: skip


def test_a_member_goes_elsewhere_and_comes_back_before_the_planned_day(
    cell: Unit, neighbour: Unit
) -> None:
    person = factories.member(cell)

    members.go_elsewhere(person_id=person.pk, cell=neighbour, since=MARCH, until=JULY, **BY)
    members.come_back(person_id=person.pk, on=MAY, **BY)
    members.go_elsewhere(
        person_id=person.pk, cell=None, place="Chi bộ khu phố 3, Dĩ An", since=MAY, until=None, **BY
    )

    assert lives.cells_of(person) == [
        ("official", "TT.MAY", LONG_AGO, None, ""),
        ("temporary", "TT.NGAM", MARCH, MAY, "returned"),
        ("temporary", "Chi bộ khu phố 3, Dĩ An", MAY, None, ""),
    ]
    assert [(verb, code) for verb, _, code, _ in lives.logged()] == [
        ("member.went_elsewhere", "TT.NGAM"),
        ("member.came_back", "TT.NGAM"),
        ("member.went_elsewhere", ""),
    ]


@pytest.mark.parametrize("signed_on", [date(2026, 3, 3), date(2026, 11, 20)])
def test_recognised_late_he_is_official_from_the_day_probation_ended(
    cell: Unit, signed_on: date
) -> None:
    person = factories.member(cell, official="", ceremony="2025-03-03", joined="2025-02-20")

    members.recognise(person_id=person.pk, signed_on=signed_on, **BY)

    person.refresh_from_db()
    assert (person.official, person.ceremony) == ("2026-03-03", "2025-03-03")
    assert lives.logged() == [
        ("member.recognised", str(person.pk), "TT.MAY", {"since": "2026-03-03"})
    ]


def test_the_ceremony_may_be_given_where_the_register_lacks_it(cell: Unit) -> None:
    person = factories.member(cell, official="", joined="2025")

    with pytest.raises(members.CeremonyUnknown):
        members.recognise(person_id=person.pk, signed_on=MAY, **BY)
    members.recognise(person_id=person.pk, signed_on=MAY, ceremony_on=date(2025, 4, 30), **BY)

    person.refresh_from_db()
    assert person.official == "2026-04-30"


@pytest.mark.parametrize("ending", members.LEAVING)
def test_who_leaves_ends_everything_that_day(
    cell: Unit, neighbour: Unit, commune: Unit, ending: str
) -> None:
    person = factories.member(cell)
    factories.standing(person, "working_away")
    factories.standing(person, "temporarily_exempt", since=MARCH, until=JULY)
    factories.standing(person, "suspended", since=LONG_AGO, until=MARCH)
    factories.post(person, commune, "committee_member", until=JULY)
    Membership.objects.create(
        person=person, cell=neighbour, kind="temporary", since=MARCH, until=JULY
    )

    members.leave(person_id=person.pk, on=MAY, ending=ending, decision="3-QĐ/ĐU", **BY)

    assert lives.cells_of(person) == [
        ("official", "TT.MAY", LONG_AGO, MAY, ending),
        ("temporary", "TT.NGAM", MARCH, MAY, "returned"),
    ]
    assert dict(Standing.objects.values_list("kind", "until")) == {
        "working_away": MAY,
        "temporarily_exempt": MAY,
        "suspended": MARCH,
    }
    assert [post.until for post in Post.objects.all()] == [MAY]
    assert lives.logged() == [
        ("member.left", str(person.pk), "TT.MAY", {"on": "2026-05-01", "ending": ending})
    ]


def test_who_left_can_be_entered_again_with_his_past(cell: Unit, neighbour: Unit) -> None:
    person = factories.member(cell)
    members.leave(person_id=person.pk, on=MARCH, ending="moved_out", **BY)

    members.enter_again(person_id=person.pk, cell=neighbour, since=MAY, **BY)

    assert lives.cells_of(person) == [
        ("official", "TT.MAY", LONG_AGO, MARCH, "moved_out"),
        ("official", "TT.NGAM", MAY, None, ""),
    ]


def test_a_correction_logs_the_fields_and_not_what_they_said(cell: Unit) -> None:
    person = factories.member(cell, "Lò Văn Ún", phone="0912")

    persons.correct(
        person_id=person.pk,
        particulars=Particulars("Lò Văn Ứng", official="2015-05-19", phone="0913"),
        **BY,
    )

    person.refresh_from_db()
    assert (person.full_name, person.folded, person.phone) == ("Lò Văn Ứng", "lo van ung", "0913")
    assert lives.logged() == [
        ("person.corrected", str(person.pk), "", {"fields": ["full_name", "phone"]})
    ]


Do = Callable[[Person, Unit, Unit], object]

REFUSALS: list[tuple[str, type[Exception], Do]] = [
    (
        "to where he is", members.AlreadyThere,
        lambda p, cell, other: members.transfer(person_id=p.pk, to=cell, since=APRIL, **BY),
    ),
    (
        "before he came", guards.OutsideMembership,
        lambda p, cell, other: members.transfer(person_id=p.pk, to=other, since=LONG_AGO, **BY),
    ),
    (
        "to a commune", guards.NotACell,
        lambda p, cell, other: members.transfer(
            person_id=p.pk, to=Unit.objects.get(code="TT"), since=APRIL, **BY
        ),
    ),
    (
        "to a cell not founded yet", guards.UnitNotThere,
        lambda p, cell, other: members.transfer(
            person_id=p.pk, to=factories.unit("TT.MOI", since=MAY), since=APRIL, **BY
        ),
    ),
    (
        "elsewhere in his own cell", members.AlreadyThere,
        lambda p, cell, other: members.go_elsewhere(
            person_id=p.pk, cell=cell, since=APRIL, until=None, **BY
        ),
    ),
    (
        "elsewhere before he was a member", guards.OutsideMembership,
        lambda p, cell, other: members.go_elsewhere(
            person_id=p.pk, cell=other, since=date(2019, 12, 31), until=APRIL, **BY
        ),
    ),
    (
        "elsewhere for no day", guards.EndsBeforeItBegins,
        lambda p, cell, other: members.go_elsewhere(
            person_id=p.pk, cell=other, since=APRIL, until=APRIL, **BY
        ),
    ),
    (
        "back from nowhere", members.NotElsewhere,
        lambda p, cell, other: members.come_back(person_id=p.pk, on=APRIL, **BY),
    ),
    (
        "recognised twice", members.AlreadyOfficial,
        lambda p, cell, other: members.recognise(person_id=p.pk, signed_on=APRIL, **BY),
    ),
    (
        "entered while here", guards.Overlaps,
        lambda p, cell, other: members.enter_again(person_id=p.pk, cell=other, since=MAY, **BY),
    ),
    (
        "left because he moved within", members.NotALeaving,
        lambda p, cell, other: members.leave(person_id=p.pk, on=MAY, ending="moved", **BY),
    ),
    (
        "left before he came", guards.OutsideMembership,
        lambda p, cell, other: members.leave(person_id=p.pk, on=LONG_AGO, ending="died", **BY),
    ),
    (
        "a card number taken", persons.CardTaken,
        lambda p, cell, other: members.enter(
            particulars=Particulars("Hà Thị Pua", card_number="45000001"),
            cell=other, since=MAY, **BY,
        ),
    ),
    (
        "a ceremony before the decision", members.CeremonyBeforeDecision,
        lambda p, cell, other: members.admit(
            particulars=Particulars("Hà Thị Pua"), cell=other, joined_on=MAY, ceremony_on=APRIL,
            **BY,
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("refusal", "do"), [pytest.param(error, do, id=name) for name, error, do in REFUSALS]
)
def test_a_refusal_changes_nothing(
    cell: Unit, neighbour: Unit, refusal: type[Exception], do: Do
) -> None:
    person = factories.member(cell, card_number="45000001")
    before = lives.rows()

    with pytest.raises(refusal):
        do(person, cell, neighbour)

    assert lives.rows() == before


def test_recognition_is_not_signed_before_the_twelve_months_are_over(cell: Unit) -> None:
    person = factories.member(cell, official="", ceremony="2025-03-03")
    before = lives.rows()

    with pytest.raises(members.StillOnProbation) as caught:
        members.recognise(person_id=person.pk, signed_on=date(2026, 3, 2), **BY)

    assert caught.value.official_from == date(2026, 3, 3)
    assert lives.rows() == before


@pytest.mark.parametrize(
    ("since", "until"), [(APRIL, MAY), (MARCH, APRIL), (date(2026, 6, 30), None), (LONG_AGO, None)]
)
def test_nobody_is_elsewhere_twice_on_one_day(
    cell: Unit, neighbour: Unit, since: date, until: date | None
) -> None:
    person = factories.member(cell)
    members.go_elsewhere(person_id=person.pk, cell=neighbour, since=MARCH, until=JULY, **BY)
    before = lives.rows()

    with pytest.raises(guards.Overlaps) as caught:
        members.go_elsewhere(
            person_id=person.pk, cell=None, place="Dĩ An", since=since, until=until, **BY
        )

    assert caught.value.row == Membership.objects.get(kind="temporary")
    assert lives.rows() == before


def test_nobody_leaves_or_moves_over_what_is_still_to_begin(cell: Unit, neighbour: Unit) -> None:
    person = factories.member(cell)
    factories.post(person, cell, "secretary", since=JULY)
    before = lives.rows()

    with pytest.raises(guards.LaterEntry):
        members.leave(person_id=person.pk, on=MAY, ending="died", **BY)
    with pytest.raises(guards.LaterEntry):
        members.transfer(person_id=person.pk, to=neighbour, since=MAY, **BY)

    assert lives.rows() == before
