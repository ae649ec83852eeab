"""A figure as people read it: "3.970", "565/570", "99,1%", "80,3 phút"; "không có" without a base."""

from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chibo.base.numbers import grouped as number
from chibo.base.numbers import in_percent, one_place, to_tenth
from chibo.reports.rules.lines import Figure, Shown

__all__ = ["language", "mean", "number", "pair", "percent", "value_words"]


def language() -> str:
    """Return which words of a line are read: "vi" or "en"."""
    return "en" if get_language() == "en" else "vi"


def percent(share: Fraction) -> str:
    """Return a share in percent to one place, "99,1%"."""
    return f"{one_place(in_percent(share))}%"


def mean(value: Fraction) -> str:
    """Return a mean to one place, "80,3"."""
    return one_place(to_tenth(value))


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
