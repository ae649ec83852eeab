"""The board: counts with what they are out of, as known on a day, in the order of the tree."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chibo.access.models import Grant
from chibo.book.models import MonthlyFacts
from chibo.people.actions import reorganise
from chibo.people.models import Account, Term
from chibo.quality.loading import load_sheets
from chibo.quality.models import ScoreSheet
from chibo.quality.queries.board import board_of as grades_of
from chibo.quality.rules.spans import around
from chibo.reports.queries.board import Board, board_of
from chibo.reports.rules.board_counts import Counts, Figure, total
from chibo.reports.rules.board_needs import Reason
from chibo.reports.rules.board_stages import Standing
from chibo.supervision.models import Assignment, HelpOffer
from chibo.units.models import Unit
from chibo.units.steps import Merge, Move
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import rules
from tests.factories.units import LONG_AGO, unit

OCTOBER = around(date(2026, 10, 1), 1)
NOVEMBER = around(date(2026, 11, 1), 1)
QUARTER = around(date(2026, 10, 1), 3)
TODAY = date(2026, 11, 20)
CELLS = ("TH.A.1", "TH.A.2", "TH.B.1", "TH.B.2")


def day(month: int, of_month: int) -> date:
    return date(2026, month, of_month)


def facts(code: str, month: int, **more: Any) -> MonthlyFacts:
    """Write a month of a cell in which all was well, but for what is said of it."""
    known: dict[str, Any] = {
        "path": f"TH/{code}",
        "state": "sealed",
        "planned_on": day(month, 5),
        "meets_on": day(month, 5),
        "noticed_on": day(month, 2),
        "held_on": day(month, 5),
        "closed_on": day(month, 5),
        "sealed_on": day(month, 6),
        "seal_due_on": day(month, 7),
        "regular_met": True,
        "regular_on_time": True,
        "must_attend": 20,
        "attended": 19,
        "speakers": 6,
        "members": 22,
        "official": 21,
        "grade": "Tốt",
        "sheet": ScoreSheet.objects.get(key="hd42-frame").pk,
    }
    return MonthlyFacts.objects.create(cell=cell(code), month=day(month, 1), **{**known, **more})


def on_its_way(code: str, month: int, state: str, **more: Any) -> MonthlyFacts:
    """Write a month whose meeting is not in the book."""
    known: dict[str, Any] = {
        "state": state,
        "planned_on": day(month, 5),
        "meets_on": day(month, 5),
        "seal_due_on": day(month, 7),
    }
    return MonthlyFacts.objects.create(cell=cell(code), month=day(month, 1), **{**known, **more})


@pytest.fixture
def province(db: None) -> Unit:
    """Two communes with two cells each, led and with a committee; the second's code comes first."""
    rules()
    load_sheets()
    top = unit("TH", kind="province", name="Tỉnh ủy Thanh Hóa")
    for letter, name in (("B", "Đảng bộ xã Ba"), ("A", "Đảng bộ xã An")):
        commune = unit(f"TH.{letter}", kind="commune", name=name, under=top)
        for number in (1, 2):
            kind = "village_cell" if number == 1 else "school_cell"
            below = unit(
                f"TH.{letter}.{number}", kind=kind, name=f"bản {letter}{number}", under=commune
            )
            factories.post(factories.member(below, f"Lò Văn {letter}{number}"), below)
            beside = factories.member(below, f"Hà Thị {letter}{number}")
            factories.post(beside, below, "deputy_secretary")
    return top


def cell(code: str) -> Unit:
    return Unit.objects.get(code=code)


def official(at: Unit, role: str = "board") -> Account:
    found = Account.objects.filter(username="lanhdao").first()
    return found or factories.account("lanhdao", role, at=at)


def signed_in(account: Account) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(account)
    return client


def board(at: Unit, span: Any = OCTOBER, on: date = TODAY) -> Board:
    return board_of(official(at), at, span, on, TODAY)


def page(client: Client, code: str = "TH", at: str = "board_of", /, **asked: str) -> str:
    answer = client.get(reverse(f"reports:{at}", args=[code]), asked)
    assert answer.status_code == 200
    inside = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(inside.split())


