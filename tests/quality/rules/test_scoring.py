from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.quality.rules.checking import check, possible
from chibo.quality.rules.evidence import Evidence, Run
from chibo.quality.rules.lines import Change, Decision, Line, Why
from chibo.quality.rules.measuring import MEASURES, Better
from chibo.quality.rules.reading import read
from chibo.quality.rules.scoring import Score, score
from chibo.quality.rules.sheets import Kind, Sheet
from chibo.quality.shipped import shipped
from tests.factories.evidence import OPENS, a_meeting, body, reviewed, roll

SETTLED = """
settled:
  - {criterion: "1", when: "> 30 and < half", points: 2, because: để tính}
  - {criterion: "4.3", otherwise: redistribute, to: "4.2", because: để tính}
  - {criterion: "4.5", when: "= 50", points: 4, because: để tính}
"""
AN_PHU = read(shipped()["an-phu-2025"] + SETTLED).sheet
SHEETS = [AN_PHU, read(shipped()["hd42-frame"]).sheet, read(shipped()["hd12-2018"]).sheet]


def line(found: Score, key: str) -> Line:
    return next(one for one in found.lines if one.key == key)


# ---------------------------------------------------------------- every edge of every band


@pytest.mark.parametrize(
    ("minutes", "points"),
    [(90, 5), (89, 4), (75, 4), (74, 3), (60, 3), (59, 2), (46, 2), (45, 2), (44, 1), (0, 1)],
)
def test_the_edges_of_time(minutes: int, points: int) -> None:
    assert line(score(AN_PHU, a_meeting(minutes=minutes)), "1").points == points


@pytest.mark.parametrize(
    ("present", "points"),
    [(20, 4), (18, 4), (17, 3), (15, 3), (14, 2), (13, 2), (12, 1), (1, 1)],
)
def test_the_edges_of_attendance(present: int, points: int) -> None:
    # Of twenty: 90% are 18, 75% are 15, 65% are 13.
    evidence = a_meeting(roll=roll(present=present, excused=20 - present))

    assert line(score(AN_PHU, evidence), "2.1").points == points


@pytest.mark.parametrize(
    ("spoke", "points"),
    [(20, 5), (11, 5), (10, 4), (9, 4), (8, 4), (7, 3), (6, 3), (5, 2), (0, 2)],
)
def test_the_edges_of_speaking(spoke: int, points: int) -> None:
    # Of twenty: 50% are ten, which had to be settled; 40% are eight, 30% are six.
    evidence = a_meeting(roll=roll(present=20), items=body(spoke))

    assert line(score(AN_PHU, evidence), "4.5").points == points


@pytest.mark.parametrize(
    ("done", "points"),
    [
        (20, 30), (18, 30), (17, 27), (16, 27), (15, 24), (14, 24), (13, 20), (12, 20), (11, 15),
        (10, 15), (9, 10), (0, 10),
    ],
)  # fmt: skip
def test_the_edges_of_results(done: int, points: int) -> None:
    assert line(score(AN_PHU, a_meeting(reviewed=reviewed(done=done, of=20))), "7").points == points


@pytest.mark.parametrize(
    ("facts", "key", "points"),
    [
        ({"excused_runs": (Run("Người 9", 3),)}, "2.2", 1),
        ({"excused_runs": (Run("Người 9", 4),)}, "2.2", 0),
        ({"documents_at": OPENS - timedelta(hours=24)}, "3.5", 2),
        ({"documents_at": OPENS - timedelta(hours=23, minutes=59)}, "3.5", 0),
        ({"posted_on": OPENS.date() + timedelta(days=2)}, "8.3", 1),
        ({"posted_on": OPENS.date() + timedelta(days=3)}, "8.3", 0),
        ({"members": 29, "ended_at": OPENS + timedelta(minutes=90)}, "1", 5),
        ({"members": 30, "ended_at": OPENS + timedelta(minutes=90)}, "1", 3),
    ],
)
def test_the_edges_of_the_rest(facts: dict[str, Any], key: str, points: int) -> None:
    assert line(score(AN_PHU, a_meeting(**facts)), key).points == points


