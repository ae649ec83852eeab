"""A form as a list of headings and lines, and what can be done to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a form: a heading, or the key of a line."""

    key: str = ""
    heading: str = ""


class NoEntry(ValueError):
    """The form has no line at this place."""


def added(entries: Sequence[Entry], keys: Iterable[str], under: int | None = None) -> list[Entry]:
    """Return a form with lines put at its end, or at the end of what stands under a heading.

    Lines it has already are not put in twice. under: the place of the heading, from 0.
    """
    have = {entry.key for entry in entries if entry.key}
    new = [Entry(key=key) for key in dict.fromkeys(keys) if key not in have]
    place = len(entries) if under is None else _end_of(entries, under)
    return [*entries[:place], *new, *entries[place:]]


def headed(entries: Sequence[Entry], heading: str) -> list[Entry]:
    """Return a form with a heading put at its end."""
    return [*entries, Entry(heading=heading)]


def moved(entries: Sequence[Entry], place: int, *, up: bool) -> list[Entry]:
    """Return a form with a line one place further up or down; at the end it stays.

    Raises NoEntry.
    """
    _check(entries, place)
    other = place - 1 if up else place + 1
    found = list(entries)
    if 0 <= other < len(found):
        found[place], found[other] = found[other], found[place]
    return found


def taken_out(entries: Sequence[Entry], place: int) -> list[Entry]:
    """Return a form without a line. Raises NoEntry."""
    _check(entries, place)
    return [*entries[:place], *entries[place + 1 :]]


def _check(entries: Sequence[Entry], place: int) -> None:
    if not 0 <= place < len(entries):
        raise NoEntry(place)


def _end_of(entries: Sequence[Entry], heading: int) -> int:
    place = heading + 1
    while place < len(entries) and not entries[place].heading:
        place += 1
    return place
