"""The code of a provisional record; vectors/digest.json holds what the page must answer too."""

import json
from typing import Any

import pytest

from chibo.room.digest import digest, fits, hashed, shown
from chibo.room.document import Document
from tests.factories.phones import Phone
from tests.support.vectors import vectors


@pytest.mark.parametrize("case", vectors("digest"), ids=lambda case: case["name"])
def test_the_code_of_some_content(case: dict[str, Any]) -> None:
    assert json.loads(case["written"]) == case["content"]
    assert hashed(case["content"]) == case["hash"]


def test_what_is_no_decision_and_what_is_a_note_makes_no_difference() -> None:
    phone = Phone()
    phone.decide("roll/1", {"mark": "present"})
    before = digest(Document([phone.sent()]))

    phone.decided["noise"] = 7
    phone.write("note/1", "Hỏi lại.")
    assert digest(Document([phone.sent()])) == before

    phone.write("resolution", "Điều 1.")
    assert digest(Document([phone.sent()])) != before


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ("1A2B 3C4D 5E6F 7A8B", True),
        ("1a2b3c4d5e6f7a8b", True),
        (" 1a2b-3c4d-5e6f-7a8b ", True),
        ("1a2b 3c4d 5e6f 7a8c", False),
        ("1a2b 3c4d", False),
        ("1a2b 3c4d 5e6f 7a8b 99", False),
    ],
)
def test_a_code_is_typed_as_people_type(typed: str, is_right: bool) -> None:
    assert fits(typed, "1a2b3c4d5e6f7a8b9900") is is_right


def test_shown_in_groups() -> None:
    assert shown("1a2b3c4d5e6f7a8b9900") == "1A2B 3C4D 5E6F 7A8B"