@pytest.mark.parametrize(
    ("points", "grade"),
    [("100", "Tốt"), ("90", "Tốt"), ("89.75", "Khá"), ("70", "Khá"), ("69.5", "Trung bình"),
     ("50", "Trung bình"), ("49.99", "Kém"), ("0", "Kém")],
)  # fmt: skip
def test_the_edges_of_the_grades(points: str, grade: str) -> None:
    left = Fraction(points)
    decisions = {}
    for criterion in SHEETS[1].criteria:
        given = min(left, criterion.points)
        decisions[criterion.key] = Decision(given)
        left -= given

    found = score(SHEETS[1], a_meeting(), decisions)

    assert (found.lowest.points, found.grade) == (Fraction(points), grade)


# ---------------------------------------------------------------- where points come from


def test_no_evidence_leaves_a_line_open_and_never_full() -> None:
    evidence = a_meeting(noticed_at=None, reviewed=None, documents_at=None, huddle_on=None)

    found = score(AN_PHU, evidence)

    for key in ("3.3", "3.4", "3.5", "7"):
        assert (line(found, key).points, line(found, key).why) == (None, Why.NO_EVIDENCE)


def test_the_frame_leaves_to_people_what_it_does_not_say() -> None:
    found = score(SHEETS[1], a_meeting(roll=roll(present=22, excused=1, unexcused=1)))

    # 22 of 24 would be full; but one was absent without reason, and no document says what then.
    open_ = line(found, "2")
    assert (open_.points, open_.why, open_.cap and open_.cap.measure) == (
        None,
        Why.PEOPLE,
        "unexcused",
    )


@pytest.mark.parametrize(
    ("facts", "key", "expected"),
    [
        pytest.param(
            # 17 of 20 = 85%; with 18 it is 90%.
            {"roll": roll(present=17, excused=3)},
            "2.1",
            ("attendance", ">= 90", 4, 1),
            id="one more member",
        ),
        pytest.param(
            {"roll": roll(present=20), "items": body(10)},
            "4.5",
            ("speakers", "> 50", 5, 1),
            id="more than half, not half",
        ),
        pytest.param(
            {"reviewed": reviewed(done=1, of=3)}, "7", ("tasks_done", ">= 50 and < 60", 15, None)
        ),
        pytest.param(
            {"documents_at": OPENS - timedelta(hours=5)},
            "3.5",
            ("documents_hours", ">= 24", 2, None),
        ),
    ],
)
def test_a_line_says_what_would_have_changed_it(
    facts: dict[str, Any], key: str, expected: tuple[str, str, int, int | None]
) -> None:
    change = line(score(AN_PHU, a_meeting(**facts)), key).change

    assert isinstance(change, Change)
    measure, when, points, more = expected
    assert (change.measure, str(change.when), change.more) == (measure, when, more)
    assert change.points == points


def test_full_points_leave_nothing_to_change() -> None:
    assert line(score(AN_PHU, a_meeting()), "2.1").change is None


def test_a_decision_stands_with_its_reason() -> None:
    decided = {"2.1": Decision(Fraction(2), because="hai đồng chí về giữa buổi")}

    found = line(score(AN_PHU, a_meeting(), decided), "2.1")

    assert found.points == 2
    assert (found.why, found.because) == (Why.DECIDED, "hai đồng chí về giữa buổi")
    # What is on record stays beside it.
    assert found.measured is not None
    assert (found.measured.part, found.measured.whole) == (22, 24)


# ---------------------------------------------------------------- other kinds of sheets

OTHER = """\
sheet: other
title: Phiếu khác
issuer: Đảng ủy xã Phiêng Lót
seen: local
total: 20
grades:
  - {grade: A, more_than: 15}
  - {grade: B, at_least: 8}
  - {grade: C}
groups:
  - group: "1"
    title: Dự họp
    points: 10
    criteria:
      - {criterion: "1.1", title: Vắng, kind: deduct, points: 10, measure: unexcused, each: 2, free: 1, least: 3}
      - {criterion: "1.2", title: Không ai vắng lâu, kind: bonus, points: 2, measure: excused_run, when: "= 0"}
  - group: "2"
    title: Tiến hành
    points: 10
    criteria:
      - {criterion: "2.1", title: Chuyên đề, kind: manual, points: 4, applies: {measure: with_theme, otherwise: leave_out}}
      - {criterion: "2.2", title: Chủ trì, kind: manual, points: 6}
      - {criterion: "2.3", title: Đủ biên bản, kind: pass, measure: minutes_complete, when: "= 100"}
gates:
  - {grade: A, full: ["2.3"], otherwise: B}
  - {grade: B, measure: minutes_held, when: ">= 60", otherwise: C}
overrides:
  - {override: fight, event: Mất đoàn kết, grade: C}
"""


