"""The pages about members: who may, what they say, what a form does and keeps."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.audit.models import Opening
from chibo.people.models import Account, Membership, Person, Post, Standing, Term
from chibo.units.models import Unit
from tests import factories
from tests.people import lives

pytestmark = pytest.mark.django_db

SINCE = date(2026, 1, 1)


@pytest.fixture
def secretary(client: Client, cell: Unit) -> Account:
    """The secretary of the cell, signed in."""
    person = factories.member(cell, "Hà Văn Thuấn")
    account = factories.account("thuan", "secretary", at=cell, of=person)
    client.force_login(account)
    return account


@pytest.fixture
def office(client: Client, commune: Unit) -> Account:
    """The office of the commune, signed in."""
    account = factories.account("vp", "office", at=commune)
    account.title = "Văn phòng Đảng ủy"
    account.save(update_fields=["title"])
    client.force_login(account)
    return account


def words(html: str) -> str:
    """Return what a page's main part says, without markup and runs of white space."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.parametrize(
    ("role", "at", "see_list", "see_member", "change"),
    [
        ("secretary", "TT.MAY", 200, 200, 200),
        ("deputy_secretary", "TT.MAY", 200, 200, 200),
        ("member", "TT.MAY", 200, 200, 404),
        ("meeting_secretary", "TT.MAY", 200, 200, 404),
        ("office", "TT", 200, 200, 200),
        ("supervisor", "TT", 404, 404, 404),
        ("technician", "TT", 404, 404, 404),
        ("secretary", "TT.NGAM", 404, 404, 404),
        ("member", "TT.NGAM", 404, 404, 404),
    ],
)
@pytest.mark.usefixtures("neighbour")
def test_who_may(
    client: Client, cell: Unit, role: str, at: str, see_list: int, see_member: int, change: int
) -> None:
    person = factories.member(cell)
    standing = factories.standing(person)
    post = factories.post(person, cell)
    client.force_login(factories.account("lan", role, at=Unit.objects.get(code=at)))
    changes = [
        f"/people/{person.pk}/{what}/"
        for what in (
            "correct", "transfer", "elsewhere", "back", "recognise", "leave", "standing",
            "again/TT.MAY", "post/TT.MAY",
        )
    ] + [
        "/people/of/TT.MAY/admit/", "/people/of/TT.MAY/enter/", "/people/of/TT.MAY/term/",
        f"/people/standing/{standing.pk}/end/", f"/people/post/{post.pk}/end/",
    ]  # fmt: skip

    assert client.get("/people/of/TT.MAY/").status_code == see_list
    assert client.get(f"/people/{person.pk}/").status_code == see_member
    assert {path: client.get(path).status_code for path in changes} == dict.fromkeys(
        changes, change
    )


def test_a_member_sees_his_own_record_without_any_role(client: Client, cell: Unit) -> None:
    person, other = factories.member(cell), factories.member(cell, "Vi Thị Ơn")
    client.force_login(factories.account("un", of=person))

    assert client.get(f"/people/{person.pk}/").status_code == 200
    assert client.get(f"/people/{other.pk}/").status_code == 404


@pytest.mark.usefixtures("office")
def test_each_opening_by_another_is_noted_and_shown_to_the_member(
    client: Client, cell: Unit
) -> None:
    person = factories.member(cell)

    client.get(f"/people/{person.pk}/")
    client.force_login(factories.account("un", of=person))
    own = words(client.get(f"/people/{person.pk}/").content.decode())

    noted = Opening.objects.values_list("account", "shown_as", "person_key")
    assert list(noted) == [("vp", "Văn phòng Đảng ủy", str(person.pk))]
    assert own.endswith(": Văn phòng Đảng ủy")


@pytest.mark.usefixtures("secretary")
def test_the_list_says_who_must_attend_and_who_may_vote_and_why(
    client: Client, cell: Unit, neighbour: Unit
) -> None:
    factories.standing(factories.member(cell, "Lò Văn Đường"), "exempt")
    factories.member(cell, "Vi Thị Ơn", official="")
    guest = factories.member(neighbour, "Lương Thị Ngoan")
    Membership.objects.create(person=guest, cell=cell, kind="temporary", since=SINCE)

    said = words(client.get("/people/of/TT.MAY/").content.decode())
    found = words(client.get("/people/of/TT.MAY/", {"name": "DUONG"}).content.decode())

    assert "3 đảng viên, trong đó 2 chính thức; 2 người phải dự họp." in said
    assert "Vì sao là 2?" in said
    assert "trừ dự bị – 1 trừ miễn sinh hoạt 1 1 Còn lại 2 1" in said
    assert "1 người sinh hoạt tạm thời ở đây" in said
    assert "Lò Văn Đường chính thức miễn sinh hoạt được biểu quyết" in said
    assert "Vi Thị Ơn dự bị phải dự họp không biểu quyết" in said
    assert "Lương Thị Ngoan chính thức sinh hoạt tạm thời ở đây không biểu quyết" in said
    assert ("Lò Văn Đường" in found, "Vi Thị Ơn" in found) == (True, False)


