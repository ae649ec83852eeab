"""A sheet from its file: plain values, or what is wrong with their form."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from chibo.quality.rules.building import sheet_of
from chibo.quality.rules.conditions import NotACondition, condition
from chibo.quality.rules.findings import Fault, Finding
from chibo.quality.rules.layers import Find, on_its_base
from chibo.quality.rules.located import Located, Unreadable, load
from chibo.quality.rules.sheets import Sheet

SCHEMA = Path(__file__).parent.parent / "data" / "sheet.schema.json"
_DAYS = ("signed_on", "since", "until")


class NoSheet(Exception):
    """A text that is no sheet; `findings` say why, in the order of its lines."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet and where its parts stand in the file."""

    sheet: Sheet
    located: Located


def read(text: str, find: Find = lambda _key: None) -> Read:
    """Read a sheet. find: the text of the sheet it extends, by key.

    Raises NoSheet when its form is wrong; what it says may still be: see `checking`.
    """
    try:
        found = load(text)
        faults = _of_form(found)
        if not faults:
            found, faults = on_its_base(found, find)
            # The base may be of a wrong form itself.
            faults = faults or _of_form(found)
    except Unreadable as unreadable:
        raise NoSheet([unreadable.finding]) from None
    if faults:
        raise NoSheet(sorted(faults, key=lambda one: one.line))
    return Read(sheet_of(found.data), found)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _of_form(found: Located) -> list[Finding]:
    faults = [_finding(error, found) for error in _validator().iter_errors(found.data)]
    if not faults:
        faults = [*_of_days(found), *_of_conditions(found)]
    return faults


def _finding(error: ValidationError, found: Located) -> Finding:
    path = tuple(error.absolute_path)
    line = found.line(path)
    word = str(next((part for part in reversed(path) if isinstance(part, str)), ""))
    asked: Any = error.validator_value
    schema: Any = error.schema
    instance: Any = error.instance
    match error.validator:
        case "additionalProperties":
            unknown = min(set(instance) - set(schema["properties"]))
            line = found.line((*path, unknown))
            return Finding(Fault.UNKNOWN_WORD, line, facts={"word": unknown})
        case "required":
            missing = next(one for one in asked if one not in instance)
            return Finding(Fault.MISSING_WORD, line, facts={"word": missing})
        case "oneOf":
            wanted = [" + ".join(one["required"]) for one in asked]
            return Finding(Fault.MISSING_WORD, line, facts={"word": " / ".join(wanted)})
        case "enum":
            allowed = ", ".join(map(str, asked))
            return _wrong(word, error.instance, allowed, line)
    return _wrong(word, error.instance, str(asked), line)


def _wrong(word: str, value: object, allowed: str, line: int) -> Finding:
    shown = value if isinstance(value, str | int | Decimal) else type(value).__name__
    facts = {"word": word, "value": str(shown)[:60], "allowed": allowed}
    return Finding(Fault.WRONG_VALUE, line, facts=facts)


def _of_days(found: Located) -> Iterator[Finding]:
    for word in _DAYS:
        text = found.data.get(word)
        if text is None:
            continue
        try:
            date.fromisoformat(text)
        except ValueError:
            yield Finding(Fault.NO_SUCH_DAY, found.line((word,)), facts={"value": text})


def _of_conditions(found: Located) -> Iterator[Finding]:
    for path, value in _walk(found.data, ()):
        if path[-1] in {"when", "share", "count", "members"} and isinstance(value, str):
            try:
                read = condition(value)
            except NotACondition:
                read = None
            # Only what is measured of a meeting has ends with names.
            if read is None or (read.marks and path[-1] != "when"):
                line = found.line(path)
                yield Finding(Fault.NOT_A_CONDITION, line, facts={"value": value})


def _walk(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _walk(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _walk(value, (*path, place))
    else:
        yield path, data
