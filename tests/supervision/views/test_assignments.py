"""What the pages of assignments say, and what comes of what is sent to them."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chibo.access.models import Grant
from chibo.people.actions import reorganise
from chibo.people.models import Person
from chibo.supervision.models import Assignment
from chibo.units.models import Unit
from chibo.units.steps import Merge
from tests import factories
from tests.factories import supervision as made
from tests.factories.access import next_to, reader
from tests.factories.meetings import BY, Village
from tests.factories.units import LONG_AGO, move
from tests.factories.watching import tables, undone

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAGE = "/visits/assignments/TT/"


def said(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def section(answer: Any, name: str) -> str:
    """Return what stands in a section of a page, by the id of its heading."""
    inside = answer.content.decode().partition(f'aria-labelledby="{name}"')[2]
    words = re.sub(r"<[^>]+>", " ", inside.partition(">")[2].partition("</section>")[0])
    return " ".join(unescape(words).split())


@pytest.fixture
def office(village: Village, agency: Unit) -> Client:
    return reader("office", village)


def sent(official: Person, *cells: Unit, **more: Any) -> dict[str, Any]:
    return {
        "cells": [cell.pk for cell in cells],
        "decision_number": "15-QĐ/ĐU",
        "decided_on": f"{TODAY - timedelta(days=5):%d/%m/%Y}",
        "since": f"{TODAY:%d/%m/%Y}",
    } | more


def test_those_that_nobody_follows_stand_first(
    office: Client, village: Village, official: Person
) -> None:
    made.assignment(official, village.cell, village.commune)

    page = office.get(PAGE)

    assert section(page, "nobody").startswith("Nobody follows them 1 Chi bộ cơ quan xã")
    row = section(page, "group-1")
    assert "bản Máy Hà Thị Duyên 01/01/2020 by decision 15-QĐ/ĐU" in row
    assert "1 /2" in said(page)


def test_the_page_stands_as_of_the_day_asked_for(
    office: Client, village: Village, official: Person
) -> None:
    made.assignment(official, village.cell, village.commune, until=date(2024, 1, 1))

    now, then = office.get(PAGE), office.get(f"{PAGE}?on=31/12/2023")

    assert "Hà Thị Duyên" not in said(now)
    assert "bản Máy Hà Thị Duyên" in section(then, "group-1")
    assert office.get(f"{PAGE}?on=hôm qua").status_code == 422


def test_after_a_merger_the_page_says_that_nobody_follows_the_new_cell_yet(
    office: Client, village: Village, official: Person
) -> None:
    next_to(village)
    made.assignment(official, village.cell, village.commune)

    reorganise.carry_out(
        number="7-QĐ/ĐU", signed_on=date(2026, 6, 1), effective_on=date(2026, 7, 1), title="",
        steps=[Merge("TT.01", "TT.02")], **BY,
    )  # fmt: skip

    words = section(office.get(f"{PAGE}?on=01/07/2026"), "nobody")
    assert "Chi bộ bản Ngàm nobody follows it yet Chi bộ bản Máy, merged into it on" in words
    assert "by 7-QĐ/ĐU, was followed by Hà Thị Duyên." in words
    old = said(office.get("/visits/assignments/of-cell/TT.01/"))
    assert "The cell ended on 01/07/2026, and with it whoever followed it." in old
    assert "Ended on 01/07/2026 with the cell itself" in old


def test_a_province_sees_units_with_how_many_of_their_cells_are_followed(
    village: Village, official: Person
) -> None:
    province = factories.unit("TH", kind="province", name="Đảng bộ tỉnh")
    move(village.commune, to=province, on=LONG_AGO)
    made.assignment(official, village.cell, village.commune)
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.account("bantochuc", "board", at=province))

    page = client.get("/visits/assignments/", follow=True)

    assert "Đảng bộ xã Trung Thượng 1 /2" in section(page, "below")
    assert "group-1" not in page.content.decode()


def test_an_official_is_found_by_name_and_assigned_two_cells(
    office: Client, village: Village, official: Person
) -> None:
    account = factories.account("duyen", of=official)
    second = next_to(village)
    found = office.get(f"{PAGE}assign/?name=duyen")
    assert f"{PAGE}assign/{official.pk}/" in found.content.decode()

    done = office.post(
        f"{PAGE}assign/{official.pk}/", sent(official, village.cell, second), follow=True
    )

    assert "Assigned. Hà Thị Duyên sees these cells from that day on." in said(done)
    rows = Assignment.objects.order_by("cell__code").values_list("cell__code", "unit__code")
    assert list(rows) == [("TT.01", "TT"), ("TT.02", "TT")]
    assert Grant.objects.filter(account=account, role="supervisor").count() == 2


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        pytest.param({"cells": []}, 422, "Tick at least one cell.", id="no cell"),
        pytest.param({"decision_number": ""}, 422, "Give the decision's number", id="no number"),
        pytest.param({"since": "hôm qua"}, 422, "Write the day like 15/12/2026.", id="no day"),
        pytest.param({"since": "01/01/2025"}, 409, "The decision is of", id="before its decision"),
    ],
)
def test_what_was_typed_stays_when_it_cannot_be_done(
    office: Client,
    village: Village,
    official: Person,
    more: dict[str, Any],
    status: int,
    words: str,
) -> None:
    before = tables()

    page = office.post(
        f"{PAGE}assign/{official.pk}/",
        sent(official, village.cell, until="31/12/2027") | more,
    )

    assert page.status_code == status
    assert words in said(page)
    assert "31/12/2027" in page.content.decode()
    if more.get("cells", True):
        assert re.search(rf'value="{village.cell.pk}"[^>]* checked', page.content.decode())
    assert tables() == before


def test_who_follows_a_cell_already_is_named_with_a_way_out(
    office: Client, village: Village, official: Person
) -> None:
    made.assignment(official, village.cell, village.commune)

    page = office.post(f"{PAGE}assign/{official.pk}/", sent(official, village.cell))

    assert page.status_code == 409
    assert "Hà Thị Duyên follows Chi bộ bản Máy already, from 01/01/2020." in said(page)
    assert "/visits/assignments/of-cell/TT.01/" in page.content.decode()


def test_several_are_ended_at_once_with_a_reason(
    office: Client, village: Village, official: Person
) -> None:
    rows = [
        made.assignment(official, cell, village.commune)
        for cell in (village.cell, next_to(village))
    ]
    address = f"{PAGE}of/{official.pk}/"
    given = {"assignments": [str(row.pk) for row in rows], "until": f"{TODAY:%d/%m/%Y}"}
    refused = office.post(f"{address}end/", given)
    assert (refused.status_code, "Write why" in said(refused)) == (422, True)

    done = office.post(f"{address}end/", given | {"because": "nghỉ hưu"}, follow=True)

    assert "Follows no cell now." in said(done)
    assert section(done, "past").count("nghỉ hưu") == 2


def test_an_account_opened_later_is_offered_the_cells(
    office: Client, village: Village, official: Person
) -> None:
    made.assignment(official, village.cell, village.commune)
    address = f"{PAGE}of/{official.pk}/"
    assert "Has no account" in said(office.get(address))
    factories.account("duyen", of=official)
    assert "it does not see all these cells" in said(office.get(address))

    done = office.post(f"{address}open/", follow=True)

    assert "Opened." in said(done)
    assert "it does not see all these cells" not in said(done)


def test_a_mistake_is_taken_back(office: Client, village: Village, official: Person) -> None:
    row = made.assignment(official, village.cell, village.commune)

    done = office.post(f"{PAGE}take-back/{row.pk}/", follow=True)

    assert "Taken back." in said(done)
    assert not Assignment.objects.exists()


def test_after_a_move_the_office_it_moved_to_keeps_the_assignment(
    village: Village, official: Person
) -> None:
    other = factories.unit("XK", kind="commune", name="Đảng bộ xã khác")
    row = made.assignment(official, village.cell, village.commune)
    move(village.cell, to=other, on=date(2026, 6, 15))
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.account("vanphongxk", "office", at=other))

    page = client.get(f"/visits/assignments/XK/of/{official.pk}/?row={row.pk}")

    assert "Cells that Hà Thị Duyên follows" in said(page)
    assert re.search(rf'value="{row.pk}"[^>]* checked', page.content.decode())


def test_the_pages_name_official_and_cell_to_the_members_of_the_cell(
    village: Village, official: Person
) -> None:
    made.assignment(official, village.cell, village.commune)
    member = reader("member", village)

    assert "Followed by: Hà Thị Duyên ." in said(member.get("/cells/TT.01/"))
    history = said(member.get("/visits/assignments/of-cell/TT.01/"))
    assert "Hà Thị Duyên Follows it now By decision 15-QĐ/ĐU of 01/01/2020" in history


@pytest.mark.parametrize(
    "address",
    [PAGE, f"{PAGE}assign/", "/visits/assignments/of-cell/TT.01/", "official", "assign"],
)
def test_a_page_asks_as_many_questions_for_one_cell_as_for_many(
    office: Client, village: Village, official: Person, address: str
) -> None:
    address = {
        "official": f"{PAGE}of/{official.pk}/",
        "assign": f"{PAGE}assign/{official.pk}/",
    }.get(address, address)
    asked = []
    for count in (1, 3):
        with undone():
            for number in range(count):
                cell = factories.unit(f"TT.4{number}", under=village.commune)
                made.assignment(official, cell, village.commune)
                factories.unit(f"TT.5{number}", under=village.commune)
                start = LONG_AGO + timedelta(days=9 * number)
                made.assignment(
                    official, village.cell, village.commune, since=start,
                    until=start + timedelta(days=5),
                )  # fmt: skip
            with CaptureQueriesContext(connection) as queries:
                assert office.get(address).status_code == 200
            asked.append(len(queries))

    assert asked[0] == asked[1]
