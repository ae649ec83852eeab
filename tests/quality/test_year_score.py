"""A year scored by an annual sheet: by the cell itself and by the committee above."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chibo.quality.actions.assessing import BadPoints, Given, NoReason, NoSheet, Overtaken
from chibo.quality.actions.years import AlreadyDecided, NothingInTheBook, NotOver, assess_year
from chibo.quality.models import YearAssessment
from chibo.quality.rules.lines import Decision
from chibo.units.models import Unit
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JULY, JUNE, Village
from tests.factories.sheets import ANNUAL, ANNUAL_LEVELS, in_force
from tests.factories.watching import changed, logged, refused, tables

AFTER = datetime(2027, 1, 5, 2, tzinfo=UTC)
# Meetings of a year that is over, for pages that know no other day than today.
LAST_YEAR = timezone.localdate().year - 1


def assessed(village: Village, kind: str = "self", **more: Any) -> YearAssessment:
    points = more.pop("points", {"2.1": 30})
    decisions = {
        key: Decision(Fraction(one[0]), because=one[1])
        if isinstance(one, tuple)
        else Decision(Fraction(one))
        for key, one in points.items()
    }
    said: dict[str, Any] = {"by": "bithu", "at": AFTER, "year": 2026, **more}
    return assess_year(cell=village.cell, kind=kind, given=Given(decisions, {}), **said)


def test_the_cell_scores_its_year(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village)
    before = tables()

    with logged("year.assessed", "TT.01"):
        written = assessed(village)

    assert changed(before, tables()) == {"quality.YearAssessment", "audit.Entry"}
    assert [(one["criterion"], one["points"], one["why"]) for one in written.lines] == [
        ("1.1", "40", "measured"),
        ("1.2", "0", "measured"),
        ("2.1", "30", "decided"),
    ]
    assert (int(written.points), int(written.most), written.grade) == (70, 100, "Khá")
    assert (written.sheet.key, written.year, written.written_by) == ("nam", 2026, "bithu")


def test_both_sides_stand_beside_each_other_and_earlier_ones_are_kept(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village)
    first = assessed(village)
    second = assessed(village, seen=str(first.pk), points={"2.1": 20})

    above = assessed(village, "superior", points={"2.1": 10, "1.2": (20, "lũ, tháng nào cũng họp")})

    for one in (first, second, above):
        one.refresh_from_db()
    assert [one.replaced_at for one in (first, second, above)] == [AFTER, None, None]
    assert (int(above.points), above.grade) == (70, "Khá")


def test_a_year_stays_under_the_sheet_it_was_scored_by(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village)
    assessed(village)
    in_force(ANNUAL_LEVELS, village.cell)

    assert assessed(village, "superior").sheet.key == "nam"


@pytest.mark.parametrize(
    ("points", "error"),
    [
        ({"2.1": 41}, BadPoints),
        ({"2.1": "1.125"}, BadPoints),
        ({"1.1": 25}, NoReason),
        ({"1.1": (25, " ")}, NoReason),
    ],
)
def test_marks_that_cannot_be_are_refused(
    village: Village, points: dict[str, Any], error: type[Exception]
) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village)

    with refused(error):
        assessed(village, points=points)


def test_a_year_that_is_not_over_is_not_scored(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village)

    with refused(NotOver):
        assessed(village, at=datetime(2026, 12, 31, 16, 59, tzinfo=UTC))
    # In Vietnam it is the first of January.
    assert assessed(village, at=datetime(2026, 12, 31, 17, tzinfo=UTC)).year == 2026


def test_a_year_without_a_meeting_in_the_book_is_not_scored(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.closed(village)

    with refused(NothingInTheBook):
        assessed(village)


def test_a_year_without_an_annual_sheet_is_not_scored(village: Village) -> None:
    made.sealed(village)

    with refused(NoSheet):
        assessed(village)


def test_the_cells_own_score_stays_once_the_committee_decided(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village)
    assessed(village, "superior")

    with refused(AlreadyDecided):
        assessed(village)


def test_a_score_somebody_else_wrote_meanwhile_is_not_overwritten(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village)
    assessed(village, by="thuky")

    with refused(Overtaken) as caught:
        assessed(village, points={"2.1": 5})

    assert isinstance(caught.value, Overtaken)
    assert caught.value.by == "thuky"


# ---------------------------------------------------------------- the page


def page_of(client: Client, year: int, post: dict[str, str] | None = None) -> HttpResponse:
    url = reverse("quality:year_score", args=["TT.01", year])
    return client.get(url) if post is None else client.post(url, post)  # type: ignore[return-value]  # of the test client


def words(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def a_day(month: int) -> date:
    return date(LAST_YEAR, month, 10)


def test_the_cell_fills_in_what_is_open(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village, a_day(6))
    writer = reader("writer", village)

    shown = words(page_of(writer, LAST_YEAR))
    answer = page_of(writer, LAST_YEAR, {"points-2.1": "30", "note": "Ít người nói."})

    assert "8 of 8 in the year = 100%" in shown
    assert 'name="points-1.1" value="40"' in shown
    assert "Save the cell" in shown
    assert "So far." not in shown
    assert answer.status_code == 302
    written = YearAssessment.objects.get()
    assert (written.kind, written.note, written.grade) == ("self", "Ít người nói.", "Khá")


def test_the_committee_sees_the_cells_marks_and_decides(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village, a_day(6))
    writer, office = reader("writer", village), reader("office", village)
    page_of(writer, LAST_YEAR, {"points-2.1": "30"})

    answer = page_of(office, LAST_YEAR, {"points-2.1": "10", "because-2.1": "chưa rõ"})

    assert answer.status_code == 302
    shown = words(page_of(writer, LAST_YEAR))
    assert "Where the sides differ" in shown
    assert "“chưa rõ”" in shown
    assert 'name="points-2.1"' not in shown
    assert "<b>Trung bình.</b>" in shown


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ({"points-2.1": "41"}, "Write points from 0 to 40, such as 2 or 2,5."),
        ({"points-2.1": "nhiều"}, "Write points from 0 to 40, such as 2 or 2,5."),
        (
            {"points-1.1": "25"},
            "The record says otherwise. Write in a few words why you change it.",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_line_and_nothing_typed_is_lost(
    village: Village, post: dict[str, str], said: str
) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village, a_day(6))

    answer = page_of(reader("writer", village), LAST_YEAR, {"note": "Ít người nói."} | post)

    shown = words(answer)
    assert answer.status_code == 422
    assert said in shown
    assert "Ít người nói." in shown
    for name, typed in post.items():
        assert f'name="{name}" value="{typed}"' in shown
    assert not YearAssessment.objects.exists()


def test_a_year_that_is_not_over_can_be_looked_at_only(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    this_year = timezone.localdate().year
    made.sealed(village, date(this_year, 1, 15))
    secretary = reader("secretary", village)

    shown = words(page_of(secretary, this_year))

    assert "So far." in shown
    assert "Grade so far" in shown
    assert 'name="points-2.1"' not in shown
    assert page_of(secretary, this_year, {"points-2.1": "30"}).status_code == 404


def test_a_year_without_meetings_says_so_and_offers_nothing(village: Village) -> None:
    in_force(ANNUAL, village.commune)

    shown = words(page_of(reader("secretary", village), LAST_YEAR))

    assert "there is nothing to score" in shown
    assert 'name="points-2.1"' not in shown


def test_a_score_written_meanwhile_is_said_with_both_versions(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village, a_day(6))
    writer = reader("writer", village)
    page_of(writer, LAST_YEAR, {"points-2.1": "30"})

    answer = page_of(writer, LAST_YEAR, {"points-2.1": "12"})

    assert answer.status_code == 409
    assert "wrote this score while you were typing" in words(answer)
    assert 'name="points-2.1" value="12"' in words(answer)


def test_a_sheet_of_levels_has_its_own_page(village: Village) -> None:
    in_force(ANNUAL_LEVELS, village.commune)
    made.sealed(village, a_day(6))
    writer = reader("writer", village)

    page_of(writer, LAST_YEAR, {"points-1.2": "Khá"})

    written = YearAssessment.objects.get()
    assert [one["level"] for one in written.lines] == ["Tốt", "Khá"]
    assert (written.grade, int(written.most)) == ("Khá", 0)
    assert "<b>Khá.</b>" in words(page_of(writer, LAST_YEAR))


def test_without_an_annual_sheet_there_is_no_such_page_and_no_link(village: Village) -> None:
    made.sealed(village, JUNE)
    made.sealed(village, JULY)
    member = reader("member", village)

    assert page_of(member, 2026).status_code == 404
    year = member.get(reverse("quality:year", args=["TT.01", 2026])).content.decode()
    assert reverse("quality:year_score", args=["TT.01", 2026]) not in year


def test_the_years_page_leads_to_its_score(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    made.sealed(village, JUNE)

    year = reader("member", village).get(reverse("quality:year", args=["TT.01", 2026]))

    assert reverse("quality:year_score", args=["TT.01", 2026]) in year.content.decode()


def test_the_year_of_a_cell_that_ended_can_be_scored_at_once(village: Village) -> None:
    in_force(ANNUAL, village.commune)
    this_year = timezone.localdate().year
    made.sealed(village, date(this_year, 1, 15))
    ended = date(this_year, 2, 1)
    office = reader("office", village)
    Unit.objects.filter(pk=village.cell.pk).update(until=ended)
    village.cell.above.update(until=ended)
    village.cell.names.update(until=ended)

    shown = words(page_of(office, this_year))
    answer = page_of(office, this_year, {"points-2.1": "30"})

    assert "Chi bộ bản Máy" in shown
    assert "So far." not in shown
    assert answer.status_code == 302
    written = YearAssessment.objects.get()
    assert [line["points"] for line in written.lines] == ["40", "20", "30"]
    assert page_of(office, this_year + 1).status_code == 404


ABOVE_THE_POINTS = """\
gates:
  - {grade: Tốt, measure: year_met, when: ">= 90", otherwise: Khá}
overrides:
  - {override: disciplined, event: Có đảng viên bị kỷ luật, grade: Kém}
"""


def test_what_stands_above_the_points_of_a_year_is_asked_and_said(village: Village) -> None:
    in_force(ANNUAL + ABOVE_THE_POINTS, village.commune)
    made.sealed(village, a_day(6))
    writer = reader("writer", village)
    full = {"points-2.1": "40", "points-1.2": "20", "because-1.2": "có giấy mời từng tháng"}

    page_of(writer, LAST_YEAR, full)
    unanswered = YearAssessment.objects.get()
    seen = {"seen": str(unanswered.pk)}
    page_of(writer, LAST_YEAR, {**full, **seen, "event-disciplined": "no"})

    answered = YearAssessment.objects.get(replaced_at=None)
    assert (unanswered.grade, answered.grade) == ("", "Khá")
    assert answered.events == {"disciplined": False}
    shown = words(page_of(writer, LAST_YEAR))
    assert "Có đảng viên bị kỷ luật?" in shown
    assert (
        "The points come to Tốt; that also takes share of months with a regular meeting from 90%, so it is Khá."
        in shown
    )
