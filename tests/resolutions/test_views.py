"""One task on screen: its thread, its results, more time."""

from datetime import date
from html import unescape

import pytest
from django.test import Client

from chibo.base.keys import uuid7
from chibo.meetings.models import Meeting
from chibo.resolutions.models import Result, Task
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import BY, JULY, JUNE, Village
from tests.factories.watching import changed, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(village: Village) -> Meeting:
    return made.held(village, JUNE)


@pytest.fixture
def task(village: Village, meeting: Meeting) -> Task:
    return made.task(meeting, owner=village.third, due_on=date(2026, 6, 20))


@pytest.fixture
def secretary(village: Village) -> Client:
    return reader("secretary", village)


def test_a_result_typed_for_its_owner_says_so(
    village: Village, task: Task, secretary: Client
) -> None:
    url = f"/tasks/{task.pk}/"
    secretary.post(f"{url}result/", {"key": uuid7(), "text": "Một nửa"})
    reader("committee", village).post(f"{url}result/", {"key": uuid7(), "text": "Còn lại"})

    page = unescape(secretary.get(url).content.decode())

    assert list(Result.objects.order_by("pk").values_list("typed_by", "for_owner")) == [
        ("Hà Văn Thuấn", True), ("Vi Văn Chiến", False),
    ]  # fmt: skip
    assert page.count("typed for the owner by Hà Văn Thuấn") == 1
    assert "typed for the owner by Vi Văn Chiến" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Say what came of it, or tick that it is done."),
        ({"amount": "nhiều"}, "Write a number, for example 400 or 2,5."),
        ({"amount": "1,2,3"}, "Write a number, for example 400 or 2,5."),
        ({"amount": "-3"}, ""),
        ({"amount": "2,555"}, ""),
    ],
)
def test_an_empty_result_is_a_mistake(
    task: Task, secretary: Client, sent: dict[str, str], said: str
) -> None:
    # Only where the task has an amount is one asked for.
    Task.objects.filter(pk=task.pk).update(amount=400)
    before = tables()

    response = secretary.post(f"/tasks/{task.pk}/result/", {"key": uuid7(), **sent})

    assert response.status_code == 422
    assert said in unescape(response.content.decode())
    assert changed(before, tables()) == set()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("typed", "stored"),
    [("2,5", "2.50"), ("2.5", "2.50"), ("0", "0.00"), ("2.500", "2500.00"), ("1.250,5", "1250.50")],
)
def test_amounts_are_taken_as_people_write_them(
    task: Task, secretary: Client, language: str, typed: str, stored: str
) -> None:
    secretary.cookies["language"] = language

    response = secretary.post(f"/tasks/{task.pk}/result/", {"key": uuid7(), "amount": typed})

    assert response.status_code == 302
    assert str(Result.objects.get().amount) == stored


def test_a_finished_task_takes_no_more(task: Task, secretary: Client) -> None:
    url = f"/tasks/{task.pk}/"
    secretary.post(f"{url}result/", {"key": uuid7(), "is_done": "on"})
    before = tables()

    result = secretary.post(f"{url}result/", {"key": uuid7(), "text": "thêm"})
    time = secretary.post(f"{url}extend/", {"until": "05/07/2026", "because": "lũ"})

    for response in (result, time):
        assert response.status_code == 409
        page = response.content.decode()
        assert "This task is finished already" in page
        assert f'href="{task.meeting.get_absolute_url()}">Open the meeting that gave it</a>' in page
    assert "thêm" in result.content.decode()
    assert "lũ" in time.content.decode()
    assert changed(before, tables()) == set()


