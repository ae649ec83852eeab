"""What is wrong with a sheet, each finding with the part of the page that mends it."""

from collections.abc import Iterable
from dataclasses import dataclass

from chibo.quality.forms.parts import part_of
from chibo.quality.rules.findings import Finding
from chibo.quality.showing.findings import sentence


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in words; is_open: the sheet is only silent, and somebody settles it."""

    at: str
    words: str
    part: str
    is_open: bool
    line: int


def findings(found: Iterable[Finding]) -> list[Found]:
    """Return findings in words with the parts that mend them.

    What is silent is mended where it stands, or settled beside the sheet's own text.
    """
    return [Found(one.at, sentence(one), part_of(one.path), one.is_open, one.line) for one in found]
