"""Quarters and years by hand, by the rules that issuers published."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.quality.rules.checking import check
from chibo.quality.rules.evidence import Called, MeetingOfYear, YearEvidence
from chibo.quality.rules.periods import Graded, Period, period_of
from chibo.quality.rules.reading import read
from chibo.quality.rules.sheets import RollUp, Sheet
from chibo.quality.rules.years import months_of_quarter, within
from chibo.quality.shipped import shipped

PHU_THO = read(shipped()["phu-tho-layer"], shipped().get).sheet
TRA_VINH = read(shipped()["tra-vinh-layer"], shipped().get).sheet
ORDER = ("Tốt", "Khá", "Trung bình", "Kém")
SHORT = {"T": "Tốt", "K": "Khá", "B": "Trung bình", "X": "Kém", "-": ""}


def meetings(grades: str) -> list[Graded]:
    """Return meetings by the first letters of their grades; "-" has none."""
    return [Graded(SHORT[one]) for one in grades]


def a_year(*, attended: Sequence[int] = (18,) * 12, of: int = 20, excused: int = 0) -> YearEvidence:
    """Return a year of regular meetings. excused: how often one member was absent with a reason."""
    one = Called(1, "Người 1", must_attend=True, state="excused")
    return YearEvidence(
        2026,
        tuple(range(1, len(attended) + 1)),
        tuple(
            MeetingOfYear(
                key=str(month),
                kind="regular",
                month=month,
                held_on=date(2026, month, 3),
                must_attend=of,
                attended=came,
                unexcused=0,
                on_planned_day=True,
                tasks_due=0,
                tasks_done=0,
                excused=(one,) if month <= excused else (),
            )
            for month, came in enumerate(attended, start=1)
        ),
    )


def year_by(sheet: Sheet, grades: str, evidence: YearEvidence | None = None, **more: Any) -> Period:
    (rule,) = sheet.roll_up
    return period_of(rule, sheet, meetings(grades), evidence or a_year(), **more)


def ends(found: Period) -> tuple[str | None, str | None, str | None]:
    return found.grade, found.lowest, found.highest


# ---------------------------------------------------------------- Phú Thọ


@pytest.mark.parametrize(
    ("grades", "grade"),
    [
        pytest.param("TTTTTTTKKKKK", "Tốt", id="7 Tốt, the others Khá"),
        pytest.param("TTTTTTKKKKKK", "Khá", id="6 Tốt are not 7"),
        pytest.param("TTTTTTTTTTTB", "Khá", id="11 Tốt and one Trung bình"),
        pytest.param("TTTTTTTTTTTX", "Trung bình", id="11 Tốt and one Kém"),
        pytest.param("TTTTTTT", "Tốt", id="7 meetings, all Tốt"),
        pytest.param("TTTTTT", "Khá", id="6 meetings, all Tốt"),
        pytest.param("KKKKKKKKKKKK", "Khá", id="all Khá"),
        pytest.param("XXXXXXXXXXXX", "Trung bình", id="what is left has no lower grade"),
    ],
)
def test_the_year_of_phu_tho(grades: str, grade: str) -> None:
    assert ends(year_by(PHU_THO, grades)) == (grade, grade, grade)


@pytest.mark.parametrize(
    ("grades", "to_come", "expected"),
    [
        pytest.param("TTTTTTKKKKK-", 0, (None, "Trung bình", "Tốt"), id="the 7th is not graded"),
        pytest.param("TTTTTTTKKKK-", 0, (None, "Trung bình", "Tốt"), id="7 Tốt, the 12th not"),
        pytest.param("TTTTTKKKKKK-", 0, (None, "Trung bình", "Khá"), id="7 are out of reach"),
        pytest.param("TTTTTXKKKKK-", 0, ("Trung bình",) * 3, id="one Kém decides it already"),
        pytest.param("TTTTTT", 6, (None, "Trung bình", "Tốt"), id="half the year is to come"),
        pytest.param("TTTTTB", 6, (None, "Trung bình", "Khá"), id="Tốt is lost"),
        pytest.param("", 12, (None, "Trung bình", "Tốt"), id="nothing held yet"),
        pytest.param("", 0, (None, None, None), id="nothing held and nothing to come"),
    ],
)
def test_what_is_open_leaves_the_year_of_phu_tho_open(
    grades: str, to_come: int, expected: tuple[str | None, str | None, str | None]
) -> None:
    found = year_by(PHU_THO, grades, to_come=to_come, is_over=not to_come)

    assert ends(found) == expected
    assert (found.ungraded, found.to_come) == (grades.count("-"), to_come)


# ---------------------------------------------------------------- Trà Vinh

NO = {"disciplined": False}
YES = {"disciplined": True}


@pytest.mark.parametrize(
    ("evidence", "events", "expected"),
    [
        pytest.param(a_year(), NO, (None, "Kém", "Tốt"), id="90% exactly passes"),
        pytest.param(
            a_year(attended=[18] * 11 + [17]), NO, (None, "Kém", "Khá"), id="215/240 is under 90%"
        ),
        pytest.param(a_year(attended=[20] * 12), NO, (None, "Kém", "Tốt"), id="everyone came"),
        pytest.param(a_year(excused=3), NO, (None, "Kém", "Tốt"), id="3 absences of one member"),
        pytest.param(a_year(excused=4), NO, (None, "Kém", "Khá"), id="a 4th absence"),
        pytest.param(a_year(), YES, ("Kém", "Kém", "Kém"), id="a member was disciplined"),
        pytest.param(a_year(excused=4), YES, ("Kém",) * 3, id="and whatever else"),
        pytest.param(a_year(), {}, (None, "Kém", "Tốt"), id="nobody said yet"),
        pytest.param(YearEvidence(2026), NO, (None, "Kém", "Tốt"), id="nothing proves it"),
    ],
)
def test_the_year_of_tra_vinh(
    evidence: YearEvidence,
    events: dict[str, bool],
    expected: tuple[str | None, str | None, str | None],
) -> None:
    """It says what narrows a year, and not how its meetings come to a grade."""
    found = year_by(TRA_VINH, "T" * 12, evidence, events=events)

    assert ends(found) == expected
    assert not found.has_needs


def test_what_is_asked_stands_beside_what_was_measured() -> None:
    found = year_by(TRA_VINH, "T" * 12, a_year(excused=4))

    assert [one.passes for one in found.gates] == [True, False]
    assert [one.measured and one.measured.value for one in found.gates] == [
        Fraction(90),
        Fraction(4),
    ]
    assert [(one.override.key, one.happened) for one in found.asked] == [("disciplined", None)]


def test_what_is_measured_counts_when_the_period_is_over() -> None:
    evidence = a_year(attended=[10] * 6)

    so_far = year_by(TRA_VINH, "T" * 6, evidence, events=NO, to_come=6, is_over=False)

    assert [one.passes for one in so_far.gates] == [None, None]
    assert ends(so_far) == (None, "Kém", "Tốt")


# ---------------------------------------------------------------- both, and quarters

BOTH = """\
sheet: ca-hai
title: Cả hai
issuer: Đảng ủy
seen: local
extends: hd42-frame
roll_up:
  - period: quarter
    meetings: [regular]
    grades:
      - {grade: Tốt, needs: [{reach: Khá, share: "= 100"}, {reach: Tốt, count: ">= 2"}]}
      - {grade: Khá, needs: [{reach: Trung bình, share: "= 100"}]}
      - {grade: Trung bình, needs: [{reach: Trung bình, share: ">= 50"}]}
      - {grade: Kém}
    gates:
      - {grade: Tốt, measure: year_attendance, when: ">= 90", otherwise: Khá}
      - {grade: Khá, measure: year_met_every_month, when: "yes", otherwise: Kém}
  - period: year
    meetings: [regular]
    grades:
      - {grade: Tốt, needs: [{reach: Tốt, share: "> 50"}]}
      - {grade: Khá}
    gates:
      - {grade: Tốt, full: ["2", "6"], otherwise: Trung bình}
    overrides:
      - {override: absent, event: Vắng nhiều, grade: Kém, measure: year_excused_most, when: "> 3"}
      - {override: disciplined, event: Có kỷ luật, grade: Trung bình}
