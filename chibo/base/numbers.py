"""Numbers as they are written in Vietnamese: "3.970", and shares to one place."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_TENTH = Decimal("0.1")


def grouped(value: int) -> str:
    """Return a whole number with its thousands apart: "986", "3.241"."""
    return f"{value:,}".replace(",", ".")


def to_tenth(value: Fraction) -> Decimal:
    """Return a number rounded to one place; a half goes up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_TENTH, ROUND_HALF_UP)


def in_percent(share: Fraction) -> Decimal:
    """Return a share in percent to one place.

    Nothing but the whole is 100 and nothing but none is 0: 9.999 of 10.000 are 99.9.
    """
    shown = to_tenth(share * 100)
    if shown == 100 and share != 1:
        return Decimal("99.9") if share < 1 else Decimal("100.1")
    return _TENTH if shown == 0 and share else shown


def one_place(value: Decimal) -> str:
    """Return a number that has one place: "80,3", "90,0"."""
    return f"{value:.1f}".replace(".", ",")
