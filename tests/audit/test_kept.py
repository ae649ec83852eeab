"""Pages that are kept: the same until anything is written, and never another reader's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chibo.access import actions as access
from chibo.access.models import Grant
from chibo.audit.kept import state_of_data
from chibo.audit.log import record
from chibo.resolutions.actions import report_result
from chibo.resolutions.models import Task
from tests.factories import meetings as made
from tests.factories.access import account_of, reader
from tests.factories.meetings import BY, Village

# In transactions of its own, as requests run: inside one nothing is kept.
pytestmark = pytest.mark.django_db(transaction=True)

CELL = "/cells/TT.01/"
# Who signed in, and whether anything was written.
QUESTIONS = 2


@pytest.fixture
def village() -> Village:
    return made.village()


@contextmanager
def questions(expected: range) -> Iterator[None]:
    with CaptureQueriesContext(connection) as asked:
        yield
    assert len(asked) in expected, [query["sql"] for query in asked]


kept = range(QUESTIONS, QUESTIONS + 1)
made_anew = range(QUESTIONS + 2, 40)


def opened(client: Client, address: str = CELL) -> str:
    """Return a page after the first visit, which brings the cookie its forms need."""
    client.get("/mine/")
    return client.get(address).content.decode()


def a_task(village: Village) -> Task:
    return made.task(made.held(village), owner=village.third, due_on=timezone.localdate())


@pytest.mark.parametrize(
    "address",
    [
        CELL,
        "/",
        "/meetings/cell/TT.01/",
        "/tasks/cell/TT.01/",
        "/book/cell/TT.01/",
        "/people/of/TT.01/",
    ],
)
def test_a_page_is_made_once(village: Village, address: str) -> None:
    client = reader("secretary", village)
    first = opened(client, address)

    with questions(kept):
        again = client.get(address)

    assert again.content.decode() == first
    assert again.headers["Content-Type"] == "text/html; charset=utf-8"


def test_minutes_and_the_tree_are_kept(village: Village) -> None:
    meeting = made.sealed(village)
    for role, address in (("secretary", f"/book/minutes/{meeting.pk}/"), ("office", "/units/")):
        client = reader(role, village)
        opened(client, address)

        with questions(kept):
            client.get(address)


def test_a_calendar_file_is_kept_with_its_headers(village: Village) -> None:
    meeting = made.noticed(village, timezone.localdate())
    client = reader("member", village)
    client.get("/mine/")
    first = client.get(f"/meetings/{meeting.pk}/notice.ics")

    with questions(kept):
        again = client.get(f"/meetings/{meeting.pk}/notice.ics")

    assert again.content == first.content
    assert again.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert again.headers["Content-Disposition"] == first.headers["Content-Disposition"]
    sent = meeting.starts_at - timedelta(days=3)
    assert f"DTSTAMP:{sent.astimezone(UTC):%Y%m%dT%H%M%SZ}" in first.content.decode()


def test_what_anybody_writes_shows_at_once(village: Village) -> None:
    client = reader("secretary", village)
    task = a_task(village)
    assert "đã làm" not in opened(client)

    state = state_of_data()
    report_result(
        task_id=task.pk, text="đã làm", amount=None, is_done=True, typed_by="…", for_owner=False,
        reported_on=timezone.localdate(), **BY,
    )  # fmt: skip

    assert state_of_data() != state
    with questions(made_anew):
        client.get(CELL)


def test_each_reader_has_a_page_of_their_own(village: Village) -> None:
    inside, above = reader("secretary", village), reader("office", village)
    task = a_task(village)

    assert task.what in opened(inside)
    assert task.what not in opened(above)
    assert task.what in opened(inside)


def test_language_and_size_of_the_text(village: Village) -> None:
    client = reader("secretary", village)
    english = opened(client)
    client.cookies["language"] = "vi"
    vietnamese = opened(client)
    client.cookies["text"] = "xl"

    assert 'lang="en"' in english
    assert 'lang="vi"' in vietnamese
    assert 'data-text="xl"' in opened(client)


def test_the_next_day(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    client = reader("secretary", village)
    first = opened(client)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: tomorrow)

    assert f'datetime="{tomorrow}"' in client.get(CELL).content.decode()
    assert f'datetime="{tomorrow}"' not in first


def test_a_role_that_ended_opens_nothing(village: Village) -> None:
    client = reader("secretary", village)
    opened(client)
    grant = Grant.objects.get(account__username="secretary")

    access.end_grant(grant_id=grant.pk, until=timezone.localdate(), **BY)

    assert client.get(CELL).status_code == 404


def test_a_message_is_shown_once(village: Village) -> None:
    client = reader("office", village)
    client.get("/mine/")
    client.post("/templates/TT/minutes/end/")
    assert client.cookies["messages"].value, "the page says that it was done"

    first, second = client.get("/").content, client.get("/").content

    assert b'role="status"' in first
    assert b'role="status"' not in second


def test_forms_on_a_kept_page_are_accepted(village: Village) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account_of("secretary", village))
    first, second = opened(client), opened(client)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', second)

    assert first == second
    assert token is not None
    answer = client.post("/preferences/", {"csrfmiddlewaretoken": token[1], "text": "xl"})
    assert answer.status_code == 302


def test_a_page_for_a_reader_without_the_cookie_is_not_kept(village: Village) -> None:
    account = account_of("secretary", village)
    pages = []
    for _browser in range(2):
        client = Client()
        client.force_login(account)
        with questions(made_anew):
            pages.append(client.get(CELL).content)

    assert pages[0] != pages[1]


def test_a_refusal_is_not_kept(village: Village) -> None:
    client = reader("office", village)
    client.get("/units/")

    for _time in range(2):
        assert client.get("/units/?on=never").status_code == 422


def test_the_record_of_a_member_is_opened_anew_each_time(village: Village) -> None:
    client = reader("secretary", village)
    member = reader("member", village)
    before = opened(member, "/mine/").count(village.secretary.full_name)

    for _time in range(2):
        client.get(f"/people/{village.plain[0].pk}/")

    assert member.get("/mine/").content.decode().count(village.secretary.full_name) == before + 2


def test_the_state_stays_while_nothing_is_written(village: Village) -> None:
    state = state_of_data()
    assert state_of_data() == state

    record("x.done", village.cell, **BY)

    assert state_of_data() != state
