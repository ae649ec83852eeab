"""A visit slip in the reader's words."""

from django.utils.translation import gettext as _

from chibo.supervision.models import Visit


def figures(visit: Visit) -> list[tuple[str, str]]:
    """Return what was counted and seen, label and words; what was not noted is left out."""
    found = [
        (_("Came and left"), _times(visit)),
        (_("Present"), _present(visit)),
        (_("Spoke"), _count(visit.speakers)),
        (_("Length of the meeting"), _minutes(visit.length_minutes)),
        (_("The agenda was"), str(visit.get_agenda_display()) if visit.agenda else ""),
        (_("Minutes book"), _book(visit)),
    ]
    return [(label, words) for label, words in found if words]


def _book(visit: Visit) -> str:
    if visit.minutes_book_seen is None:
        return ""
    return _("looked into") if visit.minutes_book_seen else _("not looked into")


def _times(visit: Visit) -> str:
    came = f"{visit.came_at:%H:%M}"
    return f"{came}–{visit.left_at:%H:%M}" if visit.left_at else came


def _present(visit: Visit) -> str:
    if visit.present is None:
        return ""
    return str(visit.present) + (f"/{visit.must_attend}" if visit.must_attend else "")


def _count(count: int | None) -> str:
    return "" if count is None else str(count)


def _minutes(minutes: int | None) -> str:
    return "" if minutes is None else _("%(minutes)s minutes") % {"minutes": minutes}
