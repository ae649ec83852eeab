"""What those above see: counts with what they are out of, in the order of the tree, and who needs help."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.access.models import Grant
from chibo.book.models import MonthlyFacts
from chibo.guidance.loading import load_guidance
from chibo.guidance.models import RuleValue
from chibo.people.models import Account
from chibo.quality.models import ScoreSheet
from chibo.quality.queries.board import board_of
from chibo.quality.rules.boards import MISSED, UNGRADED
from chibo.quality.rules.spans import around
from chibo.units.models import Unit
from tests import factories
from tests.factories.meetings import Village
from tests.factories.units import unit

OCTOBER = around(date(2026, 10, 1), 1)
QUARTER = around(date(2026, 10, 1), 3)
YEAR = around(date(2026, 10, 1), 12)
TODAY = date(2026, 11, 20)


def facts(cell: Unit, month: int, grade: str = "Tốt", **more: Any) -> MonthlyFacts:
    """Write a month of a cell in which all was well, but for what is said of it."""
    held_on = date(2026, month, 5)
    known: dict[str, Any] = {
        "path": f"TH/{cell.code}",
        "regular_met": True,
        "regular_on_time": True,
        "must_attend": 20,
        "attended": 19,
        "speakers": 6,
        "length_minutes": 95,
        "held_on": held_on,
        "sealed_on": held_on + timedelta(days=1),
        "grade": grade,
        "sheet": ScoreSheet.objects.get(key="hd42-frame").pk if grade else None,
    }
    known |= more
    return MonthlyFacts.objects.create(cell=cell, month=date(2026, month, 1), **known)


@pytest.fixture
def province(village: Village) -> Unit:
    """Two communes with two cells each; the second commune's code comes first."""
    top = unit("TH", kind="province", name="Tỉnh ủy Thanh Hóa")
    for code, name in (("B", "Đảng bộ xã Ba"), ("A", "Đảng bộ xã An")):
        commune = unit(f"TH.{code}", kind="commune", name=name, under=top)
        for number in (1, 2):
            unit(f"TH.{code}.{number}", name=f"bản {code}{number}", under=commune)
    return top


def cell(code: str) -> Unit:
    return Unit.objects.get(code=code)


def official(at: Unit, role: str = "board") -> Account:
    return factories.account("lanhdao", role, at=at)


def signed_in(account: Account) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(account)
    return client


def page(client: Client, code: str = "TH", name: str = "board_of", **asked: str) -> str:
    answer = client.get(reverse(f"quality:{name}", args=[code]), asked)
    assert answer.status_code == 200
    return main(answer.content.decode())


def main(html: str) -> str:
    """Return what is on a page, without the frame around it."""
    inside = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(inside.split())


# ---------------------------------------------------------------- counts


def test_cells_are_counted_by_how_their_month_stands(province: Unit) -> None:
    facts(cell("TH.A.1"), 10, "Khá")
    facts(cell("TH.A.2"), 10, "")
    facts(cell("TH.B.1"), 10, "Tốt")

    found = board_of(official(province), province, OCTOBER, TODAY)

    assert dict(found.tally.counts) == {"Khá": 1, UNGRADED: 1, "Tốt": 1, MISSED: 1}
    assert (found.tally.cells, found.tally.due) == (4, 4)
    assert found.grades == ["Tốt", "Khá", "Trung bình", "Kém"]
    assert [(row.unit.code, row.tally.cells, dict(row.tally.counts)) for row in found.rows] == [
        ("TH.A", 2, {"Khá": 1, UNGRADED: 1}),
        ("TH.B", 2, {"Tốt": 1, MISSED: 1}),
    ]


def test_a_quarter_counts_its_months_and_invents_no_grade(province: Unit) -> None:
    for month, grade in ((8, "Kém"), (10, "Tốt"), (11, "Khá")):
        facts(cell("TH.A.1"), month, grade)

    found = board_of(official(province), province, QUARTER, TODAY)

    (row, _other) = found.rows
    # November is not over: what is in the book counts, what is not waits, December is to come.
    assert dict(row.tally.counts) == {"Tốt": 1, "Khá": 1, MISSED: 1, "waiting": 1}
    assert row.tally.due == 3


def test_a_cell_that_ended_or_moved_stands_where_the_tree_had_it(province: Unit) -> None:
    facts(cell("TH.A.1"), 10)
    Unit.objects.filter(code="TH.A.2").update(until=date(2026, 11, 1))
    cell("TH.A.2").above.update(until=date(2026, 11, 1))
    cell("TH.A.2").names.update(until=date(2026, 11, 1))
    who = official(province)

    october = board_of(who, province, OCTOBER, TODAY)
    november = board_of(who, province, around(TODAY, 1), TODAY)

    assert [cell.unit.code for cell in october.rows[0].cells] == ["TH.A.1", "TH.A.2"]
    assert [cell.unit.code for cell in november.rows[0].cells] == ["TH.A.1"]


