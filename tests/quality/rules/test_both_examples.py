"""The examples that the offline room satisfies, too: vectors/conditions.json and scores.json."""

from fractions import Fraction
from typing import Any

import pytest

from chibo.quality.rules.building import sheet_of
from chibo.quality.rules.carried import values_of
from chibo.quality.rules.conditions import condition
from chibo.quality.rules.reading import read
from chibo.quality.rules.scoring import score
from chibo.quality.shipped import shipped
from tests.support.scores import (
    TEXTS,
    decisions_from,
    evidence_from,
    plain_evidence,
    sheet,
    told,
    whole_cases,
)
from tests.support.vectors import vectors

CASES = whole_cases()


@pytest.mark.parametrize("case", vectors("conditions"), ids=lambda case: case["name"])
def test_conditions(case: dict[str, Any]) -> None:
    marks = {mark: Fraction(number) for mark, number in case["marks"].items()}

    assert condition(case["when"]).holds(Fraction(case["value"]), marks) == case["holds"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_whole_scores(case: dict[str, Any]) -> None:
    found = score(
        sheet(case["sheet"]),
        evidence_from(case["evidence"]),
        decisions_from(case["decisions"]),
        case["events"],
    )

    assert told(found) == {name: case[name] for name in told(found)}


@pytest.mark.parametrize("case", vectors("sheets"), ids=lambda case: case["name"])
def test_the_sheets_of_the_examples_are_those_in_use(case: dict[str, Any]) -> None:
    assert values_of(sheet(case["name"])) == case["values"]
    assert {one["name"] for one in vectors("sheets")} == set(TEXTS)


@pytest.mark.parametrize("key", [*shipped(), *TEXTS])
def test_a_carried_sheet_is_the_sheet_with_what_was_settled(key: str) -> None:
    text = TEXTS.get(key) or shipped()[key]
    whole = read(text, shipped().get).sheet

    carried = sheet_of(values_of(whole))

    assert [one.key for one in carried.criteria] == [one.key for one in whole.criteria]
    for one, other in zip(carried.criteria, whole.criteria, strict=True):
        assert carried.bands_of(one) == whole.bands_of(other)
        assert carried.applies_of(one) == whole.applies_of(other)
        assert (one.kind, one.points, one.caps, one.measure, one.when, one.show) == (
            other.kind, other.points, other.caps, other.measure, other.when, other.show,
        )  # fmt: skip
        assert (one.each, one.free, one.least) == (other.each, other.free, other.least)
    for name in ("total", "levels", "grades", "norms", "gates", "overrides", "self_scored"):
        assert getattr(carried, name) == getattr(whole, name)


def test_evidence_comes_back_from_its_plain_values() -> None:
    for case in CASES:
        assert plain_evidence(evidence_from(case["evidence"])) == case["evidence"]


def test_the_examples_hold_every_kind_of_outcome() -> None:
    whys = {line.split()[0] for case in CASES for line in case["lines"].values()}

    assert whys == {
        "measured", "capped", "decided", "full", "spread", "left_out", "no_evidence", "people",
    }  # fmt: skip
    assert {"Tốt", "Khá", "Trung bình", "Kém", None} <= {case["grade"] for case in CASES}
