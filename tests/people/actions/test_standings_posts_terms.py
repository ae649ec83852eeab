"""Standing, offices and terms: what overlaps, what lies outside membership, what ends."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chibo.people.actions import guards, posts, standings, terms
from chibo.people.models import Post, Standing, Term
from chibo.units.models import Unit
from tests import factories
from tests.factories.units import LONG_AGO
from tests.people import lives

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "lan", "at": datetime(2026, 3, 1, 2, tzinfo=UTC)}
MARCH, APRIL, MAY, JULY = date(2026, 3, 3), date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1)


def test_an_exemption_for_a_time_is_written_with_its_end(cell: Unit) -> None:
    person = factories.member(cell)

    row = standings.begin_standing(
        person_id=person.pk, kind="temporarily_exempt", since=MARCH, until=JULY,
        note="điều trị dài ngày", decision="4-NQ/CB", **BY,
    )  # fmt: skip

    assert (row.kind, row.since, row.until, row.note) == (
        "temporarily_exempt", MARCH, JULY, "điều trị dài ngày",
    )  # fmt: skip
    assert lives.logged() == [
        (
            "standing.begun", str(person.pk), "TT.MAY",
            {"standing": "temporarily_exempt", "since": "2026-03-03", "until": "2026-07-01"},
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "since", "until", "refusal"),
    [
        pytest.param("temporarily_exempt", MARCH, None, standings.NeedsAnEnd, id="no end"),
        pytest.param("working_away", MARCH, MARCH, guards.EndsBeforeItBegins, id="no day"),
        pytest.param("exempt", date(2019, 1, 1), None, guards.OutsideMembership, id="too early"),
        pytest.param("exempt", APRIL, None, guards.Overlaps, id="exempt and exempt for a time"),
        pytest.param("temporarily_exempt", APRIL, JULY, guards.Overlaps, id="exempt twice"),
    ],
)
def test_a_standing_that_cannot_be_changes_nothing(
    cell: Unit, kind: str, since: date, until: date | None, refusal: type[Exception]
) -> None:
    person = factories.member(cell)
    factories.standing(person, "temporarily_exempt", since=MARCH, until=MAY)
    before = lives.rows()

    with pytest.raises(refusal):
        standings.begin_standing(person_id=person.pk, kind=kind, since=since, until=until, **BY)

    assert lives.rows() == before


@pytest.mark.parametrize(
    ("since", "until", "first_day_outside"),
    [
        (MARCH, None, MAY),
        (MARCH, JULY, MAY),
        (MAY, JULY, MAY),
    ],
)
def test_a_standing_beyond_the_membership_names_the_day(
    cell: Unit, since: date, until: date | None, first_day_outside: date
) -> None:
    person = factories.member(cell, until=MAY)

    with pytest.raises(guards.OutsideMembership) as caught:
        standings.begin_standing(
            person_id=person.pk, kind="working_away", since=since, until=until, **BY
        )

    assert caught.value.day == first_day_outside


def test_an_exemption_may_be_renewed_on_the_day_it_ends(cell: Unit) -> None:
    person = factories.member(cell)
    factories.standing(person, "temporarily_exempt", since=MARCH, until=MAY)

    standings.begin_standing(
        person_id=person.pk, kind="temporarily_exempt", since=MAY, until=JULY, **BY
    )

    periods = Standing.objects.order_by("since").values_list("since", "until")
    assert list(periods) == [(MARCH, MAY), (MAY, JULY)]


def test_a_standing_ends_early_or_is_withdrawn(cell: Unit) -> None:
    person = factories.member(cell)
    away = factories.standing(person, "working_away", since=MARCH, until=JULY)
    mistake = factories.standing(person, "suspended", since=MARCH)

    standings.end_standing(standing_id=away.pk, on=MAY, **BY)
    standings.withdraw_standing(standing_id=mistake.pk, **BY)

    assert list(Standing.objects.values_list("kind", "until")) == [("working_away", MAY)]
    assert [verb for verb, *_ in lives.logged()] == ["standing.ended", "standing.withdrawn"]
    for on, refusal in ((JULY, standings.AlreadyEnded), (MARCH, guards.EndsBeforeItBegins)):
        with pytest.raises(refusal):
            standings.end_standing(standing_id=away.pk, on=on, **BY)


def test_a_cell_has_one_secretary_at_a_time(cell: Unit) -> None:
    old, new = factories.member(cell, "Hà Văn Thuấn"), factories.member(cell, "Lương Thị Ngoan")
    held = factories.post(old, cell, "secretary")

    with pytest.raises(guards.Overlaps) as caught:
        posts.begin_post(person_id=new.pk, unit=cell, kind="secretary", since=MAY, until=None, **BY)
    assert caught.value.row == held
    posts.end_post(post_id=held.pk, on=MAY, **BY)
    posts.begin_post(person_id=new.pk, unit=cell, kind="secretary", since=MAY, until=None, **BY)

    assert list(Post.objects.order_by("since").values_list("person", "since", "until")) == [
        (old.pk, LONG_AGO, MAY),
        (new.pk, MAY, None),
    ]
    assert [verb for verb, *_ in lives.logged()] == ["post.ended", "post.begun"]


@pytest.mark.parametrize(
    ("kind", "at", "since", "refusal"),
    [
        pytest.param("secretary", "TT.NGAM", MARCH, guards.OutsideMembership, id="of another cell"),
        pytest.param("committee_member", "TT.MAY", MARCH, guards.Overlaps, id="what he is"),
        pytest.param(
            "group_leader", "TT.MAY", date(2019, 1, 1), guards.UnitNotThere, id="too early"
        ),
    ],
)
def test_a_post_that_cannot_be_changes_nothing(
    cell: Unit, kind: str, at: str, since: date, refusal: type[Exception]
) -> None:
    factories.unit("TT.NGAM")
    person = factories.member(cell)
    factories.post(person, cell, "committee_member")
    before = lives.rows()

    with pytest.raises(refusal):
        posts.begin_post(
            person_id=person.pk, unit=Unit.objects.get(code=at), kind=kind, since=since,
            until=None, **BY,
        )  # fmt: skip

    assert lives.rows() == before


def test_a_deputy_may_have_his_membership_elsewhere_and_a_member_sit_in_the_commune(
    cell: Unit, neighbour: Unit, commune: Unit
) -> None:
    person = factories.member(cell)

    for unit, kind in ((neighbour, "deputy_secretary"), (commune, "committee_member")):
        posts.begin_post(person_id=person.pk, unit=unit, kind=kind, since=MARCH, until=None, **BY)

    assert Post.objects.count() == 2


def test_nobody_is_his_own_deputy(cell: Unit) -> None:
    person = factories.member(cell)
    factories.post(person, cell, "deputy_secretary")

    with pytest.raises(guards.Overlaps):
        posts.begin_post(
            person_id=person.pk, unit=cell, kind="secretary", since=MARCH, until=None, **BY
        )


def test_a_member_on_probation_holds_no_post(cell: Unit) -> None:
    person = factories.member(cell, official="2026-05-01")

    with pytest.raises(posts.StillProbationary):
        posts.begin_post(
            person_id=person.pk, unit=cell, kind="secretary", since=APRIL, until=None, **BY
        )
    posts.begin_post(person_id=person.pk, unit=cell, kind="secretary", since=MAY, until=None, **BY)


def test_a_congress_ends_the_term_before(cell: Unit) -> None:
    terms.begin_term(unit=cell, name="2020–2025", since=LONG_AGO, until=None, **BY)
    terms.begin_term(unit=cell, name="2025–2027", since=MARCH, until=JULY, **BY)

    assert list(Term.objects.order_by("since").values_list("name", "since", "until")) == [
        ("2020–2025", LONG_AGO, MARCH),
        ("2025–2027", MARCH, JULY),
    ]
    with pytest.raises(guards.Overlaps):
        terms.begin_term(unit=cell, name="x", since=MAY, until=None, **BY)


def test_a_term_is_lengthened_but_not_over_the_next(cell: Unit) -> None:
    first = terms.begin_term(unit=cell, name="1", since=LONG_AGO, until=MARCH, **BY)
    terms.begin_term(unit=cell, name="2", since=MAY, until=None, **BY)

    terms.end_term(term_id=first.pk, on=APRIL, **BY)
    with pytest.raises(guards.Overlaps):
        terms.end_term(term_id=first.pk, on=JULY, **BY)

    first.refresh_from_db()
    assert first.until == APRIL
