"""What the book has of a year, and by which sheet it is scored."""

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from chibo.quality.models import ScoreSheet
from chibo.quality.queries.years import sheet_for_year, year_evidence, years_evidence
from chibo.quality.rules.evidence import YearEvidence
from chibo.quality.rules.measuring import Measured
from chibo.quality.rules.year_measures import (
    year_attendance,
    year_excused_most,
    year_met,
    year_unexcused,
)
from chibo.units.models import Unit
from tests.factories import meetings as made
from tests.factories.meetings import JULY, JUNE, SEPTEMBER, Village
from tests.factories.sheets import ANNUAL, in_force
from tests.factories.units import move, unit

OCTOBER = date(2026, 10, 1)
AFTER = date(2027, 1, 1)


def value(
    cell: Unit, measure: Callable[[YearEvidence], Measured], today: date = OCTOBER
) -> tuple[int | None, int | None]:
    measured = measure(year_evidence(cell, 2026, today))
    return measured.part, measured.whole


def test_the_year_is_read_from_what_is_in_the_book(village: Village) -> None:
    made.sealed(village, JUNE)
    made.seal(made.held(village, JUNE, "thematic"))
    made.seal(made.held(village, JUNE, "committee"))
    made.closed(village, JULY)
    made.sealed(village, SEPTEMBER)

    found = year_evidence(village.cell, 2026, OCTOBER)

    assert [(one.kind, one.month) for one in found.meetings] == [
        ("regular", 6),
        ("thematic", 6),
        ("regular", 9),
    ]
    assert found.months == tuple(range(1, 10))
    assert value(village.cell, year_met) == (2, 9)
    assert value(village.cell, year_attendance) == (16, 16)


def test_absences_of_the_year_are_counted_by_member(village: Village) -> None:
    for day in (JUNE, JULY):
        meeting = made.held(village, day)
        made.mark(meeting, village.plain[0], "excused")
        made.mark(meeting, village.plain[1], "excused" if day == JULY else "unexcused")
        made.seal(meeting)

    found = year_excused_most(year_evidence(village.cell, 2026, OCTOBER))

    assert found.value == 2
    assert [row.text for row in found.rows] == [village.plain[0].full_name]
    unexcused = year_unexcused(year_evidence(village.cell, 2026, OCTOBER))
    assert unexcused.value == 1


def test_a_cell_founded_in_mid_year_owes_the_months_since(village: Village) -> None:
    Unit.objects.filter(pk=village.cell.pk).update(since=date(2026, 7, 1))
    village.cell.refresh_from_db()
    made.sealed(village, JULY)

    assert value(village.cell, year_met) == (1, 3)


def test_a_cell_that_was_merged_away_owes_the_months_until_then(village: Village) -> None:
    made.sealed(village, JUNE)
    Unit.objects.filter(pk=village.cell.pk).update(until=date(2026, 7, 1))
    village.cell.refresh_from_db()

    assert value(village.cell, year_met, AFTER) == (1, 6)


def test_a_year_takes_one_query_for_one_cell_as_for_three(
    village: Village, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    others = [made.village(f"TT.0{n}", "bản Ngàm", under=village.commune) for n in (2, 3)]
    for cell in (village, *others):
        made.sealed(cell, JUNE)
    cells = [village.cell, *(one.cell for one in others)]

    with django_assert_num_queries(1):
        years_evidence(cells[:1], 2026, OCTOBER)
    with django_assert_num_queries(1):
        found = years_evidence(cells, 2026, OCTOBER)

    assert [len(found[cell.pk].meetings) for cell in cells] == [1, 1, 1]


# ---------------------------------------------------------------- by which sheet


def key_of(cell: Unit, today: date = OCTOBER) -> str | None:
    found = sheet_for_year(cell, 2026, today)
    return found.sheet.key if found else None


def test_no_annual_sheet_is_in_force_unless_a_committee_put_one(village: Village) -> None:
    assert ScoreSheet.objects.exclude(since=None).exists()
    assert key_of(village.cell) is None


def test_the_nearest_units_annual_sheet_scores_the_year(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    in_force(ANNUAL.replace("sheet: nam", "sheet: cua-chi-bo"), village.cell)

    assert key_of(village.cell) == "cua-chi-bo"
    assert key_of(unit("TT.05", under=village.commune)) == "nam"


@pytest.mark.parametrize(
    ("since", "until", "today", "key"),
    [
        (date(2026, 12, 31), None, AFTER, "nam"),
        (date(2027, 1, 1), None, AFTER, None),
        (date(2026, 12, 31), None, OCTOBER, None),
        (date(2026, 1, 1), date(2026, 12, 31), AFTER, None),
        (date(2026, 1, 1), date(2026, 12, 31), OCTOBER, "nam"),
    ],
)
def test_it_is_in_force_on_the_last_day_of_the_year_or_today_within_it(
    village: Village, since: date, until: date | None, today: date, key: str | None
) -> None:
    in_force(ANNUAL, village.commune, since, until)

    assert key_of(village.cell, today) == key


def test_it_is_for_the_kinds_of_cells_it_names(village: Village) -> None:
    in_force(ANNUAL.replace("period: year", "period: year\ncells: [school_cell]"), village.commune)

    assert key_of(village.cell) is None


def test_a_cell_that_moved_is_scored_by_where_it_stood_at_the_end(village: Village) -> None:
    other = unit("NM", kind="commune", name="Đảng bộ xã Na Mèo")
    in_force(ANNUAL, village.commune)
    in_force(ANNUAL.replace("sheet: nam", "sheet: na-meo"), other)
    move(village.cell, to=other, on=date(2026, 9, 1))

    assert key_of(village.cell, date(2026, 8, 31)) == "nam"
    assert key_of(village.cell) == "na-meo"


def test_a_cell_that_ended_is_scored_by_where_it_stood_then(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    Unit.objects.filter(pk=village.cell.pk).update(until=date(2026, 7, 1))
    village.cell.above.update(until=date(2026, 7, 1))
    village.cell.refresh_from_db()

    assert key_of(village.cell, AFTER) == "nam"
