import textwrap
from fractions import Fraction

import pytest

from chibo.quality.rules.conditions import condition
from chibo.quality.rules.findings import Fault
from chibo.quality.rules.reading import NoSheet, read
from chibo.quality.rules.sheets import Applies, Band, Cap, Kind, Otherwise
from chibo.quality.shipped import shipped

SMALL = textwrap.dedent(
    """\
    sheet: small
    title: Phiếu nhỏ
    issuer: Đảng ủy xã Phiêng Lót
    seen: local
    total: 10
    grades:
      - {grade: Khá, at_least: 5}
      - {grade: Kém}
    groups:
      - group: "1"
        title: Dự họp
        points: 10
        criteria:
          - criterion: "1.1"
            title: Tỷ lệ dự
            kind: bands
            points: 10
            measure: attendance
            bands:
              - {when: ">= 90", points: 10}
              - {when: "< 90", points: 2.5}
            caps:
              - {measure: unexcused, when: ">= 1", points: decide}
            applies: {measure: has_committee, otherwise: full}
    """
)


def faults(text: str) -> list[tuple[Fault, int, dict[str, str]]]:
    with pytest.raises(NoSheet) as refused:
        read(text, shipped().get)
    return [(one.fault, one.line, dict(one.facts)) for one in refused.value.findings]


def test_a_sheet_is_read_as_it_was_written() -> None:
    sheet = read(SMALL).sheet

    (criterion,) = sheet.criteria
    assert (sheet.key, sheet.total, sheet.grade_names) == ("small", Fraction(10), ("Khá", "Kém"))
    assert criterion.kind is Kind.BANDS
    assert criterion.bands == (
        Band(condition(">= 90"), Fraction(10)),
        Band(condition("< 90"), Fraction(5, 2)),
    )
    assert criterion.caps == (Cap("unexcused", condition(">= 1"), None),)
    assert criterion.applies == Applies("has_committee", condition("yes"), Otherwise.FULL)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "total: 10", "tota: 10", (Fault.UNKNOWN_WORD, 5, {"word": "tota"}), id="unknown word"
        ),
        pytest.param(
            "title: Phiếu nhỏ\n", "", (Fault.MISSING_WORD, 1, {"word": "title"}), id="missing"
        ),
        pytest.param(
            "kind: bands",
            "kind: band",
            (
                Fault.WRONG_VALUE,
                16,
                {
                    "word": "kind",
                    "value": "band",
                    "allowed": "bands, yes_no, deduct, bonus, manual, pass",
                },
            ),
            id="value not allowed",
        ),
        pytest.param(
            "total: 10",
            "total: mười",
            (Fault.WRONG_VALUE, 5, {"word": "total", "value": "mười", "allowed": "number"}),
            id="a number in words",
        ),
        pytest.param(
            '">= 90"',
            '"từ 90"',
            (Fault.NOT_A_CONDITION, 20, {"value": "từ 90"}),
            id="no condition",
        ),
        pytest.param(
            "total: 10",
            "total: 10\ntotal: 20",
            (Fault.TWICE_IN_FILE, 6, {"word": "total"}),
            id="a word twice",
        ),
        pytest.param(
            "seen: local",
            "seen: local\nsince: 2026-02-30",
            (Fault.NO_SUCH_DAY, 5, {"value": "2026-02-30"}),
            id="no such day",
        ),
        pytest.param(
            "seen: local",
            "seen: local\nextends: nowhere",
            (Fault.UNKNOWN_BASE, 5, {"base": "nowhere"}),
            id="no such base",
        ),
        pytest.param('when: ">= 90"', "when: >= 90", (Fault.NOT_YAML, 20, {}), id="no quotes"),
        pytest.param(
            "title: Phiếu nhỏ",
            "title: &a x\nnumber: *a",
            (Fault.NOT_YAML, 3, {}),
            id="a reference",
        ),
        pytest.param("title: Phiếu nhỏ", "title: [", (Fault.NOT_YAML, 4, {}), id="half a list"),
    ],
)
def test_a_wrong_form_is_refused_with_its_line(
    old: str, new: str, expected: tuple[Fault, int, dict[str, str]]
) -> None:
    assert old in SMALL

    assert faults(SMALL.replace(old, new)) == [expected]


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "1"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    assert [fault for fault, _line, _facts in faults(text)] == [Fault.WRONG_VALUE]


def test_a_file_without_end_is_refused() -> None:
    assert faults("# " + "x" * 300_000) == [(Fault.TOO_LONG, 1, {"most": "200000"})]


def test_a_file_too_deep_is_refused() -> None:
    assert faults("[" * 500 + "]" * 500) == [(Fault.NOT_YAML, 1, {})]


def test_a_layer_takes_what_it_does_not_say_from_its_base() -> None:
    layer = read(shipped()["binh-thuan-layer"], shipped().get).sheet
    base = read(shipped()["an-phu-2025"]).sheet

    assert (layer.groups, layer.grades, layer.norms) == (base.groups, base.grades, base.norms)
    assert [gate.full for gate in layer.gates] == [("2", "1", "4.5", "4.6")]
    # What the base is, and how far it was seen, is not said of the layer.
    assert (layer.number, layer.signed_on, layer.since) == ("", None, None)