def section(shown: str, anchor: str) -> str:
    return shown.partition(f'id="{anchor}"')[2].partition("</section>")[0]


# ---------------------------------------------------------------- counts


def test_months_are_counted_with_what_they_are_out_of(province: Unit) -> None:
    facts("TH.A.1", 10, tasks_due=3, tasks_done=2, visits_due=1, visits_done=1)
    facts("TH.A.2", 10, held_on=day(10, 9), meets_on=day(10, 9), sealed_on=day(10, 19))
    on_its_way("TH.B.1", 10, "held")

    found = board(province)

    assert found.counts == Counts(
        cells=4,
        months=4,
        held=3,
        on_time=2,
        in_book=2,
        judged=3,
        in_time=1,
        attended=38,
        must_attend=40,
        tasks_done=2,
        tasks_due=3,
        visits_done=1,
        visits_due=1,
        graded=2,
        in_need=found.counts.in_need,
    )
    assert found.grades == [("Tốt", 2)]
    assert [(row.unit.code, row.counts.held, row.counts.months) for row in found.rows] == [
        ("TH.A", 2, 2),
        ("TH.B", 1, 2),
    ]


def test_every_level_sums_up_to_the_units(province: Unit) -> None:
    for code in CELLS[:3]:
        facts(code, 10, attended=len(code))

    found = board(province)

    assert [total(level.counts for level in step) for step in found.levels] == [
        found.counts,
        found.counts,
    ]
    assert [[(level.kind.code, level.units) for level in step] for step in found.levels] == [
        [("commune", 2)],
        [("school_cell", 2), ("village_cell", 2)],
    ]


def test_a_thematic_meeting_counts_once_a_quarter(province: Unit) -> None:
    facts("TH.A.1", 10, thematic_met=True)
    facts("TH.A.1", 11, thematic_met=True)
    facts("TH.A.2", 9, thematic_met=True)
    facts("TH.B.1", 10)

    assert board(province, QUARTER).counts.thematic == 1
    assert board(province, NOVEMBER).counts.thematic == 1
    assert board(province, QUARTER.before).counts.thematic == 1


def test_a_cell_founded_within_a_month_owes_no_meeting_in_it(province: Unit) -> None:
    facts("TH.A.1", 10)
    Unit.objects.filter(code="TH.A.2").update(since=day(10, 10))

    found = board(province)

    assert (found.counts.cells, found.counts.months) == (4, 3)


# ---------------------------------------------------------------- as of a day


@pytest.mark.parametrize(
    ("on", "held", "in_book", "attended"),
    [
        (day(10, 4), 0, 0, 0),
        (day(10, 5), 1, 0, 0),
        (day(10, 6), 1, 1, 19),
        (TODAY, 1, 1, 19),
    ],
)
def test_a_board_knows_what_was_known_on_its_day(
    province: Unit, on: date, held: int, in_book: int, attended: int
) -> None:
    facts("TH.B.1", 9)
    facts("TH.A.1", 10)

    found = board(province, OCTOBER, on).counts

    assert (found.held, found.in_book, found.attended) == (held, in_book, attended)


def test_late_is_what_was_late_by_then(province: Unit) -> None:
    facts("TH.A.1", 10, sealed_on=day(10, 19))

    judged = {
        on: board(province, OCTOBER, on).counts for on in (day(10, 7), day(10, 8), day(10, 19))
    }

    assert [(one.in_time, one.judged) for one in judged.values()] == [(0, 0), (0, 1), (0, 1)]


def test_months_that_have_not_begun_are_not_due(province: Unit) -> None:
    facts("TH.A.1", 10)

    assert board(province, QUARTER).counts.months == 8
    assert board(province, QUARTER, day(10, 20)).counts.months == 4


