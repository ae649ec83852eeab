"""Who counts, as the room on a phone must answer too."""

from typing import Any

import pytest

from chibo.people import rules
from tests.support.vectors import vectors


def member(raw: dict[str, Any]) -> rules.Member:
    flags = {name: raw.get(name, False) for name in ("exempt", "temporarily_exempt")}
    rest = {name: raw.get(name, False) for name in ("suspended", "detained")}
    klass, place = rules.Class(raw["klass"]), rules.Place(raw["place"])
    return rules.Member(int(raw["id"]), klass, place, **flags, **rest)


@pytest.mark.parametrize("case", vectors("attendance"), ids=lambda case: case["name"])
def test_who_counts(case: dict[str, Any]) -> None:
    members = [member(raw) for raw in case["members"]]
    present = {int(key) for key in case["present"]}

    assert rules.attendance_base(members, present) == {int(key) for key in case["attend"]}
    assert rules.vote_base(members, present) == {int(key) for key in case["vote"]}


@pytest.mark.parametrize("case", vectors("threshold"), ids=lambda case: case["name"])
def test_what_is_enough(case: dict[str, Any]) -> None:
    assert rules.threshold(case["threshold"]).needed(case["base"]) == case["needed"]
