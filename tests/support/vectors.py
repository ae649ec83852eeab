"""The examples that Python and TypeScript must both satisfy: vectors/*.json."""

import json
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).resolve().parents[2] / "vectors"


def vectors(name: str) -> list[dict[str, Any]]:
    """Return the cases of one file, each with a name that is a sentence."""
    cases: list[dict[str, Any]] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    return cases
