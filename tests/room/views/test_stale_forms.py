"""Two people change the same thing: both versions are shown, and nothing is overwritten unseen."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from chibo.meetings.actions import prepare
from chibo.meetings.models import Meeting
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import Village
from tests.factories.watching import changed, tables

pytestmark = pytest.mark.django_db

# Address of the page that shows the form, of where it sends to, the name of the form, its text.
Case = tuple[str, str, str, str]


def _item(meeting: Meeting) -> Case:
    url = f"/meetings/items/{made.content(meeting)[0].pk}/change/"
    return url, url, "form", "title"


def _draft(meeting: Meeting) -> Case:
    page = f"/meetings/{meeting.pk}/prepare/"
    return page, f"{page}draft/", "draft_form", "text"


def _huddle(meeting: Meeting) -> Case:
    page = f"/meetings/{meeting.pk}/prepare/"
    return page, f"{page}huddle/", "huddle_form", "decisions"


def _resolution(meeting: Meeting) -> Case:
    page = f"/meetings/{meeting.pk}/room/"
    return page, f"{page}resolution/", "resolution_form", "text"


def _conclusion(meeting: Meeting) -> Case:
    item = made.content(meeting)[0]
    page = f"/meetings/{meeting.pk}/room/?item={item.pk}"
    return page, f"/meetings/items/{item.pk}/conclude/", "conclusion_form", "conclusion"


def _reading(meeting: Meeting) -> Case:
    page = f"/meetings/{meeting.pk}/close/"
    return page, f"{page}read/", "end_form", "reserved_opinions"


def _correct(meeting: Meeting) -> Case:
    url = f"/people/{meeting.chair_id}/correct/"
    return url, url, "form", "phone"


@pytest.fixture
def secretary(village: Village) -> Client:
    return reader("secretary", village)


def shown(client: Client, page: str, name: str) -> dict[str, Any]:
    """Return what a form of a page would send untouched."""
    form = client.get(page).context[name]
    return {
        field.html_name: field.value() if field.value() is not None else ""
        for field in form
        if field.value() is not False
    }


@pytest.mark.parametrize(
    ("build", "where"),
    [
        (made.planned, _item),
        (made.planned, _draft),
        (made.planned, _huddle),
        (made.held, _resolution),
        (made.held, _conclusion),
        (made.held, _reading),
        (made.held, _correct),
    ],
)
def test_what_another_saved_meanwhile_is_shown_beside_what_was_typed(
    village: Village,
    secretary: Client,
    build: Callable[[Village], Meeting],
    where: Callable[[Meeting], Case],
) -> None:
    page, url, name, field = where(build(village))
    mine = shown(secretary, page, name)
    key = secretary.get(page).context[name][field].html_name
    if name == "huddle_form":
        mine |= {"huddle-day": "01/06/2026", "huddle-hour": "20:00"}
        mine["huddle-present"] = [village.secretary.pk]
    if name == "end_form":
        mine["end-ended"] = "21:00"
    theirs = secretary.post(url, mine | {key: "0912 khác"})
    before = tables()

    refused = secretary.post(url, mine | {key: "0987 của tôi"})
    unchanged = changed(before, tables())
    again = secretary.post(url, mine | {key: "0987 của tôi", **hidden(refused.context[name])})

    html = unescape(refused.content.decode())
    assert theirs.status_code == 302
    assert refused.status_code == 409
    assert "Somebody changed this while you were typing." in html
    assert "<dd>0912 khác</dd>" in html
    assert "0987 của tôi" in html
    assert unchanged == set()
    assert again.status_code == 302


def hidden(form: Any) -> dict[str, str]:
    """Return the hidden fields of a form as the page shows them."""
    return {field.html_name: field.value() for field in form.hidden_fields()}


def test_a_conclusion_written_meanwhile_is_shown_on_the_closing_page(
    village: Village, secretary: Client
) -> None:
    meeting = made.held(village)
    prepare.add_item(meeting_id=meeting.pk, title="Đo mương", minutes=10, **made.BY)
    first, second = made.content(meeting)[:2]
    secretary.post(f"/meetings/items/{first.pk}/conclude/", {"conclusion-conclusion": "Của họ"})

    response = secretary.post(
        f"/meetings/{meeting.pk}/close/gaps/",
        {f"conclusion-{first.pk}": "Của tôi", f"conclusion-{second.pk}": "Đồng ý"},
    )

    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert "“Của họ”. Yours: “Của tôi”." in page
    assert f'href="/meetings/{meeting.pk}/room/?item={first.pk}#conclusion"' in page
    assert {item.conclusion for item in made.content(meeting)[:2]} == {"Của họ", "Đồng ý"}


def test_what_was_typed_for_a_gap_stays_when_another_is_refused(
    village: Village, secretary: Client
) -> None:
    meeting = made.opened(village)
    made.mark(meeting, village.secretary)
    item = made.content(meeting)[0]

    response = secretary.post(
        f"/meetings/{meeting.pk}/close/gaps/",
        {
            f"uncalled-{village.third.pk}": "excused",
            f"reason-{village.third.pk}": "dài " * 60,
            f"conclusion-{item.pk}": "",
        },
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="e-{village.third.pk}" checked' in page
    assert f'value="{"dài " * 60}"' in page
