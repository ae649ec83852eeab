"""One byte string for one meaning, and a chain in which every touch shows."""

import json
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from chibo.book.rules import Finding, Flaw, Page, canonical, digest, findings

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
records = st.dictionaries(st.text(), values, max_size=4)


def book(*contents: dict[str, Any]) -> list[Page]:
    """Return the pages of a book, sealed one after the other."""
    pages: list[Page] = []
    for sequence, content in enumerate(contents, start=1):
        previous = pages[-1].sha256 if pages else ""
        data = canonical({**content, "sequence": sequence, "previous": previous})
        pages.append(Page(sequence, data, digest(data), previous))
    return pages


def of_length(count: int) -> list[Page]:
    return book(*({"say": f"Biên bản {number}"} for number in range(count)))


books = st.lists(records, min_size=1, max_size=5).map(lambda contents: book(*contents))


def test_keys_are_sorted_and_text_stays_vietnamese() -> None:
    assert canonical({"b": 1, "a": "Nạo vét mương", "A": [True, None]}) == (
        '{"A":[true,null],"a":"Nạo vét mương","b":1}'.encode()
    )


@given(records)
def test_what_was_sealed_is_read_back_as_it_was(record: dict[str, Any]) -> None:
    data = canonical(record)

    assert json.loads(data) == record
    assert canonical(json.loads(data)) == data


@given(records)
def test_the_order_of_writing_makes_no_other_bytes(record: dict[str, Any]) -> None:
    assert canonical(dict(reversed(record.items()))) == canonical(record)


@pytest.mark.parametrize("value", [2**53, float("nan"), {1: "x"}, object()])
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical({"value": value})


def test_a_hash_anyone_can_compute() -> None:
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(books)
def test_an_untouched_book_is_whole(pages: list[Page]) -> None:
    assert findings(pages) == []


def test_an_empty_book_is_whole() -> None:
    assert findings([]) == []


@given(books, st.data())
def test_any_changed_byte_of_any_page_is_found_there(
    pages: list[Page], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(pages) - 1))
    page = pages[place]
    where = data.draw(st.integers(0, len(page.canonical) - 1))
    other = data.draw(st.integers(1, 255))
    changed = bytearray(page.canonical)
    changed[where] ^= other

    found = findings([*pages[:place], replace(page, canonical=bytes(changed)), *pages[place + 1 :]])

    assert Finding(page.sequence, Flaw.ALTERED) in found
    assert {finding.sequence for finding in found} == {page.sequence}


@given(books, st.data())
def test_a_byte_put_in_or_taken_out_is_found(pages: list[Page], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(pages) - 1))
    page = pages[place]
    where = data.draw(st.integers(0, len(page.canonical) - 1))
    longer = page.canonical[:where] + b" " + page.canonical[where:]
    shorter = page.canonical[:where] + page.canonical[where + 1 :]

    for changed in (longer, shorter, b""):
        touched = [*pages[:place], replace(page, canonical=changed), *pages[place + 1 :]]
        assert Finding(page.sequence, Flaw.ALTERED) in findings(touched)


@given(st.integers(2, 6), st.data())
def test_a_page_taken_out_is_missed_unless_it_was_the_last(count: int, data: st.DataObject) -> None:
    pages = of_length(count)
    place = data.draw(st.integers(0, count - 1))

    found = findings([*pages[:place], *pages[place + 1 :]])

    if place == count - 1:
        # The end of a book is guarded by the hash printed on the last minutes.
        assert found == []
    else:
        assert found == [Finding(place + 1, Flaw.MISSING), Finding(place + 2, Flaw.REORDERED)]


@given(st.integers(2, 6), st.data())
def test_two_pages_that_changed_places_are_found(count: int, data: st.DataObject) -> None:
    pages = of_length(count)
    one, other = data.draw(st.sets(st.integers(0, count - 1), min_size=2, max_size=2))
    swapped = list(pages)
    swapped[one] = replace(pages[other], sequence=pages[one].sequence)
    swapped[other] = replace(pages[one], sequence=pages[other].sequence)

    found = {finding.sequence for finding in findings(swapped)}

    assert {pages[one].sequence, pages[other].sequence} <= found


@given(st.integers(2, 6), st.data())
def test_a_page_forged_with_a_new_hash_breaks_the_chain_after_it(
    count: int, data: st.DataObject
) -> None:
    pages = of_length(count)
    place = data.draw(st.integers(0, count - 2))
    inside = {**json.loads(pages[place].canonical), "say": "Biên bản giả"}
    forged = canonical(inside)

    found = findings(
        [
            *pages[:place],
            replace(pages[place], canonical=forged, sha256=digest(forged)),
            *pages[place + 1 :],
        ]
    )

    assert found == [Finding(place + 2, Flaw.REORDERED)]


@pytest.mark.parametrize(
    ("column", "value"),
    [("sha256", "0" * 64), ("previous_sha256", "0" * 64), ("sequence", 7)],
)
def test_a_changed_column_beside_the_page_is_found(column: str, value: object) -> None:
    pages = of_length(3)
    pages[1] = replace(pages[1], **{column: value})  # type: ignore[arg-type]  # one of three

    assert findings(pages) != []


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b"7", b'"x"', b"null", b"\xff\xfe"])
def test_a_page_nobody_can_read_is_a_finding_and_no_crash(data: bytes) -> None:
    found = findings([Page(1, data, digest(data), "")])

    assert found == [Finding(1, Flaw.UNREADABLE)]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        pytest.param([2, 3], [], id="the rest of a book"),
        pytest.param([3], [Finding(2, Flaw.MISSING), Finding(3, Flaw.REORDERED)], id="a gap"),
    ],
)
def test_pages_that_follow_one_are_checked_by_themselves(
    taken: list[int], expected: list[Finding]
) -> None:
    first, *others = book({}, {}, {})

    assert findings([page for page in others if page.sequence in taken], first) == expected
