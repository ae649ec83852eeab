import pytest

from chibo.quality.rules.checking import check
from chibo.quality.rules.findings import Fault
from chibo.quality.rules.reading import read
from chibo.quality.shipped import shipped

SHEET = """\
sheet: small
title: Phiếu nhỏ
issuer: Đảng ủy xã Phiêng Lót
seen: local
total: 20
grades:
  - {grade: Tốt, at_least: 18}
  - {grade: Khá, more_than: 10}
  - {grade: Kém}
groups:
  - group: "1"
    title: Dự họp
    points: 10
    criteria:
      - criterion: "1.1"
        title: Tỷ lệ dự
        kind: bands
        points: 9
        measure: attendance
        bands:
          - {when: ">= 90", points: 9}
          - {when: "< 90", points: 2}
      - criterion: "1.2"
        title: Không ai vắng lâu
        kind: bonus
        points: 1
        measure: excused_run
        when: "<= 3"
  - group: "2"
    title: Tiến hành
    points: 10
    criteria:
      - criterion: "2.1"
        title: Giao nhiệm vụ
        kind: bands
        points: 5
        measure: tasks_given
        bands:
          - {when: ">= 3", points: 5}
          - {when: "<= 2", points: 1}
      - criterion: "2.2"
        title: Chủ trì
        kind: manual
        points: 5
gates:
  - {grade: Tốt, full: ["1.1"], otherwise: Khá}
overrides:
  - {override: fight, event: Có mất đoàn kết, grade: Kém}
roll_up:
  - period: year
    meetings: [regular]
    grades:
      - {grade: Tốt, needs: [{reach: Khá, share: "= 100"}]}
      - {grade: Khá}
settled:
  - {criterion: "1.1", when: "> 200", points: 1, because: để thử}
"""
NO_SETTLED = "\n".join(SHEET.splitlines()[:-2]) + "\n"


def findings(text: str) -> list[tuple[Fault, int, str]]:
    return [(one.fault, one.line, one.at) for one in check(read(text, shipped().get))]