def other() -> Sheet:
    found = read(OTHER)
    assert check(found) == []
    return found.sheet


@pytest.mark.parametrize(
    ("unexcused", "points"), [(0, 10), (1, 10), (2, 8), (3, 6), (4, 4), (5, 3), (9, 3)]
)
def test_each_one_counted_costs_points(unexcused: int, points: int) -> None:
    evidence = a_meeting(roll=roll(present=10, unexcused=unexcused))

    assert line(score(other(), evidence), "1.1").points == points


@pytest.mark.parametrize(
    ("unexcused", "runs", "expected"),
    [
        pytest.param(0, (), 10, id="the bonus does not go beyond the group"),
        pytest.param(2, (), 10, id="it makes up for what was lost"),
        pytest.param(3, (), 8),
        pytest.param(3, (Run("Người 1", 1),), 6, id="no bonus"),
    ],
)
def test_a_bonus_fills_up_its_group(unexcused: int, runs: tuple[Run, ...], expected: int) -> None:
    evidence = a_meeting(
        roll=roll(present=10, unexcused=unexcused), excused_runs=runs, with_theme=True
    )

    assert score(other(), evidence).lowest.points == expected


@pytest.mark.parametrize(
    ("theme", "decided", "most", "grade"),
    [
        # 16 of 20 is more than 15; 16 of 16 and 12 of 16 (as 15 of 20) are measured on what counts.
        pytest.param(True, {"2.1": 0, "2.2": 6}, 20, "A", id="all counts"),
        pytest.param(True, {"2.1": 0, "2.2": 5}, 20, "B", id="15 is not more than 15"),
        pytest.param(False, {"2.2": 6}, 16, "A", id="left out"),
        pytest.param(False, {"2.2": 2}, 16, "B", id="12 of 16 are 15 of 20"),
    ],
)
def test_what_is_left_out_counts_for_neither_side(
    theme: bool, decided: dict[str, int], most: int, grade: str
) -> None:
    decisions = {key: Decision(Fraction(points)) for key, points in decided.items()}

    found = score(other(), a_meeting(with_theme=theme), decisions, {"fight": False})

    assert found.most == most
    assert found.grade == grade


@pytest.mark.parametrize(
    ("facts", "event", "grade", "stopped"),
    [
        pytest.param({}, False, "A", [], id="nothing stops it"),
        pytest.param({"meeting_secretary": ""}, False, "B", ["A"], id="the gate of A"),
        pytest.param(
            {"meeting_secretary": "", "minutes": 50}, False, "C", ["A", "B"], id="both gates"
        ),
        pytest.param({}, True, "C", ["A"], id="an event"),
    ],
)
def test_gates_and_events_stand_above_points(
    facts: dict[str, Any], event: bool, grade: str, stopped: list[str]
) -> None:
    decisions = {"2.1": Decision(Fraction(4)), "2.2": Decision(Fraction(6))}

    found = score(other(), a_meeting(with_theme=True, **facts), decisions, {"fight": event})

    assert found.lowest.points == 20
    assert found.grade == grade
    assert [change.was for change in found.lowest.changes] == stopped


def test_an_event_nobody_answered_leaves_the_grade_open() -> None:
    decisions = {"2.1": Decision(Fraction(4)), "2.2": Decision(Fraction(6))}

    found = score(other(), a_meeting(with_theme=True), decisions)

    assert (found.grade, found.lowest.grade, found.highest.grade) == (None, "C", "A")
    assert [one.key for one in found.unanswered] == ["fight"]
    assert not found.is_whole


def test_checks_without_points_pass_only_all_together() -> None:
    asked = [one.key for one in SHEETS[2].criteria if not one.measure]
    passed = {key: Decision(passed=True) for key in asked}

    whole = score(SHEETS[2], a_meeting(), passed)
    one_less = score(SHEETS[2], a_meeting(), {**passed, "3.2": Decision(passed=False)})
    short = score(SHEETS[2], a_meeting(minutes=89), passed)

    assert (whole.grade, one_less.grade, short.grade) == ("Đạt", "Chưa đạt", "Chưa đạt")


# ---------------------------------------------------------------- properties


