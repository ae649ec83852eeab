"""What a refusal about the book says."""

from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal
from chibo.base.templatetags.words import day
from chibo.book import actions
from chibo.meetings import refusals
from chibo.meetings.actions.guards import CannotChange
from chibo.meetings.models import Meeting


def refusal(error: CannotChange, meeting: Meeting) -> Refusal:
    """Return the refusal of an action on the book or its meeting, with the ways out of it."""
    if isinstance(error, actions.NothingToCorrect):
        return Refusal(_("Write what was wrong and what is right."))
    if isinstance(error, actions.PostedBeforeItWasHeld):
        held = day(meeting.opened_at or meeting.starts_at)
        return Refusal(
            _("The meeting was on %(held)s. Its papers were posted that day or later.")
            % {"held": held},
            fields=("posted_on",),
        )
    if isinstance(error, actions.PostedInTheFuture):
        return Refusal(
            _("That day has not come yet. Note it when the papers are posted."),
            fields=("posted_on",),
        )
    return refusals.refusal(error, meeting)
