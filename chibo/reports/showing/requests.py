"""What a request costs, in words: 94 chi bộ × 15 phút = 23 giờ rưỡi."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.reports.models import Request
from chibo.reports.rules.asking import Cost
from chibo.reports.showing.figures import number

_HOUR, _HALF = 60, 30


def hours(cost: Cost) -> str:
    """Return the minutes of all together, as one says it: 40 phút, 2 giờ, 23 giờ rưỡi.

    From an hour on in half hours; what is begun counts as spent, and is said to be nearly so much.
    """
    return spent(cost.total)


def spent(minutes: int) -> str:
    """Return some minutes as one says them; see `hours`."""
    if minutes < _HOUR:
        words = ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes)
        return words % {"minutes": minutes}
    whole, half = divmod(-(-minutes // _HALF), 2)
    words = (
        _("%(hours)s and a half hours")
        if half
        else ngettext("%(hours)s hour", "%(hours)s hours", whole)
    )
    exact = words % {"hours": number(whole)}
    return exact if minutes % _HALF == 0 else _("nearly %(hours)s") % {"hours": exact}


def cost_words(cost: Cost, to: str) -> str:
    """Return what a request costs: how many, times how long, and what that is."""
    words = {"units": number(cost.units), "minutes": cost.minutes, "hours": hours(cost)}
    if to == Request.To.COMMITTEES:
        return _("%(units)s committees × %(minutes)s minutes = %(hours)s") % words
    return _("%(units)s cells × %(minutes)s minutes = %(hours)s") % words
