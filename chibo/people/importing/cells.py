"""Which cell a list means by its words. No Django, no database."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.base.text import fold


@dataclass(frozen=True, slots=True)
class KnownCell:
    """A cell on the register that the importer may write to."""

    id: int
    code: str
    name: str
    full_name: str
    parent_name: str = ""
    since: date = date.min


_NUMBERING = re.compile(r"^(?:[ivx]+|\d+)[.):]\s*|^[-+*•]\s*")
_KIND = re.compile(r"^(?:chi bo|cb)\b[\s:.]*(?:truc thuoc )?")
_PLACE = re.compile(r"^(?:ban|thon|khu pho|khu|to dan pho|tdp|xom|lang|ap|buon)\b\s*")
_AFTER = re.compile(r"\s*(?:[,(;/–]| - |\bthuoc\b|\btruc thuoc\b|:).*$")


class Cells:
    """Finds cells by code or by what people call them."""

    def __init__(self, cells: Iterable[KnownCell]) -> None:
        self.all = tuple(cells)
        self.found: dict[str, list[KnownCell]] = {}
        self.by_code = {cell.code.lower(): cell for cell in self.all}
        # The whole name first; "Máy" for "bản Máy" only where that says one cell.
        self.names: list[dict[str, list[KnownCell]]] = [defaultdict(list), defaultdict(list)]
        for cell in self.all:
            whole = {_bare(cell.name), _bare(cell.full_name)}
            for name in whole:
                self.names[0][name].append(cell)
            for name in {_PLACE.sub("", name) for name in whole} - {""}:
                self.names[1][name].append(cell)

    def find(self, text: str) -> list[KnownCell]:
        """Return the cells a text may mean: none, one, or several of one name."""
        # A list names few cells, each on many rows.
        if text not in self.found:
            self.found[text] = self._find(text.strip())
        return self.found[text]

    def _find(self, text: str) -> list[KnownCell]:
        if text.lower() in self.by_code:
            return [self.by_code[text.lower()]]
        for words in (_bare(text), _AFTER.sub("", _bare(text))):
            for index, key in ((0, words), (1, words), (1, _PLACE.sub("", words))):
                if key and key in self.names[index]:
                    return self._told_apart(self.names[index][key], fold(text))
        return []

    def in_titles(self, titles: Iterable[str]) -> KnownCell | None:
        """Return the one cell that the lines above a table name, or None."""
        found = {
            cells[0].code: cells[0]
            for title in titles
            for line in title.split("\n")
            if re.match(r"(?:chi bo|cb)\b", fold(line)) and len(cells := self.find(line)) == 1
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _told_apart(self, cells: list[KnownCell], words: str) -> list[KnownCell]:
        """Return those of one name whose superior the text names too, if it names one."""
        named = [c for c in cells if c.parent_name and _organisation(c.parent_name) in words]
        return named or cells


def _bare(text: str) -> str:
    return _KIND.sub("", _NUMBERING.sub("", fold(text))).strip(" .,:;-")


def _organisation(name: str) -> str:
    return re.sub(r"^(?:dang bo|dang uy)\s+", "", fold(name))
