"""The repository speaks of no machine it was made on, and of no registry by address."""

import re
import tempfile
from pathlib import Path

import pytest

from tests.support.house import ROOT, our_texts

# Computed, so that it holds on any machine, and so that this file passes itself.
HERE = [
    f"{place}/"
    for place in (ROOT, Path.home(), Path(tempfile.gettempdir()))
    if len(place.parts) > 1
]
REGISTRY = re.compile(r"https?://[^\s/\"']*(?:pypi|npm|pythonhosted|registry|mirror|debian)")


def test_no_file_names_a_place_of_this_machine() -> None:
    named = [
        f"{file.relative_to(ROOT)}: {place}"
        for file, text in our_texts()
        for place in HERE
        if place in text
    ]

    assert named == []


def test_no_file_gives_the_address_of_a_registry() -> None:
    named = [
        f"{file.relative_to(ROOT)}: {address}"
        for file, text in our_texts()
        for address in REGISTRY.findall(text)
    ]

    assert named == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_a_lock_of_python_has_hashes_and_no_options(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    pins = [line for line in lines if re.match(r"[a-z0-9]", line)]

    assert [line for line in lines if line.startswith("-") or "://" in line] == []
    assert pins, "the lock is empty"
    assert [pin for pin in pins if "==" not in pin or not pin.endswith("\\")] == []


def test_the_lock_of_node_leaves_the_registry_to_the_machine() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