def test_a_task_that_was_let_go_says_why_and_asks_for_nothing_more(
    village: Village, task: Task, secretary: Client
) -> None:
    url = f"/tasks/{task.pk}/"
    owner = reader("committee", village)
    assert "Nạo vét 400 m" in owner.get("/mine/").content.decode()

    bare = secretary.post(f"{url}drop/", {"drop-because": " "})
    given = secretary.post(f"{url}drop/", {"drop-because": "xã làm"})

    assert (bare.status_code, given.status_code) == (422, 302)
    assert "Say why it is let go." in bare.content.decode()
    page = secretary.get(url)
    assert "Let go: xã làm" in page.content.decode()
    assert [(knot.kind, knot.words) for knot in page.context["thread"]][-1] == (
        "dropped", "xã làm",
    )  # fmt: skip
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]
    cell = secretary.get(f"/tasks/cell/{village.cell.code}/")
    assert cell.context["open"] == []
    assert [(line.task, line.state) for line in cell.context["finished"]] == [(task, "dropped")]
    assert "Nạo vét 400 m" not in owner.get("/mine/").content.decode()


def test_what_is_let_go_or_goes_on_elsewhere_is_refused_with_the_way_there(
    village: Village, task: Task, secretary: Client
) -> None:
    made.seal(task.meeting)
    second = made.held(village, JULY)
    back = second.items.get(reason="unfinished")
    later = made.give_task(
        item_id=back.pk, what="Làm tiếp", owner=village.third, due_on=date(2026, 7, 20), **BY
    )

    refused = secretary.post(f"/tasks/{task.pk}/drop/", {"drop-because": "xã làm"})

    page = refused.content.decode()
    assert refused.status_code == 409
    assert f'href="{later.get_absolute_url()}">Open the later task</a>' in page
    assert "What you typed: xã làm" in page
    assert f'action="/tasks/{task.pk}/drop/"' not in page
    assert f"/tasks/{later.pk}/drop/" in secretary.get(later.get_absolute_url()).content.decode()


def test_more_time_ends_later_and_has_its_reason(task: Task, secretary: Client) -> None:
    url = f"/tasks/{task.pk}/extend/"

    early = secretary.post(url, {"until": "20/06/2026", "because": "mưa lũ kéo dài"})
    bare = secretary.post(url, {"until": "05/07/2026", "because": ""})
    given = secretary.post(url, {"until": "05/07/2026", "because": "mưa lũ kéo dài"})

    assert (early.status_code, bare.status_code, given.status_code) == (409, 422, 302)
    assert "Give a day after 20/06/2026, the day it is due now." in early.content.decode()
    assert "mưa lũ kéo dài" in early.content.decode()
    page = secretary.get(f"/tasks/{task.pk}/").content.decode()
    assert "From 20/06/2026 to 05/07/2026: mưa lũ kéo dài" in page


def test_the_thread_goes_back_to_what_was_said_and_on_to_what_came_of_it(
    village: Village, secretary: Client
) -> None:
    first = made.held(village, JUNE)
    made.hold.add_speech(
        item_id=made.content(first)[0].pk, gist="Xin máy bơm", person=village.third,
        is_proposal=True, **BY,
    )  # fmt: skip
    made.seal(first)
    second = made.held(village, JULY)
    asked = second.items.get(reason="proposal")
    old = made.give_task(
        item_id=asked.pk, what="Xin xã", owner=village.third, due_on=date(2026, 7, 20), **BY
    )
    made.resolve(second)
    made.seal(second)
    third = made.held(village, made.SEPTEMBER)
    back = third.items.get(reason="unfinished")
    new = made.give_task(
        item_id=back.pk, what="Xin huyện", owner=village.third, due_on=date(2026, 9, 20), **BY
    )
    secretary.post(f"/tasks/{new.pk}/result/", {"key": uuid7(), "text": "Đã cấp"})

    thread = secretary.get(f"/tasks/{new.pk}/").context["thread"]

    assert [(knot.kind, knot.words) for knot in thread] == [
        ("proposal", "Vi Văn Chiến: Xin máy bơm"),
        ("item", asked.title),
        ("resolution", "01-NQ/CB"),
        ("task", "Xin xã"),
        ("item", "Xin xã"),
        ("task", "Xin huyện"),
        ("result", "Đã cấp"),
    ]
    assert thread[3].url == old.get_absolute_url()
