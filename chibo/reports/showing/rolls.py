"""A sealed roll in words."""

from django.utils.translation import gettext as _

from chibo.reports.queries.rolls import RollLine


def state_words(line: RollLine) -> str:
    """Return how a member stands on a roll, with the reason where one was given."""
    words = {
        "present": _("present"),
        "excused": _("absent with reason"),
        "unexcused": _("absent without reason"),
        "exempt": _("exempt from meetings"),
        "temporarily_exempt": _("exempt for a time"),
        "elsewhere": _("attending elsewhere for a time"),
        "guest": _("here for a time, not called"),
        "suspended": _("suspended"),
        "detained": _("detained"),
    }.get(line.state, _("not called"))
    if not line.reason:
        return words
    return _("%(state)s: %(reason)s") % {"state": words, "reason": line.reason}
