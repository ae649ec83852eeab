"""The sheets that come with the program, as text."""

from functools import cache
from pathlib import Path

SHEETS = Path(__file__).parent / "data" / "sheets"


@cache
def shipped() -> dict[str, str]:
    """Return the text of each shipped sheet by its key."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(SHEETS.glob("*.yaml"))}
