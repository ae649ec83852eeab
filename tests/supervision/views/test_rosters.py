"""The pages of a quarter's visits: the office's, the official's, the calendar and the cell's."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
import python_calamine
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chibo.people.models import Person
from chibo.supervision.actions import officials, rosters
from chibo.supervision.models import Absence, Capacity, Distance, PlannedVisit, Roster
from chibo.supervision.queries.rosters import plan_of
from chibo.supervision.rules.roster.quarters import months_of, next_quarter, quarter_first
from chibo.units.models import Unit
from tests import factories
from tests.factories.rosters import Commune, commune

pytestmark = pytest.mark.django_db


def ahead() -> date:
    return next_quarter(quarter_first(timezone.localdate()))


def path(name: str = "") -> str:
    first = ahead()
    return f"/visits/roster/of/TT/{first.year}/{(first.month + 2) // 3}/{name}"


def by_now() -> dict[str, Any]:
    return {"by": "vanphong", "at": timezone.now()}


@pytest.fixture
def place() -> Commune:
    return commune()


@pytest.fixture
def office(place: Commune) -> Client:
    return signed_in("vanphong", "office", place.unit)


def signed_in(name: str, role: str, at: Unit, of: Person | None = None) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.account(name, role, at=at, of=of))
    return client


def planned(place: Commune, *, own_only: bool = False) -> Roster:
    roster, _solution = rosters.plan_roster(
        unit=place.unit, first=ahead(), own_only=own_only, **by_now()
    )
    return roster


def told(place: Commune) -> Roster:
    roster = planned(place)
    rosters.publish_roster(roster_id=roster.pk, **by_now())
    return roster


def words(response: Any) -> str:
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", text)


def test_an_office_plans_a_quarter_and_tells_it(place: Commune, office: Client) -> None:
    assert "No roster yet" in words(office.get(path()))

    page = office.post(path("plan/"), {}, follow=True)

    assert "4 /4 visits planned" in words(page).replace(
        "visits planned 4 /4", "4 /4 visits planned"
    )
    assert "Nobody was told yet" in words(page)
    assert "No other roster is better" in words(page)
    page = office.post(path("tell/"), follow=True)
    assert "Told: 4 new, 0 changed, 0 cancelled." in words(page)
    assert "Plan again" in words(page)
    refused = office.post(path("tell/"))
    assert refused.status_code == 409
    assert "There is nothing new to tell" in words(refused)


@pytest.mark.parametrize("way", ["month", "official", "cell"])
def test_each_visit_stands_on_the_page_in_each_order(
    place: Commune, office: Client, way: str
) -> None:
    planned(place)

    page = words(office.get(path(), {"by": way}))

    for number, cell in enumerate(place.cells, start=1):
        assert f"Chi bộ bản {number}" in page, cell
    for official in place.officials:
        assert official.full_name in page


def test_a_unit_without_officials_is_told_what_to_do(office: Client, place: Commune) -> None:
    for cell in place.cells:
        cell.assignments.all().delete()

    response = office.post(path("plan/"), {})

    assert response.status_code == 409
    assert "Assign officials to cells first" in words(response)
    assert not Roster.objects.exists()


def test_what_does_not_fit_is_on_one_screen_and_a_way_out_is_taken(
    place: Commune, office: Client
) -> None:
    for cell in place.cells:
        cell.assignments.update(official=place.officials[0])
    roster = planned(place, own_only=True)
    assert "Too few visits" in words(office.get(path()))

    page = office.get(path("conflict/"))

    text = words(page)
    assert "These 6 things cannot all hold. Give up one, and it fits" in text
    assert "Only Lò Văn Ún follows it" in text
    assert "Assigned by 12-QĐ/ĐU on 06/01/2026." in text
    assert "theo cách làm của Quan Sơn, 2021" in text
    ways = re.findall(r'name="way" value="([^"]+)"', page.content.decode())
    assert [way.split("|")[0] for way in ways] == ["other_day", "later"]
    before = plan_of(roster)
    done = office.post(path("conflict/"), {"way": ways[0]}, follow=True)
    assert "Nobody was told yet" in words(done)
    assert "Too few visits" not in words(done)
    assert before < plan_of(roster)
    assert roster.visits.filter(is_asked=True).count() == 1
    assert office.get(path("conflict/")).status_code == 302


def test_a_way_that_is_none_any_more_changes_nothing(place: Commune, office: Client) -> None:
    for cell in place.cells:
        cell.assignments.update(official=place.officials[0])
    roster = planned(place, own_only=True)
    before = plan_of(roster)

    response = office.post(path("conflict/"), {"way": "other|1|x|"})

    assert response.status_code == 422
    assert "Choose one of the ways below" in words(response)
    assert plan_of(roster) == before


def test_a_visit_is_set_by_hand_and_let_go(place: Commune, office: Client) -> None:
    roster = planned(place)
    visit = roster.visits.get(cell=place.cells[0])
    page = f"{path('cells/')}{place.cells[0].code}/"
    last = f"{place.cells[0].pk}:{(next_quarter(ahead()) - timedelta(days=1)):%Y-%m}"

    response = office.post(
        page,
        {"official": place.officials[1].pk, "sitting": last, "instead_of": str(visit.pk)},
        follow=True,
    )

    assert "It stays when the quarter is planned again" in words(response)
    new = roster.visits.get(cell=place.cells[0])
    assert (new.official, new.sitting, new.is_pinned) == (place.officials[1], last, True)
    office.post(f"/visits/roster/visits/{new.pk}/keep/", {"keep": "no"})
    new.refresh_from_db()
    assert not new.is_pinned


def test_who_is_elsewhere_then_is_refused_and_nothing_typed_is_lost(
    place: Commune, office: Client
) -> None:
    roster = planned(place)
    busy = roster.visits.get(cell=place.cells[1])
    sitting = f"{place.cells[0].pk}:{busy.day:%Y-%m}"

    response = office.post(
        f"{path('cells/')}{place.cells[0].code}/",
        {"official": busy.official_id, "sitting": sitting},
    )

    assert response.status_code == 409
    assert "This official visits Chi bộ bản 2 at that time" in words(response)
    chosen = re.findall(r'value="([^"]+)" selected', response.content.decode())
    assert chosen == [str(busy.official_id), sitting]
    assert not roster.visits.filter(is_pinned=True).exists()


def test_days_away_are_noted_and_taken_back(place: Commune, office: Client) -> None:
    page = "/visits/roster/of/TT/officials/"
    day = f"{timezone.localdate():%d/%m/%Y}"
    asked = {"official": place.officials[0].pk, "since": day, "last": day, "reason": "lớp học"}

    office.post(f"{page}away/", asked)

    row = Absence.objects.get()
    assert (row.since, row.until) == (
        timezone.localdate(),
        timezone.localdate() + timedelta(days=1),
    )
    assert "lớp học" in words(office.get(page))
    office.post(f"/visits/roster/absences/{row.pk}/back/")
    assert not Absence.objects.exists()


def test_days_in_the_wrong_order_are_said_beside_the_field(place: Commune, office: Client) -> None:
    response = office.post(
        "/visits/roster/of/TT/officials/away/",
        {"official": place.officials[0].pk, "since": "05/07/2026", "last": "04/07/2026"},
    )

    assert response.status_code == 422
    assert "The last day away is before the first" in words(response)
    assert 'value="05/07/2026"' in response.content.decode()


def test_a_number_of_visits_is_set(place: Commune, office: Client) -> None:
    page = "/visits/roster/of/TT/officials/number/"

    assert (
        office.post(page, {"official": place.officials[0].pk, "per_month": "x"}).status_code == 422
    )
    office.post(page, {"official": place.officials[0].pk, "per_month": "2"})

    assert Capacity.objects.get().per_month == 2


def test_the_roster_is_taken_out_as_a_spreadsheet(place: Commune, office: Client) -> None:
    planned(place)

    response = office.get(path("table/"))

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[3] == ["Day", "Weekday", "Hour", "Cell", "Official", "How it stands"]
    assert {row[3] for row in rows[4:]} == {f"Chi bộ bản {number}" for number in range(1, 5)}


def test_an_official_sees_where_he_goes_once_it_is_told(place: Commune) -> None:
    roster = planned(place)
    official = place.officials[0]
    client = signed_in("canbo", "supervisor", place.unit, official)
    first = ahead()
    mine = f"/visits/roster/mine/{first.year}/{(first.month + 2) // 3}/"
    assert "No visit was told to you" in words(client.get(mine))

    rosters.publish_roster(roster_id=roster.pk, **by_now())

    page = words(client.get(mine))
    assert "0 of 2 visits made" in page
    assert "Chi bộ bản 1" in page
    assert "Chi bộ bản 2" not in page
    assert "Where I go next" in words(client.get("/"))


def test_a_cell_hears_who_comes(place: Commune) -> None:
    told(place)
    cell = place.cells[0]
    secretary = factories.member(cell, "Hà Văn Thuấn")
    factories.post(secretary, cell)
    client = signed_in("bithu", "secretary", cell, secretary)

    assert "Lò Văn Ún sits in on the meeting expected on" in words(client.get("/"))
    assert "Lò Văn Ún sits in on" in words(client.get(f"/cells/{cell.code}/"))


def test_a_calendar_reads_its_address_alone_and_signed_out(place: Commune) -> None:
    roster = told(place)
    official = place.officials[0]
    client = signed_in("canbo", "supervisor", place.unit, official)

    page = client.post("/visits/roster/mine/calendar/")

    found = re.search(r'value="http://testserver(/visits/calendar/[^"]+)"', page.content.decode())
    assert found is not None
    address = found[1]
    response = Client().get(address)
    book = vobject.readOne(response.content.decode())
    mine = {f"{one.pk}@chibo": one for one in roster.visits.filter(official=official)}
    assert {event.uid.value for event in book.vevent_list} == set(mine)
    for event in book.vevent_list:
        visit = mine[event.uid.value]
        start = event.dtstart.value
        assert start.utcoffset() == timedelta(hours=7)
        assert (start.date(), start.time()) == (visit.day, visit.hour)
        assert (event.sequence.value, event.status.value) == ("0", "CONFIRMED")
    client.post("/visits/roster/mine/calendar/")
    assert Client().get(address).status_code == 404


def test_a_calendar_hears_of_what_changed_and_of_nothing_else(place: Commune) -> None:
    roster = told(place)
    official, other = place.officials
    secret = officials.renew_feed(official=official, **by_now())
    keep, give = roster.visits.filter(official=official).order_by("day", "pk")
    busy = set(roster.visits.filter(official=other).values_list("day", flat=True))
    month = next(m for m in months_of(ahead()) if not any(day.month == m.month for day in busy))
    sitting = f"{give.cell_id}:{month:%Y-%m}"
    rosters.set_visit(
        roster_id=roster.pk,
        official_id=other.pk,
        sitting=sitting,
        instead_of=give.pk,
        **by_now(),
    )

    def events() -> dict[str, tuple[str, str]]:
        book = vobject.readOne(Client().get(f"/visits/calendar/{secret}.ics").content.decode())
        return {one.uid.value: (one.sequence.value, one.status.value) for one in book.vevent_list}

    before = {f"{one.pk}@chibo": ("0", "CONFIRMED") for one in (keep, give)}
    assert events() == before
    rosters.publish_roster(roster_id=roster.pk, **by_now())
    assert events() == before | {f"{give.pk}@chibo": ("1", "CANCELLED")}


def test_pages_ask_as_many_questions_for_three_cells_as_for_one(
    place: Commune, office: Client
) -> None:
    told(place)
    client = signed_in("canbo", "supervisor", place.unit, place.officials[0])
    first = ahead()
    mine = f"/visits/roster/mine/{first.year}/{(first.month + 2) // 3}/"
    office.get(path())
    client.get(mine)

    def asked() -> list[int]:
        counts = []
        for who, page in ((office, path()), (client, mine)):
            with CaptureQueriesContext(connection) as found:
                who.get(page)
            counts.append(len(found))
        return counts

    whole = asked()
    visits = list(PlannedVisit.objects.filter(official=place.officials[0]))
    PlannedVisit.objects.exclude(pk=visits[0].pk).delete()
    assert asked() == whole


@pytest.mark.parametrize("address", ["2026/5/", "1999/1/", "2026/0/"])
def test_there_is_no_fifth_quarter(place: Commune, office: Client, address: str) -> None:
    assert office.get(f"/visits/roster/of/TT/{address}").status_code == 404


def test_ways_are_pasted_and_counted(place: Commune, office: Client) -> None:
    page = "/visits/roster/of/TT/ways/"

    response = office.post(page, {"ways": "TT.01;Chi bộ bản 2;95\nTT.02\tTT.03\t20"}, follow=True)

    assert "2 ways noted." in words(response)
    known = {(row.one, row.other): row.minutes for row in Distance.objects.all()}
    assert known == {
        (place.cells[0], place.cells[1]): 95,
        (place.cells[1], place.cells[2]): 20,
    }


def test_a_wrong_way_is_named_by_its_line_and_nothing_is_taken_over(
    place: Commune, office: Client
) -> None:
    response = office.post("/visits/roster/of/TT/ways/", {"ways": "TT.01;TT.02;95\nTT.01;XX;5"})

    assert response.status_code == 422
    assert "Line 2: no place here is called “XX”" in words(response)
    assert "TT.01;TT.02;95" in response.content.decode()
    assert place.cells[0]
    assert not Distance.objects.exists()


def test_a_cell_is_asked_for_more_or_fewer_visits_than_the_rule_says(
    place: Commune, office: Client
) -> None:
    roster = planned(place)
    page = f"{path('cells/')}{place.cells[0].code}/"
    assert "By the rule 1 visit is due here" in words(office.get(page))

    refused = office.post(f"{page}number/", {"visits": "x"})
    assert refused.status_code == 422
    assert "Give a number of visits, for example 2." in words(refused)
    office.post(f"{page}number/", {"visits": "0"})
    assert roster.demands.get().visits == 0
    assert "asks for 0 visits here" in words(office.get(page))

    office.post(path("plan/"), {})
    assert not roster.visits.filter(cell=place.cells[0]).exists()
    office.post(f"{page}number/", {"visits": ""})
    assert not roster.demands.exists()