@pytest.mark.usefixtures("secretary")
def test_a_telephone_is_for_who_keeps_the_record_and_for_himself(
    client: Client, cell: Unit
) -> None:
    person = factories.member(cell, phone="0912 000 111", card_number="45000001")
    path = f"/people/{person.pk}/"

    kept = words(client.get(path).content.decode())
    client.force_login(factories.account("tho", "member", at=cell))
    seen = words(client.get(path).content.decode())

    assert ("0912 000 111" in kept, "45000001" in kept) == (True, True)
    assert ("0912 000 111" in seen, "45000001" in seen) == (False, False)


def sent(client: Client, path: str, data: Mapping[str, Any]) -> str:
    """Send a form that must succeed; return what the next page says."""
    response = client.post(path, data, follow=True)
    assert response.redirect_chain, words(response.content.decode())
    return words(response.content.decode())


@pytest.mark.usefixtures("office")
def test_every_form_does_what_it_says(client: Client, cell: Unit, neighbour: Unit) -> None:
    sent(client, "/people/of/TT.MAY/enter/", {
        "full_name": "Lò A Ún", "since": "05/01/2026", "official": "3/2015", "born": "1960",
        "has_smartphone": "on",
    })  # fmt: skip
    sent(client, "/people/of/TT.MAY/admit/", {
        "full_name": "Vi Thị Ơn", "joined_on": "01/02/2025", "ceremony_on": "20/02/2025",
    })  # fmt: skip
    sent(client, "/people/of/TT.MAY/term/", {"name": "2025–2027", "since": "01/03/2025"})
    un, on = (Person.objects.get(full_name=name) for name in ("Lò A Ún", "Vi Thị Ơn"))
    sent(client, f"/people/{on.pk}/recognise/", {"signed_on": "01/03/2026"})
    sent(client, f"/people/{un.pk}/post/TT.MAY/", {"kind": "secretary", "since": "10/01/2026"})
    sent(client, f"/people/{un.pk}/standing/", {
        "kind": "temporarily_exempt", "since": "01/02/2026", "last": "30/06/2026",
    })  # fmt: skip
    sent(client, f"/people/{un.pk}/elsewhere/", {
        "place": "Chi bộ khu phố 3, Dĩ An", "since": "01/02/2026",
    })  # fmt: skip
    sent(client, f"/people/{un.pk}/back/", {"on": "01/03/2026"})
    sent(client, f"/people/{on.pk}/transfer/", {"to": neighbour.pk, "since": "01/04/2026"})
    post, standing = Post.objects.get(), Standing.objects.get()
    sent(client, f"/people/post/{post.pk}/end/", {"on": "01/05/2026"})
    sent(client, f"/people/standing/{standing.pk}/end/", {"on": "01/05/2026"})
    sent(client, f"/people/{un.pk}/correct/", {"full_name": "Lò A Ứng", "official": "03/2015"})
    sent(client, f"/people/{un.pk}/leave/", {"ending": "moved_out", "on": "01/06/2026"})
    sent(client, f"/people/{un.pk}/again/TT.MAY/", {"since": "01/07/2026"})

    un.refresh_from_db()
    on.refresh_from_db()
    first = date(2026, 1, 5)
    assert (un.full_name, un.official, un.born, un.has_smartphone) == (
        "Lò A Ứng", "2015-03", "", False,
    )  # fmt: skip
    assert (on.joined, on.official) == ("2025-02-01", "2026-02-20")
    assert lives.cells_of(un) == [
        ("official", "TT.MAY", first, date(2026, 6, 1), "moved_out"),
        ("temporary", "Chi bộ khu phố 3, Dĩ An", date(2026, 2, 1), date(2026, 3, 1), "returned"),
        ("official", "TT.MAY", date(2026, 7, 1), None, ""),
    ]
    assert [row[1] for row in lives.cells_of(on)] == ["TT.MAY", "TT.NGAM"]
    assert list(Post.objects.values_list("since", "until")) == [
        (date(2026, 1, 10), date(2026, 5, 1))
    ]
    assert Standing.objects.get().until == date(2026, 5, 1)
    assert Term.objects.get().name == "2025–2027"


@pytest.mark.usefixtures("office")
def test_a_mistake_is_taken_back(client: Client, cell: Unit) -> None:
    person = factories.member(cell)
    standing, post = factories.standing(person), factories.post(person, cell)

    sent(client, f"/people/standing/{standing.pk}/withdraw/", {})
    sent(client, f"/people/post/{post.pk}/withdraw/", {})

    assert (Standing.objects.count(), Post.objects.count()) == (0, 0)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("what", "typed", "sentence"),
    [
        pytest.param(
            "standing", {"kind": "exempt", "since": "01/01/2019"},
            "On 01/01/2019 the member does not officially belong there.", id="a day outside the membership",
        ),
        pytest.param(
            "standing", {"kind": "exempt", "since": "01/13/2026"},
            "Write the day like 15/12/2026.", id="no day",
        ),
        pytest.param("leave", {"ending": "died", "on": ""}, "Give a day.", id="nothing"),
        pytest.param(
            "correct", {"full_name": "Lò Văn Ún", "born": "hồi xưa"},
            "Write it like 05/09/1988, 09/1988 or 1988.", id="no day of a register",
        ),
    ],
)  # fmt: skip
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    client: Client, cell: Unit, what: str, typed: dict[str, str], sentence: str
) -> None:
    client.cookies["language"] = "en"
    person = factories.member(cell)
    before = lives.rows()

    response = client.post(f"/people/{person.pk}/{what}/", typed)

    html = response.content.decode()
    field = html[html.index("field--error") :]
    assert response.status_code == 422
    assert sentence in field[: field.index("</div>")]
    assert "autofocus" in field[: field.index("</div>")]
    assert all(f'value="{value}"' in html for value in typed.values() if value)
    assert lives.rows() == before


