"""Find what the scripts say: the sentences given to t("…")."""

import re
from pathlib import Path

# One literal, on the line of the call or the next; the check of translations fails on any other.
_CALL = re.compile(r'\bt\(\s*(?:"((?:[^"\\]|\\.)*)")?')


def sentences_in(place: Path) -> set[str]:
    """Return the sentences of a script, or of all scripts in a folder.

    Raises ValueError for a call whose sentence is not one literal: it could not be translated.
    """
    found = set()
    for file in [place] if place.is_file() else sorted(place.rglob("*.ts")):
        for call in _CALL.finditer(file.read_text(encoding="utf-8")):
            if call[1] is None and file.name != "words.ts":
                raise ValueError(f"{file.name}: {call[0]} without a sentence")
            if call[1]:
                found.add(call[1].replace('\\"', '"'))
    return found