"""
SHEET = read(BOTH, shipped().get).sheet
QUARTER, YEAR = SHEET.roll_up


def test_a_quarter_asks_the_measures_of_a_year() -> None:
    assert check(read(BOTH, shipped().get)) == []


@pytest.mark.parametrize(
    ("grades", "attended", "expected"),
    [
        pytest.param("TTK", [18, 18, 18], ("Tốt",) * 3, id="as the needs say"),
        pytest.param("TTK", [18, 18, 17], ("Khá",) * 3, id="under 90% over the quarter"),
        pytest.param("TTT", [20, 20], ("Tốt",) * 3, id="a month not due is not missed"),
        pytest.param("TKK", [18, 18, 18], ("Khá",) * 3, id="one Tốt is not two"),
        pytest.param("TT-", [18, 18, 18], (None, "Trung bình", "Tốt"), id="one not graded"),
        pytest.param("TT-", [17, 17, 17], (None, "Trung bình", "Khá"), id="and Tốt is shut"),
        pytest.param("X--", [18, 18, 18], (None, "Kém", "Trung bình"), id="one is Kém"),
    ],
)
def test_a_quarter_by_needs_and_gates_over_its_own_meetings(
    grades: str, attended: list[int], expected: tuple[str | None, str | None, str | None]
) -> None:
    evidence = within(a_year(attended=attended), months_of_quarter(1))

    assert ends(period_of(QUARTER, SHEET, meetings(grades), evidence)) == expected


def test_gates_lead_on_to_gates() -> None:
    """Tốt shuts at attendance, Khá at the month that was missed."""
    missed = YearEvidence(2026, (1, 2, 3), a_year(attended=[10, 10]).meetings)

    found = period_of(QUARTER, SHEET, meetings("TT"), missed)

    assert ends(found) == ("Kém", "Kém", "Kém")


def test_another_quarters_meetings_count_nothing() -> None:
    evidence = a_year(attended=[5, 5, 5, 20, 20, 20])

    second = period_of(QUARTER, SHEET, meetings("TTT"), within(evidence, months_of_quarter(2)))

    assert second.grade == "Tốt"


FULL = Graded("Tốt", frozenset({"2", "6", "7"}))


@pytest.mark.parametrize(
    ("held", "events", "expected"),
    [
        pytest.param([FULL] * 3, NO, ("Tốt",) * 3, id="full marks in every meeting"),
        pytest.param(
            [FULL, FULL, Graded("Tốt", frozenset({"2"}))], NO, ("Trung bình",) * 3, id="not in one"
        ),
        pytest.param([FULL, FULL, Graded("")], NO, (None, "Trung bình", "Tốt"), id="one open"),
        pytest.param([FULL] * 3, {}, (None, "Trung bình", "Tốt"), id="nobody answered"),
        pytest.param([FULL] * 3, YES, ("Trung bình",) * 3, id="the event happened"),
        # The gate on Tốt leads lower than Khá, which has none: the ends alone would not show it.
        pytest.param([FULL, Graded("Khá"), Graded("")], NO, (None, "Trung bình", "Khá"), id="skip"),
    ],
)
def test_a_year_by_full_marks_and_events(
    held: list[Graded],
    events: dict[str, bool],
    expected: tuple[str | None, str | None, str | None],
) -> None:
    assert ends(period_of(YEAR, SHEET, held, a_year(), events)) == expected


def test_a_measured_event_forces_the_lowest_of_its_grades() -> None:
    found = period_of(YEAR, SHEET, [FULL] * 3, a_year(excused=4), YES)

    assert found.grade == "Kém"
    assert [(one.override.key, one.happened, one.is_asked) for one in found.events] == [
        ("absent", True, False),
        ("disciplined", True, True),
    ]


def test_a_sheet_without_a_rule_gives_the_spread_and_no_mean() -> None:
    found = period_of(RollUp("year", ("regular",)), SHEET, meetings("TTX-"), a_year())

    assert dict(found.spread) == {"Tốt": 2, "Khá": 0, "Trung bình": 0, "Kém": 1}
    assert (found.ungraded, found.graded, ends(found)) == (1, 3, (None, None, None))


def test_a_grade_of_another_sheet_is_not_graded_here() -> None:
    found = year_by(PHU_THO, "TTTTTTT")
    of_another = period_of(
        PHU_THO.roll_up[0], PHU_THO, [*meetings("TTTTTTT"), Graded("Đạt")], a_year()
    )

    assert found.grade == "Tốt"
    assert (of_another.ungraded, of_another.grade) == (1, None)


@given(
    st.text("TKBX-", min_size=1, max_size=12),
    st.integers(0, 5),
    st.sampled_from([{}, NO, YES]),
    st.integers(0, 6),
    st.sampled_from([PHU_THO, TRA_VINH]),
)
def test_whatever_becomes_of_the_open_lies_between_the_ends(
    grades: str, to_come: int, events: dict[str, bool], excused: int, sheet: Sheet
) -> None:
    open_now = year_by(
        sheet, grades, a_year(excused=excused), events=events, to_come=to_come,
        is_over=not to_come,
    )  # fmt: skip
    for better in ("T", "X"):
        decided = grades.replace("-", better) + better * to_come
        for said in (NO, YES):
            later = year_by(sheet, decided, a_year(excused=excused), events=said | events)

            assert ORDER.index(later.lowest or "") <= ORDER.index(open_now.lowest or "")
            assert ORDER.index(later.highest or "") >= ORDER.index(open_now.highest or "")
