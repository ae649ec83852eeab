"""Dates, times and counts in the reader's words."""

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from chibo.base import numbers
from chibo.base.time import local_day

register = template.Library()

_WEEKDAYS = [
    lambda: _("Monday"),
    lambda: _("Tuesday"),
    lambda: _("Wednesday"),
    lambda: _("Thursday"),
    lambda: _("Friday"),
    lambda: _("Saturday"),
    lambda: _("Sunday"),
]

_MONTHS = [
    lambda: pgettext("month", "January"),
    lambda: pgettext("month", "February"),
    lambda: pgettext("month", "March"),
    lambda: pgettext("month", "April"),
    lambda: pgettext("month", "May"),
    lambda: pgettext("month", "June"),
    lambda: pgettext("month", "July"),
    lambda: pgettext("month", "August"),
    lambda: pgettext("month", "September"),
    lambda: pgettext("month", "October"),
    lambda: pgettext("month", "November"),
    lambda: pgettext("month", "December"),
]


def _day(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value


@register.filter
def weekday(value: date | datetime) -> str:
    """Return "thứ Năm"."""
    return _WEEKDAYS[_day(value).weekday()]()


@register.filter
def day(value: date | datetime | None) -> str:
    """Return "03/12/2026", or nothing for nothing."""
    return "" if value is None else f"{_day(value):%d/%m/%Y}"


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Return "03/12", for lists of one month or year."""
    return "" if value is None else f"{_day(value):%d/%m}"


@register.filter
def long_day(value: date | datetime) -> str:
    """Return "thứ Năm, 03/12/2026"."""
    return f"{weekday(value)}, {day(value)}"


@register.filter
def clock(value: datetime | None) -> str:
    """Return "19:30" of an aware moment, in Vietnam's time."""
    return "" if value is None else f"{timezone.localtime(value):%H:%M}"


@register.filter
def moment(value: datetime | None) -> str:
    """Return "thứ Năm, 03/12/2026, 19:30"."""
    return "" if value is None else f"{long_day(value)}, {clock(value)}"


@register.filter
def iso(value: date | datetime) -> str:
    """Return the machine's form, for `<time datetime>`."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    return value.isoformat()


@register.filter
def month_name(value: date) -> str:
    """Return "tháng 12"."""
    return _MONTHS[value.month - 1]()


@register.filter
def month_of_year(value: date) -> str:
    """Return "tháng 12/2026"."""
    return _("%(month)s %(year)s") % {"month": month_name(value), "year": value.year}


@register.filter
def days_left(due: date, today: date) -> str:
    """Return "còn 3 ngày", "hôm nay" or "quá 5 ngày"."""
    days = (due - today).days
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    if days == 0:
        return pgettext("due", "today")
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}


@register.filter
def capital(value: str) -> str:
    """Return a text with its first letter large, the rest as it is."""
    return value[:1].upper() + value[1:]


# A heading is not broken inside these.
_COMPOUND = re.compile(r"\b(chi|đảng) bộ\b|\bđảng viên\b|\bbiên bản\b|\bsinh hoạt\b", re.IGNORECASE)


@register.filter
def whole(value: str) -> str:
    """Return a name whose compounds stay on one line, for headings: "Chi bộ" never breaks."""
    return _COMPOUND.sub(lambda found: found[0].replace(" ", "\u00a0"), value)


@register.filter
def plain(value: Decimal | int) -> str:
    """Return an amount as people write it: "250", "2,5"."""
    return f"{Decimal(value).normalize():f}".replace(".", ",")


@register.filter
def grouped(value: int) -> str:
    """Return a count as people write it: "986", "3.241"."""
    return numbers.grouped(value)