def test_a_span_that_is_not_over_says_so_on_every_page(province: Unit) -> None:
    facts("TH.A.1", 10)
    client = signed_in(official(province))
    today = timezone.localdate()
    key = around(today, 3).key

    shown = [
        page(client, "TH", name, span=key)
        for name in ("board_of", "board_cells_of", "board_projector_of")
    ]
    shown.append(page(client, "TH.A.1", "board_cell", span=key))

    assert all(f"not over, known up to {today:%d/%m/%Y}" in one for one in shown)
    over = page(client, "TH", span=around(today, 3).before.key)
    assert "not over" not in over


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("31/13/2026", "Write the day like 15/12/2026."),
        ("01/01/2099", "Give a day that has come"),
        ("2020-01-01", "had not begun on that day. Give a day from 01/10/2026 on."),
    ],
)
def test_a_day_that_cannot_be_is_answered_with_what_to_do(
    province: Unit, on: str, said: str
) -> None:
    client = signed_in(official(province))

    answer = client.get(reverse("reports:board_of", args=["TH"]), {"span": "2026-10", "on": on})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{on}"' in answer.content.decode()


@pytest.mark.parametrize("span", ["2026-13", "x", "2099-01", "2026"])
def test_a_span_that_is_none_is_not_found(province: Unit, span: str) -> None:
    client = signed_in(official(province))

    assert client.get(reverse("reports:board_of", args=["TH"]), {"span": span}).status_code == 404


# ---------------------------------------------------------------- a reorganisation


def carry_out(*steps: Any, on: date) -> None:
    reorganise.carry_out(
        number="7-QĐ/TU",
        signed_on=day(10, 1),
        effective_on=on,
        title="",
        steps=steps,
        by="chibo",
        at=datetime(2026, 10, 1, tzinfo=UTC),
    )


def test_each_cell_stands_where_it_was_on_the_day(province: Unit) -> None:
    for code in CELLS:
        facts(code, 10)
        facts(code, 11)
    carry_out(Move("TH.A.1", "TH.B"), Merge("TH.A.2", "TH.B.2"), on=day(11, 10))

    before = board(province, QUARTER, day(11, 9))
    after = board(province, QUARTER, TODAY)

    def cells_of(found: Board) -> dict[str, list[str]]:
        return {row.unit.code: [one.unit.code for one in row.cells] for row in found.rows}

    assert cells_of(before) == {"TH.A": ["TH.A.1", "TH.A.2"], "TH.B": ["TH.B.1", "TH.B.2"]}
    assert cells_of(after) == {"TH.B": ["TH.A.1", "TH.B.1", "TH.B.2"]}
    assert (before.counts.held, after.counts.held) == (8, 6)


def test_a_board_notes_what_was_reorganised_within_its_span(province: Unit) -> None:
    for code in CELLS:
        facts(code, 10)
    carry_out(Move("TH.A.1", "TH.B"), Merge("TH.A.2", "TH.B.2"), on=day(11, 10))
    client = signed_in(official(province))

    quarter = page(client, "TH", span="2026-q4", on="2026-11-20")
    october = page(client, "TH", span="2026-10", on="2026-10-31")
    commune = page(client, "TH.A", span="2026-q4", on="2026-11-20")

    moved = "Chi bộ bản A1 has stood under another committee since 10/11 (7-QĐ/TU)."
    merged = "Chi bộ bản A2 merged into Chi bộ bản B2 from 10/11 (7-QĐ/TU)."
    assert moved in quarter
    assert merged in quarter
    # The commune they left says so, too.
    assert moved in commune
    assert "7-QĐ/TU" not in october


# ---------------------------------------------------------------- the order of the tree


def test_nothing_is_ordered_by_what_came_of_it(province: Unit) -> None:
    client = signed_in(official(province))
    orders = set()
    for grades in (("Tốt", "Kém", "Khá", "Kém"), ("Kém", "Tốt", "Kém", "Tốt")):
        MonthlyFacts.objects.all().delete()
        for code, grade in zip(CELLS, grades, strict=True):
            facts(code, 10, grade=grade, attended=20 if grade == "Tốt" else 16)
        shown = page(client, "TH", span="2026-10") + page(client, "TH.A", span="2026-10")
        orders.add(tuple(re.findall(r'<th role="rowheader" scope="row"><a[^>]*>([^<]+)', shown)))
        assert "%" not in re.sub(r'<details class="why.*?</details>|href="[^"]*"', "", shown)

    assert len(orders) == 1