@st.composite
def meetings(draw: st.DrawFn) -> Evidence:
    present = draw(st.integers(1, 30))
    of = draw(st.integers(0, 8))
    return a_meeting(
        minutes=draw(st.integers(0, 180)),
        members=draw(st.integers(1, 60)),
        roll=roll(
            present=present, excused=draw(st.integers(0, 10)), unexcused=draw(st.integers(0, 5))
        ),
        items=body(draw(st.integers(0, present)), concluded=draw(st.integers(0, 1))),
        reviewed=draw(
            st.one_of(
                st.none(),
                st.builds(lambda done: reviewed(done=min(done, of), of=of), st.integers(0, 8)),
            )
        ),
        with_theme=draw(st.booleans()),
        has_committee=draw(st.booleans()),
        approved=draw(st.booleans()),
        excused_runs=(Run("Người 1", draw(st.integers(0, 9))),),
        noticed_at=draw(st.sampled_from([None, OPENS, OPENS - timedelta(days=4)])),
        documents_at=draw(st.sampled_from([None, OPENS - timedelta(hours=2)])),
    )


@settings(deadline=None)
@given(st.sampled_from([AN_PHU, SHEETS[1], other()]), meetings(), st.data())
def test_points_stay_between_nothing_and_the_most(
    sheet: Sheet, evidence: Evidence, data: st.DataObject
) -> None:
    decided = {
        one.key: Decision(data.draw(st.fractions(0, one.most, max_denominator=4)))
        for one in score(sheet, evidence).lines
        if one.most and data.draw(st.booleans())
    }

    found = score(sheet, evidence, decided)

    assert all(one.points is None or 0 <= one.points <= one.most for one in found.lines)
    assert 0 <= found.lowest.points <= found.highest.points <= found.most <= sheet.total
    order = sheet.grade_names
    assert order.index(found.lowest.grade) >= order.index(found.highest.grade)
    assert found.is_whole or found.open_lines or found.unanswered


@settings(deadline=None)
@given(st.sampled_from(SHEETS), meetings())
def test_deciding_what_is_open_lands_between_lowest_and_highest(
    sheet: Sheet, evidence: Evidence
) -> None:
    found = score(sheet, evidence)
    full = {
        one.key: Decision(one.most, level=sheet.levels[0] if sheet.levels else "", passed=True)
        if one.criterion.kind == Kind.PASS or sheet.levels
        else Decision(one.most)
        for one in found.open_lines
    }

    assert score(sheet, evidence, full).lowest == found.highest


def _values(sheet: Sheet, key: str) -> st.SearchStrategy[tuple[Fraction, Fraction, Any]]:
    ways = possible(MEASURES[key], sheet)

    def of(way: Any) -> st.SearchStrategy[tuple[Fraction, Fraction, Any]]:
        within, marks = way
        high = within.high if within.high is not None else Fraction(200)
        one = st.integers(0, int(high) * 2).map(lambda n: Fraction(n, 2))
        if MEASURES[key].unit != "percent":
            one = st.integers(0, int(high)).map(Fraction)
        return st.tuples(one, one, st.just(marks))

    return st.sampled_from(ways).flatmap(of)


@pytest.mark.parametrize(
    ("sheet", "key"),
    [
        pytest.param(sheet, one.key, id=f"{sheet.key} {one.key}")
        for sheet in [AN_PHU]
        for one in sheet.criteria
        if one.kind == Kind.BANDS
    ],
)
@given(st.data())
def test_better_evidence_never_lowers_a_line(sheet: Sheet, key: str, data: st.DataObject) -> None:
    criterion = sheet.criterion(key)
    measure = MEASURES[criterion.measure]
    one, other_, marks = data.draw(_values(sheet, criterion.measure))
    worse, better = sorted((one, other_), reverse=measure.better == Better.LESS)

    def points(value: Fraction) -> Fraction:
        held = [band for band in sheet.bands_of(criterion) if band.when.holds(value, marks)]
        # Exactly one band holds for every value there can be.
        assert len(held) == 1
        assert held[0].points is not None
        return held[0].points

    assert points(better) >= points(worse)


@settings(deadline=None)
@given(meetings())
def test_one_absent_without_reason_less_never_lowers_a_score(evidence: Evidence) -> None:
    kept = tuple(one for one in evidence.roll if one.state != "unexcused")
    without = replace(evidence, roll=kept, must_attend=len(kept))

    assert score(AN_PHU, without).lowest.points >= score(AN_PHU, evidence).lowest.points