@pytest.mark.usefixtures("secretary")
def test_a_secretary_moves_nobody_into_a_cell_that_is_not_his(
    client: Client, cell: Unit, neighbour: Unit
) -> None:
    person = factories.member(cell)

    response = client.post(
        f"/people/{person.pk}/transfer/", {"to": neighbour.pk, "since": "01/01/2026"}
    )

    assert response.status_code == 422
    assert [row[1] for row in lives.cells_of(person)] == ["TT.MAY"]


@pytest.mark.usefixtures("office")
def test_those_ticked_move_together(client: Client, cell: Unit, neighbour: Unit) -> None:
    ticked = [factories.member(cell, name) for name in ("Lò Văn Ún", "Vi Thị Ơn")]
    stays = factories.member(cell, "Hà Văn Ở")
    guest = factories.member(neighbour, "Cao Thị Ín")
    Membership.objects.create(person=guest, cell=cell, kind="temporary", since=date(2026, 1, 1))
    page = words(client.get("/people/of/TT.MAY/move/").content.decode())
    assert "Hà Văn Ở" in page
    assert "#" not in page[page.index("Hà Văn Ở") - 4 : page.index("Hà Văn Ở")]
    assert "Cao Thị Ín" not in page, "a guest goes back, and does not move"
    data = {"to": neighbour.pk, "since": "01/04/2026", "members": [one.pk for one in ticked]}

    # A day on which one of them was no member yet: nobody moves, and the boxes stay ticked.
    refused = client.post("/people/of/TT.MAY/move/", data | {"since": "01/01/1990"})
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Lò Văn Ún:" in words(html)
    assert html.count(" checked") == 2
    nobody = client.post("/people/of/TT.MAY/move/", data | {"members": []})
    assert nobody.status_code == 422

    sent(client, "/people/of/TT.MAY/move/", data)

    assert [[row[1] for row in lives.cells_of(one)] for one in (*ticked, stays)] == [
        ["TT.MAY", "TT.NGAM"],
        ["TT.MAY", "TT.NGAM"],
        ["TT.MAY"],
    ]


@pytest.mark.usefixtures("secretary")
def test_the_list_takes_as_many_queries_for_a_hundred_members_as_for_one(
    client: Client, cell: Unit
) -> None:
    counted = []
    for first, last in ((0, 1), (1, 3), (3, 100)):
        for number in range(first, last):
            person = factories.member(cell, f"Lò Văn {number}")
            factories.standing(person)
            factories.post(person, cell, "committee_member")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/people/of/TT.MAY/").status_code == 200
        counted.append(len(asked))

    assert len(set(counted)) == 1


@pytest.mark.usefixtures("office")
def test_an_office_above_the_cell_is_given_and_called_after_its_committee(
    client: Client, cell: Unit
) -> None:
    person = factories.member(cell, "Lò Văn Ún")
    factories.post(person, cell, "committee_member")

    page = client.get(f"/people/{person.pk}/").content.decode()
    offered = words(client.get(f"/people/{person.pk}/post/TT/").content.decode())
    sent(
        client, f"/people/{person.pk}/post/TT/",
        {"kind": "committee_member", "since": "10/01/2026"},
    )  # fmt: skip
    none_of_a_commune = client.post(
        f"/people/{person.pk}/post/TT/", {"kind": "group_leader", "since": "10/01/2026"}
    )

    assert f'href="/people/{person.pk}/post/TT/"' in page
    assert "bí thư đảng ủy phó bí thư đảng ủy ủy viên ban thường vụ đảng ủy viên" in offered
    said = words(client.get(f"/people/{person.pk}/").content.decode())
    assert "Đảng ủy viên" in said
    assert "Chi ủy viên" in said
    assert none_of_a_commune.status_code == 422
    post = Post.objects.get(unit__code="TT")
    ending = words(client.get(f"/people/post/{post.pk}/end/").content.decode())
    assert "Lò Văn Ún: đảng ủy viên" in ending


@pytest.mark.usefixtures("secretary")
def test_a_cell_gives_no_office_of_the_committee_above(client: Client, cell: Unit) -> None:
    person = factories.member(cell, "Lò Văn Ún")

    page = client.get(f"/people/{person.pk}/").content.decode()

    assert f'href="/people/{person.pk}/post/TT.MAY/"' in page
    assert "/post/TT/" not in page
    assert client.get(f"/people/{person.pk}/post/TT/").status_code == 404
