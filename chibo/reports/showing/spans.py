"""Spans in words, and those beside one."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from chibo.quality.rules.spans import Span, around
from chibo.quality.showing.boards import span_name


def length_name(length: int) -> str:
    """Return "month", "quarter", "half-year" or "year"."""
    return {1: _("month"), 3: _("quarter"), 6: _("half-year")}.get(length, _("year"))


def length_names(lengths: Iterable[int]) -> str:
    """Return "month, quarter", shortest first."""
    return ", ".join(length_name(length) for length in sorted(lengths))


def ended_span(length: int, today: date) -> Span:
    """Return the last span of a length that is over."""
    return around(today, length).before


def beside(span: Span, lengths: Iterable[int], today: date) -> list[tuple[str, str]]:
    """Return the spans to go to from one, as key and name: before, after, of other lengths.

    None that has not begun.
    """
    others = [around(span.last_day, length) for length in sorted(lengths) if length != span.length]
    found = [span.before, span.after, *others]
    return [(one.key, span_name(one)) for one in found if one.first <= today]
