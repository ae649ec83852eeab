"""The pages of the tree: who sees them, and what they say."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.people.models import Account
from chibo.units.actions import write_decision
from chibo.units.models import Unit
from chibo.units.steps import Dissolve
from tests import factories
from tests.units import reform

pytestmark = pytest.mark.django_db


def signed_in(client: Client, role: str, at: Unit) -> Account:
    account = factories.account("lan", role, at=at)
    client.force_login(account)
    return account


def words(html: str) -> str:
    """Return what a page's main part says, without markup and runs of white space."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.parametrize(
    ("role", "at", "path", "status"),
    [
        ("board", "TH", "/units/TH/", 200),
        ("board", "TH", "/units/QS.TT.MAY/", 200),
        ("office", "QS.TT", "/units/QS.TT.MAY/", 200),
        ("office", "QS.TT", "/units/TH.QS/", 404),
        ("office", "QS.TT", "/units/QS.TL/", 404),
        ("supervisor", "QS.TT.MAY", "/units/QS.TT.MAY/", 200),
        ("secretary", "QS.TT.MAY", "/units/QS.TT.MAY/", 200),
        ("member", "QS.TT.MAY", "/units/QS.TT.MAY/", 404),
        ("board", "TH", "/units/NO/", 404),
    ],
)
def test_who_sees_a_unit(client: Client, role: str, at: str, path: str, status: int) -> None:
    reform.before()
    signed_in(client, role, Unit.objects.get(code=at))

    response = client.get(path)

    assert response.status_code == status


def test_nobody_sees_the_tree_without_signing_in(client: Client) -> None:
    assert client.get("/units/").status_code == 302


def test_the_tree_says_what_stood_on_the_day(client: Client) -> None:
    province = reform.before()
    factories.unit("QS.TT.MOI", name="bản Mới", under=Unit.objects.get(code="QS.TT"),
                   since=date(2025, 6, 1))  # fmt: skip
    signed_in(client, "board", province)

    before = words(client.get("/units/", {"on": "31/05/2025"}).content.decode())
    after = words(client.get("/units/", {"on": "2025-06-01"}).content.decode())

    assert "Cây tổ chức ngày 31/05/2025" in before
    assert "Xã Trung Thượng Đảng bộ xã, phường, thị trấn, đặc khu 2 2 0" in before
    assert "Xã Trung Thượng Đảng bộ xã, phường, thị trấn, đặc khu 3 3 0" in after


def test_a_bad_day_shows_today_and_says_how_to_write_one(client: Client) -> None:
    signed_in(client, "board", reform.before())
    client.cookies["language"] = "en"

    response = client.get("/units/", {"on": "hôm qua"})

    assert response.status_code == 422
    assert "Write the day like 15/12/2026." in words(response.content.decode())
    assert 'value="hôm qua"' in response.content.decode()


def test_a_unit_that_is_not_there_on_the_day_is_called_by_its_last_name(client: Client) -> None:
    province = reform.before()
    write_decision(
        number="05-QĐ/HU",
        signed_on=date(2024, 12, 1),
        effective_on=date(2025, 1, 1),
        title="",
        steps=[Dissolve("QS.CA")],
    )
    signed_in(client, "board", province)
    client.cookies["language"] = "en"

    said = words(client.get("/units/QS.CA/").content.decode())

    assert "Chi bộ Công an huyện" in said
    assert "It ended on 01/01/2025." in said


def test_the_page_of_a_unit_tells_its_names_and_places(client: Client) -> None:
    province = reform.before()
    commune = Unit.objects.get(code="QS.TL")
    commune.names.update(until=date(2024, 5, 1))
    factories.named(commune, "Xã Tam Lư mới", since=date(2024, 5, 1))
    signed_in(client, "board", province)

    said = words(client.get("/units/QS.TL/").content.decode())

    assert "Xã Tam Lư mới 01/05/2024 – –" in said
    assert "Xã Tam Lư 01/01/2020 01/05/2024 –" in said
    assert "trực thuộc Huyện Quan Sơn 01/01/2020 – –" in said


@pytest.mark.parametrize("path", ["/units/", "/units/TH/"])
def test_pages_take_as_many_queries_for_a_hundred_units_as_for_one(
    client: Client, path: str
) -> None:
    province = factories.unit("TH", kind="province")
    signed_in(client, "board", province)
    counted = []
    for first, last in ((0, 1), (1, 3), (3, 100)):
        for number in range(first, last):
            factories.unit(f"C{number}", kind="commune", under=province)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counted.append(len(asked))

    assert len(set(counted)) == 1
