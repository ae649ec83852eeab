"""Who typed a line for the cell, and where a reader of its meetings comes from."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chibo.access.queries import may
from chibo.access.rules import Ability
from chibo.meetings.models import Meeting
from chibo.meetings.typists import Typed
from chibo.units.naming import office_name

register = template.Library()
register.filter(office_name)


@register.simple_tag
def typed_by(typed: Typed, key: object, kind: str = "") -> SafeString | str:
    """Return "gõ hộ bởi …, Văn phòng …" as a small line; empty for a line the cell wrote itself.

    kind: "roll" for a person's line of the roll.
    """
    name = typed.lines.get(f"{kind}/{key}" if kind else str(key)) if typed else None
    if not name:
        return ""
    words = _("typed by %(name)s, %(office)s") % {"name": name, "office": typed.office}
    return format_html('<span class="typed">{}</span>', words)


@register.simple_tag(takes_context=True)
def of_meetings(context: dict[str, Any], meeting: Meeting) -> SafeString:
    """Return the first crumb of a meeting's page: its cell's meetings, or what an office types."""
    reader = context["request"].user
    inside = may(reader, Ability.SEE_CELL, meeting.cell, timezone.localdate())
    url = reverse("room:of_cell", args=[meeting.cell.code]) if inside else reverse("room:helping")
    words = _("Meetings") if inside else _("Typing for cells")
    return format_html('<li><a href="{}">{}</a></li>', url, words)
