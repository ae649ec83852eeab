"""Runs as a process of its own: examines an uploaded Word template.

Answer: {} or {"refused": name of a refusal of `template_rules`, "about": …}.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from chibo.documents.isolated import answer
from chibo.documents.sheets import Kind
from chibo.documents.template_rules import RefusedTemplate, examine


def check(content: bytes, kind: str) -> dict[str, str]:
    """Return nothing if a template is good, or why it is refused."""
    try:
        examine(content, Kind(kind))
    except RefusedTemplate as refused:
        return {"refused": type(refused).__name__, "about": refused.about}
    return {}


if __name__ == "__main__":
    answer(check)
