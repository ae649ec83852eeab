"""Brings the sources and default values of data/*.yaml into the database."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chibo.guidance.models import RuleValue, Source
from chibo.guidance.names import Name

DATA = Path(__file__).parent / "data"


def load_guidance() -> None:
    """Write the sources and values not there yet; what a committee changed stays."""
    Source.objects.bulk_create(
        [
            Source(
                key=row["key"],
                issuer=row["issuer"],
                number=row["number"],
                signed_on=row.get("signed_on"),
                title=row["title"],
                seen=row["seen"],
            )
            for row in _rows("sources.yaml")
        ],
        ignore_conflicts=True,
    )
    for row in _rows("sources.yaml"):
        if "replaced_by" in row:
            Source.objects.filter(key=row["key"], replaced_by=None).update(
                replaced_by=row["replaced_by"]
            )
    known = set(RuleValue.objects.filter(unit=None).values_list("name", "since"))
    RuleValue.objects.bulk_create(
        RuleValue(
            name=Name(row["name"]),
            since=row["since"],
            value=str(row["value"]),
            until=row.get("until"),
            source_id=row["source"],
            article=row.get("article", ""),
        )
        for row in _rows("values.yaml")
        if (row["name"], row["since"]) not in known
    )


@cache
def _rows(name: str) -> list[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(yaml.safe_load(file))
