"""Brings the shipped score sheets into the database."""

from datetime import date
from functools import cache
from typing import Any

from chibo.book.rules import digest
from chibo.quality.models import ScoreSheet
from chibo.quality.rules.located import load
from chibo.quality.shipped import shipped

# In force for every cell for which no committee put another one in force: the central ones only.
_GENERAL = ("hd42-frame", "hd12-2018")


def load_sheets() -> None:
    """Write the shipped sheets not there yet; a changed one becomes another edition.

    An edition that is there stays: what was assessed by it must stay readable.
    """
    known = set(ScoreSheet.objects.filter(unit=None).values_list("key", "sha256"))
    missing = [row for row in _rows() if (row["key"], row["sha256"]) not in known]
    # A layer names the sheet it goes on with, which has to be there first.
    ScoreSheet.objects.bulk_create(_sheet(row, None) for row in missing if not row["extends"])
    layers = [row for row in missing if row["extends"]]
    named = ScoreSheet.objects.filter(unit=None, key__in={row["extends"] for row in layers})
    bases = {base.key: base for base in named.order_by("pk")} if layers else {}
    for row in layers:
        bases[row["key"]] = layer = _sheet(row, bases[row["extends"]])
        layer.save(force_insert=True)


def _sheet(row: dict[str, Any], base: ScoreSheet | None) -> ScoreSheet:
    kept = {name: value for name, value in row.items() if name != "extends"}
    return ScoreSheet(**kept, base=base)


@cache
def _rows() -> list[dict[str, Any]]:
    """What the shipped files say, in the order of their names."""
    rows = []
    for key, text in sorted(shipped().items()):
        data = load(text).data
        general = key in _GENERAL
        rows.append(
            {
                "key": key,
                "sha256": digest(text.encode()),
                "title": data["title"],
                "text": text,
                "extends": data.get("extends", ""),
                "since": _day(data.get("since")) if general else None,
                "until": _day(data.get("until")) if general else None,
            }
        )
    return rows


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
