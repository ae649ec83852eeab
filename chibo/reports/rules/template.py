"""What a report is drafted from: sections of sentences with slots, each said under conditions.

A sentence is made of clauses. A slot {held} is a figure, {held.share} a way to print it; {until}
is a word that is given. What has nothing to say is left out: no sentence speaks of what is zero.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from chibo.reports.rules.prints import Stated
from chibo.reports.rules.tokens import token

_SLOT = re.compile(r"{(?P<name>[a-z_]+)(?P<form>\.[a-z]+)?}", re.ASCII)
_CONDITION = re.compile(
    r"(?P<key>[a-z_]+)(?P<base>\.d)? (?P<how>=|!=|>=|<=|>|<) "
    r"(?P<than>[a-z_]+|\d+)(?P<than_base>\.d)?",
    re.ASCII,
)
_HOW = {"=": eq, "!=": ne, ">=": ge, "<=": le, ">": gt, "<": lt}


class BadTemplate(ValueError):
    """A template of a report cannot be read. where: the sentence or section; why: what of it."""

    def __init__(self, where: str, why: object) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, said when all its conditions hold.

    each: smaller clauses joined by `join`, in place of words; said when one of them is.
    """

    say: str
    when: tuple[str, ...] = ()
    each: tuple["Clause", ...] = ()
    join: str = "; "


@dataclass(frozen=True, slots=True)
class SentenceForm:
    """A sentence as it may be said. begins: a paragraph begins with it."""

    key: str
    when: tuple[str, ...]
    clauses: tuple[Clause, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class SectionForm:
    """A section. table: the name of the table behind its sentences, "" for none.

    lines: figures that may be put into it beside those of its sentences. gathers: what people
    may take into it: "difficulties", "" for nothing.
    """

    key: str
    heading: str
    sentences: tuple[SentenceForm, ...]
    table: str = ""
    gathers: str = ""


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table of figures: one column a line, with its name in a few words."""

    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """All that a report is drafted from.

    compared: lines with what they are called in a comparison. looked_at: shares below which an
    organisation is named to be looked at, in percent, by line.
    """

    sections: tuple[SectionForm, ...]
    tables: Mapping[str, TableForm]
    compared: tuple[tuple[str, str], ...]
    looked_at: Mapping[str, int]


Words = Mapping[str, str]


def template_of(told: Mapping[str, Any], lines: Iterable[str]) -> Template:
    """Return a template as a file tells it. lines: the keys of the catalogue.

    Raises BadTemplate where it names a line that is none, or cannot be read.
    """
    known = set(lines)
    template = Template(
        sections=tuple(_section(one) for one in told["sections"]),
        tables={
            key: TableForm(tuple((str(line), str(name)) for line, name in columns.items()))
            for key, columns in told.get("tables", {}).items()
        },
        compared=tuple((str(key), str(name)) for key, name in told.get("compared", {}).items()),
        looked_at={str(key): int(least) for key, least in told.get("looked_at", {}).items()},
    )
    for key, *_rest in [
        *(column for table in template.tables.values() for column in table.columns),
        *template.compared,
        *template.looked_at.items(),
    ]:
        if key not in known:
            raise BadTemplate(key, "no line")
    return template


def said(form: SentenceForm, figures: Mapping[str, Stated], words: Words) -> str:
    """Return a sentence with its figures as tokens; "" when there is nothing to say."""
    if not _hold(form.when, figures):
        return ""
    parts = [_clause(clause, figures, words) for clause in form.clauses]
    if any(
        part is None for part, clause in zip(parts, form.clauses, strict=True) if not clause.when
    ):
        return ""
    return "".join(part for part in parts if part)


def figures_in(form: SectionForm, known: Iterable[str]) -> list[str]:
    """Return every figure that a section's sentences can name, said now or not."""
    lines = set(known)
    found: list[str] = []
    for sentence in form.sentences:
        for clause in _all(sentence.clauses):
            found += [
                f"{slot['name']}{slot['form'] or ''}"
                for slot in _SLOT.finditer(clause.say)
                if slot["name"] in lines
            ]
    return list(dict.fromkeys(found))


def _clause(clause: Clause, figures: Mapping[str, Stated], words: Words) -> str | None:
    """What a clause says; "" when its conditions do not hold, None when a word it needs is not."""
    if not _hold(clause.when, figures):
        return ""
    if clause.each:
        parts = [_clause(one, figures, words) for one in clause.each]
        return clause.join.join(part for part in parts if part) or None
    missing = False

    def filled(slot: re.Match[str]) -> str:
        nonlocal missing
        name, form = slot["name"], slot["form"] or ""
        if name in figures:
            return token(f"{name}{form}")
        missing = missing or not words.get(name)
        return words.get(name, "")

    text = _SLOT.sub(filled, clause.say)
    if missing:
        return "" if clause.when else None
    return text


def _hold(conditions: Iterable[str], figures: Mapping[str, Stated]) -> bool:
    return all(_holds(one, figures) for one in conditions)


def _holds(condition: str, figures: Mapping[str, Stated]) -> bool:
    found = _CONDITION.fullmatch(condition)
    if found is None or found["key"] not in figures:
        raise BadTemplate(condition, "condition")
    figure = figures[found["key"]]
    than = found["than"]
    other = int(than) if than.isdecimal() else _count(figures[than], base=bool(found["than_base"]))
    return bool(_HOW[found["how"]](_count(figure, base=bool(found["base"])), other))


def _count(figure: Stated, *, base: bool) -> int:
    return (figure.denominator or 0) if base else figure.numerator


def _all(clauses: Iterable[Clause]) -> Iterable[Clause]:
    for clause in clauses:
        yield clause
        yield from _all(clause.each)


def _section(told: Mapping[str, Any]) -> SectionForm:
    return SectionForm(
        key=str(told["key"]),
        heading=str(told["heading"]),
        sentences=tuple(
            SentenceForm(
                str(one["key"]),
                _conditions(one.get("when", [])),
                _clauses(one["say"]),
                begins=one.get("begins") == "paragraph",
            )
            for one in told.get("sentences", [])
        ),
        table=str(told.get("table", "")),
        gathers=str(told.get("gathers", "")),
    )


def _clauses(told: object) -> tuple[Clause, ...]:
    if isinstance(told, str):
        return (Clause(told),)
    if not isinstance(told, list):
        raise BadTemplate(str(told), "say")
    return tuple(_clause_of(one) for one in told)


def _clause_of(told: object) -> Clause:
    if isinstance(told, str):
        return Clause(told)
    if not isinstance(told, dict):
        raise BadTemplate(str(told), "say")
    when = _conditions(told.get("when", []))
    if "each" in told:
        return Clause("", when, _clauses(told["each"]), str(told.get("join", "; ")))
    return Clause(str(told["say"]), when)


def _conditions(told: object) -> tuple[str, ...]:
    return tuple(str(one) for one in told) if isinstance(told, list) else (str(told),)
