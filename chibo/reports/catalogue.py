"""The catalogue of report lines: data/lines.yaml, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chibo.reports.rules.lines import Line, line_of

_FILE = Path(__file__).parent / "data" / "lines.yaml"
_ASKS = _FILE.with_name("asks.yaml")


@cache
def _told() -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.load(_FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return told


@cache
def lines() -> Mapping[str, Line]:
    """Return the lines by key, in the order of the catalogue.

    Raises BadLine where the file cannot be counted by.
    """
    return {key: line_of(key, told) for key, told in _told()["lines"].items()}


def sections() -> Mapping[str, Mapping[str, str]]:
    """Return the names of the sections, by key and language, in their order."""
    found: Mapping[str, Mapping[str, str]] = _told()["sections"]
    return found


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Return what people call each line when they ask for it, its name first, by key."""
    asks: Mapping[str, list[str]] = yaml.load(_ASKS.read_bytes(), Loader=yaml.CSafeLoader)
    return {key: (*line.name.values(), *asks.get(key, ())) for key, line in lines().items()}
