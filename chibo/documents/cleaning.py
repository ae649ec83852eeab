"""Make any text safe to print: one Unicode form, nothing that cannot be seen.

Papers carry what people typed or pasted. Control characters, bidirectional overrides and lone
surrogates would break XML or PDF/A, or show another text than is stored.
"""

import dataclasses
import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

# Control, format, surrogate, private use, unassigned: none of them is a letter.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """Return text in NFC without unprintable characters; lines stay lines, blank ones go."""
    normal = unicodedata.normalize("NFC", text)
    lines = (" ".join(_printable(line).split()) for line in normal.splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return text with its lines joined by spaces."""
    return text.replace("\n", " ")


def each_text(thing: T, change: Callable[[str], str]) -> T:
    """Return a dataclass with every text in it changed, however deep, so that none is missed."""
    changed: T = _changed(thing, change)
    return changed


def _changed(thing: Any, change: Callable[[str], str]) -> Any:
    if type(thing) is str:  # an enum that is also a str stays itself
        return change(thing)
    if isinstance(thing, tuple):
        return tuple(_changed(part, change) for part in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        parts = {
            field.name: _changed(getattr(thing, field.name), change)
            for field in dataclasses.fields(thing)
        }
        return type(thing)(**parts)
    return thing


def _printable(line: str) -> str:
    if line.isprintable():
        return line
    # White space first: a tab is a control character, but it stands for a space.
    return "".join(
        " " if char.isspace() else char
        for char in line
        if char.isspace() or unicodedata.category(char) not in _UNPRINTABLE
    )
