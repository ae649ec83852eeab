"""A figure as people read it: "3.970", "565/570", "99,1%", "80,3 phút"; "không có" without a base."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chibo.reports.rules.lines import Figure, Shown

_ONE = Fraction(1)
_TENTH = Decimal("0.1")


def language() -> str:
    """Return which words of a line are read: "vi" or "en"."""
    return "en" if get_language() == "en" else "vi"


def number(value: int) -> str:
    """Return a whole number with its thousands apart: "3.970"."""
    return f"{value:,}".replace(",", ".")


def percent(share: Fraction) -> str:
    """Return a share in percent to one place, "99,1%".

    Nothing but the whole is 100% and nothing but none is 0%: 9.999 of 10.000 are "99,9%", and
    569 of 570 "99,8%".
    """
    exact = share * 100
    shown = _rounded(exact)
    if shown == 100 and share != _ONE:
        shown = Decimal("99.9") if share < _ONE else Decimal("100.1")
    if shown == 0 and share != 0:
        shown = _TENTH
    return f"{_one_place(shown)}%"


def mean(value: Fraction) -> str:
    """Return a mean to one place, "80,3"."""
    return _one_place(_rounded(value))


def _one_place(value: Decimal) -> str:
    return f"{value:.1f}".replace(".", ",")


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_TENTH, rounding=ROUND_HALF_UP)


def value_words(figure: Figure) -> str:
    """Return what a figure comes to: a count with its unit, a share, a mean; or that there is none."""
    value, unit = figure.value, figure.line.unit[language()]
    if value is None:
        return _("none")
    match figure.line.shown:
        case Shown.SHARE:
            return percent(value)
        case Shown.MEAN:
            return f"{mean(value)} {unit}"
    return f"{number(figure.numerator)} {unit}"


def pair(figure: Figure) -> str:
    """Return a figure as it stands in a sentence: "565/570", "3.970"; or that there is none."""
    if figure.denominator is None:
        return number(figure.numerator)
    if figure.value is None:
        return _("none")
    if figure.line.shown is Shown.MEAN:
        return value_words(figure)
    return f"{number(figure.numerator)}/{number(figure.denominator)}"
