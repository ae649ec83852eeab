"""What was typed is never lost: 422 for a mistake, 409 for a refusal, both with their sentence."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chibo.base.calendar import holiday_name
from chibo.base.keys import uuid7
from chibo.meetings.models import Meeting
from chibo.meetings.rules import late_day, proposed_day
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JUNE, Village
from tests.factories.watching import changed, tables

pytestmark = pytest.mark.django_db

TYPED = "Chữ đã gõ <b>&"
LONG = "dài " * 60


@pytest.fixture
def secretary(village: Village) -> Client:
    return reader("secretary", village)


def person(village: Village) -> str:
    return str(village.third.pk)


def too_few(village: Village) -> Meeting:
    """Return a meeting with one present of a quorum of two thirds."""
    made.quorum(at=village.cell)
    meeting = made.opened(village)
    made.mark(meeting, village.secretary)
    return meeting


def speech(**more: str) -> Callable[[Village], dict[str, str]]:
    return lambda village: {
        "speech-key": str(uuid7()), "speech-person": person(village), "speech-gist": TYPED, **more
    }  # fmt: skip


def vote(**more: str) -> dict[str, str]:
    return {
        "vote-key": str(uuid7()), "vote-question": TYPED, "vote-on": "ordinary",
        "vote-method": "hands", "vote-in_favour": "4", "vote-against": "0", "vote-other": "0",
        **more,
    }  # fmt: skip


def task(**more: str) -> dict[str, str]:
    return {
        "task-key": str(uuid7()), "task-what": TYPED, "task-owner_group": "tổ 2",
        "task-due_on": "20/06/2026", **more,
    }  # fmt: skip


PLAN = {"kind": "regular", "day": "03/07/2026", "hour": "19:30", "place": TYPED}
MOVE = {"day": "10/06/2026", "hour": "19:30", "place": TYPED, "because": "lũ", "version": "1"}
ITEM = {"item-title": TYPED, "item-minutes": "10"}


@pytest.mark.parametrize(
    ("build", "station", "sent", "said"),
    [
        pytest.param(
            made.planned, "/meetings/cell/TT.01/plan/", PLAN | {"day": "31/02/2026"},
            "Write the day like 15/12/2026.", id="plan: no such day",
        ),
        pytest.param(
            made.planned, "/meetings/cell/TT.01/plan/", PLAN | {"hour": "nửa đêm"},
            "Write the hour like 19:30.", id="plan: no hour",
        ),
        pytest.param(
            made.planned, "move/", MOVE | {"day": ""}, "Give a day.", id="move: no day"
        ),
        pytest.param(
            made.planned, "prepare/add/", ITEM | {"item-minutes": "0"}, "1", id="item: no minutes"
        ),
        pytest.param(
            made.planned, "prepare/huddle/",
            {"huddle-day": "01/06/2026", "huddle-hour": "20h", "huddle-decisions": TYPED},
            "Tick who took part.", id="huddle: nobody",
        ),
        pytest.param(
            made.planned, "prepare/assign/",
            {"preparation-what": TYPED, "preparation-due_on": "02/06/2026"},
            "Choose who does it.", id="preparation: nobody",
        ),
        pytest.param(
            made.held, "speech/", speech(**{"speech-person": ""}), "Choose who spoke.",
            id="speech: nobody",
        ),
        pytest.param(
            made.held, "vote/", vote(**{"vote-in_favour": "-1"}), "Write 0 or more.",
            id="vote: less than nothing",
        ),
        pytest.param(
            made.held, "task/", task(**{"task-due_on": "mai"}), "Write the day like 15/12/2026.",
            id="task: no day",
        ),
        pytest.param(
            made.held, "task/", task(**{"task-amount": "nhiều"}),
            "Write a number, for example 400 or 2,5.", id="task: no number",
        ),
        pytest.param(
            made.held, "room/guest/", {"guest-name": "", "guest-title": TYPED}, "Write the name.",
            id="guest: no name",
        ),
        pytest.param(
            made.held, "close/read/", {"end-ended": "khuya", "end-reserved_opinions": TYPED},
            "Write the hour like 19:30.", id="end: no hour",
        ),
        pytest.param(
            made.planned, "cancel/", {"because": LONG}, "Too long: write at most 200 letters.",
            id="calling off: too long",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_what_was_typed_stays(
    village: Village,
    secretary: Client,
    build: Callable[[Village], Meeting],
    station: str,
    sent: Any,
    said: str,
) -> None:
    meeting = build(village)
    before = tables()

    response = secretary.post(address(meeting, station), sent(village) if callable(sent) else sent)

    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert said in page
    assert (TYPED in page) or (LONG.strip() in page)
    assert "<b>&" not in response.content.decode()
    assert changed(before, tables()) == set()


@pytest.mark.parametrize(
    ("build", "station", "sent", "said"),
    [
        pytest.param(
            made.planned, "/meetings/cell/TT.01/plan/", PLAN | {"day": "17/06/2026"},
            "This month already has its regular meeting. Give a day of another month.", id="planned twice",
        ),
        pytest.param(
            made.planned, "/meetings/cell/TT.01/plan/", PLAN | {"day": "17/06/2019"},
            "The cell does not exist on that day. Give another day.", id="before the cell was",
        ),
        pytest.param(
            made.planned, "move/", MOVE | {"day": "01/07/2026"},
            "A meeting moves only within June. Give a day of that month, or call this one off", id="another month",
        ),
        pytest.param(
            made.planned, "move/", MOVE | {"because": ""},
            "Write why, in a few words: the minutes and the committee will show it.",
            id="no reason",
        ),
        pytest.param(
            made.planned, "move/", MOVE | {"version": "0"},
            "Somebody changed this while you were typing. Nothing of yours is lost.",
            id="stale",
        ),
        pytest.param(
            made.sealed, "move/", MOVE,
            "The minutes are in the book and cannot change. A correction is written beside them.",
            id="in the book",
        ),
        pytest.param(
            made.held, "vote/", vote(**{"vote-in_favour": "9"}),
            "9 votes, but only 7 who may vote are present. Count again.", id="more than present",
        ),
        pytest.param(
            made.held, "task/", task(**{"task-owner_group": ""}),
            "A task needs someone who does it. Choose a person, or write a group.",
            id="nobodys task",
        ),
        pytest.param(
            made.held, "task/", task(**{"task-due_on": "01/06/2026"}),
            "Give a day on or after 03/06/2026, the day of the meeting.", id="due before",
        ),
    ],
)  # fmt: skip
def test_a_refusal_has_its_sentence_and_what_was_typed_stays(
    village: Village,
    secretary: Client,
    build: Callable[[Village], Meeting],
    station: str,
    sent: Any,
    said: str,
) -> None:
    meeting = build(village)
    before = tables()

    response = secretary.post(address(meeting, station), sent)

    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert said in page
    # Above the form or beside its field, and the page opens there.
    assert 'role="alert" tabindex="-1" autofocus' in page or "field--error" in page
    assert page.count("autofocus") == 1
    assert TYPED in page
    assert changed(before, tables()) == set()


@pytest.mark.parametrize(
    ("build", "station", "sent", "words", "leads_to"),
    [
        pytest.param(
            made.planned, "/meetings/cell/TT.01/plan/", PLAN | {"day": "17/06/2026"},
            "Open that meeting", "/meetings/{pk}/", id="planned twice",
        ),
        pytest.param(
            made.planned, "move/", MOVE | {"day": "01/07/2026"},
            "Call the meeting off", "/meetings/{pk}/cancel/", id="another month",
        ),
        pytest.param(
            made.sealed, "move/", MOVE,
            "Open the minutes in the book", "/book/minutes/{pk}/", id="in the book",
        ),
        pytest.param(
            made.closed, "speech/", {"speech-key": uuid7(), "speech-gist": TYPED},
            "Go to the closing page", "/meetings/{pk}/close/#sign", id="closed",
        ),
        pytest.param(
            made.opened, "vote/", vote(),
            "Take the roll", "/meetings/{pk}/room/#roll", id="no roll",
        ),
        pytest.param(
            too_few, "vote/", vote(),
            "Call the meeting off", "/meetings/{pk}/cancel/", id="too few",
        ),
        pytest.param(
            made.ready, "cancel/", {"because": TYPED},
            "Go to the closing page", "/meetings/{pk}/close/", id="has voted",
        ),
        pytest.param(
            made.held, "vote/", vote(**{"vote-in_favour": "9"}),
            "See who may vote", "/people/of/TT.01/", id="who has no vote",
        ),
        pytest.param(
            made.planned, "close/now/", {},
            "Go to the meeting room", "/meetings/{pk}/room/", id="not opened",
        ),
    ],
)  # fmt: skip
def test_a_refusal_leads_to_the_page_that_mends_it(
    village: Village,
    secretary: Client,
    build: Callable[[Village], Meeting],
    station: str,
    sent: Any,
    words: str,
    leads_to: str,
) -> None:
    meeting = build(village)
    if "speech-gist" in sent:
        sent = sent | {"speech-person": village.secretary.pk}

    page = secretary.post(address(meeting, station), sent).content.decode()

    url = leads_to.format(pk=meeting.pk)
    assert f'<a class="way" href="{url}">{words}</a>' in page
    assert secretary.get(url, follow=True).status_code == 200


def address(meeting: Meeting, station: str) -> str:
    """Return where a form of this meeting, or of its first item, sends to."""
    if station.startswith("/"):
        return station
    if station in ("speech/", "vote/", "task/", "conclude/"):
        item = meeting.items.filter(part="body").order_by("position").first()
        assert item is not None
        return f"/meetings/items/{item.pk}/{station}"
    return f"/meetings/{meeting.pk}/{station}"


def test_a_stale_form_shows_both_and_sending_again_writes_over_it_knowingly(
    village: Village, secretary: Client
) -> None:
    meeting = made.planned(village)
    url = f"/meetings/{meeting.pk}/move/"
    secretary.post(url, MOVE | {"place": "nhà bà Ngoan"})

    first = secretary.post(url, MOVE)
    again = secretary.post(url, MOVE | {"version": first.context["form"]["version"].value()})

    page = unescape(first.content.decode())
    assert "nhà bà Ngoan" in page
    assert TYPED in page
    assert again.status_code == 302
    assert made.fresh(meeting).place == TYPED


@pytest.mark.parametrize("pressed", ["close/now/", "close/seal/", "close/reopen/"])
def test_a_button_pressed_too_early_is_refused(
    village: Village, secretary: Client, pressed: str
) -> None:
    meeting = made.held(village)
    before = tables()

    response = secretary.post(f"/meetings/{meeting.pk}/{pressed}")

    assert response.status_code == 409
    assert changed(before, tables()) == set()


@pytest.mark.parametrize("pk", ["abc", "", "-1", "9" * 40, "²"])
def test_who_is_nobody_is_not_on_the_roll(village: Village, secretary: Client, pk: str) -> None:
    meeting = made.opened(village)

    response = secretary.post(f"/meetings/{meeting.pk}/room/roll/", {"present": pk})

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("build", "station", "sent"),
    [
        (made.opened, "room/roll/", lambda v: {"excused": person(v), "reason": LONG}),
        (
            made.opened, "close/gaps/",
            lambda v: {"uncalled-" + person(v): "excused", "reason-" + person(v): LONG},
        ),
        (made.planned, "postpone", lambda _: {"because": LONG}),
    ],
)  # fmt: skip
def test_a_reason_longer_than_its_column_is_told_on_every_database(
    village: Village, secretary: Client, build: Any, station: str, sent: Any
) -> None:
    meeting = build(village)
    if station == "close/gaps/":
        made.mark(meeting, village.secretary)
    url = f"/meetings/{meeting.pk}/{station}"
    if station == "postpone":
        url = f"/meetings/items/{made.content(meeting)[0].pk}/postpone/"
    before = tables()

    response = secretary.post(url, sent(village))

    assert (response.status_code, changed(before, tables())) == (422, set())


def test_days_and_hours_are_taken_as_people_write_them(village: Village, secretary: Client) -> None:
    for day, hour in (("3-6-2026", "19h30"), ("3.6.2026", "19.30"), ("2026-06-03", "19:30")):
        response = secretary.post(
            "/meetings/cell/TT.01/plan/",
            {"kind": "extraordinary", "day": day, "hour": hour, "place": "đình"},
        )
        assert response.status_code == 302

    assert {made.day_of(meeting) for meeting in Meeting.objects.all()} == {JUNE}
    assert {meeting.starts_at.hour for meeting in Meeting.objects.all()} == {12}


def test_the_day_proposed_is_the_cells_own_and_says_why_it_moved(
    village: Village, secretary: Client
) -> None:
    made.habit(village.cell, day=3)
    today = timezone.localdate()

    page = secretary.get("/meetings/cell/TT.01/plan/")

    own = proposed_day(today.replace(day=1), 3, holiday_name).day
    day = page.context["form"].initial["day"]
    assert day == (own if own >= today else late_day(today, holiday_name))
    assert page.context["form"].initial["place"] == "nhà văn hóa bản Máy"