def test_nothing_is_said_of_months_before_the_first_in_any_book(province: Unit) -> None:
    facts(cell("TH.A.1"), 9)

    found = board_of(official(province), province, YEAR, TODAY)

    assert found.tally.due == 8
    assert found.cells[0].marks[:8] == [("none", False)] * 8


def test_who_sees_several_units_sees_them_beside_each_other(province: Unit) -> None:
    who = factories.account("canbo", "supervisor", at=cell("TH.B.2"))
    Grant.objects.create(
        account=who, role="supervisor", unit=cell("TH.A.1"), since=date(2020, 1, 1)
    )

    found = board_of(who, None, OCTOBER, TODAY)

    assert [cell.unit.code for cell in found.cells] == ["TH.A.1", "TH.B.2"]


def test_a_board_takes_as_many_queries_for_four_cells_as_for_one(province: Unit) -> None:
    office = signed_in(official(province))

    def asked(code: str, name: str = "board_of", **more: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(office, code, name, span="2026-10", **more)
        return len(queries)

    Unit.objects.filter(code__in=["TH.A.2", "TH.B.1", "TH.B.2"]).update(until=date(2026, 9, 1))
    facts(cell("TH.A.1"), 10, "Kém")
    one = asked("TH"), asked("TH.A"), asked("TH", "board_cells_of", **{"is": "Kém"})
    Unit.objects.update(until=None)
    for code in ("TH.A.2", "TH.B.1", "TH.B.2"):
        for month in (8, 9, 10):
            facts(cell(code), month, "Kém", evidence_given=40, evidence_points=10, evidence_most=40)
    four = asked("TH"), asked("TH.A"), asked("TH", "board_cells_of", **{"is": "Kém"})

    assert four == one


# ---------------------------------------------------------------- the order of the tree


def test_neither_page_orders_or_averages_by_result(province: Unit) -> None:
    """Whatever the cells were given, the rows stand the same. Law 2."""
    office = signed_in(official(province))
    orders = set()
    for grades in (("Tốt", "Kém", "Khá", "Kém"), ("Kém", "Tốt", "Kém", "Tốt")):
        MonthlyFacts.objects.all().delete()
        for code, grade in zip(("TH.A.1", "TH.A.2", "TH.B.1", "TH.B.2"), grades, strict=True):
            for month in (8, 9, 10):
                facts(cell(code), month, grade)
        shown = page(office, "TH", span="2026-10") + page(office, "TH.A", span="2026-10")
        orders.add(tuple(re.findall(r'<th role="rowheader" scope="row">.*?>([^<]+)</a>', shown)))
        # No share and no mean: counts, each with what it is out of.
        assert "%" not in re.sub(r'<details.*?</details>|href="[^"]*"|under 75%', "", shown)

    assert orders == {("Đảng bộ xã An", "Đảng bộ xã Ba", "bản A1", "bản A2")}


def test_no_address_asks_for_another_order(province: Unit) -> None:
    office = signed_in(official(province))
    facts(cell("TH.B.1"), 10, "Tốt")

    plain = page(office, "TH", span="2026-10")

    assert page(office, "TH", span="2026-10", sort="grade", order="-grade") == plain
    assert "sort" not in plain


# ---------------------------------------------------------------- the pages


def test_every_figure_opens_the_cells_behind_it(province: Unit) -> None:
    office = signed_in(official(province))
    facts(cell("TH.A.1"), 9, "Khá")
    facts(cell("TH.A.1"), 10, "Khá")
    facts(cell("TH.B.1"), 10, "Tốt")
    shown = page(office, "TH", span="2026-q3")

    link = reverse("quality:board_cells_of", args=["TH"]) + "?span=2026-q3&amp;is=Kh%C3%A1"
    assert f'<a href="{link}">1</a><small>/4</small>' in shown
    assert f'<a href="{link}&amp;under=TH.A">1</a><small>/2</small>' in shown

    behind = page(office, "TH", "board_cells_of", span="2026-10", **{"is": "Khá", "under": "TH.A"})
    assert "Chi bộ bản A1" in behind
    assert "Chi bộ bản B1" not in behind
    assert reverse("quality:year", args=["TH.A.1", 2026]) in behind


def test_a_commune_lists_its_cells_and_each_opens_its_year(province: Unit) -> None:
    facts(cell("TH.A.1"), 10, "Khá")

    shown = page(signed_in(official(cell("TH.A"), "office")), "TH.A", span="2026-10")

    assert "Cell by cell" in shown
    assert reverse("quality:year", args=["TH.A.1", 2026]) in shown
    assert "bản B1" not in shown


def test_the_place_leads_to_the_readers_own_unit(province: Unit) -> None:
    office = signed_in(official(cell("TH.A"), "office"))

    answer = office.get(reverse("quality:board"), {"span": "2026-10"})

    assert answer.status_code == 302
    assert answer["Location"] == reverse("quality:board_of", args=["TH.A"]) + "?span=2026-10"
    board = office.get(reverse("reports:board_of", args=["TH.A"]), {"span": "2026-10"})
    assert reverse("quality:board_of", args=["TH.A"]) in board.content.decode()


def test_who_sees_single_cells_gets_a_page_of_them(province: Unit) -> None:
    who = factories.account("canbo", "supervisor", at=cell("TH.B.2"))
    Grant.objects.create(
        account=who, role="supervisor", unit=cell("TH.A.1"), since=date(2020, 1, 1)
    )
    facts(cell("TH.A.1"), 10, "Khá")
    client = signed_in(who)

    shown = client.get(reverse("quality:board"), {"span": "2026-10"}).content.decode()
    behind = client.get(reverse("quality:board_cells"), {"span": "2026-10", "is": "Khá"})

    assert "bản A1" in shown
    assert "bản B2" in shown
    assert "bản A2" not in shown
    assert "bản A1" in behind.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"span": "2026-13"},
        {"span": "x"},
        {"span": "2099"},
    ],
)
def test_a_span_that_cannot_be_is_not_found(province: Unit, asked: dict[str, str]) -> None:
    office = signed_in(official(province))

    assert office.get(reverse("quality:board_of", args=["TH"]), asked).status_code == 404


