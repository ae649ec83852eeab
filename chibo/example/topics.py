"""What cells talk about, read from data/: topics by kind of cell, phrases, the story of bản Máy."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Ask:
    """A proposal that may come up, with what the cell answers."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Work:
    """A task that may be given: its words, how much of what, and what may come of it."""

    what: str
    who: str
    expected: str
    # From, to, step; None for a task without a number.
    amount: tuple[int, int, int] | None
    measure: str
    partly: tuple[str, ...]
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to talk about."""

    key: str
    flavours: frozenset[str]
    months: frozenset[int]
    theme: str
    title: str
    say: tuple[str, ...]
    ask: tuple[Ask, ...]
    conclude: tuple[str, ...]
    direct: str
    vote: str
    work: tuple[Work, ...]


@cache
def topics_for(flavour: str, month: int) -> tuple[Topic, ...]:
    """Return what a kind of cell may take up in a month, 1..12."""
    return tuple(
        topic for topic in _topics() if month in topic.months and topic.flavours & {flavour, "any"}
    )


@cache
def phrases() -> dict[str, Any]:
    """Return the phrases around the topics."""
    return dict(_read("phrases.yaml"))


@cache
def visit_words() -> dict[str, Any]:
    """Return what officials write on slips, and what members ask those above for."""
    return dict(_read("visits.yaml"))


@cache
def story() -> list[dict[str, Any]]:
    """Return the chapters of the year of bản Máy."""
    return list(_read("story.yaml"))


@cache
def tellers() -> frozenset[str]:
    """Return the names of those who propose or do something in the story; they always come."""
    return frozenset(
        name
        for chapter in story()
        for name in (
            chapter["presenter"],
            *(row["who"] for row in chapter["say"] if row.get("ask")),
            *(row["owner"] for row in chapter["tasks"]),
        )
    )


@cache
def storm_topic() -> Topic:
    """Return what every cell talks about after the storm."""
    return _topic({"key": "storm-after", "for": ["any"], **phrases()["storm_item"]})


@cache
def common_asks(place: str) -> tuple[Ask, ...]:
    """Return what may be asked for anywhere, and in a village or an office."""
    asks = phrases()["proposal"]["ask"]
    return tuple(Ask(**ask) for ask in (*asks["any"], *asks[place]))


@cache
def _topics() -> tuple[Topic, ...]:
    files = sorted((DATA / "topics").glob("*.yaml"))
    return tuple(_topic(row) for file in files for row in _read(f"topics/{file.name}"))


def _topic(row: dict[str, Any]) -> Topic:
    return Topic(
        key=row["key"],
        flavours=frozenset(row["for"]),
        months=frozenset(row.get("months", range(1, 13))),
        theme=row.get("theme", "the_poor"),
        title=row["title"],
        say=tuple(row["say"]),
        ask=tuple(Ask(**ask) for ask in row.get("ask", [])),
        conclude=tuple(row["conclude"]),
        direct=row["direct"],
        vote=row.get("vote", ""),
        work=tuple(_work(work) for work in row.get("tasks", [])),
    )


def _work(row: dict[str, Any]) -> Work:
    results = phrases()["results"]
    return Work(
        what=row["what"],
        who=row.get("who", ""),
        expected=row.get("expected", ""),
        amount=tuple(row["amount"]) if "amount" in row else None,
        measure=row.get("measure", ""),
        partly=tuple(row.get("partly", results["partly"])),
        done=tuple(row.get("done", results["done"])),
    )


def _read(name: str) -> Any:
    with (DATA / name).open(encoding="utf-8") as file:
        return yaml.safe_load(file)
