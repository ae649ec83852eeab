"""The search page: who finds what, in which order, how many questions it asks."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chibo.base.time import month_start, next_month
from chibo.book.actions import add_annex
from chibo.meetings.actions import hold, opening, prepare
from chibo.meetings.models import Meeting
from chibo.people.actions import reorganise
from chibo.resolutions.actions import draft_resolution, report_result
from chibo.units.steps import Rename
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import IN_THE_CELL, NEIGHBOUR, ROLES, account_of, next_to, reader
from tests.factories.meetings import BY, JULY, JUNE, Village
from tests.factories.watching import undone

pytestmark = pytest.mark.django_db

WRITERS = set(IN_THE_CELL) - {"member"}
ABOVE = {"office", "supervisor", "board"}
DUE = date(2099, 1, 1)


def ask(client: Client, words: str, **narrowed: object) -> Any:
    query = "".join(f"&{name}={value}" for name, value in narrowed.items())
    return client.get(f"/search/?q={quote(words)}{query}")


def cards(response: Any) -> list[tuple[str, str]]:
    """Return kind and title of what a page shows, in its order."""
    return [
        (str(section.kind), "".join(piece.text for piece in card.title))
        for section in response.context.get("sections", [])
        for card in section.cards
    ]


def titles(response: Any) -> list[str]:
    return [title for _kind, title in cards(response)]


def say(meeting: Meeting, village: Village, gist: str) -> None:
    hold.add_speech(
        item_id=made.content(meeting)[0].pk, gist=gist, person=village.third, by="thuky",
        at=meeting.starts_at,
    )  # fmt: skip


@pytest.fixture
def busy(village: Village) -> Village:
    """One meeting in the book, one in the room, one planned; something to find in each."""
    next_to(village)
    today = timezone.localdate()
    first = made.held(village, month_start(month_start(today) - timedelta(days=1)).replace(day=3))
    say(first, village, "Cống xi phông bị nứt")
    given = made.task(first, owner=village.third, due_on=made.day_of(first), what="Trát lại cống")
    made.resolve(first)
    made.seal(first)
    report_result(
        task_id=given.pk, text="Đã trát bằng xi măng mác cao", amount=None, is_done=False,
        reported_on=made.day_of(first), typed_by="…", for_owner=False, **BY,
    )  # fmt: skip
    now = made.noticed(village, today)
    draft_resolution(meeting_id=now.pk, text="Dự thảo: nuôi cá lồng", **BY)
    opening.open_meeting(meeting_id=now.pk, by="thuky", at=now.starts_at)
    for person in village.expected:
        made.mark(made.fresh(now), person)
    say(now, village, "Tôi thấy chưa ổn")
    hold.conclude(
        item_id=made.content(now)[0].pk, conclusion="Tạm để lại", by="thuky", at=now.starts_at
    )
    coming = made.planned(village, next_month(today).replace(day=3))
    prepare.add_item(meeting_id=coming.pk, title="Bàn về trạm bơm", minutes=5, **BY)
    prepare.record_huddle(
        meeting_id=coming.pk, held_at=coming.starts_at, present=village.committee,
        decisions="Hội ý: chọn người mới", **BY,
    )  # fmt: skip
    return village


FOUND_BY = {
    # In the book: the cell, and those above who see its figures.
    "xi phông nứt": (set(IN_THE_CELL) | ABOVE, "meetings"),
    "giu sach muong": (set(IN_THE_CELL) | ABOVE, "resolutions"),
    "Trát lại cống": (set(IN_THE_CELL) | ABOVE, "tasks"),
    "01-BB/CB": (set(IN_THE_CELL) | ABOVE, "meetings"),
    # What came of a task since then is the cell's own.
    "xi măng mác cao": (set(IN_THE_CELL), "tasks"),
    # The notice is for all members, what is in the making for those who make it.
    "trạm bơm": (set(IN_THE_CELL), "meetings"),
    "thấy chưa ổn": (WRITERS, "meetings"),
    "tạm để lại": (WRITERS, "meetings"),
    "nuôi cá lồng": (WRITERS, "resolutions"),
    # A huddle is found by nobody.
    "chọn người mới": (set(), ""),
    # Members: those who see the cell or keep its members. Units: those who see its page.
    "Thao A Sềnh": (set(IN_THE_CELL) | {"office", "board"}, "members"),
    "chi bo ban may": (set(IN_THE_CELL) | ABOVE, "units"),
    "TT.01": (set(IN_THE_CELL) | ABOVE, "units"),
}


@pytest.mark.parametrize("role", ROLES)
def test_who_finds_what_and_every_card_leads_to_a_page_he_may_open(
    busy: Village, role: str
) -> None:
    client = reader(role, busy)
    found, shut = {}, []

    for words in FOUND_BY:
        response = ask(client, words)
        found[words] = {kind for kind, _title in cards(response)}
        shut += [
            card.hit.url
            for section in response.context.get("sections", [])
            for card in section.cards
            if client.get(card.hit.url, follow=True).status_code != 200
        ]

    assert found == {
        words: {kind} if role in who else set() for words, (who, kind) in FOUND_BY.items()
    }
    assert shut == []


def test_the_cell_beside_finds_its_own_and_nothing_of_this_one(busy: Village) -> None:
    response = ask(reader(NEIGHBOUR, busy), "bản")

    assert cards(response) == [("units", "Chi bộ bản Ngàm")]


def test_a_member_of_the_cell_beside_is_found_by_those_who_keep_his_record(busy: Village) -> None:
    factories.member(next_to(busy), "Giàng A Tủa")

    assert cards(ask(reader("secretary", busy), "Tủa")) == []
    assert cards(ask(reader("office", busy), "giang a tua")) == [("members", "Giàng A Tủa")]


def test_a_unit_is_found_by_a_name_it_bore_before(village: Village) -> None:
    on = timezone.localdate() - timedelta(days=10)
    reorganise.carry_out(
        number="7-QĐ/ĐU", signed_on=on, effective_on=on, title="Đổi tên",
        steps=[Rename(village.cell.code, "bản Pù Đứa", "Chi bộ bản Pù Đứa")], **BY,
    )  # fmt: skip
    client = reader("office", village)

    (old,) = ask(client, "ban may").context["sections"][0].cards
    (new,) = ask(client, "pu dua").context["sections"][0].cards

    assert (old.hit.title, old.hit.until, old.where) == ("Chi bộ bản Máy", on, "Chi bộ bản Pù Đứa")
    assert (new.hit.title, new.hit.until, new.where) == ("Chi bộ bản Pù Đứa", None, "")
    assert "last called Chi bộ bản Pù Đứa" in ask(client, "ban may").content.decode()


def test_newest_come_first_and_a_card_says_where_and_when(village: Village) -> None:
    for day in (JUNE, JULY):
        made.sealed(village, day)
    client = reader("secretary", village)

    response = ask(client, "na kha", kind="meetings")

    (section,) = response.context["sections"]
    assert [card.hit.day for card in section.cards] == [JULY, JUNE]
    text = " ".join(unescape(response.content.decode()).split())
    assert (
        '<time datetime="2026-07-01">01/07/2026</time> · Chi bộ bản Máy · regular meeting' in text
    )
    assert "Nạo vét mương <mark>Nà</mark> <mark>Khà</mark></a>" in text


def test_what_is_in_the_book_and_what_is_not_yet_stand_in_one_order(village: Village) -> None:
    made.sealed(village, JUNE)
    made.planned(village, date(2026, 7, 1))
    made.seal(made.held(village, date(2026, 8, 5)))

    response = ask(reader("secretary", village), "na kha", kind="meetings")

    (section,) = response.context["sections"]
    assert [(card.hit.day.month, card.hit.state) for card in section.cards] == [
        (8, ""), (7, "planned"), (6, ""),
    ]  # fmt: skip


def test_a_correction_is_found_and_leads_to_the_minutes(village: Village) -> None:
    meeting = made.sealed(village)
    add_annex(meeting_id=meeting.pk, text="Dài 430 mét.", by="bithu", at=meeting.starts_at)

    client = reader("office", village)

    response = ask(client, "430 met")

    (card,) = response.context["sections"][0].cards
    assert card.hit.url == f"/book/minutes/{meeting.pk}/#dinh-chinh-2"
    assert card.hit.is_correction
    assert "Correction of the minutes" in response.content.decode()
    assert 'id="dinh-chinh-2"' in client.get(card.hit.url).content.decode()


def test_a_card_leads_to_the_item_of_the_minutes(village: Village) -> None:
    made.sealed(village, JUNE)
    client = reader("secretary", village)

    (card,) = ask(client, "na kha", kind="meetings").context["sections"][0].cards

    url, _sep, anchor = card.hit.url.partition("#")
    page = client.get(url).content.decode()
    item = page[page.index(f'id="{anchor}"') :]
    assert card.hit.title in item[: item.index("</p>")]


@pytest.mark.parametrize(
    ("build", "leads_to"),
    [
        (made.planned, "/meetings/{meeting}/prepare/#item-{item}"),
        (made.held, "/meetings/{meeting}/room/?item={item}#item"),
    ],
)
def test_a_card_leads_to_the_item_of_a_meeting_not_yet_in_the_book(
    village: Village, build: Callable[[Village], Meeting], leads_to: str
) -> None:
    meeting = build(village)
    item = made.content(meeting)[0]
    client = reader("secretary", village)

    (card,) = ask(client, "na kha", kind="meetings").context["sections"][0].cards

    response = client.get(card.hit.url)
    assert response.headers["Location"] == leads_to.format(meeting=meeting.pk, item=item.pk)


def test_a_door_asked_for_no_item_ignores_it(village: Village) -> None:
    meeting = made.planned(village)

    response = reader("secretary", village).get(f"/meetings/{meeting.pk}/?item=abc")

    assert response.headers["Location"] == f"/meetings/{meeting.pk}/prepare/"


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({}, {"meetings", "resolutions"}),
        ({"kind": "resolutions"}, {"resolutions"}),
        ({"kind": "tasks"}, set()),
        ({"year": "2026"}, {"meetings", "resolutions"}),
        ({"year": "2025"}, set()),
        ({"kind": "meetings", "year": "2026"}, {"meetings"}),
        # Not one of ours, as if it had not been said.
        ({"kind": "secrets", "year": "all", "page": "x"}, {"meetings", "resolutions"}),
        ({"year": "99999999999999999999"}, {"meetings", "resolutions"}),
        ({"kind": "meetings", "page": "99"}, {"meetings"}),
    ],
)
def test_one_narrows_by_kind_and_year(
    village: Village, narrowed: dict[str, str], found: set[str]
) -> None:
    made.sealed(village)

    response = ask(reader("secretary", village), "muong", **narrowed)

    assert response.status_code == 200
    assert {kind for kind, _title in cards(response)} == found


def test_counts_and_years_are_those_of_the_cards(village: Village) -> None:
    made.sealed(village, date(2025, 12, 3))
    made.sealed(village, JUNE)
    made.sealed(village, JULY)
    client = reader("secretary", village)

    response = ask(client, "na kha", kind="meetings")
    narrowed = ask(client, "na kha", kind="meetings", year=2025)

    years = [(choice.name, choice.number) for choice in response.context["years"]]
    assert years == [("All years", 3), ("2026", 2), ("2025", 1)]
    assert [(choice.name, choice.number) for choice in narrowed.context["years"]] == years
    assert len(titles(narrowed)) == 1
    for choice in response.context["years"]:
        assert len(titles(client.get(choice.url))) == choice.number


def test_members_and_units_belong_to_no_year(village: Village) -> None:
    made.sealed(village)
    client = reader("secretary", village)

    everything, one_year = ask(client, "Máy"), ask(client, "Máy", year=2026)
    asked_for = ask(client, "Máy", kind="units", year=2026)

    assert ("units", "Chi bộ bản Máy") in cards(everything)
    assert "units" not in {kind for kind, _title in cards(one_year)}
    assert cards(asked_for) == [("units", "Chi bộ bản Máy")]
    assert asked_for.context["years"] == []


def test_more_are_a_page_away_and_none_is_lost_or_shown_twice(village: Village) -> None:
    meeting = made.planned(village, timezone.localdate())
    for number in range(45):
        prepare.add_item(meeting_id=meeting.pk, title=f"Việc {number}", minutes=5, **BY)
    client = reader("secretary", village)

    few = ask(client, "viec")
    pages = [ask(client, "viec", kind="meetings")]
    while pages[-1].context["sections"][0].older_url:
        pages.append(client.get(pages[-1].context["sections"][0].older_url))

    assert [len(titles(page)) for page in pages] == [20, 20, 5]
    shown = [title for page in pages for title in titles(page)]
    assert sorted(shown) == sorted(f"Việc {number}" for number in range(45))
    assert titles(client.get(pages[1].context["sections"][0].newer_url)) == titles(pages[0])
    assert (titles(few), few.context["sections"][0].total) == (titles(pages[0])[:4], 45)
    assert titles(client.get(few.context["sections"][0].all_url)) == titles(pages[0])


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        ("", 200, "What is searched"),
        ("   ", 200, "What is searched"),
        (" – ?", 422, "Type at least one word or number to look for."),
        ("ơ" * 121, 422, "Too long to look for. Keep the few words that matter most."),
        ("zzz", 200, "Nothing found for “zzz”. Try fewer words"),
        ("100% _", 200, "Nothing found for “100% _”"),
        ("<b>x</b>", 200, "Nothing found for “<b>x</b>”"),
        ("\x00", 422, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_found_says_what_to_try_and_keeps_what_was_typed(
    village: Village, words: str, status: int, sentence: str
) -> None:
    response = ask(reader("secretary", village), words)

    text = response.content.decode()
    assert response.status_code == status
    assert sentence in unescape(text)
    assert "<b>x" not in text
    assert words.strip() == "" or "\x00" in words or f'value="{_in_html(words)}"' in text


def _in_html(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("secretary", "agendas, minutes and drafts that are not in the book yet"),
        ("member", "agendas of the meetings to come"),
        ("office", "stays in the cells and is not found from here"),
    ],
)
def test_the_page_says_what_it_looks_through(village: Village, role: str, sentence: str) -> None:
    client = reader(role, village)

    assert sentence in client.get("/search/").content.decode()


def test_every_page_leads_to_the_search_and_it_counts_among_no_seven_places(
    village: Village,
) -> None:
    for role in ROLES:
        with undone():
            text = reader(role, village).get("/mine/").content.decode()
            assert text.count('href="/search/"') == 2, role
            assert len(re.findall(r"<li>", text[text.index('id="contents"') :])) <= 7, role


def in_the_book(village: Village, count: int) -> None:
    for number in range(count):
        meeting = made.held(village, JUNE + timedelta(days=7 * number), "extraordinary")
        made.task(meeting, owner=village.third, due_on=DUE, what="Nạo vét mương Nà Khà")
        made.seal(meeting)


def in_the_making(village: Village, count: int) -> None:
    meeting = made.held(village, timezone.localdate())
    for number in range(count):
        prepare.add_item(meeting_id=meeting.pk, title=f"mương {number}", minutes=5, **BY)
        say(meeting, village, "mương")
        made.task(meeting, owner=village.third, due_on=DUE, what="mương")


def names(village: Village, count: int) -> None:
    for number in range(count):
        factories.member(village.cell, f"Lò Văn Mương {number}")
        factories.unit(f"TT.{number + 10}", name=f"mương {number}", under=village.commune)


@pytest.mark.parametrize("kind", ["", "tasks"])
@pytest.mark.parametrize("fill", [in_the_book, in_the_making, names])
@pytest.mark.parametrize("role", ["secretary", "office"])
def test_the_page_asks_as_many_questions_for_one_as_for_many(
    village: Village, role: str, fill: Callable[[Village, int], None], kind: str
) -> None:
    def questions(count: int) -> int:
        with undone():
            fill(village, count)
            client = Client()
            client.force_login(account_of(role, village))
            with CaptureQueriesContext(connection) as captured:
                assert ask(client, "muong", kind=kind).status_code == 200
            return len(captured)

    assert questions(1) == questions(5)
