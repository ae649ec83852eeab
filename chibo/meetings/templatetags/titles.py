"""What a meeting is called, in one message for each kind: languages put kind and month together differently."""

from collections.abc import Callable

from django import template
from django.utils.translation import gettext as _

from chibo.base.templatetags.words import moment, month_name, month_of_year
from chibo.meetings.models import Meeting

register = template.Library()

_TITLES: dict[str, Callable[[], str]] = {
    Meeting.Kind.REGULAR: lambda: _("Regular meeting of %(month)s"),
    Meeting.Kind.THEMATIC: lambda: _("Thematic meeting of %(month)s"),
    Meeting.Kind.COMMITTEE: lambda: _("Cell committee's meeting of %(month)s"),
    Meeting.Kind.EXTRAORDINARY: lambda: _("Extraordinary meeting of %(month)s"),
    Meeting.Kind.ADMISSION: lambda: _("Admission meeting of %(month)s"),
}


@register.filter
def meeting_title(meeting: Meeting) -> str:
    """Return "Sinh hoạt thường kỳ tháng 12", for the lists and pages of one year."""
    return _TITLES[meeting.kind]() % {"month": month_name(meeting.month)}


@register.filter
def meeting_title_in_year(meeting: Meeting) -> str:
    """Return "Sinh hoạt thường kỳ tháng 12/2026", where years stand together."""
    return _TITLES[meeting.kind]() % {"month": month_of_year(meeting.month)}


@register.filter
def meeting_line(meeting: Meeting) -> str:
    """Return its title, when and where, in one line."""
    return _("%(title)s: %(when)s, %(place)s") % {
        "title": meeting_title(meeting),
        "when": moment(meeting.starts_at),
        "place": meeting.place,
    }
