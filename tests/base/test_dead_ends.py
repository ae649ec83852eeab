"""Where there is no page: a clear sentence, a way on, and back what was typed."""

import re
from html import unescape

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from chibo.base.dead_ends import typed
from tests.factories import meetings as made
from tests.factories.access import account_of, reader
from tests.factories.meetings import Village

pytestmark = pytest.mark.django_db

GIST = "Bà con đề nghị nạo vét mương trước vụ chiêm"


@pytest.fixture
def village() -> Village:
    return made.village()


def words(content: bytes) -> str:
    return unescape(re.sub(r"\s+", " ", content.decode()))


def test_an_address_that_is_not_there(village: Village) -> None:
    answer = reader("secretary", village).get("/nowhere/")

    assert answer.status_code == 404
    assert "There is no such page here" in words(answer.content)
    assert 'href="/"' in words(answer.content)


def test_a_stranger_at_such_an_address() -> None:
    answer = Client().get("/nowhere/")

    assert answer.status_code == 404
    assert "Không có trang này" in words(answer.content)


def test_an_address_that_only_takes_forms(village: Village) -> None:
    meeting = made.planned(village)

    answer = reader("secretary", village).get(f"/meetings/{meeting.pk}/notice/send/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "Nothing to read here" in words(answer.content)


def test_a_form_with_another_secret(village: Village) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account_of("secretary", village))
    meeting = made.held(village)

    answer = client.post(
        f"/meetings/items/{made.content(meeting)[0].pk}/speech/", {"gist": GIST, "person": "3"}
    )

    assert answer.status_code == 403
    assert GIST in words(answer.content)
    assert not meeting.items.filter(speeches__gist=GIST).exists()


def test_a_form_of_somebody_who_is_signed_out(village: Village) -> None:
    meeting = made.held(village)
    page = f"/meetings/{meeting.pk}/room/"
    address = f"/meetings/items/{made.content(meeting)[0].pk}/speech/"

    answer = Client().post(address, {"gist": GIST}, headers={"referer": f"http://testserver{page}"})

    assert answer.status_code == 403
    assert GIST in words(answer.content)
    assert f"/sign-in/?next={page}" in words(answer.content)


@pytest.mark.parametrize("referer", ["", "http://elsewhere.example/trap/", "not an address"])
def test_the_way_back_stays_in_the_house(village: Village, referer: str) -> None:
    answer = Client().post("/", {"gist": GIST}, headers={"referer": referer})

    assert 'href="/sign-in/?next=/"' in words(answer.content)


def test_who_wrote_nothing_just_signs_in() -> None:
    answer = Client().post("/", {"mark": "present"})

    assert answer.status_code == 302


def test_only_what_one_would_miss_is_shown() -> None:
    request = RequestFactory().post(
        "/",
        {
            "csrfmiddlewaretoken": "x" * 40,
            "password": "một mật khẩu rất dài",
            "key": "00000000-0000-7000-8000-000000000000",
            "in_favour": "21",
            "gist": [GIST, "  "],
        },
    )

    assert typed(request) == [GIST]


@pytest.mark.parametrize(
    ("template", "sentence"),
    [("400.html", "Chưa nhận được"), ("500.html", "Chương trình gặp lỗi")],
)
def test_pages_that_ask_nothing(template: str, sentence: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert sentence in render_to_string(template)

    assert len(asked) == 0
