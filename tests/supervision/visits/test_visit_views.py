import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chibo.base.keys import uuid7
from chibo.people.models import Account
from chibo.supervision.actions.visits import send_visit
from chibo.supervision.models import Assignment, PassedUp, Visit
from chibo.supervision.rules.visits import Noted, Proposed
from chibo.units.models import Unit
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import JUNE, Village
from tests.supervision.visits.seeing import KEY, TYPED, of, text

LATER = datetime(2026, 6, 4, 2, tzinfo=UTC)
SLIP = Noted(
    day=JUNE,
    came_at=time(19, 20),
    present=7,
    must_attend=8,
    weak_points="Chưa kết luận rõ việc giao đất.",
    follow_up="Giúp chi ủy ra nghị quyết.",
    follow_up_on=date(2026, 7, 1),
    proposals=(Proposed("Sửa đường vào bản."),),
)


def sent(official: Account, cell: Unit, noted: Noted = SLIP) -> Visit:
    return send_visit(
        key=uuid7(), account=official, cell=cell, noted=noted, by=official.username, at=LATER
    )


def follow(official: Account, cell: Unit, by: Unit) -> Assignment:
    assert official.person is not None
    return Assignment.objects.create(
        official=official.person, cell=cell, unit=by, decision_number="12-QĐ/ĐU",
        decided_on=date(2026, 1, 5), since=date(2026, 1, 5),
    )  # fmt: skip


def test_an_official_sees_the_cells_he_follows_first_with_their_next_meeting_and_last_visit(
    village: Village, official: Account, browser: Client
) -> None:
    factories.unit("TT.02", name="bản Ngàm", under=village.commune)
    follow(official, village.cell, village.commune)
    made.planned(village, timezone.localdate() + timedelta(days=1))
    sent(official, village.cell)

    page = browser.get("/visits/")

    shown = text(page)
    cells, others = shown.split("1 other cell you may write a slip for")
    assert "Chi bộ bản Máy" in cells
    assert "Next meeting: " in cells
    assert "Last visit: 03/06/2026, Ngân Văn Mừng" in cells
    assert "Chi bộ bản Ngàm" in others
    assert "Chi bộ bản Ngàm" not in cells


def test_a_cell_is_found_by_a_part_of_its_name_without_marks(
    village: Village, browser: Client
) -> None:
    factories.unit("TT.02", name="bản Ngàm", under=village.commune)

    shown = text(browser.get("/visits/", {"q": "ngam"}))

    assert "Chi bộ bản Ngàm" in shown
    assert "Chi bộ bản Máy" not in shown
    assert "No cell is called “zzz”." in text(browser.get("/visits/", {"q": "zzz"}))


def test_a_slip_typed_on_the_page_is_sent(
    village: Village, official: Account, browser: Client
) -> None:
    meeting = made.held(village)
    typed = {
        **TYPED,
        "present": "7",
        "minutes_book_seen": "no",
        "asks_0": "Sửa đường vào bản.",
        "asks_0_who": "ông Vi Van Chien",
        "asks_3": "Xin thêm sách.",
        "asks_3_who": "Người Lạ",
    }

    answer = browser.post("/visits/slip/TT.01/", typed)

    visit = Visit.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/visits/{visit.pk}/")
    assert (str(visit.pk), visit.came_at, visit.present) == (KEY, time(19, 20), 7)
    assert (visit.official, visit.meeting, visit.minutes_book_seen) == (
        official.person, meeting, False,
    )  # fmt: skip
    asked = PassedUp.objects.order_by("pk").values_list("text", "person")
    assert list(asked) == [
        ("Sửa đường vào bản.", village.third.pk),
        ("Người Lạ: Xin thêm sách.", None),
    ]


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"came_at": ""}, 422, "Give an hour."),
        ({"came_at": "tối"}, 422, "Write the hour like 19:30."),
        ({"present": "tám"}, 422, "Write a whole number, for example 24."),
        ({"asks_0_who": "Vi Văn Chiến"}, 422, "Write what is asked for, or take the name out."),
        ({"day": "03/06/2099"}, 409, "This day is still to come."),
        ({"left_at": "19:00"}, 409, "You left before you came."),
        ({"present": "9", "must_attend": "8"}, 409, "More are present than must attend."),
        ({"present": "3", "speakers": "4"}, 409, "More spoke than are present."),
        ({"length_minutes": "1000"}, 409, "Write the length in minutes, 720 at most."),
        ({"follow_up": "Giúp"}, 409, "Say by what day this is looked at again"),
        ({"follow_up_on": "04/06/2026"}, 409, "Say what is to be done by this day"),
        ({"follow_up": "x", "follow_up_on": "01/06/2026"}, 409, "Give a day after the visit."),
        ({"weak_points": "TUYỆT MẬT\nlộ"}, 409, "Something here bears a mark of secrecy."),
        ({"day": "03/06/2019"}, 409, "The cell did not exist on this day."),
    ],
)
def test_a_mistake_is_named_beside_its_field_and_nothing_typed_is_lost(
    village: Village, browser: Client, typed: dict[str, str], status: int, sentence: str
) -> None:
    del village
    page = browser.post(
        "/visits/slip/TT.01/", {**TYPED, "strong_points": "Bàn rất sát việc.", **typed}
    )

    assert page.status_code == status
    assert sentence in text(page)
    assert "Bàn rất sát việc." in text(page)
    assert Visit.objects.count() == 0