def test_a_sheet_that_adds_up_has_no_findings() -> None:
    assert findings(NO_SETTLED) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("total: 20", "total: 25", (Fault.SUM_OF_SHEET, 5, ""), id="sum of the sheet"),
        pytest.param("points: 9\n", "points: 4\n", (Fault.SUM_OF_GROUP, 13, "1"), id="too few"),
        pytest.param(
            "        kind: bonus\n        points: 1",
            "        kind: yes_no\n        points: 2",
            (Fault.SUM_OF_GROUP, 13, "1"),
            id="too many",
        ),
        pytest.param('"2.2"', '"2.1"', (Fault.KEY_TWICE, 41, "2.1"), id="a key twice"),
        pytest.param('"2.2"', '"1"', (Fault.KEY_TWICE, 41, "1"), id="a group's key"),
        pytest.param(
            "measure: attendance", "measure: atendance", (Fault.UNKNOWN_MEASURE, 19, "1.1")
        ),
        pytest.param(
            "measure: attendance", "measure: year_attendance", (Fault.WRONG_PERIOD, 19, "1.1")
        ),
        pytest.param("        measure: attendance\n", "", (Fault.NO_MEASURE, 15, "1.1")),
        pytest.param('"< 90", points: 2', '"<= 90", points: 2', (Fault.OVERLAP, 22, "1.1")),
        pytest.param('"< 90", points: 2', '"< 89", points: 2', (Fault.GAP, 21, "1.1")),
        pytest.param('"< 90", points: 2', '"< 90", points: 10', (Fault.TOO_MANY_POINTS, 22, "1.1")),
        pytest.param('">= 90", points: 9', '">= 90", points: 8', (Fault.NEVER_FULL, 15, "1.1")),
        pytest.param('"<= 2", points: 1', '"< 2", points: 1', (Fault.GAP, 39, "2.1")),
        pytest.param('"< 90", points: 2', '"< half", points: 2', (Fault.UNKNOWN_MARK, 22, "1.1")),
        pytest.param('when: "<= 3"', 'when: "<= half"', (Fault.UNKNOWN_MARK, 28, "1.2")),
        pytest.param(
            '          - {when: "< 90", points: 2}\n',
            '          - {when: "< 90", points: 2}\n'
            '        caps: [{measure: unexcused, when: "> norm", points: 1}]\n',
            (Fault.UNKNOWN_MARK, 23, "1.1"),
            id="a cap by a mark its measure has not",
        ),
        pytest.param(
            'full: ["1.1"]',
            'measure: attendance, when: ">= half"',
            (Fault.UNKNOWN_MARK, 46, "Tốt"),
            id="a gate by a mark its measure has not",
        ),
        pytest.param("{grade: Kém}", "{grade: Khá}", (Fault.NAME_TWICE, 9, "Khá")),
        pytest.param("at_least: 18", "at_least: 10", (Fault.ORDER, 8, "Khá"), id="equal, stricter"),
        pytest.param("at_least: 18", "at_least: 9", (Fault.ORDER, 8, "Khá"), id="thresholds rise"),
        pytest.param("at_least: 18", "at_least: 21", (Fault.ORDER, 7, "Tốt"), id="out of reach"),
        pytest.param(", more_than: 10", "", (Fault.ORDER, 8, "Khá"), id="no threshold"),
        pytest.param("{grade: Kém}", "{grade: Kém, at_least: 1}", (Fault.LAST_GRADE, 9, "Kém")),
        pytest.param("otherwise: Khá", "otherwise: Vàng", (Fault.UNKNOWN_GRADE, 46, "Vàng")),
        pytest.param("otherwise: Khá", "otherwise: Tốt", (Fault.ORDER, 46, "Tốt"), id="no lower"),
        pytest.param('full: ["1.1"]', 'full: ["9"]', (Fault.UNKNOWN_CRITERION, 46, "9")),
        pytest.param(
            ", grade: Kém}\nroll", ", grade: Yếu}\nroll", (Fault.UNKNOWN_GRADE, 48, "Yếu")
        ),
        pytest.param("reach: Khá", "reach: Giỏi", (Fault.UNKNOWN_GRADE, 53, "Giỏi")),
        pytest.param("seen: local", "seen: local\nlevels: [a, b]", (Fault.POINTS_OR_LEVELS, 5, "")),
        pytest.param(
            "kind: manual\n        points: 5",
            "kind: manual\n        points: 5\n        applies: {measure: with_theme}",
            (Fault.NO_OTHERWISE, 45, "2.2"),
            id="not said what becomes of the points",
        ),
        pytest.param(
            "kind: manual\n        points: 5",
            "kind: manual\n        points: 5\n"
            "        applies: {measure: with_theme, otherwise: redistribute, to: x}",
            (Fault.UNKNOWN_CRITERION, 45, "x"),
            id="points for nobody",
        ),
        pytest.param(
            "seen: local",
            "seen: local\nsince: 2026-05-01\nuntil: 2026-04-01",
            (Fault.UNTIL_BEFORE_SINCE, 6, ""),
            id="ends before it begins",
        ),
        pytest.param(
            "seen: local",
            'seen: local\nnorms: [{minutes: 90, members: "< 30"}]',
            (Fault.NORM_GAP, 5, ""),
            id="nothing asked of large cells",
        ),
    ],
)
def test_what_is_wrong_is_found_at_its_line(
    old: str, new: str, expected: tuple[Fault, int, str]
) -> None:
    assert old in NO_SETTLED

    assert expected in findings(NO_SETTLED.replace(old, new))


def test_what_was_settled_by_a_mark_its_measure_has_not_is_found() -> None:
    settled = 'settled:\n  - {criterion: "1.1", when: "< half", points: 5, because: họp}\n'

    assert findings(NO_SETTLED + settled) == [(Fault.UNKNOWN_MARK, 56, "1.1")]


def test_a_band_no_value_can_reach_is_found() -> None:
    impossible = NO_SETTLED.replace(
        '"< 90", points: 2}', '"< 90", points: 2}\n          - {when: "> 100", points: 3}'
    )

    assert findings(impossible) == [(Fault.NEVER, 23, "1.1")]


def test_what_was_settled_closes_a_gap() -> None:
    open_ = NO_SETTLED.replace('"< 90", points: 2', '"< 89", points: 2')
    settled = 'settled:\n  - {criterion: "1.1", when: ">= 89 and < 90", points: 5, because: họp}\n'

    assert findings(open_) == [(Fault.GAP, 21, "1.1")]
    assert findings(open_ + settled) == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("hd42-frame", []),
        ("hd12-2018", []),
        ("phu-tho-layer", []),
        ("tra-vinh-layer", []),
        (
            "an-phu-2025",
            [
                # Between 30 minutes short and half: with 90 minutes asked, and with 120.
                ("1", ">= 31 and <= 44"),
                ("1", ">= 31 and <= 59"),
                ("4.3", ""),
                ("4.5", "= 50"),
            ],
        ),
        (
            "binh-thuan-layer",
            [("1", ">= 31 and <= 44"), ("1", ">= 31 and <= 59"), ("4.3", ""), ("4.5", "= 50")],
        ),
    ],
)
def test_shipped_sheets_leave_open_what_their_issuers_did(
    key: str, expected: list[tuple[str, str]]
) -> None:
    found = check(read(shipped()[key], shipped().get))

    assert [(one.at, one.facts.get("gap", "")) for one in found] == expected
    assert all(one.is_open for one in found)
