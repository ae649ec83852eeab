"""What a cell's quarters and year come to, and what people answer about them."""

import json
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from chibo.book.actions import seal_meeting
from chibo.meetings.models import Meeting
from chibo.quality.actions.assessing import Given, assess
from chibo.quality.actions.years import NothingAnswered, NotOver, answer_events
from chibo.quality.looking_back import CellPeriod, year_of
from chibo.quality.models import PeriodAnswer
from chibo.quality.rules.lines import Decision
from chibo.units.models import Unit
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JULY, JUNE, SEPTEMBER, Village
from tests.factories.sheets import ANNUAL, in_force, shipped_layer
from tests.factories.watching import changed, logged, refused, tables

NOVEMBER = date(2026, 11, 28)
AFTER = date(2027, 1, 5)
BY: dict[str, Any] = {"by": "vanphong", "at": datetime(2027, 1, 5, 2, tzinfo=UTC)}
GOOD = {"3.1": 5, "3.2": 5, "4.1": 5, "4.2": 25, "4.3": 10, "5": 5, "6": 30, "7": 5}
LAST_YEAR = timezone.localdate().year - 1


def sealed(village: Village, day: date, **marks: int) -> Meeting:
    """Enter a meeting in the book that the cell gave full marks, but for those named."""
    meeting = made.closed(village, day)
    points = GOOD | {key[1:].replace("_", "."): given for key, given in marks.items()}
    given = Given({key: Decision(Fraction(one)) for key, one in points.items()}, {})
    by: dict[str, Any] = {"by": "thuky", "at": meeting.starts_at + timedelta(hours=2)}
    assess(meeting_id=meeting.pk, kind="self", given=given, **by)
    seal_meeting(meeting_id=meeting.pk, by="bithu", at=meeting.starts_at + timedelta(days=1))
    return made.fresh(meeting)


def whole(village: Village, today: date = NOVEMBER, year: int = 2026) -> CellPeriod:
    found = year_of(village.cell, year, today, inside=True).whole
    assert found is not None
    return found


def test_quarters_and_the_year_show_what_is_not_graded_missed_and_to_come(
    village: Village,
) -> None:
    shipped_layer("phu-tho-layer", village.commune)
    sealed(village, JUNE)
    made.sealed(village, JULY)
    sealed(village, SEPTEMBER, p4_2=0)

    found = year_of(village.cell, 2026, NOVEMBER, inside=True)

    assert [
        (one.number, one.found.graded, one.found.ungraded, one.missed, one.found.to_come)
        for one in found.periods
    ] == [(1, 0, 0, 3, 0), (2, 1, 0, 2, 0), (3, 1, 1, 1, 0), (4, 0, 0, 1, 2), (0, 2, 1, 7, 2)]
    assert [one.is_over for one in found.periods] == [True, True, True, False, False]
    assert found.whole is not None
    # One Khá, one not graded, two to come: seven Tốt are out of reach.
    assert (found.whole.found.lowest, found.whole.found.highest) == ("Trung bình", "Khá")


def test_a_year_that_is_over_comes_to_its_grade(village: Village) -> None:
    shipped_layer("phu-tho-layer", village.commune)
    for month in range(1, 8):
        sealed(village, date(2026, month, 14))
    for month in range(8, 13):
        sealed(village, date(2026, month, 14), p4_2=10)

    assert whole(village, AFTER).found.grade == "Tốt"
    assert dict(whole(village, AFTER).found.spread)["Khá"] == 5


def test_a_cell_founded_in_july_has_two_quarters(village: Village) -> None:
    Unit.objects.filter(pk=village.cell.pk).update(since=date(2026, 7, 1))
    village.cell.refresh_from_db()
    sealed(village, JULY)

    found = year_of(village.cell, 2026, NOVEMBER, inside=True)

    assert [(one.number, one.missed) for one in found.periods] == [(3, 2), (4, 1), (0, 3)]


def test_what_is_measured_and_asked_narrows_the_year(village: Village) -> None:
    shipped_layer("tra-vinh-layer", village.commune)
    meeting = made.held(village, JUNE)
    made.mark(meeting, village.plain[0], "excused")
    made.seal(meeting)

    found = whole(village, AFTER).found

    assert [one.measured and one.measured.value for one in found.gates] == [Fraction(175, 2), 1]
    assert [one.passes for one in found.gates] == [False, True]
    assert (found.grade, found.lowest, found.highest) == (None, "Kém", "Khá")


# ---------------------------------------------------------------- answers


def answered(village: Village, *, happened: bool, kind: str = "superior", **more: Any) -> None:
    said: dict[str, Any] = {"year": 2026, "quarter": 0, **BY, **more}
    said.setdefault("events", {"disciplined": happened})
    answer_events(cell=village.cell, kind=kind, **said)


def test_an_answer_closes_the_year(village: Village) -> None:
    shipped_layer("tra-vinh-layer", village.commune)
    sealed(village, JUNE)
    before = tables()

    with logged("period.answered", "TT.01"):
        answered(village, happened=True)

    assert changed(before, tables()) == {"quality.PeriodAnswer", "audit.Entry"}
    assert whole(village, AFTER).found.grade == "Kém"


