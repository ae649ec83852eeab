import gzip
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.people.models import Account
from chibo.supervision.models import PassedUp, Visit
from tests import factories
from tests.factories.meetings import Village
from tests.factories.sheets import in_force
from tests.supervision.visits.seeing import SHEET

KEY = "0199b3a4-8c00-7c6e-9d54-000000000001"
FIELDS = {"key": KEY, "day": "03/06/2026", "came_at": "19:20", "asks_0": "Sửa đường vào bản."}
SENT: dict[str, Any] = {"account": "canbo", "cell": "TT.01", "fields": FIELDS}


def send(client: Client, values: object, **how: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post("/visits/send/", values, content_type="application/json", **how)
    return answer.status_code, json.loads(gzip.decompress(answer.content))


def test_a_phone_is_given_the_page_and_the_slip_of_each_cell(
    village: Village, browser: Client
) -> None:
    factories.unit("TT.02", name="bản Ngàm", under=village.commune)

    answer = browser.get("/visits/pages/")

    given = json.loads(gzip.decompress(answer.content))
    assert (given["account"], given["name"]) == ("canbo", "Ngân Văn Mừng")
    assert set(given["pages"]) == {"/visits/", "/visits/slip/TT.01/", "/visits/slip/TT.02/"}
    assert "Chi bộ bản Ngàm" in given["pages"]["/visits/"]
    # No secret of a session lies on the phone.
    assert "csrfmiddlewaretoken" not in answer.content.decode("latin-1")
    assert all("csrfmiddlewaretoken" not in page for page in given["pages"].values())


def test_a_slip_from_a_phone_is_taken_in_once_however_often_it_comes(
    village: Village, official: Account, browser: Client
) -> None:
    assert send(browser, SENT) == (200, {"sent": KEY, "url": f"/visits/{KEY}/"})
    assert send(browser, SENT)[0] == 200

    visit = Visit.objects.get()
    assert (visit.official, visit.cell) == (official.person, village.cell)
    assert PassedUp.objects.get().text == "Sửa đường vào bản."


def test_it_comes_packed(village: Village, browser: Client) -> None:
    del village
    body = gzip.compress(json.dumps(SENT).encode())

    assert send(browser, body, headers={"content-encoding": "gzip"})[0] == 200


@pytest.mark.parametrize(
    ("sent", "status", "code", "errors"),
    [
        ({"fields": {**FIELDS, "came_at": ""}}, 422, "mistakes", {"came_at": ["Give an hour."]}),
        ({"account": "khac"}, 403, "other_account", {}),
        ({"cell": "XX.99"}, 403, "not_followed", {}),
        ({"fields": "gì đó"}, 422, "mistakes", None),
    ],
)
def test_a_refusal_says_why_so_that_the_slip_can_be_mended(
    village: Village,
    browser: Client,
    sent: dict[str, Any],
    status: int,
    code: str,
    errors: dict[str, list[str]] | None,
) -> None:
    del village
    found, answer = send(browser, SENT | sent)

    assert (found, answer["refused"]) == (status, code)
    assert answer["sentence"]
    if errors is not None:
        assert answer["errors"] == errors
    assert Visit.objects.count() == 0


def test_what_a_person_typed_comes_back_as_text_and_never_as_markup(
    village: Village, browser: Client
) -> None:
    del village
    fields = {**FIELDS, "agenda": "<img src=x onerror=alert(1)>"}

    _status, answer = send(browser, SENT | {"fields": fields})

    assert "<img" not in "".join(answer["errors"]["agenda"])


@pytest.mark.parametrize("body", [b"[]", b"{", b"\xff"])
def test_what_cannot_be_read_is_refused_in_words(
    village: Village, browser: Client, body: bytes
) -> None:
    del village
    status, answer = send(browser, body)

    assert (status, answer["refused"]) == (400, "unreadable")


def test_nobody_else_s_data_is_in_the_page_that_stays_on_the_phone(village: Village) -> None:
    page = Client().get("/visits/phone/").content.decode()
    worker = Client().get("/visits/worker.js")

    assert village.cell.code not in page
    assert worker["Content-Type"] == "text/javascript"
    assert "built/visits.js" in worker.content.decode()


def test_the_pages_take_as_many_questions_for_three_cells_as_for_one(
    village: Village, browser: Client
) -> None:
    in_force(SHEET, village.commune)
    one = _questions(browser)
    for number in (2, 3):
        factories.unit(f"TT.0{number}", name=f"bản {number}", under=village.commune)

    assert _questions(browser) == one


def _questions(client: Client) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/visits/pages/").status_code == 200
    return len(caught)