def test_no_address_asks_for_another_order(province: Unit) -> None:
    client = signed_in(official(province))
    facts("TH.B.1", 10)

    plain = page(client, "TH", span="2026-10")

    assert page(client, "TH", span="2026-10", sort="held", order="-held") == plain


# ---------------------------------------------------------------- who needs help


def reasons(found: Board) -> dict[str, list[Reason]]:
    return {cell.unit.code: [one.reason for one in cell.needs] for cell in found.cells}


def test_cells_need_help_for_what_facts_posts_and_terms_say(province: Unit) -> None:
    facts("TH.A.1", 10)
    facts("TH.A.2", 10, official=2)
    facts("TH.B.1", 10, sealed_on=day(10, 20))
    Term.objects.create(
        unit=cell("TH.B.1"), name="2024–2026", since=LONG_AGO, until=date(2026, 12, 1)
    )
    cell("TH.A.1").posts.filter(kind="deputy_secretary").delete()

    assert reasons(board(province)) == {
        "TH.A.1": [Reason.NO_SUCCESSOR],
        "TH.A.2": [Reason.FEW],
        "TH.B.1": [Reason.LATE, Reason.TERM],
        "TH.B.2": [Reason.UNMET],
    }


def test_those_in_need_stand_by_reason_and_then_as_the_tree_has_them(province: Unit) -> None:
    for code in CELLS:
        cell(code).posts.filter(kind="deputy_secretary").delete()
    facts("TH.A.1", 10)
    facts("TH.A.2", 10)
    facts("TH.B.1", 10, official=2)
    on_its_way("TH.B.2", 10, "cancelled", reason="lũ cuốn cầu")

    help_ = section(page(signed_in(official(province)), "TH", span="2026-10"), "help")

    assert re.findall(r"Chi bộ bản (\w+)</a>", help_) == ["B2", "B1", "A1", "A2"]
    assert "has not met: October" in help_
    assert "lũ cuốn cầu" in help_
    assert "2 official members; a cell has at least 3" in help_
    assert "nobody in the committee beside the secretary" in help_


def test_the_board_says_who_follows_a_cell_and_what_was_offered(province: Unit) -> None:
    facts("TH.A.1", 9)
    follower = factories.member(cell("TH.B.1"), "Lục Văn Tếnh")
    Assignment.objects.create(
        official=follower, cell=cell("TH.A.1"), unit=province, decision_number="1",
        decided_on=LONG_AGO, since=LONG_AGO,
    )  # fmt: skip
    HelpOffer.objects.create(
        cell=cell("TH.A.1"), unit=province, note="x", offered_by="a",
        offered_on=day(10, 20), follow_up_on=day(11, 30),
    )  # fmt: skip
    client = signed_in(official(province))

    help_ = section(page(client, "TH", span="2026-10"), "help")
    a1 = help_.partition("bản A1")[2].partition("</tr>")[0]
    a2 = help_.partition("bản A2")[2].partition("</tr>")[0]

    assert "Lục Văn Tếnh" in a1
    assert "offered help, asks again 30/11" in a1
    assert "nobody assigned" in a2
    # The one with an offer is not chosen again.
    assert re.findall(r'<option value="([^"]+)">', help_) == ["TH.A.2", "TH.B.1", "TH.B.2"]


def test_who_may_not_offer_help_has_no_button_for_it(province: Unit) -> None:
    facts("TH.A.1", 9)
    client = signed_in(official(province, "supervisor"))

    shown = page(client, "TH", span="2026-10")

    assert "has not met" in shown
    assert reverse("supervision:help") not in shown


# ---------------------------------------------------------------- the pages