def test_the_side_the_sheet_lets_decide_is_believed_first(village: Village) -> None:
    shipped_layer("tra-vinh-layer", village.commune)
    sealed(village, JUNE)

    answered(village, happened=True, kind="self")
    cell_alone = whole(village, AFTER).found.grade
    answered(village, happened=False)

    assert cell_alone == "Kém"
    assert [one.happened for one in whole(village, AFTER).found.asked] == [False]


def test_a_later_answer_keeps_the_one_before(village: Village) -> None:
    shipped_layer("tra-vinh-layer", village.commune)
    sealed(village, JUNE)

    answered(village, happened=True)
    answered(village, happened=False)

    rows = PeriodAnswer.objects.order_by("pk")
    assert [(row.happened, row.replaced_at is None) for row in rows] == [
        (True, False),
        (False, True),
    ]


def test_nothing_is_answered_before_the_year_is_over(village: Village) -> None:
    shipped_layer("tra-vinh-layer", village.commune)
    sealed(village, JUNE)

    with refused(NotOver):
        answered(village, happened=False, at=datetime(2026, 12, 31, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    "more", [{"events": {}}, {"events": {"made-up": True}}, {"quarter": 2}, {"quarter": 9}]
)
def test_only_what_the_rule_asks_is_answered(village: Village, more: dict[str, Any]) -> None:
    shipped_layer("tra-vinh-layer", village.commune)
    sealed(village, JUNE)

    with refused(NothingAnswered):
        answered(village, happened=True, **more)


# ---------------------------------------------------------------- the page


def test_the_page_asks_what_nobody_measures(village: Village) -> None:
    shipped_layer("tra-vinh-layer", village.commune)
    sealed(village, date(LAST_YEAR, 6, 10))
    office, member = reader("office", village), reader("member", village)
    url = reverse("quality:year", args=["TT.01", LAST_YEAR])
    to = reverse("quality:answer", args=["TT.01", LAST_YEAR, 0])

    before = member.get(url).content.decode()
    nothing_chosen = office.post(to, {})
    answer = office.post(to, {"event-disciplined": "yes"})

    assert "Nobody has answered yet." in before
    assert to not in before
    assert nothing_chosen.status_code == 409
    assert "Choose yes or no" in nothing_chosen.content.decode()
    assert answer.status_code == 302
    after = " ".join(member.get(url).content.decode().split())
    assert "The superior committee: it happened." in after
    assert "<b>Kém</b>" in after


def test_the_page_says_what_the_rule_takes_and_where_the_year_stands(village: Village) -> None:
    shipped_layer("tra-vinh-layer", village.commune)
    sealed(village, date(LAST_YEAR, 6, 10))

    page = reader("member", village).get(reverse("quality:year", args=["TT.01", LAST_YEAR]))

    words = " ".join(page.content.decode().split())
    assert "Tốt takes share of members who came, over the year from 90%." in words
    assert "8 of 8 in the year = 100%." in words
    assert "The sheet does not say how grades come to one for the year." in words
    assert "Quarter 2" in words


# ---------------------------------------------------------------- the command


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command("score", *words)
    return capsys.readouterr().out


def test_the_command_explains_a_cells_year(
    village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped_layer("tra-vinh-layer", village.commune)
    in_force(ANNUAL, village.commune)
    sealed(village, date(LAST_YEAR, 6, 10), p4_2=10)
    made.sealed(village, date(LAST_YEAR, 7, 10))

    found = json.loads(said(capsys, "--cell", "TT.01", "--year", str(LAST_YEAR), "--json"))

    assert [(one["month"], one["grade"], one["decides"]) for one in found["meetings"]] == [
        (f"{LAST_YEAR}-06", "Khá", "self"),
        (f"{LAST_YEAR}-07", None, None),
    ]
    year = found["periods"][-1]
    assert (year["quarter"], year["not_graded"], year["without_minutes"]) == (None, 1, 10)
    assert (year["grade"], year["lowest"], year["highest"]) == (None, "Kém", "Tốt")
    assert [one["met"] for one in year["asks"]] == [True, True]
    assert [one["happened"] for one in year["events"]] == [None]
    annual = found["annual"]
    assert (annual["sheet"], annual["lowest"]["points"], annual["highest"]["points"]) == (
        "nam",
        "40",
        "80",
    )
    assert [line["points"] for line in annual["lines"]] == ["40", "0", None]


def test_it_says_the_same_to_be_read(village: Village, capsys: pytest.CaptureFixture[str]) -> None:
    shipped_layer("phu-tho-layer", village.commune)
    sealed(village, date(LAST_YEAR, 6, 10))

    lines = said(capsys, "--cell", "TT.01", "--year", str(LAST_YEAR)).splitlines()

    assert lines[0] == f"{LAST_YEAR}-06\tregular\t100.00/100.00\tTốt"
    assert lines[-1] == "Cả năm\tTốt 1, Khá 0, Trung bình 0, Kém 0\tKhá"


@pytest.mark.parametrize("words", [("--cell", "TT.01"), ("--cell", "XX", "--year", "2026")])
def test_it_refuses_what_it_cannot_find(village: Village, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("score", *words)
