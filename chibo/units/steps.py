"""The steps of a decision as plain values, as JSON, and as lines of a table.

No database: a step names units by their codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


class BadStep(ValueError):
    """A line of a table is no step."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class UnknownWord(BadStep):
    """The first column names no kind of step."""

    def __init__(self, line: int, word: str) -> None:
        super().__init__(line)
        self.word = word


class MissingColumns(BadStep):
    """A line has too few or too many columns for its kind of step."""

    def __init__(self, line: int, word: str, wanted: int) -> None:
        super().__init__(line)
        self.word = word
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Found:
    """A new unit under a parent; parent None makes a root."""

    code: str
    kind: str
    name: str
    full_name: str
    parent: str | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """A new name for a unit."""

    code: str
    name: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Move:
    """A unit under another parent; parent None makes it a root."""

    code: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Merge:
    """A unit into another one that exists: its children go there, and it ends."""

    code: str
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """A new unit out of one that stays."""

    out_of: str
    new: Found


@dataclass(frozen=True, slots=True)
class Dissolve:
    """The end of a unit that has no children left."""

    code: str


Step = Found | Rename | Move | Merge | Split | Dissolve

# The word that begins a line of a table; how many columns after it must be filled, and how
# many there may be. A split is written like a founding, after the code of the unit that stays.
_COLUMNS: Mapping[str, tuple[type[Step], int, int]] = {
    "found": (Found, 4, 6),
    "rename": (Rename, 3, 3),
    "move": (Move, 1, 2),
    "merge": (Merge, 2, 2),
    "split": (Split, 5, 7),
    "dissolve": (Dissolve, 1, 1),
}


def as_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Return steps as plain values that JSON holds, each with its kind under "step"."""
    return [{"step": type(step).__name__.lower(), **asdict(step)} for step in steps]


def from_json(rows: Sequence[Mapping[str, Any]]) -> list[Step]:
    """Return the steps that `as_json` wrote."""
    steps: list[Step] = []
    for row in rows:
        kind = _COLUMNS[row["step"]][0]
        values = {key: value for key, value in row.items() if key != "step"}
        if kind is Split:
            values["new"] = Found(**values["new"])
        steps.append(kind(**values))
    return steps


def named_codes(steps: Sequence[Step]) -> set[str | None]:
    """Return the codes of the units that steps name and that are there before them.

    None stands for the top of the tree, where a step founds a root or moves a unit to it.
    """
    founded: set[str] = set()
    named: set[str | None] = set()
    for step in steps:
        match step:
            case Found(code=code, parent=parent):
                named.add(parent)
                founded.add(code)
            case Split(out_of=out_of, new=new):
                named |= {out_of, new.parent}
                founded.add(new.code)
            case Move(code=code, parent=parent):
                named |= {code, parent}
            case Merge(code=code, into=into):
                named |= {code, into}
            case Rename(code=code) | Dissolve(code=code):
                named.add(code)
    return named - founded


def as_table(steps: Sequence[Step], words: Mapping[str, str]) -> str:
    """Write steps as `read_table` reads them, columns apart by " | ".

    words: what stands in the first column, by the English word.
    """
    return "\n".join(" | ".join(_columns(step, words)).rstrip(" |") for step in steps)


def _columns(step: Step, words: Mapping[str, str]) -> list[str]:
    word = words[type(step).__name__.lower()]
    if isinstance(step, Split):
        return [word, step.out_of, *map(_cell, asdict(step.new).values())]
    return [word, *map(_cell, asdict(step).values())]


def _cell(value: str | None) -> str:
    return value or ""


def read_table(text: str, words: Mapping[str, str]) -> list[Step]:
    """Read one step a line, its columns apart by tabs (as pasted from a sheet) or by "|".

    words: what a reader may write in the first column, and the English word it stands for;
    compared in lower case. An empty column for the parent makes a root.

    Raises BadStep (UnknownWord, MissingColumns) with the number of the first bad line.
    """
    steps = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        mark = "\t" if "\t" in line else "|"
        first, *columns = [column.strip() for column in line.split(mark)]
        word = words.get(first.lower(), first.lower())
        if word not in _COLUMNS:
            raise UnknownWord(number, first)
        steps.append(_step(number, word, columns))
    return steps


def _step(number: int, word: str, columns: list[str]) -> Step:
    kind, filled, most = _COLUMNS[word]
    # A sheet pads short lines with empty columns.
    while len(columns) > most and not columns[-1]:
        columns = columns[:-1]
    if not filled <= len(columns) <= most or not all(columns[:filled]):
        raise MissingColumns(number, word, filled)
    if kind is Found:
        return _found(columns)
    if kind is Split:
        return Split(columns[0], _found(columns[1:]))
    if kind is Move:
        return Move(columns[0], _parent(columns[1:]))
    return kind(*columns)  # type: ignore[arg-type]  # the kinds left hold texts only


def _found(columns: list[str]) -> Found:
    code, kind, name, full_name, *rest = columns
    return Found(code, kind, name, full_name, _parent(rest), *rest[1:])


def _parent(columns: list[str]) -> str | None:
    return columns[0] or None if columns else None
