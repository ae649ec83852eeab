"""Who follows which cells in the example, and what his slips and the book say of one meeting."""

import json
from collections import Counter
from datetime import date, datetime

import pytest

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.time import local_day, month_start
from chibo.book.models import MonthlyFacts, SealedRecord
from chibo.example.cell import Cell
from chibo.example.places import MAY, NGAM, all_cells
from chibo.example.stretches import common_turns
from chibo.example.topics import visit_words
from chibo.example.visits import comes
from chibo.people.models import Account
from chibo.people.queries import belongs_on
from chibo.supervision.models import Assignment, PassedUp, Visit
from chibo.supervision.queries.assignments import assignments_of_unit, cells_of
from chibo.units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

TODAY = date(2026, 11, 23)


def test_every_cell_but_three_has_somebody_and_nobody_follows_his_own() -> None:
    rows = assignments_of_unit(Unit.objects.get(code="TH"), TODAY)

    assert sum(not row.assignments for row in rows) == 3
    for row in rows:
        for one in row.assignments:
            assert not belongs_on(one.official, row.cell.pk, TODAY)


def test_most_officials_follow_some_three_to_eight_cells() -> None:
    rows = assignments_of_unit(Unit.objects.get(code="TH"), TODAY)
    loads = Counter(one.official_id for row in rows for one in row.assignments)

    assert max(loads.values()) <= 8
    assert sum(load >= 3 for load in loads.values()) > len(loads) / 2


def test_the_official_with_an_account_follows_both_villages_and_sees_them() -> None:
    account = Account.objects.get(username="canbo")
    assert account.person is not None

    codes = set(cells_of(account.person, TODAY).values_list("code", flat=True))

    assert codes >= {MAY, NGAM}
    assert 3 <= len(codes) <= 8
    seen = units_where(account, Ability.WRITE_SLIP, on=TODAY).values_list("code", flat=True)
    assert codes <= set(seen)
    grants = Assignment.objects.filter(official=account.person).values_list(
        "grant__role", flat=True
    )
    assert set(grants) == {"supervisor"}


def test_a_slip_counts_what_the_book_says_and_the_minutes_have_him_as_a_guest() -> None:
    sealed = {page.meeting_id: page for page in SealedRecord.objects.filter(kind="meeting")}
    facts = {(row.cell_id, row.month): row for row in MonthlyFacts.objects.all()}
    visits = list(Visit.objects.select_related("official", "meeting"))

    assert len(visits) >= 8
    for visit in visits:
        assert visit.meeting is not None
        assert (visit.day, visit.month) == (local_day(visit.meeting.starts_at), visit.meeting.month)
        assert visit.month == month_start(visit.day)
        page = sealed.get(visit.meeting.pk)
        if page is None:
            assert visit.present is None
            continue
        month = facts[visit.cell_id, visit.month]
        assert (visit.present, visit.must_attend, visit.speakers, visit.length_minutes) == (
            month.attended,
            month.must_attend,
            month.speakers,
            month.length_minutes,
        )
        names = [guest["name"] for guest in json.loads(bytes(page.canonical))["guests"]]
        assert names == [visit.official.full_name]


def test_whoever_sat_in_followed_the_cell_on_that_day() -> None:
    for visit in Visit.objects.select_related("official"):
        held = Assignment.objects.filter(official=visit.official, cell=visit.cell)
        assert any(
            row.since <= visit.day and (row.until is None or visit.day < row.until) for row in held
        )


def test_some_four_of_five_cells_are_visited_in_a_quarter(world: datetime) -> None:
    common = common_turns()
    units = {unit.code: unit for unit in Unit.objects.select_related("kind")}
    cells = [
        Cell(plan=plan, unit=units[plan.code], seed=2021, now=world, common=common)
        for plan in all_cells()
    ]

    for first in (1, 4, 7):
        months = [date(2026, first + more, 1) for more in range(3)]
        visited = sum(any(comes(cell, month) for month in months) for cell in cells)
        assert 0.78 <= visited / len(cells) <= 0.93


def test_nothing_is_written_before_it_happened(world: datetime) -> None:
    assert not Visit.objects.filter(received_at__gt=world).exists()
    assert not Visit.objects.filter(followed_up_on__gt=TODAY).exists()
    assert not PassedUp.objects.filter(answered_on__gt=TODAY).exists()


def test_there_are_many_different_sentences_and_none_keeps_a_brace() -> None:
    words = visit_words()
    sentences = [
        *(
            text
            for which in ("strong", "weak")
            for texts in words[which].values()
            for text in texts
        ),
        *words["follow_up"],
        *(ask[part] for asks in words["ask"].values() for ask in asks for part in ask),
    ]

    assert len(set(sentences)) == len(sentences) >= 40
    texts = [text for row in PassedUp.objects.values_list("text", "answer") for text in row]
    assert not any("{" in text or "}" in text for text in texts)
