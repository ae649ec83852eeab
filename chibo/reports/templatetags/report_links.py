"""Links from a figure to the rows behind it."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chibo.quality.rules.spans import Span
from chibo.units.models import Unit

register = template.Library()


@register.simple_tag
def figure_link(key: str, unit: Unit, span: Span, words: str) -> SafeString | str:
    """Return a figure as a link to its rows; of a cell, whose months are few, only the figure."""
    if unit.kind.is_cell:
        return words
    url = reverse("reports:figure", args=[unit.code, span.key, key])
    return format_html('<a class="fig" href="{}">{}</a>', url, words)
