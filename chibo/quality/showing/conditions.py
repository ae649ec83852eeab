"""Conditions and values as one reads them: "from 75% to under 90%", "exactly 50%"."""

from fractions import Fraction
from math import floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from chibo.quality.rules.conditions import Condition, condition
from chibo.quality.rules.measuring import MeasureUnit
from chibo.quality.rules.stretches import plain


def condition_words(when: Condition | str, unit: str) -> str:
    """Return a condition in words. unit: a value of MeasureUnit."""
    asked = condition(when) if isinstance(when, str) else when
    if unit == MeasureUnit.ANSWER and not asked.marks:
        return yes_no(yes=asked.holds(Fraction(1), {}))
    return " ".join(
        _side(sign, _end(end, unit), first=place == 0)
        for place, (sign, end) in enumerate(asked.comparisons)
    )


def _side(sign: str, end: str, *, first: bool) -> str:
    match sign:
        case ">=":
            return _("from %(end)s") % {"end": end}
        case ">":
            return _("over %(end)s") % {"end": end}
        case "<=":
            return (_("at most %(end)s") if first else _("to %(end)s")) % {"end": end}
        case "<":
            return (_("under %(end)s") if first else _("to under %(end)s")) % {"end": end}
    return _("exactly %(end)s") % {"end": end}


def _end(end: Fraction | str, unit: str) -> str:
    if isinstance(end, str):
        return {"half": _("half the asked length"), "norm": _("the asked length")}.get(end, end)
    return quantity(end, unit)


def quantity(value: Fraction, unit: str) -> str:
    """Return a value with its unit: "87,5%", "100 minutes"."""
    number = plain(value)
    if unit == MeasureUnit.PERCENT:
        # To one place, a half going up: 21 of 24 is 87,5%, 2 of 3 is 66,7%, 1 of 16 is 6,3%.
        return f"{plain(Fraction(floor(value * 10 + Fraction(1, 2)), 10))}%"
    if unit == MeasureUnit.ANSWER:
        return yes_no(yes=bool(value))
    return {
        MeasureUnit.MINUTES: lambda n: ngettext("%(n)s minute", "%(n)s minutes", n),
        MeasureUnit.HOURS: lambda n: ngettext("%(n)s hour", "%(n)s hours", n),
        MeasureUnit.DAYS: lambda n: ngettext("%(n)s day", "%(n)s days", n),
    }.get(MeasureUnit(unit), lambda _n: "%(n)s")(int(value)) % {"n": number}


def yes_no(*, yes: bool) -> str:
    """Return yes or no."""
    return pgettext("answer", "yes") if yes else pgettext("answer", "no")
