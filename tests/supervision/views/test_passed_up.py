"""What the pages say of what was passed up, and how its answer comes back."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chibo.base.time import local_moment
from chibo.people.models import Person
from chibo.supervision.models import PassedUp, Visit
from tests import factories
from tests.factories import supervision as made
from tests.factories.access import reader
from tests.factories.meetings import EVENING, Village
from tests.factories.units import LONG_AGO, move
from tests.factories.watching import undone

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAGE = "/visits/asked/TT/"


def said(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def slip(village: Village, official: Person, days: int) -> Visit:
    day = TODAY - timedelta(days=days)
    return made.visit(official, village.cell, day, received_at=local_moment(day, EVENING))


@pytest.fixture
def old(village: Village, official: Person) -> PassedUp:
    return made.passed_up(slip(village, official, 20), village.commune, person=village.plain[0])


@pytest.fixture
def office(village: Village) -> Client:
    return reader("office", village)


def test_the_oldest_stands_first_with_how_long_it_waits(
    office: Client, village: Village, official: Person, old: PassedUp
) -> None:
    made.passed_up(slip(village, official, 3), village.commune, "Đề nghị sửa cầu.")

    words = said(office.get(PAGE))

    assert words.index("Đề nghị kéo điện") < words.index("Đề nghị sửa cầu.")
    assert "Chi bộ bản Máy: Lò Thị Hiền, through Hà Thị Duyên on" in words
    assert "Has waited 20 days" in words
    assert "1 has waited more than 15 days." in words
    assert "Has waited 3 days" in words
    assert "Đề nghị" not in said(office.get(f"{PAGE}?show=answered"))


def test_an_answer_goes_to_the_cell_and_to_whoever_asked(
    office: Client, village: Village, old: PassedUp
) -> None:
    done = office.post(
        f"/visits/asked/one/{old.pk}/answer/",
        {"text": "Đã giao điện lực.", "answered_on": f"{TODAY:%d/%m/%Y}"},
        follow=True,
    )

    assert "Answered. The cell and whoever asked read it on their own pages." in said(done)
    member = reader("member", village)
    for page in ("/cells/TT.01/", "/mine/"):
        words = said(member.get(page))
        assert "Đảng ủy xã Trung Thượng: Đã giao điện lực." in words
    assert "Đề nghị" not in said(reader("writer", village).get("/mine/"))
    assert "Đã giao điện lực." in said(office.get(f"{PAGE}?show=answered"))


@pytest.mark.parametrize(
    ("text", "day", "status", "words"),
    [
        pytest.param("", TODAY, 422, "Write the answer", id="no words"),
        pytest.param("Có.", TODAY + timedelta(days=1), 409, "up to today", id="tomorrow"),
    ],
)
def test_what_was_typed_stays_when_it_is_no_answer(
    office: Client, old: PassedUp, text: str, day: Any, status: int, words: str
) -> None:
    page = office.post(
        f"/visits/asked/one/{old.pk}/answer/", {"text": text, "answered_on": f"{day:%d/%m/%Y}"}
    )

    assert page.status_code == status
    assert words in said(page)
    assert f"{day:%d/%m/%Y}" in page.content.decode()


def test_an_answer_given_meanwhile_is_shown_and_not_overwritten(
    office: Client, old: PassedUp
) -> None:
    given = {"text": "Có.", "answered_on": f"{TODAY:%d/%m/%Y}"}
    office.post(f"/visits/asked/one/{old.pk}/answer/", given)

    page = office.post(f"/visits/asked/one/{old.pk}/answer/", given | {"text": "Không."})

    assert page.status_code == 409
    assert "Somebody has answered it meanwhile." in said(page)
    old.refresh_from_db()
    assert old.answer == "Có."


def test_what_is_not_ours_goes_up_and_can_still_be_looked_at(
    office: Client, village: Village, old: PassedUp
) -> None:
    province = factories.unit("TH", kind="province", name="Đảng bộ tỉnh Thanh Hóa")
    move(village.commune, to=province, on=LONG_AGO)
    factories.account("bantochuc", "board", at=province)
    assert "Pass it on to Đảng ủy tỉnh Thanh Hóa" in said(
        office.get(f"/visits/asked/one/{old.pk}/")
    )

    done = office.post(f"/visits/asked/one/{old.pk}/on/", {"note": "ngoài thẩm quyền"}, follow=True)

    words = said(done)
    assert "It lies with Đảng ủy tỉnh Thanh Hóa now, and is answered there." in words
    assert "ngoài thẩm quyền" in words
    assert "Nothing waits for an answer." in said(office.get(PAGE))
    assert "lies with Đảng ủy tỉnh Thanh Hóa" in said(office.get(f"{PAGE}?show=handed-on"))
    again = office.post(
        f"/visits/asked/one/{old.pk}/answer/",
        {"text": "Có.", "answered_on": f"{TODAY:%d/%m/%Y}"},
    )
    assert again.status_code == 404


def test_an_official_notes_what_he_looked_at_again(village: Village, official: Person) -> None:
    day = TODAY - timedelta(days=20)
    visit = made.visit(
        official, village.cell, day, follow_up="Xem lại sổ.",
        follow_up_on=TODAY - timedelta(days=2),
    )  # fmt: skip
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.account("duyen", "supervisor", at=village.commune, of=official))
    assert "Xem lại sổ. Chi bộ bản Máy 2 days late" in said(client.get("/"))

    bad = client.post(f"/visits/follow-ups/{visit.pk}/", {"on": "01/01/2020"})
    assert (bad.status_code, "when the meeting was" in said(bad)) == (409, True)
    client.post(f"/visits/follow-ups/{visit.pk}/", {"on": f"{TODAY:%d/%m/%Y}"})

    visit.refresh_from_db()
    assert visit.followed_up_on == TODAY
    assert "Xem lại sổ." not in said(client.get("/"))


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?show=answered", "/cells/TT.01/", "/mine/"])
def test_a_page_asks_as_many_questions_for_one_proposal_as_for_many(
    village: Village, official: Person, address: str
) -> None:
    client = reader("office" if address.startswith(PAGE) else "member", village)
    asked = []
    for count in (1, 3):
        with undone():
            for number in range(count):
                visit = slip(village, official, number + 1)
                made.passed_up(visit, village.commune, person=village.plain[0])
                made.passed_up(
                    visit, village.commune, person=village.plain[0], answer="Có.",
                    answered_on=TODAY, answered_by="vanphong",
                )  # fmt: skip
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))

    assert asked[0] == asked[1]
