"""Counted votes and who is there, as the room on a phone must answer too."""

from datetime import datetime
from typing import Any

import pytest

from chibo.meetings import rules
from tests.support.vectors import vectors


@pytest.mark.parametrize("case", vectors("counts"), ids=lambda case: case["name"])
def test_counted_votes(case: dict[str, Any]) -> None:
    problem = rules.count_problem(**case["counts"], voters_present=case["voters_present"])

    assert problem == case["problem"]


@pytest.mark.parametrize("case", vectors("presence"), ids=lambda case: case["name"])
def test_who_is_there(case: dict[str, Any]) -> None:
    presences = [
        rules.Presence(
            int(one["person"]),
            datetime.fromisoformat(one["arrived"]),
            datetime.fromisoformat(one["left"]) if one["left"] else None,
        )
        for one in case["presences"]
    ]

    found = rules.present_at(presences, datetime.fromisoformat(case["at"]))

    assert sorted(found) == [int(key) for key in case["present"]]
