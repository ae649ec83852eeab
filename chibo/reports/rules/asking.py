"""What a request costs those who are asked."""

from dataclasses import dataclass
from fractions import Fraction

_HOUR = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """What answering costs. units: how many are asked. minutes: of each of them."""

    units: int
    minutes: int

    @property
    def total(self) -> int:
        """Return the minutes of all of them together."""
        return self.units * self.minutes

    @property
    def half_hours(self) -> int:
        """Return the whole in half hours, rounded up: what is begun is spent."""
        return -(-self.total * 2 // _HOUR)

    @property
    def seen(self) -> str:
        """Return what a sender who saw this cost sends along."""
        return f"{self.units}x{self.minutes}"


@dataclass(frozen=True, slots=True)
class Burden:
    """What was asked of the cells below a unit in a year.

    requests: how many questions. answers: how many answers they ask for. minutes: of all
    answers together. cells: how many cells there are.
    """

    requests: int
    answers: int
    minutes: int
    cells: int

    @property
    def per_cell(self) -> Fraction | None:
        """Return the minutes asked of a cell in the mean; None where there is no cell."""
        return Fraction(self.minutes, self.cells) if self.cells else None
