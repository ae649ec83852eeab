"""Numbers of membership cards as lists hold them. No Django, no database."""

import re
from dataclasses import dataclass

from chibo.base.cells import Cell, cell_text
from chibo.base.text import fold

# A card has eight digits; newer ones may have twelve.
_SHORT, _LONG = 8, 12
_WHOLE = re.compile(r"[0-9]{8}|[0-9]{12}")
_NONE_YET = re.compile(r"(chua (co|cap|lam).*|mat( the)?|khong( co)?|xin cap lai|[-–—.x?]*)")


class UnreadableCard(ValueError):
    """The cell holds something that is no card number."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card number, "" for none. left_out: other numbers stood in the cell."""

    number: str
    lost_zeros: bool = False
    left_out: bool = False


def read_card(cell: Cell) -> Card:
    """Read a card number: its zeros put back, its blanks and dots taken out.

    Of a cell with several numbers (card, record, badge) the first line is the card's.

    Raises UnreadableCard.
    """
    if isinstance(cell, float) and not cell.is_integer():
        raise UnreadableCard
    if isinstance(cell, str) and _WHOLE.fullmatch(cell) and int(cell):
        return Card(cell)
    lines = [line for line in re.split(r"[\n;,]", cell_text(cell)) if line.strip()]
    if not lines or _NONE_YET.fullmatch(fold(lines[0])):
        return Card("", left_out=len(lines) > 1)
    bare = re.sub(r"^(so )?(the|tdv|t|st)( dang)?( vien)?\s*[:.]?\s*", "", fold(lines[0]))
    digits = re.sub(r"[\s.'-]", "", bare)
    if not re.fullmatch(r"\d{1,12}", digits) or not int(digits):
        raise UnreadableCard
    whole = digits.zfill(_SHORT if len(digits) <= _SHORT else _LONG)
    return Card(whole, lost_zeros=whole != digits, left_out=len(lines) > 1)
