"""Today, the cell's file and one's own page: what they say, and how many questions they ask."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chibo.audit.models import Entry
from chibo.base.time import month_start
from chibo.book.models import MonthlyFacts, SealedRecord
from chibo.meetings.actions import hold, plan, prepare
from chibo.meetings.models import Meeting
from chibo.resolutions.models import Result, Task
from chibo.units.models import Unit
from tests import factories
from tests.factories import meetings as made
from tests.factories import supervision as followed
from tests.factories.access import account_of, reader
from tests.factories.meetings import BY, JUNE, Village
from tests.factories.watching import undone

pytestmark = pytest.mark.django_db


def many_meetings(village: Village, count: int) -> None:
    days = [JUNE + timedelta(days=number) for number in range(count)]
    Meeting.objects.bulk_create(
        Meeting(
            cell=village.cell, kind="extraordinary", month=month_start(day), planned_on=day,
            starts_at=timezone.now() - timedelta(days=400 + number), place="đình",
            state="cancelled", cancelled_because="lũ",
        )
        for number, day in enumerate(days)
    )  # fmt: skip


def many_tasks(village: Village, count: int) -> None:
    meeting = made.held(village)
    item = made.content(meeting)[0]
    tasks = Task.objects.bulk_create(
        Task(
            cell=village.cell, meeting=meeting, item=item, what=f"Việc {number}",
            owner=village.third, due_on=JUNE, theme_id="irrigation", amount=9, done_on=done_on,
        )
        for number in range(count)
        for done_on in (None, JUNE)
    )  # fmt: skip
    Result.objects.bulk_create(
        Result(task=task, reported_on=JUNE, amount=3, typed_by="…") for task in tasks
    )


def many_pages(village: Village, count: int) -> None:
    meeting = made.sealed(village)
    SealedRecord.objects.bulk_create(
        SealedRecord(
            cell=village.cell, sequence=number, kind="annex", meeting=meeting,
            canonical=b"{}", sha256="0" * 64, sealed_at=made.AT, sealed_by="bithu",
        )
        for number in range(2, count + 2)
    )  # fmt: skip


def many_members(village: Village, count: int) -> None:
    for number in range(count):
        factories.member(village.cell, f"Lò Văn {number}")


def many_cells(village: Village, count: int) -> None:
    for number in range(count):
        factories.unit(f"TT.{number + 10}", name=f"bản {number}", under=village.commune)


def many_followed(village: Village, count: int) -> None:
    many_cells(village, count)
    day = timezone.localdate() - timedelta(days=30)
    for number in range(count):
        cell = Unit.objects.get(code=f"TT.{number + 10}")
        followed.assignment(village.secretary, cell, village.commune)
        slip = followed.visit(village.secretary, cell, day, follow_up="xem sổ", follow_up_on=day)
        followed.passed_up(slip, village.commune)


def many_speeches(village: Village, count: int) -> None:
    meeting = made.held(village, timezone.localdate())
    for number in range(count):
        hold.add_speech(
            item_id=made.content(meeting)[0].pk, gist=f"Ý {number}", is_proposal=True,
            person=village.expected[number % 8], by="thuky", at=meeting.starts_at,
        )  # fmt: skip


def many_items(village: Village, count: int) -> None:
    meeting = made.planned(village, timezone.localdate())
    for number in range(count):
        prepare.add_item(
            meeting_id=meeting.pk, title=f"Việc {number}", minutes=5,
            presenter=village.expected[number % 8], **BY,
        )  # fmt: skip
        prepare.assign_preparation(
            meeting_id=meeting.pk, what="đo", person=village.expected[number % 8],
            due_on=timezone.localdate(), **BY,
        )  # fmt: skip


def the_meeting(station: str) -> Callable[[], str]:
    return lambda: f"/meetings/{Meeting.objects.get().pk}/{station}/"


def places_outside(response: Any) -> list[tuple[str, str]]:
    """Return where a page sends its reader for the work he has outside his cell."""
    section = response.content.decode().partition('aria-labelledby="others"')[2]
    found = re.findall(
        r'<a class="go" href="([^"]+)">([^<]+)</a>', section.partition("</section>")[0]
    )
    return [(name, url) for url, name in found]


@pytest.mark.parametrize("count", [3, 100])
@pytest.mark.parametrize(
    ("role", "address", "fill"),
    [
        ("secretary", lambda: "/meetings/cell/TT.01/", many_meetings),
        ("secretary", lambda: "/tasks/cell/TT.01/", many_tasks),
        ("secretary", lambda: "/book/cell/TT.01/", many_pages),
        ("secretary", lambda: "/book/cell/TT.01/verify/", many_pages),
        ("secretary", lambda: "/cells/TT.01/", many_tasks),
        ("secretary", lambda: "/", many_tasks),
        ("committee", lambda: "/mine/", many_tasks),
        ("committee", lambda: "/mine/", many_speeches),
        ("secretary", the_meeting("prepare"), many_items),
        ("secretary", the_meeting("notice"), many_items),
        ("secretary", the_meeting("room"), many_speeches),
        ("secretary", the_meeting("close"), many_speeches),
        ("office", lambda: "/", many_cells),
        ("office", lambda: "/", many_followed),
        ("secretary", lambda: "/", many_followed),
        ("secretary", lambda: "/cells/TT.01/", many_members),
    ],
)
def test_a_page_asks_as_many_questions_for_one_row_as_for_many(
    village: Village,
    role: str,
    address: Callable[[], str],
    fill: Callable[[Village, int], None],
    count: int,
) -> None:
    if fill in (many_cells, many_followed, many_speeches, many_items, many_members):
        # A row of these takes several writes.
        count = min(count, 12)
    client = reader(role, village)

    asked = []
    for rows in (1, count):
        with undone():
            fill(village, rows)
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address())
            asked.append(len(queries))
            assert response.status_code == 200

    assert asked[0] == asked[1]


def test_today_names_the_first_thing_due_and_its_button(village: Village) -> None:
    client = reader("secretary", village)

    page = unescape(client.get("/").content.decode())

    assert "Plan the next meeting" in page
    assert 'href="/meetings/cell/TT.01/plan/"' in page


@pytest.mark.parametrize(
    ("build", "button"),
    [
        (made.planned, "prepare/"),
        (made.noticed, ""),
        (made.held, ""),
        (made.closed, ""),
    ],
)
def test_today_leads_to_where_the_next_meeting_stands(
    village: Village, build: Callable[[Village], Meeting], button: str
) -> None:
    meeting = build(village)

    response = reader("secretary", village).get("/")

    assert response.context["first"]["url"] == f"/meetings/{meeting.pk}/{button}"


def test_an_account_without_a_place_is_told_what_to_do(client: Client) -> None:
    client.force_login(factories.account("lac"))
    client.cookies["language"] = "en"

    response = client.get("/")

    assert response.status_code == 403
    assert "Ask your committee office" in response.content.decode()


def test_one_s_own_page_shows_what_became_of_what_one_said(village: Village) -> None:
    meeting = made.held(village)
    (item,) = made.content(meeting)
    for gist in ("Xin máy bơm", "Sửa đường"):
        hold.add_speech(item_id=item.pk, gist=gist, person=village.third, is_proposal=True, **BY)
    (asked, _other) = village.third.proposals.order_by("pk")
    hold.answer_proposal(proposal_id=asked.pk, answer="Xã đã cấp", **BY)

    page = unescape(reader("committee", village).get("/mine/").content.decode())

    assert "Xin máy bơm" in page
    assert "Sửa đường" in page
    assert page.count("Xã đã cấp") == 1
    assert page.count("not answered yet") == 1


def test_a_meeting_called_off_leaves_nothing_to_prepare(village: Village) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    meeting = made.planned(village, tomorrow)
    prepare.assign_preparation(
        meeting_id=meeting.pk, what="Đo mương", person=village.plain[0], due_on=tomorrow, **BY
    )
    client = reader("member", village)
    before = "Đo mương" in client.get("/").content.decode()

    plan.cancel_meeting(meeting_id=meeting.pk, because="lũ", **BY)

    assert (before, "Đo mương" in client.get("/").content.decode()) == (True, False)


def test_a_task_due_on_the_last_day_of_the_year_is_of_that_year(village: Village) -> None:
    year = timezone.localdate().year
    many_tasks(village, 1)
    Task.objects.update(due_on=date(year, 12, 31))
    client = reader("secretary", village)

    for address in ("/cells/TT.01/", "/tasks/cell/TT.01/"):
        (theme,) = client.get(address).context["themes"]
        assert (theme.code, theme.given, theme.done) == ("irrigation", 2, 1)


def test_the_year_shows_each_month_by_what_came_of_it(village: Village) -> None:
    today = timezone.localdate()
    made.planned(village, date(today.year, 1, 7))
    # What the plan left of its month is written over here, as sealing would.
    MonthlyFacts.objects.all().delete()
    rows = {1: (True, True, False), 2: (True, False, True)}
    MonthlyFacts.objects.bulk_create(
        MonthlyFacts(
            cell=village.cell, month=date(today.year, month, 1), path="TT/TT.01",
            regular_met=met, regular_on_time=on_time, thematic_met=thematic,
        )
        for month, (met, on_time, thematic) in rows.items()
    )  # fmt: skip

    marks = reader("secretary", village).get("/").context["marks"]

    def shape(month: int) -> str:
        if month in rows:
            return "ok" if rows[month][1] else "moved"
        if month == today.month:
            return "open"
        return "missed" if month < today.month else "next"

    assert marks == [(shape(month), month == 2) for month in range(1, 13)]


def test_the_office_sees_which_cells_have_met_this_month(village: Village) -> None:
    factories.unit("TT.02", name="bản Ngàm", under=village.commune)
    factories.unit("ELSEWHERE", name="bản xa")
    made.held(village, timezone.localdate())

    response = reader("office", village).get("/")

    rows = [(cell.code, state) for cell, state in response.context["rows"]]
    assert rows == [("TT.01", "held"), ("TT.02", "")]
    assert (response.context["met"], response.context["sealed"]) == (1, 0)


def test_an_official_who_follows_two_cells_sees_both(village: Village) -> None:
    second = factories.unit("TT.02", name="bản Ngàm", under=village.commune)
    official = account_of("supervisor", village)
    official.grants.all().delete()
    for cell in (village.cell, second):
        official.grants.create(role="supervisor", unit=cell, since=made.LONG_AGO)
    client = Client()
    client.force_login(official)

    response = client.get("/")

    assert [cell.code for cell, _state in response.context["rows"]] == ["TT.01", "TT.02"]


def an_official(village: Village) -> Client:
    """The browser of somebody who follows the village, and has nothing but cells to follow."""
    agency = factories.unit("TT.09", kind="agency_cell", name="cơ quan", under=village.commune)
    official = factories.member(agency, "Hà Thị Duyên")
    followed.assignment(official, village.cell, village.commune)
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.account("duyen", "supervisor", at=village.cell, of=official))
    return client


def test_an_official_sees_the_meetings_of_the_week_and_where_nobody_has_been(
    village: Village,
) -> None:
    client = an_official(village)
    today = timezone.localdate()
    made.planned(village, today + timedelta(days=6))

    response = client.get("/")

    page = unescape(response.content.decode())
    assert response.context["frame"].unit == village.commune
    assert "Sit in with Chi bộ bản Máy" in page
    assert "Not visited this quarter: 1/1" in page


def test_a_week_ahead_and_a_visit_of_this_quarter_are_no_work(village: Village) -> None:
    client = an_official(village)
    today = timezone.localdate()
    made.planned(village, today + timedelta(days=7))
    followed.visit(village.third, village.cell, today)

    response = client.get("/")

    assert (response.context["duties"], response.context["not_visited"]) == ([], [])


def test_the_office_is_reminded_of_late_answers_and_of_cells_nobody_follows(
    village: Village,
) -> None:
    office = reader("office", village)
    day = timezone.localdate() - timedelta(days=16)
    slip = followed.visit(village.third, village.cell, day)
    followed.passed_up(slip, village.commune)

    page = unescape(office.get("/").content.decode())

    assert "1 proposal has waited for an answer more than 15 days" in page
    assert "1 cell that nobody follows" in page


def test_a_secretary_who_follows_another_cell_has_both_on_his_page(village: Village) -> None:
    other = factories.unit("TT.00", name="bản Ngàm", under=village.commune)
    followed.assignment(village.secretary, other, village.commune)

    response = reader("secretary", village).get("/")

    titles = [
        response.context["first"]["title"],
        *(row["title"] for row in response.context["rest"]),
    ]
    assert "Nobody has sat in with Chi bộ bản Ngàm this quarter" in titles
    assert "Plan the next meeting" in titles


def test_who_follows_another_cell_opens_on_his_own_and_finds_the_other(village: Village) -> None:
    # The other one comes first by its code.
    second = factories.unit("TT.00", name="bản Ngàm", under=village.commune)
    official = account_of("member", village)
    official.grants.create(role="supervisor", unit=second, since=made.LONG_AGO)
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(official)

    own, cells = client.get("/"), client.get("/cells/")

    assert own.context["cell"] == village.cell
    assert places_outside(own) == [
        ("Meetings of this month", "/cells/"), ("Board", "/reports/board/"),
        ("Visits", "/visits/"), ("Organisations", "/units/"),
    ]  # fmt: skip
    assert [cell.code for cell, _state in cells.context["rows"]] == ["TT.00"]


def test_who_keeps_an_office_beside_his_cell_finds_all_of_it(village: Village) -> None:
    clerk = account_of("secretary", village)
    clerk.grants.create(role="office", unit=village.commune, since=made.LONG_AGO)
    client = Client()
    client.force_login(clerk)

    own = client.get("/")

    assert own.context["cell"] == village.cell
    assert [url for _name, url in places_outside(own)] == [
        "/cells/", "/reports/board/", "/visits/roster/", "/reports/", "/units/", "/meetings/help/",
        "/accounts/",
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["member", "secretary"])
def test_who_has_only_his_cell_is_sent_nowhere_else(village: Village, role: str) -> None:
    response = reader(role, village).get("/")

    assert response.context["cell"] == village.cell
    assert places_outside(response) == []


def test_a_technician_sees_accounts_and_the_backup_and_no_meetings(village: Village) -> None:
    client = reader("technician", village)
    account_of("member", village)
    Entry.objects.create(at=timezone.now(), account="x", verb="x", subject="x")

    before = client.get("/")
    Entry.objects.update(at=timezone.now() - timedelta(days=30))
    overdue = client.get("/")
    Entry.objects.create(at=timezone.now(), account="x", verb="backup.made", subject="x")
    fresh = client.get("/")

    assert before.context["accounts"] == 2
    assert 'href="/accounts/">See the accounts</a>' in before.content.decode()
    for response, words in (
        (before, "no backup yet"),
        (overdue, "nothing backed up for 30 days"),
        (fresh, "last backup"),
    ):
        assert "waiting" not in response.context
        page = response.content.decode()
        said = [say for say in ("no backup yet", "nothing backed", "last backup") if say in page]
        assert len(said) == 1
        assert words in page


def test_the_place_one_is_in_is_the_nearest_one(village: Village) -> None:
    """The board lies below the address of reports, and is a place of its own."""
    office = reader("office", village)

    def here(address: str) -> list[str]:
        frame = office.get(address, follow=True).context["frame"]
        return [place.url for place in frame.places if place.is_current]

    assert here("/reports/board/") == ["/reports/board/"]
    assert here("/reports/") == ["/reports/"]
    assert here("/units/TT/") == ["/units/"]
    assert here("/") == ["/cells/"] or here("/") == ["/"]
