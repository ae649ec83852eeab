"""Help offered to a cell: by whom, once at a time, shown to the cell and to who asks again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chibo.people.models import Account
from chibo.supervision.actions.help import (
    ClosedAlready,
    NotLater,
    OfferedAlready,
    close_offer,
    offer_help,
)
from chibo.supervision.models import Assignment, HelpOffer
from chibo.supervision.queries.help import cells_helped_by, committee_helping, help_due
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import next_to
from tests.factories.meetings import Village
from tests.factories.units import LONG_AGO
from tests.factories.watching import logged, refused

AT = datetime(2026, 6, 10, 2, tzinfo=UTC)
LATER = date(2026, 6, 24)
BY: dict[str, Any] = {"by": "vanphong", "at": AT}
NOTE = "Anh Tếnh xuống họp cùng ngày 03/07, giúp ghi biên bản."


@pytest.fixture
def village(db: None) -> Village:
    return made.village()


def offered(village: Village, **more: Any) -> HelpOffer:
    given = {"cell": village.cell, "unit": village.commune, "note": NOTE, "follow_up_on": LATER}
    return offer_help(**{**given, **BY, **more})


def offered_today(village: Village) -> HelpOffer:
    now = timezone.now()
    return offered(village, at=now, follow_up_on=timezone.localdate(now) + timedelta(days=14))


def follows(account: Account, village: Village, *, until: date | None = None) -> Assignment:
    assert account.person is not None
    return Assignment.objects.create(
        official=account.person,
        cell=village.cell,
        unit=village.commune,
        decision_number="12-QĐ/ĐU",
        decided_on=LONG_AGO,
        since=LONG_AGO,
        until=until,
    )


def signed_in(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies["language"] = language
    client.force_login(account)
    return client


# ---------------------------------------------------------------- the actions


def test_an_offer_is_kept_with_a_line_of_the_log(village: Village) -> None:
    with logged("help.offered", "TT.01"):
        offer = offered(village)

    offer.refresh_from_db()
    assert (offer.note, offer.follow_up_on, offer.offered_on, offer.offered_by) == (
        NOTE,
        LATER,
        date(2026, 6, 10),
        "vanphong",
    )
    assert (offer.came_of_it, offer.closed_on, offer.closed_by) == ("", None, "")


def test_asking_again_on_the_same_day_is_refused(village: Village) -> None:
    with refused(NotLater) as caught:
        offered(village, follow_up_on=date(2026, 6, 10))

    assert isinstance(caught.value, NotLater)
    assert (caught.value.day, caught.value.today) == (date(2026, 6, 10), date(2026, 6, 10))


def test_a_second_offer_waits_until_the_first_is_closed(village: Village) -> None:
    first = offered(village)

    with refused(OfferedAlready) as caught:
        offered(village)
    close_offer(offer_id=first.pk, came_of_it="Đã họp ngày 15/06.", **BY)
    second = offered(village)

    assert isinstance(caught.value, OfferedAlready)
    assert caught.value.offer == first
    assert list(HelpOffer.objects.filter(closed_on=None)) == [second]


def test_what_came_of_it_ends_an_offer(village: Village) -> None:
    offer = offered(village)

    with logged("help.closed", "TT.01"):
        close_offer(offer_id=offer.pk, came_of_it="Đã họp.", by="canbo", at=AT)

    offer.refresh_from_db()
    assert (offer.came_of_it, offer.closed_on, offer.closed_by) == (
        "Đã họp.",
        date(2026, 6, 10),
        "canbo",
    )


def test_an_offer_is_closed_once(village: Village) -> None:
    offer = offered(village)
    close_offer(offer_id=offer.pk, came_of_it="Đã họp.", **BY)

    with refused(ClosedAlready):
        close_offer(offer_id=offer.pk, came_of_it="Chưa được gì.", **BY)


# ---------------------------------------------------------------- who may


def test_an_office_helps_all_cells_below_it_and_an_official_those_he_follows(
    village: Village,
) -> None:
    other = next_to(village)
    person = factories.member(other, "Lục Văn Tếnh")
    office = factories.account("vanphong", "office", at=village.commune)
    official = factories.account("canbo", "supervisor", at=village.commune, of=person)
    follows(official, village)

    helped = {
        account.username: list(cells_helped_by(account, date(2026, 6, 10)).order_by("code"))
        for account in (office, official)
    }

    assert helped == {"vanphong": [village.cell, other], "canbo": [village.cell]}


def test_an_assignment_that_ended_opens_nothing(village: Village) -> None:
    person = factories.member(next_to(village), "Lục Văn Tếnh")
    official = factories.account("canbo", "supervisor", at=village.commune, of=person)
    follows(official, village, until=date(2026, 6, 1))

    assert not cells_helped_by(official, date(2026, 6, 10)).exists()


def test_help_is_offered_in_the_name_of_the_nearest_committee(village: Village) -> None:
    person = factories.member(next_to(village), "Lục Văn Tếnh")
    office = factories.account("vanphong", "office", at=village.commune)
    official = factories.account("canbo", "supervisor", at=village.commune, of=person)
    follows(official, village)

    named = [
        committee_helping(account, village.cell, date(2026, 6, 10))
        for account in (office, official)
    ]

    assert named == [village.commune, village.commune]


# ---------------------------------------------------------------- the pages


def test_the_board_leads_to_the_form_of_the_chosen_cell(village: Village) -> None:
    office = signed_in(factories.account("vanphong", "office", at=village.commune))

    answer = office.get(reverse("supervision:help"), {"cell": "TT.01"})

    assert answer.status_code == 302
    assert answer["Location"] == reverse("supervision:help_of_cell", args=["TT.01"])


def test_an_offer_is_sent_from_its_page(village: Village) -> None:
    office = signed_in(factories.account("vanphong", "office", at=village.commune))
    day = timezone.localdate() + timedelta(days=10)
    page = reverse("supervision:help_of_cell", args=["TT.01"])

    answer = office.post(page, {"note": NOTE, "follow_up_on": f"{day:%d/%m/%Y}"})

    assert answer.status_code == 302
    offer = HelpOffer.objects.get()
    assert (offer.cell, offer.unit, offer.note, offer.follow_up_on, offer.offered_by) == (
        village.cell,
        village.commune,
        NOTE,
        day,
        "vanphong",
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"note": "", "follow_up_on": "01/01/2099"}, "Write what is offered"),
        ({"note": NOTE, "follow_up_on": ""}, "Give a day."),
        ({"note": NOTE, "follow_up_on": "mai"}, "Write the day like 15/12/2026."),
        ({"note": NOTE, "follow_up_on": "01/01/2020"}, "Give a day after"),
    ],
)
def test_what_cannot_be_sent_is_shown_again_with_what_to_do(
    village: Village, given: dict[str, str], said: str
) -> None:
    office = signed_in(factories.account("vanphong", "office", at=village.commune))

    answer = office.post(reverse("supervision:help_of_cell", args=["TT.01"]), given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert given["note"] in answer.content.decode()
    assert not HelpOffer.objects.exists()


def test_who_writes_a_second_offer_sees_the_first_and_loses_nothing(village: Village) -> None:
    office = signed_in(factories.account("vanphong", "office", at=village.commune))
    offered_today(village)
    day = timezone.localdate() + timedelta(days=10)

    answer = office.post(
        reverse("supervision:help_of_cell", args=["TT.01"]),
        {"note": "Cho mượn máy chiếu.", "follow_up_on": f"{day:%d/%m/%Y}"},
    )

    assert answer.status_code == 409
    assert NOTE in answer.content.decode()
    assert "Cho mượn máy chiếu." in answer.content.decode()


def test_what_came_of_it_is_written_on_the_same_page(village: Village) -> None:
    office = signed_in(factories.account("vanphong", "office", at=village.commune))
    offer = offered_today(village)
    close = reverse("supervision:close_help", args=[offer.pk])

    empty = office.post(close, {"came_of_it": ""})
    written = office.post(close, {"came_of_it": "Đã họp ngày 15/06."})
    again = office.post(close, {"came_of_it": "Chưa được gì."})

    assert [empty.status_code, written.status_code, again.status_code] == [422, 302, 409]
    assert "Chưa được gì." in again.content.decode()
    offer.refresh_from_db()
    assert offer.came_of_it == "Đã họp ngày 15/06."


@pytest.mark.parametrize(("role", "sees"), [("secretary", True), ("member", False)])
def test_the_cells_committee_sees_the_offer_in_today_and_in_its_file(
    village: Village, role: str, sees: bool
) -> None:
    offered_today(village)
    who = {"secretary": village.secretary, "member": village.plain[0]}[role]
    client = signed_in(factories.account(role, role, at=village.cell, of=who))

    pages = [client.get("/").content.decode(), client.get("/cells/TT.01/").content.decode()]

    assert [NOTE in page for page in pages] == [sees, sees]


def test_the_cells_committee_reads_and_writes_nothing_there(village: Village) -> None:
    offered_today(village)
    client = signed_in(
        factories.account("bithu", "secretary", at=village.cell, of=village.secretary)
    )
    page = reverse("supervision:help_of_cell", args=["TT.01"])

    read, sent = client.get(page), client.post(page, {"note": "Gặt"})

    assert (read.status_code, sent.status_code) == (200, 404)
    assert NOTE in read.content.decode()
    assert 'name="came_of_it"' not in read.content.decode()


def test_who_offered_is_told_to_ask_again_from_the_day_on(village: Village) -> None:
    office = factories.account("vanphong", "office", at=village.commune)
    offer = offered(village)

    days = {
        day: [row for _cell, row in help_due(office, day)]
        for day in (LATER - timedelta(days=1), LATER, LATER + timedelta(days=5))
    }

    assert list(days.values()) == [[], [offer], [offer]]


def test_the_offices_today_says_whom_to_ask(village: Village) -> None:
    client = signed_in(factories.account("vanphong", "office", at=village.commune))
    today = timezone.localdate()
    HelpOffer.objects.create(
        cell=village.cell,
        unit=village.commune,
        note=NOTE,
        offered_on=today - timedelta(days=14),
        follow_up_on=today,
        offered_by="vanphong",
    )

    page = client.get("/").content.decode()

    assert "Ask again how it goes" in page
    assert reverse("supervision:help_of_cell", args=["TT.01"]) in page


def test_the_list_of_offers_takes_as_many_queries_for_three_as_for_one(
    village: Village,
) -> None:
    client = signed_in(factories.account("vanphong", "office", at=village.commune))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("supervision:help")).status_code == 200
        return len(queries)

    offered_today(village)
    one = asked()
    for number in (2, 3):
        cell = factories.unit(f"TT.1{number}", name=f"bản {number}", under=village.commune)
        now = timezone.now()
        offered(village, cell=cell, at=now, follow_up_on=timezone.localdate() + timedelta(days=3))

    assert asked() == one


def test_an_official_offers_help_to_a_cell_he_follows_and_to_no_other(village: Village) -> None:
    other = next_to(village)
    person = factories.member(other, "Lục Văn Tếnh")
    official = factories.account("canbo", "supervisor", at=village.commune, of=person)
    follows(official, village)
    client = signed_in(official)
    day = timezone.localdate() + timedelta(days=10)
    given = {"note": NOTE, "follow_up_on": f"{day:%d/%m/%Y}"}

    answers = [
        client.post(reverse("supervision:help_of_cell", args=[cell.code]), given).status_code
        for cell in (village.cell, other)
    ]

    assert answers == [302, 404]
    assert list(HelpOffer.objects.values_list("cell__code", "unit__code")) == [("TT.01", "TT")]
