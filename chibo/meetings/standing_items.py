"""The agendas that come by themselves, read from data/*.yaml."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """One item that a meeting of its kind always has, or that its month brings."""

    part: str
    title: str
    minutes: int
    note: str = ""
    needs_vote: bool = False
    # Empty for the template; the recurring item's key otherwise.
    recurring: str = ""


def fixed_items(meeting_kind: str, cell_kind: str) -> list[TemplateItem]:
    """Return the items every meeting of a kind has, opening first, closing last."""
    by_cell = _agendas()[meeting_kind]
    rows = [*by_cell.get("any", []), *by_cell.get(cell_kind, [])]
    items = [
        TemplateItem(
            part=row["part"],
            title=row["title"],
            minutes=row["minutes"],
            note=row.get("note", ""),
            needs_vote=row.get("vote", False),
        )
        for row in rows
    ]
    order = {"opening": 0, "body": 1, "closing": 2}
    return sorted(items, key=lambda item: order[item.part])


def recurring_items(month: int, cell_kind: str) -> Iterator[TemplateItem]:
    """Yield what comes up in a month (1..12) for a kind of cell."""
    for row in _recurring():
        if month in row["months"] and cell_kind in row.get("kinds", [cell_kind]):
            yield TemplateItem("body", row["title"], row["minutes"], recurring=row["key"])


@cache
def _agendas() -> dict[str, Any]:
    with (DATA / "agendas.yaml").open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file))


@cache
def _recurring() -> list[dict[str, Any]]:
    with (DATA / "recurring.yaml").open(encoding="utf-8") as file:
        return list(yaml.safe_load(file))