def test_a_second_slip_of_the_evening_leads_to_the_first(
    village: Village, official: Account, browser: Client
) -> None:
    first = sent(official, village.cell)

    page = browser.post("/visits/slip/TT.01/", {**TYPED, "key": str(uuid7())})

    assert page.status_code == 409
    assert "You have sent a slip of 03/06/2026 about this cell already." in text(page)
    assert f'href="/visits/slip/TT.01/?slip={first.pk}"' in page.content.decode()


def test_the_writer_changes_his_slip_and_finds_what_it_said(
    village: Village, official: Account, browser: Client
) -> None:
    visit = sent(official, village.cell)
    address = f"/visits/slip/TT.01/?slip={visit.pk}"

    page = browser.get(address)

    assert 'value="03/06/2026"' in page.content.decode()
    assert SLIP.weak_points in text(page)
    assert "Sửa đường vào bản." in text(page)
    assert "You are changing the slip of" in text(page)
    answer = browser.post(address, {**TYPED, "key": str(visit.pk), "weak_points": ""})
    assert answer.status_code == 302
    assert Visit.objects.get().weak_points == ""


def test_an_account_of_no_person_is_told_why_it_writes_none(village: Village) -> None:
    client = of(factories.account("khac", "supervisor", at=village.commune))

    assert "This account stands for no party member" in text(client.get("/visits/"))
    page = client.post("/visits/slip/TT.01/", TYPED)
    assert page.status_code == 409
    assert "This account stands for no party member" in text(page)


def test_the_page_begins_with_how_many_must_attend_and_what_was_found_last_time(
    village: Village, official: Account, browser: Client
) -> None:
    sent(official, village.cell)

    page = browser.get("/visits/slip/TT.01/")

    assert re.search(r'name="must_attend" value="8"', page.content.decode())
    shown = text(page)
    for words in (SLIP.weak_points, SLIP.follow_up, "Sửa đường vào bản.", "not answered yet"):
        assert words in shown


@pytest.mark.parametrize("role", ["secretary", "member", "office", "supervisor"])
def test_the_cell_its_office_and_the_next_visitor_read_a_slip(
    village: Village, official: Account, role: str
) -> None:
    visit = sent(official, village.cell)
    PassedUp.objects.update(answer="Tháng 9 sửa.", answered_on=JUNE, answered_by="vanphong")
    at = village.cell if role in {"secretary", "member"} else village.commune
    person = village.plain[0] if role == "member" else village.secretary
    account = factories.account("nguoi doc", role, at=at, of=person if at == village.cell else None)

    for address in (f"/visits/{visit.pk}/", "/visits/cell/TT.01/"):
        shown = text(of(account).get(address))
        for words in (SLIP.weak_points, "Tháng 9 sửa.", "7/8", "Ngân Văn Mừng"):
            assert words in shown


def test_the_cell_beside_reads_no_slip_of_this_one(village: Village, official: Account) -> None:
    visit = sent(official, village.cell)
    beside = factories.unit("TT.02", name="bản Ngàm", under=village.commune)
    client = of(factories.account("bithu ben", "secretary", at=beside))

    assert client.get(f"/visits/{visit.pk}/").status_code == 404
    assert client.get("/visits/cell/TT.01/").status_code == 404


def test_a_slip_leads_to_the_official_s_own_marks_once_the_meeting_is_in_the_book(
    village: Village, official: Account, browser: Client
) -> None:
    meeting = made.held(village)
    visit = sent(official, village.cell)
    address, link = f"/visits/{visit.pk}/", f'href="/scores/{meeting.pk}/"'
    assert link not in browser.get(address).content.decode()

    made.resolve(meeting)
    made.seal(meeting)

    assert link in browser.get(address).content.decode()


@pytest.mark.parametrize("address", ["/visits/", "/visits/cell/TT.01/"])
def test_a_list_takes_as_many_questions_for_three_as_for_one(
    village: Village, official: Account, browser: Client, address: str
) -> None:
    sent(official, village.cell)
    one = _questions(browser, address)
    for number in (2, 3):
        factories.unit(f"TT.0{number}", name=f"bản {number}", under=village.commune)
        sent(official, village.cell, replace(SLIP, day=JUNE - timedelta(days=number)))

    assert _questions(browser, address) == one


def _questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)