@pytest.mark.parametrize("asked", [{"is": ""}, {"is": "made-up"}, {"is": UNGRADED, "under": "TT"}])
def test_a_figure_that_is_none_is_not_found(province: Unit, asked: dict[str, str]) -> None:
    office = signed_in(official(province))

    assert office.get(reverse("quality:board_cells_of", args=["TH"]), asked).status_code == 404


@pytest.mark.parametrize("code", ["TT", "TH.B", "TH.A.1", "XX"])
def test_only_a_unit_with_cells_below_in_the_readers_reach_is_found(
    province: Unit, code: str
) -> None:
    office = signed_in(official(cell("TH.A"), "office"))

    assert office.get(reverse("quality:board_of", args=[code])).status_code == 404


# ---------------------------------------------------------------- who needs help


def test_cells_that_need_help_are_named_with_the_reason(province: Unit) -> None:
    load_guidance()
    for month in (8, 9, 10):
        facts(cell("TH.A.2"), month, "Kém", speakers=1, attended=10)
        facts(cell("TH.B.1"), month)
    facts(cell("TH.B.2"), 10, sealed_on=date(2026, 10, 20))
    office = signed_in(official(province))

    shown = page(office, "TH", span="2026-10")
    help_ = shown.partition('id="help"')[2].partition("</section>")[0]

    assert "3 meetings running with a low grade: August, September, October" in help_
    assert "at most 1 member spoke, 3 times: August, September, October" in help_
    assert (
        "attendance under 75% in 3 meetings running: August 10/20, September 10/20, October 10/20"
        in help_
    )
    assert "minutes of October in the book after 15 days" in help_
    assert re.findall(r"Chi bộ bản (\w+)</a>", help_) == ["A2", "B2"]
    assert "Mức gợi ý của chương trình" in help_


def test_a_committees_own_limit_holds_from_its_day(province: Unit) -> None:
    load_guidance()
    source = RuleValue.objects.get(name="help.late_days").source
    RuleValue.objects.create(
        name="help.late_days", value="1", unit=province, since=date(2026, 10, 1), source=source
    )
    facts(cell("TH.A.1"), 9, sealed_on=date(2026, 9, 8))
    facts(cell("TH.A.1"), 10, sealed_on=date(2026, 10, 8))
    who = official(province)

    september = board_of(who, province, OCTOBER.before, TODAY)
    october = board_of(who, province, OCTOBER, TODAY)

    assert [bool(cell.needs) for cell in september.cells] == [False] * 4
    assert [bool(cell.needs) for cell in october.cells] == [True, False, False, False]


def test_an_own_score_unlike_the_record_is_noted(province: Unit) -> None:
    evidence: dict[str, Any] = {"evidence_points": Decimal(9), "evidence_most": Decimal(40)}
    facts(cell("TH.A.1"), 10, evidence_given=Decimal(20), **evidence)
    facts(cell("TH.A.2"), 10, evidence_given=Decimal(19), **evidence)

    shown = page(signed_in(official(province)), "TH", span="2026-10")

    notes = shown.partition('id="differ"')[2]
    assert "the cell gave itself 20, the record gives 9 of 40." in notes
    assert re.findall(r"Chi bộ bản (\w+)</a>", notes) == ["A1"]


def test_a_unit_without_cells_says_so(province: Unit) -> None:
    unit("TH.C", kind="commune", name="Đảng bộ xã Ca", under=province)

    shown = page(signed_in(official(province)), "TH.C", span="2026-10")

    assert "No cell belonged here then." in shown
