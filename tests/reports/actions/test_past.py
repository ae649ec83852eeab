"""Old figures are entered as a whole, kept apart from facts, and taken back as a whole."""

from datetime import date

import pytest

from chibo.quality.rules.spans import span_of
from chibo.reports.actions import past as actions
from chibo.reports.importing.plan import Plan, Planned
from chibo.reports.models import PastFigures
from chibo.reports.queries.figures import figures_of
from chibo.reports.queries.past import known_for, past_figures_of
from chibo.reports.queries.standing import standing_of
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.factories.reporting import BY, past_of
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db

MONTHS = tuple(date(2024, month, 1) for month in (4, 5, 6))
QUARTER = span_of("2024-q2")


def test_a_table_is_entered_and_taken_back_as_a_whole(village: Village) -> None:
    with logged("past.imported", "TT"):
        file = past_of(village.commune, MONTHS[0], met=20, expected=23)
    with logged("past.undone", "TT"):
        actions.undo_past(import_id=file.pk, **BY)
    with refused(actions.UndoneAlready):
        actions.undo_past(import_id=file.pk, **BY)

    assert not PastFigures.objects.exists()


def test_nothing_is_entered_that_was_not_shown(village: Village) -> None:
    plan = Plan((Planned(2, "TT", MONTHS[0], {"met": 9}),), ())

    with refused(actions.ChangedSince):
        actions.import_past(
            unit=village.commune, planned=lambda _: plan, shown="x", file="a.csv", **BY
        )
    with refused(actions.NothingThere):
        actions.import_past(
            unit=village.commune, planned=lambda _: Plan((), ()), shown="", file="a.csv", **BY
        )


def test_a_whole_span_of_before_gives_lines_to_compare_with(village: Village) -> None:
    assert QUARTER is not None
    for number, month in enumerate(MONTHS):
        past_of(village.commune, month, met=20, expected=23, members=490 + number)

    assert past_figures_of(village.commune, QUARTER) == {"held": (60, 69), "members": (492, None)}
    assert past_figures_of(village.cell, QUARTER) == {}


def test_a_span_with_a_month_missing_gives_nothing(village: Village) -> None:
    assert QUARTER is not None
    past_of(village.commune, MONTHS[0])

    assert past_figures_of(village.commune, QUARTER) == {}


def test_cells_are_summed_unless_their_committee_has_figures_of_its_own(village: Village) -> None:
    month = span_of("2024-04")
    assert month is not None
    past_of(village.cell, MONTHS[0], met=1, expected=1)
    assert past_figures_of(village.commune, month)["held"] == (1, 1)

    past_of(village.commune, MONTHS[0], met=20, expected=23)

    assert past_figures_of(village.commune, month)["held"] == (20, 23)


def test_where_the_book_has_a_month_only_the_book_speaks(village: Village) -> None:
    june = span_of("2026-06")
    assert june is not None
    past_of(village.commune, date(2026, 6, 1), met=20, expected=23)
    before = figures_of(village.commune, june, date(2026, 7, 1)).figures["held"]
    assert (before.numerator, before.denominator) != (20, 23)

    made.sealed(village)

    assert past_figures_of(village.commune, june) == {}


def test_what_is_on_record_is_known_by_name_code_and_month(village: Village) -> None:
    made.sealed(village)
    past_of(village.commune, MONTHS[0])

    known = known_for(village.commune, date(2026, 11, 28))

    assert known.names["ban may"] == {"TT.01"}
    assert known.names["chi bo ban may"] == {"TT.01"}
    assert known.facts == {("TT", date(2026, 6, 1)), ("TT.01", date(2026, 6, 1))}
    assert known.past == {("TT", MONTHS[0])}


def test_a_report_is_compared_with_old_figures_and_says_that_they_are(village: Village) -> None:
    this_year = span_of("2026-q2")
    assert this_year is not None
    made.sealed(village)
    for month in (4, 5, 6):
        past_of(village.commune, date(2025, month, 1), met=22, expected=23)

    found = standing_of(village.commune, this_year, date(2026, 7, 10))
    text = " ".join(str(sentence) for part in found.parts for sentence in part.sentences)

    assert "số nhập từ báo cáo cũ" in text
    assert found.figures["held@2025-q2"].numerator == 66
    assert "báo cáo cũ" in found.figures["held@2025-q2"].words["vi"]
