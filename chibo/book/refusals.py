"""What a refusal about the book says."""

from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal
from chibo.book import actions
from chibo.meetings import refusals
from chibo.meetings.actions.guards import CannotChange
from chibo.meetings.models import Meeting


def refusal(error: CannotChange, meeting: Meeting) -> Refusal:
    """Return the refusal of an action on the book or its meeting, with the ways out of it."""
    if isinstance(error, actions.NothingToCorrect):
        return Refusal(_("Write what was wrong and what is right."))
    return refusals.refusal(error, meeting)
