"""The same meeting, written by twenty devices, read by the server's language and by the page's."""

import random
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pytest

from chibo.room.digest import digest
from chibo.room.document import Document
from chibo.room.rules import outcomes, read_decision
from tests.room.test_document import evening
from tests.support.scripts import bundled, said

SEEDS = range(20)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundled("tests/web/reader.ts", tmp_path_factory.mktemp("reader"))


def read(document: Document) -> dict[str, Any]:
    found = outcomes(read_decision(key, raw) for key, raw in document.decisions().items())
    return {
        line: {
            "value": one.value,
            "disputed": one.disputed,
            "standing": [decision.key for decision in one.standing],
        }
        for line, one in found.items()
    }


def asked(seed: int) -> tuple[list[bytes], dict[str, Any]]:
    """Return what twenty devices sent, in some order, and what somebody adds on a page."""
    parts = [phone.sent() for phone in evening(seed)]
    chance = random.Random(seed)  # noqa: S311 (a test's dice)
    chance.shuffle(parts)
    added = {
        "parts": [b64encode(part).decode() for part in parts],
        "decisions": [
            {"line": "roll/1", "value": {"mark": "present"}, "at": "2026-06-03T13:00:00.000Z"},
            {"line": "end", "value": {"at": "x"}, "at": "2026-06-03T14:00:00.000Z"},
        ],
        "texts": {"resolution": f"Điều {seed}. Nạo vét mương 🌾.", "note/1": "không vào biên bản"},
    }
    return parts, added


def test_both_read_what_twenty_devices_wrote_the_same_and_write_for_each_other(
    reader: Path,
) -> None:
    meetings = [asked(seed) for seed in SEEDS]

    answers = said(reader, [one for _, one in meetings])

    assert any(line["disputed"] for one in answers for line in one["outcomes"].values())
    for (parts, added), answer in zip(meetings, answers, strict=True):
        here = Document(reversed(parts))
        assert answer["outcomes"] == read(here)
        assert answer["before"] == digest(here)
        here.merge(b64decode(answer["update"]))
        assert digest(here) == answer["after"] != answer["before"]
        assert here.texts()["resolution"] == added["texts"]["resolution"]
        assert read(here)["roll/1"]["value"] == {"mark": "present"}
        assert not read(here)["roll/1"]["disputed"]
