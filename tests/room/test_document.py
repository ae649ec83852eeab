"""Merging bytes: any order, any grouping, twice over."""

import random
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from chibo.room.document import Document, Garbage
from chibo.room.rules import outcomes, read_decision
from tests.factories.phones import Phone

LINES = ["roll/1", "roll/2", "seat", "vote/x/1", "end"]
TEXTS = ["conclusion/1", "resolution", "reserved"]
WORDS = ["nạo vét ", "mương ", "Đường ", "ý kiến ", "🌾", "đ", " "]


def evening(seed: int, devices: int = 20) -> list[Phone]:
    """Return devices that wrote one meeting, some hearing of some others in between."""
    chance = random.Random(seed)  # noqa: S311 (a test's dice)
    phones = [Phone(f"phone {number}") for number in range(devices)]
    for _ in range(devices * 6):
        phone = chance.choice(phones)
        match chance.randrange(4):
            case 0:
                phone.hear(chance.choice(phones).sent())
            case 1:
                _edit(phone.doc, chance)
            case _:
                value = {"mark": chance.choice(["present", "excused", "unexcused"])}
                phone.decide(chance.choice(LINES), chance.choice([value, value, None]))
    return phones


def _edit(doc: Doc[Any], chance: random.Random) -> None:
    text = doc.get(chance.choice(TEXTS), type=Text)
    letters = str(text)
    place = len(letters[: chance.randint(0, len(letters))].encode())
    if letters and chance.random() < 0.3:
        rest = letters.encode()[place:].decode()[:3]
        del text[place : place + len(rest.encode())]
    else:
        text.insert(place, chance.choice(WORDS))


def content(document: Document) -> object:
    decisions = [read_decision(key, raw) for key, raw in document.decisions().items()]
    return outcomes(decisions), document.texts(), len(decisions)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_twenty_devices_merge_in_any_order_any_grouping_twice_over(seed: int) -> None:
    parts = [phone.sent() for phone in evening(seed)]
    chance = random.Random(seed)  # noqa: S311 (a test's dice)
    straight = Document(parts)

    shuffled = [*parts, *parts]
    chance.shuffle(shuffled)
    half = len(parts) // 2
    grouped = [Document(parts[half:]).since(), Document(parts[:half]).since()]

    made = {key for phone in evening(seed) for key in phone.decided.to_py() or {}}
    assert content(Document(shuffled)) == content(straight)
    assert content(Document(grouped)) == content(straight)
    assert len(straight.decisions()) == len(made)


# No database holds the letter 0, so no paragraph does.
LETTERS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


@given(LETTERS, LETTERS)
def test_a_paragraph_reads_as_it_was_written_at_the_desk(before: str, after: str) -> None:
    document = Document()
    document.write_text("resolution", before)

    document.write_text("resolution", after)

    assert document.texts().get("resolution", "") == after


def test_a_seed_sown_twice_grows_once() -> None:
    one, two = Document(), Document()
    for document in (one, two):
        document.seed_text("resolution", "Điều 1. Nạo vét mương.", of="k")

    assert one.merge(two.since()).texts() == {"resolution": "Điều 1. Nạo vét mương."}


@given(st.binary(min_size=1, max_size=300))
def test_random_bytes_are_refused_or_harmless(noise: bytes) -> None:
    document = Document([Phone().sent()])
    document.write_text("resolution", "Nạo vét.")

    with suppress(Garbage):
        document.merge(noise)

    assert document.texts()["resolution"] == "Nạo vét."


@given(st.floats(0, 0.999), st.integers(0, 255))
def test_a_damaged_update_is_refused_or_harmless(place: float, byte: int) -> None:
    phone = Phone()
    phone.decide("roll/1", {"mark": "present"})
    phone.write("resolution", "Nạo vét mương.")
    whole = bytearray(phone.sent())
    whole[int(place * len(whole))] = byte
    document = Document()

    with suppress(Garbage):
        document.merge(bytes(whole))

    document.decisions()
    document.texts()


def test_a_state_vector_that_is_none_is_refused() -> None:
    with pytest.raises(Garbage):
        Document().since(b"\xff\xff\xff")