def test_every_figure_opens_the_cells_behind_it(province: Unit) -> None:
    facts("TH.A.1", 10)
    facts("TH.B.1", 10, attended=15)
    client = signed_in(official(province))
    shown = page(client, "TH", span="2026-10")

    behind = reverse("reports:board_cells_of", args=["TH"]) + "?span=2026-10&amp;figure="
    assert f'<a href="{behind}held">2</a><small>/4</small>' in shown
    assert f'<a href="{behind}present">34</a><small>/40</small>' in shown
    assert f'<a href="{behind}held&amp;under=TH.A">1</a><small>/2</small>' in shown

    rows = page(client, "TH", "board_cells_of", span="2026-10", figure="present")
    assert re.findall(r">(bản \w+)</a>", rows) == ["bản A1", "bản B1"]
    assert "<b>34/40</b>" in rows
    assert [f"{one}/20" in rows for one in (19, 15)] == [True, True]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["A1", "A2", "B1", "B2"]),
        ({"figure": "held"}, ["A1", "A2", "B1", "B2"]),
        ({"figure": "not-held"}, ["B2"]),
        ({"figure": "not-in-book"}, ["B1"]),
        ({"figure": "not-on-time"}, ["A2"]),
        ({"figure": "need"}, ["B2"]),
        ({"kind": "school_cell"}, ["A2", "B2"]),
        ({"kind": "commune"}, ["A1", "A2", "B1", "B2"]),
        ({"kind": "school_cell", "under": "TH.B"}, ["B2"]),
        ({"name": "ban a"}, ["A1", "A2"]),
        ({"name": "Ngàm"}, []),
    ],
)
def test_cells_are_found_by_kind_by_how_they_stand_and_by_name(
    province: Unit, asked: dict[str, str], expected: list[str]
) -> None:
    facts("TH.A.1", 10)
    facts("TH.A.2", 10, held_on=day(10, 8), meets_on=day(10, 8))
    on_its_way("TH.B.1", 10, "closed", closed_on=day(10, 6))
    client = signed_in(official(province))

    shown = page(client, "TH", "board_cells_of", span="2026-10", **asked)

    assert re.findall(r">bản (\w+)</a>", shown) == expected


@pytest.mark.parametrize("asked", [{"figure": "x"}, {"kind": "x"}, {"under": "TH.A.1"}])
def test_a_filter_that_is_none_is_not_found(province: Unit, asked: dict[str, str]) -> None:
    client = signed_in(official(province))

    answer = client.get(
        reverse("reports:board_cells_of", args=["TH"]), {"span": "2026-10", **asked}
    )

    assert answer.status_code == 404


def test_nothing_out_of_nothing_is_none(province: Unit) -> None:
    facts("TH.A.1", 9)
    client = signed_in(official(province))

    shown = page(client, "TH", span="2026-10")

    assert "/0<" not in shown
    assert "<dt>tasks done</dt><dd><small>none</small></dd>" in shown
    assert "<dt>in the book in time</dt><dd><small>none</small></dd>" in shown


def test_a_months_reason_stands_where_it_moved_or_was_missed(province: Unit) -> None:
    facts("TH.A.1", 10, meets_on=day(10, 9), held_on=day(10, 9), reason="mưa bão")
    on_its_way("TH.A.2", 10, "cancelled", reason="lũ")
    client = signed_in(official(province))

    shown = page(client, "TH.A", span="2026-10")

    assert "in the book on 06/10, met on another day" in shown
    assert "mưa bão" in shown
    assert "not held" in shown
    assert "lũ" in shown


def test_a_cell_shows_its_path_and_leads_to_its_minutes(db: None) -> None:
    village = made.village()
    sealed = made.sealed(village)
    client = signed_in(official(village.commune, "office"))

    shown = page(client, "TT.01", "board_cell", span="2026-06")

    assert re.findall(r'<li data-state="(\w+)"', shown) == ["done"] * 5
    assert reverse("book:minutes", args=[sealed.pk]) in shown
    assert client.get(reverse("book:minutes", args=[sealed.pk])).status_code == 200


def test_a_cell_as_of_before_its_meeting_shows_no_minutes(db: None) -> None:
    village = made.village()
    sealed = made.sealed(village)
    client = signed_in(official(village.commune, "office"))

    shown = page(client, "TT.01", "board_cell", span="2026-06", on="2026-06-02")

    assert re.findall(r'<li data-state="(\w+)"', shown)[:3] == ["done", "done", "now"]
    assert str(sealed.pk) not in shown


def test_the_place_leads_to_the_readers_own_unit(province: Unit) -> None:
    client = signed_in(official(cell("TH.A"), "office"))

    answer = client.get(reverse("reports:board"), {"span": "2026-10"})

    assert answer.status_code == 302
    assert answer["Location"] == reverse("reports:board_of", args=["TH.A"]) + "?span=2026-10"


