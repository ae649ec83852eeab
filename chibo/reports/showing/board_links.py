"""Where a board leads: other spans, other days, units below, and the cells behind a figure."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from chibo.quality.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses around one board. on: the day asked for; None: today, and no address says it."""

    code: str
    span: Span
    on: date | None

    def board(self, code: str | None = None) -> str:
        """Return the board of a unit, or this one."""
        return self._at("board", self.code if code is None else code)

    def projector(self) -> str:
        """Return the page for a projector."""
        return self._at("board_projector", self.code)

    def cells(self, figure: str = "", *, under: str = "", kind: str = "") -> str:
        """Return the cells behind a figure, all or those under a unit or of a kind."""
        asked = {"figure": figure, "under": under, "kind": kind}
        return self._at("board_cells", self.code, {key: one for key, one in asked.items() if one})

    def cell(self, code: str) -> str:
        """Return the page of one cell."""
        return f"{_path('board_cell', code)}?{self._query({})}"

    def of_span(self, span: Span) -> "Links":
        """Return the addresses of another span, as of the same day."""
        return replace(self, span=span)

    def _at(self, name: str, code: str, more: dict[str, str] | None = None) -> str:
        return f"{_path(name, code)}?{self._query(more or {})}"

    def _query(self, more: dict[str, str]) -> str:
        asked = {"span": self.span.key, **more}
        if self.on is not None:
            asked["on"] = self.on.isoformat()
        return urlencode(asked)


# A board of all cells has hundreds of links, which differ in a code.
@lru_cache(maxsize=4096)
def _path(name: str, code: str) -> str:
    if not code:
        return reverse(f"reports:{name}")
    return reverse(f"reports:{name if name == 'board_cell' else f'{name}_of'}", args=[code])
