"""What a refusal about the book says."""

from django.utils.translation import gettext as _

from chibo.book import actions
from chibo.meetings import refusals
from chibo.meetings.actions.guards import CannotChange


def sentence(error: CannotChange) -> str:
    """Return the sentence for a refused action on the book or its meeting."""
    if isinstance(error, actions.NothingToCorrect):
        return _("Write what was wrong and what is right.")
    return refusals.sentence(error)