def test_who_sees_single_cells_gets_a_board_of_them(province: Unit) -> None:
    who = factories.account("canbo", "supervisor", at=cell("TH.B.2"))
    Grant.objects.create(account=who, role="supervisor", unit=cell("TH.A.1"), since=LONG_AGO)
    facts("TH.A.1", 10)

    shown = signed_in(who).get(reverse("reports:board"), {"span": "2026-10"}).content.decode()

    assert [name in shown for name in ("bản A1", "bản B2", "bản A2")] == [True, True, False]


@pytest.mark.parametrize("code", ["TT", "TH.B", "TH.A.1", "XX"])
def test_only_a_unit_in_the_readers_reach_is_found(province: Unit, code: str) -> None:
    client = signed_in(official(cell("TH.A"), "office"))

    assert client.get(reverse("reports:board_of", args=[code])).status_code == 404


def test_the_projector_names_nobody_and_asks_anew_by_itself(province: Unit) -> None:
    facts("TH.A.1", 10)
    follower = factories.member(cell("TH.B.1"), "Lục Văn Tếnh")
    Assignment.objects.create(
        official=follower, cell=cell("TH.A.2"), unit=province, decision_number="1",
        decided_on=LONG_AGO, since=LONG_AGO,
    )  # fmt: skip
    client = signed_in(official(province))
    address = reverse("reports:board_projector_of", args=["TH"])

    answer = client.get(address, {"span": "2026-10"})

    assert answer["Refresh"] == "300"
    shown = answer.content.decode()
    assert "<dt>met</dt><dd>1<small>/4</small></dd>" in " ".join(shown.split())
    assert "Tếnh" not in shown
    assert "Lò Văn" not in shown


# ---------------------------------------------------------------- what it reads


def test_boards_take_as_many_queries_for_four_cells_as_for_one(province: Unit) -> None:
    client = signed_in(official(province))

    def asked(code: str, name: str = "board_of", **more: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, code, name, span="2026-10", **more)
        return len(queries)

    def counted() -> list[int]:
        return [
            asked("TH"),
            asked("TH.A"),
            asked("TH", "board_cells_of", figure="held"),
            asked("TH", "board_projector_of"),
        ]

    Unit.objects.filter(code__in=CELLS[1:]).update(until=day(9, 1))
    facts("TH.A.1", 10, grade="Kém", official=2)
    one = counted()
    Unit.objects.update(until=None)
    for code in CELLS[1:]:
        for month in (8, 9, 10):
            facts(code, month, grade="Kém", official=2)

    assert counted() == one


def test_a_board_reads_no_meetings_and_no_rolls(province: Unit) -> None:
    facts("TH.A.1", 10)
    client = signed_in(official(province))

    with CaptureQueriesContext(connection) as queries:
        page(client, "TH", span="2026-10")

    tables = {
        name for query in queries for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])
    }
    assert "book_monthlyfacts" in tables
    assert not {name for name in tables if name.startswith(("meetings_", "resolutions_"))}


def test_the_board_of_meetings_and_that_of_grades_agree(province: Unit) -> None:
    facts("TH.A.1", 10)
    facts("TH.B.1", 10, grade="Khá")
    who = official(province)

    mine = board_of(who, province, OCTOBER, TODAY, TODAY)
    theirs = grades_of(who, province, OCTOBER, TODAY)

    assert dict(mine.grades) == {
        name: count for name, count in theirs.tally.counts.items() if name in theirs.grades
    }
    assert mine.counts.months == theirs.tally.due
    assert mine.counts.graded == sum(dict(mine.grades).values())
    assert {one.unit.code for one in mine.cells if one.months[0][2] is Standing.MISSED} == {
        "TH.A.2",
        "TH.B.2",
    }


def test_a_figure_has_its_meaning_in_words(province: Unit) -> None:
    facts("TH.A.1", 10)
    client = signed_in(official(province))
    shown = page(client, "TH", span="2026-10")
    assert shown.count("out of") >= len(Figure) - 1
