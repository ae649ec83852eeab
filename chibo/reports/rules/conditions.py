"""Which rows a line counts: "met", "not met", "length_minutes >= 90", "grade = Tốt"."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from chibo.reports.rules.columns import Kind, Row, Value

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": eq,
    "!=": ne,
    ">=": ge,
    "<=": le,
    ">": gt,
    "<": lt,
}
_FLAG = re.compile(r"(?P<no>not )?(?P<column>[a-z_]+)", re.ASCII)
_COMPARED = re.compile(r"(?P<column>[a-z_]+) (?P<how>=|!=|>=|<=|>|<) (?P<value>.*)")


class BadCondition(ValueError):
    """A condition that cannot be read, or that compares what cannot be compared."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be true of a row. What is unknown fulfils none."""

    column: str
    how: str
    value: Value

    def holds(self, row: Row) -> bool:
        """Say whether a row fulfils it."""
        found = row[self.column]
        return found is not None and _COMPARE[self.how](found, self.value)


def parse(text: str, columns: Mapping[str, Kind]) -> Condition:
    """Read a condition over the columns of a table.

    A flag stands alone or after "not"; a count is compared with a whole number by =, !=, >=, <=, >
    or <; a word is = or != what follows, "" for an empty one. Days are not compared.

    Raises BadCondition.
    """
    flag, compared = _FLAG.fullmatch(text), _COMPARED.fullmatch(text)
    if flag and columns.get(flag["column"]) is Kind.FLAG:
        return Condition(flag["column"], "=", 0 if flag["no"] else 1)
    if compared is None:
        raise BadCondition(text)
    column, how, value = compared["column"], compared["how"], compared["value"]
    match columns.get(column):
        case Kind.COUNT if value.isdecimal():
            return Condition(column, how, int(value))
        case Kind.WORD if how in ("=", "!="):
            return Condition(column, how, "" if value == '""' else value)
    raise BadCondition(text)


def all_hold(conditions: Iterable[Condition], row: Row) -> bool:
    """Say whether a row fulfils all of some conditions."""
    return all(condition.holds(row) for condition in conditions)
