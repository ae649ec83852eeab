"""Three meetings scored with the sheet of An Phú, line by line, as one does it on paper."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from chibo.quality.rules.checking import check
from chibo.quality.rules.evidence import Evidence, Run
from chibo.quality.rules.lines import Decision, Why
from chibo.quality.rules.reading import read
from chibo.quality.rules.scoring import Score, points_of_group, score
from chibo.quality.rules.sheets import Sheet
from chibo.quality.shipped import shipped
from tests.factories.evidence import OPENS, a_meeting, body, reviewed, roll

SETTLED = """
settled:
  - {criterion: "1", when: "> 30 and < half", points: 2, because: để tính}
  - {criterion: "4.3", otherwise: redistribute, to: "4.2", because: để tính}
  - {criterion: "4.5", when: "= 50", points: 4, because: để tính}
"""


@pytest.fixture(scope="module")
def an_phu() -> Sheet:
    found = read(shipped()["an-phu-2025"] + SETTLED)
    assert check(found) == []
    return found.sheet


def decided(said: str) -> dict[str, Decision]:
    """Return decisions by criterion: "3.1=2" is two points for 3.1."""
    pairs = (one.split("=") for one in said.split())
    return {key: Decision(Fraction(points), because="chi bộ bàn") for key, points in pairs}


def by_line(found: Score) -> dict[str, tuple[int, Why]]:
    return {line.key: (int(line.points or 0), line.why) for line in found.lines}


def comes_to(found: Score) -> tuple[str, str, str | None]:
    return str(found.lowest.points), str(found.most), found.grade


def by_group(found: Score) -> list[int]:
    groups = found.sheet.groups
    return [int(points_of_group(group, found.lines, best=False)) for group in groups]


GOOD = a_meeting()
GOOD_DECIDED = decided(
    "3.1=3 3.2=2 4.2=13 4.4=2 4.7=1 4.8=0 5.1=2 5.2=4 5.3=2 6.1=1 6.2=2 6.3=1 6.4=1"
)


def test_a_good_month_of_a_village_cell(an_phu: Sheet) -> None:
    found = score(an_phu, GOOD, GOOD_DECIDED)

    assert by_line(found) == {
        "1": (5, Why.MEASURED),  # 100 minutes, 90 asked of 25 members
        "2.1": (4, Why.MEASURED),  # 22 of 24 = 91,7%, nobody without reason
        "2.2": (1, Why.MEASURED),  # two meetings running at the longest
        "3.1": (3, Why.DECIDED),
        "3.2": (2, Why.DECIDED),
        "3.3": (2, Why.MEASURED),  # the committee met on 27/2
        "3.4": (1, Why.MEASURED),  # 72 hours before
        "3.5": (2, Why.MEASURED),  # 26 hours before
        "4.1": (5, Why.MEASURED),  # nine of nine steps
        "4.2": (13, Why.DECIDED),  # of 15: no theme this month
        "4.3": (0, Why.SPREAD),
        "4.4": (2, Why.DECIDED),
        "4.5": (5, Why.MEASURED),  # 12 of 22 = 54,5%
        "4.6": (1, Why.MEASURED),
        "4.7": (1, Why.DECIDED),
        "4.8": (0, Why.DECIDED),
        "5.1": (2, Why.DECIDED),
        "5.2": (4, Why.DECIDED),
        "5.3": (2, Why.DECIDED),
        "5.4": (1, Why.MEASURED),  # every item has a conclusion
        "6.1": (1, Why.DECIDED),
        "6.2": (2, Why.DECIDED),
        "6.3": (1, Why.DECIDED),
        "6.4": (1, Why.DECIDED),
        "7": (30, Why.MEASURED),  # 5 of 5
        "8.1": (2, Why.MEASURED),
        "8.2": (2, Why.MEASURED),
        "8.3": (1, Why.MEASURED),  # on the e-handbook the next day
    }
    assert by_group(found) == [5, 5, 10, 27, 9, 5, 30, 5]
    assert comes_to(found) == ("96", "100", "Tốt")


MIDDLING = a_meeting(
    minutes=100,
    members=32,
    roll=roll(present=24, excused=5, unexcused=1),
    items=body(6, 6, concluded=1),
    reviewed=reviewed(done=4, of=5),
    noticed_at=OPENS - timedelta(hours=20),
    documents_at=OPENS - timedelta(hours=20),
    posted_on=date(2026, 3, 6),
    excused_runs=(Run("Người 25", 4),),
    with_theme=True,
)
MIDDLING_DECIDED = decided(
    "3.1=2 3.2=1 4.2=8 4.3=4 4.4=1 4.7=0 4.8=1 5.1=1 5.2=3 5.3=2 6.1=1 6.2=1 6.3=1 6.4=0"
)


def test_a_middling_month_with_a_theme_of_a_large_cell(an_phu: Sheet) -> None:
    found = score(an_phu, MIDDLING, MIDDLING_DECIDED)

    assert by_line(found) == {
        "1": (3, Why.MEASURED),  # 100 minutes, 120 asked of 32 members: 20 short
        "2.1": (1, Why.CAPPED),  # 24 of 30 = 80% would be 3; one without reason
        "2.2": (0, Why.MEASURED),  # four meetings running
        "3.1": (2, Why.DECIDED),
        "3.2": (1, Why.DECIDED),
        "3.3": (2, Why.MEASURED),
        "3.4": (1, Why.MEASURED),  # 20 hours before
        "3.5": (0, Why.MEASURED),  # less than a day
        "4.1": (0, Why.MEASURED),  # one item without conclusion: eight of nine steps
        "4.2": (8, Why.DECIDED),  # of 10: the month has a theme
        "4.3": (4, Why.DECIDED),
        "4.4": (1, Why.DECIDED),
        "4.5": (4, Why.MEASURED),  # 12 of 24 = 50%, as settled
        "4.6": (0, Why.MEASURED),
        "4.7": (0, Why.DECIDED),
        "4.8": (1, Why.DECIDED),
        "5.1": (1, Why.DECIDED),
        "5.2": (3, Why.DECIDED),
        "5.3": (2, Why.DECIDED),
        "5.4": (0, Why.MEASURED),
        "6.1": (1, Why.DECIDED),
        "6.2": (1, Why.DECIDED),
        "6.3": (1, Why.DECIDED),
        "6.4": (0, Why.DECIDED),
        "7": (27, Why.MEASURED),  # 4 of 5 = 80%
        "8.1": (0, Why.MEASURED),
        "8.2": (2, Why.MEASURED),
        "8.3": (0, Why.MEASURED),  # three days after
    }
    assert by_group(found) == [3, 1, 6, 18, 6, 3, 27, 2]
    assert comes_to(found) == ("66", "100", "Trung bình")


POOR = a_meeting(
    minutes=40,
    members=6,
    roll=roll(present=3, excused=2),
    items=body(1),
    reviewed=reviewed(done=1, of=3),
    resolution_voted=False,
    has_committee=False,
    huddle_on=None,
    noticed_at=None,
    documents_at=None,
    posted_on=None,
    excused_runs=(Run("Người 4", 1),),
)
POOR_DECIDED = decided(
    "3.1=0 3.2=0 3.4=0 3.5=0 4.2=6 4.4=0 4.7=0 4.8=0 "
    "5.1=1 5.2=1 5.3=0 6.1=1 6.2=0 6.3=0 6.4=0 8.3=0"
)


def test_a_poor_month_of_a_cell_with_a_secretary_alone(an_phu: Sheet) -> None:
    found = score(an_phu, POOR, POOR_DECIDED)

    assert by_line(found) == {
        "1": (1, Why.MEASURED),  # 40 of 90 minutes: less than half
        "2.1": (1, Why.MEASURED),  # 3 of 5 = 60%
        "2.2": (1, Why.MEASURED),
        "3.1": (0, Why.DECIDED),
        "3.2": (0, Why.DECIDED),
        "3.3": (2, Why.FULL),  # nobody to meet with
        "3.4": (0, Why.DECIDED),  # nothing on record
        "3.5": (0, Why.DECIDED),
        "4.1": (0, Why.MEASURED),  # the resolution was not voted on
        "4.2": (6, Why.DECIDED),
        "4.3": (0, Why.SPREAD),
        "4.4": (0, Why.DECIDED),
        "4.5": (3, Why.MEASURED),  # 1 of 3 = 33,3%
        "4.6": (1, Why.MEASURED),
        "4.7": (0, Why.DECIDED),
        "4.8": (0, Why.DECIDED),
        "5.1": (1, Why.DECIDED),
        "5.2": (1, Why.DECIDED),
        "5.3": (0, Why.DECIDED),
        "5.4": (1, Why.MEASURED),
        "6.1": (1, Why.DECIDED),
        "6.2": (0, Why.DECIDED),
        "6.3": (0, Why.DECIDED),
        "6.4": (0, Why.DECIDED),
        "7": (10, Why.MEASURED),  # 1 of 3
        "8.1": (2, Why.MEASURED),
        "8.2": (2, Why.MEASURED),
        "8.3": (0, Why.DECIDED),
    }
    assert by_group(found) == [1, 2, 2, 10, 3, 1, 10, 4]
    assert comes_to(found) == ("33", "100", "Kém")


def test_what_nobody_decided_yet_stays_open(an_phu: Sheet) -> None:
    found = score(an_phu, GOOD)

    # 3.1, 3.2 (5), 4.2 with the points of 4.3, 4.4, 4.7, 4.8 (19), 5.1 to 5.3 (9), 6 (5).
    assert [found.lowest.points, found.highest.points] == [62, 100]
    assert (found.lowest.grade, found.highest.grade, found.grade) == ("Trung bình", "Tốt", None)
    assert [line.key for line in found.open_lines] == list(GOOD_DECIDED)


@pytest.mark.parametrize("evidence", [GOOD, MIDDLING, POOR])
def test_the_full_marks_of_binh_thuan_take_a_good_grade_back(evidence: Evidence) -> None:
    sheet = read(shipped()["binh-thuan-layer"] + SETTLED, shipped().get).sheet
    everything = {
        line.key: Decision(line.most)
        for line in score(sheet, evidence).lines
        if line.key not in {"1", "2.1", "2.2", "4.5", "4.6"}
    }

    found = score(sheet, evidence, everything)

    lost = found.lowest.points < 100
    assert found.lowest.points >= 90
    assert found.grade == ("Khá" if lost else "Tốt")
    assert [change.grade for change in found.lowest.changes] == (["Khá"] if lost else [])
